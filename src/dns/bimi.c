/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/bimi.h"

#include "dns/optional-record.h"
#include "records/bimi.h"

static void
read_record (const HatoDnsRecord *record, HatoOptionalReading *reading)
{
  g_autoptr (HatoBimi) parsed = hato_bimi_parse (record->bytes, record->size);

  reading->is_record = parsed->is_record;
  reading->notes = g_array_ref (parsed->notes);
}

static const HatoMisplacedPlace places[] = {
  { "_bimi.{d}", "bimi.wrong_name" },
  { "default.bimi.{d}", "bimi.wrong_name" },
  { "default._bimi.{d}.{d}", "bimi.wrong_name" },
  { "{d}", "bimi.wrong_name" },
};

static const HatoDnsRecord *
find_record (const HatoEvidence *evidence)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);
      g_autoptr (HatoBimi) parsed = hato_bimi_parse (record->bytes, record->size);

      if (parsed->is_record)
        return record;
    }
  return NULL;
}

static const HatoMisplacedKind misplaced = { places, G_N_ELEMENTS (places), find_record };
static const HatoOptionalRecord kind = { "bimi", "default._bimi", &misplaced, read_record };

/**
 * hato_bimi_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item bimi: the logo beside a mail.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_bimi_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_optional_record_judge (&kind, subject, answers, findings);
}
