/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mail-source.h"

#include <string.h>

#include "base/cursor.h"
#include "base/error.h"

G_DEFINE_BOXED_TYPE (HatoMailSource, hato_mail_source, hato_mail_source_ref, hato_mail_source_unref)

static void
mail_field_free (gpointer data)
{
  HatoMailField *self = data;

  g_free (self->name);
  g_free (self);
}

/* Files keep mails with the line ends of their system; on the way each line ended in CRLF (RFC 5322 §2.3). Empty lines
 * before the header and the line that a mailbox file puts there are no part of the mail. */
static GBytes *
end_lines (gconstpointer bytes, gsize size)
{
  GByteArray *out = g_byte_array_sized_new ((guint) size + 2);
  HatoCursor cursor;

  hato_cursor_init (&cursor, bytes, size);
  hato_cursor_take_any_of (&cursor, "\r\n");
  if (hato_cursor_take_literal (&cursor, "From "))
    hato_cursor_take_until_any_of (&cursor, "\n"), hato_cursor_skip (&cursor, 1);
  while (!hato_cursor_at_end (&cursor))
    {
      gsize start = cursor.position, length;
      const guint8 *line;

      hato_cursor_take_until_any_of (&cursor, "\n");
      length = cursor.position - start;
      hato_cursor_seek (&cursor, start);
      line = hato_cursor_take_bytes (&cursor, length);
      if (length > 0 && line[length - 1] == '\r' && !hato_cursor_at_end (&cursor))
        length--;
      g_byte_array_append (out, line, (guint) length);
      if (hato_cursor_take_char (&cursor, '\n'))
        g_byte_array_append (out, (const guint8 *) "\r\n", 2);
    }
  return g_byte_array_free_to_bytes (out);
}

/* Moves behind the line that the cursor is in. */
static void
skip_line (HatoCursor *cursor)
{
  hato_cursor_take_until_any_of (cursor, "\n");
  hato_cursor_take_char (cursor, '\n');
}

/* Reads one field with its folded lines (RFC 5322 §2.2.3); NULL at a line that is none. */
static HatoMailField *
take_field (HatoCursor *cursor)
{
  HatoMailField *field;
  gsize start = cursor->position, name_end;

  hato_cursor_take_until_any_of (cursor, ":\r\n");
  name_end = cursor->position;
  if (name_end == start || !hato_cursor_take_char (cursor, ':'))
    return NULL;

  field = g_new0 (HatoMailField, 1);
  field->start = start;
  field->value = cursor->position;
  field->name = hato_cursor_dup_range (cursor, start, name_end);
  g_strchomp (field->name);
  for (char *at = field->name; *at != '\0'; at++)
    *at = g_ascii_tolower (*at);
  do
    skip_line (cursor);
  while (hato_cursor_peek (cursor) == ' ' || hato_cursor_peek (cursor) == '\t');
  field->end = cursor->position;
  return field;
}

static gboolean
read_header (HatoMailSource *self, GError **error)
{
  HatoCursor cursor;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (self->bytes, &size);

  hato_cursor_init (&cursor, bytes, size);
  while (!hato_cursor_at_end (&cursor) && !hato_cursor_take_literal (&cursor, "\r\n"))
    {
      gsize start = cursor.position;
      HatoMailField *field = take_field (&cursor);

      if (field == NULL)
        {
          hato_cursor_seek (&cursor, start);
          break;
        }
      g_ptr_array_add (self->fields, field);
      if (cursor.position > HATO_MIME_HEADERS_MAX)
        {
          g_set_error_literal (error, HATO_ERROR, HATO_ERROR_TOO_BIG,
                               "the header of the mail is larger than 256 kB");
          return FALSE;
        }
    }
  self->body = cursor.position;
  return TRUE;
}

/**
 * hato_mail_source_new:
 * @bytes: a mail as it was saved or pasted, with any line ends
 *
 * Returns: (transfer full) (nullable): the mail, without fields where the text does not begin with a header; NULL with
 *   %HATO_ERROR_TOO_BIG beyond the limits
 */
HatoMailSource *
hato_mail_source_new (gconstpointer bytes, gsize size, GError **error)
{
  g_autoptr (HatoMailSource) self = NULL;

  if (size > HATO_MIME_SIZE_MAX)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_TOO_BIG, "the mail is larger than 32 MB");
      return NULL;
    }
  self = g_atomic_rc_box_new0 (HatoMailSource);
  self->fields = g_ptr_array_new_with_free_func (mail_field_free);
  self->bytes = end_lines (bytes, size);
  return read_header (self, error) ? g_steal_pointer (&self) : NULL;
}

HatoMailSource *
hato_mail_source_ref (HatoMailSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
mail_source_clear (gpointer data)
{
  HatoMailSource *self = data;

  g_ptr_array_unref (self->fields);
  g_bytes_unref (self->bytes);
}

void
hato_mail_source_unref (HatoMailSource *self)
{
  g_atomic_rc_box_release_full (self, mail_source_clear);
}

/** hato_mail_source_get_field: (transfer none): @index is below the number of fields */
const HatoMailField *
hato_mail_source_get_field (const HatoMailSource *self, guint index)
{
  return g_ptr_array_index (self->fields, index);
}

/** hato_mail_source_dup_value: (transfer full): the value of a field on one line, without white space around it; bytes
 * that are not UTF-8 become U+FFFD, a NUL ends it */
char *
hato_mail_source_dup_value (const HatoMailSource *self, const HatoMailField *field)
{
  HatoCursor cursor;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (self->bytes, &size);
  g_autofree char *raw = NULL;
  char *value;

  hato_cursor_init (&cursor, bytes, size);
  raw = hato_cursor_dup_range (&cursor, field->value, field->end);
  value = g_utf8_make_valid (raw, -1);
  for (char *at = value; *at != '\0'; at++)
    if (*at == '\r' || *at == '\n' || *at == '\t')
      *at = ' ';
  return g_strstrip (value);
}
