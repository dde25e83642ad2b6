/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cursor.h"

#include <string.h>

/**
 * hato_cursor_init:
 * @data: (nullable): the bytes, which must outlive the cursor
 * @size: how many
 *
 * Points @self at the first of @size bytes.
 */
void
hato_cursor_init (HatoCursor *self, gconstpointer data, gsize size)
{
  self->data = data;
  self->size = data != NULL ? size : 0;
  self->position = 0;
}

gboolean
hato_cursor_at_end (const HatoCursor *self)
{
  return self->position >= self->size;
}

/** hato_cursor_get_left: the number of bytes not read yet. */
gsize
hato_cursor_get_left (const HatoCursor *self)
{
  return self->size - self->position;
}

/** hato_cursor_peek: the next byte (0 … 255), or HATO_CURSOR_END. */
int
hato_cursor_peek (const HatoCursor *self)
{
  return hato_cursor_peek_at (self, 0);
}

/** hato_cursor_peek_at: the byte @ahead bytes after the next one, or HATO_CURSOR_END. */
int
hato_cursor_peek_at (const HatoCursor *self, gsize ahead)
{
  if (ahead >= hato_cursor_get_left (self))
    return HATO_CURSOR_END;

  return self->data[self->position + ahead];
}

/** hato_cursor_seek: moves to @position (0 … size). FALSE, and nothing moves, where there is no such place. */
gboolean
hato_cursor_seek (HatoCursor *self, gsize position)
{
  if (position > self->size)
    return FALSE;

  self->position = position;
  return TRUE;
}

/** hato_cursor_skip: passes over @count bytes. FALSE, and nothing moves, where fewer are left. */
gboolean
hato_cursor_skip (HatoCursor *self, gsize count)
{
  if (count > hato_cursor_get_left (self))
    return FALSE;

  self->position += count;
  return TRUE;
}

/** hato_cursor_take_char: passes over the next byte if it is @wanted. */
gboolean
hato_cursor_take_char (HatoCursor *self, char wanted)
{
  if (hato_cursor_peek (self) != (guint8) wanted)
    return FALSE;

  self->position++;
  return TRUE;
}

/** hato_cursor_take_literal: passes over @literal if it comes next, in exactly this case. */
gboolean
hato_cursor_take_literal (HatoCursor *self, const char *literal)
{
  gsize length = strlen (literal);

  if (length > hato_cursor_get_left (self)
      || memcmp (self->data + self->position, literal, length) != 0)
    return FALSE;

  self->position += length;
  return TRUE;
}

/** hato_cursor_take_literal_any_case: passes over @literal if it comes next, ASCII letters in either case. */
gboolean
hato_cursor_take_literal_any_case (HatoCursor *self, const char *literal)
{
  gsize length = strlen (literal);

  if (length > hato_cursor_get_left (self)
      || g_ascii_strncasecmp ((const char *) self->data + self->position, literal, length) != 0)
    return FALSE;

  self->position += length;
  return TRUE;
}

/* Sets have a few bytes: a call of strchr () would take longer than they do. */
static gboolean
set_has (const char *set, guint8 byte)
{
  for (; *set != '\0'; set++)
    if ((guint8) *set == byte)
      return TRUE;
  return FALSE;
}

/** hato_cursor_take_any_of: passes over the bytes that are in @set; their number. NUL is in no set. */
gsize
hato_cursor_take_any_of (HatoCursor *self, const char *set)
{
  gsize start = self->position;

  while (self->position < self->size && set_has (set, self->data[self->position]))
    self->position++;

  return self->position - start;
}

/** hato_cursor_take_until_any_of: passes over the bytes before the next one of @set, or to the end; their number. */
gsize
hato_cursor_take_until_any_of (HatoCursor *self, const char *set)
{
  gsize start = self->position;

  while (self->position < self->size && !set_has (set, self->data[self->position]))
    self->position++;

  return self->position - start;
}

/**
 * hato_cursor_take_decimal:
 * @max: the largest value that is accepted
 *
 * Reads ASCII digits. FALSE, and nothing moves, where there is none or the number is above @max.
 */
gboolean
hato_cursor_take_decimal (HatoCursor *self, guint64 max, guint64 *value)
{
  gsize start = self->position;
  guint64 number = 0;

  for (int byte; (byte = hato_cursor_peek (self)) >= '0' && byte <= '9'; self->position++)
    {
      guint64 digit = (guint64) (byte - '0');

      if (digit > max || number > (max - digit) / 10)
        {
          self->position = start;
          return FALSE;
        }
      number = number * 10 + digit;
    }
  if (self->position == start)
    return FALSE;

  *value = number;
  return TRUE;
}

gboolean
hato_cursor_take_u8 (HatoCursor *self, guint8 *value)
{
  const guint8 *bytes = hato_cursor_take_bytes (self, 1);

  if (bytes == NULL)
    return FALSE;

  *value = bytes[0];
  return TRUE;
}

/** hato_cursor_take_u16: two bytes in network order. */
gboolean
hato_cursor_take_u16 (HatoCursor *self, guint16 *value)
{
  const guint8 *bytes = hato_cursor_take_bytes (self, 2);

  if (bytes == NULL)
    return FALSE;

  *value = (guint16) (bytes[0] << 8 | bytes[1]);
  return TRUE;
}

/** hato_cursor_take_u32: four bytes in network order. */
gboolean
hato_cursor_take_u32 (HatoCursor *self, guint32 *value)
{
  const guint8 *bytes = hato_cursor_take_bytes (self, 4);

  if (bytes == NULL)
    return FALSE;

  *value = (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
  return TRUE;
}

/** hato_cursor_take_bytes: (nullable): passes over @count bytes and points at them; NULL where fewer are left. */
const guint8 *
hato_cursor_take_bytes (HatoCursor *self, gsize count)
{
  const guint8 *bytes = self->data + self->position;

  return hato_cursor_skip (self, count) ? bytes : NULL;
}

/** hato_cursor_take_slice: passes over @count bytes and makes @slice a cursor over just these. */
gboolean
hato_cursor_take_slice (HatoCursor *self, gsize count, HatoCursor *slice)
{
  const guint8 *bytes = hato_cursor_take_bytes (self, count);

  if (bytes == NULL)
    return FALSE;

  hato_cursor_init (slice, bytes, count);
  return TRUE;
}

/** hato_cursor_dup_range: (transfer full): a terminated copy of the bytes from @start up to @end, cut at the data's end. */
char *
hato_cursor_dup_range (const HatoCursor *self, gsize start, gsize end)
{
  end = MIN (end, self->size);
  start = MIN (start, end);

  return g_strndup ((const char *) self->data + start, end - start);
}

/**
 * hato_cursor_take_line:
 * @line: (out): the bytes before the next line feed, or to the end; a carriage return before it stays
 *
 * Passes over the line and its line feed. FALSE, and nothing moves, at the end of the data.
 */
gboolean
hato_cursor_take_line (HatoCursor *self, HatoCursor *line)
{
  gsize left = hato_cursor_get_left (self);
  const guint8 *start, *feed;

  if (left == 0)
    return FALSE;

  start = self->data + self->position;
  feed = memchr (start, '\n', left);
  hato_cursor_init (line, start, feed != NULL ? (gsize) (feed - start) : left);
  self->position += line->size + (feed != NULL ? 1 : 0);
  return TRUE;
}
