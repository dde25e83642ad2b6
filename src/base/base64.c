/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/base64.h"

#include "base/cursor.h"

/* The characters alone; NULL and @bad set where there are others. */
static GString *
collect (const char *text, gsize size, gsize max, gsize *bad)
{
  g_autoptr (GString) base64 = g_string_sized_new (size);
  HatoCursor cursor;
  guint padding = 0;

  hato_cursor_init (&cursor, text, size);
  while (hato_cursor_take_any_of (&cursor, " \t\r\n"), !hato_cursor_at_end (&cursor))
    {
      int byte = hato_cursor_peek (&cursor);
      gboolean pad = byte == '=';

      *bad = cursor.position;
      if (!(g_ascii_isalnum (byte) || byte == '+' || byte == '/' || pad) || (padding > 0 && !pad)
          || padding == 2 || base64->len >= max)
        return NULL;

      padding += pad ? 1 : 0;
      if (!pad)
        g_string_append_c (base64, (char) byte);
      hato_cursor_skip (&cursor, 1);
    }
  *bad = size;
  return g_steal_pointer (&base64);
}

/**
 * hato_base64_decode:
 * @text: Base64 as mail records and headers have it (RFC 4648 §4, RFC 6376 §3.5): white space inside is ignored, and
 *   padding may be missing
 * @max: characters read at most, white space apart
 * @bad: (out): the offset of the first character that Base64 does not have, or of one too many; @size if all are right
 *
 * Returns: (transfer full) (nullable): the whole bytes that the text has
 */
GBytes *
hato_base64_decode (const char *text, gsize size, gsize max, gsize *bad)
{
  g_autoptr (GString) base64 = collect (text, size, max, bad);
  gsize n_bytes;
  guint8 *bytes;

  if (base64 == NULL)
    return NULL;
  if (base64->len % 4 == 1) /* no number of bytes ends so */
    g_string_truncate (base64, base64->len - 1);
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');
  bytes = g_base64_decode (base64->str, &n_bytes);
  return g_bytes_new_take (bytes, n_bytes);
}
