/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/visible-text.h"

#include <string.h>

#include "base/cursor.h"

#define LINE_MAX_BYTES 8192u /* of a line: limits T13; the rest of it is not looked at */
#define TAG_MAX_BYTES  512u
#define JOIN_MAX_BYTES 65536u /* that many bytes of a report tell all that it has to tell */

static void
line_free (gpointer data)
{
  HatoVisibleLine *self = data;

  g_free (self->text);
  hato_folded_text_free (self->folded);
  g_array_unref (self->frames);
  g_free (self);
}

/* Quoting (RFC 3676 §4.5): "> ", any depth. ">>> RCPT TO" of a transcript is none: a command follows its third sign. */
static void
skip_quoting (HatoCursor *cursor)
{
  for (;;)
    {
      HatoCursor ahead = *cursor;
      int after;

      hato_cursor_take_any_of (&ahead, " \t");
      if (!hato_cursor_take_char (&ahead, '>'))
        return;
      if (hato_cursor_take_literal (&ahead, ">> "))
        return;
      after = hato_cursor_peek (&ahead);
      if (after != ' ' && after != '>' && after != HATO_CURSOR_END && after < 0x80
          && !g_ascii_isalnum ((char) after) && after != '<' && after != '(')
        return;
      hato_cursor_take_char (&ahead, ' ');
      *cursor = ahead;
    }
}

static gboolean
is_tag_name (const HatoCursor *cursor)
{
  static const char *const names[] = {
    "br",   "div",   "/div", "p",     "/p",  "span",  "/span",  "b",       "/b",    "a",
    "/a",   "td",    "/td",  "tr",    "/tr", "table", "/table", "font",    "/font", "img",
    "html", "/html", "body", "/body", "pre", "/pre",  "strong", "/strong", "i",     "/i",
    "li",   "/li",   "ul",   "/ul",   "hr",  "h1",    "h2",     "h3",      "/h1",   "/h2",
    "/h3",  "o:p",   "/o:p", "tt",    "/tt", "code",  "/code"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      HatoCursor ahead = *cursor;

      if (hato_cursor_take_literal_any_case (&ahead, names[i])
          && hato_cursor_take_any_of (&ahead, " \t/>") > 0)
        return TRUE;
    }
  return FALSE;
}

/* What a mail program puts beside a word: a tag, or the link that Outlook adds ("a@example.jp<mailto:a@example.jp>"). */
static gboolean
skip_remains (HatoCursor *cursor)
{
  HatoCursor ahead = *cursor, name;

  if (!hato_cursor_take_char (&ahead, '<'))
    return FALSE;
  name = ahead;
  if (!hato_cursor_take_literal_any_case (&name, "mailto:")
      && !hato_cursor_take_literal_any_case (&name, "http:")
      && !hato_cursor_take_literal_any_case (&name, "https:") && !is_tag_name (&ahead))
    return FALSE;
  ahead.size = MIN (ahead.size, ahead.position + TAG_MAX_BYTES);
  hato_cursor_take_until_any_of (&ahead, ">");
  if (!hato_cursor_take_char (&ahead, '>'))
    return FALSE;
  cursor->position = ahead.position;
  return TRUE;
}

static gboolean
take_entity (HatoCursor *cursor, GString *text)
{
  static const struct
  {
    const char *entity;
    char byte;
  } entities[] = { { "&lt;", '<' },    { "&gt;", '>' },   { "&amp;", '&' },
                   { "&nbsp;", ' ' },  { "&quot;", '"' }, { "&#39;", '\'' },
                   { "&#x27;", '\'' }, { "&#64;", '@' },  { "&apos;", '\'' } };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (hato_cursor_take_literal (cursor, entities[i].entity))
      {
        g_string_append_c (text, entities[i].byte);
        return TRUE;
      }
  return FALSE;
}

/* Bytes that nothing special begins with. */
static void
take_plain (HatoCursor *cursor, GString *text)
{
  gsize start = cursor->position;

  hato_cursor_take_until_any_of (cursor, "<&\xc2\xe3\xef");
  g_string_append_len (text, (const char *) cursor->data + start,
                       (gssize) (cursor->position - start));
}

/* Half width for full, and no-break spaces for spaces: a person's keyboard or a mobile phone made them so. */
static gboolean
take_wide (HatoCursor *cursor, GString *text)
{
  const guint8 *bytes = cursor->data + cursor->position;
  gsize left = hato_cursor_get_left (cursor);

  if (left >= 2 && bytes[0] == 0xc2 && bytes[1] == 0xa0)
    {
      g_string_append_c (text, ' ');
      return hato_cursor_skip (cursor, 2);
    }
  if (left < 3)
    return FALSE;
  if (bytes[0] == 0xef && (bytes[1] == 0xbc || bytes[1] == 0xbd))
    {
      gunichar character =
          0xf000u | (gunichar) (bytes[1] & 0x3f) << 6 | (gunichar) (bytes[2] & 0x3f);

      if (character < 0xff01 || character > 0xff5e)
        return FALSE;
      g_string_append_c (text, (char) (character - 0xfee0));
      return hato_cursor_skip (cursor, 3);
    }
  if (bytes[0] == 0xe3 && bytes[1] == 0x80 && bytes[2] == 0x80)
    {
      g_string_append_c (text, ' ');
      return hato_cursor_skip (cursor, 3);
    }
  return FALSE;
}

static HatoVisibleLine *
line_new (HatoCursor line, const HatoMailFrameList *frames)
{
  HatoVisibleLine *self = g_new0 (HatoVisibleLine, 1);
  GString *text = g_string_new (NULL);
  gsize start;

  if (line.size - line.position > LINE_MAX_BYTES)
    {
      line.size = line.position + LINE_MAX_BYTES;
      while ((line.data[line.size] & 0xc0) == 0x80)
        line.size--; /* not amid a character */
    }
  skip_quoting (&line);
  start = line.position;
  hato_cursor_take_any_of (&line, " \t\r");
  self->indent = (guint) (line.position - start);
  while (take_plain (&line, text), !hato_cursor_at_end (&line))
    if (!skip_remains (&line) && !take_entity (&line, text) && !take_wide (&line, text))
      {
        g_string_append_c (text, (char) hato_cursor_peek (&line));
        hato_cursor_skip (&line, 1);
      }
  self->text = g_strstrip (g_string_free (text, FALSE));
  self->folded = hato_folded_text_new (self->text, strlen (self->text));
  self->frames = hato_mail_frame_list_find (frames, self->folded->text, self->folded->size);
  return self;
}

/** hato_visible_line_has: whether words of that role stand in the line */
gboolean
hato_visible_line_has (const HatoVisibleLine *self, HatoFrameRole role)
{
  for (guint i = 0; i < self->frames->len; i++)
    if (g_array_index (self->frames, HatoFrameMatch, i).frame->role == role)
      return TRUE;
  return FALSE;
}

/* "Return-Path: …" or "Received: …": the mail itself begins, announced or not. */
static gboolean
begins_mail (const HatoVisibleLine *line)
{
  static const char *const names[] = { "received: from ",  "received: by ", "return-path:",
                                       "dkim-signature: ", "received: (",   "x-google-smtp-source:",
                                       "arc-seal: ",       "x-received: " };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (line->folded->text, names[i]))
      return TRUE;
  return FALSE;
}

/**
 * hato_visible_text_new:
 * @text: what was pasted; what is no UTF-8 becomes replacement characters
 *
 * Returns: (transfer full): its lines, up to the message that came back, and that message
 */
HatoVisibleText *
hato_visible_text_new (const char *text, gsize size, HatoMailFrameList *frames)
{
  HatoVisibleText *self = g_new0 (HatoVisibleText, 1);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (size, HATO_VISIBLE_MAX_BYTES));
  HatoCursor cursor, line;

  self->frames = hato_mail_frame_list_ref (frames);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  hato_cursor_init (&cursor, valid, strlen (valid));
  hato_cursor_take_literal (&cursor, "\xef\xbb\xbf");
  for (gsize start = cursor.position;
       self->lines->len < HATO_VISIBLE_MAX_LINES && hato_cursor_take_line (&cursor, &line);
       start = cursor.position)
    {
      HatoVisibleLine *made = line_new (line, frames);
      gboolean is_mail = begins_mail (made);

      if (self->lines->len > 0 && (is_mail || hato_visible_line_has (made, HATO_FRAME_RETURNED)))
        {
          self->returned =
              hato_cursor_dup_range (&cursor, is_mail ? start : cursor.position, G_MAXSIZE);
          line_free (made);
          return self;
        }
      g_ptr_array_add (self->lines, made);
    }
  return self;
}

void
hato_visible_text_free (HatoVisibleText *self)
{
  hato_mail_frame_list_unref (self->frames);
  g_ptr_array_unref (self->lines);
  g_free (self->returned);
  g_free (self);
}

/** hato_visible_text_get_line: (transfer none): line @index, from 0 */
const HatoVisibleLine *
hato_visible_text_get_line (const HatoVisibleText *self, guint index)
{
  return g_ptr_array_index (self->lines, index);
}

/** hato_visible_text_join: (transfer full): the lines from @from up to @to, with line feeds between them */
char *
hato_visible_text_join (const HatoVisibleText *self, guint from, guint to)
{
  GString *joined = g_string_new (NULL);

  for (guint i = from; i < MIN (to, self->lines->len) && joined->len < JOIN_MAX_BYTES; i++)
    {
      g_string_append (joined, hato_visible_text_get_line (self, i)->text);
      g_string_append_c (joined, '\n');
    }
  return g_string_free (joined, FALSE);
}
