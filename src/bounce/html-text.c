/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/html-text.h"

#include <string.h>

#include "base/cursor.h"

#define TAG_NAME_MAX 10u
#define ENTITY_MAX   10u

static const char spaces[] = " \t\r\n\f";

/* What is not for reading, with all that stands in it. */
static const char *const hidden_tags[] = { "head", "script", "style", "title" };

/* What begins a new line. */
static const char *const line_tags[] = { "blockquote", "br", "div", "dd", "dt", "h1", "h2",
                                         "h3",         "h4", "hr",  "li", "ol", "p",  "pre",
                                         "table",      "td", "th",  "tr", "ul" };

static const struct
{
  const char *name;
  gunichar character;
} entities[] = {
  { "amp", '&' },      { "lt", '<' },       { "gt", '>' },        { "quot", '"' },
  { "apos", '\'' },    { "nbsp", ' ' },     { "copy", 0xa9 },     { "reg", 0xae },
  { "raquo", 0xbb },   { "laquo", 0xab },   { "ndash", '-' },     { "mdash", 0x2014 },
  { "rsquo", 0x2019 }, { "lsquo", 0x2018 }, { "hellip", 0x2026 }, { "zwnj", 0 },
};

static gboolean
is_one_of (const char *name, const char *const *names, gsize n_names)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* A character reference (HTML 4 §5.3), after its '&'. FALSE, and nothing moves, where it is none. */
static gboolean
take_entity (HatoCursor *cursor, gunichar *character)
{
  HatoCursor ahead = *cursor;
  guint64 number = 0;

  if (hato_cursor_take_char (&ahead, '#'))
    {
      gboolean is_hex = hato_cursor_take_char (&ahead, 'x') || hato_cursor_take_char (&ahead, 'X');

      for (guint n = 0; n < ENTITY_MAX; n++)
        {
          int digit = hato_cursor_peek (&ahead) == HATO_CURSOR_END
                          ? -1
                          : g_ascii_xdigit_value ((char) hato_cursor_peek (&ahead));

          if (digit < 0 || (!is_hex && digit > 9))
            break;
          number = MIN (number * (is_hex ? 16u : 10u) + (guint64) digit, G_MAXUINT32);
          hato_cursor_skip (&ahead, 1);
        }
      if (number == 0 || !g_unichar_validate ((gunichar) number))
        return FALSE;
    }
  else
    {
      gsize i = 0;

      while (i < G_N_ELEMENTS (entities) && !hato_cursor_take_literal (&ahead, entities[i].name))
        i++;
      if (i == G_N_ELEMENTS (entities))
        return FALSE;
      number = entities[i].character;
    }
  hato_cursor_take_char (&ahead, ';');
  *character = (gunichar) number;
  *cursor = ahead;
  return TRUE;
}

/* What was looked for to the end of the text and is not there is not looked for again: no work twice. */
typedef struct
{
  gboolean tag_end;
  gboolean hidden_end;
} Missing;

/* Passes over </NAME>; what was before it is not kept. Without one nothing is passed over: better too much than nothing. */
static void
skip_hidden (HatoCursor *cursor, const char *name, Missing *missing)
{
  HatoCursor ahead = *cursor;

  while (hato_cursor_take_until_any_of (&ahead, "<"), !hato_cursor_at_end (&ahead))
    {
      hato_cursor_skip (&ahead, 1);
      if (!hato_cursor_take_char (&ahead, '/') || !hato_cursor_take_literal_any_case (&ahead, name))
        continue;
      hato_cursor_take_until_any_of (&ahead, ">");
      hato_cursor_skip (&ahead, 1);
      *cursor = ahead;
      return;
    }
  missing->hidden_end = TRUE;
}

static void
end_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
}

/* After '<'. A '<' that begins no tag ("a < b", "<info@example.jp>") is text: addresses stand so in bounces. */
static gboolean
take_tag (HatoCursor *cursor, GString *text, Missing *missing)
{
  HatoCursor ahead = *cursor;
  gboolean is_end = hato_cursor_take_char (&ahead, '/');
  g_autofree char *name = NULL;
  gsize start = ahead.position;
  int next;

  if (hato_cursor_take_literal (&ahead, "!--"))
    is_end = TRUE;
  while (ahead.position - start < TAG_NAME_MAX
         && (next = hato_cursor_peek (&ahead)) != HATO_CURSOR_END
         && (g_ascii_isalnum ((char) next) || next == '!' || next == ':' || next == '-'))
    hato_cursor_skip (&ahead, 1);
  next = hato_cursor_peek (&ahead);
  if (ahead.position == start || next == HATO_CURSOR_END || strchr (" \t\r\n/>", next) == NULL)
    return FALSE;
  name = hato_cursor_dup_range (&ahead, start, ahead.position);
  if (hato_cursor_take_until_any_of (&ahead, ">"), !hato_cursor_skip (&ahead, 1))
    {
      missing->tag_end = TRUE;
      return FALSE;
    }
  *cursor = ahead;
  if (is_one_of (name, line_tags, G_N_ELEMENTS (line_tags)))
    end_line (text);
  else if (!is_end && !missing->hidden_end
           && is_one_of (name, hidden_tags, G_N_ELEMENTS (hidden_tags)))
    skip_hidden (cursor, name, missing);
  return TRUE;
}

/**
 * hato_html_text:
 * @html: valid UTF-8
 *
 * What a reader sees of HTML, without running or fetching anything: blocks become lines, white space is folded,
 * references to characters are resolved. Linear in the length.
 *
 * Returns: (transfer full): plain text, valid UTF-8
 */
char *
hato_html_text (const char *html)
{
  GString *text = g_string_sized_new (strlen (html) / 2);
  HatoCursor cursor;
  Missing missing = { .tag_end = FALSE };

  hato_cursor_init (&cursor, html, strlen (html));
  while (!hato_cursor_at_end (&cursor))
    {
      gsize start = cursor.position;
      gunichar character;

      g_string_append_len (text, html + start,
                           (gssize) hato_cursor_take_until_any_of (&cursor, "<& \t\r\n\f"));
      if (hato_cursor_take_any_of (&cursor, spaces) > 0)
        {
          if (text->len > 0 && strchr (" \n", text->str[text->len - 1]) == NULL)
            g_string_append_c (text, ' ');
        }
      else if (hato_cursor_take_char (&cursor, '&'))
        {
          if (!take_entity (&cursor, &character))
            g_string_append_c (text, '&');
          else if (character != 0)
            g_string_append_unichar (text, character);
        }
      else if (hato_cursor_take_char (&cursor, '<')
               && (missing.tag_end || !take_tag (&cursor, text, &missing)))
        g_string_append_c (text, '<');
    }
  return g_string_free (text, FALSE);
}
