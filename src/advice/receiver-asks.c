/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/receiver-asks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *point;
  const char *text;
} points[] = {
  { "spf_or_dkim", N_ ("SPF or DKIM") },
  { "spf_and_dkim", N_ ("SPF and DKIM") },
  { "header_spf", N_ ("SPF of the domain that the recipient sees") },
  { "dmarc", N_ ("a DMARC record") },
  { "alignment", N_ ("both for the very domain of the sender") },
  { "ptr", N_ ("a name for the sending server (PTR)") },
  { "tls", N_ ("encryption between the servers") },
  { "format", N_ ("a mail in the usual form") },
  { "unsubscribe", N_ ("a link to unsubscribe") },
};

static const char *
find_text (const char *point)
{
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    if (strcmp (points[i].point, point) == 0)
      return points[i].text;

  return NULL;
}

/** hato_receiver_point_is_known: whether there are words for a point of the data file */
gboolean
hato_receiver_point_is_known (const char *point)
{
  return find_text (point) != NULL;
}

static void
append_points (GString *text, const GStrv asked, const HatoTranslation *translation)
{
  for (guint i = 0; asked[i] != NULL; i++)
    {
      const char *point = find_text (asked[i]);

      if (point == NULL)
        continue;
      if (i > 0)
        g_string_append (text, hato_translate (translation, N_ (", ")));
      g_string_append (text, hato_translate (translation, point));
    }
}

/**
 * hato_receiver_dup_asks:
 *
 * Returns: (transfer full): what @receiver asks of senders, with its source and the source's day, in one paragraph
 */
char *
hato_receiver_dup_asks (const HatoReceiver *receiver, const HatoTranslation *translation)
{
  GString *text = g_string_new (NULL);

  append_points (text, receiver->asks, translation);
  if (receiver->asks_of_many[0] != NULL)
    {
      if (text->len > 0)
        g_string_append (text, hato_translate (translation, N_ ("; ")));
      g_string_append (
          text, hato_translate (translation, N_ ("of those who send thousands a day also: ")));
      append_points (text, receiver->asks_of_many, translation);
    }
  g_string_append_printf (text, " (%s, %s)", receiver->source, receiver->date);
  return g_string_free (text, FALSE);
}
