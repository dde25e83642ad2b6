/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a DMARC text: what is taken from it can be written, and read again as the same. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "records/dmarc-record.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoDmarcRecord) record = hato_dmarc_record_parse (data, size);
  g_autoptr (HatoDmarcRecord) again = NULL;
  g_autofree char *written = hato_dmarc_record_to_string (record);
  g_autofree char *twice = NULL;

  g_assert_true (record->is_record || !record->valid);
  g_assert_true (record->is_record || record->notes->len > 0);
  g_assert_true (!hato_notes_have (record->notes, "dmarc.not_dmarc")
                 || !hato_dmarc_record_is_meant (data, size));
  for (guint i = 0; i < record->notes->len; i++)
    {
      const HatoNote *note = &g_array_index (record->notes, HatoNote, i);

      g_assert_true (note->start <= note->end && note->end <= size);
    }
  if (written == NULL)
    {
      g_assert_cmpint (record->policy, ==, HATO_DMARC_UNSET);
      return 0;
    }

  again = hato_dmarc_record_parse (written, strlen (written));
  twice = hato_dmarc_record_to_string (again);
  g_assert_cmpstr (written, ==, twice);
  g_assert_true (again->is_record);
  g_assert_cmpint (record->policy, ==, again->policy);
  g_assert_cmpint (record->psd, ==, again->psd);
  g_assert_cmpuint (record->rua->len, ==, again->rua->len);
  return 0;
}
