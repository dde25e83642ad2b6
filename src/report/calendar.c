/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/calendar.h"

#include <string.h>

#define OCTETS_MAX 75u    /* RFC 5545 §3.1: octets of a line, its end left out */
#define TEXT_MAX   4096u  /* characters of one text */
#define DAYS_MAX   1000u  /* reminders of one calendar */
#define ALARM      "PT9H" /* from midnight: nine in the morning */

struct _HatoCalendar
{
  char *stamp; /* (owned): DTSTAMP of all */
  GString *lines;
  guint n_days;
};

/* Folds a content line: what goes on stands behind a space, and no character is parted (RFC 5545 §3.1). */
static void
append_line (GString *lines, const char *line)
{
  gsize length = 0;

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize size = (gsize) (g_utf8_next_char (at) - at);

      if (length + size > OCTETS_MAX)
        {
          g_string_append (lines, "\r\n ");
          length = 1;
        }
      g_string_append_len (lines, at, (gssize) size);
      length += size;
    }
  g_string_append (lines, "\r\n");
}

/* A value of the type TEXT (RFC 5545 §3.3.11): what separates is escaped, and no control character is left. */
static void
append_text (GString *lines, const char *name, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new (name);
  guint count = 0;

  g_string_append_c (line, ':');
  for (const char *at = valid; *at != '\0' && count < TEXT_MAX; at = g_utf8_next_char (at), count++)
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '\n')
        g_string_append (line, "\\n");
      else if (character == '\\' || character == ';' || character == ',')
        g_string_append_printf (line, "\\%c", (char) character);
      else if (!g_unichar_iscntrl (character))
        g_string_append_unichar (line, character);
    }
  append_line (lines, line->str);
}

static void
append_day (GString *lines, const char *name, const GDate *day)
{
  g_autofree char *line =
      g_strdup_printf ("%s;VALUE=DATE:%04u%02u%02u", name, (guint) g_date_get_year (day),
                       (guint) g_date_get_month (day), (guint) g_date_get_day (day));

  append_line (lines, line);
}

/** hato_calendar_new: (transfer full): a calendar without days; @now: microseconds since 1970: when it is made */
HatoCalendar *
hato_calendar_new (gint64 now)
{
  HatoCalendar *self = g_new0 (HatoCalendar, 1);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);

  self->stamp = g_date_time_format (time, "DTSTAMP:%Y%m%dT%H%M%SZ");
  self->lines = g_string_new (NULL);
  append_line (self->lines, "BEGIN:VCALENDAR");
  append_line (self->lines, "VERSION:2.0");
  append_line (self->lines, "PRODID:-//Hatobin//Hatobin " HATO_VERSION "//EN");
  return self;
}

/**
 * hato_calendar_add_day:
 * @uid: the same for the same reminder, so that a calendar that has it takes the new one in its place (RFC 5545 §3.8.4.7)
 * @summary: what it is called; any text
 * @description: any text
 *
 * Adds a reminder that lasts a day, takes up no time, and rings in the morning. After a thousand nothing is added any more.
 */
void
hato_calendar_add_day (HatoCalendar *self,
                       const char *uid,
                       const GDate *day,
                       const char *summary,
                       const char *description)
{
  GDate end = *day;

  if (self->n_days++ >= DAYS_MAX)
    return;

  g_date_add_days (&end, 1); /* RFC 5545 §3.6.1: DTEND is the first day that is not of it */
  append_line (self->lines, "BEGIN:VEVENT");
  append_text (self->lines, "UID", uid);
  append_line (self->lines, self->stamp);
  append_day (self->lines, "DTSTART", day);
  append_day (self->lines, "DTEND", &end);
  append_text (self->lines, "SUMMARY", summary);
  append_text (self->lines, "DESCRIPTION", description);
  append_line (self->lines, "TRANSP:TRANSPARENT");
  append_line (self->lines, "BEGIN:VALARM");
  append_line (self->lines, "ACTION:DISPLAY");
  append_line (self->lines, "TRIGGER:" ALARM);
  append_text (self->lines, "DESCRIPTION", summary);
  append_line (self->lines, "END:VALARM");
  append_line (self->lines, "END:VEVENT");
}

/** hato_calendar_write: (transfer full): the whole calendar, as a file holds it; nothing can be added afterwards */
GBytes *
hato_calendar_write (HatoCalendar *self)
{
  append_line (self->lines, "END:VCALENDAR");
  return g_string_free_to_bytes (g_steal_pointer (&self->lines));
}

void
hato_calendar_free (HatoCalendar *self)
{
  if (self->lines != NULL)
    g_string_free (self->lines, TRUE);
  g_free (self->stamp);
  g_free (self);
}
