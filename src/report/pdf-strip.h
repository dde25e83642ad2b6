/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/pdf-qr.h"
#include "report/pdf-shape.h"
#include "report/pdf-text.h"

G_BEGIN_DECLS

/* What is drawn across the page and not broken: a line of a paragraph, a row of a table. Lengths are points from the left
 * margin and from the top of the strip. */
typedef struct _HatoPdfStrip HatoPdfStrip;

struct _HatoPdfStrip
{
  GArray *ops;   /* (owned): what is drawn, in order; of pdf-strip alone */
  double before; /* room above it, but not on top of a page */
  double height;
  HatoPdfStrip
      *head; /* (nullable): the heads of its table, in the same galley: repeated on top of a page */
  gboolean keep_with_next;
};

HatoPdfStrip *hato_pdf_strip_new (void);
void hato_pdf_strip_free (HatoPdfStrip *self);
void hato_pdf_strip_begin (HatoPdfStrip *self, const char *tag);
void hato_pdf_strip_begin_head (HatoPdfStrip *self, gboolean is_of_column);
void hato_pdf_strip_begin_figure (HatoPdfStrip *self, const char *alternative);
void hato_pdf_strip_begin_exact (HatoPdfStrip *self, const char *actual);
void hato_pdf_strip_begin_language (HatoPdfStrip *self, const char *tag, const char *language);
void hato_pdf_strip_begin_address (HatoPdfStrip *self, const char *address);
void hato_pdf_strip_end (HatoPdfStrip *self);
void hato_pdf_strip_add_anchor (HatoPdfStrip *self, guint anchor);
void hato_pdf_strip_add_outline (HatoPdfStrip *self, guint level, const char *text);
void hato_pdf_strip_add_lines (HatoPdfStrip *self,
                               HatoPdfText *text,
                               double x,
                               double y,
                               guint from,
                               guint to);
void hato_pdf_strip_add_marks (HatoPdfStrip *self,
                               HatoPdfText *text,
                               double x,
                               double y,
                               guint from,
                               guint to);
void hato_pdf_strip_add_centred (HatoPdfStrip *self,
                                 HatoPdfText *text,
                                 guint n_lines,
                                 double middle,
                                 double y);
void hato_pdf_strip_add_fill (HatoPdfStrip *self,
                              guint32 ink,
                              double x,
                              double y,
                              double width,
                              double height);
void
hato_pdf_strip_add_way (HatoPdfStrip *self, gboolean is_dashed, double from, double to, double y);
void
hato_pdf_strip_add_level (HatoPdfStrip *self, HatoLevel level, double x, double y, double size);
void hato_pdf_strip_add_place (HatoPdfStrip *self,
                               HatoPdfPlaceKind kind,
                               gboolean is_seen,
                               double x,
                               double y,
                               double size);
void hato_pdf_strip_add_qr (HatoPdfStrip *self, HatoPdfQr *qr, double x, double y);
void hato_pdf_strip_draw (const HatoPdfStrip *self, HatoPdfWriter *writer, double x, double y);
void hato_pdf_strip_repeat (const HatoPdfStrip *self, HatoPdfWriter *writer, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPdfStrip, hato_pdf_strip_free)

G_END_DECLS
