/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/masked-span.h"

/** hato_masked_span_add: @spans: (element-type HatoMaskedSpan): an empty place is none */
void
hato_masked_span_add (GArray *spans, gsize start, gsize end, HatoMaskedKind kind)
{
  HatoMaskedSpan span = { start, end, kind };

  if (start < end)
    g_array_append_val (spans, span);
}
