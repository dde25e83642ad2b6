/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-text.h"

#include <hb.h>
#include <math.h>
#include <string.h>

#include "base/foreign-text.h"
#include "report/pdf-shape.h"

#define LINK_INK   0x1a4f8bu
#define LINK_SIZE  0.82 /* of the size of the text */
#define MARK_INK   0x9c1c12u
#define MARK_WIDTH 1.2  /* points: a line below what is marked */
#define WORD_MAX   120u /* Latin letters */

/* A piece of the text with a meaning of its own, in bytes. */
typedef struct
{
  guint start;
  guint end;
  guint anchor;
} Piece;

struct _HatoPdfText
{
  HatoPdfType *type; /* outlives this */
  HatoPdfStyle style;
  GString *shown;      /* (owned) */
  char *exact;         /* (owned) (nullable): what is copied out, in one line */
  GArray *links;       /* (owned) (element-type Piece) */
  GArray *marks;       /* (owned) (element-type Piece) */
  PangoLayout *layout; /* (owned) (nullable): NULL until it is laid */
  GPtrArray
      *lines; /* (owned) (element-type PangoLayoutLine): of the layout; none until it is laid */
  double baseline; /* below the top of a line */
};

/* Glyphs of one font, in the order in which they are read. */
typedef struct
{
  GArray *glyphs;   /* (element-type cairo_glyph_t) */
  GArray *clusters; /* (element-type cairo_text_cluster_t) */
} Ink;

/** hato_pdf_text_new: (transfer full): empty */
HatoPdfText *
hato_pdf_text_new (HatoPdfType *type, const HatoPdfStyle *style)
{
  HatoPdfText *self = g_rc_box_new0 (HatoPdfText);

  self->type = type;
  self->style = *style;
  self->shown = g_string_new (NULL);
  self->links = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->marks = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->lines = g_ptr_array_new ();
  return self;
}

/** hato_pdf_text_new_exact: (transfer full): of @text, which is copied out of the file as one line */
HatoPdfText *
hato_pdf_text_new_exact (HatoPdfType *type, const HatoPdfStyle *style, const char *text)
{
  HatoPdfText *self = hato_pdf_text_new (type, style);

  self->exact = hato_foreign_text (text, strlen (text), HATO_PDF_EXACT_MAX);
  hato_pdf_text_append (self, text);
  return self;
}

/** hato_pdf_text_ref: (transfer full): */
HatoPdfText *
hato_pdf_text_ref (HatoPdfText *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  HatoPdfText *self = data;

  g_string_free (self->shown, TRUE);
  g_free (self->exact);
  g_array_unref (self->links);
  g_array_unref (self->marks);
  g_ptr_array_unref (self->lines);
  g_clear_object (&self->layout);
}

/** hato_pdf_text_unref: */
void
hato_pdf_text_unref (HatoPdfText *self)
{
  g_rc_box_release_full (self, clear);
}

/** hato_pdf_text_append: */
void
hato_pdf_text_append (HatoPdfText *self, const char *text)
{
  g_autofree char *shown = hato_pdf_type_dup_shown (self->type, self->style.face, text);

  g_string_append (self->shown, shown);
}

/** hato_pdf_text_append_link: @text leads to @anchor */
void
hato_pdf_text_append_link (HatoPdfText *self, const char *text, guint anchor)
{
  Piece link = { .start = (guint) self->shown->len, .anchor = anchor };

  hato_pdf_text_append (self, text);
  link.end = (guint) self->shown->len;
  g_array_append_val (self->links, link);
}

/** hato_pdf_text_add_mark: @marked, which stands behind @before, is what matters */
void
hato_pdf_text_add_mark (HatoPdfText *self, const char *before, const char *marked)
{
  g_autofree char *start = hato_pdf_type_dup_shown (self->type, self->style.face, before);
  g_autofree char *shown = hato_pdf_type_dup_shown (self->type, self->style.face, marked);
  Piece mark = { .start = (guint) strlen (start) };

  mark.end = mark.start + (guint) strlen (shown);
  g_array_append_val (self->marks, mark);
}

static void
insert_attribute (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

static PangoAttrList *
get_attributes (const HatoPdfText *self)
{
  PangoAttrList *list = pango_attr_list_new ();
  int link_size = (int) (self->style.size * LINK_SIZE * PANGO_SCALE);

  /* A letter a glyph: what is copied out are the letters that were put in. */
  insert_attribute (list, pango_attr_font_features_new ("liga 0, clig 0, dlig 0, calt 0"), 0,
                    G_MAXUINT);
  insert_attribute (list, pango_attr_insert_hyphens_new (FALSE), 0, G_MAXUINT);
  for (guint i = 0; i < self->links->len; i++)
    {
      const Piece *link = &g_array_index (self->links, Piece, i);

      insert_attribute (list, pango_attr_size_new_absolute (link_size), link->start, link->end);
    }
  return list;
}

/* The letters stand in the middle of their line, whichever font they are from. */
static void
find_baseline (HatoPdfText *self)
{
  PangoContext *context = pango_layout_get_context (self->layout);
  PangoFontMetrics *metrics =
      pango_context_get_metrics (context, pango_layout_get_font_description (self->layout), NULL);
  double ascent = pango_units_to_double (pango_font_metrics_get_ascent (metrics));
  double descent = pango_units_to_double (pango_font_metrics_get_descent (metrics));

  self->baseline = (hato_pdf_text_get_pitch (self) - ascent - descent) / 2 + ascent;
  pango_font_metrics_unref (metrics);
}

/* Where lines break Pango leaves out the blank; what is copied out needs it. */
static gboolean
find_blank (const PangoGlyphItem *run, hb_codepoint_t *blank)
{
  return hb_font_get_nominal_glyph (pango_font_get_hb_font (run->item->analysis.font), ' ', blank)
         != 0;
}

static void
note_run (const HatoPdfText *self, const PangoGlyphItem *run)
{
  HatoPdfLetters *letters = hato_pdf_type_get_letters (self->type);
  hb_codepoint_t blank;

  for (int i = 0; i < run->glyphs->num_glyphs; i++)
    {
      PangoGlyph glyph = run->glyphs->glyphs[i].glyph;

      if (glyph == PANGO_GLYPH_EMPTY && find_blank (run, &blank))
        glyph = blank;
      if (glyph < PANGO_GLYPH_EMPTY)
        hato_pdf_letters_add (letters, run->item->analysis.font, glyph);
    }
}

/* The letters that the file has to have. */
static void
note_letters (const HatoPdfText *self)
{
  for (guint i = 0; i < hato_pdf_text_get_n_lines (self); i++)
    {
      PangoLayoutLine *line = g_ptr_array_index (self->lines, i);

      for (GSList *at = line->runs; at != NULL; at = at->next)
        note_run (self, at->data);
    }
}

/* Where the byte at @at of a text is after line ends were put into it. */
static guint
find_broken (const char *broken, guint at)
{
  guint place = 0;

  for (guint i = 0; broken[place] != '\0' && (i < at || broken[place] == '\n'); place++)
    i += broken[place] != '\n';
  return place;
}

/* An exact text is broken by counting: all letters have one width, and Pango would need seconds for a word of 16 kB. */
static void
break_hard (HatoPdfText *self, double width)
{
  PangoContext *context = pango_layout_get_context (self->layout);
  PangoFontMetrics *metrics =
      pango_context_get_metrics (context, pango_layout_get_font_description (self->layout), NULL);
  double letter = pango_units_to_double (pango_font_metrics_get_approximate_digit_width (metrics));
  double columns = letter > 0 ? floor (width / letter + 0.01) : 1;
  g_autofree char *broken =
      hato_foreign_block (self->shown->str, self->shown->len, (guint) CLAMP (columns, 2, 1000));

  for (guint i = 0; i < self->marks->len; i++)
    {
      Piece *mark = &g_array_index (self->marks, Piece, i);

      mark->start = find_broken (broken, mark->start);
      mark->end = find_broken (broken, mark->end);
    }
  g_string_assign (self->shown, broken);
  pango_font_metrics_unref (metrics);
}

/* Such a word fills more than a line, and Pango takes its time to find that out at every letter. */
static gboolean
has_long_word (const char *text)
{
  guint length = 0;

  for (; *text != '\0' && length <= WORD_MAX; text++)
    length = *text == ' ' ? 0 : length + ((guint8) *text < 0x80);
  return length > WORD_MAX;
}

/** hato_pdf_text_lay: breaks it into lines of at most @width points; nothing can be appended from now on */
void
hato_pdf_text_lay (HatoPdfText *self, double width)
{
  PangoAttrList *attributes = get_attributes (self);

  self->layout = hato_pdf_type_new_layout (self->type, &self->style, width);
  if (has_long_word (self->shown->str))
    pango_layout_set_wrap (self->layout, PANGO_WRAP_CHAR);
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
  if (self->exact != NULL)
    break_hard (self, width);
  pango_layout_set_text (self->layout, self->shown->str, (int) self->shown->len);
  for (GSList *at = pango_layout_get_lines_readonly (self->layout); at != NULL; at = at->next)
    g_ptr_array_add (self->lines, at->data);
  find_baseline (self);
  note_letters (self);
}

/** hato_pdf_text_get_n_lines: 1 or more */
guint
hato_pdf_text_get_n_lines (const HatoPdfText *self)
{
  return self->lines->len;
}

/** hato_pdf_text_get_pitch: points from line to line */
double
hato_pdf_text_get_pitch (const HatoPdfText *self)
{
  return self->style.size * self->style.pitch;
}

/** hato_pdf_text_get_width: points that the longest line takes */
double
hato_pdf_text_get_width (const HatoPdfText *self)
{
  PangoRectangle logical;

  pango_layout_get_extents (self->layout, NULL, &logical);
  return pango_units_to_double (logical.width);
}

/** hato_pdf_text_get_line_width: points that line @number takes */
double
hato_pdf_text_get_line_width (const HatoPdfText *self, guint number)
{
  PangoRectangle logical;

  pango_layout_line_get_extents (g_ptr_array_index (self->lines, number), NULL, &logical);
  return pango_units_to_double (logical.width);
}

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
          const Piece *mark = &g_array_index (self->marks, Piece, j);
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
add_cluster (const PangoGlyphItem *run,
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

          if (text[cluster->start_index] != ' ' || !find_blank (run, &blank))
            continue;
          glyph.index = blank;
        }
      g_array_append_val (glyphs, glyph);
      n_added++;
    }
  return n_added;
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
add_run (PangoGlyphItem *run, const char *text, double *x, double y, const Ink *ink)
{
  gboolean is_backward = (run->item->analysis.level & 1) != 0;
  PangoGlyphItemIter cluster;
  gboolean has_cluster = is_backward ? pango_glyph_item_iter_init_end (&cluster, run, text)
                                     : pango_glyph_item_iter_init_start (&cluster, run, text);

  while (has_cluster)
    {
      cairo_text_cluster_t added = { cluster.end_index - cluster.start_index, 0 };

      added.num_glyphs = add_cluster (run, &cluster, text, x, y, ink->glyphs);
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

  add_run (run, text, x, y, &ink);
  if (ink.glyphs->len > 0)
    {
      cairo_set_scaled_font (cairo, get_font (self, run));
      cairo_show_text_glyphs (
          cairo, text + run->item->offset, run->item->length,
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
      const Piece *link = &g_array_index (self->links, Piece, i);

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
          add_run (run, self->shown->str, &x, y, &ink);
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
