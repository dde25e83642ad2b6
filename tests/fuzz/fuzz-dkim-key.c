/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a DKIM key: what a verifier would use is a key, or says that it was revoked. */
#include "config.h"

#include "fuzz.h"

#include "records/dkim-key.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoDkimKey) key = hato_dkim_key_parse (data, size);

  g_assert_true (key->is_record || !key->valid);
  g_assert_true (key->valid || key->notes->len > 0 || key->tags->too_big);
  g_assert_true (!key->valid || key->revoked || (key->key != NULL && key->bits > 0));
  g_assert_true (key->key == NULL || g_bytes_get_size (key->key) > 0);
  for (guint i = 0; i < key->notes->len; i++)
    {
      const HatoNote *note = &g_array_index (key->notes, HatoNote, i);

      g_assert_true (note->start <= note->end && note->end <= size);
    }
  hato_dkim_key_is_meant (data, size);
  return 0;
}
