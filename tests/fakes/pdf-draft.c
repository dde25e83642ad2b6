/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf-draft.h"

#include <string.h>

#include "report/pdf.h"

static HatoDocument *
new_document (const char *title, const char *language)
{
  g_autoptr (HatoTranslation) translation = hato_translation_new_for_language (language);
  HatoDocument *document = hato_document_new (title, translation);

  document->domain = g_strdup ("yamada-shoten.example");
  document->time = g_strdup ("2026-11-24 15:42 JST");
  document->made_here = g_strdup ("Made on the owner’s own computer; nothing was uploaded.");
  document->started = G_GINT64_CONSTANT (1795502520) * G_USEC_PER_SEC;
  return document;
}

/** pdf_draft_add_section: (transfer none): of @document, in @language */
HatoSection *
pdf_draft_add_section (HatoDocument *document,
                       HatoSectionKind kind,
                       const char *title,
                       const char *language)
{
  g_autoptr (HatoTranslation) translation = hato_translation_new_for_language (language);

  return hato_document_add_section (document, kind, title, translation);
}

/** pdf_draft_add_sentence: (transfer none): a block of @kind that says @text; @evidence: its number, 0 = none */
HatoBlock *
pdf_draft_add_sentence (HatoSection *section, HatoBlockKind kind, const char *text, guint evidence)
{
  HatoBlock *block = hato_section_add_block (section, kind);

  hato_sentence_cite (hato_block_add_sentence (block, text), evidence);
  return block;
}

/** pdf_draft_set_up: an empty document in @language */
void
pdf_draft_set_up (PdfDraft *self, const char *title, const char *language)
{
  self->document = new_document (title, language);
  self->file = NULL;
}

/** pdf_draft_clear: with its file */
void
pdf_draft_clear (PdfDraft *self)
{
  hato_document_unref (self->document);
  g_clear_pointer (&self->file, pdf_file_free);
}

/** pdf_draft_render: (transfer full): the bytes of the file, which is @self->file as well */
GBytes *
pdf_draft_render (PdfDraft *self)
{
  g_autoptr (GError) error = NULL;
  guint n_pages = 0;
  GBytes *bytes = hato_pdf_render (NULL, self->document, &n_pages, &error);

  g_assert_no_error (error);
  g_clear_pointer (&self->file, pdf_file_free);
  self->file = pdf_file_new (bytes);
  return bytes;
}

/** pdf_draft_assert_says: @part is somewhere in @text */
void
pdf_draft_assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_test_message ("“%s” is not in: %s", part, text);
  g_assert_nonnull (strstr (text, part));
}

/** pdf_draft_assert_line: a line of @text is @line, no more and no less */
void
pdf_draft_assert_line (const char *text, const char *line)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\f", -1);

  if (!g_strv_contains ((const char *const *) lines, line))
    g_test_message ("the line “%s” is not in: %s", line, text);
  g_assert_true (g_strv_contains ((const char *const *) lines, line));
}

/** pdf_draft_make_record: (transfer full): a key of @size letters */
char *
pdf_draft_make_record (gsize size)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  GString *record = g_string_new ("v=DKIM1; k=rsa; p=");

  for (gsize i = 0; record->len < size; i++)
    g_string_append_c (record, letters[(i * 37 + i / 7) % (sizeof letters - 1)]);
  return g_string_free (record, FALSE);
}
