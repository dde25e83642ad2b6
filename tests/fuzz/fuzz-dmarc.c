/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of DMARC, and the evaluation, in a hostile world. Every line is an answer that some name gives, whatever it is
 * asked for: T texts with "|" between, N none, F a failure, M a null MX. Which name gets which line is a matter of its hash. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "dns/dmarc-policy.h"
#include "dns/dmarc.h"

#define LINES_MAX     64
#define QUESTIONS_MAX 120u /* of one judge */
#define ROUNDS_MAX    8u   /* the walk, the places, the receivers of reports */

static void
take_texts (HatoEvidence *evidence, const char *line)
{
  g_auto (GStrv) texts = g_strsplit (line, "|", 8);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      HatoDnsRecord *record = hato_dns_record_new (HATO_DNS_TXT, 300);
      g_autoptr (GBytes) bytes = g_bytes_new (texts[i], strlen (texts[i]));
      const GBytes *strings[] = { bytes };

      hato_dns_record_set_strings (record, strings, 1);
      hato_dns_record_finish (record);
      hato_evidence_take_record (evidence, record);
    }
}

static HatoEvidence *
answer (HatoQuestion *question, char **lines, guint n_lines)
{
  HatoEvidence *evidence = hato_evidence_new (question, "zone");
  const char *line = lines[hato_question_hash (question) % n_lines];

  if (*line == 'F')
    evidence->failure = "timeout";
  else if (*line == 'N')
    evidence->rcode = HATO_RCODE_NXDOMAIN;
  else if (*line == 'T' && question->type == HATO_DNS_TXT)
    take_texts (evidence, line + 1);
  else if (*line == 'M' && question->type == HATO_DNS_MX)
    {
      HatoDnsRecord *record = hato_dns_record_new (HATO_DNS_MX, 300);

      record->target = g_strdup ("");
      hato_dns_record_finish (record);
      hato_evidence_take_record (evidence, record);
    }
  return evidence;
}

static guint
bring (HatoAnswers *answers, char **lines, guint n_lines)
{
  g_autoptr (GPtrArray) wanted = hato_answers_take_wanted (answers);

  for (guint i = 0; i < wanted->len; i++)
    {
      g_autoptr (HatoEvidence) evidence = answer (g_ptr_array_index (wanted, i), lines, n_lines);

      hato_answers_add (answers, evidence);
    }
  return wanted->len;
}

static void
evaluate (char **lines, guint n_lines)
{
  static const char *const dkim[] = { "x.test", "y.a.b.x.test", "z.test", NULL };
  const HatoDmarcInput input = { "a.b.x.test", "b.x.test", dkim };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();

  for (guint round = 0;; round++)
    {
      g_auto (HatoDmarcEvaluation) evaluation = { 0 };

      if (hato_dmarc_evaluate (&input, answers, &evaluation))
        {
          g_assert_cmpuint (evaluation.tree_walk->len, <=, HATO_DMARC_WALK_MAX);
          g_assert_true (evaluation.result != HATO_DMARC_RESULT_PASS || evaluation.spf_aligned
                         || evaluation.dkim_aligned);
          return;
        }
      g_assert_cmpuint (round, <, ROUNDS_MAX);
      g_assert_cmpuint (bring (answers, lines, n_lines), >, 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", LINES_MAX);
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  HatoSubject *subject;
  guint n_questions = 0;

  if (lines[0] == NULL)
    return 0;

  evaluate (lines, g_strv_length (lines));
  subject = hato_subject_new ("a.x.test", "a.x.test");
  for (guint round = 0; !hato_dmarc_judge (subject, answers, findings); round++)
    {
      guint n = bring (answers, lines, g_strv_length (lines));

      n_questions += n;
      g_assert_cmpuint (findings->len, ==, 0);
      g_assert_true (n > 0 && n_questions <= QUESTIONS_MAX && round < ROUNDS_MAX);
    }
  g_assert_cmpuint (findings->len, >, 0);
  hato_subject_free (subject);
  return 0;
}
