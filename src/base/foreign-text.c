/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/foreign-text.h"

#include <string.h>

#define LINE_MAX_CHARACTERS 512 /* limits T1: longer unbroken text freezes a label */
#define MARKS_MAX           4u  /* on one letter; more of them take up room as letters do */
#define REPLACEMENT         0xfffdu
#define JOINER              0x200du

/* Invisible where Unicode calls them letters or marks: fillers, the grapheme joiner, vowels that are never seen, a blank. */
static const gunichar blanks[] = { 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 };

/* Characters that a reader cannot see but a window or a terminal obeys, or that may be anything. */
static gboolean
is_treacherous (gunichar character)
{
  switch ((int) g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT: /* bidi controls, zero-width characters, tags */
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
      return TRUE;
    case G_UNICODE_UNASSIGNED: /* noncharacters, too; but emoji are newer than this GLib */
      return character < 0x1f000 || character > 0x1faff;
    default:
      for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
        if (character == blanks[i])
          return TRUE;
      return character >= 0xfe00 && character <= 0xfe0d;
    }
}

/* What a zero-width joiner may join: emoji, their colours and genders. */
static gboolean
is_picture (gunichar character)
{
  if (character >= 0x110000 || character == REPLACEMENT)
    return FALSE;

  return character == 0xfe0f || (character >= 0x1f000 && character <= 0x1faff)
         || g_unichar_type (character) == G_UNICODE_OTHER_SYMBOL;
}

/* Whether the joiner at @bytes stands between two pictures, the first of them the last of @text. */
static gboolean
joins_pictures (const GString *text, const char *bytes, gsize size)
{
  const char *next = g_utf8_next_char (bytes);
  gsize left = size - (gsize) (next - bytes);

  return text->len > 0 && left > 0
         && is_picture (g_utf8_get_char (g_utf8_prev_char (text->str + text->len)))
         && is_picture (g_utf8_get_char_validated (next, (gssize) left));
}

/* Appends the next character of @bytes in a harmless form, one for one; the bytes used. */
static gsize
append_safe (GString *text, const char *bytes, gsize size, gboolean keep_line_feeds)
{
  gunichar character = g_utf8_get_char_validated (bytes, (gssize) size);

  if (bytes[0] == '\0')
    {
      g_string_append (text, "␀");
      return 1;
    }
  if (character == (gunichar) -1 || character == (gunichar) -2)
    {
      g_string_append_unichar (text, REPLACEMENT);
      return 1;
    }
  if (character == '\n' && keep_line_feeds)
    g_string_append_c (text, '\n');
  else if (character == '\t' || character == '\n' || character == '\r')
    g_string_append_c (text, ' ');
  else if (character == JOINER && joins_pictures (text, bytes, size))
    g_string_append_unichar (text, JOINER);
  else if (is_treacherous (character))
    g_string_append_unichar (text, REPLACEMENT);
  else
    g_string_append_unichar (text, character);
  return (gsize) g_utf8_skip[(guint8) bytes[0]];
}

/**
 * hato_foreign_text:
 * @bytes: from a stranger
 * @max_characters: how many are kept; "…" stands for the rest
 *
 * Returns: (transfer full): one line of valid UTF-8 without a character that a window, a page or a terminal would obey
 */
char *
hato_foreign_text (gconstpointer bytes, gsize size, gsize max_characters)
{
  GString *text = g_string_new (NULL);
  gsize count = 0;

  for (gsize at = 0; at < size; count++)
    {
      if (count == max_characters)
        {
          g_string_append (text, "…");
          break;
        }
      at += append_safe (text, (const char *) bytes + at, size - at, FALSE);
    }
  return g_string_free (text, FALSE);
}

/** hato_foreign_line: (transfer full): @text in one line, safe to show, 512 characters at most. */
char *
hato_foreign_line (const char *text)
{
  return hato_foreign_text (text, strlen (text), LINE_MAX_CHARACTERS);
}

/* How many columns the last character of @text takes; @n_marks counts those that took none. */
static guint
last_width (const GString *text, guint *n_marks)
{
  gunichar character = g_utf8_get_char (g_utf8_prev_char (text->str + text->len));

  if (g_unichar_iszerowidth (character) && *n_marks < MARKS_MAX)
    {
      ++*n_marks;
      return 0;
    }
  *n_marks = 0;
  return g_unichar_iswide (character) ? 2 : 1;
}

/**
 * hato_foreign_block:
 * @bytes: from a stranger
 * @columns: 2 or more; a Japanese character takes two
 *
 * Returns: (transfer full): all of @bytes, safe to show, broken hard where a line is full; line feeds stay, nothing else is
 * added. A beginning of @bytes gives as many characters of the text, which is how marks find their place
 */
char *
hato_foreign_block (gconstpointer bytes, gsize size, guint columns)
{
  GString *text = g_string_sized_new (size + size / MAX (columns, 1) + 1);
  guint column = 0, n_marks = 0;

  for (gsize at = 0; at < size;)
    {
      gsize before = text->len;
      guint width;

      at += append_safe (text, (const char *) bytes + at, size - at, TRUE);
      if (text->str[before] == '\n')
        {
          column = n_marks = 0;
          continue;
        }
      width = last_width (text, &n_marks);
      if (column + width > columns && column > 0)
        {
          g_string_insert_c (text, (gssize) before, '\n');
          column = 0;
        }
      column += width;
    }
  return g_string_free (text, FALSE);
}
