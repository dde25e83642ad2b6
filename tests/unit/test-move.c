/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before a move (product F19): what the new name servers do not have, or have otherwise. */
#include "config.h"

#include "dns/move.h"

#include "fakes/zone-answers.h"

#define ROUNDS_MAX        20u
#define NEW               "203.0.113.53"
#define OTHER             "198.51.100.53"
#define TXT(text)         "{\"type\": \"TXT\", \"strings\": [\"" text "\"]}"
#define MX(host)          "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"" host "\"}"
#define A(address)        "{\"type\": \"A\", \"address\": \"" address "\"}"
#define ABSENT(type)      "{\"type\": \"" type "\", \"absent\": true}"
#define AT(address, node) "\"" address "\": {" node "}"
#define NAME(name, records, servers)                                                               \
  "\"" name "\": {\"records\": [" records "], \"servers\": {" servers "}}"
#define HOST "\"new.host.test\": {\"records\": [" A (NEW) "]}"
#define SPF  TXT ("v=spf1 mx include:_spf.d.test -all")
#define APEX MX ("mail.d.test") "," SPF "," TXT ("proof=1")

static const struct
{
  const char *description;
  const char *zone;
  const char *servers;
  const char *findings; /* "code[name type]servers" */
} rows[] = {
  { "everything is there", NAME ("d.test", APEX, ""), "new.host.test",
    "dns.move_ok[]new.host.test" },
  { "an address may be given", NAME ("d.test", APEX, ""), NEW, "dns.move_ok[]" NEW },
  { "the MX is lost", NAME ("d.test", APEX, AT (NEW, "\"records\": [" ABSENT ("MX") "]")),
    "new.host.test", "dns.move_loses[d.test MX]new.host.test" },
  { "the MX is another", NAME ("d.test", APEX, AT (NEW, "\"records\": [" MX ("mx.new.test") "]")),
    "new.host.test", "dns.move_changes[d.test MX]new.host.test" },
  { "SPF is lost among other texts",
    NAME ("d.test", APEX, AT (NEW, "\"records\": [" TXT ("proof=1") "]")), "new.host.test",
    "dns.move_loses[d.test TXT]new.host.test" },
  { "SPF is another",
    NAME ("d.test", APEX, AT (NEW, "\"records\": [" TXT ("v=spf1 -all") "," TXT ("proof=1") "]")),
    "new.host.test", "dns.move_changes[d.test TXT]new.host.test" },
  { "a proof of ownership is lost: no mail is",
    NAME ("d.test", APEX, AT (NEW, "\"records\": [" SPF "]")), "new.host.test",
    "dns.move_changes[d.test TXT]new.host.test" },
  { "the address of the mail host is lost",
    NAME ("d.test", APEX, "") "," NAME ("mail.d.test",
                                        A ("192.0.2.1"),
                                        AT (NEW, "\"records\": [" ABSENT ("A") "]")),
    "new.host.test", "dns.move_loses[mail.d.test A]new.host.test" },
  { "the address of somebody else's mail host is not ours to move",
    NAME ("d.test", MX ("mx.other.test"), "") "," NAME ("mx.other.test",
                                                        A ("192.0.2.1"),
                                                        AT (NEW, "\"rcode\": \"NXDOMAIN\"")),
    "new.host.test", "dns.move_ok[]new.host.test" },
  { "without MX the address of the domain counts (RFC 5321 §5.1)",
    NAME ("d.test", A ("192.0.2.1"), AT (NEW, "\"records\": [" A ("192.0.2.9") "]")),
    "new.host.test", "dns.move_changes[d.test A]new.host.test" },
  { "a list that SPF includes",
    NAME ("d.test", APEX, "") "," NAME ("_spf.d.test",
                                        TXT ("v=spf1 ip4:192.0.2.1 -all"),
                                        AT (NEW, "\"rcode\": \"NXDOMAIN\"")),
    "new.host.test", "dns.move_loses[_spf.d.test TXT]new.host.test" },
  { "DMARC, a selector that is tried, TLS-RPT, BIMI, MTA-STS and its host",
    NAME ("d.test", APEX, "") "," NAME ("_dmarc.d.test", TXT ("v=DMARC1; p=none"), AT (NEW, "\"rcode\": \"NXDOMAIN\"")) "," NAME (
        "default._domainkey.d.test",
        TXT ("v=DKIM1; p=AAAA"),
        AT (NEW,
            "\"rcode\": \"NXDOMAIN\"")) "," NAME ("_smtp._tls.d.test",
                                                  TXT ("v=TLSRPTv1"),
                                                  AT (NEW,
                                                      "\"rcode\": \"NXDOMAIN\"")) "," NAME ("defaul"
                                                                                            "t._"
                                                                                            "bimi."
                                                                                            "d."
                                                                                            "test",
                                                                                            TXT (
                                                                                                "v="
                                                                                                "BI"
                                                                                                "MI"
                                                                                                "1"),
                                                                                            AT (NEW,
                                                                                                "\""
                                                                                                "rc"
                                                                                                "od"
                                                                                                "e"
                                                                                                "\""
                                                                                                ": "
                                                                                                "\""
                                                                                                "NX"
                                                                                                "DO"
                                                                                                "MA"
                                                                                                "IN"
                                                                                                "\"")) "," NAME ("_mta-sts.d.test",
                                                                                                                 TXT (
                                                                                                                     "v=STSv1; id=1"),
                                                                                                                 AT (NEW,
                                                                                                                     "\"rcode\": \"NXDOMAIN\"")) "," NAME ("mta-sts.d.test",
                                                                                                                                                           A ("192.0.2.3"),
                                                                                                                                                           AT (NEW,
                                                                                                                                                               "\"rcode\": \"NXDOMAIN\"")),
    "new.host.test",
    "dns.move_loses[_dmarc.d.test TXT]new.host.test; "
    "dns.move_loses[default._domainkey.d.test TXT]new.host.test; "
    "dns.move_loses[_mta-sts.d.test TXT]new.host.test; "
    "dns.move_loses[mta-sts.d.test A]new.host.test; "
    "dns.move_loses[_smtp._tls.d.test TXT]new.host.test; "
    "dns.move_loses[default._bimi.d.test TXT]new.host.test" },
  { "an alias of a sending service is a record too",
    NAME ("d.test",
          APEX,
          "") ", \"default._domainkey.d.test\": {\"records\": [{\"type\": \"CNAME\", "
              "\"target\": \"k.service.test\"}], \"servers\": {" AT (
                  NEW,
                  "\"rcode\": \"NXDOMAIN\"") "}}, "
                                             "\"k.service.test\": {\"records\": [" TXT (
                                                 "v=DKIM1; p=AAAA") "]}",
    "new.host.test", "dns.move_loses[default._domainkey.d.test TXT]new.host.test" },
  { "a wildcard of keys is one record",
    NAME ("d.test", APEX, "") "," NAME ("*._domainkey.d.test", TXT ("v=DKIM1; p="), ""),
    "new.host.test", "dns.move_ok[]new.host.test" },
  { "a new server that does not know the domain yet",
    NAME ("d.test", APEX, AT (NEW, "\"rcode\": \"REFUSED\"")), "new.host.test",
    "dns.move_unready[]new.host.test" },
  { "a new server that is silent is not compared",
    NAME ("d.test", APEX, AT (NEW, "\"timeout\": true")), "new.host.test",
    "dns.servers_unchecked[]new.host.test" },
  { "a new server that does not exist", NAME ("d.test", APEX, ""), "gone.host.test",
    "dns.servers_unchecked[]gone.host.test" },
  { "two new servers, of which one has it",
    NAME ("d.test", APEX, AT (OTHER, "\"records\": [" ABSENT ("MX") "]")), "new.host.test " OTHER,
    "dns.move_loses[d.test MX]" OTHER },
  { "lost at one, changed at the other",
    NAME ("d.test",
          APEX,
          AT (OTHER,
              "\"records\": [" ABSENT ("MX") "]") "," AT (NEW, "\"records\": [" MX ("x.test") "]")),
    "new.host.test " OTHER,
    "dns.move_loses[d.test MX]" OTHER "; dns.move_changes[d.test MX]new.host.test" },
  { "nothing is there now, so nothing is lost", NAME ("d.test", "", ""), "new.host.test", "" },
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

      g_string_append_printf (text, "%s%s[%s%s%s]%s", i > 0 ? "; " : "", finding->code,
                              name != NULL ? name : "", type != NULL ? " " : "",
                              type != NULL ? type : "",
                              hato_finding_get_argument (finding, "servers"));
    }
  return g_string_free (text, FALSE);
}

static GPtrArray *
judge (const char *json, const char *again, const char *servers)
{
  g_autofree char *zone = g_strconcat ("{" HOST ",", json, "}", NULL);
  g_autofree char *other = again != NULL ? g_strconcat ("{" HOST ",", again, "}", NULL) : NULL;
  g_auto (GStrv) names = g_strsplit (servers, " ", -1);
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (HatoSelectorList) selectors = hato_selector_list_new (NULL);
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_auto (FakeZoneAnswers) fake = { 0 };

  fake_zone_answers_init (&fake, zone, other);
  for (guint round = 0;
       !hato_move_judge (subject, (const char *const *) names, selectors, FALSE, answers, findings);
       round++)
    {
      g_assert_cmpuint (round, <, ROUNDS_MAX);
      g_assert_cmpuint (findings->len, ==, 0);
      g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
    }
  return findings;
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) findings = judge (rows[i].zone, NULL, rows[i].servers);
      g_autofree char *text = describe (findings);

      g_test_message ("%s", rows[i].description);
      g_assert_cmpstr (text, ==, rows[i].findings);
    }
}

/* That a record would be lost is a problem, so the server is asked twice; what it should read goes with it. */
static void
test_asked_twice (void)
{
  static const char gone[] = NAME ("d.test", APEX, AT (NEW, "\"records\": [" ABSENT ("MX") "]"));
  static const char there[] = NAME ("d.test", APEX, "");
  g_autoptr (GPtrArray) lost = judge (gone, gone, NEW);
  g_autoptr (GPtrArray) unsure = judge (gone, there, NEW);
  const HatoFinding *finding = g_ptr_array_index (lost, 0);

  g_assert_cmpstr (finding->code, ==, "dns.move_loses");
  g_assert_cmpint (finding->level, ==, HATO_LEVEL_PROBLEM);
  g_assert_cmpstr (finding->record->new_text, ==, "10 mail.d.test.");
  g_assert_null (finding->record->old_text);
  for (guint i = 0; i < unsure->len; i++)
    g_assert_cmpint (((const HatoFinding *) g_ptr_array_index (unsure, i))->level, !=,
                     HATO_LEVEL_PROBLEM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/move/rows", test_rows);
  g_test_add_func ("/move/asked-twice", test_asked_twice);
  return g_test_run ();
}
