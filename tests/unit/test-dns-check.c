/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole check of a domain over zone files, and over answers in every order. */
#include "config.h"

#include "dns/dns-check.h"

#include <string.h>

#include "advice/case.h"
#include "advice/sample.h"
#include "fakes/resolver-shuffled.h"
#include "net/resolver-zone.h"
#include "report/json.h"

#define NOW (G_GINT64_CONSTANT (1795500000) * G_USEC_PER_SEC)

static HatoZone *
zone_from (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  HatoZone *zone = hato_zone_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return zone;
}

static HatoCheckup *
check_with (HatoResolver *resolver, const HatoSubject *subject)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSelectorList) selectors = hato_selector_list_new (&error);
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (&error);
  g_autoptr (HatoDnsInput) input =
      hato_dns_input_new (subject, resolver, selectors, providers, NOW, 20 * G_USEC_PER_SEC);
  HatoCheckup *checkup;

  input->blocklists = hato_blocklist_list_new (NULL);
  checkup = hato_dns_check_run (NULL, input, &error);
  g_assert_no_error (error);
  return checkup;
}

static HatoResolver *
resolver_from (const char *json)
{
  g_autoptr (HatoSettings) settings = hato_settings_new ();

  settings->zone = zone_from (json);
  settings->clock.fixed = NOW;
  return hato_resolver_zone_new (settings);
}

static HatoCheckup *
check_zone (const char *json, const char *ip, const char *selector)
{
  g_autoptr (HatoSubject) subject = hato_subject_new ("shop.example", "shop.example");
  g_autoptr (HatoResolver) resolver = resolver_from (json);

  if (ip != NULL)
    {
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit (ip, " ", -1);
    }
  if (selector != NULL)
    {
      g_strfreev (subject->selectors);
      subject->selectors = g_strsplit (selector, " ", -1);
    }
  return check_with (resolver, subject);
}

static const HatoFinding *
find (const HatoCheckup *checkup, const char *code)
{
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (strcmp (finding->code, code) == 0)
        return finding;
    }
  return NULL;
}

static guint
count_of_level (const GPtrArray *findings, HatoLevel level)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    if (((const HatoFinding *) g_ptr_array_index (findings, i))->level == level)
      n++;
  return n;
}

#define MX(host)            "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"" host "\"}"
#define A(address)          "{\"type\": \"A\", \"address\": \"" address "\"}"
#define TXT(text)           "{\"type\": \"TXT\", \"strings\": [\"" text "\"]}"
#define NAME(name, records) "\"" name "\": {\"records\": [" records "]}"
#define MAIL(address)                                                                              \
  NAME ("shop.example", MX ("mail.shop.example")) "," NAME ("mail.shop.example", A (address))
#define REVERSE(target)                                                                            \
  NAME ("1.2.0.192.in-addr.arpa", "{\"type\": \"PTR\", \"target\": \"" target "\"}")
#define KEY_1024                                                                                   \
  "v=DKIM1; k=rsa; "                                                                               \
  "p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCYtb/"                                                  \
  "9Sh8nGKV7exhUFS+cBNXlHgO1CxD9zIfQd5ztlq1LO7g38dfmFpQafh9lKgqPBT"                                \
  "olFhZxhF1yUNThpV673NdAtaCVGNyx/fTYtvyyFe9DH2tmm/ijLlygDRboSkIJ4NHZjK++48hkNP8/"                 \
  "htqWHS+CvwWT4Qgs0NtB7Re9bQIDAQAB"

static const struct
{
  const char *description;
  const char *zone;
  const char *ip;
  const char *selector;
  const char *code;
  HatoLevel level;
} rows[] = {
  { "RFC 5321 §5.1: one host with an address", MAIL ("192.0.2.1"), NULL, NULL, "mx.ok",
    HATO_LEVEL_OK },
  { "no MX at all: the address is used", NAME ("shop.example", A ("192.0.2.1")), NULL, NULL,
    "mx.none", HATO_LEVEL_CAUTION },
  { "no MX, and mail is said not to be sent: nobody waits for any",
    NAME ("shop.example", A ("192.0.2.1") "," TXT ("v=spf1 -all")), NULL, NULL, "mx.none",
    HATO_LEVEL_ADVICE },
  { "no MX, and one server sends", NAME ("shop.example", A ("192.0.2.1") "," TXT ("v=spf1 a -all")),
    NULL, NULL, "mx.none", HATO_LEVEL_CAUTION },
  { "RFC 7505: null MX", NAME ("shop.example", MX ("")), NULL, NULL, "mx.null", HATO_LEVEL_OK },
  { "RFC 7505 §3: null MX beside a real one",
    NAME ("shop.example", MX ("") "," MX ("mail.shop.example")) "," NAME ("mail.shop.example",
                                                                          A ("192.0.2.1")),
    NULL, NULL, "mx.null_and_real", HATO_LEVEL_PROBLEM },
  { "an address where a name belongs", NAME ("shop.example", MX ("192.0.2.1")), NULL, NULL,
    "mx.ip_literal", HATO_LEVEL_PROBLEM },
  { "the host has no address", NAME ("shop.example", MX ("mail.shop.example")), NULL, NULL,
    "mx.no_address", HATO_LEVEL_PROBLEM },
  { "one of two hosts is of a domain that is gone: mail still arrives",
    NAME ("shop.example",
          MX ("mail.shop.example") "," MX ("gone.example")) "," NAME ("mail.shop.example",
                                                                      A ("192.0.2.1")),
    NULL, NULL, "mx.nxdomain", HATO_LEVEL_CAUTION },
  { "the panel appended the domain", NAME ("shop.example", MX ("aspmx.l.google.com.shop.example")),
    NULL, NULL, "mx.doubled", HATO_LEVEL_PROBLEM },
  { "RFC 2181 §10.3: an alias",
    NAME ("shop.example",
          MX ("mail.shop.example")) ",\"mail.shop.example\": {\"records\": [{\"type\": \"CNAME\", "
                                    "\"target\": \"sv1.host.example\"}]}," NAME ("sv1.host.example",
                                                                                 A ("192.0.2.1")),
    NULL, NULL, "mx.cname", HATO_LEVEL_CAUTION },
  { "a private address", MAIL ("192.168.1.10"), NULL, NULL, "mx.private_ip", HATO_LEVEL_PROBLEM },
  { "100.64.0.0/10 is shared (RFC 6598)", MAIL ("100.127.255.255"), NULL, NULL, "mx.private_ip",
    HATO_LEVEL_PROBLEM },
  { "100.128.0.0 is not", MAIL ("100.128.0.0"), NULL, NULL, "mx.ok", HATO_LEVEL_OK },
  { "MX at the bare domain", NAME ("shop.example", MX ("shop.example") "," A ("192.0.2.1")), NULL,
    NULL, "mx.bare_domain", HATO_LEVEL_ADVICE },
  { "an MX time-out is no fault", "\"shop.example\": {\"records\": [], \"timeout\": [\"MX\"]}",
    NULL, NULL, "mx.unchecked", HATO_LEVEL_UNCHECKED },
  { "an address time-out is no fault",
    NAME ("shop.example", MX ("mail.shop.example")) ",\"mail.shop.example\": {\"timeout\": true}",
    NULL, NULL, "mx.unchecked", HATO_LEVEL_UNCHECKED },

  { "no sending address known", NAME ("shop.example", A ("192.0.2.1")), NULL, NULL, "ptr.unchecked",
    HATO_LEVEL_UNCHECKED },
  { "reverse name that leads back",
    REVERSE ("mail.shop.example") "," NAME ("mail.shop.example", A ("192.0.2.1")), "192.0.2.1",
    NULL, "ptr.ok", HATO_LEVEL_OK },
  { "no reverse name", NAME ("shop.example", A ("192.0.2.1")), "192.0.2.1", NULL, "ptr.missing",
    HATO_LEVEL_PROBLEM },
  { "reverse name that leads elsewhere",
    REVERSE ("mail.shop.example") "," NAME ("mail.shop.example", A ("192.0.2.9")), "192.0.2.1",
    NULL, "ptr.not_forward_confirmed", HATO_LEVEL_PROBLEM },
  { "the line's own name",
    REVERSE ("p192-0-2-1.isp.example") "," NAME ("p192-0-2-1.isp.example", A ("192.0.2.1")),
    "192.0.2.1", NULL, "ptr.generic", HATO_LEVEL_CAUTION },
  { "IPv6",
    NAME (
        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
        "{\"type\": \"PTR\", \"target\": \"mail.shop.example\"}") "," NAME ("mail.shop.example",
                                                                            "{\"type\": \"AAAA\", "
                                                                            "\"address\": "
                                                                            "\"2001:db8::1\"}"),
    "2001:db8::1", NULL, "ptr.ok", HATO_LEVEL_OK },
  { "a reverse time-out is no fault", "\"1.2.0.192.in-addr.arpa\": {\"timeout\": true}",
    "192.0.2.1", NULL, "ptr.unchecked", HATO_LEVEL_UNCHECKED },

  { "complaints 3.1: some key exists below _domainkey, unknown name",
    NAME ("shop.example", A ("192.0.2.1")) "," NAME ("rs20240724._domainkey.shop.example",
                                                     TXT (KEY_1024)),
    NULL, NULL, "dkim.unchecked", HATO_LEVEL_UNCHECKED },
  { "RFC 8020 §2: nothing below _domainkey", NAME ("shop.example", A ("192.0.2.1")), NULL, NULL,
    "dkim.missing", HATO_LEVEL_CAUTION },
  { "a key under a common name", NAME ("default._domainkey.shop.example", TXT (KEY_1024)), NULL,
    NULL, "dkim.ok", HATO_LEVEL_OK },
  { "a key time-out is no fault",
    NAME ("shop.example", A ("192.0.2.1")) ",\"_domainkey.shop.example\": {\"timeout\": true}",
    NULL, NULL, "dkim.unchecked", HATO_LEVEL_UNCHECKED },
  { "a given selector that is not there", NAME ("shop.example", A ("192.0.2.1")), NULL, "mine",
    "dkim.missing", HATO_LEVEL_CAUTION },
  { "a given selector, SERVFAIL",
    NAME ("shop.example",
          A ("192.0.2.1")) ",\"mine._domainkey.shop.example\": {\"rcode\": \"SERVFAIL\"}",
    NULL, "mine", "dkim.unchecked", HATO_LEVEL_UNCHECKED },
  { "a revoked key that mail uses", NAME ("mine._domainkey.shop.example", TXT ("v=DKIM1; p=")),
    NULL, "mine", "dkim.revoked", HATO_LEVEL_PROBLEM },
  { "a left-over revoked key", NAME ("default._domainkey.shop.example", TXT ("v=DKIM1; p=")), NULL,
    NULL, "dkim.revoked", HATO_LEVEL_ADVICE },
  { "revoked keys of a domain that sends no mail",
    NAME ("shop.example",
          MX ("") "," TXT ("v=spf1 -all")) "," NAME ("default._domainkey.shop.example",
                                                     TXT ("v=DKIM1; p=")),
    NULL, NULL, "dkim.revoked", HATO_LEVEL_OK },
  { "no underscore", NAME ("mine.domainkey.shop.example", TXT (KEY_1024)), NULL, "mine",
    "dkim.wrong_name_no_underscore", HATO_LEVEL_PROBLEM },
  { "alias to nowhere",
    "\"mine._domainkey.shop.example\": {\"records\": [{\"type\": \"CNAME\", \"target\": "
    "\"gone.example\"}]}",
    NULL, "mine", "dkim.cname_broken", HATO_LEVEL_PROBLEM },

  { "no such domain", NAME ("other.example", A ("192.0.2.1")), NULL, NULL, "dns.nxdomain",
    HATO_LEVEL_PROBLEM },
  { "SERVFAIL is no fault", "\"shop.example\": {\"rcode\": \"SERVFAIL\"}", NULL, NULL,
    "dns.servfail", HATO_LEVEL_UNCHECKED },
  { "a time-out is no fault", "\"shop.example\": {\"timeout\": true}", NULL, NULL, "dns.unchecked",
    HATO_LEVEL_UNCHECKED },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *zone = g_strconcat ("{", rows[i].zone, "}", NULL);
      g_autoptr (HatoCheckup) checkup = check_zone (zone, rows[i].ip, rows[i].selector);
      const HatoFinding *finding = find (checkup, rows[i].code);

      g_test_message ("%s", rows[i].description);
      g_assert (finding != NULL);
      g_assert_cmpint (finding->level, ==, rows[i].level);
    }
}

#define L60 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define L53 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* Of 239 characters: _domainkey fits before it, and a selector of one character before that (RFC 1035 §2.3.4). */
#define LONG L60 "." L60 "." L60 "." L53 ".jp"

static const struct
{
  const char *description;
  const char *domain;
  const char *zone;
  const char *selector;
  const char *code;
  const char *reason; /* (nullable) */
} unaskable_rows[] = {
  { "no common selector fits, nothing below _domainkey", LONG, NAME (LONG, A ("192.0.2.1")), NULL,
    "dkim.missing", NULL },
  { "no common selector fits, a key under a name that does", LONG,
    NAME (LONG, A ("192.0.2.1")) "," NAME ("x._domainkey." LONG, TXT (KEY_1024)), NULL,
    "dkim.unchecked", "selector_unknown" },
  { "a given one that fits", LONG,
    NAME (LONG, A ("192.0.2.1")) "," NAME ("x._domainkey." LONG, TXT (KEY_1024)), "x", "dkim.ok",
    NULL },
  { "a given one, one character too long", LONG,
    NAME (LONG, A ("192.0.2.1")) "," NAME ("x._domainkey." LONG, TXT (KEY_1024)), "xyz",
    "dkim.unchecked", "selector_unknown" },
  { "a given one that is too long, nothing below _domainkey", LONG, NAME (LONG, A ("192.0.2.1")),
    "xyz", "dkim.missing", NULL },
  { "a given one that is too long, and a time-out", LONG,
    NAME (LONG, A ("192.0.2.1")) ",\"_domainkey." LONG "\": {\"timeout\": true}", "xyz",
    "dkim.unchecked", "timeout" },
  { "an empty one", "shop.example", NAME ("rs1._domainkey.shop.example", TXT (KEY_1024)), "",
    "dkim.unchecked", "selector_unknown" },
  { "an empty label", "shop.example", NAME ("rs1._domainkey.shop.example", TXT (KEY_1024)), "a..b",
    "dkim.unchecked", "selector_unknown" },
  { "a label of 64 characters", "shop.example",
    NAME ("rs1._domainkey.shop.example", TXT (KEY_1024)), L60 "aaaa", "dkim.unchecked",
    "selector_unknown" },
  { "a label of 63 characters", "shop.example",
    NAME (L60 "aaa._domainkey.shop.example", TXT (KEY_1024)), L60 "aaa", "dkim.ok", NULL },
  { "an empty one beside a key that is found", "shop.example",
    NAME ("default._domainkey.shop.example", TXT (KEY_1024)), "", "dkim.ok", NULL },
};

/* A selector that cannot be put on the wire before its domain is never waited for, and no fault. */
static void
test_unaskable_selectors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unaskable_rows); i++)
    {
      g_autofree char *zone = g_strconcat ("{", unaskable_rows[i].zone, "}", NULL);
      g_autoptr (HatoSubject) subject =
          hato_subject_new (unaskable_rows[i].domain, unaskable_rows[i].domain);
      g_autoptr (HatoResolver) resolver = resolver_from (zone);
      g_autoptr (HatoCheckup) checkup = NULL;
      const HatoFinding *finding;

      g_test_message ("%s", unaskable_rows[i].description);
      if (unaskable_rows[i].selector != NULL)
        {
          const char *const selectors[] = { unaskable_rows[i].selector, NULL };

          g_strfreev (subject->selectors);
          subject->selectors = g_strdupv ((char **) selectors);
        }
      checkup = check_with (resolver, subject);
      finding = find (checkup, unaskable_rows[i].code);
      g_assert (finding != NULL);
      g_assert_cmpuint (finding->evidence->len, >, 0);
      g_assert_cmpstr (hato_finding_get_argument (finding, "reason"), ==, unaskable_rows[i].reason);
    }
}

/* Time-outs, SERVFAIL and no network never make a problem, whatever fails. */
static void
test_failures_are_never_problems (void)
{
  static const char *const zones[] = {
    "{\"shop.example\": {\"timeout\": true}, \"*.shop.example\": {\"timeout\": true}}",
    "{\"shop.example\": {\"rcode\": \"SERVFAIL\"}, \"*.shop.example\": {\"rcode\": \"SERVFAIL\"}}",
    "{\"shop.example\": {\"rcode\": \"REFUSED\"}, \"*.shop.example\": {\"rcode\": \"REFUSED\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (HatoCheckup) checkup = check_zone (zones[i], NULL, "mine");
      g_autoptr (HatoCase) joined = hato_case_join (checkup, NULL, NULL);

      for (guint j = 0; j < checkup->findings->len; j++)
        g_assert_cmpint (((const HatoFinding *) g_ptr_array_index (checkup->findings, j))->level,
                         >=, HATO_LEVEL_ADVICE);
      g_assert_cmpint (joined->level, ==, HATO_LEVEL_UNCHECKED);
      g_assert_null (joined->cause);
    }
}

/* A thousand broken texts at one name, or includes that all time out, are told in a few findings. */
static void
test_bounded (void)
{
  g_autoptr (GString) zone = g_string_new ("{\"_dmarc.shop.example\": {\"records\": [");
  g_autoptr (HatoCheckup) checkup = NULL;

  for (guint i = 0; i < 990; i++)
    g_string_append_printf (zone, "%s{\"type\": \"TXT\", \"strings\": [\"v=DMRC1; p=none; x=%u\"]}",
                            i > 0 ? "," : "", i);
  g_string_append (
      zone, "]}, \"shop.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1");
  for (guint i = 0; i < 30; i++)
    g_string_append_printf (zone, " include:n%u.slow.example", i);
  g_string_append (zone, "\"]}]}, \"*.slow.example\": {\"timeout\": true}}");
  checkup = check_zone (zone->str, NULL, NULL);
  for (guint i = 0; i < checkup->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (checkup->items, i);

      g_assert_cmpuint (item->findings->len, <=, 24);
      g_assert_cmpuint (count_of_level (item->findings, HATO_LEVEL_UNCHECKED), <=, 2);
    }
  g_assert_nonnull (find (checkup, "dmarc.version_typo"));
}

/* A resolver that finds an address for a name that nobody has makes its negatives up: one explanation, nothing red. */
static void
test_lying_resolver (void)
{
  g_autoptr (HatoCheckup) checkup =
      check_zone ("{\"*.com\": {\"records\": [" A (
                      "203.0.113.9") "]}, \"*.invalid\": {\"records\": [" A ("203.0.113.9") "]}}",
                  "192.0.2.1", NULL);
  const HatoFinding *lies = find (checkup, "dns.resolver_lies");

  g_assert (lies != NULL);
  g_assert_cmpint (lies->level, ==, HATO_LEVEL_UNCHECKED);
  for (guint i = 0; i < checkup->findings->len; i++)
    g_assert_cmpint (((const HatoFinding *) g_ptr_array_index (checkup->findings, i))->level, >=,
                     HATO_LEVEL_UNCHECKED);
}

/* One root, one red: a domain that does not exist is not also accused of having no SPF. */
static void
test_nxdomain_is_the_one_problem (void)
{
  g_autoptr (HatoCheckup) checkup = check_zone ("{}", NULL, NULL);

  g_assert_cmpuint (count_of_level (checkup->findings, HATO_LEVEL_PROBLEM), ==, 1);
}

/* Every finding rests on evidence of the checkup, and every row has findings. */
static void
test_evidence (void)
{
  g_autoptr (HatoCheckup) checkup = check_zone (
      "{" NAME ("shop.example", A ("192.0.2.1") "," MX ("shop.example")) "}", "192.0.2.1", "mine");
  gsize n_items;
  const char *const *items = hato_dns_check_get_items (&n_items);

  g_assert_cmpuint (checkup->items->len, ==, n_items);
  for (guint i = 0; i < checkup->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (checkup->items, i);

      g_assert_cmpstr (item->id, ==, items[i]);
      g_assert_cmpuint (item->findings->len, >, 0);
      for (guint j = 0; j < item->findings->len; j++)
        {
          const HatoFinding *finding = g_ptr_array_index (item->findings, j);

          g_test_message ("%s", finding->code);
          g_assert_cmpuint (finding->evidence->len, >, 0);
          for (guint k = 0; k < finding->evidence->len; k++)
            g_assert_cmpuint (
                hato_checkup_get_evidence_id (checkup, g_ptr_array_index (finding->evidence, k)), >,
                0);
        }
    }
}

/* The JSON without the figures that tell how long it took. */
static char *
json_of (const HatoCheckup *checkup)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autoptr (HatoCheckup) timeless = hato_checkup_new (
      checkup->subject, checkup->items, checkup->evidence, checkup->started, 0,
      &(HatoStatistics){ checkup->statistics.questions, checkup->statistics.waves, 0 });
  g_autoptr (HatoCase) joined = hato_case_join (timeless, NULL, NULL);

  return hato_json_case (joined, NULL, english);
}

/* The same answers give the same bytes, whatever order they come in. */
static void
test_any_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) sample = hato_sample_new_zone (&error);
  g_autoptr (HatoZone) bomb = NULL;
  g_autoptr (GString) json = g_string_new (
      "{" NAME ("shop.example",
                TXT ("v=spf1 include:i0.example include:i1.example include:i2.example ~all")));

  g_assert_no_error (error);
  for (guint i = 0; i < 120; i++)
    g_string_append_printf (
        json,
        ",\"i%u.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 "
        "include:i%u.example include:i%u.example include:i%u.example -all\"]}]}",
        i, 3 * i + 3, 3 * i + 4, 3 * i + 5);
  g_string_append_c (json, '}');
  bomb = zone_from (json->str);

  for (guint z = 0; z < 2; z++)
    {
      g_autofree char *first = NULL;

      for (guint32 seed = 0; seed < 12; seed++)
        {
          g_autoptr (HatoSubject) subject = z == 0
                                                ? hato_sample_new_subject ()
                                                : hato_subject_new ("shop.example", "shop.example");
          g_autoptr (HatoResolver) resolver =
              fake_resolver_shuffled_new (z == 0 ? sample : bomb, seed, NULL);
          g_autoptr (HatoCheckup) checkup = check_with (resolver, subject);
          g_autofree char *text = json_of (checkup);

          if (first == NULL)
            first = g_steal_pointer (&text);
          else
            g_assert_cmpstr (text, ==, first);
        }
    }
}

/* The sample shop: one red, and the texts of every finding in both languages. */
static void
test_sample (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoSubject) subject = hato_sample_new_subject ();
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoCheckup) checkup = NULL;
  g_autoptr (HatoCase) joined = NULL;

  settings->zone = hato_sample_new_zone (&error);
  g_assert_no_error (error);
  resolver = hato_resolver_zone_new (settings);
  checkup = check_with (resolver, subject);
  joined = hato_case_join (checkup, NULL, NULL);
  g_assert_cmpstr (joined->cause, ==, "spf.missing");
  g_assert_cmpuint (count_of_level (checkup->findings, HATO_LEVEL_PROBLEM), ==, 1);
  g_assert_nonnull (find (checkup, "dkim.too_short"));
  g_assert_nonnull (find (checkup, "dmarc.missing"));
  g_assert_nonnull (find (checkup, "mx.bare_domain"));
}

static gboolean
is_cited (const HatoCheckup *checkup, const HatoEvidence *evidence)
{
  for (guint i = 0; i < checkup->findings->len; i++)
    if (g_ptr_array_find (((HatoFinding *) g_ptr_array_index (checkup->findings, i))->evidence,
                          evidence, NULL))
      return TRUE;

  return FALSE;
}

/* How many uncited answers there are to the question of @evidence. */
static guint
count_answers (const HatoCheckup *checkup, const HatoEvidence *evidence)
{
  guint n = 0;

  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *other = g_ptr_array_index (checkup->evidence, i);

      if (!is_cited (checkup, other) && hato_question_equal (other->question, evidence->question))
        n++;
    }
  return n;
}

/* One item again, with what a person added: the rest of the checkup stays, evidence and all. */
static void
test_one_item (void)
{
  const char *zone =
      "{" NAME ("shop.example", TXT ("v=spf1 ip4:192.0.2.1 -all") "," A ("192.0.2.1")) "," NAME (
          "own._domainkey.shop.example", TXT (KEY_1024)) "}";
  g_autoptr (HatoResolver) resolver = resolver_from (zone);
  g_autoptr (HatoCheckup) whole = check_zone (zone, NULL, NULL);
  g_autoptr (HatoSubject) subject = hato_subject_new ("shop.example", "shop.example");
  g_autoptr (HatoDnsInput) input = NULL;
  g_autoptr (HatoCheckup) part = NULL;
  g_autoptr (HatoCheckup) renewed = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_items;

  hato_subject_add_selector (subject, "own");
  hato_subject_add_selector (subject, "own");
  hato_subject_add_selector (subject, "mistyped");
  hato_subject_add_sending_ip (subject, "192.0.2.9");
  hato_subject_forget (subject, "mistyped");
  hato_subject_forget (subject, "192.0.2.9");
  g_assert_cmpuint (g_strv_length (subject->selectors), ==, 1);
  g_assert_cmpuint (g_strv_length (subject->sending_ips), ==, 0);
  input = hato_dns_input_new (subject, resolver, NULL, NULL, NOW + 1, 20 * G_USEC_PER_SEC);
  input->only = g_strdup ("dkim");
  part = hato_dns_check_run (NULL, input, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (part->items->len, ==, 1);
  g_assert_null (find (part, "spf.ok"));

  renewed = hato_checkup_new_renewed (whole, part);
  hato_dns_check_get_items (&n_items);
  g_assert_cmpuint (renewed->items->len, ==, n_items);
  g_assert_nonnull (find (renewed, "spf.ok"));
  g_assert_nonnull (find (whole, "dkim.unchecked"));
  g_assert_null (find (renewed, "dkim.unchecked"));
  g_assert_cmpstr (renewed->subject->selectors[0], ==, "own");
  g_assert_cmpint (renewed->started, ==, NOW + 1);
  /* An old answer that was asked for anew stays only where a finding rests on it. */
  for (guint i = 0; i < renewed->evidence->len; i++)
    if (!is_cited (renewed, g_ptr_array_index (renewed->evidence, i)))
      g_assert_cmpuint (count_answers (renewed, g_ptr_array_index (renewed->evidence, i)), ==, 1);
  for (guint i = 0; i < renewed->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (renewed->findings, i);

      for (guint j = 0; j < finding->evidence->len; j++)
        g_assert_cmpuint (
            hato_checkup_get_evidence_id (renewed, g_ptr_array_index (finding->evidence, j)), >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dns-check/rows", test_rows);
  g_test_add_func ("/dns-check/unaskable-selectors", test_unaskable_selectors);
  g_test_add_func ("/dns-check/failures-are-never-problems", test_failures_are_never_problems);
  g_test_add_func ("/dns-check/bounded", test_bounded);
  g_test_add_func ("/dns-check/lying-resolver", test_lying_resolver);
  g_test_add_func ("/dns-check/nxdomain-is-the-one-problem", test_nxdomain_is_the_one_problem);
  g_test_add_func ("/dns-check/evidence", test_evidence);
  g_test_add_func ("/dns-check/any-order", test_any_order);
  g_test_add_func ("/dns-check/one-item", test_one_item);
  g_test_add_func ("/dns-check/sample", test_sample);
  return g_test_run ();
}
