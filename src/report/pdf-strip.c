/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-strip.h"

typedef enum
{
  OP_BEGIN,
  OP_BEGIN_ADDRESS,
  OP_END,
  OP_ANCHOR,
  OP_OUTLINE,
  OP_LINES,
  OP_CENTRED,
  OP_FILL,
  OP_WAY,
  OP_LEVEL,
  OP_PLACE,
  OP_QR,
  OP_MARKS,
} OpKind;

typedef struct
{
  OpKind kind;
  double x;
  double y;
  double width; /* or side of a sign, or where a way ends */
  double height;
  guint32 ink;
  guint number;      /* anchor, level of the outline or of a finding, kind of a place, first line */
  guint to;          /* first line that is not drawn; whether a place was seen */
  const char *tag;   /* static */
  HatoPdfMark mark;  /* of the tag; its strings are owned */
  char *string;      /* (owned) (nullable): of the outline, of a link */
  HatoPdfText *text; /* (owned) (nullable) */
  HatoPdfQr *qr;     /* (owned) (nullable) */
} Op;

#define WAY_WIDTH 1.6 /* points */

static void
clear_op (gpointer data)
{
  Op *op = data;

  g_free (op->mark.alternative);
  g_free (op->mark.actual);
  g_free (op->mark.language);
  g_free (op->string);
  g_clear_pointer (&op->text, hato_pdf_text_unref);
  g_clear_pointer (&op->qr, hato_pdf_qr_unref);
}

/** hato_pdf_strip_new: (transfer full): empty, without height */
HatoPdfStrip *
hato_pdf_strip_new (void)
{
  HatoPdfStrip *self = g_new0 (HatoPdfStrip, 1);

  self->ops = g_array_new (FALSE, TRUE, sizeof (Op));
  g_array_set_clear_func (self->ops, clear_op);
  return self;
}

/** hato_pdf_strip_free: */
void
hato_pdf_strip_free (HatoPdfStrip *self)
{
  g_array_unref (self->ops);
  g_free (self);
}

static Op *
add_op (HatoPdfStrip *self, OpKind kind)
{
  Op *op;

  g_array_set_size (self->ops, self->ops->len + 1);
  op = &g_array_index (self->ops, Op, self->ops->len - 1);
  op->kind = kind;
  return op;
}

/** hato_pdf_strip_begin: a tag that may end in a later strip; @tag is static */
void
hato_pdf_strip_begin (HatoPdfStrip *self, const char *tag)
{
  add_op (self, OP_BEGIN)->tag = tag;
}

/** hato_pdf_strip_begin_head: of a column of a table, or of a row */
void
hato_pdf_strip_begin_head (HatoPdfStrip *self, gboolean is_of_column)
{
  Op *op = add_op (self, OP_BEGIN);

  op->tag = "TH";
  op->mark.is_column_head = is_of_column;
  op->mark.is_row_head = !is_of_column;
}

/** hato_pdf_strip_begin_figure: @alternative says in words what it shows */
void
hato_pdf_strip_begin_figure (HatoPdfStrip *self, const char *alternative)
{
  Op *op = add_op (self, OP_BEGIN);

  op->tag = "Figure";
  op->mark.alternative = g_strdup (alternative);
}

/** hato_pdf_strip_begin_exact: @actual (nullable): all of the text, which is one line however it is broken */
void
hato_pdf_strip_begin_exact (HatoPdfStrip *self, const char *actual)
{
  Op *op = add_op (self, OP_BEGIN);

  op->tag = "Code";
  op->mark.actual = g_strdup (actual);
}

/** hato_pdf_strip_begin_language: a tag with all in it in @language */
void
hato_pdf_strip_begin_language (HatoPdfStrip *self, const char *tag, const char *language)
{
  Op *op = add_op (self, OP_BEGIN);

  op->tag = tag;
  op->mark.language = g_strdup (language);
}

/** hato_pdf_strip_begin_address: a link to the outside */
void
hato_pdf_strip_begin_address (HatoPdfStrip *self, const char *address)
{
  add_op (self, OP_BEGIN_ADDRESS)->string = g_strdup (address);
}

/** hato_pdf_strip_end: the tag that was begun last, be it in another strip */
void
hato_pdf_strip_end (HatoPdfStrip *self)
{
  add_op (self, OP_END);
}

/** hato_pdf_strip_add_anchor: links to @anchor lead here */
void
hato_pdf_strip_add_anchor (HatoPdfStrip *self, guint anchor)
{
  if (anchor != 0)
    add_op (self, OP_ANCHOR)->number = anchor;
}

/** hato_pdf_strip_add_outline: an entry of the outline leads here */
void
hato_pdf_strip_add_outline (HatoPdfStrip *self, guint level, const char *text)
{
  Op *op = add_op (self, OP_OUTLINE);

  op->number = level;
  op->string = g_strdup (text);
}

/** hato_pdf_strip_add_lines: of @text, which is laid: from @from to before @to */
void
hato_pdf_strip_add_lines (HatoPdfStrip *self,
                          HatoPdfText *text,
                          double x,
                          double y,
                          guint from,
                          guint to)
{
  Op *op = add_op (self, OP_LINES);

  op->text = hato_pdf_text_ref (text);
  op->x = x;
  op->y = y;
  op->number = from;
  op->to = to;
}

/** hato_pdf_strip_add_marks: below the same lines of @text, before they are added */
void
hato_pdf_strip_add_marks (HatoPdfStrip *self,
                          HatoPdfText *text,
                          double x,
                          double y,
                          guint from,
                          guint to)
{
  hato_pdf_strip_add_lines (self, text, x, y, from, to);
  g_array_index (self->ops, Op, self->ops->len - 1).kind = OP_MARKS;
}

/** hato_pdf_strip_add_centred: the first @n_lines of @text, each around @middle */
void
hato_pdf_strip_add_centred (HatoPdfStrip *self,
                            HatoPdfText *text,
                            guint n_lines,
                            double middle,
                            double y)
{
  Op *op = add_op (self, OP_CENTRED);

  op->text = hato_pdf_text_ref (text);
  op->x = middle;
  op->y = y;
  op->to = n_lines;
}

static Op *
add_box (HatoPdfStrip *self, OpKind kind, double x, double y, double width, double height)
{
  Op *op = add_op (self, kind);

  op->x = x;
  op->y = y;
  op->width = width;
  op->height = height;
  return op;
}

/** hato_pdf_strip_add_fill: a background, a rule: 0xRRGGBB */
void
hato_pdf_strip_add_fill (HatoPdfStrip *self,
                         guint32 ink,
                         double x,
                         double y,
                         double width,
                         double height)
{
  add_box (self, OP_FILL, x, y, width, height)->ink = ink;
}

/** hato_pdf_strip_add_way: a line from station to station; dashed where nobody saw the mail go */
void
hato_pdf_strip_add_way (HatoPdfStrip *self, gboolean is_dashed, double from, double to, double y)
{
  add_box (self, OP_WAY, from, y, to, 0)->number = (guint) is_dashed;
}

/** hato_pdf_strip_add_level: the sign of a level */
void
hato_pdf_strip_add_level (HatoPdfStrip *self, HatoLevel level, double x, double y, double size)
{
  add_box (self, OP_LEVEL, x, y, size, size)->number = (guint) level;
}

/** hato_pdf_strip_add_place: what stands at a station of the way of the mail */
void
hato_pdf_strip_add_place (HatoPdfStrip *self,
                          HatoPdfPlaceKind kind,
                          gboolean is_seen,
                          double x,
                          double y,
                          double size)
{
  Op *op = add_box (self, OP_PLACE, x, y, size, size);

  op->number = (guint) kind;
  op->to = (guint) is_seen;
}

/** hato_pdf_strip_add_qr: */
void
hato_pdf_strip_add_qr (HatoPdfStrip *self, HatoPdfQr *qr, double x, double y)
{
  Op *op = add_op (self, OP_QR);

  op->qr = hato_pdf_qr_ref (qr);
  op->x = x;
  op->y = y;
}

static void
begin (const Op *op, HatoPdfWriter *writer)
{
  HatoPdfMark *mark = hato_pdf_writer_begin (writer, op->tag);

  mark->alternative = g_strdup (op->mark.alternative);
  mark->actual = g_strdup (op->mark.actual);
  mark->language = g_strdup (op->mark.language);
  mark->is_column_head = op->mark.is_column_head;
  mark->is_row_head = op->mark.is_row_head;
}

static void
draw_way (const Op *op, cairo_t *cairo, double x, double y)
{
  static const double dashes[] = { 3, 3 };

  cairo_save (cairo);
  hato_pdf_shape_set_ink (cairo, op->number != 0 ? 0x8a9097 : 0x2b2f33);
  cairo_set_line_width (cairo, WAY_WIDTH);
  if (op->number != 0)
    cairo_set_dash (cairo, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (cairo, x + op->x, y + op->y);
  cairo_line_to (cairo, x + op->width, y + op->y);
  cairo_stroke (cairo);
  cairo_restore (cairo);
}

static void
draw_centred (const Op *op, HatoPdfWriter *writer, double x, double y)
{
  for (guint i = 0; i < op->to; i++)
    {
      double width = hato_pdf_text_get_line_width (op->text, i);

      hato_pdf_text_draw (op->text, writer, x + op->x - width / 2,
                          y + op->y + i * hato_pdf_text_get_pitch (op->text), i, i + 1);
    }
}

static void
draw_text (const Op *op, HatoPdfWriter *writer, double x, double y)
{
  if (op->kind == OP_CENTRED)
    draw_centred (op, writer, x, y);
  else
    hato_pdf_text_draw (op->text, writer, x + op->x, y + op->y, op->number, op->to);
}

/* What is no text. */
static void
draw_picture (const Op *op, cairo_t *cairo, double x, double y)
{
  switch ((int) op->kind)
    {
    case OP_FILL:
      hato_pdf_shape_set_ink (cairo, op->ink);
      cairo_rectangle (cairo, x + op->x, y + op->y, op->width, op->height);
      cairo_fill (cairo);
      break;
    case OP_WAY:
      draw_way (op, cairo, x, y);
      break;
    case OP_LEVEL:
      hato_pdf_shape_draw_level (cairo, (HatoLevel) op->number, x + op->x, y + op->y, op->width);
      break;
    case OP_PLACE:
      hato_pdf_shape_draw_place (cairo, (HatoPdfPlaceKind) op->number, op->to != 0, x + op->x,
                                 y + op->y, op->width);
      break;
    case OP_QR:
      hato_pdf_qr_draw (op->qr, cairo, x + op->x, y + op->y);
      break;
    case OP_MARKS:
      hato_pdf_text_draw_marks (op->text, cairo, x + op->x, y + op->y, op->number, op->to);
      break;
    default:
      break;
    }
}

static gboolean
is_text (const Op *op)
{
  return op->kind == OP_LINES || op->kind == OP_CENTRED;
}

static gboolean
is_picture (const Op *op)
{
  return op->kind >= OP_FILL;
}

/* Tags, and what stands in them. */
static void
draw_tagged (const Op *op, HatoPdfWriter *writer, double x, double y, guint *figure_depth)
{
  switch ((int) op->kind)
    {
    case OP_BEGIN:
      begin (op, writer);
      *figure_depth += *figure_depth > 0 || op->mark.alternative != NULL;
      break;
    case OP_BEGIN_ADDRESS:
      hato_pdf_writer_begin_address (writer, op->string);
      break;
    case OP_END:
      hato_pdf_writer_end (writer);
      *figure_depth -= *figure_depth > 0;
      break;
    case OP_ANCHOR:
      hato_pdf_writer_add_anchor (writer, op->number, x, y);
      break;
    case OP_OUTLINE:
      hato_pdf_writer_add_outline (writer, op->number, op->string, y);
      break;
    default:
      draw_text (op, writer, x, y);
      break;
    }
}

/**
 * hato_pdf_strip_draw:
 *
 * Draws it with the top left corner at @x and @y. Pictures are artifacts, but for those in a figure.
 */
void
hato_pdf_strip_draw (const HatoPdfStrip *self, HatoPdfWriter *writer, double x, double y)
{
  cairo_t *cairo = hato_pdf_writer_get_cairo (writer);
  gboolean in_artifact = FALSE;
  guint figure_depth = 0;

  for (guint i = 0; i < self->ops->len; i++)
    {
      const Op *op = &g_array_index (self->ops, Op, i);
      gboolean is_artifact = is_picture (op) && figure_depth == 0;

      if (is_artifact && !in_artifact)
        hato_pdf_writer_begin_artifact (writer);
      else if (!is_artifact && in_artifact)
        hato_pdf_writer_end (writer);
      in_artifact = is_artifact;
      if (is_picture (op))
        draw_picture (op, cairo, x, y);
      else
        draw_tagged (op, writer, x, y, &figure_depth);
    }
  if (in_artifact)
    hato_pdf_writer_end (writer);
}

/** hato_pdf_strip_repeat: the same to look at, but no part of the text: all of it is an artifact */
void
hato_pdf_strip_repeat (const HatoPdfStrip *self, HatoPdfWriter *writer, double x, double y)
{
  hato_pdf_writer_begin_artifact (writer);
  for (guint i = 0; i < self->ops->len; i++)
    {
      const Op *op = &g_array_index (self->ops, Op, i);

      if (is_text (op))
        draw_text (op, writer, x, y);
      else if (is_picture (op))
        draw_picture (op, hato_pdf_writer_get_cairo (writer), x, y);
    }
  hato_pdf_writer_end (writer);
}
