/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "advice/mail-way.h"
#include "findings/finding.h"

G_BEGIN_DECLS

/* Signs that differ in shape, not in colour alone: they read in grey, printed and faxed. */
guint32 hato_pdf_shape_get_ink (HatoLevel level);
void hato_pdf_shape_set_ink (cairo_t *cairo, guint32 ink);
void hato_pdf_shape_draw_level (cairo_t *cairo, HatoLevel level, double x, double y, double size);
void hato_pdf_shape_draw_station (cairo_t *cairo,
                                  HatoStationState state,
                                  double x,
                                  double y,
                                  double size);

G_END_DECLS
