/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every document has to hold: statements with evidence that the appendix shows, and nothing that a page would obey. */
#include "config.h"

#include "document-validator.h"

#include <string.h>

typedef struct
{
  const HatoDocument *document;
  GHashTable *anchors; /* (element-type guint) */
} Validation;

static void
check_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, HATO_DOCUMENT_TEXT_MAX + 1); /* "…" */
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (at));

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR
          || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        g_error ("U+%04X in “%s”", g_utf8_get_char (at), text);
    }
}

static void
add_anchor (Validation *self, guint anchor)
{
  if (anchor != 0 && !g_hash_table_add (self->anchors, GUINT_TO_POINTER (anchor)))
    g_error ("evidence %u is shown twice", anchor);
}

static void
collect_anchors (Validation *self, const HatoSection *section)
{
  for (guint i = 0; i < section->blocks->len; i++)
    {
      const HatoBlock *block = g_ptr_array_index (section->blocks, i);

      add_anchor (self, block->anchor);
      for (guint j = 0; block->rows != NULL && j < block->rows->len; j++)
        add_anchor (self, ((const HatoRow *) g_ptr_array_index (block->rows, j))->anchor);
    }
}

static void
check_sentence (const Validation *self, const HatoSection *section, const HatoSentence *sentence)
{
  gboolean is_page = section->kind == HATO_SECTION_OWNER || section->kind == HATO_SECTION_CONTACT;

  check_text (sentence->text);
  if (is_page && !sentence->is_frame && sentence->evidence->len == 0)
    g_error ("no evidence: “%s”", sentence->text);
  for (guint i = 0; i < sentence->evidence->len; i++)
    {
      guint number = g_array_index (sentence->evidence, guint, i);

      if (!g_hash_table_contains (self->anchors, GUINT_TO_POINTER (number)))
        g_error ("evidence %u of “%s” is not in the appendix", number, sentence->text);
    }
}

static void
check_sentences (const Validation *self, const HatoSection *section, const GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    check_sentence (self, section, g_ptr_array_index (sentences, i));
}

static void
check_table (const Validation *self, const HatoSection *section, const HatoBlock *block)
{
  g_assert_nonnull (block->columns);
  g_assert_cmpuint (block->columns->len, >, 0);
  g_assert_cmpuint (block->rows->len, >, 0);
  for (guint i = 0; i < block->columns->len; i++)
    g_assert_cmpuint (((const HatoColumn *) g_ptr_array_index (block->columns, i))->weight, >, 0);
  for (guint i = 0; i < block->rows->len; i++)
    {
      const HatoRow *row = g_ptr_array_index (block->rows, i);

      g_assert_cmpuint (row->cells->len, ==, block->columns->len);
      check_sentences (self, section, row->cells);
    }
}

static void
check_block (const Validation *self, const HatoSection *section, const HatoBlock *block)
{
  gboolean has_text = block->kind == HATO_BLOCK_RECORD || block->kind == HATO_BLOCK_COMMAND
                      || block->kind == HATO_BLOCK_LINK;
  gsize end = 0;

  check_sentences (self, section, block->sentences);
  g_assert_cmpint (block->text != NULL, ==, has_text);
  if (has_text)
    check_text (block->text);
  if (block->kind == HATO_BLOCK_TABLE)
    check_table (self, section, block);
  else if (!has_text)
    g_assert_cmpuint (block->sentences->len, >, 0);
  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const HatoSpan *span = g_ptr_array_index (block->spans, i);

      g_assert_cmpuint (span->start, >=, end);
      g_assert_cmpuint (span->end, >, span->start);
      g_assert_cmpuint (span->end, <=, strlen (block->text));
      g_assert_true (
          g_utf8_validate (block->text + span->start, (gssize) (span->end - span->start), NULL));
      end = span->end;
    }
}

/** document_validate: fails the test where the document does not hold what every document has to */
void
document_validate (const HatoDocument *document)
{
  g_autoptr (GHashTable) anchors = g_hash_table_new (NULL, NULL);
  Validation self = { document, anchors };

  check_text (document->title);
  check_text (document->domain);
  check_text (document->time);
  check_text (document->made_here);
  for (guint i = 0; i < document->sections->len; i++)
    collect_anchors (&self, g_ptr_array_index (document->sections, i));
  for (guint i = 0; i < document->sections->len; i++)
    {
      const HatoSection *section = g_ptr_array_index (document->sections, i);

      for (guint j = 0; j < section->blocks->len; j++)
        check_block (&self, section, g_ptr_array_index (section->blocks, j));
    }
}
