/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/tag-list.h"

#include <string.h>

#include "base/cursor.h"

#define TAGS_MAX       256u      /* no record that anybody means has more */
#define WHITE_SPACE    " \t\r\n" /* RFC 6376 §2.8: what folding white space is made of */
#define FIELD_NAME_MAX 32u       /* RFC 8460 §3, RFC 8461 §3.1 */

static void
tag_free (gpointer data)
{
  HatoTag *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

/* Moves @start and @end inwards over white space. */
static void
trim (const HatoCursor *text, gsize *start, gsize *end)
{
  HatoCursor cursor = *text;

  hato_cursor_seek (&cursor, *start);
  hato_cursor_take_any_of (&cursor, WHITE_SPACE);
  *start = MIN (cursor.position, *end);
  while (*end > *start && hato_cursor_seek (&cursor, *end - 1)
         && hato_cursor_take_any_of (&cursor, WHITE_SPACE) > 0)
    (*end)--;
}

static gboolean
is_printable (const HatoCursor *text, gsize start, gsize end)
{
  HatoCursor cursor = *text;

  for (hato_cursor_seek (&cursor, start); cursor.position < end; hato_cursor_skip (&cursor, 1))
    {
      int byte = hato_cursor_peek (&cursor);

      if ((byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n') || byte > 0x7e)
        return FALSE;
    }
  return TRUE;
}

static HatoTag *
new_tag (const HatoCursor *text, gsize start, gsize end)
{
  HatoTag *tag = g_new0 (HatoTag, 1);
  HatoCursor cursor = *text;
  gsize name_start = start, equals;

  tag->start = start;
  tag->end = end;
  hato_cursor_seek (&cursor, start);
  hato_cursor_take_until_any_of (&cursor, "=");
  equals = cursor.position;
  tag->has_equals = equals < end;
  tag->name_end = tag->has_equals ? equals : start;
  tag->value_start = tag->has_equals ? equals + 1 : start;
  trim (text, &name_start, &tag->name_end);
  trim (text, &tag->value_start, &end);
  tag->spaced = tag->has_equals && (tag->name_end != equals || tag->value_start != equals + 1);
  tag->name = hato_cursor_dup_range (text, start, tag->name_end);
  tag->value = hato_cursor_dup_range (text, tag->value_start, tag->end);
  tag->printable = is_printable (text, tag->value_start, tag->end);
  return tag;
}

/**
 * hato_tag_list_new:
 * @text: a record, its strings joined
 *
 * Splits a record at its semicolons and each part at its first equals sign.
 *
 * Returns: (transfer full)
 */
HatoTagList *
hato_tag_list_new (gconstpointer text, gsize size)
{
  HatoTagList *self = g_new0 (HatoTagList, 1);
  HatoCursor cursor, all;

  self->tags = g_ptr_array_new_with_free_func (tag_free);
  hato_cursor_init (&cursor, text, size);
  all = cursor;
  while (!hato_cursor_at_end (&cursor))
    {
      gsize start = cursor.position, end;

      hato_cursor_take_until_any_of (&cursor, ";");
      end = cursor.position;
      trim (&all, &start, &end);
      if (start == end)
        self->n_empty += hato_cursor_at_end (&cursor) ? 0 : 1;
      else if (self->tags->len >= TAGS_MAX)
        self->too_big = TRUE;
      else
        g_ptr_array_add (self->tags, new_tag (&all, start, end));
      hato_cursor_take_char (&cursor, ';');
    }
  return self;
}

void
hato_tag_list_free (HatoTagList *self)
{
  g_ptr_array_unref (self->tags);
  g_free (self);
}

/** hato_tag_list_get: (transfer none) (nullable): NULL beyond the last one */
const HatoTag *
hato_tag_list_get (const HatoTagList *self, guint index)
{
  return index < self->tags->len ? g_ptr_array_index (self->tags, index) : NULL;
}

/** hato_tag_list_find: (transfer none) (nullable): the first tag of that name, in either case (RFC 5234 §2.3) */
const HatoTag *
hato_tag_list_find (const HatoTagList *self, const char *name)
{
  for (guint i = 0; i < self->tags->len; i++)
    {
      const HatoTag *tag = g_ptr_array_index (self->tags, i);

      if (tag->has_equals && g_ascii_strcasecmp (tag->name, name) == 0)
        return tag;
    }
  return NULL;
}

/** hato_tag_list_repeats: whether a tag before this one has its name (RFC 6376 §3.2: then the whole list is void) */
gboolean
hato_tag_list_repeats (const HatoTagList *self, guint index)
{
  const HatoTag *tag = g_ptr_array_index (self->tags, index);

  return tag->has_equals && hato_tag_list_find (self, tag->name) != tag;
}

/** hato_tag_to_string: (transfer full): "name=value", as the contract shows what is ignored */
char *
hato_tag_to_string (const HatoTag *tag)
{
  return tag->has_equals ? g_strconcat (tag->name, "=", tag->value, NULL) : g_strdup (tag->value);
}

/** hato_tag_is_field: whether it is an extension field as RFC 8460 §3 and RFC 8461 §3.1 write them, without white space */
gboolean
hato_tag_is_field (const HatoTag *tag)
{
  gsize length = strlen (tag->name);

  if (!tag->has_equals || tag->spaced || !tag->printable || length == 0 || length > FIELD_NAME_MAX
      || !g_ascii_isalnum (tag->name[0]) || tag->value[0] == '\0')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (tag->name[i]) && strchr ("_-.", tag->name[i]) == NULL)
      return FALSE;

  return strpbrk (tag->value, "= \t\r\n") == NULL;
}
