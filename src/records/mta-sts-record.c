/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/mta-sts-record.h"

#include <string.h>

#include "records/odd-characters.h"
#include "records/tag-list.h"

#define VERSION "v=STSv1"
#define ID_MAX  32u

G_DEFINE_BOXED_TYPE (HatoMtaStsRecord,
                     hato_mta_sts_record,
                     hato_mta_sts_record_ref,
                     hato_mta_sts_record_unref)

static gboolean
is_id (const HatoTag *tag, const char *text)
{
  gsize length = tag->end - tag->value_start;

  for (gsize at = tag->value_start; at < tag->end; at++)
    if (!g_ascii_isalnum (text[at]))
      return FALSE;

  return length > 0 && length <= ID_MAX;
}

static void
read_tags (HatoMtaStsRecord *self, const GArray *tags, const char *text)
{
  for (guint i = 1; i < tags->len; i++)
    {
      const HatoTag *tag = &g_array_index (tags, HatoTag, i);

      if (hato_tag_is (tag, text, "id") && self->id == NULL)
        {
          self->id = hato_tag_dup_value (tag, text);
          if (is_id (tag, text))
            continue;
          hato_notes_add (self->notes, "mta-sts.bad_id", tag->start, tag->end);
          self->valid = FALSE;
        }
      else if (!hato_tag_is_extension (tag, text))
        self->valid = FALSE;
    }
  if (self->id == NULL)
    {
      hato_notes_add (self->notes, "mta-sts.no_id", 0, strlen (text));
      self->valid = FALSE;
    }
}

/**
 * hato_mta_sts_record_parse:
 * @bytes: the text of one TXT record at _mta-sts
 *
 * Reads one text as RFC 8461 §3.1 does.
 *
 * Returns: (transfer full): never NULL
 */
HatoMtaStsRecord *
hato_mta_sts_record_parse (gconstpointer bytes, gsize size)
{
  HatoMtaStsRecord *self = g_atomic_rc_box_new0 (HatoMtaStsRecord);
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
      if (g_str_has_prefix (lower, "v=sts") || g_str_has_prefix (lower, "sts"))
        hato_notes_add (self->notes, "mta-sts.version_typo", 0, strcspn (text, ";"));
      return self;
    }

  tags = hato_tag_list_split (text, strlen (text), &complete);
  self->valid = complete && strlen (text) == size;
  read_tags (self, tags, text);
  return self;
}

HatoMtaStsRecord *
hato_mta_sts_record_ref (HatoMtaStsRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
mta_sts_record_clear (gpointer data)
{
  HatoMtaStsRecord *self = data;

  g_free (self->id);
  g_array_unref (self->notes);
}

void
hato_mta_sts_record_unref (HatoMtaStsRecord *self)
{
  g_atomic_rc_box_release_full (self, mta_sts_record_clear);
}
