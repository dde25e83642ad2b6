/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/noted.h"

#include <string.h>

#define TERM_MAX 200u /* bytes of a record that a sentence can carry */

/* Where byte @offset of the record stands in the excerpt: a byte that is no UTF-8 takes the three of U+FFFD there. */
static gsize
map_offset (const char *bytes, gsize size, gsize offset)
{
  gsize mapped = 0;

  for (gsize at = 0; at < MIN (offset, size);)
    {
      gunichar character = g_utf8_get_char_validated (bytes + at, (gssize) (size - at));
      gboolean broken = character == 0 || character == (gunichar) -1 || character == (gunichar) -2;
      gsize length = broken ? 1 : (gsize) g_utf8_skip[(guint8) bytes[at]];

      mapped += broken ? strlen ("\xef\xbf\xbd") : length;
      at += length;
    }
  return mapped;
}

/**
 * hato_noted_add_findings:
 * @findings: (element-type HatoFinding): where they go
 * @notes: (element-type HatoNote): of the parser that read the record
 * @bytes: the record
 * @subject: the name that it stands at
 * @evidence: (nullable): where it was read
 *
 * Makes a finding of each note, at the usual level of its code: the marked part is its argument "term", and its excerpt
 * shows the record with that part marked.
 */
void
hato_noted_add_findings (GPtrArray *findings,
                         const GArray *notes,
                         gconstpointer bytes,
                         gsize size,
                         const char *subject,
                         const HatoEvidence *evidence)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const HatoNote *note = &g_array_index (notes, HatoNote, i);
      HatoFinding *finding = hato_finding_new_usual (note->code, subject);
      HatoExcerpt *excerpt = hato_excerpt_new (bytes, size);
      gsize start = map_offset (bytes, size, note->start),
            end = map_offset (bytes, size, note->end);
      g_autofree char *part = g_strndup (excerpt->text + start, MIN (end - start, TERM_MAX));
      g_autofree char *term = g_utf8_make_valid (part, -1);

      hato_excerpt_add_mark (excerpt, start, end, note->code);
      hato_finding_take_excerpt (finding, excerpt);
      hato_finding_add_argument (finding, "term", term);
      hato_finding_cite (finding, evidence);
      g_ptr_array_add (findings, finding);
    }
}
