/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/spf-macro.h"

#include <string.h>

#include "base/cursor.h"

#define EXPANDED_MAX 4096u /* an expansion that is longer is no name, and no sentence */
#define PARTS_MAX    128u

static void
append_address_dotted (GString *value, const HatoAddress *address)
{
  for (gsize i = 0; i < address->size; i++)
    if (address->size == 4)
      g_string_append_printf (value, "%s%u", i > 0 ? "." : "", address->bytes[i]);
    else /* §7.3: IPv6 by nibbles */
      g_string_append_printf (value, "%s%X.%X", i > 0 ? "." : "", address->bytes[i] >> 4,
                              address->bytes[i] & 0x0fu);
}

/* The text that a macro letter stands for (§7.2); FALSE for a letter that has none here. */
static gboolean
get_letter (char letter, const HatoSpfMacroInput *input, gboolean explanation, GString *value)
{
  g_autofree char *address = NULL;

  switch (letter)
    {
    case 's':
      g_string_append (value, input->sender);
      return TRUE;
    case 'l':
      g_string_append (value, input->local);
      return TRUE;
    case 'o':
      g_string_append (value, input->sender_domain);
      return TRUE;
    case 'd':
      g_string_append (value, input->domain);
      return TRUE;
    case 'i':
      append_address_dotted (value, &input->address);
      return TRUE;
    case 'p':
      g_string_append (value, input->validated != NULL ? input->validated : "unknown");
      return TRUE;
    case 'v':
      g_string_append (value, input->address.size == 4 ? "in-addr" : "ip6");
      return TRUE;
    case 'h':
      g_string_append (value, input->helo);
      return TRUE;
    case 'c':
      address = hato_address_to_string (&input->address);
      g_string_append (value, explanation ? address : "");
      return explanation;
    case 'r':
      g_string_append (value, explanation ? input->receiver : "");
      return explanation;
    case 't':
      if (explanation)
        g_string_append_printf (value, "%" G_GINT64_FORMAT, input->time);
      return explanation;
    default:
      return FALSE;
    }
}

/* Splits at the delimiters, turns round, keeps the last @keep parts, joins with dots (§7.3). */
static void
append_transformed (GString *expanded,
                    const GString *value,
                    const char *delimiters,
                    gboolean reverse,
                    guint64 keep)
{
  const char *starts[PARTS_MAX];
  gsize lengths[PARTS_MAX];
  guint n = 0, first;
  const char *at = value->str;

  for (;; at++)
    {
      starts[n] = at;
      lengths[n] = strcspn (at, delimiters);
      at += lengths[n];
      n++;
      if (*at == '\0' || n == PARTS_MAX)
        break;
    }
  first = keep > 0 && keep < n ? n - (guint) keep : 0;
  for (guint i = first; i < n; i++)
    {
      guint part = reverse ? n - 1 - i : i;

      if (i > first)
        g_string_append_c (expanded, '.');
      g_string_append_len (expanded, starts[part], (gssize) lengths[part]);
    }
}

/* macro-expand (§7.1) after "%{". */
static gboolean
expand_one (HatoCursor *cursor,
            const HatoSpfMacroInput *input,
            gboolean explanation,
            GString *expanded)
{
  g_autoptr (GString) value = g_string_new (NULL);
  char delimiters[8] = ""; /* there are seven */
  int letter = hato_cursor_peek (cursor);
  guint64 keep = 0;
  gboolean reverse;
  gsize n_delimiters = 0;

  if (!hato_cursor_skip (cursor, 1)
      || !get_letter (g_ascii_tolower ((char) letter), input, explanation, value))
    return FALSE;

  hato_cursor_take_decimal (cursor, G_MAXUINT32, &keep);
  reverse = hato_cursor_take_char (cursor, 'r') || hato_cursor_take_char (cursor, 'R');
  for (int byte; (byte = hato_cursor_peek (cursor)) > 0 && strchr (".-+,/_=", byte) != NULL;)
    {
      if (strchr (delimiters, byte) == NULL)
        delimiters[n_delimiters++] = (char) byte;
      hato_cursor_skip (cursor, 1);
    }
  if (n_delimiters == 0)
    delimiters[0] = '.';
  if (!hato_cursor_take_char (cursor, '}'))
    return FALSE;

  if (g_ascii_isupper ((char) letter)) /* §7.3: an upper-case letter asks for URL escapes */
    {
      g_autoptr (GString) transformed = g_string_new (NULL);
      g_autofree char *escaped = NULL;

      append_transformed (transformed, value, delimiters, reverse, keep);
      escaped = g_uri_escape_bytes ((const guint8 *) transformed->str, transformed->len, NULL);
      g_string_append (expanded, escaped);
    }
  else
    append_transformed (expanded, value, delimiters, reverse, keep);
  return expanded->len <= EXPANDED_MAX;
}

/**
 * hato_spf_macro_expand:
 * @text: a macro string that follows the grammar
 * @explanation: it is the text of an explanation: c, r and t are known, and spaces may stand in it
 * @expanded: what it stands for is appended
 *
 * Expands macros (RFC 7208 §7).
 *
 * Returns: FALSE where @text breaks the grammar or becomes too long
 */
gboolean
hato_spf_macro_expand (const char *text,
                       const HatoSpfMacroInput *input,
                       gboolean explanation,
                       GString *expanded)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, text, strlen (text));
  while (!hato_cursor_at_end (&cursor))
    {
      gsize start = cursor.position;
      gsize length = hato_cursor_take_until_any_of (&cursor, "%");

      g_string_append_len (expanded, text + start, (gssize) length);
      if (hato_cursor_at_end (&cursor))
        break;
      hato_cursor_skip (&cursor, 1);
      if (hato_cursor_take_char (&cursor, '%'))
        g_string_append_c (expanded, '%');
      else if (hato_cursor_take_char (&cursor, '_'))
        g_string_append_c (expanded, ' ');
      else if (hato_cursor_take_char (&cursor, '-'))
        g_string_append (expanded, "%20");
      else if (!hato_cursor_take_char (&cursor, '{')
               || !expand_one (&cursor, input, explanation, expanded))
        return FALSE;
    }
  return expanded->len <= EXPANDED_MAX;
}

/** hato_spf_macro_needs_validated: whether @text holds the macro p, whose value must be looked up first (§5.5). */
gboolean
hato_spf_macro_needs_validated (const char *text)
{
  for (const char *at = strstr (text, "%{"); at != NULL; at = strstr (at + 2, "%{"))
    if (at[2] == 'p' || at[2] == 'P')
      return TRUE;

  return FALSE;
}
