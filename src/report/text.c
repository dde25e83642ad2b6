/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document as plain text: for a ticket, a mail, a terminal. Records and commands stand alone on their line, unbroken. */
#include "config.h"

#include "report/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "report/phrase.h"

#define COLUMNS      76u
#define LABEL_INDENT 2u
#define INDENT_MAX   8u

static const char *const shapes[] = {
  [HATO_LEVEL_PROBLEM] = "✖",   [HATO_LEVEL_CAUTION] = "▲", [HATO_LEVEL_ADVICE] = "◆",
  [HATO_LEVEL_UNCHECKED] = "?", [HATO_LEVEL_OK] = "✔",      [HATO_LEVEL_NOT_APPLICABLE] = "–",
};

/* A section at work. */
typedef struct
{
  GString *text;
  const HatoSection *section;
} Rendering;

static guint
get_width (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;

  return g_unichar_iswide (character) ? 2 : 1;
}

static guint
measure (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    width += get_width (g_utf8_get_char (at));
  return width;
}

/* Japanese may be broken before any of its characters but these (JIS X 4051). */
static gboolean
may_begin_line (gunichar character)
{
  static const gunichar bound[] = { 0x3001, 0x3002, 0xff0c, 0xff0e, 0x300d, 0x300f, 0x3011, 0xff09,
                                    0x3015, 0x30fc, 0xff01, 0xff1f, 0xff1a, 0x30fb, 0x3083, 0x3085,
                                    0x3087, 0x3063, 0x30c3, 0x30e3, 0x30e5, 0x30e7 };

  for (gsize i = 0; i < G_N_ELEMENTS (bound); i++)
    if (character == bound[i])
      return FALSE;

  return g_unichar_iswide (character);
}

/* How many bytes of @text go on a line of @columns; *@skip: the space behind them. */
static gsize
fit_line (const char *text, guint columns, gsize *skip)
{
  gsize best = 0;
  guint width = 0;

  *skip = 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (at > text && (*at == ' ' || may_begin_line (character)) && width <= columns)
        {
          best = (gsize) (at - text);
          *skip = *at == ' ' ? 1 : 0;
        }
      width += get_width (character);
      if (width > columns && best > 0)
        return best;
    }
  *skip = 0;
  return strlen (text); /* what has no place to break stays whole: it can be copied */
}

/* @text behind @first, further lines indented as far as that is wide. */
static void
append_wrapped (GString *out, const char *first, const char *text)
{
  guint indent = MIN (measure (first), INDENT_MAX);
  guint columns = COLUMNS - MIN (measure (first), COLUMNS / 2);

  g_string_append (out, first);
  do
    {
      gsize skip;
      gsize size = fit_line (text, columns, &skip);

      columns = COLUMNS - indent;
      g_string_append_len (out, text, (gssize) size);
      while (out->str[out->len - 1] == ' ')
        g_string_truncate (out, out->len - 1);
      g_string_append_c (out, '\n');
      text += size + skip;
      for (guint i = 0; *text != '\0' && i < indent; i++)
        g_string_append_c (out, ' ');
    }
  while (*text != '\0');
}

static char *
dup_sentence (const Rendering *self, const HatoSentence *sentence)
{
  g_autofree char *numbers =
      self->section->shows_evidence ? hato_sentence_dup_evidence (sentence) : g_strdup ("");

  return *numbers != '\0' ? g_strdup_printf ("%s %s", sentence->text, numbers)
                          : g_strdup (sentence->text);
}

static char *
dup_sentences (const Rendering *self, const HatoBlock *block)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < block->sentences->len; i++)
    {
      g_autofree char *sentence = dup_sentence (self, g_ptr_array_index (block->sentences, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", sentence);
    }
  return g_string_free (text, FALSE);
}

static void
append_heading (Rendering *self, const HatoBlock *block)
{
  static const char marks[] = { '=', '-', '\0' };
  g_autofree char *text = dup_sentences (self, block);
  char mark = marks[MIN (block->level, G_N_ELEMENTS (marks)) - 1];

  g_string_append_printf (self->text, "%s\n", text);
  for (guint i = 0; mark != '\0' && i < MIN (measure (text), COLUMNS); i++)
    g_string_append_c (self->text, mark);
  if (mark != '\0')
    g_string_append_c (self->text, '\n');
}

static void
append_list (Rendering *self, const HatoBlock *block)
{
  for (guint i = 0; i < block->sentences->len; i++)
    {
      g_autofree char *text = dup_sentence (self, g_ptr_array_index (block->sentences, i));
      g_autofree char *number = g_strdup_printf ("%u. ", i + 1);

      append_wrapped (self->text, block->ordered ? number : "- ", text);
    }
}

/* The heads, or the cells of a row, with @separator between them. */
static void
append_cells (Rendering *self, const char *first, const char *const *cells, const char *separator)
{
  g_autofree char *line = g_strjoinv (separator, (GStrv) cells);

  append_wrapped (self->text, first, line);
}

/* A row a line: a table of long texts is read by nobody in columns of characters. */
static void
append_table (Rendering *self, const HatoBlock *block)
{
  const HatoColumn *column = g_ptr_array_index (block->columns, 0);
  const char *separator = column->head != NULL ? " | " : ": ";
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();

  for (guint i = 0; i < block->columns->len && column->head != NULL; i++)
    g_ptr_array_add (heads, ((HatoColumn *) g_ptr_array_index (block->columns, i))->head);
  g_ptr_array_add (heads, NULL);
  if (heads->len > 1)
    append_cells (self, "  ", (const char *const *) heads->pdata, separator);
  for (guint i = 0; i < block->rows->len; i++)
    {
      const HatoRow *row = g_ptr_array_index (block->rows, i);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      for (guint j = 0; j < row->cells->len; j++)
        g_ptr_array_add (cells, dup_sentence (self, g_ptr_array_index (row->cells, j)));
      g_ptr_array_add (cells, NULL);
      append_cells (self, heads->len > 1 ? "- " : "  ", (const char *const *) cells->pdata,
                    separator);
    }
}

static void
append_captioned (Rendering *self, const HatoBlock *block)
{
  g_autofree char *caption = dup_sentences (self, block);

  if (*caption != '\0')
    append_wrapped (self->text, "", caption);
  else if (g_str_has_suffix (self->text->str, "\n\n"))
    g_string_truncate (self->text, self->text->len - 1); /* it goes on from the block before */
  g_string_append_printf (self->text, "%s\n", block->text);
}

static void
append_verdict (Rendering *self, const HatoBlock *block)
{
  g_autofree char *text = dup_sentences (self, block);
  g_autofree char *first =
      g_strdup_printf ("%s %s: ", shapes[block->verdict], block->word != NULL ? block->word : "");

  append_wrapped (self->text, first, text);
}

static void
append_block (Rendering *self, const HatoBlock *block)
{
  g_autofree char *text = NULL;

  switch (block->kind)
    {
    case HATO_BLOCK_HEADING:
      append_heading (self, block);
      break;
    case HATO_BLOCK_VERDICT:
      append_verdict (self, block);
      break;
    case HATO_BLOCK_TABLE:
      append_table (self, block);
      break;
    case HATO_BLOCK_RECORD:
    case HATO_BLOCK_COMMAND:
    case HATO_BLOCK_LINK:
      append_captioned (self, block);
      break;
    case HATO_BLOCK_LIST:
      append_list (self, block);
      break;
    case HATO_BLOCK_PARAGRAPH:
    case HATO_BLOCK_MAIL_WAY:
    default:
      text = dup_sentences (self, block);
      append_wrapped (self->text, "", text);
      break;
    }
  g_string_append_c (self->text, '\n');
}

/** hato_text_render: (transfer full): the whole document; lines of 76 columns but for records, commands and addresses */
char *
hato_text_render (const HatoDocument *document)
{
  GString *text = g_string_new (NULL);

  if (document->sample_note != NULL)
    g_string_append_printf (text, "%s\n\n", document->sample_note);
  for (guint i = 0; i < document->sections->len; i++)
    {
      Rendering self = { text, g_ptr_array_index (document->sections, i) };

      for (guint j = 0; j < self.section->blocks->len; j++)
        append_block (&self, g_ptr_array_index (self.section->blocks, j));
    }
  g_string_append_printf (text, "--\n%s · %s\n%s\n", document->domain, document->time,
                          document->made_here);
  return g_string_free (text, FALSE);
}
