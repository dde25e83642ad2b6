/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judges of what nobody has to have: MTA-STS, TLS-RPT, BIMI. */
#include "config.h"

#include <string.h>

#include "dns/bimi.h"
#include "dns/mta-sts.h"
#include "dns/tls-rpt.h"
#include "fakes/zone-answers.h"

#define ROUNDS_MAX 4u
#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"
#define TWO(name, one, other)                                                                      \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" one                          \
  "\"]}, {\"type\": \"TXT\", \"strings\": [\"" other "\"]}]}"

typedef gboolean (*JudgeFunc) (const HatoSubject *subject,
                               HatoAnswers *answers,
                               GPtrArray *findings);

static const struct
{
  const char *description;
  JudgeFunc judge;
  const char *zone;
  const char *code;
  HatoLevel level;
  const char *name; /* (nullable): the argument of that name */
} rows[] = {
  { "MTA-STS: none", hato_mta_sts_judge, "{}", "mta-sts.not_applicable", HATO_LEVEL_NOT_APPLICABLE,
    NULL },
  { "MTA-STS: two (RFC 8461 §3.1)", hato_mta_sts_judge,
    "{" TWO ("_mta-sts.d.test", "v=STSv1; id=1", "v=STSv1; id=2") "}", "mta-sts.multiple",
    HATO_LEVEL_ADVICE, NULL },
  { "MTA-STS: mistyped", hato_mta_sts_judge, "{" TXT ("_mta-sts.d.test", "v=STS1; id=1") "}",
    "mta-sts.version_typo", HATO_LEVEL_ADVICE, NULL },
  { "MTA-STS: no answer", hato_mta_sts_judge, "{\"_mta-sts.d.test\": {\"timeout\": true}}",
    "mta-sts.unchecked", HATO_LEVEL_UNCHECKED, NULL },
  { "TLS-RPT: none", hato_tls_rpt_judge, "{}", "tlsrpt.not_applicable", HATO_LEVEL_NOT_APPLICABLE,
    NULL },
  { "TLS-RPT: one", hato_tls_rpt_judge,
    "{" TXT ("_smtp._tls.d.test", "v=TLSRPTv1; rua=mailto:a@d.test") "}", "tlsrpt.ok",
    HATO_LEVEL_OK, NULL },
  { "TLS-RPT: one beside another text", hato_tls_rpt_judge,
    "{" TWO ("_smtp._tls.d.test", "abc", "v=TLSRPTv1; rua=mailto:a@d.test") "}", "tlsrpt.ok",
    HATO_LEVEL_OK, NULL },
  { "TLS-RPT: two (RFC 8460 §3)", hato_tls_rpt_judge,
    "{" TWO ("_smtp._tls.d.test",
             "v=TLSRPTv1; rua=mailto:a@d.test",
             "v=TLSRPTv1; rua=mailto:b@d.test") "}",
    "tlsrpt.multiple", HATO_LEVEL_ADVICE, NULL },
  { "TLS-RPT: a label left out", hato_tls_rpt_judge,
    "{" TXT ("_tls.d.test", "v=TLSRPTv1; rua=mailto:a@d.test") "}", "tlsrpt.wrong_name",
    HATO_LEVEL_ADVICE, "_tls.d.test" },
  { "TLS-RPT: an underscore left out", hato_tls_rpt_judge,
    "{" TXT ("smtp._tls.d.test", "v=TLSRPTv1; rua=mailto:a@d.test") "}", "tlsrpt.wrong_name",
    HATO_LEVEL_ADVICE, "smtp._tls.d.test" },
  { "TLS-RPT: doubled", hato_tls_rpt_judge,
    "{" TXT ("_smtp._tls.d.test.d.test", "v=TLSRPTv1; rua=mailto:a@d.test") "}",
    "tlsrpt.wrong_name", HATO_LEVEL_ADVICE, "_smtp._tls.d.test.d.test" },
  { "BIMI: none", hato_bimi_judge, "{}", "bimi.not_applicable", HATO_LEVEL_NOT_APPLICABLE, NULL },
  { "BIMI: one", hato_bimi_judge,
    "{" TXT ("default._bimi.d.test", "v=BIMI1; l=https://d.test/l.svg") "}", "bimi.ok",
    HATO_LEVEL_OK, NULL },
  { "BIMI: no encryption", hato_bimi_judge,
    "{" TXT ("default._bimi.d.test", "v=BIMI1; l=http://d.test/l.svg") "}", "bimi.bad_address",
    HATO_LEVEL_ADVICE, NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (FakeZoneAnswers) fake = { 0 };
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      HatoSubject *subject = hato_subject_new ("d.test", "d.test");
      const HatoFinding *finding;

      fake_zone_answers_init (&fake, rows[i].zone, NULL);
      for (guint round = 0; !rows[i].judge (subject, answers, findings); round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (findings->len, ==, 0); /* nothing is said before it is known */
          g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
        }
      g_test_message ("%s", rows[i].description);
      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, rows[i].code);
      g_assert_cmpint (finding->level, ==, rows[i].level);
      g_assert_cmpstr (hato_finding_get_argument (finding, "name"), ==, rows[i].name);
      hato_subject_free (subject);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/optional-record/rows", test_rows);
  return g_test_run ();
}
