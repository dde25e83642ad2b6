/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A PDF file in a folder of its own, looked at with the tools that others read it with. */
typedef struct _PdfFile PdfFile;

PdfFile *pdf_file_new (GBytes *bytes);
void pdf_file_free (PdfFile *self);
GBytes *pdf_file_ask (const PdfFile *self, const char *tool, const char *options, const char *to);
char *
pdf_file_ask_text (const PdfFile *self, const char *tool, const char *options, const char *to);
char *pdf_file_dup_fact (const PdfFile *self, const char *name);
void pdf_file_assert_fact (const PdfFile *self, const char *name, const char *value);
char *pdf_file_dup_text (const PdfFile *self);
char *pdf_file_dup_tagged_text (const PdfFile *self);
void pdf_file_assert_sound (PdfFile *self);
void pdf_file_assert_on_page (PdfFile *self, double width, double height);
gboolean pdf_file_holds (PdfFile *self, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfFile, pdf_file_free)

G_END_DECLS
