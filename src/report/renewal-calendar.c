/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/renewal-calendar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/foreign-text.h"
#include "report/calendar.h"

#define DAY_LONG (24 * G_TIME_SPAN_HOUR)
#define LEAD_MAX                                                                                   \
  (30 * DAY_LONG) /* as tls.expires_soon: under 30 days and under a sixth of its life */
#define LIFE_PARTS 6
#define UID_SHA256 32 /* digits of the fingerprint: enough to tell certificates apart */

/* Who sees to the renewal. What a provider's own server shows is the provider's; what lives shorter than a person would bear
 * to renew is renewed by a program. */
static const char *const who_lines[][2] = {
  { N_ ("The company that runs the server renews it."),
    N_ ("The company that runs the server renews it, as a rule by itself.") },
  { N_ ("Whoever ordered it renews it: you, or the company that runs the server."),
    N_ ("The server renews it by itself as a rule. If it does not, tell the company that runs the "
        "server.") },
};

/* Puts @value, text from strangers, in place of @name. */
static void
fill_in (GString *text, const char *name, const char *value)
{
  g_autofree char *shown = hato_foreign_line (value);

  g_string_replace (text, name, shown, 0);
}

/** hato_renewal_dup_who: (transfer full): a sentence: who renews @certificate */
char *
hato_renewal_dup_who (const HatoListedCertificate *certificate, const HatoTranslation *translation)
{
  gboolean is_own = certificate->who == HATO_WHO_YOU;
  GString *text;

  if (certificate->provider == NULL)
    return g_strdup (
        hato_translate (translation, who_lines[is_own ? 1 : 0][certificate->automatic ? 1 : 0]));

  text = g_string_new (hato_translate (translation, N_ ("{name} renews it.")));
  fill_in (text, "{name}",
           strcmp (hato_translation_get_language (translation), "ja") == 0
               ? certificate->provider->name_ja
               : certificate->provider->name_en);
  return g_string_free (text, FALSE);
}

/* The day from which on a certificate that was not renewed is late; today where that is past. FALSE = it never ends (RFC 5280
 * §4.1.2.5). */
static gboolean
find_day (const HatoListedCertificate *certificate, gint64 now, GDate *day)
{
  gint64 lead = MIN (LEAD_MAX, (certificate->ends - certificate->begins) / LIFE_PARTS);
  gint64 time = MAX (certificate->ends - lead, now);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  if (local == NULL)
    return FALSE;

  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  return TRUE;
}

static char *
dup_description (const HatoListedCertificate *certificate, const HatoTranslation *translation)
{
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_local (certificate->ends / G_USEC_PER_SEC);
  g_autofree char *date = end != NULL ? g_date_time_format (end, "%Y-%m-%d %H:%M") : NULL;
  g_autofree char *who = hato_renewal_dup_who (certificate, translation);
  GString *text = g_string_new (hato_translate (
      translation,
      N_ ("The certificate for {name} runs out on {date}. By today it should have been "
          "renewed: check the server again with Hatobin. {who}")));

  g_string_replace (text, "{date}", date != NULL ? date : "–", 0);
  g_string_replace (text, "{who}", who, 0);
  fill_in (text, "{name}", certificate->name);
  return g_string_free (text, FALSE);
}

/**
 * hato_renewal_calendar_write:
 * @now: microseconds since 1970
 *
 * Returns: (transfer full): a calendar file with a reminder for each certificate, on the day from which on it is late
 */
GBytes *
hato_renewal_calendar_write (const HatoCertificateList *list,
                             gint64 now,
                             const HatoTranslation *translation)
{
  g_autoptr (HatoCalendar) calendar = hato_calendar_new (now);

  for (guint i = 0; i < list->certificates->len; i++)
    {
      const HatoListedCertificate *certificate = g_ptr_array_index (list->certificates, i);
      g_autoptr (GString) summary = g_string_new (
          hato_translate (translation, N_ ("Has the certificate for {name} been renewed?")));
      g_autofree char *description = dup_description (certificate, translation);
      g_autofree char *uid =
          g_strdup_printf ("renewal-%.*s@hatobin", UID_SHA256, certificate->sha256);
      GDate day;

      fill_in (summary, "{name}", certificate->name);
      if (find_day (certificate, now, &day))
        hato_calendar_add_day (calendar, uid, &day, summary->str, description);
    }
  return hato_calendar_write (calendar);
}
