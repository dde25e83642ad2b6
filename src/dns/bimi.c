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

static const HatoOptionalRecord kind = { "bimi", "default._bimi", { NULL }, read_record };

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
