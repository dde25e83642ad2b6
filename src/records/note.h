/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Something that a parser noticed at a place of a record: a fault, or an oddity that it tolerated. */
typedef struct
{
  const char *code; /* static: a finding code, "spf.smart_quotes" */
  gsize start;      /* byte offsets in the record's text */
  gsize end;
} HatoNote;

GArray *hato_notes_new (void);
void hato_notes_add (GArray *notes, const char *code, gsize start, gsize end);
gboolean hato_notes_have (const GArray *notes, const char *code);

G_END_DECLS
