/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/phrase.h"

static void
test_places (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new ("en", NULL);
  g_autofree char *filled =
      hato_phrase_dup (english, "{a}, {b}{a} {c} {", "a", "{b}", "b", "%s\"", NULL);
  g_autofree char *none = hato_phrase_dup (english, "{a}", NULL);

  g_assert_cmpstr (filled, ==, "{b}, %s\"{b} {c} {");
  g_assert_cmpstr (none, ==, "{a}");
}

/* Product U16. */
static void
test_time (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");
  gint64 time = G_GINT64_CONSTANT (1795502520) * G_USEC_PER_SEC;
  g_autofree char *first = hato_phrase_dup_time (english, time);
  g_autofree char *second = hato_phrase_dup_time (japanese, time);

  g_assert_cmpstr (first, ==, "2026-11-24 (Tue) 06:42 (UTC+00:00)");
  g_assert_cmpstr (second, ==, "2026年11月24日(火)06:42（UTC+00:00）");
}

static void
test_durations (void)
{
  static const struct
  {
    guint32 seconds;
    const char *english;
    const char *japanese;
  } rows[] = {
    { 0, "1 minute", "1分" },
    { 1, "1 minute", "1分" },
    { 60, "1 minute", "1分" },
    { 61, "2 minutes", "2分" },
    { 300, "5 minutes", "5分" },
    { 3599, "60 minutes", "60分" },
    { 3600, "1 hour", "1時間" },
    { 3601, "61 minutes", "61分" },
    { 7199, "120 minutes", "120分" },
    { 7200, "2 hours", "2時間" },
    { 7201, "3 hours", "3時間" },
    { 86400, "24 hours", "24時間" },
    { 172799, "48 hours", "48時間" },
    { 172800, "2 days", "2日" },
    { G_MAXUINT32, "49711 days", "49711日" },
  };
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *first = hato_phrase_dup_duration (english, rows[i].seconds);
      g_autofree char *second = hato_phrase_dup_duration (japanese, rows[i].seconds);

      g_assert_cmpstr (first, ==, rows[i].english);
      g_assert_cmpstr (second, ==, rows[i].japanese);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrase/places", test_places);
  g_test_add_func ("/phrase/time", test_time);
  g_test_add_func ("/phrase/durations", test_durations);
  return g_test_run ();
}
