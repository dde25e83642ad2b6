/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as a PDF file, looked at with the tools that others read it with. */
#include "config.h"

#include "report/pdf.h"

#include <cairo.h>
#include <string.h>

#include "base/error.h"
#include "fakes/pdf-draft.h"

#define RECORD_LONG 700u /* letters of a key of 4096 bits */

static const char spf[] = "v=spf1 include:spf.sender-service.example include:_spf.google.com ~all";

/* The text without line ends: a sentence is found however it is broken. */
static char *
join (const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\f", -1);

  return g_strjoinv ("", lines);
}

static void
add_mail_way (HatoSection *section)
{
  HatoBlock *way = pdf_draft_add_sentence (section, HATO_BLOCK_MAIL_WAY,
                                           "メールは相手の確認で止まりました。", 0);

  hato_block_add_place (way, "あなた", "通過", HATO_STATION_PASSED);
  hato_block_add_place (way, "送信サーバー", "通過", HATO_STATION_PASSED);
  hato_block_add_place (way, "相手の確認", "ここで止まりました", HATO_STATION_STOPPED);
  hato_block_add_place (way, "受信箱", "未確認", HATO_STATION_UNSEEN);
}

static const char *const japanese[] = {
  "Gmailが受け取らなかったのは、「送信してよいサーバーの一覧（SPF）」がまだないためです。",
  "下の1行をXserverの管理画面で追加してください。直・骨・角は日本の字形です。",
  "電子署名の有無は、ドメイン名だけでは分かりません。故障ではありません。",
};

/* A short report with every kind of block. */
static void
fill_japanese (PdfDraft *self)
{
  HatoSection *owner =
      pdf_draft_add_section (self->document, HATO_SECTION_OWNER, "メールの診断結果", "ja");
  HatoSection *contact =
      pdf_draft_add_section (self->document, HATO_SECTION_CONTACT, "For your IT contact", "en");
  HatoSection *answers =
      pdf_draft_add_section (self->document, HATO_SECTION_ANSWERS, "Appendix A", "en");
  g_autofree char *key = pdf_draft_make_record (RECORD_LONG);
  HatoBlock *block = pdf_draft_add_sentence (owner, HATO_BLOCK_VERDICT, japanese[0], 1);
  HatoRow *row;

  block->word = g_strdup ("要対応");
  add_mail_way (owner);
  pdf_draft_add_sentence (owner, HATO_BLOCK_PARAGRAPH, japanese[1], 1);
  pdf_draft_add_sentence (owner, HATO_BLOCK_LIST, japanese[2], 2);

  block = pdf_draft_add_sentence (contact, HATO_BLOCK_RECORD, "TXT record of the domain itself", 1);
  hato_block_set_text (block, spf);
  hato_block_set_qr (block, spf);
  hato_block_add_span (block, 7, 44);
  block = pdf_draft_add_sentence (contact, HATO_BLOCK_RECORD, "The key", 2);
  hato_block_set_text (block, key);
  block = pdf_draft_add_sentence (contact, HATO_BLOCK_COMMAND, "To see it", 2);
  hato_block_set_text (block, "dig +short TXT yamada-shoten.example");
  block = pdf_draft_add_sentence (contact, HATO_BLOCK_LINK, "RFC 7208", 0);
  hato_block_set_text (block, "https://www.rfc-editor.org/rfc/rfc7208");

  block = hato_section_add_block (answers, HATO_BLOCK_TABLE);
  hato_block_add_column (block, "No.", 1);
  hato_block_add_column (block, "Question", 3);
  hato_block_add_column (block, "Answer", 6);
  for (guint i = 1; i <= 60; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      row = hato_block_add_row (block);
      row->anchor = i;
      hato_row_add_cell (row, number);
      hato_row_add_cell (row, "yamada-shoten.example TXT")->is_exact = TRUE;
      hato_row_add_cell (row, i == 2 ? key : spf)->is_exact = TRUE;
    }
}

static void
test_text (void)
{
  PdfDraft self;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL, *joined = NULL, *key = pdf_draft_make_record (RECORD_LONG);

  pdf_draft_set_up (&self, "yamada-shoten.example のメール診断", "ja");
  fill_japanese (&self);
  bytes = pdf_draft_render (&self);
  pdf_file_assert_sound (self.file);
  text = pdf_file_dup_text (self.file);
  joined = join (text);
  for (gsize i = 0; i < G_N_ELEMENTS (japanese); i++)
    pdf_draft_assert_says (joined, japanese[i]);
  pdf_draft_assert_line (text, spf);
  pdf_draft_assert_line (text, key);
  pdf_draft_assert_line (text, "dig +short TXT yamada-shoten.example");
  pdf_draft_assert_says (joined, "ここで止まりました");
  pdf_draft_assert_says (joined, "4ページ中1ページ");
  pdf_draft_clear (&self);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (; (text = strstr (text, part)) != NULL; text += strlen (part))
    n++;
  return n;
}

/* What a screen reader is told. */
static void
test_tags (void)
{
  static const char *const wanted[] = {
    "H1 (block)", "P (block)", "L (block)", "LI (block)",    "Lbl (block)", "LBody (block)",
    "Table",      "TR",        "TD",        "Link (inline)", "Figure",      "Code (inline)",
  };
  PdfDraft self;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *tags = NULL, *text = NULL, *key = pdf_draft_make_record (RECORD_LONG);

  pdf_draft_set_up (&self, "yamada-shoten.example のメール診断", "ja");
  fill_japanese (&self);
  bytes = pdf_draft_render (&self);
  tags = pdf_file_ask_text (self.file, "pdfinfo", "-struct-text", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    pdf_draft_assert_says (tags, wanted[i]);
  pdf_draft_assert_says (tags, japanese[1]);
  pdf_draft_assert_says (tags, japanese[2]);
  pdf_draft_assert_says (tags, spf);
  pdf_draft_assert_says (tags, key);
  pdf_draft_assert_says (tags, "あなた通過");
  /* The frame of a page is no part of the text, nor are heads that are repeated. */
  text = pdf_file_dup_text (self.file);
  g_assert_cmpuint (count (text, "Question"), ==, 2);
  g_assert_cmpuint (count (tags, "/Scope /Column"), ==, 3);
  g_assert_null (strstr (tags, "ページ中"));
  g_assert_null (strstr (tags, "NonStruct"));
  pdf_draft_clear (&self);
}

/* What is true of the whole file: title, author, language, fonts. */
static void
test_facts (void)
{
  PdfDraft self;
  g_autoptr (GBytes) bytes = NULL, plain = NULL;
  g_autofree char *fonts = NULL, *metadata = NULL;
  g_auto (GStrv) lines = NULL;
  /* 直, 骨 and 角 are written otherwise in China and Korea; the tests are run with Noto CJK. */
  static const char *const other_shapes[] = { "CJKsc", "CJKtc", "CJKkr", "CJKhk" };
  static const char *const wanted[] = {
    "/Lang (ja)", "/Lang (en)",  "/DisplayDocTitle true", "/Alt (QR code with the same text",
    "/Alt <feff", "/Tabs /S",    "/Marked true",          "/Artifact BMC",
    "/Outlines",  "/PageLabels", "/StructTreeRoot"
  };

  pdf_draft_set_up (&self, "yamada-shoten.example <のメール診断> & Co.", "ja");
  fill_japanese (&self);
  bytes = pdf_draft_render (&self);
  plain = pdf_file_ask (self.file, "qpdf", "--qdf --object-streams=disable", "-");
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_test_message ("%s", wanted[i]);
      g_assert_nonnull (memmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), wanted[i],
                                strlen (wanted[i])));
    }
  pdf_file_assert_fact (self.file, "Title", "yamada-shoten.example <のメール診断> & Co.");
  pdf_file_assert_fact (self.file, "Author", "Hatobin");
  pdf_file_assert_fact (self.file, "Tagged", "yes");
  pdf_file_assert_fact (self.file, "JavaScript", "no");
  pdf_file_assert_fact (self.file, "Page size", "595.276 x 841.89 pts (A4)");
  metadata = pdf_file_ask_text (self.file, "pdfinfo", "-meta", NULL);
  pdf_draft_assert_says (metadata, "yamada-shoten.example &lt;のメール診断&gt; &amp; Co.");
  pdf_draft_assert_says (metadata, "<rdf:li>ja</rdf:li>");
  /* name, type, encoding, embedded, subset, Unicode, object */
  fonts = pdf_file_ask_text (self.file, "pdffonts", "", NULL);
  pdf_draft_assert_says (fonts, "CJKjp");
  for (gsize i = 0; i < G_N_ELEMENTS (other_shapes); i++)
    g_assert_null (strstr (fonts, other_shapes[i]));
  lines = g_strsplit (fonts, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 3);
  for (gsize i = 2; lines[i] != NULL && *lines[i] != '\0'; i++)
    pdf_draft_assert_says (lines[i], "yes yes yes");
  pdf_draft_clear (&self);
}

/* The same document gives the same bytes; another one does not. */
static void
test_same_bytes (void)
{
  PdfDraft self;
  g_autoptr (GBytes) first = NULL, second = NULL, third = NULL;

  pdf_draft_set_up (&self, "yamada-shoten.example", "ja");
  fill_japanese (&self);
  first = pdf_draft_render (&self);
  second = pdf_draft_render (&self);
  g_assert_true (g_bytes_equal (first, second));
  self.document->started += G_USEC_PER_SEC;
  third = pdf_draft_render (&self);
  g_assert_false (g_bytes_equal (first, third));
  pdf_draft_clear (&self);
}

static void
test_paper (void)
{
  PdfDraft self;
  g_autoptr (GBytes) bytes = NULL;

  pdf_draft_set_up (&self, "yamada-shoten.example", "en");
  fill_japanese (&self);
  self.document->paper = HATO_PAPER_LETTER;
  bytes = pdf_draft_render (&self);
  pdf_file_assert_fact (self.file, "Page size", "612 x 792 pts (letter)");
  pdf_draft_clear (&self);
}

/* What belongs on one page is set smaller until it fits there. */
static void
test_one_page (void)
{
  PdfDraft self;
  HatoSection *owner;
  g_autoptr (GBytes) bytes = NULL;

  pdf_draft_set_up (&self, "yamada-shoten.example", "ja");
  owner = pdf_draft_add_section (self.document, HATO_SECTION_OWNER, "メールの診断結果", "ja");
  for (guint i = 0; i < 22; i++)
    pdf_draft_add_sentence (owner, HATO_BLOCK_PARAGRAPH,
                            "電子署名の有無は、ドメイン名だけでは分かりません。故障ではありません。"
                            "届いたメールを1通、ここに入れてください。",
                            0);
  bytes = pdf_draft_render (&self);
  pdf_file_assert_fact (self.file, "Pages", "1");
  for (guint i = 0; i < 60; i++)
    pdf_draft_add_sentence (owner, HATO_BLOCK_PARAGRAPH, japanese[0], 0);
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = pdf_draft_render (&self);
  pdf_file_assert_fact (self.file, "Pages", "2");
  pdf_draft_clear (&self);
}

static void
test_cancelled (void)
{
  PdfDraft self;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (HatoJob) job = hato_job_new (cancellable);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint n_pages;

  pdf_draft_set_up (&self, "yamada-shoten.example", "ja");
  fill_japanese (&self);
  g_cancellable_cancel (cancellable);
  bytes = hato_pdf_render (job, self.document, &n_pages, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (bytes);
  pdf_draft_clear (&self);
}

/* What a printer gets has as many pages as the file, and ink on each of them, within the paper. */
static void
test_sheets (void)
{
  PdfDraft self;
  g_autoptr (GPtrArray) sheets = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  double width, height;
  guint n_pages;

  pdf_draft_set_up (&self, "Sheets", "ja");
  for (guint i = 0; i < 3; i++)
    {
      HatoSection *section =
          pdf_draft_add_section (self.document, HATO_SECTION_ANSWERS, "付録", "ja");

      for (guint j = 0; j < 60; j++)
        pdf_draft_add_sentence (section, HATO_BLOCK_PARAGRAPH, "ネームサーバーの答えです。", 0);
    }
  bytes = hato_pdf_render (NULL, self.document, &n_pages, &error);
  g_assert_no_error (error);
  sheets = hato_pdf_render_sheets (NULL, self.document, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheets->len, ==, n_pages);
  g_assert_cmpuint (sheets->len, >=, 3);

  hato_pdf_get_paper_size (self.document->paper, &width, &height);
  for (guint i = 0; i < sheets->len; i++)
    {
      double x, y, ink_width, ink_height;

      cairo_recording_surface_ink_extents (g_ptr_array_index (sheets, i), &x, &y, &ink_width,
                                           &ink_height);
      g_assert_cmpfloat (ink_width, >, 100);
      g_assert_cmpfloat (x, >=, 0);
      g_assert_cmpfloat (y, >=, 0);
      g_assert_cmpfloat (x + ink_width, <=, width);
      g_assert_cmpfloat (y + ink_height, <=, height);
    }
  pdf_draft_clear (&self);
}

/* A computer without a font: a clear message, in the language of the report. */
static void
test_no_font (void)
{
  static const struct
  {
    const char *language;
    const char *says;
  } rows[] = { { "ja", "日本語のフォント" }, { "en", "no letters for paper" } };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("FONTCONFIG_FILE", g_test_get_filename (G_TEST_DIST, "unit", "no-fonts.conf", NULL),
            TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PdfDraft self;
      g_autoptr (GError) error = NULL;
      guint n_pages;

      pdf_draft_set_up (&self, "yamada-shoten.example", rows[i].language);
      pdf_draft_add_section (self.document, HATO_SECTION_OWNER, "Title", rows[i].language);
      g_assert_null (hato_pdf_render (NULL, self.document, &n_pages, &error));
      g_assert_error (error, HATO_ERROR, HATO_ERROR_UNSUPPORTED);
      pdf_draft_assert_says (error->message, rows[i].says);
      pdf_draft_clear (&self);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf/text", test_text);
  g_test_add_func ("/pdf/tags", test_tags);
  g_test_add_func ("/pdf/facts", test_facts);
  g_test_add_func ("/pdf/same-bytes", test_same_bytes);
  g_test_add_func ("/pdf/paper", test_paper);
  g_test_add_func ("/pdf/one-page", test_one_page);
  g_test_add_func ("/pdf/cancelled", test_cancelled);
  g_test_add_func ("/pdf/sheets", test_sheets);
  g_test_add_func ("/pdf/no-font", test_no_font);
  return g_test_run ();
}
