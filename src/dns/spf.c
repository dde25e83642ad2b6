/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/spf.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/domain.h"
#include "dns/mend.h"
#include "dns/misplaced.h"
#include "dns/noted.h"
#include "dns/spf-eval.h"
#include "dns/spf-mailhost.h"
#include "dns/spf-senders.h"
#include "dns/spf-tree.h"
#include "records/spf-record.h"

static const HatoMisplacedPlace places[] = {
  { "{d}.{d}", "spf.wrong_name_doubled" }, { "www.{d}", "spf.wrong_name" },
  { "_spf.{d}", "spf.wrong_name" },        { "spf.{d}", "spf.wrong_name" },
  { "@.{d}", "spf.wrong_name" },           { "mail.{d}", "spf.wrong_name" },
  { "_dmarc.{d}", "spf.wrong_name" },      { "_domainkey.{d}", "spf.wrong_name" },
  { "txt.{d}", "spf.wrong_name" },
};

static const HatoDnsRecord *
find_record (const HatoEvidence *evidence)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);
      g_autoptr (HatoSpfRecord) parsed = NULL;

      if (!hato_spf_record_is_meant (record->bytes, record->size))
        continue;
      parsed = hato_spf_record_parse (record->bytes, record->size, record->ends, record->n_strings);
      if (parsed->is_record)
        return record;
    }
  return NULL;
}

static const HatoMisplacedKind kind = { places, G_N_ELEMENTS (places), find_record };

static void
add_unchecked (GPtrArray *findings,
               const char *reason,
               const HatoSubject *subject,
               const HatoEvidence *first,
               const HatoEvidence *second)
{
  HatoFinding *finding = hato_finding_new_unchecked ("spf", reason, subject->domain);

  hato_finding_cite (finding, first);
  hato_finding_cite (finding, second);
  g_ptr_array_add (findings, finding);
}

static HatoExcerpt *
new_excerpt (const HatoSpfRecord *record)
{
  return hato_excerpt_new (record->text, record->size);
}

/* Whether a record that stands elsewhere can be registered as it is: then it is exactly what is to be done. */
static void
set_record (HatoFinding *finding, const HatoSubject *subject, const HatoDnsRecord *record)
{
  g_autoptr (HatoSpfRecord) parsed =
      hato_spf_record_parse (record->bytes, record->size, record->ends, record->n_strings);

  if (parsed->valid && parsed->notes->len == 0)
    hato_finding_set_record (finding, subject->domain, "TXT", NULL, parsed->text);
}

/* The finding that tells where a record stands instead, or that there is none. */
static HatoFinding *
find_elsewhere (const HatoSubject *subject, const HatoMisplaced *misplaced, HatoAnswers *answers)
{
  const HatoEvidence *type99 = hato_look_up (answers, subject->domain, HATO_DNS_SPF);
  const HatoDnsRecord *old = type99 != NULL ? find_record (type99) : NULL;
  HatoFinding *finding;

  if (misplaced->record == NULL && old == NULL)
    return hato_finding_new_usual ("spf.missing", subject->domain);

  finding = hato_finding_new_usual (misplaced->record != NULL ? misplaced->code : "spf.type99_only",
                                    subject->domain);
  if (misplaced->record != NULL)
    hato_misplaced_tell (misplaced, finding);
  else /* RFC 7208 §3.1: type 99 is no longer read */
    {
      hato_finding_take_excerpt (finding, hato_excerpt_new (old->bytes, old->size));
      hato_finding_cite (finding, type99);
    }
  set_record (finding, subject, misplaced->record != NULL ? misplaced->record : old);
  return finding;
}

/* Of several faults with one root only the first is a problem: the others are there to be mended in the same go. */
static void
keep_one_problem (GPtrArray *findings)
{
  gboolean seen = FALSE;

  for (guint i = 0; i < findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != HATO_LEVEL_PROBLEM)
        continue;
      if (seen)
        {
          g_ptr_array_index (findings, i) =
              hato_finding_new_with_level (finding, HATO_LEVEL_ADVICE);
          hato_finding_unref (finding);
        }
      seen = TRUE;
    }
}

/* Texts at the right place that were meant as SPF and that no receiver takes for it. */
static void
add_near_misses (const HatoEvidence *txt, const HatoSubject *subject, GPtrArray *findings)
{
  for (guint i = 0; i < txt->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (txt->records, i);
      g_autoptr (HatoSpfRecord) parsed = NULL;

      if (!hato_spf_record_is_meant (record->bytes, record->size))
        continue;
      parsed = hato_spf_record_parse (record->bytes, record->size, record->ends, record->n_strings);
      hato_noted_add_findings (findings, parsed->notes, record->bytes, record->size,
                               subject->domain, txt);
      hato_mend_attach (findings, HATO_RECORD_SPF, subject->domain, record);
    }
  keep_one_problem (findings);
}

/* The record of the domain that was registered, where @subject is a name below it. FALSE = pending. */
static gboolean
look_up_parent (const HatoSubject *subject, HatoAnswers *answers, const HatoEvidence **parent)
{
  const char *registered = hato_domain_name_get_registered (subject->domain);
  const HatoEvidence *evidence;

  *parent = NULL;
  if (registered == NULL || strcmp (registered, subject->domain) == 0)
    return TRUE;

  evidence = hato_look_up (answers, registered, HATO_DNS_TXT);
  if (evidence != NULL && find_record (evidence) != NULL)
    *parent = evidence;
  return evidence != NULL;
}

/* Lists are not inherited: the one of the domain above does not hold for a name below it. */
static void
add_not_inherited (const HatoSubject *subject, const HatoEvidence *parent, GPtrArray *findings)
{
  HatoFinding *finding = hato_finding_new_usual ("spf.subdomain_missing", subject->domain);

  hato_finding_add_argument (finding, "name", parent->question->name);
  hato_finding_cite (finding, parent);
  g_ptr_array_add (findings, finding);
}

/* No record that a receiver takes for SPF. That is asked twice before anything rests on it. FALSE = pending. */
static gboolean
judge_missing (const HatoEvidence *txt,
               const HatoSubject *subject,
               HatoAnswers *answers,
               GPtrArray *findings)
{
  g_auto (HatoMisplaced) misplaced = { 0 };
  const HatoEvidence *parent;
  HatoSure sure = hato_misplaced_find (&kind, subject->domain, NULL, txt, answers, &misplaced);

  if (hato_look_up (answers, subject->domain, HATO_DNS_SPF) == NULL || sure == HATO_SURE_PENDING)
    return FALSE;
  if (sure == HATO_SURE_DIFFERENT)
    {
      add_unchecked (findings, hato_sure_get_reason (misplaced.second), subject, txt,
                     misplaced.second);
      return TRUE;
    }

  if (!look_up_parent (subject, answers, &parent))
    return FALSE;

  add_near_misses (txt, subject, findings);
  if (findings->len == 0 && parent != NULL && misplaced.record == NULL)
    add_not_inherited (subject, parent, findings);
  if (findings->len == 0)
    g_ptr_array_add (findings, find_elsewhere (subject, &misplaced, answers));
  for (guint i = 0; i < findings->len; i++)
    {
      hato_finding_cite (g_ptr_array_index (findings, i), txt);
      hato_finding_cite (g_ptr_array_index (findings, i), misplaced.second);
    }
  return TRUE;
}

static void
judge_multiple (const HatoEvidence *txt, const HatoSubject *subject, GPtrArray *findings)
{
  HatoFinding *finding =
      hato_finding_new_usual ("spf.multiple", subject->domain); /* RFC 7208 §4.5 */

  hato_finding_add_number (finding, "count", hato_spf_txt_get (txt)->n_records);
  hato_finding_take_excerpt (finding, new_excerpt (hato_spf_txt_get (txt)->record));
  hato_finding_cite (finding, txt);
  g_ptr_array_add (findings, finding);
}

static HatoFinding *
add_limit (const char *code,
           guint count,
           guint limit,
           const HatoSubject *subject,
           const HatoEvidence *txt,
           GPtrArray *findings)
{
  HatoFinding *finding = hato_finding_new_usual (code, subject->domain);

  hato_finding_add_number (finding, "count", count);
  hato_finding_add_number (finding, "limit", limit);
  hato_finding_take_excerpt (finding, new_excerpt (hato_spf_txt_get (txt)->record));
  hato_finding_cite (finding, txt);
  g_ptr_array_add (findings, finding);
  return finding;
}

/* A receiver stops at the limits of RFC 7208 §4.6.4. */
static void
add_limits (const HatoSpfTree *tree,
            const HatoSubject *subject,
            const HatoEvidence *txt,
            GPtrArray *findings)
{
  if (tree->lookups > HATO_SPF_LOOKUPS_MAX)
    {
      HatoFinding *finding = add_limit ("spf.too_many_lookups", tree->lookups, HATO_SPF_LOOKUPS_MAX,
                                        subject, txt, findings);

      for (guint i = 0; i < tree->sources->len; i++)
        hato_finding_cite (finding, g_ptr_array_index (tree->sources, i));
    }
  if (tree->void_lookups > HATO_SPF_VOID_LOOKUPS_MAX)
    hato_spf_name_voids (add_limit ("spf.void_lookups", tree->void_lookups,
                                    HATO_SPF_VOID_LOOKUPS_MAX, subject, txt, findings),
                         tree->voids);
}

/* What is wrong behind the record's own text. It is a caution where every sender that is known matches before it is
 * reached (contract, rule 6). */
static void
add_tree_faults (HatoSpfTree *tree,
                 gboolean senders_pass,
                 const HatoSubject *subject,
                 const HatoEvidence *txt,
                 GPtrArray *findings)
{
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);

  for (guint i = 0; i < tree->findings->len; i++)
    g_ptr_array_add (faults, hato_finding_ref (g_ptr_array_index (tree->findings, i)));
  add_limits (tree, subject, txt, faults);

  for (guint i = 0; i < faults->len; i++)
    {
      const HatoFinding *fault = g_ptr_array_index (faults, i);
      gboolean soften = senders_pass && fault->level == HATO_LEVEL_PROBLEM;
      HatoFinding *finding =
          hato_finding_new_with_level (fault, soften ? HATO_LEVEL_CAUTION : fault->level);

      hato_finding_cite (finding, txt);
      g_ptr_array_add (findings, finding);
    }
}

/* The tree goes with the finding that people will open: the first that was found out. */
static void
attach_tree (HatoSpfTree *tree, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != HATO_LEVEL_UNCHECKED)
        {
          hato_finding_take_tree (finding, g_steal_pointer (&tree->tree));
          return;
        }
    }
}

static void
add_ok (guint lookups, const HatoSubject *subject, const HatoEvidence *txt, GPtrArray *findings)
{
  HatoFinding *finding = hato_finding_new_usual ("spf.ok", subject->domain);

  hato_finding_add_number (finding, "count", lookups);
  hato_finding_take_excerpt (finding, new_excerpt (hato_spf_txt_get (txt)->record));
  hato_finding_cite (finding, txt);
  g_ptr_array_add (findings, finding);
}

/* Whether there is more than points that could not be checked. */
static gboolean
is_found_out (const GPtrArray *findings)
{
  gboolean found_out = FALSE;

  for (guint i = 0; i < findings->len; i++)
    found_out |= ((HatoFinding *) g_ptr_array_index (findings, i))->level != HATO_LEVEL_UNCHECKED;
  return found_out;
}

/* A mail that was sent in the name of a subdomain: lists are not inherited (RFC 7208 §4.5). FALSE = pending. */
static gboolean
judge_mail_from (const HatoSubject *subject,
                 const HatoEvidence *txt,
                 HatoAnswers *answers,
                 GPtrArray *findings)
{
  const char *at = subject->mail_from != NULL ? strrchr (subject->mail_from, '@') : NULL;
  g_autofree char *name = at != NULL ? g_ascii_strdown (at + 1, -1) : NULL;
  const HatoEvidence *there;
  HatoFinding *finding;

  if (name == NULL || !hato_domain_name_is_below (name, subject->domain)
      || !hato_domain_name_is_askable (name))
    return TRUE;
  there = hato_look_up (answers, name, HATO_DNS_TXT);
  if (there == NULL)
    return FALSE;
  if (hato_evidence_get_outcome (there) == HATO_OUTCOME_FAILED || find_record (there) != NULL)
    return TRUE;

  finding = hato_finding_new_usual ("spf.subdomain_missing", name);
  hato_finding_add_argument (finding, "name", subject->domain);
  hato_finding_cite (finding, there);
  hato_finding_cite (finding, txt);
  g_ptr_array_add (findings, finding);
  return TRUE;
}

static gboolean
judge_record (const HatoEvidence *txt,
              const HatoSubject *subject,
              HatoProviderList *providers,
              HatoAnswers *answers,
              GPtrArray *findings)
{
  const HatoSpfRecord *record = hato_spf_txt_get (txt)->record;
  g_auto (HatoSpfTree) tree = { 0 };
  gboolean senders_pass;
  gboolean complete = hato_spf_tree_walk (subject->domain, answers, &tree);

  hato_noted_add_findings (findings, record->notes, record->text, record->size, subject->domain,
                           txt);
  hato_mend_attach (findings, HATO_RECORD_SPF, subject->domain, find_record (txt));
  complete =
      hato_spf_senders_judge (subject, txt, &tree, answers, findings, &senders_pass) && complete;
  if (!complete
      || !hato_spf_mailhost_judge (subject, txt, &tree, providers,
                                   senders_pass && subject->sending_ips[0] != NULL, answers,
                                   findings)
      || !judge_mail_from (subject, txt, answers, findings))
    return FALSE;

  add_tree_faults (&tree, senders_pass, subject, txt, findings);
  if (!is_found_out (findings))
    hato_spf_senders_explain (subject, txt, answers, findings);
  keep_one_problem (findings);
  if (findings->len == 0)
    add_ok (tree.lookups, subject, txt, findings);
  attach_tree (&tree, findings);
  return TRUE;
}

/**
 * hato_spf_judge:
 * @providers: (nullable): to tell whether the company that keeps the mail may send it
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item spf: the list of servers that may send for the domain (RFC 7208).
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_spf_judge (const HatoSubject *subject,
                HatoProviderList *providers,
                HatoAnswers *answers,
                GPtrArray *findings)
{
  const HatoEvidence *txt = hato_look_up (answers, subject->domain, HATO_DNS_TXT), *parent;
  gboolean settled = TRUE;

  if (txt == NULL)
    {
      hato_look_up (answers, subject->domain, HATO_DNS_SPF);
      hato_misplaced_look_up (&kind, subject->domain, NULL, answers);
      look_up_parent (subject, answers, &parent);
      return FALSE;
    }

  switch (hato_evidence_get_outcome (txt))
    {
    case HATO_OUTCOME_FAILED:
      add_unchecked (findings, hato_evidence_get_reason (txt), subject, txt, NULL);
      break;
    case HATO_OUTCOME_NXDOMAIN:
      settled =
          hato_domain_judge_nxdomain (subject, "spf", "spf.not_applicable", txt, answers, findings);
      break;
    case HATO_OUTCOME_ANSWER:
    case HATO_OUTCOME_NODATA:
    default:
      if (hato_spf_txt_get (txt)->n_records == 0)
        settled = judge_missing (txt, subject, answers, findings);
      else if (hato_spf_txt_get (txt)->n_records > 1)
        judge_multiple (txt, subject, findings);
      else
        settled = judge_record (txt, subject, providers, answers, findings);
      break;
    }
  if (!settled)
    g_ptr_array_set_size (findings, 0);
  return settled;
}
