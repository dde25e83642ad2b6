/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as a PDF file, looked at with the tools that others read it with. */
#include "config.h"

#include "report/pdf.h"

#include <cairo.h>
#include <string.h>

#include "base/error.h"
#include "fakes/pdf-file.h"

/* A sanitizer looks at every allocation of Pango and QPDF: less has to do there. */
#ifdef __SANITIZE_ADDRESS__
#define LONG 3000u
#else
#define LONG 65536u
#endif
#define RECORD_LONG 700u               /* letters of a key of 4096 bits */
#define RECORD_HUGE MIN (16000u, LONG) /* letters: more than a page */

static const char spf[] = "v=spf1 include:spf.sender-service.example include:_spf.google.com ~all";

typedef struct
{
  HatoDocument *document; /* (owned) */
  PdfFile *file;          /* (owned) (nullable): once it was rendered */
} Fixture;

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

static HatoSection *
add_section (HatoDocument *document, HatoSectionKind kind, const char *title, const char *language)
{
  g_autoptr (HatoTranslation) translation = hato_translation_new_for_language (language);

  return hato_document_add_section (document, kind, title, translation);
}

static HatoBlock *
add_sentence (HatoSection *section, HatoBlockKind kind, const char *text, guint evidence)
{
  HatoBlock *block = hato_section_add_block (section, kind);

  hato_sentence_cite (hato_block_add_sentence (block, text), evidence);
  return block;
}

static void
set_up (Fixture *self, const char *title, const char *language)
{
  self->document = new_document (title, language);
  self->file = NULL;
}

static void
tear_down (Fixture *self)
{
  hato_document_unref (self->document);
  g_clear_pointer (&self->file, pdf_file_free);
}

static GBytes *
render (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  guint n_pages = 0;
  GBytes *bytes = hato_pdf_render (NULL, self->document, &n_pages, &error);

  g_assert_no_error (error);
  g_clear_pointer (&self->file, pdf_file_free);
  self->file = pdf_file_new (bytes);
  return bytes;
}

/* The text without line ends: a sentence is found however it is broken. */
static char *
join (const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\f", -1);

  return g_strjoinv ("", lines);
}

static void
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_test_message ("“%s” is not in: %s", part, text);
  g_assert_nonnull (strstr (text, part));
}

static void
assert_has_line (const char *text, const char *line)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\f", -1);

  if (!g_strv_contains ((const char *const *) lines, line))
    g_test_message ("the line “%s” is not in: %s", line, text);
  g_assert_true (g_strv_contains ((const char *const *) lines, line));
}

static char *
make_record (gsize size)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  GString *record = g_string_new ("v=DKIM1; k=rsa; p=");

  for (gsize i = 0; record->len < size; i++)
    g_string_append_c (record, letters[(i * 37 + i / 7) % (sizeof letters - 1)]);
  return g_string_free (record, FALSE);
}

static void
add_mail_way (HatoSection *section)
{
  HatoBlock *way =
      add_sentence (section, HATO_BLOCK_MAIL_WAY, "メールは相手の確認で止まりました。", 0);

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
fill_japanese (Fixture *self)
{
  HatoSection *owner = add_section (self->document, HATO_SECTION_OWNER, "メールの診断結果", "ja");
  HatoSection *contact =
      add_section (self->document, HATO_SECTION_CONTACT, "For your IT contact", "en");
  HatoSection *answers = add_section (self->document, HATO_SECTION_ANSWERS, "Appendix A", "en");
  g_autofree char *key = make_record (RECORD_LONG);
  HatoBlock *block = add_sentence (owner, HATO_BLOCK_VERDICT, japanese[0], 1);
  HatoRow *row;

  block->word = g_strdup ("要対応");
  add_mail_way (owner);
  add_sentence (owner, HATO_BLOCK_PARAGRAPH, japanese[1], 1);
  add_sentence (owner, HATO_BLOCK_LIST, japanese[2], 2);

  block = add_sentence (contact, HATO_BLOCK_RECORD, "TXT record of the domain itself", 1);
  hato_block_set_text (block, spf);
  hato_block_set_qr (block, spf);
  hato_block_add_span (block, 7, 44);
  block = add_sentence (contact, HATO_BLOCK_RECORD, "The key", 2);
  hato_block_set_text (block, key);
  block = add_sentence (contact, HATO_BLOCK_COMMAND, "To see it", 2);
  hato_block_set_text (block, "dig +short TXT yamada-shoten.example");
  block = add_sentence (contact, HATO_BLOCK_LINK, "RFC 7208", 0);
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
  Fixture self;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL, *joined = NULL, *key = make_record (RECORD_LONG);

  set_up (&self, "yamada-shoten.example のメール診断", "ja");
  fill_japanese (&self);
  bytes = render (&self);
  pdf_file_assert_sound (self.file);
  text = pdf_file_dup_text (self.file);
  joined = join (text);
  for (gsize i = 0; i < G_N_ELEMENTS (japanese); i++)
    assert_says (joined, japanese[i]);
  assert_has_line (text, spf);
  assert_has_line (text, key);
  assert_has_line (text, "dig +short TXT yamada-shoten.example");
  assert_says (joined, "ここで止まりました");
  assert_says (joined, "4ページ中1ページ");
  tear_down (&self);
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
  Fixture self;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *tags = NULL, *text = NULL, *key = make_record (RECORD_LONG);

  set_up (&self, "yamada-shoten.example のメール診断", "ja");
  fill_japanese (&self);
  bytes = render (&self);
  tags = pdf_file_ask_text (self.file, "pdfinfo", "-struct-text", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    assert_says (tags, wanted[i]);
  assert_says (tags, japanese[1]);
  assert_says (tags, japanese[2]);
  assert_says (tags, spf);
  assert_says (tags, key);
  assert_says (tags, "あなた通過");
  /* The frame of a page is no part of the text, nor are heads that are repeated. */
  text = pdf_file_dup_text (self.file);
  g_assert_cmpuint (count (text, "Question"), ==, 2);
  g_assert_cmpuint (count (tags, "/Scope /Column"), ==, 3);
  g_assert_null (strstr (tags, "ページ中"));
  g_assert_null (strstr (tags, "NonStruct"));
  tear_down (&self);
}

/* What is true of the whole file: title, author, language, fonts. */
static void
test_facts (void)
{
  Fixture self;
  g_autoptr (GBytes) bytes = NULL, plain = NULL;
  g_autofree char *facts = NULL, *fonts = NULL, *metadata = NULL;
  g_auto (GStrv) lines = NULL;
  static const char *const wanted[] = {
    "/Lang (ja)", "/Lang (en)",  "/DisplayDocTitle true", "/Alt (QR code with the same text",
    "/Alt <feff", "/Tabs /S",    "/Marked true",          "/Artifact BMC",
    "/Outlines",  "/PageLabels", "/StructTreeRoot"
  };

  set_up (&self, "yamada-shoten.example <のメール診断> & Co.", "ja");
  fill_japanese (&self);
  bytes = render (&self);
  plain = pdf_file_ask (self.file, "qpdf", "--qdf --object-streams=disable", "-");
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_test_message ("%s", wanted[i]);
      g_assert_nonnull (memmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), wanted[i],
                                strlen (wanted[i])));
    }
  facts = pdf_file_ask_text (self.file, "pdfinfo", "", NULL);
  assert_says (facts, "yamada-shoten.example <のメール診断> & Co.");
  assert_says (facts, "Author:          Hatobin");
  assert_says (facts, "Tagged:          yes");
  assert_says (facts, "JavaScript:      no");
  assert_says (facts, "(A4)");
  metadata = pdf_file_ask_text (self.file, "pdfinfo", "-meta", NULL);
  assert_says (metadata, "yamada-shoten.example &lt;のメール診断&gt; &amp; Co.");
  assert_says (metadata, "<rdf:li>ja</rdf:li>");
  /* name, type, encoding, embedded, subset, Unicode, object */
  fonts = pdf_file_ask_text (self.file, "pdffonts", "", NULL);
  lines = g_strsplit (fonts, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 3);
  for (gsize i = 2; lines[i] != NULL && *lines[i] != '\0'; i++)
    assert_says (lines[i], "yes yes yes");
  tear_down (&self);
}

/* The same document gives the same bytes; another one does not. */
static void
test_same_bytes (void)
{
  Fixture self;
  g_autoptr (GBytes) first = NULL, second = NULL, third = NULL;

  set_up (&self, "yamada-shoten.example", "ja");
  fill_japanese (&self);
  first = render (&self);
  second = render (&self);
  g_assert_true (g_bytes_equal (first, second));
  self.document->started += G_USEC_PER_SEC;
  third = render (&self);
  g_assert_false (g_bytes_equal (first, third));
  tear_down (&self);
}

static void
test_paper (void)
{
  Fixture self;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *facts = NULL;

  set_up (&self, "yamada-shoten.example", "en");
  fill_japanese (&self);
  self.document->paper = HATO_PAPER_LETTER;
  bytes = render (&self);
  facts = pdf_file_ask_text (self.file, "pdfinfo", "", NULL);
  assert_says (facts, "(letter)");
  tear_down (&self);
}

/* What belongs on one page is set smaller until it fits there. */
static void
test_one_page (void)
{
  Fixture self;
  HatoSection *owner;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *facts = NULL;

  set_up (&self, "yamada-shoten.example", "ja");
  owner = add_section (self.document, HATO_SECTION_OWNER, "メールの診断結果", "ja");
  for (guint i = 0; i < 22; i++)
    add_sentence (owner, HATO_BLOCK_PARAGRAPH,
                  "電子署名の有無は、ドメイン名だけでは分かりません。故障ではありません。"
                  "届いたメールを1通、ここに入れてください。",
                  0);
  bytes = render (&self);
  facts = pdf_file_ask_text (self.file, "pdfinfo", "", NULL);
  assert_says (facts, "Pages:           1\n");
  for (guint i = 0; i < 60; i++)
    add_sentence (owner, HATO_BLOCK_PARAGRAPH, japanese[0], 0);
  g_clear_pointer (&bytes, g_bytes_unref);
  g_clear_pointer (&facts, g_free);
  bytes = render (&self);
  facts = pdf_file_ask_text (self.file, "pdfinfo", "", NULL);
  assert_says (facts, "Pages:           2\n");
  tear_down (&self);
}

/* Longer than a page, in a record and in a cell: still one line where it is copied out. */
static void
test_huge_record (void)
{
  Fixture self;
  HatoSection *contact;
  HatoBlock *block;
  HatoRow *row;
  g_autofree char *record = make_record (RECORD_HUGE), *cell = make_record (1900), *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  set_up (&self, "yamada-shoten.example", "en");
  contact = add_section (self.document, HATO_SECTION_CONTACT, "For your IT contact", "en");
  block = add_sentence (contact, HATO_BLOCK_RECORD, "A record", 0);
  hato_block_set_text (block, record);
  hato_block_set_qr (block, record);
  block = hato_section_add_block (contact, HATO_BLOCK_TABLE);
  hato_block_add_column (block, "Name", 2);
  hato_block_add_column (block, "Text", 1);
  row = hato_block_add_row (block);
  hato_row_add_cell (row, "mail.example");
  hato_row_add_cell (row, cell)->is_exact = TRUE;
  bytes = render (&self);
  pdf_file_assert_sound (self.file);
  text = pdf_file_dup_text (self.file);
  assert_has_line (text, record);
  assert_has_line (text, cell);
  tear_down (&self);
}

/* Letters of more than one font, without a picture, from right to left: what is exact stays so. */
static void
test_letters (void)
{
  static const char *const records[] = {
    "name=\"名前\"; ∀ x ∈ M; ключ",
    "p=😀𓀀ꙮ; t=y",
    "(a\\) <b>&amp;</b> %PDF-1.7 endstream",
    "  two  blanks  ",
  };
  static const char from_right[] = "مرحبا = 1; שלום"; /* the reader turns it round by itself */
  Fixture self;
  HatoSection *contact;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  set_up (&self, "yamada-shoten.example", "en");
  contact = add_section (self.document, HATO_SECTION_CONTACT, "For your IT contact", "en");
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      hato_block_set_text (add_sentence (contact, HATO_BLOCK_RECORD, records[i], 0), records[i]);
      add_sentence (contact, HATO_BLOCK_PARAGRAPH, records[i], 0);
    }
  add_sentence (contact, HATO_BLOCK_PARAGRAPH, from_right, 0);
  hato_block_set_text (add_sentence (contact, HATO_BLOCK_RECORD, from_right, 0), from_right);
  bytes = render (&self);
  pdf_file_assert_sound (self.file);
  text = pdf_file_dup_text (self.file);
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    assert_says (text, records[i]);
  tear_down (&self);
}

static double
read_number (const char *text, const char *name)
{
  const char *at = strstr (text, name);

  g_assert_nonnull (at);
  return g_ascii_strtod (at + strlen (name), NULL);
}

/* Every word stands on its page. */
static void
assert_on_page (const Fixture *self)
{
  g_autofree char *boxes = pdf_file_ask_text (self->file, "pdftotext", "-bbox -enc UTF-8", "-");
  g_auto (GStrv) words = g_strsplit (boxes, "<word ", -1);
  double width = read_number (boxes, "page width=\""), height = read_number (boxes, "height=\"");

  g_assert_cmpuint (g_strv_length (words), >, 10);
  for (gsize i = 1; words[i] != NULL; i++)
    {
      g_assert_cmpfloat (read_number (words[i], "xMin=\""), >=, 0);
      g_assert_cmpfloat (read_number (words[i], "yMin=\""), >=, 0);
      g_assert_cmpfloat (read_number (words[i], "xMax=\""), <=, width);
      g_assert_cmpfloat (read_number (words[i], "yMax=\""), <=, height);
    }
}

static void
fill_hostile (Fixture *self, const char *hostile)
{
  HatoSection *owner = add_section (self->document, HATO_SECTION_OWNER, hostile, "en");
  HatoSection *contact = add_section (self->document, HATO_SECTION_CONTACT, hostile, "ja");
  HatoBlock *block = add_sentence (owner, HATO_BLOCK_VERDICT, hostile, 7);
  HatoRow *row;

  block->word = g_strdup (hostile);
  block = add_sentence (owner, HATO_BLOCK_MAIL_WAY, hostile, 0);
  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    hato_block_add_place (block, hostile, hostile, HATO_STATION_DOUBTFUL);
  for (HatoBlockKind kind = HATO_BLOCK_HEADING; kind <= HATO_BLOCK_LINK; kind++)
    if (kind != HATO_BLOCK_TABLE && kind != HATO_BLOCK_LINK)
      {
        block = add_sentence (contact, kind, hostile, 7);
        hato_block_set_text (block, hostile);
        hato_block_set_qr (block, hostile);
        hato_block_add_span (block, 1, 4);
      }
  block = hato_section_add_block (contact, HATO_BLOCK_TABLE);
  for (guint i = 0; i < 3; i++)
    hato_block_add_column (block, hostile, i + 1);
  for (guint i = 0; i < 3; i++)
    {
      row = hato_block_add_row (block);
      row->anchor = 7;
      for (guint j = 0; j < 3; j++)
        hato_row_add_cell (row, hostile)->is_exact = j == i;
    }
}

/* Short texts in one go, long ones by themselves: a record holds more of them than a page. */
static void
test_hostile (void)
{
  static const struct
  {
    const char *piece;
    gsize size; /* bytes: it is repeated */
  } rows[] = {
    { "<b>bold</b><a href=\"javascript:alert(1)\">x</a>&amp;&lt; "
      "\\) Tj ET endstream endobj << /S /Named >> (a) \\"
      "\xe2\x80\xae\xe2\x81\xa6reverse\xe2\x80\xac \xe2\x80\x8b\xef\xbb\xbf\x1b[31m\x07\x01\r\n\t"
      "\xff\xfe\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80 broken name='e1' uri='x' dest='nowhere'"
      "a\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87 \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8",
      1 },
    { "a", LONG },
    { "あ", LONG / 5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Fixture self;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GString) hostile = g_string_new (NULL);

      while (hostile->len < rows[i].size)
        g_string_append (hostile, rows[i].piece);
      set_up (&self, hostile->str, "en");
      fill_hostile (&self, hostile->str);
      g_free (self.document->domain);
      g_free (self.document->time);
      g_free (self.document->made_here);
      self.document->domain = g_strdup (hostile->str);
      self.document->time = g_strdup (hostile->str);
      self.document->made_here = g_strdup (hostile->str);
      self.document->sample_note = g_strdup (hostile->str);
      self.document->is_sample = TRUE;
      g_test_timer_start ();
      bytes = render (&self);
      g_test_message ("%" G_GSIZE_FORMAT ": %" G_GSIZE_FORMAT " bytes, %.3f s", i,
                      g_bytes_get_size (bytes), g_test_timer_elapsed ());
      pdf_file_assert_sound (self.file);
      assert_on_page (&self);
      tear_down (&self);
    }
}

static void
test_empty (void)
{
  Fixture self;
  g_autoptr (GBytes) bytes = NULL;
  HatoSection *section;

  set_up (&self, "", "en");
  section = add_section (self.document, HATO_SECTION_OWNER, "", "en");
  for (HatoBlockKind kind = HATO_BLOCK_HEADING; kind <= HATO_BLOCK_MAIL_WAY; kind++)
    hato_section_add_block (section, kind);
  hato_block_add_column (hato_section_add_block (section, HATO_BLOCK_TABLE), NULL, 0);
  bytes = render (&self);
  pdf_file_assert_sound (self.file);
  tear_down (&self);
}

static void
test_cancelled (void)
{
  Fixture self;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (HatoJob) job = hato_job_new (cancellable);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint n_pages;

  set_up (&self, "yamada-shoten.example", "ja");
  fill_japanese (&self);
  g_cancellable_cancel (cancellable);
  bytes = hato_pdf_render (job, self.document, &n_pages, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (bytes);
  tear_down (&self);
}

/* What a printer gets has as many pages as the file, and ink on each of them, within the paper. */
static void
test_sheets (void)
{
  Fixture self;
  g_autoptr (GPtrArray) sheets = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  double width, height;
  guint n_pages;

  set_up (&self, "Sheets", "ja");
  for (guint i = 0; i < 3; i++)
    {
      HatoSection *section = add_section (self.document, HATO_SECTION_ANSWERS, "付録", "ja");

      for (guint j = 0; j < 60; j++)
        add_sentence (section, HATO_BLOCK_PARAGRAPH, "ネームサーバーの答えです。", 0);
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
  tear_down (&self);
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
      Fixture self;
      g_autoptr (GError) error = NULL;
      guint n_pages;

      set_up (&self, "yamada-shoten.example", rows[i].language);
      add_section (self.document, HATO_SECTION_OWNER, "Title", rows[i].language);
      g_assert_null (hato_pdf_render (NULL, self.document, &n_pages, &error));
      g_assert_error (error, HATO_ERROR, HATO_ERROR_UNSUPPORTED);
      assert_says (error->message, rows[i].says);
      tear_down (&self);
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
  g_test_add_func ("/pdf/huge-record", test_huge_record);
  g_test_add_func ("/pdf/letters", test_letters);
  g_test_add_func ("/pdf/hostile", test_hostile);
  g_test_add_func ("/pdf/empty", test_empty);
  g_test_add_func ("/pdf/cancelled", test_cancelled);
  g_test_add_func ("/pdf/sheets", test_sheets);
  g_test_add_func ("/pdf/no-font", test_no_font);
  return g_test_run ();
}
