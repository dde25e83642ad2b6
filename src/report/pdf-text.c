/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-text.h"

#include <math.h>
#include <string.h>

#include "base/foreign-text.h"
#include "report/pdf-names.h"
#include "report/pdf-phrases.h"
#include "report/pdf-text-lines.h"

#define LINK_SHARE   0.82 /* of the size of the text */
#define LINK_SIZE    8.5  /* points: more it never is */
#define LETTER_WIDTH 0.7  /* of the size: a wide Latin letter */
#define KEPT_MAX     64u  /* letters of a name that is not broken */
#define PHRASE_MAX   16u  /* letters */
#define SCRAP        3.5  /* sizes: a last line that is shorter looks lost */
#define SCRAP_LINES  6u   /* in longer texts nobody sees it */
#define WORD_MAX     120u /* Latin letters */

/** hato_pdf_text_new: (transfer full): empty */
HatoPdfText *
hato_pdf_text_new (HatoPdfType *type, const HatoPdfStyle *style)
{
  HatoPdfText *self = g_rc_box_new0 (HatoPdfText);

  self->type = type;
  self->style = *style;
  self->shown = g_string_new (NULL);
  self->links = g_array_new (FALSE, FALSE, sizeof (HatoPdfPiece));
  self->marks = g_array_new (FALSE, FALSE, sizeof (HatoPdfPiece));
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
  HatoPdfPiece link = { .start = (guint) self->shown->len, .anchor = anchor };

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
  HatoPdfPiece mark = { .start = (guint) strlen (start) };

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

/* A name that fits in a line is not broken at its hyphens. */
static void
keep_names (const HatoPdfText *self, PangoAttrList *list, guint longest)
{
  const char *text = self->shown->str;

  for (guint start = 0, end; start < self->shown->len; start = end + 1)
    {
      for (end = start; hato_pdf_names_is_letter (text[end]);)
        end++;
      if (end > start && end - start <= longest
          && g_strstr_len (text + start, (gssize) (end - start), "-") != NULL)
        insert_attribute (list, pango_attr_allow_breaks_new (FALSE), start, end);
    }
}

/* @changed: the text with line ends or openings in it */
static void
move_pieces (GArray *pieces, const char *changed)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      HatoPdfPiece *piece = &g_array_index (pieces, HatoPdfPiece, i);

      piece->start = hato_pdf_names_find (changed, piece->start);
      piece->end = hato_pdf_names_find (changed, piece->end);
    }
}

static guint
get_longest (const HatoPdfText *self, double width)
{
  return (guint) CLAMP (width * 0.9 / self->style.size / LETTER_WIDTH, 0, KEPT_MAX);
}

/* A name that may not fit is broken behind its labels. */
static void
open_names (HatoPdfText *self, double width)
{
  g_autofree char *opened = hato_pdf_names_open (self->shown->str, get_longest (self, width));

  move_pieces (self->links, opened);
  g_string_assign (self->shown, opened);
}

/* A Japanese phrase that fits in a line is not broken. */
static void
keep_phrases (const HatoPdfText *self, PangoAttrList *list, double width)
{
  const char *text = self->shown->str;
  guint longest = (guint) CLAMP (width / self->style.size - 1, 0, PHRASE_MAX), n_letters;

  for (gsize start = 0, size; start < self->shown->len; start += size)
    {
      size = hato_pdf_phrases_measure (text + start, &n_letters);
      if (n_letters > 1 && n_letters <= longest)
        insert_attribute (list, pango_attr_allow_breaks_new (FALSE), (guint) start,
                          (guint) (start + size));
    }
}

/* No letter is wider than it is high. */
static gboolean
fits_surely (const HatoPdfText *self, double width)
{
  return (double) g_utf8_strlen (self->shown->str, -1) * self->style.size <= width;
}

/* Returns: (transfer full) */
static PangoAttrList *
get_attributes (const HatoPdfText *self, double width)
{
  PangoAttrList *usual = hato_pdf_type_get_attributes (self->type), *list;
  int link_size = (int) (MIN (self->style.size * LINK_SHARE, LINK_SIZE) * PANGO_SCALE);

  if (self->links->len == 0 && (self->exact != NULL || fits_surely (self, width)))
    return pango_attr_list_ref (usual);

  list = pango_attr_list_copy (usual);
  for (guint i = 0; i < self->links->len; i++)
    {
      const HatoPdfPiece *link = &g_array_index (self->links, HatoPdfPiece, i);

      insert_attribute (list, pango_attr_size_new_absolute (link_size), link->start, link->end);
    }
  keep_names (self, list, get_longest (self, width));
  keep_phrases (self, list, width);
  return list;
}

/* The letters stand in the middle of their line, whichever font they are from. */
static void
find_baseline (HatoPdfText *self)
{
  PangoFontMetrics *metrics = hato_pdf_type_get_metrics (self->type, &self->style);
  double ascent = pango_units_to_double (pango_font_metrics_get_ascent (metrics));
  double descent = pango_units_to_double (pango_font_metrics_get_descent (metrics));

  self->baseline = (hato_pdf_text_get_pitch (self) - ascent - descent) / 2 + ascent;
}

/** hato_pdf_text_find_blank: where lines break Pango leaves out the blank; what is copied out needs it */
gboolean
hato_pdf_text_find_blank (const PangoGlyphItem *run, hb_codepoint_t *blank)
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

      if (glyph == PANGO_GLYPH_EMPTY && hato_pdf_text_find_blank (run, &blank))
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

/* An exact text is broken by counting: all letters have one width, and Pango would need seconds for a word of 16 kB. */
static void
break_hard (HatoPdfText *self, double width)
{
  PangoFontMetrics *metrics = hato_pdf_type_get_metrics (self->type, &self->style);
  double letter = pango_units_to_double (pango_font_metrics_get_approximate_digit_width (metrics));
  double columns = letter > 0 ? floor (width / letter + 0.01) : 1;
  guint n_columns = (guint) CLAMP (columns, 2, 1000);
  g_autofree char *broken = hato_pdf_names_break (self->shown->str, n_columns);
  g_autofree char *block = hato_foreign_block (broken, strlen (broken), n_columns);

  move_pieces (self->marks, block);
  g_string_assign (self->shown, block);
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

static void
begin_layout (HatoPdfText *self, double width)
{
  PangoAttrList *attributes;

  if (self->exact == NULL && !fits_surely (self, width))
    open_names (self, width);
  attributes = get_attributes (self, width);
  self->layout = hato_pdf_type_new_layout (self->type, &self->style, width);
  if (has_long_word (self->shown->str))
    pango_layout_set_wrap (self->layout, PANGO_WRAP_CHAR);
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
  if (self->exact != NULL)
    break_hard (self, width);
  pango_layout_set_text (self->layout, self->shown->str, (int) self->shown->len);
}

static guint
count_lines (const HatoPdfText *self, double width)
{
  pango_layout_set_width (self->layout, pango_units_from_double (width));
  return (guint) pango_layout_get_line_count (self->layout);
}

static double
get_last_width (const HatoPdfText *self)
{
  int last = pango_layout_get_line_count (self->layout) - 1;
  PangoRectangle logical;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (self->layout, last), NULL,
                                 &logical);
  return pango_units_to_double (logical.width);
}

/* No line of one or two letters at the end: the others give it some of theirs. */
static void
avoid_scrap (HatoPdfText *self, double width)
{
  double size = self->style.size, tried = width, missing;
  guint n = count_lines (self, width);

  while (n > 1 && n <= SCRAP_LINES && tried > width * 0.8
         && (missing = SCRAP * size - get_last_width (self)) > 0)
    {
      tried -= MAX (size / 2, missing / (n - 1));
      if (count_lines (self, tried) == n)
        continue;
      count_lines (self, width);
      return;
    }
}

/* The narrowest lines of which there are not more than of @width. */
static void
make_even (HatoPdfText *self, double width)
{
  double low = width / 2, high = width;
  guint n = count_lines (self, width);

  for (guint i = 0; n > 1 && n <= SCRAP_LINES && i < 6; i++)
    {
      double middle = (low + high) / 2;

      if (count_lines (self, middle) > n)
        low = middle;
      else
        high = middle;
    }
  count_lines (self, high);
}

static void
take_lines (HatoPdfText *self)
{
  for (GSList *at = pango_layout_get_lines_readonly (self->layout); at != NULL; at = at->next)
    g_ptr_array_add (self->lines, at->data);
  find_baseline (self);
  note_letters (self);
}

/** hato_pdf_text_lay: breaks it into lines of at most @width points; nothing can be appended from now on */
void
hato_pdf_text_lay (HatoPdfText *self, double width)
{
  begin_layout (self, width);
  if (self->exact == NULL)
    avoid_scrap (self, width);
  take_lines (self);
}

/** hato_pdf_text_lay_even: the same with lines of about one length, for what stands alone */
void
hato_pdf_text_lay_even (HatoPdfText *self, double width)
{
  begin_layout (self, width);
  make_even (self, width);
  take_lines (self);
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
