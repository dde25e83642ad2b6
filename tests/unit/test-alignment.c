/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A known mail that passes SPF in another name. */
#include "config.h"

#include "dns/alignment.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 16u
#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"
#define ZONE(policy, spf)                                                                          \
  "{" TXT ("_dmarc.d.test", policy) "," TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all") "," TXT (      \
      "bounce.s.test", spf) "," TXT ("bounce.d.test", spf) "}"
#define REJECT "v=DMARC1; p=reject"
#define SPF    "v=spf1 ip4:192.0.2.9 -all"

static const struct
{
  const char *description, *zone, *mail_from, *ip, *selector;
  gboolean told;
} rows[] = {
  { "a service's own name", ZONE (REJECT, SPF), "x@bounce.s.test", "192.0.2.9", NULL, TRUE },
  { "a name below the domain, relaxed (RFC 9989 §4.4.2)", ZONE (REJECT, SPF), "x@bounce.d.test",
    "192.0.2.9", NULL, FALSE },
  { "the same, strict", ZONE ("v=DMARC1; p=reject; aspf=s", SPF), "x@bounce.d.test", "192.0.2.9",
    NULL, TRUE },
  { "SPF does not pass there either", ZONE (REJECT, SPF), "x@bounce.s.test", "192.0.2.8", NULL,
    FALSE },
  { "a selector is known: there is a signature in the domain's own name", ZONE (REJECT, SPF),
    "x@bounce.s.test", "192.0.2.9", "s1", FALSE },
  { "no mail is known", ZONE (REJECT, SPF), NULL, "192.0.2.9", NULL, FALSE },
  { "nor its server", ZONE (REJECT, SPF), "x@bounce.s.test", NULL, NULL, FALSE },
  { "nothing asks for it: no DMARC", ZONE ("hello", SPF), "x@bounce.s.test", "192.0.2.9", NULL,
    FALSE },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);

      subject->mail_from = g_strdup (rows[i].mail_from);
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit (rows[i].ip != NULL ? rows[i].ip : "", " ", -1);
      g_strfreev (subject->selectors);
      subject->selectors = g_strsplit (rows[i].selector != NULL ? rows[i].selector : "", " ", -1);
      fake_zone_answers_init (&zone, rows[i].zone, NULL);
      for (guint round = 0; !hato_alignment_judge (subject, answers, findings); round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), >, 0);
        }
      g_test_message ("%s", rows[i].description);
      g_assert_cmpuint (findings->len, ==, rows[i].told ? 1 : 0);
      if (rows[i].told)
        {
          const HatoFinding *finding = g_ptr_array_index (findings, 0);

          g_assert_cmpstr (finding->code, ==, "dmarc.unaligned");
          g_assert_cmpuint (finding->evidence->len, ==, 2);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alignment/rows", test_rows);
  return g_test_run ();
}
