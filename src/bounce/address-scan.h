/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a mail address stands in a text. */
typedef struct
{
  gsize start;
  gsize end;
} HatoAddressSpan;

gboolean hato_address_scan_next (const char *text, gsize size, gsize from, HatoAddressSpan *span);

G_END_DECLS
