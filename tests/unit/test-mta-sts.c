/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/mta-sts.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define RECORD                                                                                     \
  "\"_mta-sts.d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=STSv1; id=1\"]}]}"
#define MX                                                                                         \
  "\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 10, \"exchange\": "               \
  "\"mx.d.test\"}]}"
#define HOST(text)                                                                                 \
  "\"mta-sts.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}], "            \
  "\"policy\": \"" text "\"}"
#define POLICY(mode, mx) "version: STSv1\\nmode: " mode "\\nmx: " mx "\\nmax_age: 86400\\n"
#define ZONE(policy)     "{" RECORD ", " MX ", " HOST (policy) "}"

static const struct
{
  const char *what;
  const char *zone;
  const char *code;
  HatoLevel level;
} rows[] = {
  { "in force, the host is named", ZONE (POLICY ("enforce", "mx.d.test")), "mta-sts.ok",
    HATO_LEVEL_OK },
  { "a wildcard names it (RFC 8461 §4.1)", ZONE (POLICY ("enforce", "*.d.test")), "mta-sts.ok",
    HATO_LEVEL_OK },
  { "a wildcard stands for one label", ZONE (POLICY ("enforce", "*.test")), "mta-sts.mx_mismatch",
    HATO_LEVEL_PROBLEM },
  { "in force, the host is not named (rule 7)", ZONE (POLICY ("enforce", "mail.d.test")),
    "mta-sts.mx_mismatch", HATO_LEVEL_PROBLEM },
  { "being tested, the host is not named", ZONE (POLICY ("testing", "mail.d.test")),
    "mta-sts.mx_mismatch", HATO_LEVEL_ADVICE },
  { "being tested", ZONE (POLICY ("testing", "mx.d.test")), "mta-sts.mode_testing",
    HATO_LEVEL_ADVICE },
  { "switched off", ZONE ("version: STSv1\\nmode: none\\nmax_age: 86400\\n"), "mta-sts.ok",
    HATO_LEVEL_OK },
  { "a web page", ZONE ("<!DOCTYPE html><html></html>"), "mta-sts.policy_html", HATO_LEVEL_ADVICE },
  { "a policy without a mode", ZONE ("version: STSv1\\nmx: mx.d.test\\nmax_age: 86400\\n"),
    "mta-sts.bad_policy", HATO_LEVEL_ADVICE },
  { "in force, without max_age (rule 7)",
    ZONE ("version: STSv1\\nmode: enforce\\nmx: mx.d.test\\n"), "mta-sts.bad_policy",
    HATO_LEVEL_PROBLEM },
  { "the web server does not answer: no fact",
    "{" RECORD ", " MX
    ", \"mta-sts.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]}}",
    "mta-sts.unchecked", HATO_LEVEL_UNCHECKED },
  { "its address does not come: no fact",
    "{" RECORD ", " MX ", \"mta-sts.d.test\": {\"timeout\": true}}", "mta-sts.unchecked",
    HATO_LEVEL_UNCHECKED },
  { "the record is broken: nobody looks for a policy",
    "{\"_mta-sts.d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": "
    "[\"v=STSv1;\"]}]}, " HOST ("x") "}",
    "mta-sts.no_id", HATO_LEVEL_ADVICE },
};

/* The first finding of the judge, fed as a resolver does. */
static HatoFinding *
judge (const char *zone_text, HatoAnswers *answers)
{
  HatoSubject *subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_auto (FakeZoneAnswers) zone = { NULL };
  HatoFinding *first;

  fake_zone_answers_init (&zone, zone_text, NULL);
  while (!hato_mta_sts_judge (subject, answers, findings))
    {
      g_ptr_array_set_size (findings, 0);
      g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), >, 0);
    }
  hato_subject_free (subject);
  g_assert_cmpuint (findings->len, >=, 1);
  first = g_ptr_array_index (findings, 0);
  for (guint i = 1; i < findings->len; i++)
    if (hato_finding_compare (g_ptr_array_index (findings, i), first) < 0)
      first = g_ptr_array_index (findings, i);
  return hato_finding_ref (first);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoFinding) finding = judge (rows[i].zone, answers);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (finding->code, ==, rows[i].code);
      g_assert_cmpint (finding->level, ==, rows[i].level);
      g_assert_cmpuint (finding->evidence->len, >=, 1);
    }
}

/* What a real web server can say, and a zone file cannot. */
static const struct
{
  const char *what;
  const char *failure;
  guint status;
  const char *type;
  const char *certificate;
  const char *code;
} answers_of_servers[] = {
  { "404 (RFC 8461 §3.3)", NULL, 404, "text/plain", NULL, "mta-sts.no_policy" },
  { "a redirect", NULL, 301, "text/plain", NULL, "mta-sts.no_policy" },
  { "trouble of its own may pass", NULL, 503, "text/plain", NULL, "mta-sts.unchecked" },
  { "HTML by its type", NULL, 200, "text/html", NULL, "mta-sts.policy_html" },
  { "a certificate that does not hold", NULL, 0, NULL, "cert_expired", "mta-sts.certificate" },
  { "a time-out", "timeout", 0, NULL, NULL, "mta-sts.unchecked" },
  { "an address of an inner network", "private_address", 0, NULL, NULL, "mta-sts.unchecked" },
  { "no address at all", "no_address", 0, NULL, NULL, "mta-sts.no_policy" },
};

static void
test_servers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers_of_servers); i++)
    {
      g_autoptr (HatoQuestion) question = hato_question_new (HATO_QUESTION_POLICY, "mta-sts.d.test",
                                                             0, "192.0.2.1", HATO_QUESTION_PLAIN);
      g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "https");
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoFinding) finding = NULL;

      g_test_message ("%s", answers_of_servers[i].what);
      evidence->failure = answers_of_servers[i].failure;
      if (evidence->failure == NULL)
        {
          evidence->policy = hato_policy_body_new ("https://mta-sts.d.test/");
          evidence->policy->status = answers_of_servers[i].status;
          evidence->policy->content_type = g_strdup (answers_of_servers[i].type);
          evidence->policy->certificate = g_strdup (answers_of_servers[i].certificate);
        }
      hato_answers_add (answers, evidence);
      finding = judge (ZONE ("x"), answers);
      g_assert_cmpstr (finding->code, ==, answers_of_servers[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mta-sts/rows", test_rows);
  g_test_add_func ("/mta-sts/servers", test_servers);
  return g_test_run ();
}
