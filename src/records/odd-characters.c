/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/odd-characters.h"

#include <string.h>

#define FOLDED_MAX 2048u /* what is looked at to see what a text was meant to be */

static HatoOddCharacter
judge (gunichar character)
{
  if ((character >= 0x2018 && character <= 0x201f) || character == 0x300c || character == 0x300d
      || character == 0xff02 || character == 0xff07)
    return HATO_ODD_SMART_QUOTE;
  if ((character >= 0xff01 && character <= 0xff60) || (character >= 0x3000 && character <= 0x3002)
      || character == 0x301c || character == 0x30fc)
    return HATO_ODD_FULL_WIDTH;
  if (character >= 0x80)
    return HATO_ODD_NON_ASCII;

  return (character < 0x20 && character != '\t') || character == 0x7f ? HATO_ODD_CONTROL
                                                                      : HATO_ODD_NONE;
}

/**
 * hato_odd_character_find:
 * @start, @end: (out): the first odd character, in bytes
 *
 * Returns: what kind it is; HATO_ODD_NONE where all is as a record has it
 */
HatoOddCharacter
hato_odd_character_find (const char *text, gsize size, gsize *start, gsize *end)
{
  for (gsize at = 0; at < size;)
    {
      gunichar character = g_utf8_get_char_validated (text + at, (gssize) (size - at));
      gboolean broken = character == (gunichar) -1 || character == (gunichar) -2;
      gsize length = broken || text[at] == '\0' ? 1 : (gsize) g_utf8_skip[(guint8) text[at]];
      HatoOddCharacter kind =
          broken ? HATO_ODD_NON_ASCII : judge (text[at] == '\0' ? 0 : character);

      if (kind != HATO_ODD_NONE)
        {
          *start = at;
          *end = at + length;
          return kind;
        }
      at += length;
    }
  return HATO_ODD_NONE;
}

/** hato_odd_characters_fold: (transfer full): the text as it was meant: half width, lower case, without quotes and space in front. */
char *
hato_odd_characters_fold (const char *text, gsize size)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (size, FOLDED_MAX));
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  const char *at = normal;

  while (*at != '\0'
         && (judge (g_utf8_get_char (at)) == HATO_ODD_SMART_QUOTE
             || strchr (" \t\"'(`\\", *at) != NULL || g_str_has_prefix (at, "\ufeff")))
    at = g_utf8_next_char (at);
  return g_ascii_strdown (at, -1);
}
