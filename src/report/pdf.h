/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/runner.h"
#include "report/document.h"

G_BEGIN_DECLS

GBytes *
hato_pdf_render (HatoJob *job, const HatoDocument *document, guint *n_pages, GError **error);

GPtrArray *hato_pdf_render_sheets (HatoJob *job, const HatoDocument *document, GError **error);
void hato_pdf_get_paper_size (HatoPaper paper, double *width, double *height);

G_END_DECLS
