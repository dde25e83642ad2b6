/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record would change, from the answers of a check alone (RFC 7208). */
#include "config.h"

#include "advice/replay.h"

#include "fakes/zone-answers.h"

#define D         "d.test"
#define TXT(text) "{\"type\": \"TXT\", \"strings\": [\"" text "\"]}"

static const struct
{
  const char *description;
  const char *zone;     /* what was asked is D, and what else is in here */
  const char *old_text; /* (nullable) */
  const char *new_text; /* (nullable) */
  const char *ip;
  gboolean known;
  HatoSpfResult before;
  HatoSpfResult after;
} rows[] = {
  { "added", TXT ("other"), NULL, "v=spf1 ip4:192.0.2.1 -all", "192.0.2.1", TRUE, HATO_SPF_NONE,
    HATO_SPF_PASS },
  { "replaced", TXT ("other") "," TXT ("v=spf1 -all"), "v=spf1 -all", "v=spf1 ip4:192.0.2.1 -all",
    "192.0.2.1", TRUE, HATO_SPF_FAIL, HATO_SPF_PASS },
  { "another sender fails then as before", TXT ("v=spf1 -all"), "v=spf1 -all",
    "v=spf1 ip4:192.0.2.1 -all", "192.0.2.2", TRUE, HATO_SPF_FAIL, HATO_SPF_FAIL },
  { "added beside one that stays: §4.5", TXT ("v=spf1 -all"), NULL, "v=spf1 ip4:192.0.2.1 -all",
    "192.0.2.1", TRUE, HATO_SPF_FAIL, HATO_SPF_PERMERROR },
  { "removed", TXT ("v=spf1 -all") "," TXT ("v=spf1 ip4:192.0.2.1 -all"), "v=spf1 -all", NULL,
    "192.0.2.1", TRUE, HATO_SPF_PERMERROR, HATO_SPF_PASS },
  { "a name that nobody asked for", TXT ("v=spf1 -all"), "v=spf1 -all",
    "v=spf1 include:x.test -all", "192.0.2.1", FALSE, HATO_SPF_NONE, HATO_SPF_NONE },
  { "no address", TXT ("v=spf1 -all"), "v=spf1 -all", "v=spf1 +all", "***", FALSE, HATO_SPF_NONE,
    HATO_SPF_NONE },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"" D "\": {\"records\": [%s]}}", rows[i].zone);
      g_auto (FakeZoneAnswers) zone = { NULL };
      g_autoptr (HatoSubject) subject = hato_subject_new (D, D);
      g_autoptr (HatoQuestion) question = hato_question_new_dns (D, HATO_DNS_TXT);
      g_autoptr (HatoEvidence) answer = NULL;
      g_autoptr (GPtrArray) items = g_ptr_array_new ();
      g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
      g_autoptr (HatoCheckup) checkup = NULL;
      HatoRecordChange change = { (char *) D, (char *) "TXT", (char *) rows[i].old_text,
                                  (char *) rows[i].new_text };
      HatoStatistics statistics = { 0, 0, -1 };
      HatoReplay replay;

      g_test_message ("%s", rows[i].description);
      fake_zone_answers_init (&zone, json, NULL);
      answer = hato_zone_answer (zone.zone, question, NULL);
      g_ptr_array_add (evidence, answer);
      checkup = hato_checkup_new (subject, items, evidence, 0, 0, &statistics);
      hato_replay_run (checkup, &change, rows[i].ip, &replay);
      g_assert_cmpint (replay.known, ==, rows[i].known);
      if (!rows[i].known)
        continue;
      g_assert_cmpint (replay.before, ==, rows[i].before);
      g_assert_cmpint (replay.after, ==, rows[i].after);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replay/rows", test_rows);
  return g_test_run ();
}
