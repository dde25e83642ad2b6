/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/json-limits.h"

#include <string.h>

#include "base/cursor.h"
#include "base/error.h"

/* What JSON has outside its strings (RFC 8259 §2, §3, §6). */
#define PLAIN " \t\r\n,:+-.0123456789aeflnrstuE"

static gboolean
fail (const HatoCursor *cursor, const char *file, const char *what, GError **error)
{
  guint line = 1;

  for (gsize at = 0; at < cursor->position && at < cursor->size; at++)
    line += cursor->data[at] == '\n' ? 1 : 0;
  g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "%s, line %u: %s", file, line, what);
  return FALSE;
}

/* The rest of a string, its first quote being taken. */
static gboolean
skip_string (HatoCursor *cursor)
{
  guint8 byte;

  while (hato_cursor_take_u8 (cursor, &byte) && byte != '\0')
    {
      if (byte == '"')
        return TRUE;
      if (byte == '\\' && (!hato_cursor_take_u8 (cursor, &byte) || byte == '\0'))
        return FALSE;
    }
  return FALSE;
}

/**
 * hato_json_within_limits:
 * @file: what kind of file it is, for the error: "zone file"
 * @bytes: JSON from a stranger
 * @depth_max: how deep lists and objects may stand in each other
 * @values_max: how many values it may have
 *
 * Looks at JSON before it is handed to a parser, which calls itself for each level and takes much memory for each value, and which
 * lets pass more than JSON (comments, other quotes, what follows a NUL). It need not be right otherwise: the parser says that.
 *
 * Returns: FALSE with HATO_ERROR_INVALID_INPUT that names the line
 */
gboolean
hato_json_within_limits (const char *file,
                         gconstpointer bytes,
                         gsize size,
                         guint depth_max,
                         guint values_max,
                         GError **error)
{
  HatoCursor cursor;
  guint depth = 0, values = 0;
  guint8 byte;

  hato_cursor_init (&cursor, bytes, size);
  for (;;)
    {
      hato_cursor_take_any_of (&cursor, " \t\r\n");
      if (!hato_cursor_take_u8 (&cursor, &byte))
        return TRUE;

      switch (byte)
        {
        case '"':
          if (!skip_string (&cursor))
            return fail (&cursor, file, "a text in quotes does not end", error);
          break;
        case '[':
        case '{':
          values++;
          if (++depth > depth_max)
            return fail (&cursor, file, "too deep: a list in a list in a list …", error);
          break;
        case ']':
        case '}':
          if (depth == 0)
            return fail (&cursor, file, "a bracket ends that did not begin", error);
          depth--;
          break;
        case ',':
          values++;
          break;
        default:
          if (byte == '\0' || strchr (PLAIN, byte) == NULL)
            return fail (&cursor, file, "this is not JSON", error);
          break;
        }
      if (values > values_max)
        return fail (&cursor, file, "too many values", error);
    }
}
