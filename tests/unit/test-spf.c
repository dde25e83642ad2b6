/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of item spf: which findings come of which answers. */
#include "config.h"

#include "dns/spf.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 16u
#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"
#define A(name, address)                                                                           \
  "\"" name "\": {\"records\": [{\"type\": \"A\", \"address\": \"" address "\"}]}"
#define AAAA(name)                                                                                 \
  "\"" name "\": {\"records\": [{\"type\": \"AAAA\", \"address\": \"2001:db8::1\"}]}"
#define PTR(name, target)                                                                          \
  "\"" name "\": {\"records\": [{\"type\": \"PTR\", \"target\": \"" target "\"}]}"
#define TIMEOUT(name)  "\"" name "\": {\"timeout\": true}"
#define SERVFAIL(name) "\"" name "\": {\"rcode\": \"SERVFAIL\"}"
#define EMPTY(name)    "\"" name "\": {\"records\": []}"

typedef struct
{
  const char *description;
  const char *zone; /* of d.test */
  const char *ips;  /* (nullable): sending addresses, with spaces between */
  const char *wanted;
} Row;

static const Row rows[] = {
  { "a right record", "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "}", NULL, "spf.ok=ok" },
  { "a right record for its sender", "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "}",
    "192.0.2.1", "spf.ok=ok" },
  { "an IPv4 address in IPv6 form (RFC 7208 §5)",
    "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "}", "::ffff:192.0.2.1", "spf.ok=ok" },
  { "~all is no fault", "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 ~all") "}", NULL, "spf.ok=ok" },
  { "a domain that sends no mail (contract, rule 3)", "{" TXT ("d.test", "v=spf1 -all") "}", NULL,
    "spf.ok=ok" },
  { "no TXT at all", "{" A ("d.test", "192.0.2.1") "}", NULL, "spf.missing=problem" },
  { "only another TXT", "{" TXT ("d.test", "hello") "}", NULL, "spf.missing=problem" },
  { "a domain that is not there is one fault, told elsewhere", "{" EMPTY ("e.test") "}", NULL,
    "spf.not_applicable=not_applicable" },
  { "two records (§4.5)",
    "{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 -all\"]},"
    "{\"type\": \"TXT\", \"strings\": [\"v=spf1 mx ~all\"]}]}}",
    NULL, "spf.multiple=problem" },
  { "a text that was meant as SPF", "{" TXT ("d.test", "v=sfp1 -all") "}", NULL,
    "spf.version_typo=problem" },
  { "a record with two faults has one problem",
    "{" TXT ("d.test", "v=spf1 ipv4:192.0.2.1 ipv4:192.0.2.2 -all") "}", NULL,
    "spf.unknown_mechanism=problem spf.unknown_mechanism=advice" },
  { "at the doubled name", "{" TXT ("d.test.d.test", "v=spf1 -all") "," EMPTY ("d.test") "}", NULL,
    "spf.wrong_name_doubled=problem" },
  { "at www", "{" TXT ("www.d.test", "v=spf1 -all") "," EMPTY ("d.test") "}", NULL,
    "spf.wrong_name=problem" },
  { "at _spf", "{" TXT ("_spf.d.test", "v=spf1 -all") "," EMPTY ("d.test") "}", NULL,
    "spf.wrong_name=problem" },
  { "at _spf, beside a good record", //
    "{" TXT ("_spf.d.test", "v=spf1 -all") "," TXT ("d.test",
                                                    "v=spf1 include:_spf.d.test -all") "}",
    NULL, "spf.ok=ok" },
  { "at every name: a wildcard", //
    "{" EMPTY ("d.test") "," TXT ("*.d.test", "v=spf1 -all") "}", NULL, "spf.wrong_name=problem" },
  { "a wildcard beside a www of its own is no doubled name", //
    "{" EMPTY ("d.test") "," TXT ("*.d.test", "v=spf1 -all") "," EMPTY ("www.d.test") "}", NULL,
    "spf.wrong_name=problem" },
  { "an empty text", "{" TXT ("d.test", "") "}", NULL, "spf.missing=problem" },
  { "at mail", "{" TXT ("mail.d.test", "v=spf1 -all") "," EMPTY ("d.test") "}", NULL,
    "spf.wrong_name=problem" },
  { "at _dmarc", "{" TXT ("_dmarc.d.test", "v=spf1 -all") "," EMPTY ("d.test") "}", NULL,
    "spf.wrong_name=problem" },
  { "as type 99 alone (§3.1)",
    "{\"d.test\": {\"records\": [{\"type\": \"SPF\", \"strings\": [\"v=spf1 -all\"]}]}}", NULL,
    "spf.type99_only=problem" },
  { "a dead include", "{" TXT ("d.test", "v=spf1 include:gone.test -all") "}", NULL,
    "spf.include_nxdomain=problem" },
  { "a dead include that no known sender reaches (contract, rule 6)",
    "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 include:gone.test -all") "}", NULL,
    "spf.include_nxdomain=caution" },
  { "the same for a sender that was given",
    "{" TXT ("d.test", "v=spf1 ip4:192.0.2.0/24 include:gone.test -all") "}", "192.0.2.1",
    "spf.include_nxdomain=caution" },
  { "nor by the address of an a", //
    "{" TXT ("d.test", "v=spf1 a:h.test include:gone.test -all") "," A ("h.test", "192.0.2.9") "}",
    NULL, "spf.include_nxdomain=caution" },
  { "a network is no known sender",
    "{" TXT ("d.test", "v=spf1 ip4:192.0.2.0/24 include:gone.test -all") "}", NULL,
    "spf.include_nxdomain=problem" },
  { "what may not send is none either",
    "{" TXT ("d.test", "v=spf1 -ip4:192.0.2.1 include:gone.test -all") "}", NULL,
    "spf.include_nxdomain=problem" },
  { "a sender behind the dead include",
    "{" TXT ("d.test", "v=spf1 include:gone.test ip4:192.0.2.1 -all") "}", "192.0.2.1",
    "spf.include_nxdomain=problem" },
  { "a sender that is not in the list", "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "}",
    "192.0.2.2", "spf.sender_not_covered=problem" },
  { "nor is a softfail an entry", "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 ~all") "}", "192.0.2.2",
    "spf.sender_not_covered=problem" },
  { "one of two senders", "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "}",
    "192.0.2.1 192.0.2.2", "spf.sender_not_covered=problem" },
  { "a sender by IPv6", "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "}",
    "192.0.2.1 2001:db8::1", "spf.ipv6_not_covered=caution" },
  { "everybody", "{" TXT ("d.test", "v=spf1 +all") "}", NULL, "spf.plus_all=problem" },
  { "a time-out is no fault", "{\"d.test\": {\"timeout\": true}}", NULL,
    "spf.unchecked=unchecked:timeout" },
  { "nor is SERVFAIL", "{\"d.test\": {\"rcode\": \"SERVFAIL\"}}", NULL,
    "spf.unchecked=unchecked:servfail" },
  { "nor is a refusal", "{\"d.test\": {\"rcode\": \"REFUSED\"}}", NULL,
    "spf.unchecked=unchecked:refused" },
  { "an include that does not answer", //
    "{" TXT ("d.test", "v=spf1 include:i.test -all") ", \"i.test\": {\"timeout\": true}}", NULL,
    "spf.unchecked=unchecked:timeout" },
  { "a host that does not answer", //
    "{" TXT ("d.test", "v=spf1 a:h.test -all") ", \"h.test\": {\"rcode\": \"SERVFAIL\"}}",
    "192.0.2.1", "spf.unchecked=unchecked:servfail" },
  { "void look-ups that only an IPv4 sender meets (§4.6.4): the list ends there, it is not short",
    "{" TXT ("d.test", "v=spf1 a:x.test a:y.test a:z.test ip4:192.0.2.1 -all") "," AAAA (
        "x.test") "," AAAA ("y.test") "," AAAA ("z.test") "}",
    "192.0.2.1", "spf.void_lookups=problem" },
  { "a PTR that times out is no match by RFC 7208 §5.5, and no fault",
    "{" TXT ("d.test", "v=spf1 ptr -all") "," TIMEOUT ("1.2.0.192.in-addr.arpa") "}", "192.0.2.1",
    "spf.ptr=caution spf.unchecked=unchecked:timeout" },
  { "nor with ~all",
    "{" TXT ("d.test", "v=spf1 ptr ~all") "," TIMEOUT ("1.2.0.192.in-addr.arpa") "}", "192.0.2.1",
    "spf.ptr=caution spf.unchecked=unchecked:timeout" },
  { "nor with SERVFAIL",
    "{" TXT ("d.test", "v=spf1 ptr -all") "," SERVFAIL ("1.2.0.192.in-addr.arpa") "}", "192.0.2.1",
    "spf.ptr=caution spf.unchecked=unchecked:servfail" },
  { "nor is the address of a PTR's host",
    "{" TXT ("d.test", "v=spf1 ptr -all") "," PTR ("1.2.0.192.in-addr.arpa",
                                                   "h.d.test") "," SERVFAIL ("h.d.test") "}",
    "192.0.2.1", "spf.ptr=caution spf.unchecked=unchecked:servfail" },
  { "a PTR in an include",
    "{" TXT ("d.test", "v=spf1 include:i.test -all") "," TXT (
        "i.test",
        "v=spf1 ptr:d.test -all") "," TIMEOUT ("1.2.0.192.in-addr.arpa") "}",
    "192.0.2.1", "spf.unchecked=unchecked:timeout" },
  { "macro p (§7.2)",
    "{" TXT ("d.test", "v=spf1 exists:%{p}.x.test -all") "," TIMEOUT ("1.2.0.192.in-addr.arpa") "}",
    "192.0.2.1", "spf.unchecked=unchecked:timeout" },
  { "the address that macro p needs",
    "{" TXT ("d.test",
             "v=spf1 exists:%{p}.x.test -all") "," PTR ("1.2.0.192.in-addr.arpa",
                                                        "h.d.test") "," TIMEOUT ("h.d.test") "}",
    "192.0.2.1", "spf.unchecked=unchecked:timeout" },
  { "a permanent error behind a PTR that failed",
    "{" TXT ("d.test", "v=spf1 exists:%{p}.x.test include:%{i}.x.test -all") "," TIMEOUT (
        "1.2.0.192.in-addr.arpa") "}",
    "192.0.2.1", "spf.unchecked=unchecked:timeout" },
  { "by IPv6",
    "{" TXT ("d.test", "v=spf1 exists:%{p}.x.test -all") "," TIMEOUT (
        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa") "}",
    "2001:db8::1", "spf.unchecked=unchecked:timeout" },
  { "a pass needs no PTR that failed",
    "{" TXT ("d.test", "v=spf1 exists:%{p}.x.test ip4:192.0.2.1 -all") "," TIMEOUT (
        "1.2.0.192.in-addr.arpa") "}",
    "192.0.2.1", "spf.ok=ok" },
  { "a PTR that leads elsewhere is a fact",
    "{" TXT ("d.test", "v=spf1 ptr -all") "," PTR ("1.2.0.192.in-addr.arpa",
                                                   "h.e.test") "," A ("h.e.test", "192.0.2.1") "}",
    "192.0.2.1", "spf.sender_not_covered=problem spf.ptr=caution" },
  { "another sender's PTR excuses none",
    "{" TXT ("d.test", "v=spf1 exists:%{p}.x.test -all") "," TIMEOUT ("1.2.0.192.in-addr.arpa") "}",
    "192.0.2.1 192.0.2.2", "spf.sender_not_covered=problem spf.unchecked=unchecked:timeout" },
  { "nor where that one meets a permanent error",
    "{" TXT ("d.test", "v=spf1 exists:%{p}.x.test include:%{i}.x.test -all") "," TIMEOUT (
        "1.2.0.192.in-addr.arpa") "}",
    "192.0.2.1 192.0.2.2", "spf.include_nxdomain=problem spf.unchecked=unchecked:timeout" },
  { "the explanation decides nothing",
    "{" TXT ("d.test", "v=spf1 -all exp=%{p}.x.test") "," TIMEOUT ("1.2.0.192.in-addr.arpa") "}",
    "192.0.2.1", "spf.sender_not_covered=problem" },
};

static int
compare_findings_cb (gconstpointer a, gconstpointer b)
{
  return hato_finding_compare (*(const HatoFinding *const *) a, *(const HatoFinding *const *) b);
}

/* As the item shows them: worst first. */
static char *
list_findings (GPtrArray *findings)
{
  GString *list = g_string_new (NULL);

  g_ptr_array_sort (findings, compare_findings_cb);
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);
      const char *reason = hato_finding_get_argument (finding, "reason");

      g_string_append_printf (list, "%s%s=%s%s%s", i > 0 ? " " : "", finding->code,
                              hato_level_to_string (finding->level), reason != NULL ? ":" : "",
                              reason != NULL ? reason : "");
    }
  return g_string_free (list, FALSE);
}

static GPtrArray *
judge (const char *zone, const char *again, const char *ips)
{
  g_auto (FakeZoneAnswers) fake = { 0 };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  HatoSubject *subject = hato_subject_new ("d.test", "d.test");

  fake_zone_answers_init (&fake, zone, again);
  if (ips != NULL)
    {
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit (ips, " ", -1);
    }
  for (guint round = 0; !hato_spf_judge (subject, NULL, answers, findings); round++)
    {
      g_assert_cmpuint (round, <, ROUNDS_MAX);
      g_assert_cmpuint (findings->len, ==, 0); /* nothing is said before it is known */
      g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
    }
  g_assert_cmpuint (findings->len, >, 0);
  hato_subject_free (subject);
  return findings;
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) findings = judge (rows[i].zone, NULL, rows[i].ips);
      g_autofree char *list = list_findings (findings);

      g_test_message ("%s: %s", rows[i].description, list);
      g_assert_cmpstr (list, ==, rows[i].wanted);
    }
}

/* A problem that rests on an answer without records is asked twice (design §5). */
static void
test_confirmed (void)
{
  static const char missing[] = "{" EMPTY ("d.test") "}";
  static const char present[] = "{" TXT ("d.test", "v=spf1 -all") "}";
  static const char failing[] = "{\"d.test\": {\"timeout\": true}}";
  const struct
  {
    const char *again, *wanted;
  } cases[] = {
    { missing, "spf.missing=problem" },
    { present, "spf.unchecked=unchecked:answers_differ" },
    { failing, "spf.unchecked=unchecked:timeout" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) findings = judge (missing, cases[i].again, NULL);
      g_autofree char *list = list_findings (findings);
      const HatoFinding *finding = g_ptr_array_index (findings, 0);

      g_assert_cmpstr (list, ==, cases[i].wanted);
      g_assert_cmpuint (finding->evidence->len, ==, 2);
    }
}

/* So is what made a known sender not pass: a host without addresses. */
static void
test_sender_confirmed (void)
{
  static const char missing[] = "{" TXT ("d.test", "v=spf1 a:h.test -all") "," EMPTY ("h.test") "}";
  static const char present[] =
      "{" TXT ("d.test", "v=spf1 a:h.test -all") "," A ("h.test", "192.0.2.1") "}";
  const struct
  {
    const char *again, *wanted;
  } cases[] = {
    { missing, "spf.sender_not_covered=problem" },
    { present, "spf.unchecked=unchecked:answers_differ" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) findings = judge (missing, cases[i].again, "192.0.2.1");
      g_autofree char *list = list_findings (findings);

      g_assert_cmpstr (list, ==, cases[i].wanted);
    }
}

/* 10 look-ups are right, 11 are not (§4.6.4); 2 void ones are right, 3 are not. */
static void
test_limits (void)
{
  const struct
  {
    const char *term;
    guint n;
    const char *wanted;
  } cases[] = {
    { "a:h.test", 10, "spf.ok=ok" },
    { "a:h.test", 11, "spf.too_many_lookups=problem" },
    { "a:gone.test", 2, "spf.ok=ok" },
    { "a:gone.test", 3, "spf.void_lookups=problem" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) zone =
          g_string_new ("{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1");
      g_autoptr (GPtrArray) findings = NULL;
      g_autofree char *list = NULL;

      for (guint j = 0; j < cases[i].n; j++)
        g_string_append_printf (zone, " -%s", cases[i].term); /* no sender is known from it */
      g_string_append (zone, " -all\"]}]}," A ("h.test", "192.0.2.9") "}");
      findings = judge (zone->str, NULL, NULL);
      list = list_findings (findings);
      g_assert_cmpstr (list, ==, cases[i].wanted);
      if (strstr (cases[i].wanted, "=problem") != NULL)
        {
          g_autofree char *count = g_strdup_printf ("%u", cases[i].n);

          g_assert_cmpstr (hato_finding_get_argument (g_ptr_array_index (findings, 0), "count"), ==,
                           count);
        }
    }
}

/* Another domain's sender is not judged here. */
/* A list does not hold below its domain: told of the name that was checked, or of the one that a mail was sent from. */
static void
test_subdomain (void)
{
  static const struct
  {
    const char *domain, *mail_from, *zone, *code;
    HatoLevel level;
  } cases[] = {
    { "a.d.test", NULL, "{" TXT ("d.test", "v=spf1 -all") "," EMPTY ("a.d.test") "}",
      "spf.subdomain_missing", HATO_LEVEL_CAUTION },
    { "a.d.test", NULL, "{" EMPTY ("d.test") "," EMPTY ("a.d.test") "}", "spf.missing",
      HATO_LEVEL_PROBLEM },
    { "a.d.test", NULL,
      "{" TXT ("d.test", "v=spf1 -all") "," TXT ("www.a.d.test",
                                                 "v=spf1 -all") "," EMPTY ("a.d.test") "}",
      "spf.wrong_name", HATO_LEVEL_PROBLEM },
    { "d.test", "x@news.d.test",
      "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "," EMPTY ("news.d.test") "}",
      "spf.subdomain_missing", HATO_LEVEL_CAUTION },
    { "d.test", "x@news.d.test",
      "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "," TXT ("news.d.test", "v=spf1 -all") "}",
      "spf.ok", HATO_LEVEL_OK },
    { "d.test", "x@news.d.test",
      "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "," TIMEOUT ("news.d.test") "}", "spf.ok",
      HATO_LEVEL_OK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new (cases[i].domain, cases[i].domain);
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      const HatoFinding *finding;

      subject->mail_from = g_strdup (cases[i].mail_from);
      fake_zone_answers_init (&zone, cases[i].zone, NULL);
      while (!hato_spf_judge (subject, NULL, answers, findings))
        g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), >, 0);
      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, cases[i].code);
      g_assert_cmpint (finding->level, ==, cases[i].level);
    }
}

static void
test_mail_from (void)
{
  static const struct
  {
    const char *mail_from;
    const char *code;
  } cases[] = {
    { "a@d.test", "spf.ok" },
    { "b@d.test", "spf.sender_not_covered" },
    { "a@D.TEST", "spf.ok" },
    { "a@e.test", "spf.sender_not_covered" }, /* postmaster is asked for */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (FakeZoneAnswers) fake = { 0 };
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      HatoSubject *subject = hato_subject_new ("d.test", "d.test");

      fake_zone_answers_init (
          &fake,
          "{" TXT ("d.test", "v=spf1 exists:%{l}.x.test -all") "," A ("a.x.test", "127.0.0.2") "}",
          NULL);
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit ("192.0.2.1", " ", -1);
      subject->mail_from = g_strdup (cases[i].mail_from);
      while (!hato_spf_judge (subject, NULL, answers, findings))
        g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
      g_assert_cmpstr (((const HatoFinding *) g_ptr_array_index (findings, 0))->code, ==,
                       cases[i].code);
      hato_subject_free (subject);
    }
}

/* What a finding carries: the record with its place marked, the tree, the answer that it rests on. */
static void
test_carried (void)
{
  g_autoptr (GPtrArray) findings =
      judge ("{" TXT ("d.test", "v=spf1 ipv4:192.0.2.1 -all") "}", NULL, NULL);
  const HatoFinding *finding = g_ptr_array_index (findings, 0);
  const HatoMark *mark = g_ptr_array_index (finding->excerpt->marks, 0);

  g_assert_cmpstr (finding->subject, ==, "d.test");
  g_assert_cmpstr (hato_finding_get_argument (finding, "term"), ==, "ipv4:192.0.2.1");
  g_assert_cmpstr (finding->excerpt->text, ==, "v=spf1 ipv4:192.0.2.1 -all");
  g_assert_cmpuint (mark->start, ==, 7);
  g_assert_cmpuint (mark->end, ==, 21);
  g_assert_nonnull (finding->tree);
  g_assert_cmpuint (finding->evidence->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf/rows", test_rows);
  g_test_add_func ("/spf/confirmed", test_confirmed);
  g_test_add_func ("/spf/sender-confirmed", test_sender_confirmed);
  g_test_add_func ("/spf/limits", test_limits);
  g_test_add_func ("/spf/mail-from", test_mail_from);
  g_test_add_func ("/spf/carried", test_carried);
  g_test_add_func ("/spf/subdomain", test_subdomain);
  return g_test_run ();
}
