/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/tls-rpt.h"

#include <string.h>

#include "records/odd-characters.h"
#include "records/tag-list.h"

#define VERSION  "v=TLSRPTv1"
#define URIS_MAX 20u

G_DEFINE_BOXED_TYPE (HatoTlsRpt, hato_tls_rpt, hato_tls_rpt_ref, hato_tls_rpt_unref)

/* A mailto or https URI (RFC 8460 §3) of characters that a URI has. */
static gboolean
is_report_uri (const char *uri)
{
  for (const char *at = uri; *at != '\0'; at++)
    if (*at < 0x21 || *at > 0x7e
        || (*at == '%' && !(g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]))))
      return FALSE;

  if (g_ascii_strncasecmp (uri, "mailto:", 7) == 0)
    return strchr (uri, '@') != NULL;

  return g_ascii_strncasecmp (uri, "https://", 8) == 0 && uri[8] != '\0';
}

static void
read_rua (HatoTlsRpt *self, const HatoTag *tag, const char *text)
{
  g_autofree char *value = hato_tag_dup_value (tag, text);
  g_auto (GStrv) uris = g_strsplit (value, ",", URIS_MAX + 1);

  for (gsize i = 0; uris[i] != NULL && i < URIS_MAX; i++)
    {
      const char *uri = g_strstrip (uris[i]);

      if (is_report_uri (uri))
        {
          g_ptr_array_add (self->rua, g_strdup (uri));
          continue;
        }
      self->valid = FALSE;
      if (strchr (uri, ':') == NULL && strchr (uri, '@') != NULL)
        hato_notes_add (self->notes, "tlsrpt.rua_no_mailto", tag->start, tag->end);
    }
}

static void
read_tags (HatoTlsRpt *self, const GArray *tags, const char *text)
{
  gboolean seen = FALSE;

  for (guint i = 1; i < tags->len; i++)
    {
      const HatoTag *tag = &g_array_index (tags, HatoTag, i);

      if (hato_tag_is (tag, text, "rua") && !seen)
        {
          seen = TRUE;
          read_rua (self, tag, text);
        }
      else if (!hato_tag_is_extension (tag, text))
        self->valid = FALSE;
    }
  if (self->rua->len == 0)
    {
      if (!hato_notes_have (self->notes, "tlsrpt.rua_no_mailto"))
        hato_notes_add (self->notes, "tlsrpt.no_rua", 0, strlen (text));
      self->valid = FALSE;
    }
}

/**
 * hato_tls_rpt_parse:
 * @bytes: the text of one TXT record at _smtp._tls
 *
 * Reads one text as RFC 8460 §3 does.
 *
 * Returns: (transfer full): never NULL
 */
HatoTlsRpt *
hato_tls_rpt_parse (gconstpointer bytes, gsize size)
{
  HatoTlsRpt *self = g_atomic_rc_box_new0 (HatoTlsRpt);
  g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", size);
  g_autofree char *lower = hato_odd_characters_fold (text, strlen (text));
  g_autoptr (GArray) tags = NULL;
  gboolean complete;

  self->notes = hato_notes_new ();
  self->rua = g_ptr_array_new_with_free_func (g_free);
  self->is_record =
      g_str_has_prefix (text, VERSION)
      && (text[strlen (VERSION)] == '\0' || strchr ("; \t", text[strlen (VERSION)]) != NULL);
  if (!self->is_record)
    {
      if (g_str_has_prefix (lower, "v=tlsrpt") || g_str_has_prefix (lower, "tlsrpt"))
        hato_notes_add (self->notes, "tlsrpt.version_typo", 0, strcspn (text, ";"));
      return self;
    }

  tags = hato_tag_list_split (text, strlen (text), &complete);
  self->valid = complete && strlen (text) == size;
  read_tags (self, tags, text);
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
