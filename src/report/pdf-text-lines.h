/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <hb.h>

#include "report/pdf-text.h"

G_BEGIN_DECLS

/* What laying a text (pdf-text.c) and drawing it (pdf-ink.c) share. */

/* A piece of the text with a meaning of its own, in bytes. */
typedef struct
{
  guint start;
  guint end;
  guint anchor;
} HatoPdfPiece;

struct _HatoPdfText
{
  HatoPdfType *type; /* outlives this */
  HatoPdfStyle style;
  GString *shown;      /* (owned) */
  char *exact;         /* (owned) (nullable): what is copied out, in one line */
  GArray *links;       /* (owned) (element-type HatoPdfPiece) */
  GArray *marks;       /* (owned) (element-type HatoPdfPiece) */
  PangoLayout *layout; /* (owned) (nullable): NULL until it is laid */
  GPtrArray
      *lines; /* (owned) (element-type PangoLayoutLine): of the layout; none until it is laid */
  double baseline; /* below the top of a line */
};

gboolean hato_pdf_text_find_blank (const PangoGlyphItem *run, hb_codepoint_t *blank);

G_END_DECLS
