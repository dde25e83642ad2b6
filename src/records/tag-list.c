/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/tag-list.h"

#include <string.h>

#include "base/cursor.h"

static const char white_space[] = " \t\r\n"; /* FWS of RFC 6376 §2.8 */

static gsize
trim_end (const char *text, gsize start, gsize end)
{
  while (end > start && strchr (white_space, text[end - 1]) != NULL && text[end - 1] != '\0')
    end--;
  return end;
}

/**
 * hato_tag_list_split:
 * @complete: (out): FALSE where there were more than HATO_TAGS_MAX parts
 *
 * Splits a list of tags at the semicolons. An empty part stands in the list too, but for a last one (a final semicolon).
 *
 * Returns: (transfer full) (element-type HatoTag)
 */
GArray *
hato_tag_list_split (const char *text, gsize size, gboolean *complete)
{
  GArray *tags = g_array_new (FALSE, TRUE, sizeof (HatoTag));
  HatoCursor cursor;

  hato_cursor_init (&cursor, text, size);
  for (;;)
    {
      HatoTag tag = { 0 };
      gsize stop;

      hato_cursor_take_any_of (&cursor, white_space);
      tag.start = cursor.position;
      hato_cursor_take_until_any_of (&cursor, ";");
      stop = cursor.position;
      tag.end = trim_end (text, tag.start, stop);
      tag.name_end = tag.value_start = tag.end;
      for (gsize at = tag.start; at < tag.end && !tag.has_equals; at++)
        if (text[at] == '=')
          {
            HatoCursor value = cursor;

            tag.has_equals = TRUE;
            tag.name_end = trim_end (text, tag.start, at);
            hato_cursor_seek (&value, at + 1);
            hato_cursor_take_any_of (&value, white_space);
            tag.value_start = MIN (value.position, tag.end);
          }
      if (tag.start == tag.end && hato_cursor_at_end (&cursor))
        break;
      g_array_append_val (tags, tag);
      if (!hato_cursor_take_char (&cursor, ';') || tags->len == HATO_TAGS_MAX)
        break;
    }
  *complete = hato_cursor_at_end (&cursor);
  return tags;
}

/** hato_tag_is: whether the tag's name is @name, in this case. */
gboolean
hato_tag_is (const HatoTag *tag, const char *text, const char *name)
{
  gsize length = strlen (name);

  return tag->has_equals && tag->name_end - tag->start == length
         && memcmp (text + tag->start, name, length) == 0;
}

/** hato_tag_value_is: whether the tag's value is @value, in either case. */
gboolean
hato_tag_value_is (const HatoTag *tag, const char *text, const char *value)
{
  gsize length = strlen (value);

  return tag->end - tag->value_start == length
         && g_ascii_strncasecmp (text + tag->value_start, value, length) == 0;
}

/** hato_tag_dup_value: (transfer full) */
char *
hato_tag_dup_value (const HatoTag *tag, const char *text)
{
  return g_strndup (text + tag->value_start, tag->end - tag->value_start);
}

/** hato_tag_is_extension: whether the tag follows the grammar of an extension field (RFC 8461 §3.1, RFC 8460 §3): name of at most 32 characters, value of printable ones but ";" and "=". */
gboolean
hato_tag_is_extension (const HatoTag *tag, const char *text)
{
  gsize name = tag->name_end - tag->start;

  if (!tag->has_equals || name == 0 || name > 32 || !g_ascii_isalnum (text[tag->start])
      || tag->value_start == tag->end)
    return FALSE;

  for (gsize at = tag->start; at < tag->name_end; at++)
    if (!g_ascii_isalnum (text[at]) && strchr ("_-.", text[at]) == NULL)
      return FALSE;
  for (gsize at = tag->value_start; at < tag->end; at++)
    if (text[at] < 0x21 || text[at] > 0x7e || text[at] == '=')
      return FALSE;

  return TRUE;
}
