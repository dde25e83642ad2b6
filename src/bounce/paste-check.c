/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/paste-check.h"

#include <string.h>

#include "base/clock.h"
#include "bounce/mbox.h"
#include "bounce/saved-mail.h"

G_DEFINE_BOXED_TYPE (HatoPasteCheck, hato_paste_check, hato_paste_check_ref, hato_paste_check_unref)

static void
pasted_mail_free (gpointer data)
{
  HatoPastedMail *self = data;

  hato_bounce_unref (self->bounce);
  hato_checkup_unref (self->checkup);
  g_clear_pointer (&self->signed_mail, hato_mail_source_unref);
  g_free (self);
}

/* The mail as it travelled, where it is whole and has a signature. */
static HatoMailSource *
read_signed (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  g_autoptr (HatoMailSource) source = NULL;

  if (!hato_bounce_check_is_raw (data, size))
    return NULL;

  source = hato_mail_source_new (data, size, NULL);
  for (guint i = 0; source != NULL && i < source->fields->len; i++)
    if (strcmp (hato_mail_source_get_field (source, i)->name, "dkim-signature") == 0)
      return g_steal_pointer (&source);

  return NULL;
}

static HatoPastedMail *
read_mail (const HatoCursor *mail, const HatoBounceRuleList *rules, HatoMailFrameList *frames)
{
  g_autoptr (GBytes) bytes = hato_mbox_unescape (mail);
  HatoPastedMail *pasted = g_new0 (HatoPastedMail, 1);

  pasted->bounce = hato_bounce_check_read (bytes, rules, frames);
  pasted->checkup = hato_bounce_checkup_new (pasted->bounce, hato_clock_now (NULL));
  pasted->signed_mail = read_signed (bytes);
  return pasted;
}

/**
 * hato_paste_check_run:
 * @job: (nullable): what cancels it
 * @bytes: a mail, a mailbox file, or the text that a mail program shows
 *
 * Reads all that was pasted or opened. Touches no network. Blocks; a HatoWorkFunc.
 *
 * Returns: (transfer full) (nullable): NULL with G_IO_ERROR_CANCELLED, or as hato_saved_mail_read ()
 */
HatoPasteCheck *
hato_paste_check_run (HatoJob *job, GBytes *bytes, GError **error)
{
  g_autoptr (HatoPasteCheck) self = g_atomic_rc_box_new0 (HatoPasteCheck);
  g_autoptr (HatoBounceRuleList) rules = hato_bounce_rule_list_new (error);
  g_autoptr (HatoMailFrameList) frames = rules != NULL ? hato_mail_frame_list_new (error) : NULL;
  g_autoptr (GBytes) saved = frames != NULL ? hato_saved_mail_read (bytes, error) : NULL;
  GCancellable *cancellable = job != NULL ? hato_job_get_cancellable (job) : NULL;
  HatoCursor file, mail;
  gsize size;
  gconstpointer data;

  self->mails = g_ptr_array_new_with_free_func (pasted_mail_free);
  if (saved == NULL)
    return NULL;

  data = g_bytes_get_data (saved, &size);
  hato_cursor_init (&file, data, size);
  while (hato_mbox_take (&file, &mail))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      self->cut = self->mails->len == HATO_PASTE_MAILS_MAX;
      if (self->cut)
        break;
      g_ptr_array_add (self->mails, read_mail (&mail, rules, frames));
    }
  if (self->mails->len == 0)
    {
      hato_cursor_init (&mail, NULL, 0);
      g_ptr_array_add (self->mails, read_mail (&mail, rules, frames));
    }
  return g_steal_pointer (&self);
}

HatoPasteCheck *
hato_paste_check_ref (HatoPasteCheck *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
paste_check_clear (gpointer data)
{
  HatoPasteCheck *self = data;

  g_ptr_array_unref (self->mails);
}

void
hato_paste_check_unref (HatoPasteCheck *self)
{
  g_atomic_rc_box_release_full (self, paste_check_clear);
}
