/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders as RFC 5545 writes them, whatever the texts are. */
#include "config.h"

#include "report/calendar.h"

#include <string.h>

#define NOW        (G_GINT64_CONSTANT (1795534920) * G_USEC_PER_SEC) /* 2026-11-24 15:42 UTC */
#define OCTETS_MAX 75u

static char *
write_one (const char *uid, const char *summary, const char *description)
{
  g_autoptr (HatoCalendar) calendar = hato_calendar_new (NOW);
  GDate day;
  g_autoptr (GBytes) bytes = NULL;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 31, G_DATE_DECEMBER, 2026);
  hato_calendar_add_day (calendar, uid, &day, summary, description);
  bytes = hato_calendar_write (calendar);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The lines as they were before they were folded; each physical line is held against the limits. */
static GStrv
unfold (const char *text)
{
  g_autoptr (GString) unfolded = g_string_new (text);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, OCTETS_MAX);
      g_assert_null (strpbrk (lines[i], "\r\n"));
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
  g_string_replace (unfolded, "\r\n ", "", 0);
  return g_strsplit (unfolded->str, "\r\n", -1);
}

static void
test_form (void)
{
  static const char *const wanted[] = {
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Hatobin//Hatobin " HATO_VERSION "//EN",
    "BEGIN:VEVENT",
    "UID:1@hatobin",
    "DTSTAMP:20261124T154200Z",
    "DTSTART;VALUE=DATE:20261231",
    "DTEND;VALUE=DATE:20270101",
    "SUMMARY:A day",
    "DESCRIPTION:What for",
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:PT9H",
    "DESCRIPTION:A day",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  };
  g_autofree char *text = write_one ("1@hatobin", "A day", "What for");
  g_auto (GStrv) lines = unfold (text);

  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (wanted));
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_cmpstr (lines[i], ==, wanted[i]);
}

static void
test_texts (void)
{
  static const struct
  {
    const char *text;
    const char *written;
  } rows[] = {
    { "a, b; c\\d", "a\\, b\\; c\\\\d" },
    { "two\nlines", "two\\nlines" },
    { "x\r\nEND:VEVENT\r\nBEGIN:VEVENT", "x\\nEND:VEVENT\\nBEGIN:VEVENT" },
    { "\x01\x7f\x1b[31m", "[31m" },
    { "\xc2\x85next", "next" }, /* a C1 control character */
    { "bad \xff\xfe", "bad \xef\xbf\xbd\xef\xbf\xbd" },
    { "\"quoted\": text", "\"quoted\": text" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = write_one ("1", rows[i].text, "");
      g_auto (GStrv) lines = unfold (text);
      g_autofree char *wanted = g_strconcat ("SUMMARY:", rows[i].written, NULL);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_true (g_strv_contains ((const char *const *) lines, wanted));
      g_assert_cmpuint (g_strv_length (lines), ==, 19);
    }
}

/* One octet more than a line holds goes on the next one; a character of three octets is not parted. */
static void
test_folding (void)
{
  for (guint length = 60; length < 160; length++)
    {
      g_autoptr (GString) summary = g_string_new (NULL);
      g_autofree char *plain = g_strnfill (length, 'x');
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;
      g_autofree char *wanted_summary = NULL, *wanted_description = NULL;

      for (guint i = 0; i < length; i++)
        g_string_append (summary, "鳩");
      text = write_one ("1", summary->str, plain);
      lines = unfold (text);
      wanted_summary = g_strconcat ("SUMMARY:", summary->str, NULL);
      wanted_description = g_strconcat ("DESCRIPTION:", plain, NULL);
      g_assert_true (g_strv_contains ((const char *const *) lines, wanted_summary));
      g_assert_true (g_strv_contains ((const char *const *) lines, wanted_description));
      g_assert_cmpint (strstr (text, "\r\n x") != NULL, ==,
                       strlen (wanted_description) > OCTETS_MAX);
    }
}

static void
test_bounds (void)
{
  g_autofree char *endless = g_strnfill (1000000, 'x');
  g_autofree char *text = write_one ("1", endless, endless);
  g_autoptr (HatoCalendar) calendar = hato_calendar_new (NOW);
  g_autoptr (GBytes) bytes = NULL;
  GDate day;

  g_assert_cmpuint (strlen (text), <, 20000);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 28, G_DATE_FEBRUARY, 2028);
  for (guint i = 0; i < 2000; i++)
    hato_calendar_add_day (calendar, "1", &day, "", "");
  bytes = hato_calendar_write (calendar);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 400000);
  g_assert_nonnull (
      g_strstr_len (g_bytes_get_data (bytes, NULL), 600, "DTEND;VALUE=DATE:20280229"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/form", test_form);
  g_test_add_func ("/calendar/texts", test_texts);
  g_test_add_func ("/calendar/folding", test_folding);
  g_test_add_func ("/calendar/bounds", test_bounds);
  return g_test_run ();
}
