/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "report/pdf-structure.h"

G_BEGIN_DECLS

/* A PDF file while it is drawn: Cairo's surface, its tags, and what the tags mean. Lengths are points from the top left. */
typedef struct _HatoPdfWriter HatoPdfWriter;

HatoPdfWriter *hato_pdf_writer_new (double width, double height, const HatoPdfFacts *facts);
HatoPdfWriter *hato_pdf_writer_new_sheets (double width, double height);
void hato_pdf_writer_free (HatoPdfWriter *self);
cairo_t *hato_pdf_writer_get_cairo (HatoPdfWriter *self);
HatoPdfMark *hato_pdf_writer_begin (HatoPdfWriter *self, const char *tag);
void hato_pdf_writer_begin_artifact (HatoPdfWriter *self);
void hato_pdf_writer_begin_link (HatoPdfWriter *self, guint anchor);
void hato_pdf_writer_begin_address (HatoPdfWriter *self, const char *address);
void hato_pdf_writer_end (HatoPdfWriter *self);
void hato_pdf_writer_add_anchor (HatoPdfWriter *self, guint anchor, double x, double y);
void hato_pdf_writer_add_outline (HatoPdfWriter *self, guint level, const char *text, double y);
void hato_pdf_writer_end_page (HatoPdfWriter *self);
GPtrArray *hato_pdf_writer_dup_sheets (const HatoPdfWriter *self);
GBytes *hato_pdf_writer_finish (HatoPdfWriter *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPdfWriter, hato_pdf_writer_free)

G_END_DECLS
