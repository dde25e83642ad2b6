/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/concerned.h"

#include <gio/gio.h>
#include <string.h>

#include "base/cursor.h"

#define NAME_MAX_BYTES 253u /* RFC 1035 §2.3.4 */
#define IP_MAX_BYTES   45u  /* "0000:…:255.255.255.255" */
#define OPENERS        " [<('\"`"
#define NAME_BYTES     "abcdefghijklmnopqrstuvwxyz0123456789-_."
#define IP_BYTES       "0123456789abcdef.:"

static gboolean
is_ip (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL;
}

/* A token of @bytes at the cursor, without the dot that ends a sentence; NULL where it is longer than @max. No more is
 * looked at than that: a hostile text names an address at every other byte. */
static char *
take_token (HatoCursor *cursor, const char *bytes, gsize max)
{
  HatoCursor near = *cursor;
  gsize start = cursor->position, length;

  near.size = MIN (near.size, start + max + 1);
  length = hato_cursor_take_any_of (&near, bytes);
  if (length > max)
    return NULL;
  while (length > 0 && strchr (".:-", cursor->data[start + length - 1]) != NULL)
    length--;
  cursor->position = start + length;
  return length > 0 ? hato_cursor_dup_range (cursor, start, start + length) : NULL;
}

/* A domain at the cursor: of an address, what is after its at-sign. An IP address is none. */
static char *
take_domain (HatoCursor *cursor)
{
  g_autofree char *name = take_token (cursor, NAME_BYTES "+=@", NAME_MAX_BYTES + 64);
  const char *at = name != NULL ? strrchr (name, '@') : NULL;
  const char *domain = at != NULL ? at + 1 : name;

  if (domain == NULL || strchr (domain, '.') == NULL || domain[0] == '.'
      || strlen (domain) > NAME_MAX_BYTES || strpbrk (domain, "+=") != NULL || is_ip (domain))
    return NULL;
  return g_strdup (domain);
}

static char *
take_ip (HatoCursor *cursor)
{
  g_autofree char *text = NULL;

  hato_cursor_take_literal (cursor, "ipv6:"); /* RFC 5321 §4.1.3 */
  text = take_token (cursor, IP_BYTES, IP_MAX_BYTES);
  return text != NULL && is_ip (text) ? g_steal_pointer (&text) : NULL;
}

static char *
take_value (HatoCursor *cursor, const char *field)
{
  if (strcmp (field, "ip") == 0)
    return take_ip (cursor);
  if (strcmp (field, "domain") == 0)
    return take_domain (cursor);
  return take_token (cursor, NAME_BYTES, NAME_MAX_BYTES);
}

static gboolean
is_followed (HatoCursor *cursor, const char *after)
{
  if (after == NULL || hato_cursor_take_literal (cursor, after))
    return TRUE;
  return hato_cursor_take_any_of (cursor, "])>'\"") > 0 && hato_cursor_take_literal (cursor, after);
}

/* What @naming finds in @text, at the first place where all of it fits; its place in @start. */
static char *
find_named (const HatoBounceNaming *naming, const HatoFoldedText *text, gsize *start)
{
  gsize from = 0, length = strlen (naming->before);

  while (from + length <= text->size)
    {
      const char *found = memmem (text->text + from, text->size - from, naming->before, length);
      g_autofree char *value = NULL;
      HatoCursor cursor;

      if (found == NULL)
        return NULL;
      from = (gsize) (found - text->text) + 1;
      if (from > 1 && g_ascii_isalnum (found[-1]) && g_ascii_isalnum (found[0]))
        continue;
      hato_cursor_init (&cursor, text->text, text->size);
      hato_cursor_seek (&cursor, from - 1 + length);
      hato_cursor_take_any_of (&cursor, OPENERS);
      *start = cursor.position;
      value = take_value (&cursor, naming->field);
      if (value != NULL && is_followed (&cursor, naming->after))
        return g_steal_pointer (&value);
    }
  return NULL;
}

/**
 * hato_concerned_dup:
 * @text: the refusal, folded
 * @field: "ip", "domain" or "selector"
 *
 * Returns: (transfer full) (nullable): what the refusal names as its object, by the first naming of the catalogue
 *   that fits
 */
char *
hato_concerned_dup (const HatoBounceRuleList *rules, const HatoFoldedText *text, const char *field)
{
  const GPtrArray *namings = hato_bounce_rule_list_get_namings (rules);

  for (guint i = 0; i < namings->len; i++)
    {
      const HatoBounceNaming *naming = g_ptr_array_index (namings, i);
      g_autofree char *value = NULL;
      gsize start = 0;

      if (strcmp (naming->field, field) != 0)
        continue;
      value = find_named (naming, text, &start);
      if (value != NULL)
        return g_steal_pointer (&value);
    }
  return NULL;
}

/** hato_concerned_dup_any_ip: (transfer full) (nullable): the first address that stands alone in brackets: "[192.0.2.1]" */
char *
hato_concerned_dup_any_ip (const HatoFoldedText *text)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, text->text, text->size);
  while (!hato_cursor_at_end (&cursor))
    {
      g_autofree char *ip = NULL;

      hato_cursor_take_until_any_of (&cursor, "[");
      if (!hato_cursor_take_char (&cursor, '['))
        return NULL;
      ip = take_ip (&cursor);
      hato_cursor_take_any_of (&cursor, " 0123456789"); /* Gmail: "[192.0.2.1 14]" */
      if (ip != NULL && hato_cursor_peek (&cursor) == ']')
        return g_steal_pointer (&ip);
    }
  return NULL;
}
