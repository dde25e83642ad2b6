/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a broken record should read. */
#include "config.h"

#include "dns/mend.h"

#include <string.h>

static const struct
{
  HatoRecordKind kind;
  const char *text;
  const char *mended; /* (nullable) */
} rows[] = {
  { HATO_RECORD_SPF, "v=spf1 mx -all", NULL },
  { HATO_RECORD_SPF, "\"v=spf1 mx -all\"", "v=spf1 mx -all" },
  { HATO_RECORD_SPF, "v=sfp1 mx -all", "v=spf1 mx -all" },
  { HATO_RECORD_SPF, " v=spf1 mx -all", "v=spf1 mx -all" },
  { HATO_RECORD_SPF, "v=spf1include:a.test ~all", "v=spf1 include:a.test ~all" },
  { HATO_RECORD_SPF, "v=spf1, mx, -all", "v=spf1 mx -all" },
  { HATO_RECORD_SPF, "v=spf1 mx\t-all", "v=spf1 mx -all" },
  { HATO_RECORD_SPF, "v=spf1 ipv4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all" },
  { HATO_RECORD_SPF, "v=spf1 192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all" },
  { HATO_RECORD_SPF, "v=spf1 ip4:2001:db8::1 -all", "v=spf1 ip6:2001:db8::1 -all" },
  { HATO_RECORD_SPF, "v=spf1 include:192.0.2.0/24 -all", "v=spf1 ip4:192.0.2.0/24 -all" },
  { HATO_RECORD_SPF, "v=spf1 include: a.test -all", "v=spf1 include:a.test -all" },
  { HATO_RECORD_SPF, "v=spf1 include:https://a.test/ -all", "v=spf1 include:a.test -all" },
  { HATO_RECORD_SPF, "v=spf1 include:include:a.test -all", "v=spf1 include:a.test -all" },
  { HATO_RECORD_SPF, "v=spf1 redirect:a.test", "v=spf1 redirect=a.test" },
  { HATO_RECORD_SPF, "v=spf1 include:a.test~all", "v=spf1 include:a.test ~all" },
  { HATO_RECORD_SPF, "v=spf1 ip4:192.0.2.1include:a.test ~all",
    "v=spf1 ip4:192.0.2.1 include:a.test ~all" },
  { HATO_RECORD_SPF, "ｖ＝ｓｐｆ１　mx ～all", "v=spf1 mx ~all" },
  { HATO_RECORD_SPF, "v=spf1 mx –all", "v=spf1 mx -all" },
  { HATO_RECORD_SPF, "“v=spf1 mx -all”", "v=spf1 mx -all" },
  { HATO_RECORD_SPF, "v=spf1 include:all-all.test ipv4:192.0.2.1 -all",
    "v=spf1 include:all-all.test ip4:192.0.2.1 -all" },
  { HATO_RECORD_SPF, "v=spf1 _spf.a.test -all", NULL }, /* include or a: nobody knows */
  { HATO_RECORD_SPF, "v=spf1 ip4:192.0.2.x -all", NULL },
  { HATO_RECORD_SPF, "v=spf1 mx -all v=spf1 a -all", NULL },
  { HATO_RECORD_SPF, "v=spf1 foo -all", NULL },
  { HATO_RECORD_DMARC, "v=dmarc1; p=none", "v=DMARC1; p=none" },
  { HATO_RECORD_DMARC, "v=DMARC; p=none; rua=mailto:a@x.test",
    "v=DMARC1; p=none; rua=mailto:a@x.test" },
  { HATO_RECORD_DMARC, "v=DMARC1, p=none, rua=mailto:a@x.test",
    "v=DMARC1; p=none; rua=mailto:a@x.test" },
  { HATO_RECORD_DMARC, "v=DMARC1 p=none rua=mailto:a@x.test",
    "v=DMARC1; p=none; rua=mailto:a@x.test" },
  { HATO_RECORD_DMARC, "v:DMARC1; p:none", "v=DMARC1; p=none" },
  { HATO_RECORD_DMARC, "p=none; v=DMARC1", "v=DMARC1; p=none" },
  { HATO_RECORD_DMARC, "p=none; rua=mailto:a@x.test", "v=DMARC1; p=none; rua=mailto:a@x.test" },
  { HATO_RECORD_DMARC, "v=DMARC1\\; p=none\\;", "v=DMARC1; p=none" },
  { HATO_RECORD_DMARC, "v=DMARC1；p=none", "v=DMARC1; p=none" },
  { HATO_RECORD_DMARC, "v=DMARC1; p=none; rua=mailto:a@x.test; mailto:b@x.test",
    "v=DMARC1; p=none; rua=mailto:a@x.test,mailto:b@x.test" },
  { HATO_RECORD_DMARC, "v=DMARC1; p=none; rua=mailto:a@x.test mailto:b@x.test; fo=1",
    "v=DMARC1; p=none; rua=mailto:a@x.test,mailto:b@x.test; fo=1" },
  { HATO_RECORD_DMARC, "v=DMARC1; p=none; rua=mailto:a@x.test;b@x.test", NULL },
  { HATO_RECORD_DMARC, "v=DMARC1; p=foo", NULL },
  { HATO_RECORD_DMARC, "v=spf1 -all", NULL },
  { HATO_RECORD_DKIM, "\"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"",
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" },
  { HATO_RECORD_DKIM, "v=DKIM1\\; k=ed25519\\; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" },
  { HATO_RECORD_DKIM, "v=DKIM1; k=ed25519; p=11qYAYKxCrf\\nVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" },
  { HATO_RECORD_DKIM, "v=dkim1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" },
  { HATO_RECORD_DKIM, "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS", NULL },
  { HATO_RECORD_DKIM, "v=DKIM1; k=rsa", NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoDnsRecord) record = hato_dns_record_new (HATO_DNS_TXT, 300);
      g_autoptr (GBytes) bytes = g_bytes_new (rows[i].text, strlen (rows[i].text));
      g_autofree char *mended = NULL;
      const GBytes *strings[] = { bytes };

      hato_dns_record_set_strings (record, strings, 1);
      mended = hato_mend_text (rows[i].kind, record);
      g_test_message ("%s -> %s", rows[i].text, mended);
      g_assert_cmpstr (mended, ==, rows[i].mended);
    }
}

/* What was left out between two strings of one record (RFC 7208 §3.3). */
static void
test_strings (void)
{
  g_autoptr (HatoDnsRecord) record = hato_dns_record_new (HATO_DNS_TXT, 300);
  g_autoptr (GBytes) one = g_bytes_new_static ("v=spf1 include:a.test", 21);
  g_autoptr (GBytes) two = g_bytes_new_static ("include:b.test ~all", 19);
  const GBytes *strings[] = { one, two };
  g_autofree char *mended = NULL;

  hato_dns_record_set_strings (record, strings, 2);
  mended = hato_mend_text (HATO_RECORD_SPF, record);
  g_assert_cmpstr (mended, ==, "v=spf1 include:a.test include:b.test ~all");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mend/rows", test_rows);
  g_test_add_func ("/mend/strings", test_strings);
  return g_test_run ();
}
