/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users of other tools complain about in their judgement of SPF, DKIM and DMARC records: a test for each complaint,
 * named after it. */
#include "config.h"

#include "dns/dns-check.h"

#include <string.h>

#include "dns/record-check.h"
#include "net/resolver-zone.h"

#define NOW                   (G_GINT64_CONSTANT (1795500000) * G_USEC_PER_SEC)
#define RECORD(name, records) "\"" name "\": {\"records\": [" records "]}"
#define TXT(text)             "{\"type\": \"TXT\", \"strings\": [\"" text "\"]}"
#define TXT2(one, two)        "{\"type\": \"TXT\", \"strings\": [\"" one "\", \"" two "\"]}"
#define MX(exchange)          "{\"type\": \"MX\", \"preference\": 2, \"exchange\": \"" exchange "\"}"
#define A(address)            "{\"type\": \"A\", \"address\": \"" address "\"}"
#define SENDS                                                                                      \
  RECORD ("shop.example", TXT ("v=spf1 ip4:192.0.2.1 ~all") "," MX ("mail.shop.example"))
#define SILENT RECORD ("shop.example", TXT ("v=spf1 -all") "," MX (""))
#define KEY    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

#define HOST(name, address) RECORD (name ".shop.example", A (address))
#define RICH_RECORD         TXT ("v=spf1 a mx ip4:192.0.2.1 include:s.example -all")
#define RICH                                                                                       \
  RECORD ("shop.example", RICH_RECORD "," MX ("mail.shop.example") "," A ("192.0.2.1"))            \
  "," HOST ("mail", "192.0.2.1") "," INCLUDED
#define INCLUDED    RECORD ("s.example", TXT ("v=spf1 ip4:198.51.100.0/24 ~all"))
#define THREE_HOSTS MX ("a.shop.example") "," MX ("b.shop.example") "," MX ("c.shop.example")
#define MORE_HOSTS  MX ("d.shop.example") "," MX ("e.shop.example") "," MX ("f.shop.example")
#define SIX_HOSTS                                                                                  \
  RECORD ("shop.example", TXT ("v=spf1 mx -all") "," THREE_HOSTS "," MORE_HOSTS)                   \
  "," RECORD ("*.shop.example", A ("192.0.2.1"))
#define SERVICE_RECORD TXT ("v=spf1 include:sendgrid.net ~all")
#define SERVICE                                                                                    \
  RECORD ("shop.example", SERVICE_RECORD "," MX ("aspmx.l.google.com"))                            \
  "," RECORD ("sendgrid.net", TXT ("v=spf1 ip4:167.89.0.0/17 ~all")) "," GOOGLE
#define GOOGLE RECORD ("_spf.google.com", TXT ("v=spf1 ip4:209.85.128.0/17 ~all"))

typedef struct
{
  const char *complaint;
  const char *zone; /* of shop.example, without its braces */
  const char *ip, *selector;
  const char *found; /* (nullable): codes that stand there at this level, "code=level code=level" */
  const char *not_found; /* (nullable): codes that stand nowhere */
} Complaint;

static const Complaint dkim_complaints[] = {
  { "missing while it is valid: a selector that nobody can guess is unknown, no fault",
    SENDS "," RECORD ("s20260101abc._domainkey.shop.example", TXT (KEY)), NULL, NULL,
    "dkim.unchecked=unchecked", "dkim.missing" },
  { "missing while it is valid: the selector is known",
    SENDS "," RECORD ("s20260101abc._domainkey.shop.example", TXT (KEY)), NULL, "s20260101abc",
    "dkim.ok=ok", "dkim.missing dkim.unchecked" },
  { "a server that says NXDOMAIN above a key (RFC 2308): selectors are tried all the same",
    SENDS ", \"_domainkey.shop.example\": {\"rcode\": \"NXDOMAIN\"}," RECORD (
        "default._domainkey.shop.example",
        TXT (KEY)),
    NULL, NULL, "dkim.ok=ok", "dkim.missing" },
  { "surely none is a caution, never red", SENDS, NULL, NULL, "dkim.missing=caution", NULL },
  { "demanded of a domain that sends no mail", SILENT, NULL, NULL,
    "dkim.not_applicable=not_applicable", "dkim.missing dkim.unchecked" },
  { "an explanation breaks the exemption of a domain that sends no mail",
    RECORD ("shop.example", TXT ("v=spf1 -all exp=e.shop.example") "," MX ("")), NULL, NULL,
    "dkim.not_applicable=not_applicable", "dkim.missing dkim.unchecked" },
  { "a parked domain's wildcard that withdraws all keys counts as wrong",
    SILENT "," RECORD ("*._domainkey.shop.example", TXT ("v=DKIM1; p=")), NULL, NULL,
    "dkim.revoked=ok", "dkim.missing" },
  { "a split key is called broken",
    SENDS
    "," RECORD ("s._domainkey.shop.example",
                TXT2 ("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7", "TyWQHOg7hcvPapiMlrwIaaPcHURo=")),
    NULL, "s", "dkim.ok=ok", NULL },
  { "quotes that break it are not named",
    SENDS
    "," RECORD ("s._domainkey.shop.example", TXT ("v=DKIM1; k=ed25519; p=\\\"11qYAYKxCrfVS/7\\\"")),
    NULL, "s", "dkim.quotes_in_value=problem", NULL },
  { "the name is doubled by the panel",
    SENDS "," RECORD ("s._domainkey.shop.example.shop.example", TXT (KEY)), NULL, "s",
    "dkim.wrong_name_doubled=problem", "dkim.missing" },
  { "an old copy, or one slow answer, is called no key",
    SENDS ", \"s._domainkey.shop.example\": {\"timeout\": true}", NULL, "s",
    "dkim.unchecked=unchecked", "dkim.missing" },
};

static const Complaint spf_complaints[] = {
  { "softfail is marked as a fault", SENDS, NULL, NULL, "spf.ok=ok", NULL },
  { "a preference of 2 is wrong", SENDS, NULL, NULL, "spf.ok=ok", "mx.none" },
  { "a richer record than the tool's own is an error", RICH, NULL, NULL, "spf.ok=ok", NULL },
  { "a host's manual prints v=pf1", RECORD ("shop.example", TXT ("v=pf1 include:s.example ~all")),
    NULL, NULL, "spf.version_typo=problem", "spf.missing" },
  { "void look-ups are counted twice: two are allowed",
    RECORD ("shop.example", TXT ("v=spf1 a:x.gone.example mx:y.gone.example ip4:192.0.2.1 -all")),
    NULL, NULL, "spf.ok=ok", "spf.void_lookups" },
  { "void look-ups are not counted at all: three are not",
    RECORD ("shop.example",
            TXT ("v=spf1 a:x.gone.example mx:y.gone.example exists:z.gone.example "
                 "ip4:192.0.2.1 -all")),
    "192.0.2.1", NULL, "spf.void_lookups=problem", NULL },
  { "addresses of MX hosts are counted against the ten", SIX_HOSTS, NULL, NULL, "spf.ok=ok",
    "spf.too_many_lookups" },
  { "mail through another service is called no SPF", SERVICE, NULL, NULL, "spf.ok=ok",
    "spf.mailhost_not_covered spf.missing" },
  { "three lines after a newsletter service was added",
    RECORD ("shop.example",
            TXT ("v=spf1 ip4:192.0.2.1 ~all") "," TXT ("v=spf1 include:s.example ~all") "," TXT (
                "v=spf1 mx ~all")),
    NULL, NULL, "spf.multiple=problem", "spf.missing" },
  { "ipv4:", RECORD ("shop.example", TXT ("v=spf1 ipv4:192.0.2.1 ~all")), NULL, NULL,
    "spf.unknown_mechanism=problem", "spf.missing" },
  { "a second address without ip4:",
    RECORD ("shop.example", TXT ("v=spf1 ip4:192.0.2.1 192.0.2.2 ~all")), NULL, NULL,
    "spf.missing_mechanism_for_ip=problem", NULL },
  { "a second v=spf1 in the line",
    RECORD ("shop.example", TXT ("v=spf1 ip4:192.0.2.1 ~all v=spf1 include:s.example ~all")), NULL,
    NULL, "spf.double_version=problem", NULL },
  { "the half-width space is left out",
    RECORD ("shop.example", TXT ("v=spf1 ip4:192.0.2.1include:s.example ~all")), NULL, NULL,
    "spf.missing_space_between_terms=problem", NULL },
  { "two values in one field", RECORD ("shop.example", TXT ("v=spf1 ip4:192.0.2.1,192.0.2.2 ~all")),
    NULL, NULL, "spf.comma_separated=problem", NULL },
  { "help pages print full-width quotes",
    RECORD ("shop.example", TXT ("\u201dv=spf1 ip4:192.0.2.1 ~all\u201d")), NULL, NULL,
    "spf.smart_quotes=problem", "spf.missing" },
  { "a time-out is no missing record", "\"shop.example\": {\"timeout\": [\"TXT\"]}", NULL, NULL,
    "spf.unchecked=unchecked", "spf.missing" },
};

static const Complaint dmarc_complaints[] = {
  { "p=none is shown as a fault",
    SENDS "," RECORD ("_dmarc.shop.example", TXT ("v=DMARC1; p=none; rua=mailto:d@shop.example")),
    NULL, NULL, "dmarc.p_none=advice dmarc.ok=ok", NULL },
  { "p=none goes without a word",
    SENDS "," RECORD ("_dmarc.shop.example", TXT ("v=DMARC1; p=none; rua=mailto:d@shop.example")),
    NULL, NULL, "dmarc.p_none=advice", NULL },
  { "the tags of RFC 9989 are called unknown",
    SENDS "," RECORD ("_dmarc.shop.example",
                      TXT ("v=DMARC1; p=reject; np=reject; psd=n; t=n; rua=mailto:d@shop.example")),
    NULL, NULL, "dmarc.ok=ok", "dmarc.bad_tag dmarc.bad_tag_value" },
  { "one slow answer is a failed DMARC", SENDS ", \"_dmarc.shop.example\": {\"timeout\": true}",
    NULL, NULL, "dmarc.unchecked=unchecked", "dmarc.missing" },
  { "the doubled name is called missing",
    SENDS "," RECORD ("_dmarc.shop.example.shop.example", TXT ("v=DMARC1; p=none")), NULL, NULL,
    "dmarc.wrong_name_doubled=caution", "dmarc.missing" },
  { "no MTA-STS, TLS-RPT or BIMI is a fault", SENDS, NULL, NULL,
    "mta-sts.not_applicable=not_applicable tlsrpt.not_applicable=not_applicable "
    "bimi.not_applicable=not_applicable",
    NULL },
};

static HatoCheckup *
check (const Complaint *complaint)
{
  g_autofree char *json = g_strconcat ("{", complaint->zone, "}", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("shop.example", "shop.example");
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoSelectorList) selectors = hato_selector_list_new (&error);
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (&error);
  g_autoptr (HatoDnsInput) input = NULL;
  HatoCheckup *checkup;

  settings->zone = hato_zone_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  settings->clock.fixed = NOW;
  resolver = hato_resolver_zone_new (settings);
  g_strfreev (subject->sending_ips);
  subject->sending_ips = g_strsplit (complaint->ip != NULL ? complaint->ip : "", " ", -1);
  g_strfreev (subject->selectors);
  subject->selectors = g_strsplit (complaint->selector != NULL ? complaint->selector : "", " ", -1);
  input = hato_dns_input_new (subject, resolver, selectors, providers, NOW, 20 * G_USEC_PER_SEC);
  checkup = hato_dns_check_run (NULL, input, &error);
  g_assert_no_error (error);
  return checkup;
}

static gboolean
has (const HatoCheckup *checkup, const char *wanted)
{
  g_auto (GStrv) parts = g_strsplit (wanted, "=", 2);

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (strcmp (finding->code, parts[0]) == 0
          && (parts[1] == NULL || strcmp (hato_level_to_string (finding->level), parts[1]) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
look_at (const Complaint *complaints, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (HatoCheckup) checkup = check (&complaints[i]);
      g_auto (GStrv) found = g_strsplit (complaints[i].found, " ", -1);
      g_auto (GStrv) not_found =
          g_strsplit (complaints[i].not_found != NULL ? complaints[i].not_found : "", " ", -1);

      g_test_message ("%s", complaints[i].complaint);
      for (guint j = 0; found[j] != NULL; j++)
        {
          g_test_message ("wanted: %s", found[j]);
          g_assert_true (has (checkup, found[j]));
        }
      for (guint j = 0; not_found[j] != NULL; j++)
        {
          g_test_message ("not wanted: %s", not_found[j]);
          g_assert_false (has (checkup, not_found[j]));
        }
    }
}

static void
test_dkim (void)
{
  look_at (dkim_complaints, G_N_ELEMENTS (dkim_complaints));
}

static void
test_spf (void)
{
  look_at (spf_complaints, G_N_ELEMENTS (spf_complaints));
}

static void
test_dmarc (void)
{
  look_at (dmarc_complaints, G_N_ELEMENTS (dmarc_complaints));
}

/* "The result is withheld once the limit is passed: return the tree, so that I can see which include costs what." */
static void
test_result_withheld_past_the_limit (void)
{
  g_autoptr (GString) zone = g_string_new ("\"shop.example\": {\"records\": [{\"type\": \"TXT\", "
                                           "\"strings\": [\"v=spf1");
  g_autoptr (HatoCheckup) checkup = NULL;
  Complaint complaint = { NULL };
  guint cost = 0;

  for (guint i = 0; i < 12; i++)
    g_string_append_printf (zone, " include:s%u.example", i);
  g_string_append (zone, " -all\"]}]}");
  for (guint i = 0; i < 12; i++)
    g_string_append_printf (zone, "," RECORD ("s%u.example", TXT ("v=spf1 ip4:192.0.2.%u -all")), i,
                            i);
  complaint.zone = zone->str;
  checkup = check (&complaint);
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (strcmp (finding->code, "spf.too_many_lookups") != 0)
        continue;
      g_assert_nonnull (finding->tree);
      g_assert_cmpuint (finding->tree->children->len, ==, 13);
      for (guint j = 0; j < finding->tree->children->len; j++)
        cost += ((HatoTree *) g_ptr_array_index (finding->tree->children, j))->cost;
      g_assert_cmpuint (cost, ==, 12);
      g_assert_cmpuint (finding->tree->cost, ==, 12);
    }
  g_assert_cmpuint (cost, ==, 12);
}

/* "The tool complains about the records that it recommended itself." */
static void
test_contradicts_itself (void)
{
  const Complaint *const lists[] = { dkim_complaints, spf_complaints, dmarc_complaints };
  const gsize lengths[] = { G_N_ELEMENTS (dkim_complaints), G_N_ELEMENTS (spf_complaints),
                            G_N_ELEMENTS (dmarc_complaints) };
  guint n_records = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (gsize j = 0; j < lengths[i]; j++)
      {
        g_autoptr (HatoCheckup) checkup = check (&lists[i][j]);

        for (guint k = 0; k < checkup->findings->len; k++)
          {
            const HatoFinding *finding = g_ptr_array_index (checkup->findings, k);
            g_autofree char *area = g_strndup (finding->code, strcspn (finding->code, "."));
            g_autoptr (HatoRecordCheck) again = NULL;
            HatoRecordKind kind;

            if (finding->record == NULL || finding->record->new_text == NULL
                || !hato_record_kind_from_string (area, &kind))
              continue;
            again = hato_record_check_new (kind, finding->record->new_text,
                                           strlen (finding->record->new_text));
            g_test_message ("%s: %s", finding->code, finding->record->new_text);
            g_assert_true (again->valid);
            g_assert_cmpint (hato_level_worst (again->findings), >=, HATO_LEVEL_ADVICE);
            n_records++;
          }
      }
  g_assert_cmpuint (n_records, >, 2);
}

/* "Every sentence was invented": each finding rests on an answer. */
static void
test_invented_answers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spf_complaints); i++)
    {
      g_autoptr (HatoCheckup) checkup = check (&spf_complaints[i]);

      for (guint j = 0; j < checkup->findings->len; j++)
        {
          const HatoFinding *finding = g_ptr_array_index (checkup->findings, j);

          if (g_str_has_prefix (finding->code, "spf.") || g_str_has_prefix (finding->code, "dmarc.")
              || g_str_has_prefix (finding->code, "dkim."))
            g_assert_cmpuint (finding->evidence->len, >, 0);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/complaints/records/dkim", test_dkim);
  g_test_add_func ("/complaints/records/spf", test_spf);
  g_test_add_func ("/complaints/records/dmarc", test_dmarc);
  g_test_add_func ("/complaints/records/result-withheld-past-the-limit",
                   test_result_withheld_past_the_limit);
  g_test_add_func ("/complaints/records/contradicts-itself", test_contradicts_itself);
  g_test_add_func ("/complaints/records/invented-answers", test_invented_answers);
  return g_test_run ();
}
