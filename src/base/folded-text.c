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

static void
append (GString *folded, GArray *places, gunichar character, gsize place)
{
  gsize before = folded->len;

  g_string_append_unichar (folded, character);
  for (gsize i = before; i < folded->len; i++)
    {
      guint32 at = (guint32) place;

      g_array_append_val (places, at);
    }
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
  GString *folded = g_string_sized_new (size + 1);
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) size + 1);
  gboolean space = FALSE;
  gunichar last = 0;
  guint32 end = (guint32) size;

  for (gsize at = 0, used; at < size; at += used)
    {
      gunichar character = fold_character (read_character (text + at, size - at, &used));

      if (character == ' ')
        space = TRUE;
      else if (character != '\0')
        {
          /* Japanese has no spaces between words: one there is a broken line. */
          if (space && folded->len > 0 && (character < CJK_FIRST || last < CJK_FIRST))
            append (folded, places, ' ', at - 1);
          space = FALSE;
          last = character;
          append (folded, places, character, at);
        }
    }
  g_array_append_val (places, end);
  self->size = folded->len;
  self->text = g_string_free (folded, FALSE);
  self->places = (guint32 *) (gpointer) g_array_free (places, FALSE);
  return self;
}

void
hato_folded_text_free (HatoFoldedText *self)
{
  g_free (self->text);
  g_free (self->places);
  g_free (self);
}
