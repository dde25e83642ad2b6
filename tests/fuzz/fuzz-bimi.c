/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a BIMI record: what is right names a logo by https, or none. */
#include "config.h"

#include "fuzz.h"

#include "records/bimi.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoBimi) record = hato_bimi_parse (data, size);

  g_assert_true (record->is_record || !record->valid);
  g_assert_true (!record->valid || *record->logo == '\0'
                 || g_ascii_strncasecmp (record->logo, "https://", 8) == 0);
  for (guint i = 0; i < record->notes->len; i++)
    {
      const HatoNote *note = &g_array_index (record->notes, HatoNote, i);

      g_assert_true (note->start <= note->end && note->end <= size);
    }
  return 0;
}
