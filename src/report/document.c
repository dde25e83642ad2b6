/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/document.h"

#include <langinfo.h>
#include <string.h>

#include "base/foreign-text.h"

#define SENTENCE_MAX     2000u /* characters */
#define LETTER_HEIGHT_MM 279   /* glibc's LC_PAPER: 297 is A4 */

G_DEFINE_BOXED_TYPE (HatoDocument, hato_document, hato_document_ref, hato_document_unref)

static char *
dup_safe (const char *text, gsize max_characters)
{
  return hato_foreign_text (text, strlen (text), max_characters);
}

static HatoSentence *
sentence_new (const char *text)
{
  HatoSentence *self = g_new0 (HatoSentence, 1);

  self->text = dup_safe (text, SENTENCE_MAX);
  self->evidence = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

static void
sentence_free (HatoSentence *self)
{
  g_free (self->text);
  g_array_unref (self->evidence);
  g_free (self);
}

static void
column_free (HatoColumn *self)
{
  g_free (self->head);
  g_free (self);
}

static void
row_free (HatoRow *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

static void
place_free (HatoPlace *self)
{
  g_free (self->name);
  g_free (self->state);
  g_free (self);
}

static void
block_free (HatoBlock *self)
{
  g_free (self->word);
  g_ptr_array_unref (self->sentences);
  g_free (self->text);
  g_free (self->qr);
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self);
}

static void
section_free (HatoSection *self)
{
  g_free (self->title);
  hato_translation_unref (self->translation);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/**
 * hato_document_new:
 * @title: of the file, translated
 * @translation: the language of the whole
 *
 * Returns: (transfer full): without sections; its maker sets the other fields
 */
HatoDocument *
hato_document_new (const char *title, HatoTranslation *translation)
{
  HatoDocument *self = g_atomic_rc_box_new0 (HatoDocument);

  self->title = dup_safe (title, SENTENCE_MAX);
  self->translation = hato_translation_ref (translation);
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  return self;
}

HatoDocument *
hato_document_ref (HatoDocument *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
document_clear (gpointer data)
{
  HatoDocument *self = data;

  g_free (self->title);
  g_free (self->domain);
  g_free (self->time);
  g_free (self->made_here);
  g_free (self->sample_note);
  hato_translation_unref (self->translation);
  g_ptr_array_unref (self->sections);
}

void
hato_document_unref (HatoDocument *self)
{
  g_atomic_rc_box_release_full (self, document_clear);
}

/** hato_document_add_section: (transfer none): at the end, with its title as the first heading. */
HatoSection *
hato_document_add_section (HatoDocument *self,
                           HatoSectionKind kind,
                           const char *title,
                           HatoTranslation *translation)
{
  HatoSection *section = g_new0 (HatoSection, 1);

  section->kind = kind;
  section->title = dup_safe (title, SENTENCE_MAX);
  section->translation = hato_translation_ref (translation);
  section->shows_evidence = kind != HATO_SECTION_OWNER && kind != HATO_SECTION_CHANGES;
  section->on_one_page = kind == HATO_SECTION_OWNER || kind == HATO_SECTION_CHANGES;
  section->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  g_ptr_array_add (self->sections, section);
  hato_section_add_heading (section, 1, title);
  return section;
}

/** hato_paper_for_locale: the paper that LC_PAPER names; A4 where it names none. */
HatoPaper
hato_paper_for_locale (void)
{
#ifdef _NL_PAPER_HEIGHT
  gintptr height = (gintptr) nl_langinfo (_NL_PAPER_HEIGHT); /* a number in a pointer */

  return (int) height == LETTER_HEIGHT_MM ? HATO_PAPER_LETTER : HATO_PAPER_A4;
#else
  return HATO_PAPER_A4;
#endif
}

/** hato_section_add_block: (transfer none): an empty one at the end */
HatoBlock *
hato_section_add_block (HatoSection *self, HatoBlockKind kind)
{
  HatoBlock *block = g_new0 (HatoBlock, 1);

  block->kind = kind;
  block->sentences = g_ptr_array_new_with_free_func ((GDestroyNotify) sentence_free);
  g_ptr_array_add (self->blocks, block);
  return block;
}

/** hato_section_add_heading: (transfer none): @level 1 to 3; a heading stays with what follows it and needs no evidence */
HatoBlock *
hato_section_add_heading (HatoSection *self, guint level, const char *text)
{
  HatoBlock *block = hato_section_add_block (self, HATO_BLOCK_HEADING);

  block->level = level;
  block->keep_with_next = TRUE;
  hato_block_add_sentence (block, text)->is_frame = TRUE;
  return block;
}

/** hato_block_add_sentence: (transfer none): @text (translated) is made safe and bounded on its way */
HatoSentence *
hato_block_add_sentence (HatoBlock *self, const char *text)
{
  HatoSentence *sentence = sentence_new (text);

  g_ptr_array_add (self->sentences, sentence);
  return sentence;
}

/** hato_block_set_text: the exact text of a record, a command or an address, made safe: one character for one */
void
hato_block_set_text (HatoBlock *self, const char *text)
{
  g_free (self->text);
  self->text = dup_safe (text, HATO_DOCUMENT_TEXT_MAX);
}

/** hato_block_set_qr: what a QR code beside the record holds */
void
hato_block_set_qr (HatoBlock *self, const char *text)
{
  g_free (self->qr);
  self->qr = g_strdup (text);
}

/** hato_block_add_span: marks bytes of the text; behind the spans that are there, empty ones and what overlaps are left out */
void
hato_block_add_span (HatoBlock *self, gsize start, gsize end)
{
  gsize size = self->text != NULL ? strlen (self->text) : 0;
  const HatoSpan *last;
  HatoSpan *span;

  if (self->spans == NULL)
    self->spans = g_ptr_array_new_with_free_func (g_free);
  last = self->spans->len > 0 ? g_ptr_array_index (self->spans, self->spans->len - 1) : NULL;
  end = MIN (end, size);
  if (start >= end || (last != NULL && start < last->end))
    return;

  span = g_new0 (HatoSpan, 1);
  span->start = start;
  span->end = end;
  g_ptr_array_add (self->spans, span);
}

/** hato_block_add_text_span: the same, by byte offsets of the text before it was made safe */
void
hato_block_add_text_span (HatoBlock *self, const char *original, gsize start, gsize end)
{
  gsize size = strlen (original);
  g_autofree char *before = hato_foreign_text (original, MIN (start, size), HATO_DOCUMENT_TEXT_MAX);
  g_autofree char *whole = hato_foreign_text (original, MIN (end, size), HATO_DOCUMENT_TEXT_MAX);

  hato_block_add_span (self, strlen (before), strlen (whole));
}

/** hato_block_add_column: @head (nullable): translated; before the rows */
void
hato_block_add_column (HatoBlock *self, const char *head, guint weight)
{
  HatoColumn *column = g_new0 (HatoColumn, 1);

  if (self->columns == NULL)
    self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  if (self->rows == NULL)
    self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  column->head = head != NULL ? dup_safe (head, SENTENCE_MAX) : NULL;
  column->weight = weight;
  g_ptr_array_add (self->columns, column);
}

/** hato_block_add_row: (transfer none): to be filled with as many cells as there are columns */
HatoRow *
hato_block_add_row (HatoBlock *self)
{
  HatoRow *row = g_new0 (HatoRow, 1);

  row->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) sentence_free);
  g_ptr_array_add (self->rows, row);
  return row;
}

/** hato_block_add_place: the next station of the way of the mail */
void
hato_block_add_place (HatoBlock *self, const char *name, const char *state, HatoStationState shape)
{
  HatoPlace *place = g_new0 (HatoPlace, 1);

  if (self->places == NULL)
    self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  place->name = dup_safe (name, SENTENCE_MAX);
  place->state = dup_safe (state, SENTENCE_MAX);
  place->shape = shape;
  g_ptr_array_add (self->places, place);
}

/** hato_row_add_cell: (transfer none): the next one */
HatoSentence *
hato_row_add_cell (HatoRow *self, const char *text)
{
  HatoSentence *cell = sentence_new (text);

  g_ptr_array_add (self->cells, cell);
  return cell;
}

/** hato_sentence_cite: rests the sentence on an evidence, once; 0 is none */
void
hato_sentence_cite (HatoSentence *self, guint evidence)
{
  if (evidence == 0)
    return;
  for (guint i = 0; i < self->evidence->len; i++)
    if (g_array_index (self->evidence, guint, i) == evidence)
      return;

  g_array_append_val (self->evidence, evidence);
}

/* Numbers in order: three or more in a row are "[3–7]". */
static void
append_run (GString *text, guint first, guint last)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (last > first + 1)
    g_string_append_printf (text, "[%u–%u]", first, last);
  else if (last == first + 1)
    g_string_append_printf (text, "[%u] [%u]", first, last);
  else
    g_string_append_printf (text, "[%u]", first);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/** hato_sentence_dup_evidence: (transfer full): what is printed behind the sentence where its section shows it: "[3] [7–9]", "" */
char *
hato_sentence_dup_evidence (const HatoSentence *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GArray) numbers = g_array_copy (self->evidence);

  if (self->is_frame)
    g_array_set_size (numbers, 0);
  g_array_sort (numbers, compare_numbers);
  for (guint i = 0, first = 0; i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);

      if (i + 1 < numbers->len && g_array_index (numbers, guint, i + 1) == number + 1)
        continue;
      append_run (text, g_array_index (numbers, guint, first), number);
      first = i + 1;
    }
  return g_string_free (text, FALSE);
}
