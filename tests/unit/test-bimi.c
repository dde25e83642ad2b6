/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "records/bimi.h"

/* draft-brand-indicators-for-message-identification §4.3. */
static const struct
{
  const char *description;
  const char *text;
  gboolean is_record;
  gboolean valid;
  const char *logo; /* (nullable) */
  const char *code; /* (nullable): of the first note */
} rows[] = {
  { "a logo", "v=BIMI1; l=https://x.test/l.svg", TRUE, TRUE, "https://x.test/l.svg", NULL },
  { "a logo and a certificate", "v=BIMI1;l=https://x.test/l.svg;a=https://x.test/c.pem;", TRUE,
    TRUE, "https://x.test/l.svg", NULL },
  { "declined", "v=BIMI1; l=; a=", TRUE, TRUE, "", NULL },
  { "no logo", "v=BIMI1;", TRUE, FALSE, NULL, "bimi.no_logo" },
  { "no encryption", "v=BIMI1; l=http://x.test/l.svg", TRUE, FALSE, "http://x.test/l.svg",
    "bimi.bad_address" },
  { "a file alone", "v=BIMI1; l=logo.svg", TRUE, FALSE, "logo.svg", "bimi.bad_address" },
  { "small letters", "v=bimi1; l=https://x.test/l.svg", FALSE, FALSE, NULL, "bimi.version_typo" },
  { "version 2", "v=BIMI2; l=", FALSE, FALSE, NULL, "bimi.version_typo" },
  { "another text", "v=spf1 -all", FALSE, FALSE, NULL, NULL },
  { "nothing", "", FALSE, FALSE, NULL, NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoBimi) record = hato_bimi_parse (rows[i].text, strlen (rows[i].text));
      const char *code =
          record->notes->len > 0 ? g_array_index (record->notes, HatoNote, 0).code : NULL;

      g_test_message ("%s: %s", rows[i].description, rows[i].text);
      g_assert_cmpint (record->is_record, ==, rows[i].is_record);
      g_assert_cmpint (record->valid, ==, rows[i].valid);
      g_assert_cmpstr (record->logo, ==, rows[i].logo);
      g_assert_cmpstr (code, ==, rows[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bimi/rows", test_rows);
  return g_test_run ();
}
