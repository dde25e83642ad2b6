/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/received.h"

#include <string.h>

#include "base/address.h"
#include "base/cursor.h"

#define WORD_MAX 255u
#define HOPS_MAX 4096u /* bytes of one header that are read */

static const char separators[] = " \t()[]<>;,";

/* Protocols of a logged-in program, of the web and of the machine itself (RFC 3848, IANA "Mail Transmission Types"). */
static const char *const submissions[] = { "esmtpa", "esmtpsa", "asmtp",     "http",
                                           "https",  "local",   "utf8smtpa", "utf8smtpsa" };

G_DEFINE_BOXED_TYPE (HatoReceived, hato_received, hato_received_ref, hato_received_unref)

HatoReceived *
hato_received_ref (HatoReceived *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
received_clear (gpointer data)
{
  HatoReceived *self = data;

  g_free (self->from);
  g_free (self->address);
  g_free (self->by);
  g_free (self->recipient);
}

void
hato_received_unref (HatoReceived *self)
{
  g_atomic_rc_box_release_full (self, received_clear);
}

/* The clause that a word begins; white space and parentheses stand around the words. */
typedef enum
{
  CLAUSE_NONE,
  CLAUSE_FROM,
  CLAUSE_BY,
  CLAUSE_WITH,
  CLAUSE_FOR,
} Clause;

static gboolean
begins_clause (const char *word, Clause *clause)
{
  static const struct
  {
    const char *word;
    Clause clause;
  } clauses[] = { { "from", CLAUSE_FROM }, { "by", CLAUSE_BY },    { "with", CLAUSE_WITH },
                  { "for", CLAUSE_FOR },   { "via", CLAUSE_NONE }, { "id", CLAUSE_NONE } };

  for (gsize i = 0; i < G_N_ELEMENTS (clauses); i++)
    if (g_ascii_strcasecmp (word, clauses[i].word) == 0)
      {
        *clause = clauses[i].clause;
        return TRUE;
      }
  return FALSE;
}

static void
set_once (char **text, const char *value)
{
  if (*text == NULL)
    *text = g_strdup (value);
}

static void
read_from (HatoReceived *self, const char *word)
{
  const char *text = g_ascii_strncasecmp (word, "IPv6:", 5) == 0 ? word + 5 : word;
  HatoAddress address;

  if (!hato_address_parse (text, &address))
    set_once (&self->from, word);
  else if (!hato_address_is_private (&address))
    {
      hato_address_unmap (&address);
      if (self->address == NULL)
        self->address = hato_address_to_string (&address);
    }
}

static void
read_word (HatoReceived *self, Clause clause, const char *word)
{
  switch (clause)
    {
    case CLAUSE_FROM:
      read_from (self, word);
      break;
    case CLAUSE_BY:
      set_once (&self->by, word);
      break;
    case CLAUSE_WITH:
      for (gsize i = 0; i < G_N_ELEMENTS (submissions); i++)
        self->is_submission |= g_ascii_strcasecmp (word, submissions[i]) == 0;
      break;
    case CLAUSE_FOR:
      if (strchr (word, '@') != NULL)
        set_once (&self->recipient, word);
      break;
    case CLAUSE_NONE:
    default:
      break;
    }
}

/**
 * hato_received_parse:
 * @value: of a Received header, unfolded, valid UTF-8
 *
 * Servers write this header each in its own way: the words are read, whatever stands around them.
 * Returns: (transfer full): what it says
 */
HatoReceived *
hato_received_parse (const char *value)
{
  HatoReceived *self = g_atomic_rc_box_new0 (HatoReceived);
  HatoCursor cursor;
  Clause clause = CLAUSE_NONE;
  gboolean is_open = FALSE; /* inside a comment words begin no clause: "(envelope-from by …)" */

  hato_cursor_init (&cursor, value, strnlen (value, HOPS_MAX));
  while (!hato_cursor_at_end (&cursor))
    {
      g_autofree char *word = NULL;
      gsize start, size;

      for (int next = hato_cursor_peek (&cursor);
           next != HATO_CURSOR_END && next != '\0' && strchr (separators, next) != NULL;
           next = hato_cursor_peek (&cursor))
        {
          is_open = next == '(' || (is_open && next != ')');
          hato_cursor_skip (&cursor, 1);
        }
      start = cursor.position;
      size = hato_cursor_take_until_any_of (&cursor, separators);
      if (size == 0 || size > WORD_MAX)
        continue;
      word = hato_cursor_dup_range (&cursor, start, cursor.position);
      if (is_open || !begins_clause (word, &clause))
        read_word (self, clause, word);
    }
  self->is_submission |= self->from == NULL && self->address == NULL;
  return self;
}
