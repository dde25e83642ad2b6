/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A QR code (ISO/IEC 18004) of bytes. Counted, immutable. */
typedef struct _HatoPdfQr HatoPdfQr;

HatoPdfQr *hato_pdf_qr_new (const char *text);
HatoPdfQr *hato_pdf_qr_ref (HatoPdfQr *self);
void hato_pdf_qr_unref (HatoPdfQr *self);
double hato_pdf_qr_get_size (const HatoPdfQr *self);
void hato_pdf_qr_draw (const HatoPdfQr *self, cairo_t *cairo, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPdfQr, hato_pdf_qr_unref)

G_END_DECLS
