/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/report-uri.h"

static const struct
{
  const char *description;
  const char *text;
  HatoReportUri kind;
  const char *domain; /* (nullable) */
} rows[] = {
  { "RFC 6068 §2: an address", "mailto:a@x.test", HATO_REPORT_URI_MAILTO, "x.test" },
  { "the scheme in either case", "MailTo:a@X.Test", HATO_REPORT_URI_MAILTO, "x.test" },
  { "headers", "mailto:a@x.test?subject=b", HATO_REPORT_URI_MAILTO, "x.test" },
  { "RFC 3986 §2.1: an encoded comma", "mailto:a%2Cb@x.test", HATO_REPORT_URI_MAILTO, "x.test" },
  { "RFC 7489 §6.4: a size", "mailto:a@x.test!10m", HATO_REPORT_URI_MAILTO, "x.test" },
  { "a size in bytes", "mailto:a@x.test!10", HATO_REPORT_URI_MAILTO, "x.test" },
  { "a size that is none", "mailto:a@x.test!10p", HATO_REPORT_URI_BAD, NULL },
  { "a size without a number", "mailto:a@x.test!m", HATO_REPORT_URI_BAD, NULL },
  { "a size and more", "mailto:a@x.test!10mm", HATO_REPORT_URI_BAD, NULL },
  { "RFC 8460 §3: a web address", "https://x.test/r", HATO_REPORT_URI_HTTPS, NULL },
  { "a web address of nothing", "https://", HATO_REPORT_URI_BAD, NULL },
  { "without encryption", "http://x.test/r", HATO_REPORT_URI_OTHER, NULL },
  { "another scheme", "ftp://x.test/", HATO_REPORT_URI_OTHER, NULL },
  { "a scheme mistyped", "malito:a@x.test", HATO_REPORT_URI_OTHER, NULL },
  { "an address alone", "a@x.test", HATO_REPORT_URI_NO_SCHEME, NULL },
  { "a name alone", "x.test", HATO_REPORT_URI_NO_SCHEME, NULL },
  { "a word", "postmaster", HATO_REPORT_URI_BAD, NULL },
  { "two with a space", "mailto:a@x.test mailto:b@x.test", HATO_REPORT_URI_JOINED, NULL },
  { "two with nothing", "mailto:a@x.testmailto:b@x.test", HATO_REPORT_URI_JOINED, NULL },
  { "RFC 3986 §2.1: a broken code", "https://x.test/%2", HATO_REPORT_URI_BAD, NULL },
  { "a code of no digits", "https://x.test/%zz", HATO_REPORT_URI_BAD, NULL },
  { "a space", "mailto: a@x.test", HATO_REPORT_URI_BAD, NULL },
  { "brackets", "mailto:<a@x.test>", HATO_REPORT_URI_BAD, NULL },
  { "slashes", "mailto://a@x.test", HATO_REPORT_URI_BAD, NULL },
  { "no domain", "mailto:a", HATO_REPORT_URI_BAD, NULL },
  { "no local part", "mailto:@x.test", HATO_REPORT_URI_BAD, NULL },
  { "one label", "mailto:a@x", HATO_REPORT_URI_BAD, NULL },
  { "an empty label", "mailto:a@x..test", HATO_REPORT_URI_BAD, NULL },
  { "two signs", "mailto:a@@x.test", HATO_REPORT_URI_BAD, NULL },
  { "bytes of another script", "mailto:\xe3\x81\x82@x.test", HATO_REPORT_URI_BAD, NULL },
  { "nothing", "", HATO_REPORT_URI_BAD, NULL },
};

static void
test_kinds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *domain = hato_report_uri_get_domain (rows[i].text);

      g_test_message ("%s: %s", rows[i].description, rows[i].text);
      g_assert_cmpint (hato_report_uri_judge (rows[i].text), ==, rows[i].kind);
      g_assert_cmpstr (domain, ==, rows[i].domain);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-uri/kinds", test_kinds);
  return g_test_run ();
}
