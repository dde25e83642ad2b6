/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/mta-sts.h"

#include "dns/optional-record.h"
#include "records/mta-sts-record.h"

static void
read_record (const HatoDnsRecord *record, HatoOptionalReading *reading)
{
  g_autoptr (HatoMtaStsRecord) parsed = hato_mta_sts_record_parse (record->bytes, record->size);

  reading->is_record = parsed->is_record;
  reading->notes = g_array_ref (parsed->notes);
}

static const HatoOptionalRecord kind = { "mta-sts", "_mta-sts", NULL, read_record };

/**
 * hato_mta_sts_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item mta-sts: the record that announces a policy (RFC 8461 §3.1).
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_mta_sts_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_optional_record_judge (&kind, subject, answers, findings);
}
