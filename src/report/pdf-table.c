/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-table.h"

#include <string.h>

#define SIZE      9.0
#define PITCH     1.45
#define PADDING   3.5 /* points between the edge of a cell and its text */
#define ROOM      4.0 /* points below a row */
#define LINES_MAX 24u /* of a row in one strip; what is higher is broken */
#define RULE      0.5
#define OFTEN_MAX 80u /* bytes of a cell: longer ones do not come again */

typedef struct
{
  HatoPdfGalley *galley;
  const HatoBlock *block;
  GArray *widths; /* (owned) (element-type double): of the columns */
  gboolean has_heads;
  gboolean is_of_page; /* on the first pages, where labels stand out */
  HatoPdfStrip *head;  /* (nullable): in the galley */
  GHashTable *laid; /* (owned): cells that may come again: column, face and words → HatoPdfText */
} Table;

static double
get_width (const Table *self, guint column)
{
  return g_array_index (self->widths, double, column);
}

static void
share_width (Table *self)
{
  const GPtrArray *columns = self->block->columns;
  double sum = 0;

  for (guint i = 0; i < columns->len; i++)
    sum += ((const HatoColumn *) g_ptr_array_index (columns, i))->weight;
  for (guint i = 0; i < columns->len; i++)
    {
      const HatoColumn *column = g_ptr_array_index (columns, i);
      double width =
          sum > 0 ? self->galley->width * column->weight / sum : self->galley->width / columns->len;

      g_array_append_val (self->widths, width);
      self->has_heads = self->has_heads || column->head != NULL;
    }
}

static double
get_text_width (const Table *self, guint column)
{
  return MAX (get_width (self, column) - 2 * PADDING, SIZE);
}

/* The labels of a table without heads are heads of their rows. */
static gboolean
is_label (const Table *self, guint column)
{
  return !self->has_heads && column == 0;
}

/* All letters of a row stand on one line, whatever their face. */
static HatoPdfStyle
get_style (const Table *self, HatoPdfFace face)
{
  return (HatoPdfStyle){ face, SIZE * self->galley->scale, PITCH, HATO_PDF_INK };
}

static HatoPdfText *
lay_cell (const Table *self, const HatoSentence *cell, guint column)
{
  gboolean is_strong = is_label (self, column) && self->is_of_page;
  HatoPdfStyle style = get_style (self, cell->is_exact ? HATO_PDF_FACE_EXACT
                                        : is_strong    ? HATO_PDF_FACE_STRONG
                                                       : HATO_PDF_FACE_PLAIN);
  HatoPdfText *text;

  if (cell->is_exact)
    text = hato_pdf_text_new_exact (self->galley->type, &style, cell->text);
  else
    {
      text = hato_pdf_text_new (self->galley->type, &style);
      hato_pdf_galley_append_sentence (self->galley, text, cell);
    }
  hato_pdf_text_lay (text, get_text_width (self, column));
  return text;
}

/* Servers, kinds and times of life come in every row. */
static HatoPdfText *
get_cell (const Table *self, const HatoSentence *cell, guint column)
{
  g_autofree char *key = NULL;
  HatoPdfText *text;

  if (cell->evidence->len > 0 || strlen (cell->text) > OFTEN_MAX)
    return lay_cell (self, cell, column);

  key = g_strdup_printf ("%u %d %s", column, cell->is_exact, cell->text);
  text = g_hash_table_lookup (self->laid, key);
  if (text == NULL)
    {
      text = lay_cell (self, cell, column);
      g_hash_table_insert (self->laid, g_steal_pointer (&key), text);
    }
  return hato_pdf_text_ref (text);
}

static HatoPdfText *
lay_head (const Table *self, guint column)
{
  const HatoColumn *shown = g_ptr_array_index (self->block->columns, column);
  HatoPdfStyle style = get_style (self, HATO_PDF_FACE_STRONG);
  HatoPdfText *text = hato_pdf_text_new (self->galley->type, &style);

  if (shown->head != NULL)
    hato_pdf_text_append (text, shown->head);
  hato_pdf_text_lay (text, get_text_width (self, column));
  return text;
}

static double
get_height (HatoPdfText *text, guint from, guint to)
{
  to = MIN (to, hato_pdf_text_get_n_lines (text));
  return to > from ? (to - from) * hato_pdf_text_get_pitch (text) : 0;
}

static void
add_head (Table *self)
{
  double height = 0, x = 0;
  HatoPdfStrip *strip;

  self->head = strip = hato_pdf_galley_add_strip (self->galley, 0, 0);
  strip->keep_with_next = TRUE;
  for (guint i = 0; i < self->block->columns->len; i++)
    {
      g_autoptr (HatoPdfText) text = lay_head (self, i);

      height = MAX (height, get_height (text, 0, LINES_MAX));
    }
  strip->height = height + ROOM;
  hato_pdf_strip_add_fill (strip, HATO_PDF_PALE, 0, 0, self->galley->width, strip->height);
  hato_pdf_strip_add_fill (strip, HATO_PDF_INK_QUIET, 0, strip->height - RULE, self->galley->width,
                           RULE * 1.6);
  hato_pdf_strip_begin (strip, "TR");
  for (guint i = 0; i < self->block->columns->len; i++)
    {
      g_autoptr (HatoPdfText) text = lay_head (self, i);

      hato_pdf_strip_begin_head (strip, TRUE);
      hato_pdf_strip_add_lines (strip, text, x + PADDING, ROOM / 2, 0,
                                MIN (hato_pdf_text_get_n_lines (text), LINES_MAX));
      hato_pdf_strip_end (strip);
      x += get_width (self, i);
    }
  hato_pdf_strip_end (strip);
}

static void
add_cell (const Table *self,
          HatoPdfStrip *strip,
          HatoPdfText *text,
          const HatoSentence *cell,
          guint column,
          double x,
          guint from,
          guint to)
{
  to = MIN (to, hato_pdf_text_get_n_lines (text));
  if (is_label (self, column))
    hato_pdf_strip_begin_head (strip, FALSE);
  else
    hato_pdf_strip_begin (strip, "TD");
  if (cell->is_exact && from < to)
    hato_pdf_strip_begin_exact (strip, from == 0 ? cell->text : "");
  if (from < to)
    hato_pdf_strip_add_lines (strip, text, x + PADDING, ROOM / 2, from, to);
  if (cell->is_exact && from < to)
    hato_pdf_strip_end (strip);
  hato_pdf_strip_end (strip);
}

/* The lines from @from on, as many as fit in a strip. */
static void
add_part (const Table *self, const HatoRow *row, GPtrArray *texts, guint from, gboolean is_last)
{
  HatoPdfStrip *strip = hato_pdf_galley_add_strip (self->galley, 0, 0);
  double x = 0, height = 0;

  for (guint i = 0; i < texts->len; i++)
    height = MAX (height, get_height (g_ptr_array_index (texts, i), from, from + LINES_MAX));
  strip->height = height + (is_last ? ROOM : 0);
  strip->head = self->head;
  if (from == 0)
    hato_pdf_strip_add_anchor (strip, row->anchor);
  if (is_last)
    hato_pdf_strip_add_fill (strip, HATO_PDF_RULE, 0, strip->height - RULE, self->galley->width,
                             RULE);
  hato_pdf_strip_begin (strip, "TR");
  for (guint i = 0; i < texts->len; i++)
    {
      add_cell (self, strip, g_ptr_array_index (texts, i), g_ptr_array_index (row->cells, i), i, x,
                from, from + LINES_MAX);
      x += get_width (self, i);
    }
  hato_pdf_strip_end (strip);
}

static void
add_row (const Table *self, const HatoRow *row)
{
  g_autoptr (GPtrArray) texts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_pdf_text_unref);
  guint n_lines = 1;

  for (guint i = 0; i < MIN (row->cells->len, self->widths->len); i++)
    {
      HatoPdfText *text = get_cell (self, g_ptr_array_index (row->cells, i), i);

      n_lines = MAX (n_lines, hato_pdf_text_get_n_lines (text));
      g_ptr_array_add (texts, text);
    }
  for (guint from = 0; from < n_lines; from += LINES_MAX)
    add_part (self, row, texts, from, from + LINES_MAX >= n_lines);
}

/** hato_pdf_table_add: sets the table @block at the end of @galley */
void
hato_pdf_table_add (HatoPdfGalley *galley, const HatoBlock *block)
{
  g_autoptr (GArray) widths = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GHashTable) laid =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) hato_pdf_text_unref);
  Table self = {
    galley, block, widths, FALSE, galley->section->kind < HATO_SECTION_ANSWERS, NULL, laid,
  };
  HatoPdfStrip *begin;

  if (block->columns == NULL || block->columns->len == 0)
    return;

  share_width (&self);
  begin = hato_pdf_galley_add_strip (galley, 7, 0);
  begin->keep_with_next = TRUE;
  hato_pdf_strip_begin (begin, "Table");
  if (self.has_heads)
    add_head (&self);
  for (guint i = 0; i < block->rows->len; i++)
    add_row (&self, g_ptr_array_index (block->rows, i));
  hato_pdf_strip_end (hato_pdf_galley_add_strip (galley, 0, 0));
}
