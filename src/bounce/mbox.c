/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mbox.h"

#include <string.h>

#define FROM_LINE_MAX 512u

/* "From sender Mon Jun  1 10:00:00 2026" (RFC 4155 Appendix A). A sentence that begins with the word has no time of day. */
static gboolean
is_from_line (HatoCursor line)
{
  if (line.size > FROM_LINE_MAX || !hato_cursor_take_literal (&line, "From "))
    return FALSE;

  while (hato_cursor_take_until_any_of (&line, ":"), hato_cursor_skip (&line, 1))
    {
      gsize at = line.position;

      if (at >= 3 && at + 1 < line.size && g_ascii_isdigit (line.data[at - 2])
          && g_ascii_isdigit (line.data[at]) && g_ascii_isdigit (line.data[at + 1]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_empty (const HatoCursor *line)
{
  return line->size == 0 || (line->size == 1 && line->data[0] == '\r');
}

/**
 * hato_mbox_take:
 * @file: one mail, or several one after another, each after its From line (RFC 4155 Appendix A)
 * @mail: (out): the next one, without its From line
 *
 * A file that does not begin with a From line is one mail. A From line within counts after an empty line only.
 * Returns: FALSE, and nothing moves, at the end of the file
 */
gboolean
hato_mbox_take (HatoCursor *file, HatoCursor *mail)
{
  HatoCursor line, ahead = *file;
  gboolean is_mbox, after_empty = FALSE;
  gsize start = file->position, end;

  if (!hato_cursor_take_line (&ahead, &line))
    return FALSE;
  is_mbox = is_from_line (line);
  if (is_mbox)
    start = ahead.position;
  else
    hato_cursor_seek (&ahead, ahead.size);
  for (end = ahead.position; is_mbox && hato_cursor_take_line (&ahead, &line); end = ahead.position)
    {
      if (after_empty && is_from_line (line))
        break;
      after_empty = is_empty (&line);
    }
  hato_cursor_seek (file, end);
  hato_cursor_init (mail, file->data + start, end - start);
  return TRUE;
}

/* ">From " of any depth of quoting. */
static gboolean
is_escaped (const HatoCursor *line)
{
  HatoCursor ahead = *line;

  return hato_cursor_take_any_of (&ahead, ">") > 0 && hato_cursor_take_literal (&ahead, "From ");
}

/**
 * hato_mbox_unescape:
 * @mail: a mail of an mbox
 *
 * Returns: (transfer full): the mail as it was before it was put there: one '>' less before each "From " that begins a line
 * (the "mboxrd" form of RFC 4155 Appendix A)
 */
GBytes *
hato_mbox_unescape (const HatoCursor *mail)
{
  HatoCursor cursor = *mail, line;
  g_autoptr (GByteArray) bytes = NULL;

  if (mail->size == 0 || memmem (mail->data, mail->size, ">From ", strlen (">From ")) == NULL)
    return g_bytes_new (mail->data, mail->size);

  bytes = g_byte_array_sized_new ((guint) mail->size);
  while (hato_cursor_take_line (&cursor, &line))
    {
      gsize size = line.size + (cursor.data + cursor.position > line.data + line.size ? 1 : 0);
      gsize skip = is_escaped (&line) ? 1 : 0;

      g_byte_array_append (bytes, line.data + skip, (guint) (size - skip));
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
