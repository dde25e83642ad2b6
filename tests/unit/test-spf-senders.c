/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known sending addresses: what a permanent error is called that one alone meets. */
#include "config.h"

#include "dns/spf-senders.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 16u
#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"
#define A(name, address)                                                                           \
  "\"" name "\": {\"records\": [{\"type\": \"A\", \"address\": \"" address "\"}]}"
#define EMPTY(name) "\"" name "\": {\"records\": []}"

typedef void (*SettledFunc) (const HatoSubject *subject,
                             const HatoEvidence *txt,
                             HatoSpfTree *tree,
                             HatoAnswers *answers,
                             GPtrArray *findings,
                             GString *seen);

/* Walks and evaluates until both have settled. */
static char *
judge (const char *json, const char *ips, SettledFunc settled)
{
  g_auto (FakeZoneAnswers) zone = { 0 };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  HatoSubject *subject = hato_subject_new ("d.test", "d.test");
  GString *seen = g_string_new (NULL);

  fake_zone_answers_init (&zone, json, NULL);
  g_strfreev (subject->sending_ips);
  subject->sending_ips = g_strsplit (ips, " ", -1);
  for (guint round = 0;; round++)
    {
      g_auto (HatoSpfTree) tree = { 0 };
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      const HatoEvidence *txt = hato_look_up (answers, "d.test", HATO_DNS_TXT);
      gboolean all_pass, complete = txt != NULL;

      g_assert_cmpuint (round, <, ROUNDS_MAX);
      if (complete)
        {
          complete = hato_spf_tree_walk ("d.test", answers, &tree);
          complete = hato_spf_senders_judge (subject, txt, &tree, answers, findings, &all_pass)
                     && complete;
        }
      if (complete)
        {
          settled (subject, txt, &tree, answers, findings, seen);
          break;
        }
      fake_zone_answers_bring (&zone, answers);
    }
  hato_subject_free (subject);
  return g_string_free (seen, FALSE);
}

static void
see_explained (const HatoSubject *subject,
               const HatoEvidence *txt,
               HatoSpfTree *tree,
               HatoAnswers *answers,
               GPtrArray *findings,
               GString *seen)
{
  hato_spf_senders_explain (subject, txt, answers, findings);
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (seen, "%s%s %s", i > 0 ? ", " : "", finding->code,
                              hato_finding_get_argument (finding, "name"));
    }
}

/* What a macro leads to is met by its own sender alone, and named as what it is (RFC 7208 §5.2, §7). */
static void
test_explained (void)
{
  static const struct
  {
    const char *description, *zone, *wanted;
  } rows[] = {
    { "a dead include", "{" TXT ("d.test", "v=spf1 include:%{i}.x.test -all") "}",
      "spf.include_nxdomain 192.0.2.1.x.test" },
    { "an include without SPF",
      "{" TXT ("d.test", "v=spf1 include:%{i}.x.test -all") "," EMPTY ("192.0.2.1.x.test") "}",
      "spf.include_no_spf 192.0.2.1.x.test" },
    { "an include that breaks the grammar",
      "{" TXT ("d.test", "v=spf1 include:%{i}.x.test -all") "," TXT ("192.0.2.1.x.test",
                                                                     "v=spf1 ipv4:192.0.2.1") "}",
      "spf.include_broken 192.0.2.1.x.test" },
    { "a redirect without SPF", "{" TXT ("d.test", "v=spf1 redirect=%{i}.x.test") "}",
      "spf.redirect_no_spf 192.0.2.1.x.test" },
    { "three void look-ups",
      "{" TXT ("d.test", "v=spf1 exists:a.%{i}.t exists:b.%{i}.t exists:c.%{i}.t -all") "}",
      "spf.void_lookups c.192.0.2.1.t" },
    { "a loop that only the macro closes", "{" TXT ("d.test", "v=spf1 include:%{d} -all") "}",
      "spf.too_many_lookups include:%{d}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *seen = judge (rows[i].zone, "192.0.2.1 192.0.2.1", see_explained);

      g_test_message ("%s: %s", rows[i].description, seen);
      g_assert_cmpstr (seen, ==, rows[i].wanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf-senders/explained", test_explained);
  return g_test_run ();
}
