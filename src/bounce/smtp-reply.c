/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/smtp-reply.h"

#include <string.h>

#include "base/cursor.h"

#define STATUS_PART_MAX 999u /* RFC 3463 §2: up to three digits */

/* How sure it is that three digits are a reply code. */
typedef enum
{
  CREDIT_NONE,
  CREDIT_BARE,   /* digits and then words */
  CREDIT_MARKED, /* at the start, or after what announces an answer */
  CREDIT_STATUS, /* an enhanced status follows */
} Credit;

static gboolean
is_white (int byte)
{
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The byte before the cursor, or HATO_CURSOR_END. */
static int
peek_before (const HatoCursor *cursor)
{
  return cursor->position > 0 ? cursor->data[cursor->position - 1] : HATO_CURSOR_END;
}

static gboolean
is_word (int byte)
{
  return byte >= 0 && byte < 0x80 && g_ascii_isalnum ((char) byte);
}

/* An enhanced status at the cursor (RFC 3463 §2), which then stands after it. */
static gboolean
take_status (HatoCursor *cursor, char status[HATO_SMTP_STATUS_SIZE])
{
  HatoCursor ahead = *cursor;
  guint64 subject, detail;
  int class = hato_cursor_peek (&ahead);

  if ((class != '2' && class != '4' && class != '5') || !hato_cursor_skip (&ahead, 1)
      || !hato_cursor_take_char (&ahead, '.')
      || !hato_cursor_take_decimal (&ahead, STATUS_PART_MAX, &subject)
      || !hato_cursor_take_char (&ahead, '.')
      || !hato_cursor_take_decimal (&ahead, STATUS_PART_MAX, &detail))
    return FALSE;
  /* A fourth part makes it an address, a letter a version. */
  if (is_word (hato_cursor_peek (&ahead))
      || (hato_cursor_peek (&ahead) == '.' && is_word (hato_cursor_peek_at (&ahead, 1))))
    return FALSE;

  g_snprintf (status, HATO_SMTP_STATUS_SIZE, "%c.%u.%u", class, (guint) subject, (guint) detail);
  *cursor = ahead;
  return TRUE;
}

/* A reply code of a refusal at the cursor: 4yz or 5yz. y is 0 … 5 (RFC 5321 §4.2.1), but servers say 571, too. */
static gboolean
take_code (HatoCursor *cursor, char code[4])
{
  int class = hato_cursor_peek (cursor), group = hato_cursor_peek_at (cursor, 1);
  int last = hato_cursor_peek_at (cursor, 2), after = hato_cursor_peek_at (cursor, 3);

  if ((class != '4' && class != '5') || group < '0' || group > '9' || last < '0' || last > '9'
      || is_word (after) || after == '/' || after == '@' || after == '%')
    return FALSE;
  if (after == '.' && is_word (hato_cursor_peek_at (cursor, 4)))
    return FALSE;

  code[0] = (char) class;
  code[1] = (char) group;
  code[2] = (char) last;
  code[3] = '\0';
  return hato_cursor_skip (cursor, 3);
}

/* Whether what stands before @position announces an answer: nothing, a line's start, a colon, a quotation mark … */
static gboolean
is_announced (const HatoCursor *text, gsize position)
{
  gsize at = position;

  while (at > 0 && (text->data[at - 1] == ' ' || text->data[at - 1] == '\t'))
    at--;
  if (at == 0 || strchr ("\n\r:;'\"<>(#[=", text->data[at - 1]) != NULL)
    return TRUE;
  /* The last byte of Japanese, or "error" and "code". */
  if (text->data[at - 1] >= 0x80)
    return TRUE;
  return (at >= 5 && g_ascii_strncasecmp ((const char *) text->data + at - 5, "error", 5) == 0)
         || (at >= 4 && g_ascii_strncasecmp ((const char *) text->data + at - 4, "code", 4) == 0)
         || (at >= 4 && g_ascii_strncasecmp ((const char *) text->data + at - 4, "said", 4) == 0)
         || (at >= 4 && g_ascii_strncasecmp ((const char *) text->data + at - 4, "smtp", 4) == 0);
}

/* Digits after a hyphen; those that a point follows are an address or a status: "550-192.0.2.1 is listed". */
static gboolean
starts_with_plain_number (const HatoCursor *hyphen)
{
  gsize digits = 0;

  for (int byte; (byte = hato_cursor_peek_at (hyphen, digits + 1)) >= '0' && byte <= '9';)
    digits++;
  return digits > 0 && hato_cursor_peek_at (hyphen, digits + 1) != '.';
}

/* A number that goes on to be something else: a size, a time, a telephone number. */
static gboolean
is_a_quantity (const HatoCursor *after)
{
  static const char *const units[] = { "bytes",   "kb",   "mb",    "seconds",  "minutes",
                                       "minutes", "hour", "hours", "messages", "days" };
  HatoCursor ahead = *after;

  if (hato_cursor_peek (&ahead) == '-')
    return starts_with_plain_number (&ahead);
  hato_cursor_take_any_of (&ahead, " ");
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (hato_cursor_take_literal_any_case (&ahead, units[i])
        && !is_word (hato_cursor_peek (&ahead)))
      return TRUE;
  return FALSE;
}

/* The reply at the cursor, if there is one, and how sure that is. */
static Credit
read_reply (const HatoCursor *text, gsize position, HatoSmtpReply *reply)
{
  HatoCursor cursor = *text;
  int before;

  cursor.position = position;
  before = peek_before (&cursor);
  if (is_word (before) || before == '.' || before == '-' || before == '@' || before == '/')
    return CREDIT_NONE;

  reply->start = position;
  if (!take_code (&cursor, reply->reply_code))
    return CREDIT_NONE;
  if (is_a_quantity (&cursor))
    return CREDIT_NONE;
  hato_cursor_take_any_of (&cursor, " \t\r\n-#('\"");
  if (take_status (&cursor, reply->status))
    return CREDIT_STATUS;

  if (reply->reply_code[1] > '5')
    return CREDIT_NONE;
  reply->status[0] = '\0';
  return is_announced (text, position) ? CREDIT_MARKED : CREDIT_BARE;
}

/* The first enhanced status that stands alone. */
static gboolean
find_status (const HatoCursor *text, gsize from, HatoSmtpReply *reply)
{
  HatoCursor cursor = *text;

  for (gsize at = from; at < cursor.size; at++)
    {
      guint8 byte = cursor.data[at];
      HatoCursor ahead;
      int before;

      if (byte != '2' && byte != '4' && byte != '5')
        continue;
      cursor.position = at;
      ahead = cursor;
      before = peek_before (&cursor);
      if (is_word (before) || before == '.' || before == '-' || before == '/')
        continue;
      /* "version 5.2.1" is no status. */
      if (cursor.position >= 8
          && g_ascii_strncasecmp ((const char *) cursor.data + cursor.position - 8, "version ", 8)
                 == 0)
        continue;
      if (!take_status (&ahead, reply->status))
        continue;
      if (reply->reply_code[0] == '\0')
        reply->start = cursor.position;
      return TRUE;
    }
  return FALSE;
}

/**
 * hato_smtp_reply_find:
 * @text: words of a server, perhaps among others
 * @reply: (out): the codes that are surest; the first of equally sure ones
 *
 * Returns: FALSE where there is neither a reply code (RFC 5321 §4.2) nor an enhanced status (RFC 3463)
 */
gboolean
hato_smtp_reply_find (const char *text, gsize size, HatoSmtpReply *reply)
{
  HatoSmtpReply seen;
  HatoCursor cursor;
  Credit best = CREDIT_NONE;

  memset (reply, 0, sizeof *reply);
  hato_cursor_init (&cursor, text, size);
  for (gsize at = 0; at < size && best < CREDIT_STATUS; at++)
    {
      Credit credit;

      if (text[at] != '4' && text[at] != '5')
        continue;
      credit = read_reply (&cursor, at, &seen);
      if (credit <= best)
        continue;
      best = credit;
      *reply = seen;
    }
  if (reply->status[0] == '\0')
    find_status (&cursor, 0, reply);
  reply->is_sure = best > CREDIT_BARE || reply->status[0] != '\0';
  return reply->reply_code[0] != '\0' || reply->status[0] != '\0';
}

typedef struct
{
  HatoCursor cursor;
  char *text;      /* (owned): never longer than what it is made of */
  guint32 *places; /* (owned): of its bytes */
  gsize size;
  const HatoSmtpReply *reply;
  gboolean continued; /* a prefix "550-" was met */
} Unfolding;

static void
put (Unfolding *self, char byte, gsize place)
{
  self->places[self->size] = (guint32) place;
  self->text[self->size++] = byte;
}

/* Passes over a prefix of a further line of the same answer (RFC 5321 §4.2.1): "550-5.7.26 ", "550 5.7.26 ". The
 * first one stays. FALSE, and nothing moves, where there is none. */
static gboolean
skip_prefix (Unfolding *self)
{
  HatoCursor ahead = self->cursor;
  char code[4], status[HATO_SMTP_STATUS_SIZE];
  gboolean continues;

  if (self->reply->reply_code[0] == '\0' || ahead.position <= self->reply->start
      || !take_code (&ahead, code) || strcmp (code, self->reply->reply_code) != 0)
    return FALSE;

  continues = hato_cursor_take_char (&ahead, '-');
  hato_cursor_take_any_of (&ahead, " \t\r\n");
  if (take_status (&ahead, status))
    {
      if (strcmp (status, self->reply->status) != 0)
        return FALSE;
      hato_cursor_take_any_of (&ahead, " \t\r\n");
    }
  else if (!continues && !self->continued)
    return FALSE;

  self->continued |= continues;
  self->cursor.position = ahead.position;
  return TRUE;
}

/**
 * hato_smtp_reply_unfold:
 * @places: (out) (optional) (transfer full): for each byte of the result, and for its end, the offset in @text
 *
 * Takes the prefixes of further lines out of the words of a server, wherever a mail program has put them, and makes
 * any white space one space.
 *
 * Returns: (transfer full): the words on one line
 */
char *
hato_smtp_reply_unfold (const char *text, gsize size, guint32 **places)
{
  HatoSmtpReply reply;
  Unfolding self = { .reply = &reply };

  hato_smtp_reply_find (text, size, &reply);
  self.continued =
      reply.reply_code[0] != '\0' && reply.start + 3 < size && text[reply.start + 3] == '-';
  self.text = g_malloc (size + 1);
  self.places = g_new (guint32, size + 1);
  hato_cursor_init (&self.cursor, text, size);
  while (!hato_cursor_at_end (&self.cursor))
    {
      gsize place = self.cursor.position;

      if (!is_white (hato_cursor_peek (&self.cursor)))
        {
          put (&self, text[place], place);
          self.cursor.position++;
          continue;
        }
      hato_cursor_take_any_of (&self.cursor, " \t\r\n");
      while (skip_prefix (&self))
        ;
      if (self.size > 0 && !hato_cursor_at_end (&self.cursor))
        put (&self, ' ', place);
    }
  if (self.size > 0 && self.text[self.size - 1] == ' ')
    self.size--;
  self.text[self.size] = '\0';
  self.places[self.size] = (guint32) size;
  if (places != NULL)
    *places = g_steal_pointer (&self.places);
  g_free (self.places);
  return self.text;
}
