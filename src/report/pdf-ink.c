/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of text as glyphs in the file, so that what is copied out of it are the letters that were put in. */
#include "config.h"

#include <string.h>

#include "report/pdf-names.h"
#include "report/pdf-shape.h"
#include "report/pdf-text-lines.h"

#define LINK_INK   0x1a4f8bu
#define MARK_INK   0x9c1c12u
#define MARK_WIDTH 1.2 /* points: a line below what is marked */

/* Glyphs of one font, in the order in which they are read. */
typedef struct
{
  GArray *glyphs;   /* (element-type cairo_glyph_t) */
  GArray *clusters; /* (element-type cairo_text_cluster_t) */
} Ink;

static double
get_x (PangoLayoutLine *line, guint at)
{
  int x;

  pango_layout_line_index_to_x (line, (int) at, FALSE, &x);
  return pango_units_to_double (x);
}

/** hato_pdf_text_draw_marks: lines below what is marked in the lines from @from to before @to, the first of them at @y */
void
hato_pdf_text_draw_marks (const HatoPdfText *self,
                          cairo_t *cairo,
                          double x,
                          double y,
                          guint from,
                          guint to)
{
  for (guint i = from; i < to; i++)
    {
      PangoLayoutLine *line = g_ptr_array_index (self->lines, i);
      double below = y + (i - from) * hato_pdf_text_get_pitch (self) + self->baseline + 2;
      guint start = (guint) line->start_index, end = start + (guint) line->length;

      for (guint j = 0; j < self->marks->len; j++)
        {
          const HatoPdfPiece *mark = &g_array_index (self->marks, HatoPdfPiece, j);
          double left = get_x (line, CLAMP (mark->start, start, end));
          double right = get_x (line, CLAMP (mark->end, start, end));

          if (mark->start < end && mark->end > start && right > left)
            cairo_rectangle (cairo, x + left, below, right - left, MARK_WIDTH);
        }
    }
  hato_pdf_shape_set_ink (cairo, MARK_INK);
  cairo_fill (cairo);
}

/* The glyphs of a cluster, left to right from @x on; how many there are. */
static int
add_cluster (const HatoPdfText *self,
             const PangoGlyphItem *run,
             const PangoGlyphItemIter *cluster,
             const char *text,
             double *x,
             double y,
             GArray *glyphs)
{
  int first = MIN (cluster->start_glyph, cluster->end_glyph + 1), n_added = 0;
  int end = MAX (cluster->start_glyph + 1, cluster->end_glyph);

  for (int i = first; i < end; i++)
    {
      const PangoGlyphInfo *info = &run->glyphs->glyphs[i];
      cairo_glyph_t glyph = { info->glyph, *x + pango_units_to_double (info->geometry.x_offset),
                              y + pango_units_to_double (info->geometry.y_offset) };

      *x += pango_units_to_double (info->geometry.width);
      if ((info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
        continue;
      if (info->glyph == PANGO_GLYPH_EMPTY)
        {
          hb_codepoint_t blank;

          if (text[cluster->start_index] != ' ' || !hato_pdf_text_find_blank (run, &blank))
            continue;
          glyph.index = blank;
        }
      glyph.index = hato_pdf_letters_get_number (hato_pdf_type_get_letters (self->type),
                                                 run->item->analysis.font, (guint) glyph.index);
      g_array_append_val (glyphs, glyph);
      n_added++;
    }
  return n_added;
}

/* What was added to break a name by stands for nothing. */
static int
count_bytes (const PangoGlyphItemIter *cluster, const char *text)
{
  int size = cluster->end_index - cluster->start_index;
  guint n = hato_pdf_names_count_openings (text + cluster->start_index, (gsize) size);

  return size - (int) (n * HATO_PDF_OPENING_SIZE);
}

static void
reverse (GArray *clusters)
{
  for (guint i = 0, j = clusters->len; i + 1 < j; i++)
    {
      cairo_text_cluster_t *first = &g_array_index (clusters, cairo_text_cluster_t, i);
      cairo_text_cluster_t *last = &g_array_index (clusters, cairo_text_cluster_t, --j);
      cairo_text_cluster_t kept = *first;

      *first = *last;
      *last = kept;
    }
}

/* From left to right, which is backward where Hebrew or Arabic is written; @x is moved behind the run. */
static void
add_run (const HatoPdfText *self, PangoGlyphItem *run, double *x, double y, const Ink *ink)
{
  const char *text = self->shown->str;
  gboolean is_backward = (run->item->analysis.level & 1) != 0;
  PangoGlyphItemIter cluster;
  gboolean has_cluster = is_backward ? pango_glyph_item_iter_init_end (&cluster, run, text)
                                     : pango_glyph_item_iter_init_start (&cluster, run, text);

  while (has_cluster)
    {
      cairo_text_cluster_t added = { count_bytes (&cluster, text), 0 };

      added.num_glyphs = add_cluster (self, run, &cluster, text, x, y, ink->glyphs);
      if (added.num_bytes > 0)
        g_array_append_val (ink->clusters, added);
      has_cluster = is_backward ? pango_glyph_item_iter_prev_cluster (&cluster)
                                : pango_glyph_item_iter_next_cluster (&cluster);
    }
  if (is_backward)
    reverse (ink->clusters);
}

static cairo_scaled_font_t *
get_font (const HatoPdfText *self, const PangoGlyphItem *run)
{
  return hato_pdf_letters_get_font (hato_pdf_type_get_letters (self->type),
                                    run->item->analysis.font);
}

static Ink
new_ink (void)
{
  return (Ink){ g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t)),
                g_array_new (FALSE, FALSE, sizeof (cairo_text_cluster_t)) };
}

static void
clear_ink (Ink *ink)
{
  g_array_unref (ink->glyphs);
  g_array_unref (ink->clusters);
}

static void
show_run (const HatoPdfText *self, PangoGlyphItem *run, double *x, double y, cairo_t *cairo)
{
  const char *text = self->shown->str;
  gboolean is_backward = (run->item->analysis.level & 1) != 0;
  Ink ink = new_ink ();

  add_run (self, run, x, y, &ink);
  if (ink.glyphs->len > 0)
    {
      g_autoptr (GString) said = g_string_new_len (text + run->item->offset, run->item->length);

      g_string_replace (said, HATO_PDF_OPENING, "", 0);
      cairo_set_scaled_font (cairo, get_font (self, run));
      cairo_show_text_glyphs (
          cairo, said->str, (int) said->len,
          (const cairo_glyph_t *) (gconstpointer) ink.glyphs->data, (int) ink.glyphs->len,
          (const cairo_text_cluster_t *) (gconstpointer) ink.clusters->data,
          (int) ink.clusters->len,
          is_backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : (cairo_text_cluster_flags_t) 0);
    }
  clear_ink (&ink);
}

/* The anchor to which the letter at @at leads; 0 = none. */
static guint
find_link (const HatoPdfText *self, guint at)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const HatoPdfPiece *link = &g_array_index (self->links, HatoPdfPiece, i);

      if (at >= link->start && at < link->end)
        return link->anchor;
    }
  return 0;
}

/* Text and links stand side by side in the tag around them, never in one another. */
static void
draw_line (const HatoPdfText *self,
           PangoLayoutLine *line,
           HatoPdfWriter *writer,
           double x,
           double y)
{
  cairo_t *cairo = hato_pdf_writer_get_cairo (writer);
  gboolean is_open = FALSE;
  guint open = 0;

  for (GSList *at = line->runs; at != NULL; at = at->next)
    {
      PangoGlyphItem *run = at->data;
      guint link = find_link (self, (guint) run->item->offset);

      if (is_open && link != open)
        {
          hato_pdf_writer_end (writer);
          is_open = FALSE;
        }
      if (!is_open && self->links->len > 0)
        {
          if (link != 0)
            hato_pdf_writer_begin_link (writer, link);
          else
            hato_pdf_writer_begin (writer, "Span");
          is_open = TRUE;
          open = link;
        }
      hato_pdf_shape_set_ink (cairo, link != 0 ? LINK_INK : self->style.ink);
      show_run (self, run, &x, y, cairo);
    }
  if (is_open)
    hato_pdf_writer_end (writer);
}

/* All glyphs as a cluster of the whole text: that is how it becomes one line where it is copied out. Another font is a call
 * of its own, and stands for nothing more. */
static void
show_exact (cairo_t *cairo, cairo_scaled_font_t *font, const GArray *glyphs, const char *text)
{
  cairo_text_cluster_t cluster = { (int) strlen (text), (int) glyphs->len };

  if (glyphs->len == 0)
    return;

  cairo_set_scaled_font (cairo, font);
  cairo_show_text_glyphs (cairo, text, cluster.num_bytes,
                          (const cairo_glyph_t *) (gconstpointer) glyphs->data, cluster.num_glyphs,
                          &cluster, 1, (cairo_text_cluster_flags_t) 0);
}

static void
draw_exact (const HatoPdfText *self, cairo_t *cairo, double left, double y, guint from, guint to)
{
  const char *text = from == 0 ? self->exact : "";
  cairo_scaled_font_t *font = NULL;
  Ink ink = new_ink ();

  for (guint i = from; i < to; i++, y += hato_pdf_text_get_pitch (self))
    {
      PangoLayoutLine *line = g_ptr_array_index (self->lines, i);
      double x = left;

      for (GSList *at = line->runs; at != NULL; at = at->next)
        {
          PangoGlyphItem *run = at->data;

          if (font != NULL && get_font (self, run) != font && ink.glyphs->len > 0)
            {
              show_exact (cairo, font, ink.glyphs, text);
              text = "";
              g_array_set_size (ink.glyphs, 0);
            }
          font = get_font (self, run);
          add_run (self, run, &x, y, &ink);
        }
    }
  show_exact (cairo, font, ink.glyphs, text);
  clear_ink (&ink);
}

/**
 * hato_pdf_text_draw:
 * @x: the left end of the lines from @from to before @to; the top of the first of them is at @y
 *
 * Tags only what is inside: links and what stands between them.
 */
void
hato_pdf_text_draw (const HatoPdfText *self,
                    HatoPdfWriter *writer,
                    double x,
                    double y,
                    guint from,
                    guint to)
{
  cairo_t *cairo = hato_pdf_writer_get_cairo (writer);

  y += self->baseline;
  hato_pdf_shape_set_ink (cairo, self->style.ink);
  if (self->exact != NULL)
    {
      draw_exact (self, cairo, x, y, from, to);
      return;
    }
  for (guint i = from; i < to; i++, y += hato_pdf_text_get_pitch (self))
    draw_line (self, g_ptr_array_index (self->lines, i), writer, x, y);
}
