/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/host-field.h"

#include <string.h>

static const struct
{
  const char *description;
  const char *apex_host; /* (nullable) */
  const char *sub_host;  /* (nullable) */
  const char *name;
  const char *typed; /* (nullable) */
  const char *words;
} rows[] = {
  { "empty", "", "relative", "shop.example", "", "(leave the host field empty)" },
  { "@", "@", "relative", "shop.example", "@", "@" },
  { "the whole name", "{domain}", "absolute", "shop.example", "shop.example", "shop.example" },
  { "below, relative", "", "relative", "_dmarc.shop.example", "_dmarc", "_dmarc" },
  { "two labels below", "@", "relative", "k1._domainkey.shop.example", "k1._domainkey",
    "k1._domainkey" },
  { "below, absolute", "{domain}", "absolute", "_dmarc.shop.example", "_dmarc.shop.example",
    "_dmarc.shop.example" },
  { "in another zone", "@", "relative", "5.2.0.192.in-addr.arpa", NULL, "5.2.0.192.in-addr.arpa" },
  { "no part of it", "@", "relative", "xshop.example", NULL, "xshop.example" },
  { "not known, apex", NULL, NULL, "shop.example", NULL,
    "for the domain itself: empty, “@” or shop.example, as the panel explains beside the field" },
  { "not known, below", NULL, NULL, "_dmarc.shop.example", NULL,
    "_dmarc where the panel adds the domain by itself (most do), else _dmarc.shop.example" },
};

static void
test_rows (void)
{
  g_autoptr (HatoTranslation) translation = hato_translation_new ("en", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HatoDnsPanel panel = { .apex_host = (char *) rows[i].apex_host,
                             .sub_host = (char *) rows[i].sub_host };
      g_autofree char *typed = hato_host_field_dup (&panel, "shop.example", rows[i].name);
      g_autofree char *words =
          hato_host_field_dup_words (&panel, "shop.example", rows[i].name, translation);

      g_test_message ("%s", rows[i].description);
      g_assert_cmpstr (typed, ==, rows[i].typed);
      g_assert_cmpstr (words, ==, rows[i].words);
      g_assert_null (hato_host_field_dup (NULL, "shop.example", rows[i].name));
    }
}

/* RFC 1035 §3.3: a string has 255 bytes at most; §5.1: quotes and backslashes are escaped. */
static void
test_zone_lines (void)
{
  g_autofree char *plain = hato_host_field_dup_zone_line ("a.example", 300, "TXT", "v=spf1 -all");
  g_autofree char *escaped = hato_host_field_dup_zone_line ("a.example", 0, "TXT", "\"\\\x01é");
  g_autofree char *mx = hato_host_field_dup_zone_line ("a.example", 60, "MX", "10 m.example.");

  g_assert_cmpstr (plain, ==, "a.example. 300 IN TXT \"v=spf1 -all\"");
  g_assert_cmpstr (escaped, ==, "a.example. IN TXT \"\\\"\\\\\\001\\195\\169\"");
  g_assert_cmpstr (mx, ==, "a.example. 60 IN MX 10 m.example.");
  for (gsize size = 254; size <= 511; size++)
    {
      g_autofree char *text = g_strnfill (size, 'k');
      g_autofree char *line = hato_host_field_dup_zone_line ("a", 0, "TXT", text);
      g_auto (GStrv) parts = g_strsplit (line, "\"", -1);
      gsize sum = 0;

      for (gsize i = 1; parts[i] != NULL; i += 2)
        {
          g_assert_cmpuint (strlen (parts[i]), <=, 255);
          sum += strlen (parts[i]);
        }
      g_assert_cmpuint (sum, ==, size);
      g_assert_cmpuint (g_strv_length (parts), ==, size <= 255 ? 3 : size <= 510 ? 5 : 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host-field/rows", test_rows);
  g_test_add_func ("/host-field/zone-lines", test_zone_lines);
  return g_test_run ();
}
