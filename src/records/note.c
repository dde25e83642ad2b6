/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/note.h"

#include <string.h>

#define NOTES_MAX 64u /* a hostile record cannot fill the memory with what is wrong with it */

/** hato_notes_new: (transfer full) (element-type HatoNote): no notes yet. */
GArray *
hato_notes_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (HatoNote));
}

/** hato_notes_add: notes @code (a static string) for the bytes from @start up to @end; the 65th and later are dropped. */
void
hato_notes_add (GArray *notes, const char *code, gsize start, gsize end)
{
  HatoNote note = { code, start, MAX (start, end) };

  if (notes->len < NOTES_MAX)
    g_array_append_val (notes, note);
}

gboolean
hato_notes_have (const GArray *notes, const char *code)
{
  for (guint i = 0; i < notes->len; i++)
    if (strcmp (g_array_index (notes, HatoNote, i).code, code) == 0)
      return TRUE;

  return FALSE;
}
