/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What strangers write, on paper: however long, in whatever letters, it stays on its page and is copied out as it was. */
#include "config.h"

#include "report/pdf.h"

#include <string.h>

#include "fakes/pdf-draft.h"

/* A sanitizer looks at every allocation of Pango and QPDF: less has to do there. */
#ifdef __SANITIZE_ADDRESS__
#define LONG 3000u
#else
#define LONG 65536u
#endif
#define RECORD_HUGE MIN (16000u, LONG) /* letters: more than a page */

/* Longer than a page, in a record and in a cell: still one line where it is copied out. */
static void
test_huge_record (void)
{
  PdfDraft self;
  HatoSection *contact;
  HatoBlock *block;
  HatoRow *row;
  g_autofree char *record = pdf_draft_make_record (RECORD_HUGE),
                  *cell = pdf_draft_make_record (1900), *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  pdf_draft_set_up (&self, "yamada-shoten.example", "en");
  contact =
      pdf_draft_add_section (self.document, HATO_SECTION_CONTACT, "For your IT contact", "en");
  block = pdf_draft_add_sentence (contact, HATO_BLOCK_RECORD, "A record", 0);
  hato_block_set_text (block, record);
  hato_block_set_qr (block, record);
  block = hato_section_add_block (contact, HATO_BLOCK_TABLE);
  hato_block_add_column (block, "Name", 2);
  hato_block_add_column (block, "Text", 1);
  row = hato_block_add_row (block);
  hato_row_add_cell (row, "mail.example");
  hato_row_add_cell (row, cell)->is_exact = TRUE;
  bytes = pdf_draft_render (&self);
  pdf_file_assert_sound (self.file);
  text = pdf_file_dup_text (self.file);
  pdf_draft_assert_line (text, record);
  pdf_draft_assert_line (text, cell);
  pdf_draft_clear (&self);
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
  PdfDraft self;
  HatoSection *contact;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  pdf_draft_set_up (&self, "yamada-shoten.example", "en");
  contact =
      pdf_draft_add_section (self.document, HATO_SECTION_CONTACT, "For your IT contact", "en");
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      hato_block_set_text (pdf_draft_add_sentence (contact, HATO_BLOCK_RECORD, records[i], 0),
                           records[i]);
      pdf_draft_add_sentence (contact, HATO_BLOCK_PARAGRAPH, records[i], 0);
    }
  pdf_draft_add_sentence (contact, HATO_BLOCK_PARAGRAPH, from_right, 0);
  hato_block_set_text (pdf_draft_add_sentence (contact, HATO_BLOCK_RECORD, from_right, 0),
                       from_right);
  bytes = pdf_draft_render (&self);
  pdf_file_assert_sound (self.file);
  text = pdf_file_dup_text (self.file);
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    pdf_draft_assert_says (text, records[i]);
  pdf_draft_clear (&self);
}

/* A letter of which no font has a picture is told by its number, and copied out of a record as it was. */
static void
test_missing_letter (void)
{
  static const char text[] = "a\xf0\x91\x9a\x80z"; /* U+11680, of the Takri script */
  PdfDraft self;
  HatoSection *contact;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *copied = NULL;

  pdf_draft_set_up (&self, "yamada-shoten.example", "en");
  contact =
      pdf_draft_add_section (self.document, HATO_SECTION_CONTACT, "For your IT contact", "en");
  pdf_draft_add_sentence (contact, HATO_BLOCK_PARAGRAPH, text, 0);
  hato_block_set_text (pdf_draft_add_sentence (contact, HATO_BLOCK_RECORD, "Record", 0), text);
  bytes = pdf_draft_render (&self);
  copied = pdf_file_dup_text (self.file);
  pdf_draft_assert_line (copied, "a[U+11680]z");
  pdf_draft_assert_line (copied, text);
  pdf_draft_clear (&self);
}

/* In a narrow column a name is broken behind its labels, and nothing is added to it. */
static void
test_names (void)
{
  static const char name[] = "selector1._domainkey.long-name-of-a-host.yamada-shoten.example";

  for (guint is_exact = 0; is_exact < 2; is_exact++)
    {
      PdfDraft self;
      HatoBlock *table;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL, *tagged = NULL;
      g_auto (GStrv) lines = NULL;
      const char *left = name;
      guint n_lines = 0;

      pdf_draft_set_up (&self, "yamada-shoten.example", "en");
      table = hato_section_add_block (
          pdf_draft_add_section (self.document, HATO_SECTION_ANSWERS, "Appendix A", "en"),
          HATO_BLOCK_TABLE);
      hato_block_add_column (table, "Name", 1);
      hato_block_add_column (table, "", 4);
      hato_row_add_cell (hato_block_add_row (table), name)->is_exact = is_exact != 0;
      bytes = pdf_draft_render (&self);
      text = pdf_file_dup_text (self.file);
      tagged = pdf_file_dup_tagged_text (self.file);
      pdf_draft_assert_says (tagged, name);
      lines = g_strsplit_set (text, "\n\f", -1);
      for (gsize i = 0; lines[i] != NULL; i++)
        if (*lines[i] != '\0' && g_str_has_prefix (left, lines[i]))
          {
            left += strlen (lines[i]);
            g_assert_true (*left == '\0' || strchr (".-_", left[-1]) != NULL);
            n_lines++;
          }
      g_assert_cmpstr (left, ==, "");
      if (is_exact)
        g_assert_cmpuint (n_lines, ==, 1);
      else
        g_assert_cmpuint (n_lines, >, 2);
      pdf_draft_clear (&self);
    }
}

static void
fill_hostile (PdfDraft *self, const char *hostile)
{
  HatoSection *owner = pdf_draft_add_section (self->document, HATO_SECTION_OWNER, hostile, "en");
  HatoSection *contact =
      pdf_draft_add_section (self->document, HATO_SECTION_CONTACT, hostile, "ja");
  HatoBlock *block = pdf_draft_add_sentence (owner, HATO_BLOCK_VERDICT, hostile, 7);
  HatoRow *row;

  block->word = g_strdup (hostile);
  block = pdf_draft_add_sentence (owner, HATO_BLOCK_MAIL_WAY, hostile, 0);
  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    hato_block_add_place (block, hostile, hostile, HATO_STATION_DOUBTFUL);
  for (HatoBlockKind kind = HATO_BLOCK_HEADING; kind <= HATO_BLOCK_LINK; kind++)
    if (kind != HATO_BLOCK_TABLE && kind != HATO_BLOCK_LINK)
      {
        block = pdf_draft_add_sentence (contact, kind, hostile, 7);
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
      PdfDraft self;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GString) hostile = g_string_new (NULL);
      double width, height;

      while (hostile->len < rows[i].size)
        g_string_append (hostile, rows[i].piece);
      pdf_draft_set_up (&self, hostile->str, "en");
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
      bytes = pdf_draft_render (&self);
      g_test_message ("%" G_GSIZE_FORMAT ": %" G_GSIZE_FORMAT " bytes, %.3f s", i,
                      g_bytes_get_size (bytes), g_test_timer_elapsed ());
      pdf_file_assert_sound (self.file);
      hato_pdf_get_paper_size (self.document->paper, &width, &height);
      pdf_file_assert_on_page (self.file, width, height);
      pdf_draft_clear (&self);
    }
}

static void
test_empty (void)
{
  PdfDraft self;
  g_autoptr (GBytes) bytes = NULL;
  HatoSection *section;

  pdf_draft_set_up (&self, "", "en");
  section = pdf_draft_add_section (self.document, HATO_SECTION_OWNER, "", "en");
  for (HatoBlockKind kind = HATO_BLOCK_HEADING; kind <= HATO_BLOCK_MAIL_WAY; kind++)
    hato_section_add_block (section, kind);
  hato_block_add_column (hato_section_add_block (section, HATO_BLOCK_TABLE), NULL, 0);
  bytes = pdf_draft_render (&self);
  pdf_file_assert_sound (self.file);
  pdf_draft_clear (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-hostile/huge-record", test_huge_record);
  g_test_add_func ("/pdf-hostile/letters", test_letters);
  g_test_add_func ("/pdf-hostile/missing-letter", test_missing_letter);
  g_test_add_func ("/pdf-hostile/names", test_names);
  g_test_add_func ("/pdf-hostile/hostile", test_hostile);
  g_test_add_func ("/pdf-hostile/empty", test_empty);
  return g_test_run ();
}
