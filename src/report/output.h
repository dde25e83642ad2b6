/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_OUTPUT_PDF,
  HATO_OUTPUT_TEXT,
  HATO_OUTPUT_JSON,
} HatoOutputKind;

gboolean hato_output_kind_from_path (const char *path, HatoOutputKind *kind);
GBytes *hato_output_render (HatoJob *job,
                            const HatoReport *report,
                            HatoOutputKind kind,
                            guint *n_pages,
                            GError **error);

GBytes *hato_output_render_document (HatoJob *job,
                                     const HatoDocument *document,
                                     HatoOutputKind kind,
                                     guint *n_pages,
                                     GError **error);

G_END_DECLS
