/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of a case as a file on paper: all that the document says is in it, and nothing that was left out. */
#include "config.h"

#include "report/output.h"

#include <string.h>

#include "fakes/pdf-file.h"
#include "fakes/report-case.h"

static const char *const languages[] = { "en", "ja" };

static PdfFile *
render (const HatoReport *report)
{
  g_autoptr (GError) error = NULL;
  guint n_pages = 0;
  g_autoptr (GBytes) bytes = hato_output_render (NULL, report, HATO_OUTPUT_PDF, &n_pages, &error);
  g_autofree char *pages = NULL;
  PdfFile *file;

  g_assert_no_error (error);
  file = pdf_file_new (bytes);
  pages = g_strdup_printf ("%u", n_pages);
  pdf_file_assert_fact (file, "Pages", pages);
  return file;
}

/* Where a line ends in the file is nobody's words. */
static char *
without_blanks (const char *text)
{
  GString *left = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (left, *text);
  return g_string_free (left, FALSE);
}

static void
assert_has (const char *words, const char *text)
{
  g_autofree char *wanted = without_blanks (text);

  if (strstr (words, wanted) == NULL)
    g_test_message ("not in the file: %s", text);
  g_assert_nonnull (strstr (words, wanted));
}

static void
assert_has_sentences (const char *words, const GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    assert_has (words, ((const HatoSentence *) g_ptr_array_index (sentences, i))->text);
}

/* Each record in one line, as it was: of @lines. */
static void
assert_has_line (const char *const *lines, const char *line)
{
  if (!g_strv_contains (lines, line))
    g_test_message ("no line of the file: %s", line);
  g_assert_true (g_strv_contains (lines, line));
}

static void
assert_has_block (const HatoBlock *block, const char *words, const char *const *lines)
{
  if (block->kind != HATO_BLOCK_MAIL_WAY)
    assert_has_sentences (words, block->sentences);
  if (block->kind == HATO_BLOCK_RECORD || block->kind == HATO_BLOCK_COMMAND)
    assert_has_line (lines, block->text);
  for (guint i = 0; block->places != NULL && i < block->places->len; i++)
    {
      assert_has (words, ((const HatoPlace *) g_ptr_array_index (block->places, i))->name);
      assert_has (words, ((const HatoPlace *) g_ptr_array_index (block->places, i))->state);
    }
  for (guint i = 0; block->rows != NULL && i < block->rows->len; i++)
    {
      const HatoRow *row = g_ptr_array_index (block->rows, i);

      assert_has_sentences (words, row->cells);
    }
}

/* Every sentence of every page comes back, in both languages. */
static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoReportInput) input = fake_report_input_new (fake_report_zone, fake_report_mail,
                                                                 languages[i], languages[1 - i]);
      g_autoptr (HatoReport) report = fake_report_new (input);
      g_autoptr (PdfFile) file = render (report);
      g_autofree char *tagged = pdf_file_dup_tagged_text (file);
      g_autofree char *words = without_blanks (tagged);
      g_autofree char *text = pdf_file_dup_text (file);
      g_auto (GStrv) lines = g_strsplit_set (text, "\n\f", -1);

      pdf_file_assert_sound (file);
      for (guint j = 0; j < report->document->sections->len; j++)
        {
          const HatoSection *section = g_ptr_array_index (report->document->sections, j);

          for (guint k = 0; k < section->blocks->len; k++)
            assert_has_block (g_ptr_array_index (section->blocks, k), words,
                              (const char *const *) lines);
        }
    }
}

/* Product R8: no secret in a page, a stream, a tag, the outline or the metadata. */
static void
test_secrets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoReportInput) input =
          fake_report_input_new (fake_report_zone, fake_report_mail, languages[i], languages[i]);
      g_autoptr (HatoReport) report = fake_report_new (input);
      g_autoptr (PdfFile) file = render (report);

      for (guint j = 0; fake_report_secrets[j] != NULL; j++)
        {
          if (pdf_file_holds (file, fake_report_secrets[j]))
            g_test_message ("“%s” got out", fake_report_secrets[j]);
          g_assert_false (pdf_file_holds (file, fake_report_secrets[j]));
        }
      for (guint j = 0; fake_report_kept[j] != NULL; j++)
        g_assert_true (pdf_file_holds (file, fake_report_kept[j]));
    }
}

/* The test above can fail: what is not masked is found. */
static void
test_unmasked (void)
{
  g_autoptr (HatoReportInput) input =
      fake_report_input_new (fake_report_zone, fake_report_mail, "ja", "en");
  g_autoptr (HatoReport) report = NULL;
  g_autoptr (PdfFile) file = NULL;

  input->masks = FALSE;
  report = fake_report_new (input);
  file = render (report);
  g_assert_true (pdf_file_holds (file, "tanaka"));
  g_assert_true (pdf_file_holds (file, "0123456789abcdef"));
  g_assert_true (pdf_file_holds (file, FAKE_REPORT_DOMAIN));
}

/* Product R1: what the owner needs is on one page, and the pages for the IT contact begin on the next. */
static void
test_owner_page (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoReportInput) input =
          fake_report_input_new (fake_report_zone, fake_report_mail, languages[i], languages[i]);
      g_autoptr (HatoReport) report = fake_report_new (input);
      g_autoptr (PdfFile) file = render (report);
      const HatoSection *contact = g_ptr_array_index (report->document->sections, 1);
      g_autofree char *second = pdf_file_ask_text (file, "pdftotext", "-f 2 -l 2 -enc UTF-8", "-");

      g_assert_nonnull (strstr (second, contact->title));
    }
}

static void
test_endings (void)
{
  static const struct
  {
    const char *path;
    gboolean is_known;
    HatoOutputKind kind;
  } rows[] = {
    { "a.pdf", TRUE, HATO_OUTPUT_PDF },   { "/x/a.PDF", TRUE, HATO_OUTPUT_PDF },
    { "a.txt", TRUE, HATO_OUTPUT_TEXT },  { "a.b.json", TRUE, HATO_OUTPUT_JSON },
    { "a.doc", FALSE, HATO_OUTPUT_TEXT }, { "pdf", FALSE, HATO_OUTPUT_TEXT },
    { "x/.pdf", FALSE, HATO_OUTPUT_PDF }, { "", FALSE, HATO_OUTPUT_TEXT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HatoOutputKind kind = rows[i].kind;

      g_test_message ("%s", rows[i].path);
      g_assert_cmpint (hato_output_kind_from_path (rows[i].path, &kind), ==, rows[i].is_known);
      g_assert_cmpint (kind, ==, rows[i].kind);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output/words", test_words);
  g_test_add_func ("/output/secrets", test_secrets);
  g_test_add_func ("/output/unmasked", test_unmasked);
  g_test_add_func ("/output/owner-page", test_owner_page);
  g_test_add_func ("/output/endings", test_endings);
  return g_test_run ();
}
