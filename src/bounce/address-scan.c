/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/address-scan.h"

#include <string.h>

#include "base/cursor.h"

#define LOCAL_MAX_BYTES  64u  /* RFC 5321 §4.5.3.1.1 */
#define DOMAIN_MAX_BYTES 255u /* RFC 5321 §4.5.3.1.2 */

/* RFC 5322 §3.2.3 atext and the dot, without what a text puts around an address: quotes, "=", "/" and the like. */
static gboolean
is_local_byte (guint8 byte)
{
  return g_ascii_isalnum ((char) byte) || strchr ("!#$%&*+-.=?^_{|}~", byte) != NULL;
}

static gboolean
is_domain_byte (int byte)
{
  return byte >= 0 && (byte >= 0x80 || g_ascii_isalnum ((char) byte) || byte == '-' || byte == '.');
}

/* The end of the domain at @from: ASCII labels, or a Japanese name up to a sign or a space. 0 = none. */
static gsize
find_domain_end (const HatoCursor *text, gsize from)
{
  HatoCursor cursor = *text;
  gsize end = 0;
  gboolean has_dot = FALSE;

  cursor.position = from;
  for (gsize at = from; at - from <= DOMAIN_MAX_BYTES; at++, cursor.position++)
    {
      int byte = hato_cursor_peek (&cursor);

      /* "taro@example.jpに": Japanese after a dotted ASCII name is the sentence going on. */
      if (!is_domain_byte (byte)
          || (byte >= 0xc0 && has_dot && end == at && text->data[at - 1] < 0x80))
        break;
      has_dot |= byte == '.';
      if (byte != '.' && byte != '-')
        end = at + 1;
    }
  while (end > from && end < text->size && (text->data[end] & 0xc0) == 0x80)
    end--; /* a name cut at its limit ends with a whole character */
  if (end == 0 || memchr (text->data + from, '.', end - from) == NULL)
    return 0;
  return end;
}

/* "550-taro@example.jp is unknown": a further line of an answer (RFC 5321 §4.2.1), run together with its first word. */
static gsize
skip_reply_code (const char *text, gsize size)
{
  return size > 4 && (text[0] == '4' || text[0] == '5') && g_ascii_isdigit (text[1])
                 && g_ascii_isdigit (text[2]) && text[3] == '-'
             ? 4
             : 0;
}

/**
 * hato_address_scan_next:
 * @span: (out): the first mail address at or after @from
 *
 * Returns: FALSE where there is none
 */
gboolean
hato_address_scan_next (const char *text, gsize size, gsize from, HatoAddressSpan *span)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, text, size);
  while (from < size)
    {
      const char *found = memchr (text + from, '@', size - from);
      gsize at, start, end;

      if (found == NULL)
        return FALSE;
      at = (gsize) (found - text);
      start = at;
      while (start > from && at - start < LOCAL_MAX_BYTES
             && is_local_byte ((guint8) text[start - 1]))
        start--;
      /* "<mailto:", "rfc822;" and quotation marks end before it; leading dots and signs are the text's. */
      while (start < at && strchr (".*-&|~#", text[start]) != NULL)
        start++;
      start += skip_reply_code (text + start, at - start);
      /* "DDA:SMTP=taro@example.jp": how Exchange writes it in an address of X.400 */
      if (at - start > 5 && g_ascii_strncasecmp (text + start, "smtp=", 5) == 0)
        start += 5;
      end = find_domain_end (&cursor, at + 1);
      if (start < at && end > 0)
        {
          span->start = start;
          span->end = end;
          return TRUE;
        }
      from = at + 1;
    }
  return FALSE;
}
