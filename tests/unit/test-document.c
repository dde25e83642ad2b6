/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/document.h"

#include <string.h>

#include "fakes/document-validator.h"

static HatoDocument *
new_document (void)
{
  g_autoptr (HatoTranslation) translation = hato_translation_new ("en", NULL);

  return hato_document_new ("Title", translation);
}

static void
test_sections (void)
{
  g_autoptr (HatoDocument) document = new_document ();
  const HatoSection *owner =
      hato_document_add_section (document, HATO_SECTION_OWNER, "For you", document->translation);
  const HatoSection *contact = hato_document_add_section (
      document, HATO_SECTION_CONTACT, "For your IT contact", document->translation);
  const HatoBlock *first = g_ptr_array_index (contact->blocks, 0);

  g_assert_true (owner->on_one_page);
  g_assert_false (owner->shows_evidence);
  g_assert_false (contact->on_one_page);
  g_assert_true (contact->shows_evidence);
  g_assert_cmpint (first->kind, ==, HATO_BLOCK_HEADING);
  g_assert_cmpuint (first->level, ==, 1);
  g_assert_true (first->keep_with_next);
}

/* limits T4: nothing reaches a renderer that a page would obey, and each text has an end. */
static void
test_hostile (void)
{
  g_autoptr (HatoDocument) document = new_document ();
  HatoSection *section =
      hato_document_add_section (document, HATO_SECTION_CONTACT, "a\nb", document->translation);
  HatoBlock *block = hato_section_add_block (section, HATO_BLOCK_TABLE);
  g_autofree char *long_text = g_strnfill (HATO_DOCUMENT_TEXT_MAX + 1, 'x');
  const HatoSentence *cell;
  HatoRow *row;

  g_assert_cmpstr (section->title, ==, "a b");
  hato_block_add_column (block, "\033[31m", 1);
  row = hato_block_add_row (block);
  cell = hato_row_add_cell (row, "x\xe2\x80\xaey\xff");
  g_assert_cmpstr (cell->text, ==, "x\xef\xbf\xbdy\xef\xbf\xbd");
  g_assert_null (strchr (((const HatoColumn *) g_ptr_array_index (block->columns, 0))->head, 27));
  hato_block_set_text (block, long_text);
  g_assert_cmpuint (strlen (block->text), ==, HATO_DOCUMENT_TEXT_MAX + strlen ("…"));
  g_assert_cmpuint (strlen (hato_block_add_sentence (block, long_text)->text), ==,
                    2000 + strlen ("…"));
}

/* The bound counts characters, whatever they take in bytes: each side of it, in Japanese. */
static void
test_long_japanese (void)
{
  static const gsize counts[] = { 21845, HATO_DOCUMENT_TEXT_MAX, HATO_DOCUMENT_TEXT_MAX + 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (HatoDocument) document = new_document ();
      HatoSection *section =
          hato_document_add_section (document, HATO_SECTION_CONTACT, "x", document->translation);
      HatoBlock *block = hato_section_add_block (section, HATO_BLOCK_RECORD);
      g_autoptr (GString) text = g_string_new (NULL);

      for (gsize j = 0; j < counts[i]; j++)
        g_string_append (text, "鳩");
      hato_block_set_text (block, text->str);
      document->domain = g_strdup ("d.example");
      document->time = g_strdup ("now");
      document->made_here = g_strdup ("here");
      document_validate (document);
      if (counts[i] <= HATO_DOCUMENT_TEXT_MAX)
        g_assert_cmpstr (block->text, ==, text->str);
      else
        g_assert_cmpuint (strlen (block->text), ==,
                          HATO_DOCUMENT_TEXT_MAX * strlen ("鳩") + strlen ("…"));
    }
}

static void
test_spans (void)
{
  g_autoptr (HatoDocument) document = new_document ();
  HatoSection *section =
      hato_document_add_section (document, HATO_SECTION_CONTACT, "x", document->translation);
  HatoBlock *block = hato_section_add_block (section, HATO_BLOCK_RECORD);
  static const HatoSpan expected[] = { { 1, 3 }, { 3, 5 }, { 6, 8 } };

  hato_block_set_text (block, "v=spf1 x");
  hato_block_add_span (block, 1, 3);
  hato_block_add_span (block, 2, 4); /* overlaps */
  hato_block_add_span (block, 3, 5);
  hato_block_add_span (block, 5, 5); /* empty */
  hato_block_add_span (block, 6, 99);
  hato_block_add_span (block, 99, 100);
  g_assert_cmpuint (block->spans->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const HatoSpan *span = g_ptr_array_index (block->spans, i);

      g_assert_cmpuint (span->start, ==, expected[i].start);
      g_assert_cmpuint (span->end, ==, expected[i].end);
    }
}

static void
test_evidence (void)
{
  g_autoptr (HatoDocument) document = new_document ();
  HatoSection *section =
      hato_document_add_section (document, HATO_SECTION_CONTACT, "x", document->translation);
  HatoSentence *sentence =
      hato_block_add_sentence (hato_section_add_block (section, HATO_BLOCK_PARAGRAPH), "SPF");
  g_autofree char *none = hato_sentence_dup_evidence (sentence);
  g_autofree char *three = NULL;

  g_assert_cmpstr (none, ==, "");
  hato_sentence_cite (sentence, 3);
  hato_sentence_cite (sentence, 0);
  hato_sentence_cite (sentence, 12);
  hato_sentence_cite (sentence, 3);
  three = hato_sentence_dup_evidence (sentence);
  g_assert_cmpstr (three, ==, "[3] [12]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/sections", test_sections);
  g_test_add_func ("/document/hostile", test_hostile);
  g_test_add_func ("/document/long-japanese", test_long_japanese);
  g_test_add_func ("/document/spans", test_spans);
  g_test_add_func ("/document/evidence", test_evidence);
  return g_test_run ();
}
