/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each authoritative server asked directly: lame, silent, behind, in agreement; copies that run out. */
#include "config.h"

#include "dns/name-servers.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 12u
#define ONE        "203.0.113.53"  /* ns1 */
#define TWO        "198.51.100.53" /* ns2 */
#define NS                                                                                         \
  "{\"type\": \"NS\", \"target\": \"ns1.host.test\"}, {\"type\": \"NS\", \"target\": "             \
  "\"ns2.host.test\"}"
#define SOA(serial)                                                                                \
  "{\"type\": \"SOA\", \"data\": \"ns1.host.test. hostmaster.d.test. " serial                      \
  " 3600 600 86400 900\"}"
#define TXT(text) "{\"type\": \"TXT\", \"strings\": [\"" text "\"], \"ttl\": 600}"
#define MX        "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"mail.d.test\"}"
#define RECORDS   "\"records\": [" NS "," SOA ("7") "," TXT ("v=spf1 mx -all") "," MX "]"
#define HOSTS                                                                                      \
  "\"ns1.host.test\": {\"records\": [{\"type\": \"A\", \"address\": \"" ONE "\"}]},"               \
  "\"ns2.host.test\": {\"records\": [{\"type\": \"A\", \"address\": \"" TWO "\"}]}"
#define AT(address, node) "\"" address "\": {" node "}"
#define DOMAIN(servers)   "{" HOSTS ", \"d.test\": {" RECORDS ", \"servers\": {" servers "}}}"

/* "code[name type]servers", in order; … */
static const struct
{
  const char *description;
  const char *zone;
  const char *findings;
} rows[] = {
  { "all say the same", DOMAIN (""), "dns.servers_agree[]ns1.host.test (7), ns2.host.test (7)" },
  { "another serial, the same records", DOMAIN (AT (TWO, "\"records\": [" SOA ("8") "]")),
    "dns.serials_differ[]ns1.host.test (7), ns2.host.test (8)" },
  { "a lagging secondary: the newer copy is the reference",
    DOMAIN (AT (TWO, "\"records\": [" SOA ("6") "," TXT ("v=spf1 -all") "]")),
    "dns.servers_disagree[d.test TXT]ns2.host.test" },
  { "the first in order lags",
    DOMAIN (AT (ONE, "\"records\": [" SOA ("6") "," TXT ("v=spf1 -all") "]")),
    "dns.servers_disagree[d.test TXT]ns1.host.test" },
  { "RFC 1982 §3.2: 4294967295 is older than 7",
    DOMAIN (AT (ONE, "\"records\": [" SOA ("4294967295") "," TXT ("v=spf1 -all") "]")),
    "dns.servers_disagree[d.test TXT]ns1.host.test" },
  { "one has no such record",
    DOMAIN (AT (TWO, "\"records\": [" SOA ("6") ", {\"type\": \"MX\", \"absent\": true}]")),
    "dns.servers_disagree[d.test MX]ns2.host.test" },
  { "an alias at one of them (RD=0: nobody follows it)",
    "{" HOSTS ", \"d.test\": {" RECORDS "}, \"_dmarc.d.test\": {\"records\": [" TXT (
        "v=DMARC1; p=none") "], \"servers\": {" AT (TWO,
                                                    "\"records\": [{\"type\": \"CNAME\", "
                                                    "\"target\": \"x.host.test\"}]") "}}}",
    "dns.servers_disagree[_dmarc.d.test TXT]ns2.host.test" },
  { "the same alias at all, whether its end is told or not",
    "{" HOSTS ", \"d.test\": {" RECORDS
    "}, \"_dmarc.d.test\": {\"records\": [{\"type\": \"CNAME\", "
    "\"target\": \"x.test\"}], \"servers\": {" AT (
        TWO,
        "\"records\": [{\"type\": \"CNAME\", \"target\": \"x.test\"}]") "}}, \"x.test\": "
                                                                        "{\"records\": [" TXT (
                                                                            "v=DMARC1; p=none") "]}"
                                                                                                "}",
    "dns.servers_agree[]ns1.host.test (7), ns2.host.test (7)" },

  { "lame: refused", DOMAIN (AT (TWO, "\"rcode\": \"REFUSED\"")),
    "dns.lame[ns2.host.test]; dns.servers_agree[]ns1.host.test (7)" },
  { "lame: SERVFAIL", DOMAIN (AT (ONE, "\"rcode\": \"SERVFAIL\"")),
    "dns.lame[ns1.host.test]; dns.servers_agree[]ns2.host.test (7)" },
  { "lame: an answer without authority", DOMAIN (AT (TWO, "\"aa\": false")),
    "dns.lame[ns2.host.test]; dns.servers_agree[]ns1.host.test (7)" },
  { "all refuse",
    DOMAIN (AT (ONE, "\"rcode\": \"REFUSED\"") "," AT (TWO, "\"rcode\": \"REFUSED\"")),
    "dns.lame[ns1.host.test]; dns.lame[ns2.host.test]" },
  { "port 53 is answered by somebody else",
    DOMAIN (AT (ONE, "\"aa\": false") "," AT (TWO, "\"aa\": false")),
    "dns.servers_unchecked[]ns1.host.test, ns2.host.test" },
  { "a silent one is no fault of the domain", DOMAIN (AT (TWO, "\"timeout\": true")),
    "dns.servers_unchecked[]ns2.host.test; dns.servers_agree[]ns1.host.test (7)" },
  { "all silent", DOMAIN (AT (ONE, "\"timeout\": true") "," AT (TWO, "\"timeout\": true")),
    "dns.servers_unchecked[]ns1.host.test, ns2.host.test" },
  { "a name server without an address",
    "{\"ns1.host.test\": {\"records\": [{\"type\": \"A\", \"address\": \"" ONE
    "\"}]}, \"d.test\": {" RECORDS "}}",
    "dns.servers_unchecked[]ns2.host.test; dns.servers_agree[]ns1.host.test (7)" },
  { "a private address is not asked",
    "{\"ns1.host.test\": {\"records\": [{\"type\": \"A\", \"address\": \"" ONE
    "\"}]}, \"ns2.host.test\": {\"records\": [{\"type\": \"A\", \"address\": \"127.0.0.1\"}]}, "
    "\"d.test\": {" RECORDS "}}",
    "dns.servers_unchecked[]ns2.host.test; dns.servers_agree[]ns1.host.test (7)" },

  { "a name within a zone: the zone's servers",
    "{" HOSTS ", \"test\": {" RECORDS "}, \"d.test\": {\"records\": [" MX "]}}", "" },
  { "nobody knows the servers", "{\"d.test\": {\"timeout\": true}}", "" },
  { "no such domain", "{\"e.test\": {\"records\": []}}", "" },
};

static char *
describe (const GPtrArray *findings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);
      const char *name = hato_finding_get_argument (finding, "name");
      const char *type = hato_finding_get_argument (finding, "type");
      const char *servers = hato_finding_get_argument (finding, "servers");

      g_string_append_printf (text, "%s%s[%s%s%s]%s", i > 0 ? "; " : "", finding->code,
                              name != NULL ? name : "", type != NULL ? " " : "",
                              type != NULL ? type : "", servers != NULL ? servers : "");
      g_assert_cmpuint (finding->evidence->len, >, 0);
    }
  return g_string_free (text, FALSE);
}

static GPtrArray *
judge (const FakeZoneAnswers *fake, HatoAnswers *answers, const char *domain, GRand *lots)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (HatoSubject) subject = hato_subject_new (domain, domain);

  for (guint round = 0; !hato_name_servers_judge (subject, FALSE, answers, findings); round++)
    {
      g_assert_cmpuint (findings->len, ==, 0);
      if (lots != NULL)
        g_assert_cmpuint (fake_zone_answers_bring_one (fake, answers, lots), >, 0);
      else
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (fake_zone_answers_bring (fake, answers), >, 0);
        }
    }
  return findings;
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint32 seed = 0; seed < 5; seed++)
      {
        g_autoptr (HatoAnswers) answers = hato_answers_new ();
        g_autoptr (GRand) lots = seed > 0 ? g_rand_new_with_seed (seed) : NULL;
        g_auto (FakeZoneAnswers) fake = { 0 };
        g_autoptr (GPtrArray) findings = NULL;
        g_autofree char *text = NULL;

        fake_zone_answers_init (&fake, rows[i].zone, NULL);
        findings = judge (&fake, answers, "d.test", lots);
        text = describe (findings);
        g_test_message ("%s", rows[i].description);
        g_assert_cmpstr (text, ==, rows[i].findings);
        if (lots != NULL)
          g_clear_pointer (&lots, g_rand_free);
      }
}

/* What the resolver says, with the time that it has left, and what all name servers say. */
static void
test_cached_copy (void)
{
  static const struct
  {
    const char *description;
    const char *old_text; /* (nullable): the resolver has a negative answer */
    guint32 ttl;
    const char *servers;
    const char *until; /* (nullable) */
  } copies[] = {
    { "an old text", "v=spf1 -all", 600, "", "2026-11-24T05:30:00Z" },
    { "nothing, by RFC 2308 §5", NULL, 900, "", "2026-11-24T05:35:00Z" },
    { "the same", "v=spf1 mx -all", 600, "", NULL },
    { "no time left", "v=spf1 -all", 0, "", NULL },
    { "where the name servers disagree nobody knows what is new", "v=spf1 -all", 600,
      AT (TWO, "\"records\": [" TXT ("v=spf1 a -all") "]"), NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_autofree char *zone = g_strconcat ("{" HOSTS ", \"d.test\": {" RECORDS ", \"servers\": {",
                                           copies[i].servers, "}}}", NULL);
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", HATO_DNS_TXT);
      g_autoptr (HatoEvidence) copy = hato_evidence_new (question, "udp");
      g_auto (FakeZoneAnswers) fake = { 0 };
      g_autoptr (GPtrArray) findings = NULL;
      const HatoFinding *finding;

      copy->time = G_GINT64_CONSTANT (1795497600) * G_USEC_PER_SEC; /* 2026-11-24 05:20 UTC */
      if (copies[i].old_text != NULL)
        {
          HatoDnsRecord *record = hato_dns_record_new (HATO_DNS_TXT, copies[i].ttl);
          g_autoptr (GBytes) bytes =
              g_bytes_new_static (copies[i].old_text, strlen (copies[i].old_text));
          const GBytes *const strings[] = { bytes };

          hato_dns_record_set_strings (record, strings, 1);
          hato_dns_record_finish (record);
          hato_evidence_take_record (copy, record);
        }
      copy->ttl = copies[i].ttl;
      hato_answers_add (answers, copy);
      fake_zone_answers_init (&fake, zone, NULL);
      findings = judge (&fake, answers, "d.test", NULL);
      finding = g_ptr_array_index (findings, 0);
      g_test_message ("%s", copies[i].description);
      g_assert_cmpstr (hato_finding_get_argument (finding, "until"), ==, copies[i].until);
      if (copies[i].until != NULL)
        {
          g_assert_cmpstr (finding->code, ==, "dns.cached_copy");
          g_assert_cmpint (finding->level, ==, HATO_LEVEL_ADVICE);
        }
    }
}

/* A thousand name servers are not a thousand questions. */
static void
test_bound (void)
{
  g_autoptr (GString) zone = g_string_new ("{\"d.test\": {\"records\": [");
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_auto (FakeZoneAnswers) fake = { 0 };
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  guint n_asked = 0;

  for (guint i = 0; i < 900; i++)
    g_string_append_printf (zone, "%s{\"type\": \"NS\", \"target\": \"n%u.test\"}",
                            i > 0 ? "," : "", i);
  g_string_append (zone,
                   "]}, \"*.test\": {\"records\": [{\"type\": \"A\", \"address\": \"" ONE "\"}]}}");
  fake_zone_answers_init (&fake, zone->str, NULL);
  while (!hato_name_servers_judge (subject, FALSE, answers, findings))
    n_asked += fake_zone_answers_bring (&fake, answers);
  g_assert_cmpuint (n_asked, <=, 72); /* its share in dns-check */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name-servers/rows", test_rows);
  g_test_add_func ("/name-servers/cached-copy", test_cached_copy);
  g_test_add_func ("/name-servers/bound", test_bound);
  return g_test_run ();
}
