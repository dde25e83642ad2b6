/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-shape.h"

#define GRID                                                                                       \
  16.0 /* the shapes are drawn on a square of so many units, as those of the window are */
#define CORNERS 20u
#define QUIET   0x5a6068u
#define SEEN    0x2b2f33u
#define UNSEEN  0x9aa1a8u

/* A closed path of straight lines; inside another one it is a hole. */
typedef struct
{
  guint n;
  double corners[CORNERS];
} Outline;

static const Outline octagon = { 8,
                                 { 5, 0.8, 11, 0.8, 15.2, 5, 15.2, 11, 11, 15.2, 5, 15.2, 0.8, 11,
                                   0.8, 5 } };
static const Outline bar = { 4, { 4, 6.9, 12, 6.9, 12, 9.1, 4, 9.1 } };
static const Outline thin_bar = { 4, { 4.8, 7.1, 11.2, 7.1, 11.2, 8.9, 4.8, 8.9 } };
static const Outline triangle = { 3, { 8, 0.8, 16, 15.2, 0, 15.2 } };
static const Outline stroke = { 4, { 7, 5.4, 9, 5.4, 9, 10.2, 7, 10.2 } };
static const Outline dot = { 4, { 7, 11.4, 9, 11.4, 9, 13.4, 7, 13.4 } };
static const Outline star = { 10, { 8, 0.7,  10.2, 5.4,  15.4, 6,   11.6, 9.5, 12.6, 14.7,
                                    8, 12.1, 3.4,  14.7, 4.4,  9.5, 0.6,  6,   5.8,  5.4 } };
static const Outline tick = { 6, { 11.2, 4.6, 7, 9, 4.8, 6.9, 3.5, 8.2, 7, 11.7, 12.5, 5.9 } };

static void
add (cairo_t *cairo, const Outline *outline)
{
  for (guint i = 0; i < outline->n; i++)
    cairo_line_to (cairo, outline->corners[2 * i], outline->corners[2 * i + 1]);
  cairo_close_path (cairo);
}

static void
add_circle (cairo_t *cairo, double radius)
{
  cairo_new_sub_path (cairo);
  cairo_arc (cairo, GRID / 2, GRID / 2, radius, 0, 2 * G_PI);
  cairo_close_path (cairo);
}

static void
stroke_ring (cairo_t *cairo)
{
  cairo_set_line_width (cairo, 1.6);
  add_circle (cairo, 6.4);
  cairo_stroke (cairo);
}

static void
draw_question (cairo_t *cairo)
{
  stroke_ring (cairo);
  cairo_arc (cairo, 8, 6.4, 1.9, G_PI, 2.35 * G_PI);
  cairo_line_to (cairo, 8, 8.9);
  cairo_line_to (cairo, 8, 9.6);
  cairo_stroke (cairo);
  cairo_rectangle (cairo, 7.1, 10.6, 1.8, 1.8);
  cairo_fill (cairo);
}

/** hato_pdf_shape_get_ink: 0xRRGGBB, dark enough for text on white and on a pale tint */
guint32
hato_pdf_shape_get_ink (HatoLevel level)
{
  switch (level)
    {
    case HATO_LEVEL_PROBLEM:
      return 0xa51d16;
    case HATO_LEVEL_CAUTION:
      return 0x7d5200;
    case HATO_LEVEL_ADVICE:
      return 0x1a4f8b;
    case HATO_LEVEL_OK:
      return 0x1b6535;
    case HATO_LEVEL_UNCHECKED:
    case HATO_LEVEL_NOT_APPLICABLE:
    default:
      return QUIET;
    }
}

/** hato_pdf_shape_set_ink: */
void
hato_pdf_shape_set_ink (cairo_t *cairo, guint32 ink)
{
  cairo_set_source_rgb (cairo, (ink >> 16 & 0xff) / 255.0, (ink >> 8 & 0xff) / 255.0,
                        (ink & 0xff) / 255.0);
}

static void
draw_on_grid (cairo_t *cairo, HatoLevel level)
{
  switch (level)
    {
    case HATO_LEVEL_PROBLEM:
      add (cairo, &octagon);
      add (cairo, &bar);
      break;
    case HATO_LEVEL_CAUTION:
      add (cairo, &triangle);
      add (cairo, &stroke);
      add (cairo, &dot);
      break;
    case HATO_LEVEL_ADVICE:
      add (cairo, &star);
      break;
    case HATO_LEVEL_OK:
      add_circle (cairo, 7.2);
      add (cairo, &tick);
      break;
    case HATO_LEVEL_UNCHECKED:
      draw_question (cairo);
      break;
    case HATO_LEVEL_NOT_APPLICABLE:
    default:
      stroke_ring (cairo);
      add (cairo, &thin_bar);
      break;
    }
  cairo_fill (cairo);
}

/** hato_pdf_shape_draw_level: the sign of @level in a square of @size points at @x and @y, in its colour */
void
hato_pdf_shape_draw_level (cairo_t *cairo, HatoLevel level, double x, double y, double size)
{
  cairo_save (cairo);
  cairo_translate (cairo, x, y);
  cairo_scale (cairo, size / GRID, size / GRID);
  cairo_set_fill_rule (cairo, CAIRO_FILL_RULE_EVEN_ODD);
  hato_pdf_shape_set_ink (cairo, hato_pdf_shape_get_ink (level));
  draw_on_grid (cairo, level);
  cairo_restore (cairo);
}

static const Outline server_box = { 4, { 1.5, 2, 14.5, 2, 14.5, 7.2, 1.5, 7.2 } };
static const Outline server_light = { 4, { 3.4, 4, 5.4, 4, 5.4, 5.2, 3.4, 5.2 } };
static const Outline envelope = { 4, { 1, 3, 15, 3, 15, 13, 1, 13 } };
static const Outline flap = { 5, { 2.5, 5.3, 2.5, 11.5, 13.5, 11.5, 13.5, 5.3, 8, 9.3 } };
static const Outline small_tick = { 6,
                                    { 10.9, 5.3, 7.2, 9, 5.3, 7.1, 4.1, 8.3, 7.2, 11.4, 12.1,
                                      6.5 } };

static void
add_person (cairo_t *cairo)
{
  cairo_new_sub_path (cairo);
  cairo_arc (cairo, 8, 4.8, 3.3, 0, 2 * G_PI);
  cairo_close_path (cairo);
  cairo_move_to (cairo, 1.5, 14.5);
  cairo_curve_to (cairo, 1.5, 11, 4.2, 9.3, 8, 9.3);
  cairo_curve_to (cairo, 11.8, 9.3, 14.5, 11, 14.5, 14.5);
  cairo_close_path (cairo);
}

static void
add_server (cairo_t *cairo)
{
  for (guint i = 0; i < 2; i++)
    {
      add (cairo, &server_box);
      add (cairo, &server_light);
      cairo_translate (cairo, 0, 6.8);
    }
}

static void
add_shield (cairo_t *cairo)
{
  cairo_move_to (cairo, 8, 0.8);
  cairo_line_to (cairo, 14, 2.9);
  cairo_line_to (cairo, 14, 8);
  cairo_curve_to (cairo, 14, 11.5, 11.5, 14, 8, 15.2);
  cairo_curve_to (cairo, 4.5, 14, 2, 11.5, 2, 8);
  cairo_line_to (cairo, 2, 2.9);
  cairo_close_path (cairo);
  add (cairo, &small_tick);
}

/** hato_pdf_shape_draw_place: @is_seen: or pale, where nobody looked */
void
hato_pdf_shape_draw_place (cairo_t *cairo,
                           HatoPdfPlaceKind kind,
                           gboolean is_seen,
                           double x,
                           double y,
                           double size)
{
  cairo_save (cairo);
  cairo_translate (cairo, x, y);
  cairo_scale (cairo, size / GRID, size / GRID);
  cairo_set_fill_rule (cairo, CAIRO_FILL_RULE_EVEN_ODD);
  hato_pdf_shape_set_ink (cairo, is_seen ? SEEN : UNSEEN);
  switch (kind)
    {
    case HATO_PDF_PLACE_PERSON:
      add_person (cairo);
      break;
    case HATO_PDF_PLACE_SERVER:
      add_server (cairo);
      break;
    case HATO_PDF_PLACE_CHECKS:
      add_shield (cairo);
      break;
    case HATO_PDF_PLACE_INBOX:
    default:
      add (cairo, &envelope);
      add (cairo, &flap);
      break;
    }
  cairo_fill (cairo);
  cairo_restore (cairo);
}

/** hato_pdf_shape_find_level: whose sign stands at a station in @state; FALSE = none: nobody looked */
gboolean
hato_pdf_shape_find_level (HatoStationState state, HatoLevel *level)
{
  switch (state)
    {
    case HATO_STATION_PASSED:
      *level = HATO_LEVEL_OK;
      return TRUE;
    case HATO_STATION_DOUBTFUL:
      *level = HATO_LEVEL_CAUTION;
      return TRUE;
    case HATO_STATION_STOPPED:
      *level = HATO_LEVEL_PROBLEM;
      return TRUE;
    case HATO_STATION_UNSEEN:
    default:
      return FALSE;
    }
}
