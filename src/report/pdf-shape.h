/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "advice/mail-way.h"
#include "findings/finding.h"

G_BEGIN_DECLS

/* What stands at a station of the way of the mail. */
typedef enum
{
  HATO_PDF_PLACE_PERSON,
  HATO_PDF_PLACE_SERVER,
  HATO_PDF_PLACE_CHECKS,
  HATO_PDF_PLACE_INBOX,
} HatoPdfPlaceKind;

/* Signs that differ in shape, not in colour alone: they read in grey, printed and faxed. */
guint32 hato_pdf_shape_get_ink (HatoLevel level);
void hato_pdf_shape_set_ink (cairo_t *cairo, guint32 ink);
void hato_pdf_shape_draw_level (cairo_t *cairo, HatoLevel level, double x, double y, double size);
void hato_pdf_shape_draw_place (cairo_t *cairo,
                                HatoPdfPlaceKind kind,
                                gboolean is_seen,
                                double x,
                                double y,
                                double size);
gboolean hato_pdf_shape_find_level (HatoStationState state, HatoLevel *level);

G_END_DECLS
