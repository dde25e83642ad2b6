/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/tls-rpt.h"

#include "dns/optional-record.h"
#include "records/tls-rpt.h"

static void
read_record (const HatoDnsRecord *record, HatoOptionalReading *reading)
{
  g_autoptr (HatoTlsRpt) parsed = hato_tls_rpt_parse (record->bytes, record->size);

  reading->is_record = parsed->is_record;
  reading->notes = g_array_ref (parsed->notes);
}

static const HatoOptionalRecord kind = { "tlsrpt",
                                         "_smtp._tls",
                                         { "_tls.{d}", "smtp._tls.{d}", "_smtp._tls.{d}.{d}" },
                                         read_record };

/**
 * hato_tls_rpt_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item tlsrpt: where reports on encryption go (RFC 8460 §3).
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_tls_rpt_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_optional_record_judge (&kind, subject, answers, findings);
}
