/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users of other checkers complain about, where it concerns hosts and lists: each test is named after its complaint. */
#include "config.h"

#include "dns/dns-check.h"

#include <string.h>

#include "net/resolver-zone.h"

#define NOW ((gint64) 1790000000 * G_USEC_PER_SEC)

#define ZONE(records, rest) "{\"d.test\": {\"records\": [" records "]}" rest "}"
#define NAME(name, records) ", \"" name "\": {\"records\": [" records "]}"
#define SOA                 "{\"type\": \"SOA\", \"data\": \"ns.d.test. h.d.test. 1 2 3 4 5\"}"
#define TXT(text)           "{\"type\": \"TXT\", \"strings\": [\"" text "\"]}"
#define MX(preference, host)                                                                       \
  "{\"type\": \"MX\", \"preference\": " preference ", \"exchange\": \"" host "\"}"
#define A(address) "{\"type\": \"A\", \"address\": \"" address "\"}"
#define PTR(name)  "{\"type\": \"PTR\", \"target\": \"" name "\"}"

#define GOOD_HOST                                                                                  \
  NAME ("m.d.test", A ("192.0.2.1"))                                                               \
  NAME ("1.2.0.192.in-addr.arpa", PTR ("m.d.test"))

static HatoCheckup *
check (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoDnsInput) input = NULL;
  HatoCheckup *checkup;

  settings->zone = hato_zone_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  settings->clock.fixed = NOW;
  resolver = hato_resolver_zone_new (settings);
  input = hato_dns_input_new (subject, resolver, NULL, providers, NOW, 20 * G_USEC_PER_SEC);
  input->blocklists = hato_blocklist_list_new (NULL);
  checkup = hato_dns_check_run (NULL, input, &error);
  g_assert_no_error (error);
  return checkup;
}

/* The worst level among an item's findings. */
static HatoLevel
level_of (const HatoCheckup *checkup, const char *item)
{
  for (guint i = 0; i < checkup->items->len; i++)
    if (strcmp (((const HatoItem *) g_ptr_array_index (checkup->items, i))->id, item) == 0)
      return ((const HatoItem *) g_ptr_array_index (checkup->items, i))->level;

  g_assert_not_reached ();
}

static gboolean
says (const HatoCheckup *checkup, const char *code)
{
  for (guint i = 0; i < checkup->findings->len; i++)
    if (strcmp (((const HatoFinding *) g_ptr_array_index (checkup->findings, i))->code, code) == 0)
      return TRUE;

  return FALSE;
}

/* 3.4: "Mail will not be delivered" because the preference of the MX was 2, not 10. */
static void
test_mx_preference_is_no_fault (void)
{
  static const char *const preferences[] = {
    ZONE (SOA "," MX ("2", "m.d.test"), GOOD_HOST),
    ZONE (SOA "," MX ("0", "m.d.test"), GOOD_HOST),
    ZONE (SOA "," MX ("65535", "m.d.test"), GOOD_HOST),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (preferences); i++)
    {
      g_autoptr (HatoCheckup) checkup = check (preferences[i]);

      g_assert_cmpint (level_of (checkup, "mx"), ==, HATO_LEVEL_OK);
    }
}

/* 3.5 and 3.15: what is a good habit, and what few have, is no fault: DNSSEC, DANE. */
static void
test_no_dnssec_is_no_fault (void)
{
  g_autoptr (HatoCheckup) checkup = check (ZONE (SOA "," MX ("10", "m.d.test"), GOOD_HOST));

  g_assert_true (says (checkup, "dns.no_dnssec"));
  g_assert_cmpint (level_of (checkup, "dns"), ==, HATO_LEVEL_OK);
  g_assert_cmpint (level_of (checkup, "dane"), ==, HATO_LEVEL_NOT_APPLICABLE);
}

/* 3.2: a name server that keeps silent is never a negative fact, of a PTR, a host, a list or a name. */
static void
test_a_timeout_is_no_fault (void)
{
  g_autoptr (HatoCheckup) checkup =
      check (ZONE (SOA "," MX ("10", "m.d.test") "," TXT ("v=spf1 ip4:192.0.2.1 -all"),
                   ", \"m.d.test\": {\"timeout\": true}, \"*.arpa\": {\"timeout\": true},"
                   "\"*.org\": {\"timeout\": true}, \"*.net\": {\"timeout\": true},"
                   "\"*.com\": {\"timeout\": true}"));
  static const char *const items[] = { "mx", "ptr", "helo", "blocklist", "dane" };

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_test_message ("%s", items[i]);
      g_assert_cmpint (level_of (checkup, items[i]), >=, HATO_LEVEL_ADVICE);
    }
}

/* dns.md: parked domains: null MX, "-all" and texts at every name must count as right. */
static void
test_parked_domains_are_right (void)
{
  g_autoptr (HatoCheckup) checkup =
      check (ZONE (SOA "," MX ("0", "") "," TXT ("v=spf1 -all"),
                   NAME ("*.d.test", TXT ("v=spf1 -all") "," MX ("0", ""))
                       NAME ("*._domainkey.d.test", TXT ("v=DKIM1; p="))));
  static const char *const items[] = { "mx", "ptr", "helo", "blocklist", "dane", "dns" };

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_test_message ("%s", items[i]);
      g_assert_cmpint (level_of (checkup, items[i]), >=, HATO_LEVEL_OK);
    }
  g_assert_true (says (checkup, "mx.null"));
}

/* dnsbl: an outage, where a refusal of the resolver was read as a listing of everything. */
static void
test_a_refused_resolver_is_not_listed (void)
{
  g_autoptr (HatoCheckup) checkup =
      check (ZONE (SOA "," MX ("10", "m.d.test") "," TXT ("v=spf1 ip4:192.0.2.1 -all"),
                   GOOD_HOST NAME ("*.zen.spamhaus.org", A ("127.255.255.254"))
                       NAME ("*.dbl.spamhaus.org", A ("127.255.255.254"))));

  g_assert_false (says (checkup, "blocklist.listed"));
  g_assert_cmpint (level_of (checkup, "blocklist"), ==, HATO_LEVEL_UNCHECKED);
}

/* 3.3 of the field: PTR is asked of what sends; a web server beside it, named in the record too, is no problem. */
static void
test_a_web_server_without_ptr_is_no_problem (void)
{
  g_autoptr (HatoCheckup) checkup = check (ZONE (
      SOA "," MX ("10", "m.d.test") "," A ("192.0.2.80") "," TXT ("v=spf1 a ip4:192.0.2.1 -all"),
      GOOD_HOST));

  g_assert_true (says (checkup, "ptr.ok"));
  g_assert_cmpint (level_of (checkup, "ptr"), >, HATO_LEVEL_PROBLEM);
}

/* 3.17: every sentence traces to an answer. */
static void
test_nothing_is_invented (void)
{
  g_autoptr (HatoCheckup) checkup = check (ZONE (SOA "," MX ("10", "m.d.test"), GOOD_HOST));

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      g_test_message ("%s", finding->code);
      g_assert_cmpuint (finding->evidence->len, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/complaints-hosts/mx-preference-is-no-fault", test_mx_preference_is_no_fault);
  g_test_add_func ("/complaints-hosts/no-dnssec-is-no-fault", test_no_dnssec_is_no_fault);
  g_test_add_func ("/complaints-hosts/a-timeout-is-no-fault", test_a_timeout_is_no_fault);
  g_test_add_func ("/complaints-hosts/parked-domains-are-right", test_parked_domains_are_right);
  g_test_add_func ("/complaints-hosts/a-refused-resolver-is-not-listed",
                   test_a_refused_resolver_is_not_listed);
  g_test_add_func ("/complaints-hosts/a-web-server-without-ptr-is-no-problem",
                   test_a_web_server_without_ptr_is_no_problem);
  g_test_add_func ("/complaints-hosts/nothing-is-invented", test_nothing_is_invented);
  return g_test_run ();
}
