/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the record that announces an MTA-STS policy (RFC 8461 §3.1): what is right has an id. */
#include "config.h"

#include "fuzz.h"

#include "records/mta-sts-record.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoMtaStsRecord) record = hato_mta_sts_record_parse (data, size);

  g_assert_true (record->is_record || !record->valid);
  g_assert_true (!record->valid || record->id != NULL);
  for (guint i = 0; i < record->notes->len; i++)
    {
      const HatoNote *note = &g_array_index (record->notes, HatoNote, i);

      g_assert_true (note->start <= note->end && note->end <= size);
    }
  return 0;
}
