/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mime-guard.h"

#include <string.h>

#include "base/cursor.h"

#define GROUPS_MAX 500u /* colons in one header of addresses */

/* A multipart that is open: its delimiter, and how many messages were nested around it. */
typedef struct
{
  char *boundary; /* (owned) (nullable): NULL = there is none, so that no line closes it */
  guint messages;
} Open;

typedef struct
{
  Open open[HATO_MIME_DEPTH_MAX];
  guint n_open;
  guint messages; /* message/… parts around the place that was reached */
  guint parts;
  gsize header_bytes;
  gboolean in_headers;
  GString *content_type; /* (owned): the header so far, unfolded; empty = this line is of another */
  gboolean is_address;   /* this line is of a header that holds addresses */
  guint colons;          /* in that header */
  gboolean is_message;   /* the body after these headers is a message, with headers of its own */
  gboolean is_mail;      /* and that of a mail, not a report's fields */
  gboolean is_returned;  /* these headers are those of the mail that came back with a report */
  gboolean has_report;   /* a part for machines was met */
  gboolean is_enough;    /* and the headers of the mail that came back: nobody needs the rest */
  gboolean is_multipart; /* these headers opened open[n_open - 1] */
} Guard;

static const char *const limit_names[] = {
  [HATO_MIME_LIMIT_NONE] = "none",       [HATO_MIME_LIMIT_SIZE] = "size",
  [HATO_MIME_LIMIT_HEADERS] = "headers", [HATO_MIME_LIMIT_PARTS] = "parts",
  [HATO_MIME_LIMIT_DEPTH] = "depth",
};

const char *
hato_mime_limit_to_string (HatoMimeLimit limit)
{
  return limit_names[limit];
}

/* Passes over what is before @word, in whatever case, and over it. */
static gboolean
take_up_to_word (HatoCursor *cursor, const char *word)
{
  for (; !hato_cursor_at_end (cursor); hato_cursor_skip (cursor, 1))
    if (hato_cursor_take_literal_any_case (cursor, word))
      return TRUE;
  return FALSE;
}

/* boundary=… (RFC 2046 §5.1.1). FALSE where a parser may see another one than this: in pieces (RFC 2231 §3), twice, with
 * comments, escapes or encoded words. */
static gboolean
read_boundary (HatoCursor type, HatoCursor *boundary)
{
  gsize start, size;

  hato_cursor_init (boundary, NULL, 0);
  if (!take_up_to_word (&type, "boundary"))
    return TRUE;
  hato_cursor_take_any_of (&type, " \t");
  if (!hato_cursor_take_char (&type, '='))
    return FALSE;
  hato_cursor_take_any_of (&type, " \t");
  if (hato_cursor_take_char (&type, '"'))
    {
      start = type.position;
      size = hato_cursor_take_until_any_of (&type, "\"\\");
      if (!hato_cursor_take_char (&type, '"'))
        return FALSE;
    }
  else
    {
      start = type.position;
      size = hato_cursor_take_until_any_of (&type, "; \t(\\");
      if (hato_cursor_peek (&type) == '(')
        return FALSE;
    }
  hato_cursor_init (boundary, type.data + start, size);
  return size > 0 && !hato_cursor_take_literal (&(HatoCursor){ type.data + start, size, 0 }, "=?")
         && !take_up_to_word (&type, "boundary");
}

/* After the word "message". */
static void
read_message_type (Guard *self, HatoCursor type)
{
  static const char *const reports[] = { "/delivery-status", "/global-delivery-status",
                                         "/feedback-report", "/disposition-notification" };

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    if (hato_cursor_take_literal_any_case (&type, reports[i]))
      {
        self->has_report = TRUE;
        return;
      }
  self->is_mail |= hato_cursor_take_literal_any_case (&type, "/rfc822");
}

/* The whole header Content-Type: does a multipart, or a message, begin after these headers? */
static HatoMimeLimit
end_content_type (Guard *self)
{
  HatoCursor type, ahead;
  Open *open;

  if (self->content_type->len == 0)
    return HATO_MIME_LIMIT_NONE;

  hato_cursor_init (&type, self->content_type->str, self->content_type->len);
  ahead = type;
  self->is_message |= take_up_to_word (&ahead, "message");
  read_message_type (self, ahead);
  ahead = type;
  if (!take_up_to_word (&ahead, "multipart"))
    {
      g_string_truncate (self->content_type, 0);
      return HATO_MIME_LIMIT_NONE;
    }
  if (self->is_multipart)
    return HATO_MIME_LIMIT_PARTS; /* which of the two counts nobody knows */
  if (self->n_open + self->messages == HATO_MIME_DEPTH_MAX)
    return HATO_MIME_LIMIT_DEPTH;

  open = &self->open[self->n_open++];
  *open = (Open){ .boundary = NULL, .messages = self->messages };
  self->is_multipart = TRUE;
  if (!read_boundary (type, &ahead))
    return HATO_MIME_LIMIT_PARTS;
  if (ahead.size > 0)
    open->boundary = hato_cursor_dup_range (&ahead, 0, ahead.size);
  g_string_truncate (self->content_type, 0);
  return HATO_MIME_LIMIT_NONE;
}

static gboolean
is_address_header (HatoCursor line)
{
  static const char *const names[] = { "from", "sender", "reply-to", "to", "cc", "bcc" };

  hato_cursor_take_literal_any_case (&line, "resent-");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      HatoCursor ahead = line;

      if (!hato_cursor_take_literal_any_case (&ahead, names[i]))
        continue;
      hato_cursor_take_any_of (&ahead, " \t");
      if (hato_cursor_take_char (&ahead, ':'))
        return TRUE;
    }
  return FALSE;
}

/* A group in an address list is read by recursion: "a:a:a:…". */
static HatoMimeLimit
count_groups (Guard *self, HatoCursor line)
{
  while (self->is_address
         && (hato_cursor_take_until_any_of (&line, ":"), hato_cursor_skip (&line, 1)))
    if (++self->colons > GROUPS_MAX)
      return HATO_MIME_LIMIT_HEADERS;
  return HATO_MIME_LIMIT_NONE;
}

static HatoMimeLimit
read_header_line (Guard *self, HatoCursor line)
{
  HatoCursor ahead = line;
  int first = hato_cursor_peek (&line);
  HatoMimeLimit limit = HATO_MIME_LIMIT_NONE;

  if (first != ' ' && first != '\t')
    {
      limit = end_content_type (self);
      self->is_address = is_address_header (line);
      self->colons = 0;
      if (hato_cursor_take_literal_any_case (&ahead, "content-type")
          && (hato_cursor_take_any_of (&ahead, " \t"), hato_cursor_take_char (&ahead, ':')))
        g_string_append_len (self->content_type, (const char *) line.data, (gssize) line.size);
    }
  else if (self->content_type->len > 0)
    g_string_append_len (self->content_type, (const char *) line.data, (gssize) line.size);
  if (self->content_type->len > 0)
    g_string_append_c (self->content_type, ' ');
  return limit != HATO_MIME_LIMIT_NONE ? limit : count_groups (self, line);
}

static void
begin_headers (Guard *self)
{
  self->in_headers = TRUE;
  self->is_message = self->is_mail = self->is_multipart = self->is_address = FALSE;
  self->colons = 0;
  g_string_truncate (self->content_type, 0);
}

static HatoMimeLimit
end_headers (Guard *self)
{
  HatoMimeLimit limit = end_content_type (self);

  self->in_headers = FALSE;
  self->is_enough = self->is_returned;
  if (limit != HATO_MIME_LIMIT_NONE || !self->is_message || self->is_enough)
    return limit;
  if (self->n_open + self->messages == HATO_MIME_DEPTH_MAX)
    return HATO_MIME_LIMIT_DEPTH;
  self->messages++;
  self->is_returned = self->is_mail && self->has_report;
  begin_headers (self);
  return HATO_MIME_LIMIT_NONE;
}

static void
close_down_to (Guard *self, guint n_open)
{
  while (self->n_open > n_open)
    g_free (self->open[--self->n_open].boundary);
}

/* A delimiter of any multipart that is open, from the innermost: it ends all that were opened after it. */
static gboolean
take_delimiter (Guard *self, HatoCursor line)
{
  if (!hato_cursor_take_literal (&line, "--"))
    return FALSE;

  for (guint i = self->n_open; i > 0; i--)
    {
      const Open *open = &self->open[i - 1];
      HatoCursor ahead = line;
      gboolean is_last;

      if (open->boundary == NULL || !hato_cursor_take_literal (&ahead, open->boundary))
        continue;
      is_last = hato_cursor_take_literal (&ahead, "--");
      hato_cursor_take_any_of (&ahead, " \t\r");
      if (!hato_cursor_at_end (&ahead))
        continue;
      self->messages = open->messages;
      close_down_to (self, is_last ? i - 1 : i);
      self->in_headers = self->is_returned = FALSE;
      if (!is_last)
        begin_headers (self);
      self->parts += !is_last;
      return TRUE;
    }
  return FALSE;
}

static HatoMimeLimit
read_line (Guard *self, HatoCursor line)
{
  if (take_delimiter (self, line))
    return self->parts > HATO_MIME_PARTS_MAX ? HATO_MIME_LIMIT_PARTS : HATO_MIME_LIMIT_NONE;
  if (!self->in_headers)
    return HATO_MIME_LIMIT_NONE;

  self->header_bytes += line.size + 1;
  if (self->header_bytes > HATO_MIME_HEADERS_MAX)
    return HATO_MIME_LIMIT_HEADERS;
  if (line.size == 0 || (line.size == 1 && hato_cursor_peek (&line) == '\r'))
    return end_headers (self);
  return read_header_line (self, line);
}

/**
 * hato_mime_guard:
 * @bytes: a mail
 * @limit: (out): the budget that ends it early
 *
 * The body of a message that came back with a report is left out too: its headers tell all that is asked.
 *
 * How much of a mail may be given to a MIME parser, so that neither parts nor nesting nor headers are without end: up to the
 * line that would go beyond a budget. Reads as little of the grammar as that needs (RFC 2046 §5.1.1), in one pass;
 * where it cannot tell, it counts too much rather than too little.
 *
 * Returns: a number of bytes, @size at most
 */
gsize
hato_mime_guard (gconstpointer bytes, gsize size, HatoMimeLimit *limit)
{
  Guard guard = { .in_headers = TRUE, .content_type = g_string_new (NULL) };
  HatoCursor cursor, line;
  gsize seen = MIN (size, HATO_MIME_SIZE_MAX);

  *limit = size > HATO_MIME_SIZE_MAX ? HATO_MIME_LIMIT_SIZE : HATO_MIME_LIMIT_NONE;
  hato_cursor_init (&cursor, bytes, seen);
  for (gsize start = 0; hato_cursor_take_line (&cursor, &line); start = cursor.position)
    {
      HatoMimeLimit reached = read_line (&guard, line);

      if (reached != HATO_MIME_LIMIT_NONE)
        {
          *limit = reached;
          seen = start;
          break;
        }
      if (guard.is_enough)
        {
          seen = cursor.position;
          break;
        }
    }
  close_down_to (&guard, 0);
  g_string_free (guard.content_type, TRUE);
  return seen;
}
