/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Japanese has no blanks, and a line may end at every letter; a reader stumbles where it does so within a phrase. Without a
 * dictionary: a phrase begins where Hiragana, which end it, are over, and where a bracket opens. */
#include "config.h"

#include "report/pdf-phrases.h"

#include <string.h>

typedef enum
{
  BLANK,
  LATIN, /* or anything else */
  HIRAGANA,
  KATAKANA,
  KANJI,
  OPENING,
  CLOSING,
  STOP,
} Kind;

static gboolean
is_one_of (gunichar letter, const char *letters)
{
  return g_utf8_strchr (letters, -1, letter) != NULL;
}

static Kind
get_latin_kind (gunichar letter)
{
  switch (letter)
    {
    case '\0':
    case ' ':
      return BLANK;
    case '(':
    case '[':
      return OPENING;
    case ')':
    case ']':
      return CLOSING;
    default:
      return LATIN;
    }
}

static Kind
get_kind (gunichar letter)
{
  if (letter < 0x80)
    return get_latin_kind (letter);
  if (letter == 0x200b || letter == 0x3000)
    return BLANK;
  if (is_one_of (letter, "、。，．！？：；"))
    return STOP;
  if (is_one_of (letter, "「『（【〔〈《“‘"))
    return OPENING;
  if (is_one_of (letter, "」』）】〕〉》”’"))
    return CLOSING;
  if (letter >= 0x3041 && letter <= 0x309f)
    return HIRAGANA;
  if (letter >= 0x30a0 && letter <= 0x30ff)
    return KATAKANA;
  return g_unichar_iswide (letter) ? KANJI : LATIN;
}

/* Whether a phrase may end between two letters of these kinds. */
static gboolean
is_end_of_kind (Kind before, Kind after)
{
  if (before == BLANK || after == BLANK)
    return TRUE;
  if (after == STOP || after == CLOSING || before == OPENING)
    return FALSE;
  if (before == STOP || after == OPENING)
    return TRUE;
  return (before == HIRAGANA || before == CLOSING) && after != HIRAGANA;
}

/* お and ご make polite what follows, and belong to it. */
static gboolean
is_polite (const char *at)
{
  gunichar letter = g_utf8_get_char (at);

  Kind next = get_kind (g_utf8_get_char (g_utf8_next_char (at)));

  return (letter == 0x304a || letter == 0x3054) && (next == KATAKANA || next == KANJI);
}

/* Whether a phrase may end behind the letter at @at. */
static gboolean
is_end (const char *at)
{
  const char *next = g_utf8_next_char (at);
  Kind before = get_kind (g_utf8_get_char (at));

  if (is_polite (at))
    return FALSE;
  if (before == HIRAGANA && *next != '\0' && is_polite (next))
    return TRUE;
  return is_end_of_kind (before, get_kind (g_utf8_get_char (next)));
}

/**
 * hato_pdf_phrases_measure:
 * @text: UTF-8, from where a phrase begins; not empty
 * @n_letters: (out): of the phrase, if it is Japanese; else 0
 *
 * Returns: bytes of the phrase; a blank is one of its own
 */
gsize
hato_pdf_phrases_measure (const char *text, guint *n_letters)
{
  const char *at = text;
  gboolean is_japanese = FALSE, is_over = FALSE;

  for (*n_letters = 0; !is_over; at = g_utf8_next_char (at))
    {
      Kind kind = get_kind (g_utf8_get_char (at));

      is_japanese = is_japanese || (kind >= HIRAGANA && kind <= KANJI);
      ++*n_letters;
      is_over = is_end (at);
    }
  if (!is_japanese)
    *n_letters = 0;
  return (gsize) (at - text);
}
