/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail's text: what is masked stays text, people are gone from it, and places are found again. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "report/mask.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HatoMaskedSpan));
  g_auto (HatoMask) mask = { NULL };
  g_autofree char *masked = NULL;
  gsize last = 0;

  hato_mask_init (&mask, "shop.example");
  hato_mask_keep_address (&mask, "info@shop.example");
  hato_mask_add_address (&mask, "tanaka@gmail.com");
  masked = hato_mask_dup (&mask, text, spans);
  g_assert_true (g_utf8_validate (masked, -1, NULL));
  g_assert_cmpuint (hato_mask_map (spans, strlen (text)), ==, strlen (masked));
  for (guint i = 0; i < spans->len; i++)
    {
      const HatoMaskedSpan *span = &g_array_index (spans, HatoMaskedSpan, i);

      g_assert_cmpuint (span->start, >=, last);
      g_assert_cmpuint (span->end, >, span->start);
      g_assert_cmpuint (hato_mask_map (spans, span->end), <=, strlen (masked));
      last = span->end;
    }
  return 0;
}
