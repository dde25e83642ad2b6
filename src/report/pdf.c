/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/foreign-text.h"
#include "report/pdf-block.h"
#include "report/pdf-frame.h"
#include "report/pdf-pages.h"
#include "report/report.h"

#define PAGES_MAX      2000u
#define SCALE_APPENDIX 0.88
#define SCALE_MIN      0.72 /* smaller letters would not be read by everybody */
#define SCALE_STEP     0.04
#define JAPANESE       0x3042u /* あ: who has it has the others */
#define LATIN          'A'

/* A report on its way to paper. */
typedef struct
{
  HatoJob *job;
  const HatoDocument *document;
  HatoPdfType *type;   /* (owned) */
  GHashTable *anchors; /* (owned) (element-type guint): evidence that is shown */
  GPtrArray *galleys;  /* (owned) (element-type HatoPdfGalley) */
  GPtrArray
      *places; /* (owned) (element-type GArray of HatoPdfPlace): of the strips of each galley */
  HatoPdfFrame *frame;   /* (owned) (nullable) */
  HatoPdfWriter *writer; /* (owned) (nullable) */
  double width;
  double height;
  guint page; /* being drawn, from 1 */
  guint n_pages;
  guint n_steps; /* done */
} Press;

static const struct
{
  double width;
  double height;
} papers[] = {
  [HATO_PAPER_A4] = { 595.276, 841.890 },
  [HATO_PAPER_LETTER] = { 612, 792 },
};

static void
press_clear (Press *self)
{
  g_clear_pointer (&self->writer, hato_pdf_writer_free);
  g_clear_pointer (&self->frame, hato_pdf_frame_free);
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->galleys);
  g_hash_table_unref (self->anchors);
  hato_pdf_type_free (self->type);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Press, press_clear)

static gboolean
is_cancelled (const Press *self, GError **error)
{
  return self->job != NULL
         && g_cancellable_set_error_if_cancelled (hato_job_get_cancellable (self->job), error);
}

/* Each section is set once and drawn once. */
static gboolean
step (Press *self, GError **error)
{
  return hato_report_step (self->job, ++self->n_steps, 2 * self->document->sections->len, error);
}

static void
add_anchor (Press *self, guint anchor)
{
  if (anchor != 0)
    g_hash_table_add (self->anchors, GUINT_TO_POINTER (anchor));
}

static void
collect_anchors (Press *self, const HatoSection *section)
{
  for (guint i = 0; i < section->blocks->len; i++)
    {
      const HatoBlock *block = g_ptr_array_index (section->blocks, i);

      add_anchor (self, block->anchor);
      for (guint j = 0; block->rows != NULL && j < block->rows->len; j++)
        add_anchor (self, ((const HatoRow *) g_ptr_array_index (block->rows, j))->anchor);
    }
}

static HatoPdfGalley *
set_section (Press *self, const HatoSection *section, double scale, GError **error)
{
  g_autoptr (HatoPdfGalley) galley = hato_pdf_galley_new (self->type, section, self->anchors,
                                                          self->width - 2 * HATO_PDF_SIDE, scale);
  const char *language = hato_translation_get_language (section->translation);

  hato_pdf_strip_begin_language (hato_pdf_galley_add_strip (galley, 0, 0), "Part", language);
  for (guint i = 0; i < section->blocks->len; i++)
    {
      if (is_cancelled (self, error))
        return NULL;
      hato_pdf_block_add (galley, g_ptr_array_index (section->blocks, i));
    }
  hato_pdf_strip_end (hato_pdf_galley_add_strip (galley, 0, 0));
  return g_steal_pointer (&galley);
}

static gboolean
is_appendix (const HatoSection *section)
{
  return section->kind >= HATO_SECTION_ANSWERS && section->kind <= HATO_SECTION_COMMANDS;
}

/* A section that belongs on one page is set smaller until it fits. */
static gboolean
press_section (Press *self, const HatoSection *section, GError **error)
{
  double room = self->height - HATO_PDF_TOP - HATO_PDF_BOTTOM;
  g_autoptr (HatoPdfGalley) galley =
      set_section (self, section, is_appendix (section) ? SCALE_APPENDIX : 1, error);
  GArray *places;

  for (double scale = 1 - SCALE_STEP; galley != NULL && section->on_one_page && scale >= SCALE_MIN
                                      && hato_pdf_galley_get_height (galley) > room;
       scale -= SCALE_STEP)
    {
      hato_pdf_galley_free (galley);
      galley = set_section (self, section, scale, error);
    }
  if (galley == NULL)
    return FALSE;

  places = hato_pdf_pages_break (galley, room);
  self->n_pages += g_array_index (places, HatoPdfPlace, places->len - 1).page + 1;
  g_ptr_array_add (self->places, places);
  g_ptr_array_add (self->galleys, g_steal_pointer (&galley));
  if (self->n_pages <= PAGES_MAX)
    return TRUE;

  g_set_error (error, HATO_ERROR, HATO_ERROR_TOO_BIG, "PDF: more than %u pages", PAGES_MAX);
  return FALSE;
}

static void
end_page (Press *self)
{
  hato_pdf_writer_end_page (self->writer);
  self->page++;
}

/* All pages but for the end of the last one. */
static gboolean
draw_section (Press *self, guint number, GError **error)
{
  const HatoPdfGalley *galley = g_ptr_array_index (self->galleys, number);
  const GArray *places = g_ptr_array_index (self->places, number);
  guint page = 0;

  hato_pdf_frame_draw (self->frame, self->writer, self->page);
  for (guint i = 0; i < galley->strips->len; i++)
    {
      const HatoPdfStrip *strip = g_ptr_array_index (galley->strips, i);
      const HatoPdfPlace *place = &g_array_index (places, HatoPdfPlace, i);

      if (place->page != page)
        {
          if (is_cancelled (self, error))
            return FALSE;
          end_page (self);
          hato_pdf_frame_draw (self->frame, self->writer, self->page);
          page = place->page;
        }
      if (place->is_headed)
        hato_pdf_strip_repeat (strip->head, self->writer, HATO_PDF_SIDE, HATO_PDF_TOP);
      hato_pdf_strip_draw (strip, self->writer, HATO_PDF_SIDE, HATO_PDF_TOP + place->y);
    }
  return !is_cancelled (self, error);
}

/* Whether this computer can set @translation's language at all. */
static gboolean
has_letters (const Press *self, const HatoTranslation *translation, GError **error)
{
  gboolean is_japanese = g_str_has_prefix (hato_translation_get_language (translation), "ja");

  if (hato_pdf_type_has_letter (self->type, is_japanese ? JAPANESE : LATIN))
    return TRUE;

  g_set_error_literal (
      error, HATO_ERROR, HATO_ERROR_UNSUPPORTED,
      hato_translate (self->document->translation,
                      is_japanese ? N_ ("This computer has no Japanese letters for paper. Install "
                                        "a Japanese font (in Debian: fonts-noto-cjk), or make the "
                                        "report in English.")
                                  : N_ ("This computer has no letters for paper. Install a font "
                                        "(in Debian: fonts-noto-cjk).")));
  return FALSE;
}

/* All pages of all sections, in @writer. */
static gboolean
draw (Press *self, HatoPdfWriter *writer, GError **error)
{
  self->page = 1;
  self->frame =
      hato_pdf_frame_new (self->type, self->document, self->width, self->height, self->n_pages);
  self->writer = writer;
  hato_pdf_writer_begin (self->writer, "Document");
  for (guint i = 0; i < self->galleys->len; i++)
    {
      if (!draw_section (self, i, error))
        return FALSE;
      /* Cairo 1.18 begins a page for a tag that ends behind the last one. */
      if (i + 1 == self->galleys->len)
        hato_pdf_writer_end (self->writer);
      end_page (self);
      if (!step (self, error))
        return FALSE;
    }
  return TRUE;
}

static GBytes *
draw_file (Press *self, GError **error)
{
  const HatoDocument *document = self->document;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (document->started / G_USEC_PER_SEC);
  g_autofree char *iso = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ")
                                      : g_strdup ("1970-01-01T00:00:00Z");
  g_autofree char *subject = hato_foreign_line (document->domain != NULL ? document->domain : "");
  HatoPdfFacts facts = { document->title, hato_translation_get_language (document->translation),
                         subject, "Hatobin " HATO_VERSION, iso };

  return draw (self, hato_pdf_writer_new (self->width, self->height, &facts), error)
             ? hato_pdf_writer_finish (self->writer, error)
             : NULL;
}

/* Sets the whole document, so that its pages are known. */
static gboolean
press_set (Press *self, HatoJob *job, const HatoDocument *document, GError **error)
{
  self->job = job;
  self->document = document;
  self->type = hato_pdf_type_new ();
  self->anchors = g_hash_table_new (NULL, NULL);
  self->galleys = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_pdf_galley_free);
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  hato_pdf_get_paper_size (document->paper, &self->width, &self->height);
  for (guint i = 0; i < document->sections->len; i++)
    {
      const HatoSection *section = g_ptr_array_index (document->sections, i);

      if (!has_letters (self, section->translation, error))
        return FALSE;
      collect_anchors (self, section);
    }
  for (guint i = 0; i < document->sections->len; i++)
    if (!press_section (self, g_ptr_array_index (document->sections, i), error)
        || !step (self, error))
      return FALSE;

  return TRUE;
}

/** hato_pdf_get_paper_size: @width: (out): points, as is @height */
void
hato_pdf_get_paper_size (HatoPaper paper, double *width, double *height)
{
  *width = papers[paper].width;
  *height = papers[paper].height;
}

/**
 * hato_pdf_render:
 * @job: (nullable): posts HatoReportProgress; its cancellable is obeyed from block to block and from page to page
 * @document: printed as it is: what must not be seen is not in it any more
 * @n_pages: (out)
 *
 * Blocks for some tenths of a second: belongs on a worker. Knows no clock: the same document gives the same bytes on the same
 * computer.
 *
 * Returns: (transfer full): a tagged PDF file, or %NULL with %HATO_ERROR_UNSUPPORTED (no Japanese letters),
 * %HATO_ERROR_TOO_BIG, %HATO_ERROR_INTERNAL or %G_IO_ERROR_CANCELLED
 */
GBytes *
hato_pdf_render (HatoJob *job, const HatoDocument *document, guint *n_pages, GError **error)
{
  g_auto (Press) self = { 0 };

  if (!press_set (&self, job, document, error))
    return NULL;

  *n_pages = self.n_pages;
  return draw_file (&self, error);
}

/**
 * hato_pdf_render_sheets:
 *
 * The same pages for a printer.
 *
 * Returns: (transfer full) (element-type cairo_surface_t): recorded, of the paper's size, a page each; %NULL as above
 */
GPtrArray *
hato_pdf_render_sheets (HatoJob *job, const HatoDocument *document, GError **error)
{
  g_auto (Press) self = { 0 };

  if (!press_set (&self, job, document, error)
      || !draw (&self, hato_pdf_writer_new_sheets (self.width, self.height), error))
    return NULL;

  return hato_pdf_writer_dup_sheets (self.writer);
}
