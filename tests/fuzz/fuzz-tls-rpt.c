/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a TLS-RPT record (RFC 8460 §3): what is right names an address. */
#include "config.h"

#include "fuzz.h"

#include "records/tls-rpt.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoTlsRpt) record = hato_tls_rpt_parse (data, size);

  g_assert_true (record->is_record || !record->valid);
  g_assert_true (!record->valid || record->rua->len > 0);
  for (guint i = 0; i < record->notes->len; i++)
    {
      const HatoNote *note = &g_array_index (record->notes, HatoNote, i);

      g_assert_true (note->start <= note->end && note->end <= size);
    }
  return 0;
}
