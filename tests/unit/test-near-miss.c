/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "records/near-miss.h"

static void
test_odd (void)
{
  static const struct
  {
    const char *text;
    HatoOddCharacter odd;
    gsize start, end;
  } rows[] = {
    { "v=DMARC1;\tp=none", HATO_ODD_NONE, 0, 0 },
    { "a“b", HATO_ODD_SMART_QUOTE, 1, 4 },
    { "「", HATO_ODD_SMART_QUOTE, 0, 3 },
    { "ab；", HATO_ODD_FULL_WIDTH, 2, 5 },
    { "a　b", HATO_ODD_FULL_WIDTH, 1, 4 },
    { "\u00a0a", HATO_ODD_INVISIBLE, 0, 2 },
    { "\ufeffa", HATO_ODD_INVISIBLE, 0, 3 },
    { "aé", HATO_ODD_OTHER, 1, 3 },
    { "a\xff", HATO_ODD_OTHER, 1, 2 },
    { "a\xe3\x81", HATO_ODD_OTHER, 1, 2 },
    { "a\x7f", HATO_ODD_OTHER, 1, 2 },
    { "a\nb", HATO_ODD_CONTROL, 1, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize start = 0, end = 0;
      HatoOddCharacter odd =
          hato_near_miss_find_odd (rows[i].text, strlen (rows[i].text), 0, &start, &end);

      g_assert_cmpint (odd, ==, rows[i].odd);
      if (odd != HATO_ODD_NONE)
        {
          g_assert_cmpuint (start, ==, rows[i].start);
          g_assert_cmpuint (end, ==, rows[i].end);
          g_assert_cmpint (
              hato_near_miss_find_odd (rows[i].text, strlen (rows[i].text), 99, &start, &end), ==,
              HATO_ODD_NONE);
        }
    }
}

static void
test_fold (void)
{
  static const struct
  {
    const char *text, *folded;
  } rows[] = {
    { "V=DMARC1; P=None", "v=dmarc1; p=none" },
    { " \"v = DMARC1; p\t=\tnone", "v=dmarc1; p=none" },
    { "“ｖ＝ＤＭＡＲＣ１；", "v=dmarc1;" },
    { "\\\"v=x", "v=x" },
    { "= x", "=x" },
    { "a  =  b c", "a=b c" },
    { "\xff", "\uFFFD" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = hato_near_miss_fold (rows[i].text, strlen (rows[i].text));

      g_assert_cmpstr (folded, ==, rows[i].folded);
    }
}

static void
test_distance (void)
{
  static const struct
  {
    const char *a, *b;
    guint distance;
  } rows[] = {
    { "v=dmarc1", "v=dmarc1", 0 },
    { "v=dmarc", "v=dmarc1", 1 },
    { "v=dmrac1", "v=dmarc1", 1 },
    { "v=dmark1", "v=dmarc1", 1 },
    { "v-dmark1", "v=dmarc1", 2 },
    { "", "abc", 3 },
    { "abc", "", 3 },
    { "abcdefghijkl", "abcdefghijkl", 0 },
    { "abcdefghijklm", "a", G_MAXUINT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (hato_near_miss_get_distance (rows[i].a, rows[i].b), ==, rows[i].distance);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/near-miss/distance", test_distance);
  g_test_add_func ("/near-miss/fold", test_fold);
  g_test_add_func ("/near-miss/odd", test_odd);
  return g_test_run ();
}
