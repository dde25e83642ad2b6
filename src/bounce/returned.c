/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/returned.h"

#include <string.h>

#include "base/cursor.h"
#include "bounce/received.h"

#define HEADERS_MIN    3u /* lines in a row that make text the headers of a mail */
#define NAME_MAX_BYTES 40u

/* The value of a tag of a DKIM-Signature (RFC 6376 §3.2). */
static char *
dup_tag (const char *value, const char *name)
{
  g_auto (GStrv) tags = g_strsplit (value, ";", 32);

  for (gsize i = 0; tags[i] != NULL; i++)
    {
      char *tag = g_strstrip (tags[i]);
      gsize size = strlen (name);

      if (g_ascii_strncasecmp (tag, name, size) != 0)
        continue;
      tag += size;
      tag += strspn (tag, " \t");
      if (*tag == '=')
        return g_strdup (g_strstrip (tag + 1));
    }
  return NULL;
}

static void
read_signature (HatoOriginal *self, const char *value)
{
  g_autofree char *domain = dup_tag (value, "d");
  g_autofree char *selector = dup_tag (value, "s");

  if (domain != NULL && selector != NULL && self->signatures->len < 16)
    hato_original_add_signature (self, domain, selector);
}

static void
add_addresses (HatoOriginal *self, const HatoMessage *message, const char *name)
{
  g_autoptr (GPtrArray) addresses = hato_message_list_addresses (message, name);

  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (self->to, g_strdup (g_ptr_array_index (addresses, i)));
}

/* SRS rewrites the envelope sender of forwarded mail: "SRS0=hash=tt=example.jp=user@forwarder". */
static gboolean
is_rewritten (const char *sender)
{
  return sender != NULL
         && (g_ascii_strncasecmp (sender, "srs0", 4) == 0
             || g_ascii_strncasecmp (sender, "srs1", 4) == 0);
}

static void
read_forwarding (HatoOriginal *self, const HatoMessage *message)
{
  static const char *const headers[] = { "X-Forwarded-For", "X-Forwarded-To", "Resent-From",
                                         "Delivered-To" };

  for (gsize i = 0; i < G_N_ELEMENTS (headers) && self->forwarded_by == NULL; i++)
    self->forwarded_by = hato_message_dup_address (message, headers[i]);
  self->forwarded = self->forwarded_by != NULL || is_rewritten (self->envelope_sender);
}

/* From the top: the servers nearest to the end come first (RFC 5321 §4.4). */
static void
read_trace (HatoOriginal *self, const HatoMessage *message)
{
  for (guint i = 0; i < message->headers->len && self->sending_ip == NULL; i++)
    {
      const HatoHeader *header = g_ptr_array_index (message->headers, i);
      g_autoptr (HatoReceived) received = NULL;

      if (g_ascii_strcasecmp (header->name, "Received") != 0)
        continue;
      received = hato_received_parse (header->value);
      if (received->is_submission || received->address == NULL)
        continue;
      self->sending_ip = g_strdup (received->address);
      self->sending_host = g_strdup (received->from);
    }
}

/** hato_returned_dup_id: (transfer full) (nullable): a Message-ID (RFC 5322 §3.6.4) without its brackets */
char *
hato_returned_dup_id (const char *value)
{
  const char *open = value != NULL ? strchr (value, '<') : NULL;
  const char *close = open != NULL ? strchr (open, '>') : NULL;

  return close != NULL ? g_strndup (open + 1, (gsize) (close - open - 1)) : g_strdup (value);
}

static void
read_sender (HatoOriginal *self, const HatoMessage *message)
{
  const char *path = hato_message_get_header (message, "Return-Path");

  self->from = hato_message_dup_address (message, "From");
  self->envelope_sender = hato_message_dup_address (message, "Return-Path");
  if (self->envelope_sender == NULL && path != NULL && strcmp (path, "<>") == 0)
    self->envelope_sender = g_strdup ("");
}

/**
 * hato_returned_read:
 * @message: the message that came back, or its headers
 *
 * Returns: (transfer full): what its headers tell of who sent it, to whom, by what way
 */
HatoOriginal *
hato_returned_read (const HatoMessage *message)
{
  HatoOriginal *self = hato_original_new ();
  const char *automatic = hato_message_get_header (message, "Auto-Submitted");

  read_sender (self, message);
  add_addresses (self, message, "To");
  add_addresses (self, message, "Cc");
  self->subject = hato_message_dup_words (message, "Subject");
  self->message_id = hato_returned_dup_id (hato_message_get_header (message, "Message-ID"));
  self->date = g_strdup (hato_message_get_header (message, "Date"));
  self->authentication_results =
      g_strdup (hato_message_get_header (message, "Authentication-Results"));
  for (guint i = 0; i < message->headers->len; i++)
    {
      const HatoHeader *header = g_ptr_array_index (message->headers, i);

      if (g_ascii_strcasecmp (header->name, "DKIM-Signature") == 0)
        read_signature (self, header->value);
    }
  read_trace (self, message);
  read_forwarding (self, message);
  self->is_auto_reply = automatic != NULL && g_ascii_strncasecmp (automatic, "no", 2) != 0;
  return self;
}

typedef enum
{
  LINE_OTHER,
  LINE_HEADER,
  LINE_TELLING, /* a header that nothing but a mail has */
  LINE_CONTINUED,
} LineKind;

static LineKind
read_line_kind (HatoCursor line)
{
  static const char *const telling[] = {
    "Received",     "Return-Path",  "Message-ID",     "DKIM-Signature",     "X-Mailer",
    "Delivered-To", "MIME-Version", "Auto-Submitted", "X-Failed-Recipients"
  };
  HatoCursor ahead = line;
  gsize size;

  if (hato_cursor_peek (&line) == ' ' || hato_cursor_peek (&line) == '\t')
    return LINE_CONTINUED;
  size = hato_cursor_take_until_any_of (&ahead, ": \t<>@,.");
  if (size == 0 || size > NAME_MAX_BYTES || hato_cursor_peek (&ahead) != ':')
    return LINE_OTHER;
  for (gsize i = 0; i < G_N_ELEMENTS (telling); i++)
    if (size == strlen (telling[i])
        && g_ascii_strncasecmp ((const char *) line.data, telling[i], size) == 0)
      return LINE_TELLING;
  return LINE_HEADER;
}

/**
 * hato_returned_find:
 * @text: of a report without a part of its own for the message
 *
 * Where the message that came back begins in the text: the first of a few header lines in a row, one of which nothing
 * but a mail has.
 * Returns: a byte offset; the length of @text where there is none
 */
gsize
hato_returned_find (const char *text, gsize length)
{
  gsize start = length;
  guint n_headers = 0;
  gboolean is_telling = FALSE;
  HatoCursor cursor, line;

  hato_cursor_init (&cursor, text, length);
  for (gsize at = 0; hato_cursor_take_line (&cursor, &line); at = cursor.position)
    {
      LineKind kind = read_line_kind (line);

      if (kind == LINE_OTHER || (kind == LINE_CONTINUED && n_headers == 0))
        {
          if (n_headers >= HEADERS_MIN && is_telling)
            return start;
          n_headers = 0;
          is_telling = FALSE;
          continue;
        }
      if (n_headers == 0)
        start = at;
      n_headers += kind != LINE_CONTINUED;
      is_telling |= kind == LINE_TELLING;
    }
  return n_headers >= HEADERS_MIN && is_telling ? start : length;
}
