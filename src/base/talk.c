/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/talk.h"

#include <string.h>

#define LINES_MAX 200u /* limits: reply lines kept */

static const char *const end_names[HATO_TALK_ENDS] = {
  [HATO_TALK_ENCRYPTED] = "encrypted",
  [HATO_TALK_GREETED] = "greeted",
  [HATO_TALK_CLOSED] = "closed",
  [HATO_TALK_FILTERED] = "filtered",
  [HATO_TALK_UNREACHABLE] = "unreachable",
  [HATO_TALK_PRIVATE] = "private",
  [HATO_TALK_RESET] = "reset",
  [HATO_TALK_SILENT] = "silent",
  [HATO_TALK_NOT_MAIL] = "not_mail",
  [HATO_TALK_REFUSED] = "refused",
  [HATO_TALK_BROKEN] = "broken",
  [HATO_TALK_LATE] = "late",
  [HATO_TALK_STARTTLS_MISSING] = "starttls_missing",
  [HATO_TALK_STARTTLS_REFUSED] = "starttls_refused",
  [HATO_TALK_STARTTLS_IMPOSSIBLE] = "starttls_impossible",
  [HATO_TALK_INJECTED] = "injected",
  [HATO_TALK_PLAINTEXT] = "plaintext",
  [HATO_TALK_IMPLICIT_TLS] = "implicit_tls",
  [HATO_TALK_HANDSHAKE_FAILED] = "handshake_failed",
  [HATO_TALK_HANDSHAKE_LATE] = "handshake_late",
  [HATO_TALK_CANCELLED] = "cancelled",
};

G_DEFINE_BOXED_TYPE (HatoTalk, hato_talk, hato_talk_ref, hato_talk_unref)

static void
line_free (gpointer data)
{
  HatoTalkLine *self = data;

  g_free (self->text);
  g_free (self);
}

/** hato_talk_new: (transfer full): an empty conversation, to be filled by its maker before it is handed on. */
HatoTalk *
hato_talk_new (void)
{
  HatoTalk *self = g_atomic_rc_box_new0 (HatoTalk);

  self->greeting_after = -1;
  self->transcript = g_ptr_array_new_with_free_func (line_free);
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

HatoTalk *
hato_talk_ref (HatoTalk *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
talk_clear (gpointer data)
{
  HatoTalk *self = data;

  g_free (self->cipher);
  g_free (self->trouble);
  g_ptr_array_unref (self->transcript);
  g_ptr_array_unref (self->chain);
}

void
hato_talk_unref (HatoTalk *self)
{
  g_atomic_rc_box_release_full (self, talk_clear);
}

/** hato_talk_add_line: notes what was said, without its line end; a NUL ends it early, and lines past the 200th are dropped. */
void
hato_talk_add_line (HatoTalk *self, gboolean from_client, const char *text, gsize size)
{
  HatoTalkLine *line;

  if (self->transcript->len >= LINES_MAX)
    return;

  line = g_new0 (HatoTalkLine, 1);
  line->from_client = from_client;
  line->text = g_strndup (text, size);
  g_ptr_array_add (self->transcript, line);
}

/** hato_talk_end_to_string: a static word for JSON. */
const char *
hato_talk_end_to_string (HatoTalkEnd end)
{
  return end_names[end];
}

/** hato_talk_end_from_string: the reverse; FALSE for an unknown word. */
gboolean
hato_talk_end_from_string (const char *text, HatoTalkEnd *end)
{
  for (guint i = 0; i < HATO_TALK_ENDS; i++)
    if (strcmp (end_names[i], text) == 0)
      {
        *end = (HatoTalkEnd) i;
        return TRUE;
      }
  return FALSE;
}
