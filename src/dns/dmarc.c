/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/dmarc.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/alignment.h"
#include "dns/dmarc-older.h"
#include "dns/dmarc-policy.h"
#include "dns/domain.h"
#include "dns/mend.h"
#include "dns/misplaced.h"
#include "dns/mx.h"
#include "dns/noted.h"
#include "records/report-uri.h"

#define FIRST_RECORD                                                                               \
  "v=DMARC1; p=none;" /* what a domain starts with: nothing changes, and it counts as having one */
#define REPORT_DOMAINS_MAX 5u

static const HatoMisplacedPlace places[] = {
  { "{d}", "dmarc.wrong_name_root" },
  { "_dmarc.{d}.{d}", "dmarc.wrong_name_doubled" },
  { "_dmarc._dmarc.{d}", "dmarc.wrong_name_doubled" },
  { "dmarc.{d}", "dmarc.wrong_name_no_underscore" },
  { "_dmarc.www.{d}", "dmarc.wrong_name" },
  { "_dmarc.mail.{d}", "dmarc.wrong_name" },
  { "_dmarc._domainkey.{d}", "dmarc.wrong_name" },
  { "_domainkey.{d}", "dmarc.wrong_name" },
  { "_dmark.{d}", "dmarc.wrong_name" },
  { "_damrc.{d}", "dmarc.wrong_name" },
  { "_dmrac.{d}", "dmarc.wrong_name" },
  { "_dmac.{d}", "dmarc.wrong_name" },
  { "dmarc.{d}.{d}", "dmarc.wrong_name" },
  { "@.{d}", "dmarc.wrong_name" },
  { "www.{d}", "dmarc.wrong_name" },
};

static const HatoDnsRecord *
find_record (const HatoEvidence *evidence)
{
  for (guint i = 0; i < evidence->records->len && hato_dmarc_record_get (evidence, NULL) != NULL;
       i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);
      g_autoptr (HatoDmarcRecord) parsed = hato_dmarc_record_parse (record->bytes, record->size);

      if (parsed->is_record)
        return record;
    }
  return NULL;
}

static const HatoMisplacedKind kind = { places, G_N_ELEMENTS (places), find_record };

static HatoFinding *
add_finding (GPtrArray *findings,
             const char *code,
             const HatoSubject *subject,
             const HatoEvidence *evidence)
{
  HatoFinding *finding = hato_finding_new_usual (code, subject->domain);

  hato_finding_cite (finding, evidence);
  g_ptr_array_add (findings, finding);
  return finding;
}

static gboolean
find_code (const GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    if (strcmp (((const HatoFinding *) g_ptr_array_index (findings, i))->code, code) == 0)
      return TRUE;

  return FALSE;
}

static void
add_unchecked (GPtrArray *findings,
               const char *reason,
               const HatoSubject *subject,
               const HatoEvidence *evidence)
{
  HatoFinding *finding = hato_finding_new_unchecked ("dmarc", reason, subject->domain);

  hato_finding_add_argument (finding, "name", evidence->question->name);
  hato_finding_cite (finding, evidence);
  g_ptr_array_add (findings, finding);
}

static void
add_elsewhere (const HatoSubject *subject,
               const HatoMisplaced *misplaced,
               const HatoEvidence *here,
               GPtrArray *findings)
{
  HatoFinding *finding = add_finding (findings, misplaced->code, subject, here);
  const HatoDnsRecord *record = misplaced->record;
  g_autoptr (HatoDmarcRecord) parsed = hato_dmarc_record_parse (record->bytes, record->size);
  g_autofree char *text = g_strndup ((const char *) record->bytes, record->size);

  hato_misplaced_tell (misplaced, finding);
  if (parsed->valid) /* what stands there can be registered as it is */
    hato_finding_set_record (finding, here->question->name, "TXT", NULL, text);
}

/* Texts at the right place that no receiver takes for a record: those that were meant as one, or the others. */
static void
add_strangers (const HatoEvidence *txt,
               gboolean meant,
               const HatoSubject *subject,
               GPtrArray *findings)
{
  for (guint i = 0; i < txt->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (txt->records, i);
      g_autoptr (HatoDmarcRecord) parsed = NULL;

      if (hato_dmarc_record_is_meant (record->bytes, record->size) != meant)
        continue;
      parsed = hato_dmarc_record_parse (record->bytes, record->size);
      hato_noted_add_findings (findings, parsed->notes, record->bytes, record->size,
                               subject->domain, txt);
      hato_mend_attach (findings, HATO_RECORD_DMARC, txt->question->name, record);
    }
}

/* Nothing is registered, and nothing like it. Mail that nobody sends needs no record (contract, rule 3). */
static gboolean
add_missing (const HatoSubject *subject,
             const HatoEvidence *txt,
             const HatoEvidence *second,
             HatoAnswers *answers,
             GPtrArray *findings)
{
  gboolean sends_none;
  HatoFinding *finding;

  if (!hato_domain_sends_no_mail (subject, answers, &sends_none))
    return FALSE;

  finding = sends_none ? hato_finding_new ("dmarc.missing", HATO_LEVEL_ADVICE, subject->domain)
                       : hato_finding_new_usual ("dmarc.missing", subject->domain);
  hato_finding_cite (finding, txt);
  hato_finding_cite (finding, second);
  hato_finding_set_record (finding, txt->question->name, "TXT", NULL, FIRST_RECORD);
  g_ptr_array_add (findings, finding);
  return TRUE;
}

/* Nothing applies at the domain itself, nor from above. FALSE = pending. */
static gboolean
judge_missing (const HatoSubject *subject,
               const HatoEvidence *txt,
               HatoAnswers *answers,
               GPtrArray *findings)
{
  g_auto (HatoMisplaced) misplaced = { 0 };
  HatoSure sure = hato_misplaced_find (&kind, subject->domain, NULL, txt, answers, &misplaced);

  if (sure == HATO_SURE_PENDING)
    return FALSE;
  if (sure == HATO_SURE_DIFFERENT)
    {
      add_unchecked (findings, hato_sure_get_reason (misplaced.second), subject, txt);
      hato_finding_cite (g_ptr_array_index (findings, 0), misplaced.second);
      return TRUE;
    }

  /* A record that was nearly right says more than one elsewhere, and that more than a text that has lost its way. */
  add_strangers (txt, TRUE, subject, findings);
  if (findings->len == 0 && misplaced.record != NULL)
    add_elsewhere (subject, &misplaced, txt, findings);
  if (findings->len == 0)
    add_strangers (txt, FALSE, subject, findings);
  if (findings->len == 0 && txt->aliases->len > 0)
    {
      const HatoDnsRecord *alias = g_ptr_array_index (txt->aliases, txt->aliases->len - 1);
      HatoFinding *finding = add_finding (findings, "dmarc.cname_broken", subject, txt);

      hato_finding_add_argument (finding, "name", alias->target);
    }
  return findings->len > 0 || add_missing (subject, txt, misplaced.second, answers, findings);
}

/* The tag of the record that applies by which the two differ, or the name where the older receiver looks. */
static char *
make_difference (const HatoDmarcEvaluation *evaluation, const HatoDmarcOlder *older)
{
  static const char *const tags[] = { "t", "np", "pct", "psd", "sp" };
  const HatoDmarcRecord *record = evaluation->record;

  if (record != NULL && older->evidence == evaluation->evidence)
    for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
      {
        const HatoTag *tag = hato_tag_list_find (record->tags, tags[i]);

        if (tag != NULL)
          return hato_tag_to_string (tag);
      }
  return g_strdup (older->evidence != NULL ? older->evidence->question->name
                                           : older->organizational_domain);
}

static void
tell_difference (const HatoSubject *subject,
                 const HatoDmarcEvaluation *evaluation,
                 const HatoDmarcOlder *older,
                 const char *newer_word,
                 const char *older_word,
                 GPtrArray *findings)
{
  HatoFinding *finding =
      add_finding (findings, "dmarc.rfc7489_differs", subject, evaluation->evidence);
  g_autofree char *term = make_difference (evaluation, older);

  hato_finding_add_argument (finding, "term", term);
  hato_finding_add_argument (finding, "policy", newer_word);
  hato_finding_add_argument (finding, "result", older_word);
  hato_finding_cite (finding, older->evidence);
}

/* np is for names that do not exist: of mail in the name of one the older receiver thinks by sp or p (RFC 9989 §4.7). */
static const char *
get_missing_policies (const HatoDmarcRecord *record, const char **older_word)
{
  HatoDmarcPolicy subdomains =
      record->subdomain_policy != HATO_DMARC_UNSET ? record->subdomain_policy : record->policy;

  *older_word = hato_dmarc_policy_to_string (subdomains);
  return record->missing_policy != HATO_DMARC_UNSET && record->missing_policy != subdomains
             ? hato_dmarc_policy_to_string (record->missing_policy)
             : NULL;
}

/* Where a receiver of RFC 7489 decides otherwise. FALSE = pending. */
static gboolean
judge_older_readers (const HatoSubject *subject,
                     const HatoDmarcEvaluation *evaluation,
                     HatoAnswers *answers,
                     GPtrArray *findings)
{
  HatoDmarcOlder older;
  HatoDmarcPolicy newer = evaluation->record != NULL ? evaluation->effective : HATO_DMARC_NONE;
  const char *newer_word = hato_dmarc_policy_to_string (newer), *older_word;
  g_autofree char *partly = NULL;

  if (!hato_dmarc_older_evaluate (subject->domain, answers, &older))
    return FALSE;
  if (!older.known || newer == HATO_DMARC_UNSET || find_code (findings, "dmarc.rfc7489_differs"))
    return TRUE;

  older_word = hato_dmarc_policy_to_string (older.policy);
  partly = g_strdup_printf ("%s (%u %%)", older_word, older.percent);
  if (older.policy != newer)
    tell_difference (subject, evaluation, &older, newer_word, older_word, findings);
  else if (older.percent < 100 && older.policy != HATO_DMARC_NONE)
    tell_difference (subject, evaluation, &older, newer_word, partly, findings);
  else if (evaluation->record != NULL
           && strcmp (evaluation->organizational_domain, older.organizational_domain) != 0)
    tell_difference (subject, evaluation, &older, evaluation->organizational_domain,
                     older.organizational_domain, findings); /* what counts as aligned */
  else if (evaluation->record != NULL
           && (newer_word = get_missing_policies (evaluation->record, &older_word)) != NULL)
    tell_difference (subject, evaluation, &older, newer_word, older_word, findings);
  return TRUE;
}

/* No MX and no address (RFC 5321 §5.1), or a null MX (RFC 7505). */
static gboolean
takes_no_mail (const HatoEvidence *mx, const HatoEvidence *address)
{
  HatoOutcome outcome = hato_evidence_get_outcome (mx);
  HatoOutcome fallback = hato_evidence_get_outcome (address);

  if (outcome == HATO_OUTCOME_ANSWER)
    return hato_mx_is_null (mx);

  return outcome != HATO_OUTCOME_FAILED && fallback != HATO_OUTCOME_ANSWER
         && fallback != HATO_OUTCOME_FAILED;
}

/* Reports to another domain must be welcome there (RFC 9990 §4), and have a server to go to. FALSE = pending. */
static gboolean
judge_report_domain (const HatoSubject *subject,
                     const HatoDmarcEvaluation *evaluation,
                     const char *receiver,
                     HatoAnswers *answers,
                     GPtrArray *findings)
{
  g_autofree char *name =
      g_strconcat (evaluation->policy_domain, "._report._dmarc.", receiver, NULL);
  gboolean foreign = strcmp (receiver, evaluation->organizational_domain) != 0
                     && !hato_domain_name_is_below (receiver, evaluation->organizational_domain);
  const HatoEvidence *welcome = foreign && hato_domain_name_is_askable (name)
                                    ? hato_look_up (answers, name, HATO_DNS_TXT)
                                    : NULL;
  const HatoEvidence *mx =
      hato_domain_name_is_askable (receiver) ? hato_look_up (answers, receiver, HATO_DNS_MX) : NULL;
  const HatoEvidence *address =
      hato_domain_name_is_askable (receiver) ? hato_look_up (answers, receiver, HATO_DNS_A) : NULL;
  HatoFinding *finding;

  if (mx == NULL || address == NULL
      || (foreign && hato_domain_name_is_askable (name) && welcome == NULL))
    return !hato_domain_name_is_askable (receiver);

  if (welcome != NULL && hato_evidence_get_outcome (welcome) != HATO_OUTCOME_FAILED
      && hato_dmarc_record_get (welcome, NULL) == NULL)
    {
      finding = add_finding (findings, "dmarc.rua_unauthorised", subject, welcome);
      hato_finding_add_argument (finding, "name", receiver);
    }
  else if (foreign ? takes_no_mail (mx, address) : hato_mx_is_null (mx))
    {
      finding = add_finding (findings, "dmarc.rua_no_mx", subject, mx);
      hato_finding_cite (finding, address);
      hato_finding_add_argument (finding, "name", receiver);
    }
  return TRUE;
}

/* The domains to which reports go, each once: those on all mail first, then those on single ones. */
static GPtrArray *
list_report_domains (const HatoDmarcRecord *record)
{
  const GPtrArray *const lists[] = { record->rua, record->ruf };
  GPtrArray *domains = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len && domains->len < REPORT_DOMAINS_MAX; j++)
      {
        g_autofree char *domain = hato_report_uri_get_domain (g_ptr_array_index (lists[i], j));

        if (domain != NULL
            && !g_ptr_array_find_with_equal_func (domains, domain, g_str_equal, NULL))
          g_ptr_array_add (domains, g_steal_pointer (&domain));
      }
  return domains;
}

static gboolean
judge_reports (const HatoSubject *subject,
               const HatoDmarcEvaluation *evaluation,
               HatoAnswers *answers,
               GPtrArray *findings)
{
  g_autoptr (GPtrArray) domains = list_report_domains (evaluation->record);
  gboolean complete = TRUE;

  for (guint i = 0; i < domains->len; i++)
    if (!judge_report_domain (subject, evaluation, g_ptr_array_index (domains, i), answers,
                              findings))
      complete = FALSE;
  return complete;
}

/* psd=y is for those under whose name others register (RFC 9989 §4.7). */
static void
judge_psd (const HatoSubject *subject, const HatoDmarcEvaluation *evaluation, GPtrArray *findings)
{
  if (evaluation->record->psd == HATO_DMARC_PSD_YES
      && !hato_domain_name_is_public_suffix (evaluation->policy_domain)
      && strcmp (evaluation->policy_domain, subject->domain) == 0)
    add_finding (findings, "dmarc.psd_wrong", subject, evaluation->evidence);
}

/* In force is what a receiver takes from the record; an older one takes nothing from one whose policy is not in its place. */
static void
add_policies (HatoFinding *finding, const HatoDmarcEvaluation *evaluation)
{
  hato_finding_add_argument (finding, "name", evaluation->evidence->question->name);
  hato_finding_add_argument (finding, "policy",
                             hato_dmarc_policy_to_string (evaluation->published));
  if (strcmp (finding->code, "dmarc.rfc7489_differs") == 0)
    hato_finding_add_argument (finding, "result", hato_dmarc_policy_to_string (HATO_DMARC_NONE));
}

/* What is wrong with the policy itself comes first, then what is odd about its reports. */
static void
add_notes (const HatoDmarcEvaluation *evaluation, const HatoDnsRecord *record, GPtrArray *findings)
{
  hato_noted_add_findings (findings, evaluation->record->notes, record->bytes, record->size,
                           evaluation->policy_domain, evaluation->evidence);
  hato_mend_attach (findings, HATO_RECORD_DMARC, evaluation->evidence->question->name, record);
  for (guint i = 0; i < findings->len; i++)
    add_policies (g_ptr_array_index (findings, i), evaluation);
}

static const HatoDnsRecord *
find_text (const HatoEvidence *evidence)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);
      g_autoptr (HatoDmarcRecord) parsed = hato_dmarc_record_parse (record->bytes, record->size);

      if (parsed->is_record)
        return record;
    }
  return g_ptr_array_index (evidence->records, 0);
}

/* A record applies. FALSE = pending. */
static gboolean
judge_applying (const HatoSubject *subject,
                const HatoDmarcEvaluation *evaluation,
                HatoAnswers *answers,
                GPtrArray *findings)
{
  const HatoDnsRecord *record = find_text (evaluation->evidence);
  HatoFinding *finding;

  add_notes (evaluation, record, findings);
  judge_psd (subject, evaluation, findings);
  if (!judge_reports (subject, evaluation, answers, findings))
    return FALSE;
  if (!judge_older_readers (subject, evaluation, answers, findings)
      || !hato_alignment_judge (subject, answers, findings))
    return FALSE;

  if (hato_level_worst (findings) > HATO_LEVEL_CAUTION)
    {
      finding = add_finding (findings, "dmarc.ok", subject, evaluation->evidence);
      hato_finding_add_argument (finding, "policy",
                                 hato_dmarc_policy_to_string (evaluation->effective));
      hato_finding_add_argument (finding, "name", evaluation->evidence->question->name);
      hato_finding_take_excerpt (finding, hato_excerpt_new (record->bytes, record->size));
    }
  return TRUE;
}

static gboolean
judge_evaluation (const HatoSubject *subject,
                  const HatoEvidence *txt,
                  const HatoDmarcEvaluation *evaluation,
                  HatoAnswers *answers,
                  GPtrArray *findings)
{
  guint n_records = 0;
  HatoFinding *finding;

  hato_dmarc_record_get (txt, &n_records);
  if (n_records > 1) /* RFC 9989 §4.10: of two records none counts */
    {
      finding = add_finding (findings, "dmarc.multiple", subject, txt);
      hato_finding_add_number (finding, "count", n_records);
      return judge_older_readers (subject, evaluation, answers, findings);
    }
  if (evaluation->result == HATO_DMARC_RESULT_TEMPERROR && evaluation->record == NULL)
    {
      add_unchecked (findings, evaluation->failure, subject, evaluation->failed);
      hato_finding_cite (g_ptr_array_index (findings, findings->len - 1), txt);
      return TRUE;
    }
  if (evaluation->record != NULL)
    return judge_applying (subject, evaluation, answers, findings);

  return judge_missing (subject, txt, answers, findings);
}

/**
 * hato_dmarc_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item dmarc: what the domain asks receivers to do with mail that does not prove itself (RFC 9989).
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_dmarc_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  g_autofree char *name = g_strconcat ("_dmarc.", subject->domain, NULL);
  HatoDmarcInput input = { .author_domain = subject->domain };
  g_auto (HatoDmarcEvaluation) evaluation = { 0 };
  const HatoEvidence *apex = hato_look_up (answers, subject->domain, HATO_DNS_TXT);
  const HatoEvidence *txt;
  gboolean settled;

  if (!hato_domain_name_is_askable (name))
    {
      add_finding (findings, "dmarc.not_applicable", subject, NULL);
      return TRUE;
    }
  txt = hato_look_up (answers, name, HATO_DNS_TXT);
  settled = hato_dmarc_evaluate (&input, answers, &evaluation);
  if (txt == NULL)
    {
      hato_misplaced_look_up (&kind, subject->domain, NULL, answers);
      hato_look_up (answers, subject->domain, HATO_DNS_MX); /* whether it sends mail at all */
    }
  if (apex == NULL || txt == NULL || !settled)
    return FALSE;

  if (hato_evidence_get_outcome (apex) == HATO_OUTCOME_NXDOMAIN)
    settled = hato_domain_judge_nxdomain (subject, "dmarc", "dmarc.not_applicable", apex, answers,
                                          findings);
  else if (hato_evidence_get_outcome (txt) == HATO_OUTCOME_FAILED)
    add_unchecked (findings, hato_evidence_get_reason (txt), subject, txt);
  else
    settled = judge_evaluation (subject, txt, &evaluation, answers, findings);
  if (!settled)
    g_ptr_array_set_size (findings, 0);
  return settled;
}
