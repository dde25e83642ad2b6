/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the name of a record is typed: panels want it in four ways, and a wrong one gives _dmarc.example.jp.example.jp. */
#include "config.h"

#include "report/host-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/domain-name.h"
#include "report/phrase.h"

#define CHARACTER_STRING_MAX 255u /* RFC 1035 §3.3 */

/* What stands in front of the zone; NULL = the name is not in it. */
static char *
dup_relative (const char *zone, const char *name)
{
  gsize length = strlen (name), tail = strlen (zone) + 1;

  if (!hato_domain_name_is_below (name, zone) || length <= tail)
    return NULL;

  return g_strndup (name, length - tail);
}

/**
 * hato_host_field_dup:
 * @panel: (nullable): of the company that keeps the zone
 * @zone: the name that the zone has
 * @name: the record's
 *
 * Returns: (transfer full) (nullable): what is typed, "" = the field stays empty; NULL = the panel's form is not known, or the
 *   name is in another zone
 */
char *
hato_host_field_dup (const HatoDnsPanel *panel, const char *zone, const char *name)
{
  g_autofree char *relative = NULL;

  if (panel == NULL)
    return NULL;
  if (strcmp (zone, name) == 0)
    {
      if (g_strcmp0 (panel->apex_host, "{domain}") == 0)
        return g_strdup (zone);

      return g_strdup (panel->apex_host);
    }

  relative = dup_relative (zone, name);
  if (relative == NULL || panel->sub_host == NULL)
    return NULL;

  return strcmp (panel->sub_host, "absolute") == 0 ? g_strdup (name) : g_steal_pointer (&relative);
}

/** hato_host_field_dup_words: (transfer full): the same in words; general ones where the panel's form is not known */
char *
hato_host_field_dup_words (const HatoDnsPanel *panel,
                           const char *zone,
                           const char *name,
                           const HatoTranslation *translation)
{
  g_autofree char *typed = hato_host_field_dup (panel, zone, name);
  g_autofree char *relative = NULL;

  if (typed != NULL)
    return *typed != '\0'
               ? g_steal_pointer (&typed)
               : g_strdup (hato_translate (translation, N_ ("(leave the host field empty)")));
  if (strcmp (zone, name) == 0)
    return hato_phrase_dup (
        translation,
        N_ ("for the domain itself: empty, “@” or {name}, as the panel explains beside the field"),
        "name", name, NULL);

  relative = dup_relative (zone, name);
  if (relative == NULL)
    return g_strdup (name);

  return hato_phrase_dup (
      translation,
      N_ ("{relative} where the panel adds the domain by itself (most do), else {name}"),
      "relative", relative, "name", name, NULL);
}

/* Quoted strings of 255 bytes at most. */
static void
append_strings (GString *line, const char *text)
{
  gsize size = strlen (text), count = 0;

  g_string_append_c (line, '"');
  for (gsize i = 0; i < size; i++)
    {
      if (count == CHARACTER_STRING_MAX)
        {
          g_string_append (line, "\" \"");
          count = 0;
        }
      if (text[i] == '"' || text[i] == '\\')
        g_string_append_c (line, '\\');
      if ((guint8) text[i] < 0x20 || (guint8) text[i] > 0x7e)
        g_string_append_printf (line, "\\%03u", (guint8) text[i]); /* RFC 1035 §5.1: \DDD */
      else
        g_string_append_c (line, text[i]);
      count++;
    }
  g_string_append_c (line, '"');
}

/** hato_host_field_dup_zone_line: (transfer full): the record in a zone file (RFC 1035 §5.1); @ttl 0 = the zone's own */
char *
hato_host_field_dup_zone_line (const char *name, guint32 ttl, const char *type, const char *text)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s. ", name);
  if (ttl > 0)
    g_string_append_printf (line, "%u ", ttl);
  g_string_append_printf (line, "IN %s ", type);
  if (strcmp (type, "TXT") == 0 || strcmp (type, "SPF") == 0)
    append_strings (line, text);
  else
    g_string_append (line, text);
  return g_string_free (line, FALSE);
}
