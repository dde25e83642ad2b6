/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/document.h"
#include "report/pdf-text.h"

G_BEGIN_DECLS

#define HATO_PDF_SIDE   54.0 /* points: the margins left and right: 19 mm */
#define HATO_PDF_TOP    64.0 /* above the text; the head of the page stands there */
#define HATO_PDF_BOTTOM 54.0

/* What stands on every page: whose report it is, when it was made, that nothing was uploaded, which page it is. */
typedef struct _HatoPdfFrame HatoPdfFrame;

HatoPdfFrame *hato_pdf_frame_new (HatoPdfType *type,
                                  const HatoDocument *document,
                                  double width,
                                  double height,
                                  guint n_pages);
void hato_pdf_frame_free (HatoPdfFrame *self);
void hato_pdf_frame_draw (const HatoPdfFrame *self, HatoPdfWriter *writer, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPdfFrame, hato_pdf_frame_free)

G_END_DECLS
