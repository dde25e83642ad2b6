/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/mta-sts-record.h"

#include <string.h>

#include "records/near-miss.h"
#include "records/tag-list.h"

#define VERSION       "STSv1"
#define ID_MAX        32u /* RFC 8461 §3.1: sts-id = %s"id=" 1*32(ALPHA / DIGIT) */
#define TYPO_DISTANCE 2u

G_DEFINE_BOXED_TYPE (HatoMtaStsRecord,
                     hato_mta_sts_record,
                     hato_mta_sts_record_ref,
                     hato_mta_sts_record_unref)

/* The version, exactly and followed by a semicolon (§3.1). */
static gboolean
has_version (const HatoTagList *tags, const char *text, gsize size)
{
  const HatoTag *first = hato_tag_list_get (tags, 0);
  gsize end = strlen ("v=" VERSION);

  return first != NULL && first->start == 0 && !first->spaced && strcmp (first->name, "v") == 0
         && strcmp (first->value, VERSION) == 0 && first->end == end
         && memchr (text + end, ';', size - end) != NULL;
}

/* Whether a text was clearly meant as such a record. */
static gboolean
is_meant (gconstpointer bytes, gsize size)
{
  g_autofree char *folded = hato_near_miss_fold (bytes, size);
  g_autofree char *word = g_strndup (folded, strcspn (folded, " ;,"));

  return hato_near_miss_get_distance (word, "v=stsv1") <= TYPO_DISTANCE
         || g_str_has_prefix (word, "v=mta") || g_str_has_prefix (word, "stsv");
}

static gboolean
is_id (const char *value)
{
  gsize length = strlen (value);

  return length > 0 && length <= ID_MAX
         && strspn (value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == length;
}

static void
read_id (HatoMtaStsRecord *record, const HatoTag *tag)
{
  if (record->id != NULL)
    record->valid = FALSE;
  else if (is_id (tag->value) && !tag->spaced)
    record->id = g_strdup (tag->value);
  else
    {
      record->valid = FALSE;
      hato_notes_add (record->notes, "mta-sts.bad_id", tag->start, tag->end);
    }
}

static void
read_fields (HatoMtaStsRecord *record, const HatoTagList *tags, gsize size)
{
  record->valid = tags->n_empty == 0 && !tags->too_big;
  for (guint i = 1; i < tags->tags->len; i++)
    {
      const HatoTag *tag = hato_tag_list_get (tags, i);

      if (strcmp (tag->name, "id") == 0)
        read_id (record, tag);
      else if (!hato_tag_is_field (tag))
        {
          record->valid = FALSE;
          if (!hato_notes_have (record->notes, "mta-sts.bad_field"))
            hato_notes_add (record->notes, "mta-sts.bad_field", tag->start, tag->end);
        }
    }
  if (tags->n_empty > 0 && record->notes->len == 0)
    hato_notes_add (record->notes, "mta-sts.bad_field", size, size);
  if (record->id == NULL)
    {
      record->valid = FALSE;
      if (!hato_notes_have (record->notes, "mta-sts.bad_id"))
        hato_notes_add (record->notes, "mta-sts.no_id", size, size);
    }
}

/**
 * hato_mta_sts_record_parse:
 * @bytes: the text of one TXT record, its strings joined
 *
 * Reads one text as RFC 8461 §3.1 does. Where a sender sees no such record though one was meant there is a note.
 *
 * Returns: (transfer full): never NULL
 */
HatoMtaStsRecord *
hato_mta_sts_record_parse (gconstpointer bytes, gsize size)
{
  HatoMtaStsRecord *self = g_atomic_rc_box_new0 (HatoMtaStsRecord);
  g_autoptr (HatoTagList) tags = hato_tag_list_new (bytes, size);
  const HatoTag *first = hato_tag_list_get (tags, 0);

  self->notes = hato_notes_new ();
  self->is_record = has_version (tags, bytes, size);
  if (self->is_record)
    read_fields (self, tags, size);
  else if (first != NULL && is_meant (bytes, size))
    hato_notes_add (self->notes, "mta-sts.version_typo", 0, first->end);
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
