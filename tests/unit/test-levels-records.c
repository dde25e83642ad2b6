/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ten rules over the levels of findings (contract, "Finding codes"), as far as they concern SPF, DKIM, DMARC, TLS-RPT and
 * BIMI: a test for each, named after it. */
#include "config.h"

#include "dns/dns-check.h"

#include <string.h>

#include "net/resolver-zone.h"

#define NOW         (G_GINT64_CONSTANT (1795500000) * G_USEC_PER_SEC)
#define NAME(n)     "\"" n "shop.example\": "
#define TXT(t)      "{\"type\": \"TXT\", \"strings\": [\"" t "\"]}"
#define MX          "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"mail.shop.example\"}"
#define NULL_MX     "{\"type\": \"MX\", \"preference\": 0, \"exchange\": \"\"}"
#define SENDS       NAME ("") "{\"records\": [" TXT ("v=spf1 ip4:192.0.2.1 -all") ", " MX "]}"
#define SILENT      NAME ("") "{\"records\": [" TXT ("v=spf1 -all") ", " NULL_MX "]}"
#define KEY(n)      NAME (n "._domainkey.") "{\"records\": [" TXT ("v=DKIM1; k=rsa; p=AAAA") "]}"
#define NO_KEY(n)   NAME (n "._domainkey.") "{\"records\": [" TXT ("v=DKIM1; p=") "]}"
#define DEAD(terms) NAME ("") "{\"records\": [" TXT ("v=spf1 " terms " -all") ", " MX "]}"

typedef struct
{
  const char *zone, *ip, *selector;
  const char *code;
  HatoLevel level;
} Row;

static HatoCheckup *
check (const Row *row)
{
  g_autofree char *json = g_strconcat ("{", row->zone, "}", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("shop.example", "shop.example");
  g_autoptr (HatoSelectorList) selectors = hato_selector_list_new (&error);
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoDnsInput) input = NULL;
  HatoCheckup *checkup;

  settings->zone = hato_zone_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  settings->clock.fixed = NOW;
  resolver = hato_resolver_zone_new (settings);
  g_strfreev (subject->sending_ips);
  subject->sending_ips = g_strsplit (row->ip != NULL ? row->ip : "", " ", -1);
  g_strfreev (subject->selectors);
  subject->selectors = g_strsplit (row->selector != NULL ? row->selector : "", " ", -1);
  input = hato_dns_input_new (subject, resolver, selectors, NULL, NOW, 20 * G_USEC_PER_SEC);
  checkup = hato_dns_check_run (NULL, input, &error);
  g_assert_no_error (error);
  return checkup;
}

static void
look_at (const Row *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (HatoCheckup) checkup = check (&rows[i]);
      const HatoFinding *found = NULL;

      for (guint j = 0; j < checkup->findings->len && found == NULL; j++)
        if (strcmp (((const HatoFinding *) g_ptr_array_index (checkup->findings, j))->code,
                    rows[i].code)
            == 0)
          found = g_ptr_array_index (checkup->findings, j);
      g_test_message ("%s of %s", rows[i].code, rows[i].zone);
      g_assert (found != NULL);
      g_assert_cmpint (found->level, ==, rows[i].level);
    }
}

static void
test_rule_1_not_found_out_is_unchecked (void)
{
  static const Row rows[] = {
    { NAME ("") "{\"timeout\": true}", NULL, NULL, "spf.unchecked", HATO_LEVEL_UNCHECKED },
    { SENDS ", " NAME ("_dmarc.") "{\"rcode\": \"SERVFAIL\"}", NULL, NULL, "dmarc.unchecked",
      HATO_LEVEL_UNCHECKED },
    { SENDS ", " NAME ("s._domainkey.") "{\"timeout\": true}", NULL, "s", "dkim.unchecked",
      HATO_LEVEL_UNCHECKED },
    { SENDS ", " NAME ("_smtp._tls.") "{\"timeout\": true}", NULL, NULL, "tlsrpt.unchecked",
      HATO_LEVEL_UNCHECKED },
    { SENDS ", " NAME ("default._bimi.") "{\"timeout\": true}", NULL, NULL, "bimi.unchecked",
      HATO_LEVEL_UNCHECKED },
  };

  look_at (rows, G_N_ELEMENTS (rows));
}

static void
test_rule_2_what_stops_no_mail_is_advice (void)
{
  static const Row rows[] = {
    { SENDS
      ", " NAME ("_dmarc.") "{\"records\": [" TXT ("v=DMARC1; p=none; rua=a@shop.example") "]}",
      NULL, NULL, "dmarc.rua_no_mailto", HATO_LEVEL_ADVICE },
    { SENDS
      ", " NAME ("_dmarc.") "{\"records\": [" TXT ("v=DMARC1; p=none; ruf=a@shop.example") "]}",
      NULL, NULL, "dmarc.rua_no_mailto", HATO_LEVEL_ADVICE },
    { SENDS ", " NAME ("_dmarc.") "{\"records\": [" TXT ("v=DMARC1; p=none") "]}", NULL, NULL,
      "dmarc.p_none", HATO_LEVEL_ADVICE },
  };

  look_at (rows, G_N_ELEMENTS (rows));
}

static void
test_rule_3_a_domain_that_sends_no_mail (void)
{
  static const Row rows[] = {
    { SILENT, NULL, NULL, "spf.ok", HATO_LEVEL_OK },
    { SILENT, NULL, NULL, "dkim.not_applicable", HATO_LEVEL_NOT_APPLICABLE },
    { SILENT, NULL, "s", "dkim.not_applicable", HATO_LEVEL_NOT_APPLICABLE },
    { SILENT "," NO_KEY ("s"), NULL, "s", "dkim.revoked", HATO_LEVEL_OK },
    { SILENT, NULL, NULL, "dmarc.missing", HATO_LEVEL_ADVICE },
  };

  look_at (rows, G_N_ELEMENTS (rows));
}

static void
test_rule_4_what_is_missing (void)
{
  static const Row rows[] = {
    { SENDS, NULL, NULL, "dmarc.missing", HATO_LEVEL_CAUTION },
    { SENDS, NULL, NULL, "dkim.missing", HATO_LEVEL_CAUTION },
    { SENDS, NULL, "s", "dkim.missing", HATO_LEVEL_CAUTION },
    { NAME ("") "{\"records\": [" MX "]}", NULL, NULL, "spf.missing", HATO_LEVEL_PROBLEM },
  };

  look_at (rows, G_N_ELEMENTS (rows));
}

static void
test_rule_5_a_selector_that_no_mail_is_known_to_use (void)
{
  static const Row rows[] = {
    { SENDS "," KEY ("default"), NULL, NULL, "dkim.truncated", HATO_LEVEL_CAUTION },
    { SENDS "," KEY ("default"), NULL, "default", "dkim.truncated", HATO_LEVEL_PROBLEM },
    { SENDS "," NO_KEY ("default"), NULL, NULL, "dkim.revoked", HATO_LEVEL_ADVICE },
    { SENDS "," NO_KEY ("default"), NULL, "default", "dkim.revoked", HATO_LEVEL_PROBLEM },
  };

  look_at (rows, G_N_ELEMENTS (rows));
}

static void
test_rule_6_faults_behind_every_known_sender (void)
{
  static const Row rows[] = {
    { DEAD ("include:gone.example"), NULL, NULL, "spf.include_nxdomain", HATO_LEVEL_PROBLEM },
    { DEAD ("ip4:192.0.2.1 include:gone.example"), NULL, NULL, "spf.include_nxdomain",
      HATO_LEVEL_CAUTION },
    { DEAD ("ip4:192.0.2.0/24 include:gone.example"), "192.0.2.1", NULL, "spf.include_nxdomain",
      HATO_LEVEL_CAUTION },
    { DEAD ("ip4:192.0.2.0/24 include:gone.example"), "198.51.100.1", NULL, "spf.include_nxdomain",
      HATO_LEVEL_PROBLEM },
  };

  look_at (rows, G_N_ELEMENTS (rows));
}

static void
test_rule_7_tls_rpt_and_bimi_are_advice (void)
{
  static const Row rows[] = {
    { SENDS ", " NAME ("_smtp._tls.") "{\"records\": [" TXT ("v=TLSRPTv1;") "]}", NULL, NULL,
      "tlsrpt.no_rua", HATO_LEVEL_ADVICE },
    { SENDS ", " NAME ("default._bimi.") "{\"records\": [" TXT ("v=BIMI1;") "]}", NULL, NULL,
      "bimi.no_logo", HATO_LEVEL_ADVICE },
  };

  look_at (rows, G_N_ELEMENTS (rows));
}

/* Rule 10: several faults of one record have one root; the first keeps its level. */
static void
test_rule_10_one_root_one_problem (void)
{
  static const Row row = { DEAD ("ipv4:192.0.2.1 ipv4:192.0.2.2 include:gone.example"), NULL, NULL,
                           NULL, HATO_LEVEL_PROBLEM };
  g_autoptr (HatoCheckup) checkup = check (&row);
  guint n_problems = 0;

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      n_problems +=
          g_str_has_prefix (finding->code, "spf.") && finding->level == HATO_LEVEL_PROBLEM ? 1 : 0;
    }
  g_assert_cmpuint (n_problems, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/levels/records/rule-1", test_rule_1_not_found_out_is_unchecked);
  g_test_add_func ("/levels/records/rule-2", test_rule_2_what_stops_no_mail_is_advice);
  g_test_add_func ("/levels/records/rule-3", test_rule_3_a_domain_that_sends_no_mail);
  g_test_add_func ("/levels/records/rule-4", test_rule_4_what_is_missing);
  g_test_add_func ("/levels/records/rule-5", test_rule_5_a_selector_that_no_mail_is_known_to_use);
  g_test_add_func ("/levels/records/rule-6", test_rule_6_faults_behind_every_known_sender);
  g_test_add_func ("/levels/records/rule-7", test_rule_7_tls_rpt_and_bimi_are_advice);
  g_test_add_func ("/levels/records/rule-10", test_rule_10_one_root_one_problem);
  return g_test_run ();
}
