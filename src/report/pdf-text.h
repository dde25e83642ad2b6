/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/pdf-type.h"
#include "report/pdf-writer.h"

G_BEGIN_DECLS

/* A text broken into lines of equal height. Counted; immutable once it was laid. */
typedef struct _HatoPdfText HatoPdfText;

HatoPdfText *hato_pdf_text_new (HatoPdfType *type, const HatoPdfStyle *style);
HatoPdfText *
hato_pdf_text_new_exact (HatoPdfType *type, const HatoPdfStyle *style, const char *text);
HatoPdfText *hato_pdf_text_ref (HatoPdfText *self);
void hato_pdf_text_unref (HatoPdfText *self);
void hato_pdf_text_append (HatoPdfText *self, const char *text);
void hato_pdf_text_append_link (HatoPdfText *self, const char *text, guint anchor);
void hato_pdf_text_add_mark (HatoPdfText *self, const char *before, const char *marked);
void hato_pdf_text_lay (HatoPdfText *self, double width);
void hato_pdf_text_lay_even (HatoPdfText *self, double width);
guint hato_pdf_text_get_n_lines (const HatoPdfText *self);
double hato_pdf_text_get_pitch (const HatoPdfText *self);
double hato_pdf_text_get_width (const HatoPdfText *self);
double hato_pdf_text_get_line_width (const HatoPdfText *self, guint number);
void hato_pdf_text_draw_marks (const HatoPdfText *self,
                               cairo_t *cairo,
                               double x,
                               double y,
                               guint from,
                               guint to);
void hato_pdf_text_draw (const HatoPdfText *self,
                         HatoPdfWriter *writer,
                         double x,
                         double y,
                         guint from,
                         guint to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPdfText, hato_pdf_text_unref)

G_END_DECLS
