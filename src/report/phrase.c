/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/phrase.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VALUES_MAX 8u /* places of one sentence */
#define MINUTE     60u
#define HOUR       3600u
#define DAY        86400u

static const char *const weekdays[] = { N_ ("Mon"), N_ ("Tue"), N_ ("Wed"), N_ ("Thu"),
                                        N_ ("Fri"), N_ ("Sat"), N_ ("Sun") };

typedef struct
{
  const char *name;
  const char *value;
} Value;

/* Puts in the value of the place that begins at @at; the bytes of the place, 0 = it is none. */
static gsize
fill_place (GString *filled, const char *at, const Value *values, gsize n_values)
{
  for (gsize i = 0; i < n_values; i++)
    {
      gsize length = strlen (values[i].name);

      if (strncmp (at + 1, values[i].name, length) == 0 && at[length + 1] == '}')
        {
          g_string_append (filled, values[i].value);
          return length + 2;
        }
    }
  return 0;
}

/**
 * hato_phrase_dup:
 * @text: in English
 * @...: pairs of a name and a value (no NULL among them), then NULL
 *
 * Returns: (transfer full): the text translated, each "{name}" replaced by its value; what a value holds is no place
 */
char *
hato_phrase_dup (const HatoTranslation *translation, const char *text, ...)
{
  GString *filled = g_string_new (NULL);
  Value values[VALUES_MAX];
  gsize n_values = 0;
  va_list arguments;

  va_start (arguments, text);
  for (const char *name = va_arg (arguments, const char *); name != NULL && n_values < VALUES_MAX;
       name = va_arg (arguments, const char *))
    values[n_values++] = (Value){ name, va_arg (arguments, const char *) };
  va_end (arguments);

  for (const char *at = hato_translate (translation, text); *at != '\0';)
    {
      gsize used = *at == '{' ? fill_place (filled, at, values, n_values) : 0;

      if (used == 0)
        {
          g_string_append_c (filled, *at);
          used = 1;
        }
      at += used;
    }
  return g_string_free (filled, FALSE);
}

/** hato_phrase_dup_time: (transfer full): a point in time as people here read it, with the distance from UTC */
char *
hato_phrase_dup_time (const HatoTranslation *translation, gint64 microseconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *year = NULL, *month = NULL, *day = NULL, *clock = NULL, *zone = NULL;

  if (time == NULL)
    return g_strdup ("");

  year = g_strdup_printf ("%d", g_date_time_get_year (time));
  month = g_date_time_format (time, "%m");
  day = g_date_time_format (time, "%d");
  clock = g_date_time_format (time, "%H:%M");
  zone = g_date_time_format (time, "%:z");
  return hato_phrase_dup (
      translation,
      /* Translators: a date and a time with the distance from UTC, "2026-11-24 (Tue) 15:42 (UTC+09:00)" */
      N_ ("{year}-{month}-{day} ({weekday}) {clock} (UTC{zone})"), "year", year, "month", month,
      "day", day, "weekday",
      hato_translate (translation, weekdays[g_date_time_get_day_of_week (time) - 1]), "clock",
      clock, "zone", zone, NULL);
}

/** hato_phrase_dup_duration: (transfer full): whole minutes, hours or days, rounded up: "25 minutes" */
char *
hato_phrase_dup_duration (const HatoTranslation *translation, guint32 seconds)
{
  static const struct
  {
    guint unit;
    const char *one, *many;
  } forms[] = { { DAY, N_ ("1 day"), N_ ("{count} days") },
                { HOUR, N_ ("1 hour"), N_ ("{count} hours") },
                { MINUTE, N_ ("1 minute"), N_ ("{count} minutes") } };
  gsize form = seconds >= 2 * DAY ? 0 : seconds >= 2 * HOUR || seconds == HOUR ? 1 : 2;
  guint count = MAX ((guint) (((guint64) seconds + forms[form].unit - 1) / forms[form].unit), 1);
  g_autofree char *number = g_strdup_printf ("%u", count);

  return hato_phrase_dup (translation, count == 1 ? forms[form].one : forms[form].many, "count",
                          number, NULL);
}
