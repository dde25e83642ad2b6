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

static const HatoMisplacedPlace places[] = {
  { "_tls.{d}", "tlsrpt.wrong_name" },
  { "smtp._tls.{d}", "tlsrpt.wrong_name" },
  { "_smtp._tls.{d}.{d}", "tlsrpt.wrong_name" },
  { "_smtp.tls.{d}", "tlsrpt.wrong_name" },
  { "_smtp._tls._smtp._tls.{d}", "tlsrpt.wrong_name" },
  { "_smtp_tls.{d}", "tlsrpt.wrong_name" },
  { "_tlsrpt.{d}", "tlsrpt.wrong_name" },
  { "_tls._smtp.{d}", "tlsrpt.wrong_name" },
  { "_smtp-tls.{d}", "tlsrpt.wrong_name" },
  { "{d}", "tlsrpt.wrong_name" },
};

static const HatoDnsRecord *
find_record (const HatoEvidence *evidence)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);
      g_autoptr (HatoTlsRpt) parsed = hato_tls_rpt_parse (record->bytes, record->size);

      if (parsed->is_record)
        return record;
    }
  return NULL;
}

static const HatoMisplacedKind misplaced = { places, G_N_ELEMENTS (places), find_record };
static const HatoOptionalRecord kind = { "tlsrpt", "_smtp._tls", &misplaced, read_record };

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
