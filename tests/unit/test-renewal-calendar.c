/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a person is reminded of which certificate, and in which words. */
#include "config.h"

#include "report/renewal-calendar.h"

#include <string.h>

#define DAY_LONG (24 * G_TIME_SPAN_HOUR)
#define NOW      (G_GINT64_CONSTANT (1795534920) * G_USEC_PER_SEC) /* 2026-11-25 00:42 in Tokyo */

static const HatoProvider provider = { .id = (char *) "x",
                                       .name_en = (char *) "Xserver",
                                       .name_ja = (char *) "エックスサーバー" };

static const struct
{
  const char *name;
  int begins, ends; /* days from now */
  const char *day;  /* of the reminder; NULL = none */
} days[] = {
  { "a.test", -10, 190, "20270504" },  /* 200 days: 30 before its end */
  { "b.test", -10, 80, "20270129" },   /* 90 days: a sixth, 15, before its end */
  { "c.test", -1, 6, "20261129" },     /* 7 days: a day and a bit */
  { "d.test", -100, 3, "20261125" },   /* late already: today */
  { "e.test", -100, -3, "20261125" },  /* run out */
  { "f.test", -10, 366 * 8300, NULL }, /* never */
};

static char *
write_list (const char *name, int begins, int ends, const HatoProvider *whose, const char *language)
{
  HatoListedCertificate listed = { .name = (char *) name,
                                   .issuer = (char *) "Test",
                                   .sha256 = (char *) "0123456789abcdef0123456789abcdef01234567",
                                   .begins = NOW + begins * DAY_LONG,
                                   .ends = NOW + ends * DAY_LONG,
                                   .who = HATO_WHO_YOU,
                                   .provider = whose };
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  const HatoCertificateList list = { .certificates = certificates };
  g_autoptr (HatoTranslation) translation = hato_translation_new_for_language (language);
  g_autoptr (GBytes) bytes = NULL;

  g_ptr_array_add (certificates, &listed);
  bytes = hato_renewal_calendar_write (&list, NOW, translation);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_days (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *text = write_list (days[i].name, days[i].begins, days[i].ends, NULL, "en");
      g_autofree char *wanted = days[i].day != NULL
                                    ? g_strconcat ("DTSTART;VALUE=DATE:", days[i].day, "\r\n", NULL)
                                    : g_strdup ("VERSION:2.0");

      g_test_message ("%s", days[i].name);
      g_assert_nonnull (strstr (text, wanted));
      g_assert_cmpint (strstr (text, "BEGIN:VEVENT") != NULL, ==, days[i].day != NULL);
      g_assert_cmpint (strstr (text, "UID:renewal-0123456789abcdef0123456789abcdef@hatobin")
                           != NULL,
                       ==, days[i].day != NULL);
    }
}

/* Names stand in certificates of strangers. */
static void
test_words (void)
{
  g_autofree char *hostile = write_list ("x\r\nEND:VEVENT\r\n{who},{date}", -10, 80, NULL, "en");
  g_autofree char *known = write_list ("sv1.xserver.jp", -10, 80, &provider, "en");

  g_assert_true (
      g_str_has_suffix (strstr (hostile, "\r\nEND:VEVENT"), "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
  g_assert_true (strlen (strstr (hostile, "\r\nEND:VEVENT"))
                 == strlen ("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (hostile, "{who}\\,{date}"));
  g_assert_nonnull (strstr (known, "Xserver"));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/renewal-calendar/days", test_days);
  g_test_add_func ("/renewal-calendar/words", test_words);
  return g_test_run ();
}
