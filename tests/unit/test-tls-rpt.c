/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "records/tls-rpt.h"

/* RFC 8460 §3. */
static const struct
{
  const char *description;
  const char *text;
  gboolean is_record;
  gboolean valid;
  guint n_addresses;
  const char *code; /* (nullable): of the first note */
} rows[] = {
  { "an address", "v=TLSRPTv1; rua=mailto:a@x.test", TRUE, TRUE, 1, NULL },
  { "a web address", "v=TLSRPTv1;rua=https://x.test/r;", TRUE, TRUE, 1, NULL },
  { "two", "v=TLSRPTv1; rua=mailto:a@x.test , https://x.test/r", TRUE, TRUE, 2, NULL },
  { "an extension", "v=TLSRPTv1; rua=mailto:a@x.test; a=b", TRUE, TRUE, 1, NULL },
  { "no address", "v=TLSRPTv1;", TRUE, FALSE, 0, "tlsrpt.no_rua" },
  { "an empty list", "v=TLSRPTv1; rua=", TRUE, FALSE, 0, "tlsrpt.no_rua" },
  { "commas alone", "v=TLSRPTv1; rua=,, ,", TRUE, FALSE, 0, "tlsrpt.no_rua" },
  { "no mailto", "v=TLSRPTv1; rua=a@x.test", TRUE, FALSE, 0, "tlsrpt.rua_no_mailto" },
  { "no encryption", "v=TLSRPTv1; rua=http://x.test/", TRUE, FALSE, 0, "tlsrpt.rua_no_mailto" },
  { "no semicolon behind the address", "v=TLSRPTv1; rua=mailto:a@x.test other", TRUE, FALSE, 0,
    "tlsrpt.bad_field" },
  { "an extension without a value", "v=TLSRPTv1; rua=mailto:a@x.test; more=", TRUE, FALSE, 1,
    "tlsrpt.bad_field" },
  { "two semicolons", "v=TLSRPTv1; rua=mailto:a@x.test;;", TRUE, FALSE, 1, "tlsrpt.bad_field" },
  { "no semicolon", "v=TLSRPTv1", FALSE, FALSE, 0, "tlsrpt.no_rua" },
  { "version 2", "v=TLSRPTv2; rua=mailto:a@x.test", FALSE, FALSE, 0, "tlsrpt.version_typo" },
  { "no v in the version", "v=TLSRPT1; rua=mailto:a@x.test", FALSE, FALSE, 0,
    "tlsrpt.version_typo" },
  { "small letters", "v=tlsrptv1; rua=mailto:a@x.test", FALSE, FALSE, 0, "tlsrpt.version_typo" },
  { "a hyphen", "v=TLS-RPTv1; rua=mailto:a@x.test", FALSE, FALSE, 0, "tlsrpt.version_typo" },
  { "another text", "v=spf1 -all", FALSE, FALSE, 0, NULL },
  { "nothing", "", FALSE, FALSE, 0, NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoTlsRpt) record = hato_tls_rpt_parse (rows[i].text, strlen (rows[i].text));
      const char *code =
          record->notes->len > 0 ? g_array_index (record->notes, HatoNote, 0).code : NULL;

      g_test_message ("%s: %s", rows[i].description, rows[i].text);
      g_assert_cmpint (record->is_record, ==, rows[i].is_record);
      g_assert_cmpint (record->valid, ==, rows[i].valid);
      g_assert_cmpuint (record->rua->len, ==, rows[i].n_addresses);
      g_assert_cmpstr (code, ==, rows[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls-rpt/rows", test_rows);
  return g_test_run ();
}
