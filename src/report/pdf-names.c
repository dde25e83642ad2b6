/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the name of a host, an address or a path may end a line: after its dots and the like, where a reader expects it. */
#include "config.h"

#include "report/pdf-names.h"

#include <string.h>

#define ENDS     ".-_/@:="
#define WORD_MAX 100u /* letters: what is longer is a key, which has no labels */

/** hato_pdf_names_is_letter: of a name, or of what stands before one in a record */
gboolean
hato_pdf_names_is_letter (char letter)
{
  return g_ascii_isalnum (letter) || (letter != '\0' && strchr (ENDS, letter) != NULL);
}

static gsize
measure_name (const char *text)
{
  gsize size = 0;

  while (hato_pdf_names_is_letter (text[size]))
    size++;
  return size;
}

static gboolean
is_end_of_label (const char *text)
{
  return strchr (ENDS, *text) != NULL && hato_pdf_names_is_letter (text[1]);
}

/**
 * hato_pdf_names_open:
 * @longest: letters of a name that fits in a line, and stays as it is
 *
 * Returns: (transfer full): @text with %HATO_PDF_OPENING behind each label of a longer name
 */
char *
hato_pdf_names_open (const char *text, guint longest)
{
  GString *opened = g_string_new (NULL);
  gsize size;

  for (; *text != '\0'; text += MAX (size, 1))
    {
      size = measure_name (text);
      if (size == 0)
        g_string_append_c (opened, *text);
      for (gsize i = 0; i < size; i++)
        {
          g_string_append_c (opened, text[i]);
          if (size > longest && is_end_of_label (text + i))
            g_string_append (opened, HATO_PDF_OPENING);
        }
    }
  return g_string_free (opened, FALSE);
}

static gsize
measure_word (const char *text)
{
  gsize size = strcspn (text, " ");

  return text[size] == ' ' ? size + 1 : size;
}

/* Up to the end of a label in a word of @size bytes, or all of it. */
static gsize
measure_label (const char *text, gsize size)
{
  for (gsize i = 0; i + 1 < size; i++)
    if (is_end_of_label (text + i))
      return i + 1;
  return size;
}

static guint
count_columns (const char *text, gsize size)
{
  guint n = 0;

  for (const char *at = text; at < text + size; at = g_utf8_next_char (at))
    n += g_unichar_iswide (g_utf8_get_char (at)) ? 2 : 1;
  return n;
}

/**
 * hato_pdf_names_break:
 * @text: one line of UTF-8
 * @columns: of a line; a Japanese letter takes two
 *
 * Returns: (transfer full): @text with line ends between its words, and between the labels of a word that does not fit in a
 * line; what is longer than a line still is
 */
char *
hato_pdf_names_break (const char *text, guint columns)
{
  GString *broken = g_string_new (NULL);
  guint column = 0;

  for (gsize word; *text != '\0'; text += word)
    {
      word = measure_word (text);
      for (gsize at = 0, size; at < word; at += size)
        {
          gboolean is_whole = count_columns (text, word) <= columns || word > WORD_MAX;
          guint width;

          size = is_whole ? word : measure_label (text + at, word - at);
          width = count_columns (text + at, size);
          if (column > 0 && column + width > columns && width <= columns)
            {
              g_string_append_c (broken, '\n');
              column = 0;
            }
          g_string_append_len (broken, text + at, (gssize) size);
          column += width;
          if (column > columns)
            column %= columns;
        }
    }
  return g_string_free (broken, FALSE);
}

static guint
measure_added (const char *text)
{
  return *text == '\n' ? 1 : g_str_has_prefix (text, HATO_PDF_OPENING) ? HATO_PDF_OPENING_SIZE : 0;
}

/** hato_pdf_names_find: where the byte at @at of a text is after line ends or openings were put into it */
guint
hato_pdf_names_find (const char *changed, guint at)
{
  guint place = 0, added;

  for (guint i = 0; changed[place] != '\0'; place += MAX (added, 1))
    {
      added = measure_added (changed + place);
      if (added == 0 && i++ == at)
        return place;
    }
  return place;
}

/** hato_pdf_names_count_openings: in the first @size bytes of @text */
guint
hato_pdf_names_count_openings (const char *text, gsize size)
{
  const char *end = text + size;
  guint n = 0;

  while ((text = g_strstr_len (text, end - text, HATO_PDF_OPENING)) != NULL)
    {
      text += HATO_PDF_OPENING_SIZE;
      n++;
    }
  return n;
}
