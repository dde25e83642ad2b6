/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf-file.h"
#include "report/document.h"

G_BEGIN_DECLS

/* A document that a test fills, and the file that it becomes. */
typedef struct
{
  HatoDocument *document; /* (owned) */
  PdfFile *file;          /* (owned) (nullable): once it was rendered */
} PdfDraft;

void pdf_draft_set_up (PdfDraft *self, const char *title, const char *language);
void pdf_draft_clear (PdfDraft *self);
HatoSection *pdf_draft_add_section (HatoDocument *document,
                                    HatoSectionKind kind,
                                    const char *title,
                                    const char *language);
HatoBlock *
pdf_draft_add_sentence (HatoSection *section, HatoBlockKind kind, const char *text, guint evidence);
GBytes *pdf_draft_render (PdfDraft *self);
char *pdf_draft_make_record (gsize size);
void pdf_draft_assert_says (const char *text, const char *part);
void pdf_draft_assert_line (const char *text, const char *line);

G_END_DECLS
