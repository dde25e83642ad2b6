/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/saved-mail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/cursor.h"
#include "base/error.h"
#include "bounce/charset.h"
#include "bounce/mime-guard.h"

#define PAIRS_LOOKED_AT 64u

/* Files that are no text: what they begin with, and what they are. */
static const struct
{
  const char *start;
  gsize size;
  const char *message;
} foreign[] = {
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8,
    N_ ("This file is in Outlook's own form (.msg). Open it in Outlook, copy its text, and use "
        "that.") },
  { "\x78\x9f\x3e\x22", 4,
    N_ ("This file is in Outlook's own form (winmail.dat). Open the mail in Outlook, copy its "
        "text, "
        "and use that.") },
  { "PK\x03\x04", 4, N_ ("This file is an archive. Unpack it first.") },
  { "%PDF-", 5, N_ ("This file is a document, not a mail. Copy its text, and use that.") },
  { "\x89PNG\r\n", 6, N_ ("This file is a picture. The text of the mail itself is needed.") },
  { "\xff\xd8\xff", 3, N_ ("This file is a picture. The text of the mail itself is needed.") },
};

static gboolean
is_foreign (const HatoCursor *file, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (file->size >= foreign[i].size
        && memcmp (file->data, foreign[i].start, foreign[i].size) == 0)
      {
        g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, foreign[i].message);
        return TRUE;
      }
  return FALSE;
}

/* Letters of two bytes, the second of which is 0: what Notepad saves as "Unicode", should its mark have been lost. */
static gboolean
has_wide_letters (const HatoCursor *file)
{
  gsize pairs = MIN (file->size / 2, PAIRS_LOOKED_AT), wide = 0;

  for (gsize i = 0; i < pairs; i++)
    wide += file->data[2 * i] != 0 && file->data[2 * i + 1] == 0;
  return pairs >= 8 && wide == pairs;
}

/* The charset of a file that is not made of bytes that are letters each (RFC 2781 §3.2); the mark is passed over. */
static const char *
take_wide_mark (HatoCursor *file)
{
  if (hato_cursor_take_literal (file, "\xff\xfe"))
    return "utf-16le";
  if (hato_cursor_take_literal (file, "\xfe\xff"))
    return "utf-16be";
  return has_wide_letters (file) ? "utf-16le" : NULL;
}

/* Lines with nothing but white space before the first that has something. */
static void
skip_blank_lines (HatoCursor *file)
{
  for (HatoCursor ahead = *file; !hato_cursor_at_end (&ahead);)
    {
      hato_cursor_take_any_of (&ahead, " \t");
      if (hato_cursor_take_any_of (&ahead, "\r\n") == 0)
        return;
      *file = ahead;
    }
}

/* Old Macs ended their lines with CR alone. */
static GBytes *
end_lines (const HatoCursor *file)
{
  gsize size = hato_cursor_get_left (file);
  guint8 *copy = g_memdup2 (file->data + file->position, size);

  for (gsize i = 0; i < size; i++)
    if (copy[i] == '\r')
      copy[i] = '\n';
  return g_bytes_new_take (copy, size);
}

/**
 * hato_saved_mail_read:
 * @bytes: a mail, a mailbox file or text, as a program saved it
 *
 * Takes away what programs add when they save: UTF-16 and byte order marks, empty lines at the top, line ends of CR alone.
 * Copies nothing where there is nothing of it.
 *
 * Returns: (transfer full) (nullable): the mail or text; NULL with %HATO_ERROR_INVALID_INPUT for a file that is no text,
 *   saying what it is (English, to be translated)
 */
GBytes *
hato_saved_mail_read (GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) text = g_bytes_ref (bytes);
  HatoCursor file;
  const char *wide;

  hato_cursor_init (&file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (is_foreign (&file, error))
    return NULL;

  wide = file.size <= HATO_MIME_SIZE_MAX ? take_wide_mark (&file) : NULL;
  if (wide != NULL)
    {
      char *narrow =
          hato_charset_to_utf8 (file.data + file.position, hato_cursor_get_left (&file), wide);

      g_bytes_unref (text);
      text = g_bytes_new_take (narrow, strlen (narrow));
      hato_cursor_init (&file, narrow, strlen (narrow));
    }
  hato_cursor_take_literal (&file, "\xef\xbb\xbf");
  skip_blank_lines (&file);
  if (hato_cursor_get_left (&file) <= HATO_MIME_SIZE_MAX && file.size > 0
      && memchr (file.data, '\n', file.size) == NULL && memchr (file.data, '\r', file.size) != NULL)
    return end_lines (&file);

  return g_bytes_new_from_bytes (text, file.position, hato_cursor_get_left (&file));
}
