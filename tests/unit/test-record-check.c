/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/record-check.h"

#include <string.h>

/* What a receiver takes from a text, name and value, in a fixed order. */
static const struct
{
  HatoRecordKind kind;
  const char *text;
  const char *parts;
  const char *code; /* (nullable): of the first finding */
} rows[] = {
  { HATO_RECORD_SPF, "v=spf1 mx include:x.test -all", "version=spf1|terms=mx include:x.test -all|",
    NULL },
  { HATO_RECORD_SPF, "v=spf1 redirect=x.test", "version=spf1|terms=|redirect=x.test|", NULL },
  { HATO_RECORD_SPF, "v=spf1 ip4:x", "", "spf.bad_ip4" },
  { HATO_RECORD_DMARC, "v=DMARC1; p=reject; rua=mailto:a@x.test",
    "policy=reject|adkim=r|aspf=r|psd=u|t=n|rua=mailto:a@x.test|", NULL },
  { HATO_RECORD_DMARC, "v=DMARC1", "adkim=r|aspf=r|psd=u|t=n|", "dmarc.missing_p" },
  { HATO_RECORD_DMARC, "v=dmarc1; p=none", "", "dmarc.version_case" },
  { HATO_RECORD_DKIM, "v=DKIM1; p=", "type=rsa|revoked=true|testing=false|subdomains=true|",
    "dkim.revoked" },
  { HATO_RECORD_DKIM, "v=DKIM1; k=ed25519; t=s; p=JDcbZ0Hpba5NKXI4UAW3G0IDhhFOxhJTDybZEwe1FeA=",
    "type=ed25519|bits=256|revoked=false|testing=false|subdomains=false|", NULL },
  { HATO_RECORD_MTA_STS, "v=STSv1; id=1", "id=1|", NULL },
  { HATO_RECORD_MTA_STS_POLICY, "version: STSv1\nmode: none\nmax_age: 5", "mode=none|max_age=5|",
    NULL },
  { HATO_RECORD_TLS_RPT, "v=TLSRPTv1; rua=mailto:a@x.test,https://x.test/",
    "rua=mailto:a@x.test,https://x.test/|", NULL },
  { HATO_RECORD_BIMI, "v=BIMI1; l=https://x.test/l.svg", "location=https://x.test/l.svg|", NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoRecordCheck) check =
          hato_record_check_new (rows[i].kind, rows[i].text, strlen (rows[i].text));
      g_autoptr (GString) parts = g_string_new (NULL);

      for (guint j = 0; j < check->parsed->len; j++)
        {
          const HatoRecordPart *part = g_ptr_array_index (check->parsed, j);

          g_string_append_printf (parts, "%s=%s|", part->name, part->value);
          g_assert_cmpstr (hato_record_check_get_part (check, part->name), ==, part->value);
        }
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (parts->str, ==, rows[i].parts);
      if (rows[i].code == NULL)
        g_assert_cmpuint (check->findings->len, ==, 0);
      else
        g_assert_cmpstr (((const HatoFinding *) g_ptr_array_index (check->findings, 0))->code, ==,
                         rows[i].code);
    }
}

/* The worst stands first, and what the texts need stands in the arguments. */
static void
test_findings (void)
{
  const char *text = "v=DMARC1; pct=5; p=rejekt; rua=a@x.test";
  g_autoptr (HatoRecordCheck) check =
      hato_record_check_new (HATO_RECORD_DMARC, text, strlen (text));
  const HatoFinding *first = g_ptr_array_index (check->findings, 0);

  g_assert_cmpstr (first->code, ==, "dmarc.invalid_p");
  g_assert_cmpstr (hato_finding_get_argument (first, "term"), ==, "p=rejekt");
  g_assert_cmpuint (check->findings->len, ==, 3);
  g_assert_cmpstr (check->ignored[0], ==, "p=rejekt");
  g_assert_cmpstr (check->ignored[1], ==, "rua=a@x.test");
  g_assert_null (check->ignored[2]);
}

static void
test_kinds (void)
{
  HatoRecordKind kind;

  for (int i = HATO_RECORD_SPF; i <= HATO_RECORD_BIMI; i++)
    {
      g_assert_true (
          hato_record_kind_from_string (hato_record_kind_to_string ((HatoRecordKind) i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (hato_record_kind_from_string ("DMARC", &kind));
  g_assert_false (hato_record_kind_from_string ("", &kind));
}

/* A parser is handed what stdin held: nothing, and bytes that are no text. */
/* An empty text, and one that has nothing to do with mail, are told as what they are: of every kind. */
static void
test_strangers (void)
{
  static const char *const texts[] = { "", "hello", "google-site-verification=abc" };

  for (HatoRecordKind kind = HATO_RECORD_SPF; kind <= HATO_RECORD_BIMI; kind++)
    for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
      {
        g_autoptr (HatoRecordCheck) check =
            hato_record_check_new (kind, texts[i], strlen (texts[i]));

        g_assert_false (check->valid);
        g_assert_cmpuint (check->findings->len, >, 0);
      }
}

static void
test_bytes (void)
{
  static const guint8 bytes[] = { 'v', '=', 0x00, 0xff, 0xfe, ';', 0xc2 };

  for (int i = HATO_RECORD_SPF; i <= HATO_RECORD_BIMI; i++)
    {
      g_autoptr (HatoRecordCheck) none = hato_record_check_new ((HatoRecordKind) i, NULL, 0);
      g_autoptr (HatoRecordCheck) odd =
          hato_record_check_new ((HatoRecordKind) i, bytes, sizeof bytes);

      g_assert_false (none->is_record || none->valid);
      g_assert_false (odd->is_record || odd->valid);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-check/bytes", test_bytes);
  g_test_add_func ("/record-check/findings", test_findings);
  g_test_add_func ("/record-check/kinds", test_kinds);
  g_test_add_func ("/record-check/rows", test_rows);
  g_test_add_func ("/record-check/strangers", test_strangers);
  return g_test_run ();
}
