/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/tls-rpt.h"

#include <string.h>

#include "records/near-miss.h"
#include "records/report-uri.h"
#include "records/tag-list.h"

#define VERSION       "TLSRPTv1"
#define URIS_MAX      20u
#define TYPO_DISTANCE 2u

G_DEFINE_BOXED_TYPE (HatoTlsRpt, hato_tls_rpt, hato_tls_rpt_ref, hato_tls_rpt_unref)

/* The version, exactly and followed by a semicolon (RFC 8460 §3). */
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

  return hato_near_miss_get_distance (word, "v=tlsrptv1") <= TYPO_DISTANCE
         || g_str_has_prefix (word, "v=tls") || g_str_has_prefix (word, "tlsrpt");
}

static const char *
name_uri_fault (HatoReportUri kind)
{
  switch (kind)
    {
    case HATO_REPORT_URI_MAILTO:
    case HATO_REPORT_URI_HTTPS:
      return NULL;
    case HATO_REPORT_URI_NO_SCHEME:
    case HATO_REPORT_URI_OTHER: /* §3: mailto and https are what there is */
      return "tlsrpt.rua_no_mailto";
    case HATO_REPORT_URI_JOINED:
    case HATO_REPORT_URI_BAD:
    default:
      return "tlsrpt.bad_field";
    }
}

/* tlsrpt-rua = %s"rua=" tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri) */
static void
read_uris (HatoTlsRpt *record, const HatoTag *tag)
{
  g_auto (GStrv) parts = g_strsplit (tag->value, ",", URIS_MAX + 1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *code = name_uri_fault (hato_report_uri_judge (g_strstrip (parts[i])));

      if (code == NULL && i < URIS_MAX)
        {
          g_ptr_array_add (record->rua, g_strdup (parts[i]));
          continue;
        }
      record->valid = FALSE;
      if (code != NULL && *parts[i] != '\0' && !hato_notes_have (record->notes, code))
        hato_notes_add (record->notes, code, tag->start, tag->end);
    }
}

static void
read_fields (HatoTlsRpt *record, const HatoTagList *tags, gsize size)
{
  gboolean seen = FALSE;

  record->valid = tags->n_empty == 0 && !tags->too_big;
  for (guint i = 1; i < tags->tags->len; i++)
    {
      const HatoTag *tag = hato_tag_list_get (tags, i);

      if (strcmp (tag->name, "rua") == 0 && !seen && !tag->spaced)
        {
          seen = TRUE;
          read_uris (record, tag);
        }
      else if (!hato_tag_is_field (tag))
        {
          record->valid = FALSE;
          if (!hato_notes_have (record->notes, "tlsrpt.bad_field"))
            hato_notes_add (record->notes, "tlsrpt.bad_field", tag->start, tag->end);
        }
    }
  if (tags->n_empty > 0 && record->notes->len == 0)
    hato_notes_add (record->notes, "tlsrpt.bad_field", size, size);
  if (record->rua->len == 0)
    {
      record->valid = FALSE;
      if (record->notes->len == 0)
        hato_notes_add (record->notes, "tlsrpt.no_rua", size, size);
    }
}

/**
 * hato_tls_rpt_parse:
 * @bytes: the text of one TXT record, its strings joined
 *
 * Reads one text as RFC 8460 §3 does. Where a sender sees no such record though one was meant there is a note.
 *
 * Returns: (transfer full): never NULL
 */
HatoTlsRpt *
hato_tls_rpt_parse (gconstpointer bytes, gsize size)
{
  HatoTlsRpt *self = g_atomic_rc_box_new0 (HatoTlsRpt);
  g_autoptr (HatoTagList) tags = hato_tag_list_new (bytes, size);
  const HatoTag *first = hato_tag_list_get (tags, 0);

  self->notes = hato_notes_new ();
  self->rua = g_ptr_array_new_with_free_func (g_free);
  self->is_record = has_version (tags, bytes, size);
  if (self->is_record)
    read_fields (self, tags, size);
  else if (first != NULL && is_meant (bytes, size))
    hato_notes_add (self->notes,
                    size == strlen ("v=" VERSION) && strcmp (first->value, VERSION) == 0
                        ? "tlsrpt.no_rua"
                        : "tlsrpt.version_typo",
                    0, first->end);
  return self;
}

HatoTlsRpt *
hato_tls_rpt_ref (HatoTlsRpt *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
tls_rpt_clear (gpointer data)
{
  HatoTlsRpt *self = data;

  g_ptr_array_unref (self->rua);
  g_array_unref (self->notes);
}

void
hato_tls_rpt_unref (HatoTlsRpt *self)
{
  g_atomic_rc_box_release_full (self, tls_rpt_clear);
}
