/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/foreign-text.h"

#include <string.h>

#define LINE_MAX_CHARACTERS 512 /* limits T1: longer unbroken text freezes a label */

/* Characters that a reader cannot see but a window or a terminal obeys. */
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
    case G_UNICODE_UNASSIGNED:
      return TRUE;
    default:
      return character == 0x115f || character == 0x1160 || character == 0x3164
             || character == 0xffa0 /* fillers */
             || (character >= 0xfe00 && character <= 0xfe0d);
    }
}

/* Appends the next character of @bytes in a harmless form; the bytes used. */
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
      g_string_append_unichar (text, 0xfffd);
      return 1;
    }
  if (character == '\n' && keep_line_feeds)
    g_string_append_c (text, '\n');
  else if (character == '\t' || character == '\n' || character == '\r')
    g_string_append_c (text, ' ');
  else if (is_treacherous (character))
    g_string_append_unichar (text, 0xfffd);
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

/** hato_foreign_block: (transfer full): all of @bytes, safe to show, broken hard after each @columns characters; line feeds stay. */
char *
hato_foreign_block (gconstpointer bytes, gsize size, guint columns)
{
  GString *text = g_string_sized_new (size + size / MAX (columns, 1) + 1);
  guint column = 0;

  for (gsize at = 0; at < size; column++)
    {
      if (((const char *) bytes)[at] == '\n')
        column = (guint) -1;
      else if (column >= columns)
        {
          g_string_append_c (text, '\n');
          column = 0;
        }
      at += append_safe (text, (const char *) bytes + at, size - at, TRUE);
    }
  return g_string_free (text, FALSE);
}
