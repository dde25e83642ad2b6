/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/optional-record.h"

#include "base/domain-name.h"
#include "dns/noted.h"

static char *
make_code (const HatoOptionalRecord *kind, const char *word)
{
  return g_strconcat (kind->area, ".", word, NULL);
}

static void
add_finding (const HatoOptionalRecord *kind,
             const char *word,
             const HatoSubject *subject,
             const HatoEvidence *evidence,
             GPtrArray *findings)
{
  g_autofree char *code = make_code (kind, word);
  HatoFinding *finding = hato_finding_new_usual (code, subject->domain);

  hato_finding_cite (finding, evidence);
  g_ptr_array_add (findings, finding);
}

/* Reads every text; those that are such a record, or were meant as one, leave their notes. */
static guint
read_all (const HatoOptionalRecord *kind, const HatoEvidence *evidence, GPtrArray *findings)
{
  guint n_records = 0;

  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);
      HatoOptionalReading reading = { FALSE, NULL };

      kind->read (record, &reading);
      n_records += reading.is_record ? 1 : 0;
      hato_noted_add_findings (findings, reading.notes, record->bytes, record->size,
                               evidence->question->name, evidence);
      g_array_unref (reading.notes);
    }
  return n_records;
}

/* No record at its place: is it somewhere near? FALSE = pending. */
static gboolean
judge_absent (const HatoOptionalRecord *kind,
              const HatoSubject *subject,
              const HatoEvidence *evidence,
              HatoAnswers *answers,
              GPtrArray *findings)
{
  g_auto (HatoMisplaced) misplaced = { 0 };
  HatoSure sure = kind->misplaced != NULL ? hato_misplaced_find (
                      kind->misplaced, subject->domain, NULL, evidence, answers, &misplaced)
                                          : HATO_SURE_CONFIRMED;

  if (sure == HATO_SURE_PENDING)
    return FALSE;

  if (misplaced.record == NULL)
    add_finding (kind, "not_applicable", subject, evidence, findings);
  else
    {
      HatoFinding *finding = hato_finding_new_usual (misplaced.code, subject->domain);
      g_autofree char *text =
          g_strndup ((const char *) misplaced.record->bytes, misplaced.record->size);

      hato_misplaced_tell (&misplaced, finding);
      hato_finding_cite (finding, evidence);
      hato_finding_set_record (finding, evidence->question->name, "TXT", NULL, text);
      g_ptr_array_add (findings, finding);
    }
  return TRUE;
}

/**
 * hato_optional_record_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges a record that nobody has to have: its faults are advice, its absence is nothing at all.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_optional_record_judge (const HatoOptionalRecord *kind,
                            const HatoSubject *subject,
                            HatoAnswers *answers,
                            GPtrArray *findings)
{
  g_autofree char *name = g_strconcat (kind->label, ".", subject->domain, NULL);
  const HatoEvidence *evidence;
  HatoFinding *finding;
  guint n_records;

  if (!hato_domain_name_is_askable (name))
    {
      add_finding (kind, "not_applicable", subject, NULL, findings);
      return TRUE;
    }
  evidence = hato_look_up (answers, name, HATO_DNS_TXT);
  if (evidence == NULL)
    return FALSE;
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    {
      finding = hato_finding_new_unchecked (kind->area, hato_evidence_get_reason (evidence),
                                            subject->domain);
      hato_finding_cite (finding, evidence);
      g_ptr_array_add (findings, finding);
      return TRUE;
    }

  n_records = read_all (kind, evidence, findings);
  if (n_records > 1)
    {
      g_ptr_array_set_size (findings, 0);
      add_finding (kind, "multiple", subject, evidence, findings);
    }
  else if (n_records == 1 && findings->len == 0)
    add_finding (kind, "ok", subject, evidence, findings);
  else if (n_records == 0 && findings->len == 0)
    return judge_absent (kind, subject, evidence, answers, findings);
  return TRUE;
}
