/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/bimi.h"

#include <string.h>

#include "records/near-miss.h"
#include "records/report-uri.h"
#include "records/tag-list.h"

#define VERSION "BIMI1"

G_DEFINE_BOXED_TYPE (HatoBimi, hato_bimi, hato_bimi_ref, hato_bimi_unref)

static void
read_address (HatoBimi *self, const HatoTag *tag, char **address)
{
  if (tag == NULL)
    return;

  *address = g_strdup (tag->value);
  if (**address == '\0' || hato_report_uri_judge (*address) == HATO_REPORT_URI_HTTPS)
    return;

  hato_notes_add (self->notes, "bimi.bad_address", tag->start, tag->end);
  self->valid = FALSE;
}

static void
read_tags (HatoBimi *self, const HatoTagList *tags, gsize size)
{
  self->valid = !tags->too_big;
  read_address (self, hato_tag_list_find (tags, "l"), &self->logo);
  read_address (self, hato_tag_list_find (tags, "a"), &self->authority);
  for (guint i = 1; i < tags->tags->len; i++)
    if (!hato_tag_list_get (tags, i)->has_equals || hato_tag_list_repeats (tags, i))
      self->valid = FALSE;
  if (self->logo == NULL)
    {
      hato_notes_add (self->notes, "bimi.no_logo", 0, size);
      self->valid = FALSE;
    }
}

static gboolean
has_version (const HatoTagList *tags)
{
  const HatoTag *first = hato_tag_list_get (tags, 0);

  return first != NULL && first->start == 0 && strcmp (first->name, "v") == 0
         && strcmp (first->value, VERSION) == 0 && first->printable;
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
  g_autofree char *folded = hato_near_miss_fold (bytes, size);
  g_autoptr (HatoTagList) tags = hato_tag_list_new (bytes, size);

  self->notes = hato_notes_new ();
  self->is_record = has_version (tags);
  if (self->is_record)
    read_tags (self, tags, size);
  else if (g_str_has_prefix (folded, "v=bimi") || g_str_has_prefix (folded, "bimi1"))
    hato_notes_add (self->notes, "bimi.version_typo", 0, hato_tag_list_get (tags, 0)->end);
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
