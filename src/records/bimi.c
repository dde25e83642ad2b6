/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/bimi.h"

#include <string.h>

#include "records/odd-characters.h"
#include "records/tag-list.h"

#define VERSION "v=BIMI1"

G_DEFINE_BOXED_TYPE (HatoBimi, hato_bimi, hato_bimi_ref, hato_bimi_unref)

static void
read_address (HatoBimi *self, const HatoTag *tag, const char *text, char **address)
{
  g_free (*address);
  *address = hato_tag_dup_value (tag, text);
  if (**address == '\0' || g_ascii_strncasecmp (*address, "https://", 8) == 0)
    return;

  hato_notes_add (self->notes, "bimi.bad_address", tag->start, tag->end);
  self->valid = FALSE;
}

static void
read_tags (HatoBimi *self, const GArray *tags, const char *text)
{
  for (guint i = 1; i < tags->len; i++)
    {
      const HatoTag *tag = &g_array_index (tags, HatoTag, i);

      if (hato_tag_is (tag, text, "l"))
        read_address (self, tag, text, &self->logo);
      else if (hato_tag_is (tag, text, "a"))
        read_address (self, tag, text, &self->authority);
      else if (!tag->has_equals && tag->start != tag->end)
        self->valid = FALSE;
    }
  if (self->logo == NULL)
    {
      hato_notes_add (self->notes, "bimi.no_logo", 0, strlen (text));
      self->valid = FALSE;
    }
}

/**
 * hato_bimi_parse:
 * @bytes: the text of one TXT record at default._bimi
 *
 * Reads one text as the BIMI draft does (draft-brand-indicators-for-message-identification §4).
 *
 * Returns: (transfer full): never NULL
 */
HatoBimi *
hato_bimi_parse (gconstpointer bytes, gsize size)
{
  HatoBimi *self = g_atomic_rc_box_new0 (HatoBimi);
  g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", size);
  g_autofree char *lower = hato_odd_characters_fold (text, strlen (text));
  g_autoptr (GArray) tags = NULL;
  gboolean complete;

  self->notes = hato_notes_new ();
  self->is_record =
      g_str_has_prefix (text, VERSION)
      && (text[strlen (VERSION)] == '\0' || strchr ("; \t", text[strlen (VERSION)]) != NULL);
  if (!self->is_record)
    {
      if (g_str_has_prefix (lower, "v=bimi"))
        hato_notes_add (self->notes, "bimi.version_typo", 0, strcspn (text, ";"));
      return self;
    }

  tags = hato_tag_list_split (text, strlen (text), &complete);
  self->valid = complete && strlen (text) == size;
  read_tags (self, tags, text);
  return self;
}

HatoBimi *
hato_bimi_ref (HatoBimi *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
bimi_clear (gpointer data)
{
  HatoBimi *self = data;

  g_free (self->logo);
  g_free (self->authority);
  g_array_unref (self->notes);
}

void
hato_bimi_unref (HatoBimi *self)
{
  g_atomic_rc_box_release_full (self, bimi_clear);
}
