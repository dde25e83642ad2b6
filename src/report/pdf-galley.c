/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-galley.h"

#include <string.h>

#define PITCH_PLAIN  1.55 /* from line to line, in sizes: Japanese needs room above and below */
#define PITCH_STRONG 1.4
#define PITCH_EXACT  1.4
#define TOGETHER     3u /* lines of a paragraph that is not broken */

/**
 * hato_pdf_galley_new:
 * @anchors: the evidence that the document shows
 * @width: points
 * @scale: 1 = the usual size of letters
 *
 * Returns: (transfer full): empty
 */
HatoPdfGalley *
hato_pdf_galley_new (HatoPdfType *type,
                     const HatoSection *section,
                     GHashTable *anchors,
                     double width,
                     double scale)
{
  HatoPdfGalley *self = g_new0 (HatoPdfGalley, 1);

  self->type = type;
  self->section = section;
  self->anchors = g_hash_table_ref (anchors);
  self->strips = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_pdf_strip_free);
  self->width = width;
  self->scale = scale;
  return self;
}

/** hato_pdf_galley_free: */
void
hato_pdf_galley_free (HatoPdfGalley *self)
{
  g_hash_table_unref (self->anchors);
  g_ptr_array_unref (self->strips);
  g_free (self);
}

/** hato_pdf_galley_get_height: points, were it all on one page */
double
hato_pdf_galley_get_height (const HatoPdfGalley *self)
{
  double height = 0;

  for (guint i = 0; i < self->strips->len; i++)
    {
      const HatoPdfStrip *strip = g_ptr_array_index (self->strips, i);

      height += strip->height + (i > 0 ? strip->before : 0);
    }
  return height;
}

/** hato_pdf_galley_add_strip: (transfer none): @before is scaled, @height is as it is */
HatoPdfStrip *
hato_pdf_galley_add_strip (HatoPdfGalley *self, double before, double height)
{
  HatoPdfStrip *strip = hato_pdf_strip_new ();

  strip->before = before * self->scale;
  strip->height = height;
  g_ptr_array_add (self->strips, strip);
  return strip;
}

/** hato_pdf_galley_new_text: (transfer full): empty, of letters of @size points, scaled */
HatoPdfText *
hato_pdf_galley_new_text (HatoPdfGalley *self, HatoPdfFace face, double size, guint32 ink)
{
  static const double pitches[HATO_PDF_N_FACES] = { PITCH_PLAIN, PITCH_STRONG, PITCH_EXACT };
  HatoPdfStyle style = { face, size * self->scale, pitches[face], ink };

  return hato_pdf_text_new (self->type, &style);
}

static gboolean
is_numbered (const HatoPdfGalley *self, const HatoSentence *sentence)
{
  return self->section->shows_evidence && !sentence->is_frame;
}

/** hato_pdf_galley_append_sentence: with the numbers of its evidence, where the section shows them */
void
hato_pdf_galley_append_sentence (HatoPdfGalley *self,
                                 HatoPdfText *text,
                                 const HatoSentence *sentence)
{
  hato_pdf_text_append (text, sentence->text);
  for (guint i = 0; is_numbered (self, sentence) && i < sentence->evidence->len; i++)
    {
      guint anchor = g_array_index (sentence->evidence, guint, i);
      g_autofree char *number = g_strdup_printf ("[%u]", anchor);

      hato_pdf_text_append (text, " ");
      if (g_hash_table_contains (self->anchors, GUINT_TO_POINTER (anchor)))
        hato_pdf_text_append_link (text, number, anchor);
      else
        hato_pdf_text_append (text, number);
    }
}

/* Japanese sentences follow each other without a blank. */
static gboolean
ends_in_latin (const char *text)
{
  gsize size = strlen (text);

  return size > 0 && (guint8) text[size - 1] < 0x80;
}

/** hato_pdf_galley_append_sentences: all of them, as one paragraph */
void
hato_pdf_galley_append_sentences (HatoPdfGalley *self,
                                  HatoPdfText *text,
                                  const GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    {
      const HatoSentence *sentence = g_ptr_array_index (sentences, i);
      const HatoSentence *last = i > 0 ? g_ptr_array_index (sentences, i - 1) : NULL;

      if (last != NULL
          && (ends_in_latin (last->text) || (is_numbered (self, last) && last->evidence->len > 0)))
        hato_pdf_text_append (text, " ");
      hato_pdf_galley_append_sentence (self, text, sentence);
    }
}

/**
 * hato_pdf_galley_add_text:
 * @text: laid; each of its lines becomes a strip
 * @tag: static: around all of it
 * @before: scaled
 *
 * A line does not stand alone at the foot or on top of a page.
 */
void
hato_pdf_galley_add_text (HatoPdfGalley *self,
                          HatoPdfText *text,
                          const char *tag,
                          double x,
                          double before)
{
  guint n_lines = hato_pdf_text_get_n_lines (text);

  for (guint i = 0; i < n_lines; i++)
    {
      HatoPdfStrip *strip =
          hato_pdf_galley_add_strip (self, i == 0 ? before : 0, hato_pdf_text_get_pitch (text));

      strip->keep_with_next =
          i + 1 < n_lines && (n_lines <= TOGETHER || i == 0 || i + 2 == n_lines);
      if (i == 0)
        hato_pdf_strip_begin (strip, tag);
      hato_pdf_strip_add_lines (strip, text, x, 0, i, i + 1);
      if (i + 1 == n_lines)
        hato_pdf_strip_end (strip);
    }
}
