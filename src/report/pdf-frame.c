/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-frame.h"

#include <glib/gi18n-lib.h>

#include "report/pdf-shape.h"

#define HEAD  32.0 /* points: where the head of a page begins, from above */
#define FOOT  36.0 /* where its foot begins, from below */
#define SIZE  8.0
#define PITCH 1.4
#define RULE  0.6
#define INK   0x555b62u
#define PALE  0xc9ced3u

struct _HatoPdfFrame
{
  double width;
  double height;
  HatoPdfText *domain;    /* (owned) */
  HatoPdfText *time;      /* (owned) */
  HatoPdfText *made_here; /* (owned) */
  HatoPdfText *sample;    /* (owned) (nullable) */
  GPtrArray *numbers;     /* (owned) (element-type HatoPdfText): "Page 1 of 7" */
};

/* What is longer than @share of the line is cut: it stands in full on the first page. */
static HatoPdfText *
lay (HatoPdfFrame *self,
     HatoPdfType *type,
     const char *words,
     HatoPdfFace face,
     guint32 ink,
     double share)
{
  HatoPdfStyle style = { face, SIZE, PITCH, ink };
  HatoPdfText *text = hato_pdf_text_new (type, &style);

  hato_pdf_text_append (text, words != NULL ? words : "");
  hato_pdf_text_lay (text, (self->width - 2 * HATO_PDF_SIDE) * share);
  return text;
}

static HatoPdfText *
lay_number (HatoPdfFrame *self,
            HatoPdfType *type,
            const HatoTranslation *translation,
            guint page,
            guint n_pages)
{
  /* Translators: the foot of a page of the report; {page} and {pages} are numbers */
  const char *words = hato_translate (translation, N_ ("Page {page} of {pages}"));
  g_autoptr (GString) number = g_string_new (words);
  g_autofree char *one = g_strdup_printf ("%u", page);
  g_autofree char *all = g_strdup_printf ("%u", n_pages);

  g_string_replace (number, "{page}", one, 1);
  g_string_replace (number, "{pages}", all, 1);
  return lay (self, type, number->str, HATO_PDF_FACE_PLAIN, INK, 0.3);
}

/**
 * hato_pdf_frame_new:
 * @width: of the page, in points, as is @height
 *
 * Returns: (transfer full): laid, so that its letters are known before anything is drawn
 */
HatoPdfFrame *
hato_pdf_frame_new (HatoPdfType *type,
                    const HatoDocument *document,
                    double width,
                    double height,
                    guint n_pages)
{
  HatoPdfFrame *self = g_new0 (HatoPdfFrame, 1);

  self->width = width;
  self->height = height;
  self->domain = lay (self, type, document->domain, HATO_PDF_FACE_STRONG, INK, 0.6);
  self->time = lay (self, type, document->time, HATO_PDF_FACE_PLAIN, INK, 0.4);
  self->made_here = lay (self, type, document->made_here, HATO_PDF_FACE_PLAIN, INK, 0.7);
  if (document->is_sample)
    self->sample = lay (self, type, document->sample_note, HATO_PDF_FACE_STRONG,
                        hato_pdf_shape_get_ink (HATO_LEVEL_CAUTION), 1);
  self->numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_pdf_text_unref);
  for (guint i = 1; i <= n_pages; i++)
    g_ptr_array_add (self->numbers, lay_number (self, type, document->translation, i, n_pages));
  return self;
}

/** hato_pdf_frame_free: */
void
hato_pdf_frame_free (HatoPdfFrame *self)
{
  hato_pdf_text_unref (self->domain);
  hato_pdf_text_unref (self->time);
  hato_pdf_text_unref (self->made_here);
  g_clear_pointer (&self->sample, hato_pdf_text_unref);
  g_ptr_array_unref (self->numbers);
  g_free (self);
}

static void
draw_rule (const HatoPdfFrame *self, HatoPdfWriter *writer, double y)
{
  cairo_t *cairo = hato_pdf_writer_get_cairo (writer);

  hato_pdf_shape_set_ink (cairo, PALE);
  cairo_rectangle (cairo, HATO_PDF_SIDE, y, self->width - 2 * HATO_PDF_SIDE, RULE);
  cairo_fill (cairo);
}

static void
draw_left (const HatoPdfText *text, HatoPdfWriter *writer, double y)
{
  hato_pdf_text_draw (text, writer, HATO_PDF_SIDE, y, 0, 1);
}

static void
draw_right (const HatoPdfFrame *self, const HatoPdfText *text, HatoPdfWriter *writer, double y)
{
  hato_pdf_text_draw (
      text, writer, self->width - HATO_PDF_SIDE - hato_pdf_text_get_line_width (text, 0), y, 0, 1);
}

/** hato_pdf_frame_draw: @page: from 1. An artifact: no reader has to hear it on every page */
void
hato_pdf_frame_draw (const HatoPdfFrame *self, HatoPdfWriter *writer, guint page)
{
  hato_pdf_writer_begin_artifact (writer);
  if (self->sample != NULL)
    draw_left (self->sample, writer, HEAD - SIZE * PITCH - 2);
  draw_left (self->domain, writer, HEAD);
  draw_right (self, self->time, writer, HEAD);
  draw_rule (self, writer, HEAD + SIZE * PITCH + 2);
  draw_rule (self, writer, self->height - FOOT - 4);
  draw_left (self->made_here, writer, self->height - FOOT);
  if (page >= 1 && page <= self->numbers->len)
    draw_right (self, g_ptr_array_index (self->numbers, page - 1), writer, self->height - FOOT);
  hato_pdf_writer_end (writer);
}
