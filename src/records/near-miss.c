/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people meant where a text is nearly a record. */
#include "config.h"

#include "records/near-miss.h"

#include <string.h>

#include "base/cursor.h"

#define FOLDED_MAX   512u /* bytes: enough to see what a text was meant to be */
#define DISTANCE_MAX 12u  /* letters: versions and tag names are short */

static gboolean
is_smart_quote (gunichar character)
{
  return (character >= 0x2018 && character <= 0x201f) || character == 0x300c || character == 0x300d
         || character == 0xff02 || character == 0xff07;
}

static gboolean
is_full_width (gunichar character)
{
  return (character >= 0xff01 && character <= 0xff60) || character == 0x3000 || character == 0x3001
         || character == 0x3002 || character == 0x301c || character == 0x30fc;
}

static gboolean
is_invisible (gunichar character)
{
  return character == 0xa0 || (character >= 0x200b && character <= 0x200f) || character == 0x2060
         || character == 0xfeff;
}

static HatoOddCharacter
judge_character (gunichar character)
{
  if (is_smart_quote (character))
    return HATO_ODD_SMART_QUOTE;
  if (is_full_width (character))
    return HATO_ODD_FULL_WIDTH;
  if (is_invisible (character))
    return HATO_ODD_INVISIBLE;
  if (character >= 0x7f)
    return HATO_ODD_OTHER;

  return character < 0x20 && character != '\t' ? HATO_ODD_CONTROL : HATO_ODD_NONE;
}

/**
 * hato_near_miss_find_odd:
 * @from: where to begin, in bytes
 * @start, @end: (out): the bytes of the character
 *
 * Finds the next character that does not belong into a record of printable ASCII.
 *
 * Returns: what it is; HATO_ODD_NONE where there is no more
 */
HatoOddCharacter
hato_near_miss_find_odd (gconstpointer text, gsize size, gsize from, gsize *start, gsize *end)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, text, size);
  if (!hato_cursor_seek (&cursor, from))
    return HATO_ODD_NONE;

  while (!hato_cursor_at_end (&cursor))
    {
      gsize left = hato_cursor_get_left (&cursor), length;
      int byte = hato_cursor_peek (&cursor);
      const char *at = (const char *) cursor.data + cursor.position;
      gunichar character =
          byte < 0x80 ? (gunichar) byte : g_utf8_get_char_validated (at, (gssize) left);
      gboolean broken = character == (gunichar) -1 || character == (gunichar) -2;
      HatoOddCharacter odd = broken ? HATO_ODD_OTHER : judge_character (character);

      length = broken ? 1 : (gsize) g_utf8_skip[byte];
      *start = cursor.position;
      hato_cursor_skip (&cursor, length);
      *end = cursor.position;
      if (odd != HATO_ODD_NONE)
        return odd;
    }
  return HATO_ODD_NONE;
}

/**
 * hato_near_miss_fold:
 *
 * Returns: (transfer full): the beginning of the text in half width and lower case, without the quotes, backslashes and
 *   spaces in front of it, and without the white space around its equals signs
 */
char *
hato_near_miss_fold (gconstpointer text, gsize size)
{
  g_autofree char *valid =
      g_utf8_make_valid (size > 0 ? text : "", (gssize) MIN (size, FOLDED_MAX));
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  GString *folded = g_string_new (NULL);

  for (const char *at = normal; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gboolean space = character == ' ' || character == '\t';
      gboolean skipped = character == '"' || character == '\'' || character == '`'
                         || character == '(' || character == '\\' || is_smart_quote (character)
                         || is_invisible (character);

      if (folded->len == 0 && (space || skipped))
        continue;
      if (space && folded->str[folded->len - 1] == '=')
        continue;
      while (character == '='
             && (g_str_has_suffix (folded->str, " ") || g_str_has_suffix (folded->str, "\t")))
        g_string_truncate (folded, folded->len - 1);
      g_string_append_unichar (folded, g_unichar_tolower (character));
    }
  return g_string_free (folded, FALSE);
}

/**
 * hato_near_miss_get_distance:
 *
 * Returns: how many edits (a letter put in, left out, changed, or two swapped) lead from @a to @b; G_MAXUINT where one of
 *   them is longer than a version or a tag name
 */
guint
hato_near_miss_get_distance (const char *a, const char *b)
{
  guint rows[DISTANCE_MAX + 1][DISTANCE_MAX + 1];
  gsize a_length = strlen (a), b_length = strlen (b);

  if (a_length > DISTANCE_MAX || b_length > DISTANCE_MAX)
    return G_MAXUINT;

  for (gsize i = 0; i <= a_length; i++)
    rows[i][0] = (guint) i;
  for (gsize j = 0; j <= b_length; j++)
    rows[0][j] = (guint) j;
  for (gsize i = 1; i <= a_length; i++)
    for (gsize j = 1; j <= b_length; j++)
      {
        guint cost = a[i - 1] == b[j - 1] ? 0 : 1;

        rows[i][j] = MIN (MIN (rows[i - 1][j] + 1, rows[i][j - 1] + 1), rows[i - 1][j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          rows[i][j] = MIN (rows[i][j], rows[i - 2][j - 2] + 1);
      }
  return rows[a_length][b_length];
}
