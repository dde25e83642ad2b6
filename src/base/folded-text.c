/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/folded-text.h"

#include <string.h>

#define REPLACEMENT 0xfffdu
#define CJK_FIRST   0x2e80u /* from here on scripts have no spaces between words */

/* The plain form of a character; '\0' = it is not there at all; ' ' = white space. */
static gunichar
fold_character (gunichar character)
{
  if (character > ' ' && character < 0x7f)
    return (gunichar) g_ascii_tolower ((char) character);
  switch (character)
    {
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
    case 0xa0:   /* no-break space */
    case 0x202f: /* narrow no-break space */
    case 0x3000: /* ideographic space */
      return ' ';
    case 0x2018:
    case 0x2019:
    case 0x02bc:
      return '\'';
    case 0x201c:
    case 0x201d:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2013:
      return '-';
    case 0xad: /* soft hyphen */
    case 0x200b:
    case 0x200c:
    case 0x200d:
    case 0x2060:
    case 0xfeff:
      return '\0';
    default:
      break;
    }
  if (character >= 0xff01 && character <= 0xff5e)
    character -= 0xfee0;
  return character < 0x80 ? (gunichar) g_ascii_tolower ((char) character) : character;
}

/* The character at @text: one byte of what is no UTF-8 counts as one. */
static gunichar
read_character (const char *text, gsize left, gsize *used)
{
  gunichar character;

  if ((guint8) text[0] < 0x80)
    {
      *used = 1;
      return (guint8) text[0];
    }
  character = g_utf8_get_char_validated (text, (gssize) left);
  if (character == (gunichar) -1 || character == (gunichar) -2)
    {
      *used = 1;
      return REPLACEMENT;
    }
  *used = (gsize) g_utf8_skip[(guint8) text[0]];
  return character;
}

/* The room for it is there: a character never folds to a longer one, but for U+FFFD. */
static void
append (HatoFoldedText *self, gunichar character, gsize place)
{
  gsize before = self->size;

  if (character < 0x80)
    self->text[self->size++] = (char) character;
  else
    self->size += (gsize) g_unichar_to_utf8 (character, self->text + before);
  for (gsize i = before; i < self->size; i++)
    self->places[i] = (guint32) place;
}

/**
 * hato_folded_text_new:
 * @text: of @size bytes, below 4 GiB; what is no UTF-8 becomes replacement characters
 *
 * Returns: (transfer full): its folded form, without white space at either end
 */
HatoFoldedText *
hato_folded_text_new (const char *text, gsize size)
{
  HatoFoldedText *self = g_new0 (HatoFoldedText, 1);
  gsize room = (g_utf8_validate_len (text, size, NULL) ? size : size * 3) + 1;
  gboolean space = FALSE;
  gunichar last = 0;

  self->text = g_malloc (room);
  self->places = g_new (guint32, room);
  for (gsize at = 0, used; at < size; at += used)
    {
      gunichar character = fold_character (read_character (text + at, size - at, &used));

      if (character == ' ')
        space = TRUE;
      else if (character != '\0')
        {
          /* Japanese has no spaces between words: one there is a broken line. */
          if (space && self->size > 0 && (character < CJK_FIRST || last < CJK_FIRST))
            append (self, ' ', at - 1);
          space = FALSE;
          last = character;
          append (self, character, at);
        }
    }
  self->text[self->size] = '\0';
  self->places[self->size] = (guint32) size;
  return self;
}

void
hato_folded_text_free (HatoFoldedText *self)
{
  g_free (self->text);
  g_free (self->places);
  g_free (self);
}
