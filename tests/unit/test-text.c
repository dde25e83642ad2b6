/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/text.h"

#include <string.h>

#include "fakes/report-case.h"

static HatoDocument *
new_document (HatoSection **section)
{
  g_autoptr (HatoTranslation) translation = hato_translation_new ("en", NULL);
  HatoDocument *document = hato_document_new ("Title", translation);

  document->domain = g_strdup ("d.example");
  document->time = g_strdup ("today");
  document->made_here = g_strdup ("made here");
  *section = hato_document_add_section (document, HATO_SECTION_CONTACT, "Page", translation);
  return document;
}

static void
test_blocks (void)
{
  HatoSection *section;
  g_autoptr (HatoDocument) document = new_document (&section);
  HatoBlock *block;
  HatoRow *row;
  g_autofree char *text = NULL;

  block = hato_section_add_block (section, HATO_BLOCK_VERDICT);
  block->word = g_strdup ("Caution");
  block->verdict = HATO_LEVEL_CAUTION;
  hato_sentence_cite (hato_block_add_sentence (block, "Look."), 2);
  block = hato_section_add_block (section, HATO_BLOCK_LIST);
  block->ordered = TRUE;
  hato_block_add_sentence (block, "one");
  hato_block_add_sentence (block, "two");
  block = hato_section_add_block (section, HATO_BLOCK_TABLE);
  hato_block_add_column (block, "A", 1);
  hato_block_add_column (block, "B", 1);
  row = hato_block_add_row (block);
  hato_row_add_cell (row, "x");
  hato_row_add_cell (row, "y");
  block = hato_section_add_block (section, HATO_BLOCK_RECORD);
  hato_block_add_sentence (block, "caption");
  hato_block_set_text (block, "v=spf1 -all");
  block = hato_section_add_block (section, HATO_BLOCK_RECORD);
  hato_block_set_text (block, "second");
  text = hato_text_render (document);
  g_assert_cmpstr (text, ==,
                   "Page\n====\n\n▲ Caution: Look. [2]\n\n1. one\n2. two\n\n  A | B\n- x | "
                   "y\n\ncaption\nv=spf1 -all\nsecond\n\n--\nd.example · today\nmade here\n");
}

/* No line of sentences is wider than 76 columns where it can be broken; a record of any length is one line. */
static void
test_width (void)
{
  static const char *const languages[] = { "en", "ja" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoReportInput) input =
          fake_report_input_new (fake_report_zone, fake_report_mail, languages[i], languages[i]);
      g_autoptr (HatoReport) report = fake_report_new (input);
      const HatoSection *owner = g_ptr_array_index (report->document->sections, 0);
      g_autofree char *text = hato_text_render (report->document);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        {
          guint width = 0;

          for (const char *at = lines[j]; *at != '\0'; at = g_utf8_next_char (at))
            width += g_unichar_iswide (g_utf8_get_char (at)) ? 2 : 1;
          g_assert_false (g_str_has_suffix (lines[j], " "));
          if (strchr (lines[j], ' ') == NULL || g_str_has_prefix (lines[j], "v=")
              || g_str_has_prefix (lines[j], "dig ") || g_str_has_prefix (lines[j], "hatobin-cli ")
              || g_str_has_prefix (lines[j], "\"v=") || g_str_has_prefix (lines[j], "550")
              || strstr (lines[j], " IN TXT ") != NULL)
            continue;
          g_test_message ("%s", lines[j]);
          g_assert_cmpuint (width, <=, 76);
        }
      g_assert_cmpuint (owner->blocks->len, >, 5);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/blocks", test_blocks);
  g_test_add_func ("/text/width", test_width);
  return g_test_run ();
}
