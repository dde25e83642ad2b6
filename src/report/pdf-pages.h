/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/pdf-galley.h"

G_BEGIN_DECLS

/* Where a strip stands. */
typedef struct
{
  guint page;         /* of the section, from 0 */
  double y;           /* points below the top of what is printed */
  gboolean is_headed; /* the heads of its table are repeated above it */
} HatoPdfPlace;

GArray *hato_pdf_pages_break (const HatoPdfGalley *galley, double height);

G_END_DECLS
