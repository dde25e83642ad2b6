/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_host () beyond the published suite: limits from both sides, what is asked for and when, senders of any kind. */
#include "config.h"

#include "dns/spf-eval.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 40u

/* The answers of a test zone; JSON stands in single quotes here. */
static void
zone_init (FakeZoneAnswers *zone, const char *json)
{
  g_autofree char *text = g_strdelimit (g_strconcat ("{", json, "}", NULL), "'", '"');

  fake_zone_answers_init (zone, text, NULL);
}

/* Evaluates to the end; how many rounds of questions that took. */
static guint
settle (const FakeZoneAnswers *zone, const HatoSpfInput *input, HatoSpfEvaluation *evaluation)
{
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  guint rounds = 0;

  while (!hato_spf_evaluate (input, answers, evaluation))
    {
      g_assert_null (evaluation->mechanism);
      hato_spf_evaluation_clear (evaluation);
      g_assert_cmpuint (++rounds, <, ROUNDS_MAX);
      g_assert_cmpuint (fake_zone_answers_bring (zone, answers), >, 0);
    }
  return rounds;
}

static HatoSpfInput
mail (const char *ip, const char *mail_from)
{
  HatoSpfInput input = { .mail_from = mail_from, .helo = "mail.a.test", .receiver = "mx.r.test" };

  g_assert_true (hato_address_parse (ip, &input.ip));
  return input;
}

typedef struct
{
  const char *description;
  const char *zone;
  const char *ip;
  const char *mail_from;
  HatoSpfResult result;
  const char *mechanism;   /* (nullable) */
  const char *explanation; /* (nullable) */
} EvalRow;

#define RECORD(name, text) "'" name "': {'records': [{'type': 'TXT', 'strings': ['" text "']}]}"

static const EvalRow eval_rows[] = {
  { "§2.6.3 pass", RECORD ("a.test", "v=spf1 ip4:192.0.2.0/24 -all"), "192.0.2.9", "x@a.test",
    HATO_SPF_PASS, "ip4:192.0.2.0/24", NULL },
  { "§2.6.4 fail", RECORD ("a.test", "v=spf1 ip4:192.0.2.0/24 -all"), "192.0.3.9", "x@a.test",
    HATO_SPF_FAIL, "-all", NULL },
  { "§2.6.5 softfail", RECORD ("a.test", "v=spf1 ~all"), "192.0.3.9", "x@a.test", HATO_SPF_SOFTFAIL,
    "~all", NULL },
  { "§2.6.2 neutral", RECORD ("a.test", "v=spf1 ?all"), "192.0.3.9", "x@a.test", HATO_SPF_NEUTRAL,
    "?all", NULL },
  { "§4.7 neutral at the end", RECORD ("a.test", "v=spf1 ip4:192.0.2.1"), "192.0.3.9", "x@a.test",
    HATO_SPF_NEUTRAL, NULL, NULL },
  { "§2.6.1 none", RECORD ("b.test", "v=spf1 -all"), "192.0.3.9", "x@a.test", HATO_SPF_NONE, NULL,
    NULL },
  { "§2.6.6 temperror", "'a.test': {'timeout': true}", "192.0.3.9", "x@a.test", HATO_SPF_TEMPERROR,
    NULL, NULL },
  { "§2.6.7 permerror", RECORD ("a.test", "v=spf1 ipv4:192.0.2.1 -all"), "192.0.3.9", "x@a.test",
    HATO_SPF_PERMERROR, NULL, NULL },
  { "§2.4 the null sender is postmaster at the HELO name",
    RECORD ("mail.a.test", "v=spf1 -all exp=why.test") "," RECORD ("why.test", "%{s}"), "192.0.3.9",
    "", HATO_SPF_FAIL, "-all", "postmaster@mail.a.test" },
  { "§4.3 a sender without a local part",
    RECORD ("a.test", "v=spf1 -all exp=why.test") "," RECORD ("why.test", "%{l}"), "192.0.3.9",
    "@a.test", HATO_SPF_FAIL, "-all", "postmaster" },
  { "§4.3 a name of one label", RECORD ("a.test", "v=spf1 -all"), "192.0.3.9", "x@localhost",
    HATO_SPF_NONE, NULL, NULL },
  { "§4.3 an address for a name", RECORD ("a.test", "v=spf1 -all"), "192.0.3.9", "x@[192.0.2.1]",
    HATO_SPF_NONE, NULL, NULL },
  { "§4.3 an empty label", RECORD ("a.test", "v=spf1 -all"), "192.0.3.9", "x@b..a.test",
    HATO_SPF_NONE, NULL, NULL },
  { "§4.3 in upper case, with a final dot", RECORD ("a.test", "v=spf1 -all"), "192.0.3.9",
    "X@A.TEST.", HATO_SPF_FAIL, "-all", NULL },
  { "§5 IPv4 in IPv6 is IPv4", RECORD ("a.test", "v=spf1 ip4:192.0.2.9 -all"), "::ffff:192.0.2.9",
    "x@a.test", HATO_SPF_PASS, "ip4:192.0.2.9", NULL },
  { "§5.6 ip4 never matches IPv6", RECORD ("a.test", "v=spf1 ip4:0.0.0.0/0 -all"), "2001:db8::1",
    "x@a.test", HATO_SPF_FAIL, "-all", NULL },
  { "§5.6 ip6 never matches IPv4", RECORD ("a.test", "v=spf1 ip6:::/0 -all"), "192.0.2.1",
    "x@a.test", HATO_SPF_FAIL, "-all", NULL },
  { "§5.2 only a pass of what is included counts",
    RECORD ("a.test", "v=spf1 include:b.test ~all") "," RECORD ("b.test", "v=spf1 -all"),
    "192.0.2.1", "x@a.test", HATO_SPF_SOFTFAIL, "~all", NULL },
  { "§5.2 and its name is the term of the outer record",
    RECORD ("a.test", "v=spf1 ?include:b.test ~all") "," RECORD ("b.test", "v=spf1 +all"),
    "192.0.2.1", "x@a.test", HATO_SPF_NEUTRAL, "?include:b.test", NULL },
  { "§5.2 none inside is permerror outside", RECORD ("a.test", "v=spf1 include:b.test ~all"),
    "192.0.2.1", "x@a.test", HATO_SPF_PERMERROR, NULL, NULL },
  { "§5.2 a match before it saves the mail",
    RECORD ("a.test", "v=spf1 ip4:192.0.2.1 include:b.test ~all"), "192.0.2.1", "x@a.test",
    HATO_SPF_PASS, "ip4:192.0.2.1", NULL },
  { "§6.1 redirect",
    RECORD ("a.test", "v=spf1 redirect=b.test") "," RECORD ("b.test", "v=spf1 -all"), "192.0.2.1",
    "x@a.test", HATO_SPF_FAIL, "-all", NULL },
  { "§6.1 redirect to none", RECORD ("a.test", "v=spf1 redirect=b.test"), "192.0.2.1", "x@a.test",
    HATO_SPF_PERMERROR, NULL, NULL },
  { "§6.2 explanation of the record that failed",
    RECORD ("a.test", "v=spf1 redirect=b.test exp=c.test") "," RECORD (
        "b.test",
        "v=spf1 -all exp=d.test") "," RECORD ("c.test", "wrong") "," RECORD ("d.test",
                                                                             "%{c} may not send "
                                                                             "for %{d}, says %{r}"),
    "192.0.2.1", "x@a.test", HATO_SPF_FAIL, "-all",
    "192.0.2.1 may not send for b.test, says mx.r.test" },
  { "§6.2 a broken one is none",
    RECORD ("a.test", "v=spf1 -all exp=d.test") "," RECORD ("d.test", "%{x}"), "192.0.2.1",
    "x@a.test", HATO_SPF_FAIL, "-all", NULL },
  { "§6.2 one that the sender makes no ASCII is none",
    RECORD ("a.test", "v=spf1 -all exp=d.test") "," RECORD ("d.test", "%{l}"), "192.0.2.1",
    "\xff@a.test", HATO_SPF_FAIL, "-all", NULL },
  { "§6.2 a silent one is none",
    RECORD ("a.test", "v=spf1 -all exp=d.test") ", 'd.test': {'timeout': true}", "192.0.2.1",
    "x@a.test", HATO_SPF_FAIL, "-all", NULL },
  { "§7.3 a name that macros make and nobody can ask for matches nothing",
    RECORD ("a.test", "v=spf1 exists:%{l}.b.test ~all"), "192.0.2.1", "x..y@a.test",
    HATO_SPF_SOFTFAIL, "~all", NULL },
};

static void
test_results (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (eval_rows); i++)
    {
      const EvalRow *row = &eval_rows[i];
      HatoSpfInput input = mail (row->ip, row->mail_from);
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_auto (HatoSpfEvaluation) evaluation = { 0 };

      g_test_message ("%s", row->description);
      zone_init (&zone, row->zone);
      settle (&zone, &input, &evaluation);
      g_assert_cmpstr (hato_spf_result_to_string (evaluation.result), ==,
                       hato_spf_result_to_string (row->result));
      g_assert_cmpstr (evaluation.mechanism, ==, row->mechanism);
      g_assert_cmpstr (evaluation.explanation, ==, row->explanation);
      g_assert_null (evaluation.trace);
    }
}

/* Appends " PREFIX0.SUFFIX …" n times. */
static void
append_terms (GString *text, const char *prefix, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, " %s%u.test", prefix, i);
}

/* §4.6.4: ten terms that ask, and not eleven; two that find nothing, and not three. */
static void
test_limits (void)
{
  static const struct
  {
    const char *prefix;
    guint n;
    const char *host; /* what h0.test … have */
    HatoSpfResult result;
  } cases[] = {
    { "a:h", 10, "{'type': 'A', 'address': '192.0.2.1'}", HATO_SPF_FAIL },
    { "a:h", 11, "{'type': 'A', 'address': '192.0.2.1'}", HATO_SPF_PERMERROR },
    { "include:h", 10, "{'type': 'TXT', 'strings': ['v=spf1 -all']}", HATO_SPF_FAIL },
    { "include:h", 11, "{'type': 'TXT', 'strings': ['v=spf1 -all']}", HATO_SPF_PERMERROR },
    { "a:h", 2, "", HATO_SPF_FAIL },
    { "a:h", 3, "", HATO_SPF_PERMERROR },
    { "exists:h", 2, "", HATO_SPF_FAIL },
    { "exists:h", 3, "", HATO_SPF_PERMERROR },
    { "mx:h", 2, "", HATO_SPF_FAIL },
    { "mx:h", 3, "", HATO_SPF_PERMERROR },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HatoSpfInput input = mail ("198.51.100.1", "x@a.test");
      g_autoptr (GString) json =
          g_string_new ("'a.test': {'records': [{'type': 'TXT', 'strings': ['v=spf1");
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_auto (HatoSpfEvaluation) evaluation = { 0 };

      g_test_message ("%u × %s", cases[i].n, cases[i].prefix);
      append_terms (json, cases[i].prefix, cases[i].n);
      g_string_append (json, " -all']}]}");
      for (guint j = 0; j < cases[i].n; j++)
        g_string_append_printf (json, ", 'h%u.test': {'records': [%s]}", j, cases[i].host);
      zone_init (&zone, json->str);
      settle (&zone, &input, &evaluation);
      g_assert_cmpint (evaluation.result, ==, cases[i].result);
      g_assert_cmpuint (evaluation.lookups, ==, MIN (cases[i].n, 11));
    }
}

static void
append_records (GString *json, const char *type, const char *member, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, ",{'type': '%s', '%s': 'h%u.test'}", type, member, i);
}

/* §4.6.4: an MX of ten hosts, and not of eleven; the first ten names of a PTR, and not the eleventh. */
static void
test_hosts (void)
{
  for (guint n = 10; n <= 11; n++)
    {
      HatoSpfInput input = mail ("198.51.100.1", "x@a.test");
      g_autoptr (GString) mx =
          g_string_new ("'a.test': {'records': [{'type': 'TXT', 'strings': ['v=spf1 mx -all']}");
      g_autoptr (GString) ptr = g_string_new (
          RECORD ("a.test", "v=spf1 ptr:z.test -all") ","
                                                      "'1.100.51.198.in-addr.arpa': {'records': ["
                                                      "{'type': 'PTR', 'target': 'z.test'}");
      g_auto (FakeZoneAnswers) mx_zone = { 0 };
      g_auto (FakeZoneAnswers) ptr_zone = { 0 };
      g_auto (HatoSpfEvaluation) by_mx = { 0 };
      g_auto (HatoSpfEvaluation) by_ptr = { 0 };

      append_records (mx, "MX", "exchange", n);
      g_string_append (mx, "]}");
      zone_init (&mx_zone, mx->str);
      settle (&mx_zone, &input, &by_mx);
      g_assert_cmpint (by_mx.result, ==, n == 10 ? HATO_SPF_FAIL : HATO_SPF_PERMERROR);

      /* z.test is the last in order, and it would match. */
      append_records (ptr, "PTR", "target", n - 1);
      g_string_append (ptr, "]}, 'z.test': {'records': [{'type': 'A', 'address': "
                            "'198.51.100.1'}]}");
      zone_init (&ptr_zone, ptr->str);
      settle (&ptr_zone, &input, &by_ptr);
      g_assert_cmpint (by_ptr.result, ==, n == 10 ? HATO_SPF_PASS : HATO_SPF_FAIL);
    }
}

/* A record that goes on for ever ends at the limits, and few names are asked for. */
static void
test_endless (void)
{
  HatoSpfInput input = mail ("192.0.2.1", "x@a.test");
  g_auto (FakeZoneAnswers) zone = { 0 };
  g_auto (HatoSpfEvaluation) loop = { 0 };
  g_auto (HatoSpfEvaluation) chain = { 0 };

  zone_init (&zone, RECORD ("a.test", "v=spf1 include:a.test -all") "," RECORD (
                        "*.b.test", "v=spf1 include:x.%{d} -all"));
  g_assert_cmpuint (settle (&zone, &input, &loop), <=, 2);
  g_assert_cmpint (loop.result, ==, HATO_SPF_PERMERROR);

  input.mail_from = "x@y.b.test";
  g_assert_cmpuint (settle (&zone, &input, &chain), <=, 12);
  g_assert_cmpint (chain.result, ==, HATO_SPF_PERMERROR);
  g_assert_cmpuint (chain.lookups, ==, 11);
}

/* All names that are known to be needed are asked for at once: the number of rounds is the depth. */
static void
test_rounds (void)
{
  HatoSpfInput input = mail ("198.51.100.1", "x@a.test");
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_auto (FakeZoneAnswers) zone = { 0 };
  g_auto (HatoSpfEvaluation) evaluation = { 0 };
  g_auto (HatoSpfEvaluation) again = { 0 };

  zone_init (
      &zone,
      RECORD ("a.test",
              "v=spf1 include:b.test include:c.test a:d.test exists:%{i}.e.test "
              "-all") "," RECORD ("b.test", "v=spf1 a:f.test -all") "," RECORD ("c.test",
                                                                                "v=spf1 a:g.test "
                                                                                "-all") ","
                                                                                        "'d.test': "
                                                                                        "{'records'"
                                                                                        ": "
                                                                                        "[{'type': "
                                                                                        "'A', "
                                                                                        "'address':"
                                                                                        " '192.0.2."
                                                                                        "1'}]},"
                                                                                        "'f.test': "
                                                                                        "{'records'"
                                                                                        ": "
                                                                                        "[{'type': "
                                                                                        "'A', "
                                                                                        "'address':"
                                                                                        " '192.0.2."
                                                                                        "1'}]},"
                                                                                        "'g.test': "
                                                                                        "{'records'"
                                                                                        ": "
                                                                                        "[{'type': "
                                                                                        "'A', "
                                                                                        "'address':"
                                                                                        " '192.0.2."
                                                                                        "1'}]}");
  g_assert_false (hato_spf_evaluate (&input, answers, &evaluation));
  g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), ==, 1);
  g_assert_false (hato_spf_evaluate (&input, answers, &evaluation));
  g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), ==, 4);
  g_assert_false (hato_spf_evaluate (&input, answers, &evaluation));
  g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), ==, 2);
  g_assert_true (hato_spf_evaluate (&input, answers, &again));
  g_assert_cmpint (again.result, ==, HATO_SPF_FAIL);
  g_assert_cmpuint (again.lookups, ==, 6);
  g_assert_cmpuint (again.void_lookups, ==, 1);
}

/* A temperror says which answer it rests on, and why that failed. */
static void
test_failed (void)
{
  HatoSpfInput input = mail ("192.0.2.1", "x@a.test");
  g_auto (FakeZoneAnswers) zone = { 0 };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  HatoSpfEvaluation evaluation;

  zone_init (&zone,
             RECORD ("a.test", "v=spf1 include:b.test -all") ", 'b.test': {'rcode': 'SERVFAIL'}");
  for (gboolean settled = FALSE; !settled;)
    {
      settled = hato_spf_evaluate (&input, answers, &evaluation);
      if (settled)
        break;
      hato_spf_evaluation_clear (&evaluation);
      fake_zone_answers_bring (&zone, answers);
    }
  g_assert_cmpint (evaluation.result, ==, HATO_SPF_TEMPERROR);
  g_assert_nonnull (evaluation.failed);
  g_assert_cmpstr (hato_evidence_get_reason (evaluation.failed), ==, "servfail");
  hato_spf_evaluation_clear (&evaluation);
}

/* A result says which answer failed on the way to it; it stays what the RFC makes of it (§5.5, §7.3). */
static void
test_doubtful (void)
{
#define REVERSE "1.2.0.192.in-addr.arpa"
#define POINTER "'" REVERSE "': {'records': [{'type': 'PTR', 'target': 'h.a.test'}]}"
#define DEAD    "'" REVERSE "': {'timeout': true}"
  static const struct
  {
    const char *zone;
    HatoSpfResult result;
    const char *name; /* (nullable): of the doubtful answer */
  } cases[] = {
    { RECORD ("a.test", "v=spf1 ptr -all") "," DEAD, HATO_SPF_FAIL, REVERSE },
    { RECORD ("a.test", "v=spf1 ptr ~all") "," DEAD, HATO_SPF_SOFTFAIL, REVERSE },
    { RECORD ("a.test", "v=spf1 ptr") "," DEAD, HATO_SPF_NEUTRAL, REVERSE },
    { RECORD ("a.test", "v=spf1 ptr include:b.test") "," DEAD, HATO_SPF_PERMERROR, REVERSE },
    { RECORD ("a.test", "v=spf1 exists:%{p}.b.test -all") "," DEAD, HATO_SPF_FAIL, REVERSE },
    { RECORD ("a.test", "v=spf1 ptr -all") "," POINTER ", 'h.a.test': {'rcode': 'SERVFAIL'}",
      HATO_SPF_FAIL, "h.a.test" },
    { RECORD ("a.test", "v=spf1 ptr -all") "," POINTER ", 'h.a.test': {'timeout': true}",
      HATO_SPF_TEMPERROR, NULL },
    { RECORD ("a.test", "v=spf1 -all exp=%{p}.b.test") "," DEAD, HATO_SPF_FAIL, NULL },
    { RECORD ("a.test", "v=spf1 ptr -all") "," POINTER ", 'h.a.test': {'records': []}",
      HATO_SPF_FAIL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HatoSpfInput input = mail ("192.0.2.1", "x@a.test");
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      HatoSpfEvaluation evaluation;

      zone_init (&zone, cases[i].zone);
      while (!hato_spf_evaluate (&input, answers, &evaluation))
        {
          hato_spf_evaluation_clear (&evaluation);
          g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), >, 0);
        }
      g_assert_cmpstr (hato_spf_result_to_string (evaluation.result), ==,
                       hato_spf_result_to_string (cases[i].result));
      g_assert_cmpint (evaluation.failed != NULL, ==, cases[i].result == HATO_SPF_TEMPERROR);
      g_assert_cmpstr (evaluation.doubtful != NULL ? evaluation.doubtful->question->name : NULL, ==,
                       cases[i].name);
      hato_spf_evaluation_clear (&evaluation);
    }
}

/* Both sides of the longest name, and senders that no mail server would take. */
static void
test_long_senders (void)
{
  g_autofree char *local = g_strnfill (5000, 'x');
  g_autofree char *label = g_strnfill (60, 'a');
  g_autofree char *longest =
      g_strdup_printf ("x@%s.%s.%s.%s.a23456.te", label, label, label, label);
  g_autofree char *longer =
      g_strdup_printf ("x@%s.%s.%s.%s.a234567.te", label, label, label, label);
  g_autofree char *long_local = g_strconcat (local, "@a.test", NULL);
  g_autofree char *zone_text =
      g_strdup_printf ("'%s': {'records': [{'type': 'TXT', 'strings': ['v=spf1 -all']}]},"
                       "'a.test': {'records': [{'type': 'TXT', 'strings': ['v=spf1 "
                       "exists:%%{l}.b.test exists:%%{s}.b.test -all']}]}",
                       longest + 2);
  const struct
  {
    const char *mail_from;
    HatoSpfResult result;
  } cases[] = {
    { longest, HATO_SPF_FAIL },
    { longer, HATO_SPF_NONE },
    { long_local, HATO_SPF_FAIL },
    { local, HATO_SPF_NONE },
  };
  g_auto (FakeZoneAnswers) zone = { 0 };

  g_assert_cmpuint (strlen (longest + 2), ==, 253);
  zone_init (&zone, zone_text);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HatoSpfInput input = mail ("192.0.2.1", cases[i].mail_from);
      g_auto (HatoSpfEvaluation) evaluation = { 0 };

      settle (&zone, &input, &evaluation);
      g_assert_cmpstr (hato_spf_result_to_string (evaluation.result), ==,
                       hato_spf_result_to_string (cases[i].result));
    }
}

static void
test_trace (void)
{
  static const char *const steps[] = { "1 b.test ip4:192.0.2.1 no match", "1 b.test -all match",
                                       "0 a.test include:b.test no match", "0 a.test ~all match" };
  HatoSpfInput input = mail ("192.0.2.2", "x@a.test");
  g_auto (FakeZoneAnswers) zone = { 0 };
  g_auto (HatoSpfEvaluation) evaluation = { 0 };

  zone_init (&zone, RECORD ("a.test", "v=spf1 include:b.test ~all") "," RECORD (
                        "b.test", "v=spf1 ip4:192.0.2.1 -all"));
  input.trace = TRUE;
  settle (&zone, &input, &evaluation);
  g_assert_nonnull (evaluation.trace);
  g_assert_cmpuint (evaluation.trace->len, ==, G_N_ELEMENTS (steps));
  for (guint i = 0; i < evaluation.trace->len; i++)
    {
      const HatoSpfStep *step = g_ptr_array_index (evaluation.trace, i);
      g_autofree char *text =
          g_strdup_printf ("%u %s %s %s", step->depth, step->domain, step->term, step->outcome);

      g_assert_cmpstr (text, ==, steps[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf-eval/results", test_results);
  g_test_add_func ("/spf-eval/limits", test_limits);
  g_test_add_func ("/spf-eval/hosts", test_hosts);
  g_test_add_func ("/spf-eval/endless", test_endless);
  g_test_add_func ("/spf-eval/rounds", test_rounds);
  g_test_add_func ("/spf-eval/failed", test_failed);
  g_test_add_func ("/spf-eval/doubtful", test_doubtful);
  g_test_add_func ("/spf-eval/long-senders", test_long_senders);
  g_test_add_func ("/spf-eval/trace", test_trace);
  return g_test_run ();
}
