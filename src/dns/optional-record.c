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

/* What stands at a place where the record is put by mistake. FALSE = pending. */
static gboolean
judge_place (const HatoOptionalRecord *kind,
             const char *form,
             const HatoSubject *subject,
             const HatoEvidence *here,
             HatoAnswers *answers,
             GPtrArray *findings)
{
  g_autoptr (GString) name = g_string_new (form);
  g_autoptr (GPtrArray) notes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  const HatoEvidence *there;

  g_string_replace (name, "{d}", subject->domain, 0);
  if (!hato_domain_name_is_askable (name->str))
    return TRUE;

  there = hato_look_up (answers, name->str, HATO_DNS_TXT);
  if (there == NULL)
    return FALSE;
  if (findings->len == 0 && read_all (kind, there, notes) > 0)
    {
      add_finding (kind, "wrong_name", subject, there, findings);
      hato_finding_add_argument (g_ptr_array_index (findings, 0), "name", name->str);
      hato_finding_cite (g_ptr_array_index (findings, 0), here);
    }
  return TRUE;
}

/* No record at its place: is it somewhere near? FALSE = pending. */
static gboolean
judge_absent (const HatoOptionalRecord *kind,
              const HatoSubject *subject,
              const HatoEvidence *evidence,
              HatoAnswers *answers,
              GPtrArray *findings)
{
  gboolean complete = TRUE;

  for (gsize i = 0; i < HATO_OPTIONAL_RECORD_PLACES_MAX && kind->wrong_places[i] != NULL; i++)
    if (!judge_place (kind, kind->wrong_places[i], subject, evidence, answers, findings))
      complete = FALSE;
  if (!complete)
    g_ptr_array_set_size (findings, 0);
  else if (findings->len == 0)
    add_finding (kind, "not_applicable", subject, evidence, findings);
  return complete;
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
