/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_host (), and the judge of SPF, in a hostile world. First line: the client's address and the sender, with a
 * space between. Every further line is an answer that some name gives, whatever it is asked for: T text, M, P or A with names or addresses, N none, F
 * a failure. Which name gets which line is a matter of its hash, so the world has loops and no end. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "dns/spf-eval.h"
#include "dns/spf.h"

#define QUESTIONS_MAX 300u /* the budget of a whole run (limits) */
#define ROUNDS_MAX    100u
#define INPUT_MAX     70000u

static void
take_host (HatoEvidence *evidence, guint16 type, const char *name, guint preference)
{
  HatoDnsRecord *record = hato_dns_record_new (type, 300);

  record->preference = (guint16) preference;
  record->target = g_ascii_strdown (name, -1);
  hato_dns_record_finish (record);
  hato_evidence_take_record (evidence, record);
}

static void
take_address (HatoEvidence *evidence, guint16 type, const char *text)
{
  HatoDnsRecord *record = hato_dns_record_new (type, 300);
  HatoAddress address = { .size = 0 };

  if (!hato_address_parse (text, &address)
      || address.size != (type == HATO_DNS_A ? (gsize) 4 : (gsize) 16))
    memset (address.bytes, 1, sizeof address.bytes);
  record->size = type == HATO_DNS_A ? 4 : 16;
  record->bytes = g_memdup2 (address.bytes, record->size);
  hato_dns_record_finish (record);
  hato_evidence_take_record (evidence, record);
}

static void
take_text (HatoEvidence *evidence, const char *text, gsize size)
{
  HatoDnsRecord *record = hato_dns_record_new (HATO_DNS_TXT, 300);
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  const GBytes *strings[] = { bytes };

  hato_dns_record_set_strings (record, strings, 1);
  hato_dns_record_finish (record);
  hato_evidence_take_record (evidence, record);
}

static HatoEvidence *
answer (HatoQuestion *question, char **lines, guint n_lines)
{
  HatoEvidence *evidence = hato_evidence_new (question, "zone");
  const char *line = lines[1 + hato_question_hash (question) % n_lines];
  g_auto (GStrv) words = NULL;

  if (*line == 'F')
    evidence->failure = "timeout";
  else if (*line == 'N')
    evidence->rcode = HATO_RCODE_NXDOMAIN;
  if (*line == 'F' || *line == 'N' || *line == '\0')
    return evidence;
  if (question->type == HATO_DNS_TXT)
    {
      take_text (evidence, line + 1, strlen (line + 1));
      return evidence;
    }

  words = g_strsplit (line + 1, " ", 12);
  for (guint i = 0; words[i] != NULL; i++)
    if (question->type == HATO_DNS_A || question->type == HATO_DNS_AAAA)
      take_address (evidence, question->type, words[i]);
    else
      take_host (evidence, question->type, words[i], i);
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

/* Asks until it has settled; a world without end must end. */
static void
settle (const HatoSpfInput *input,
        HatoAnswers *answers,
        char **lines,
        guint n_lines,
        HatoSpfEvaluation *evaluation)
{
  guint n_questions = 0;

  for (guint round = 0;; round++)
    {
      guint n;

      if (hato_spf_evaluate (input, answers, evaluation))
        return;

      hato_spf_evaluation_clear (evaluation);
      n = bring (answers, lines, n_lines);
      n_questions += n;
      g_assert_true (n > 0 && n_questions <= QUESTIONS_MAX && round < ROUNDS_MAX);
    }
}

/* The same for the judge: it settles with findings, and every text that it shows is UTF-8. */
static void
judge (const char *domain, const char *ip, char **lines, guint n_lines)
{
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  HatoSubject *subject = hato_subject_new (domain, domain);
  guint n_questions = 0;

  g_strfreev (subject->sending_ips);
  subject->sending_ips = g_strsplit (ip, " ", 1);
  for (guint round = 0; !hato_spf_judge (subject, NULL, answers, findings); round++)
    {
      guint n = bring (answers, lines, n_lines);

      n_questions += n;
      g_assert_cmpuint (findings->len, ==, 0);
      g_assert_true (n > 0 && n_questions <= QUESTIONS_MAX && round < ROUNDS_MAX);
    }
  g_assert_cmpuint (findings->len, >, 0);
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      g_assert_true (finding->excerpt == NULL
                     || g_utf8_validate (finding->excerpt->text, -1, NULL));
      for (guint j = 0; j < finding->arguments->len; j++)
        g_assert_true (g_utf8_validate (
            ((const HatoArgument *) g_ptr_array_index (finding->arguments, j))->value, -1, NULL));
    }
  hato_subject_free (subject);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, MIN (size, INPUT_MAX));
  g_auto (GStrv) lines = g_strsplit (text, "\n", 64);
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_auto (HatoSpfEvaluation) plain = { 0 };
  g_auto (HatoSpfEvaluation) traced = { 0 };
  HatoSpfInput input = { .helo = "mail.a.test", .time = 1 };
  char *sender;

  if (g_strv_length (lines) < 2)
    return 0;

  sender = strchr (lines[0], ' ');
  if (sender != NULL)
    *sender = '\0';
  if (!hato_address_parse (lines[0], &input.ip))
    return 0;

  input.mail_from = sender != NULL ? sender + 1 : "";
  settle (&input, answers, lines, g_strv_length (lines) - 1, &plain);
  input.trace = TRUE;
  settle (&input, answers, lines, g_strv_length (lines) - 1, &traced);
  g_assert_cmpint (plain.result, ==, traced.result);
  g_assert_cmpstr (plain.mechanism, ==, traced.mechanism);
  g_assert_cmpstr (plain.explanation, ==, traced.explanation);
  g_assert_cmpuint (plain.lookups, ==, traced.lookups);
  g_assert_cmpuint (plain.lookups, <=, HATO_SPF_LOOKUPS_MAX + 1);
  g_assert_cmpuint (plain.void_lookups, <=, HATO_SPF_VOID_LOOKUPS_MAX + 1);
  judge ("a.test", lines[0], lines, g_strv_length (lines) - 1);
  g_assert_true (plain.mechanism == NULL || g_str_is_ascii (plain.mechanism));
  g_assert_true (plain.explanation == NULL || g_str_is_ascii (plain.explanation));
  for (guint i = 0; i < traced.trace->len; i++)
    {
      const HatoSpfStep *step = g_ptr_array_index (traced.trace, i);

      g_assert_true (g_utf8_validate (step->domain, -1, NULL) && g_str_is_ascii (step->term));
    }
  return 0;
}
