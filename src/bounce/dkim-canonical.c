/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/dkim-canonical.h"

#include <gnutls/crypto.h>

#include "base/cursor.h"

#define CRLF        "\r\n"
#define BLANKS      " \t"
#define WHITE_SPACE " \t\r\n"

/* A hash that takes the first bytes of a body. */
typedef struct
{
  gnutls_hash_hd_t hash;
  guint64 left;  /* bytes that it still takes */
  guint64 total; /* bytes that there were */
} Sink;

/* Runs of white space of @set become one space; none stands at the end (RFC 6376 §3.4.2, §3.4.4). */
static void
append_relaxed (GString *out, HatoCursor *text, const char *set)
{
  while (!hato_cursor_at_end (text))
    {
      gsize start = text->position;

      hato_cursor_take_until_any_of (text, set);
      g_string_append_len (out, (const char *) text->data + start,
                           (gssize) (text->position - start));
      if (hato_cursor_take_any_of (text, set) > 0 && !hato_cursor_at_end (text))
        g_string_append_c (out, ' ');
    }
}

/**
 * hato_dkim_append_field:
 * @bytes: a whole field: name, colon, value, folds; its last CRLF may be missing
 *
 * Appends the field in canonical form, without a CRLF at its end where it had none (RFC 6376 §3.4.1, §3.4.2).
 */
void
hato_dkim_append_field (GString *out, HatoCanonical form, gconstpointer bytes, gsize size)
{
  HatoCursor cursor;
  gsize start = out->len;
  gboolean ended;

  hato_cursor_init (&cursor, bytes, size);
  if (form == HATO_CANONICAL_SIMPLE)
    {
      g_string_append_len (out, bytes, (gssize) size);
      return;
    }
  ended = size > 0 && cursor.data[size - 1] == '\n';
  hato_cursor_take_until_any_of (&cursor, ":");
  g_string_append_len (out, bytes, (gssize) cursor.position);
  while (out->len > start && g_ascii_isspace (out->str[out->len - 1]))
    g_string_truncate (out, out->len - 1);
  for (gsize i = start; i < out->len; i++)
    out->str[i] = g_ascii_tolower (out->str[i]);
  if (hato_cursor_take_char (&cursor, ':'))
    g_string_append_c (out, ':');
  hato_cursor_take_any_of (&cursor, WHITE_SPACE);
  append_relaxed (out, &cursor, WHITE_SPACE);
  if (ended)
    g_string_append (out, CRLF);
}

static void
feed (Sink *sink, gconstpointer bytes, gsize size)
{
  gsize taken = (gsize) MIN ((guint64) size, sink->left);

  gnutls_hash (sink->hash, bytes, taken);
  sink->left -= taken;
  sink->total += size;
}

/* Takes one line without its end. */
static void
take_line (HatoCursor *cursor, HatoCursor *line)
{
  gsize start = cursor->position, length;

  hato_cursor_take_until_any_of (cursor, "\n");
  length = cursor->position - start;
  if (length > 0 && !hato_cursor_at_end (cursor) && cursor->data[cursor->position - 1] == '\r')
    length--;
  hato_cursor_seek (cursor, start);
  hato_cursor_take_slice (cursor, length, line);
  hato_cursor_take_char (cursor, '\r');
  hato_cursor_take_char (cursor, '\n');
}

/* The lines up to the last one that is not empty (RFC 6376 §3.4.3, §3.4.4). */
static void
feed_lines (Sink *sink, HatoCanonical form, HatoCursor *cursor)
{
  g_autoptr (GString) text = g_string_sized_new (1024);
  guint64 empty = 0;

  while (!hato_cursor_at_end (cursor))
    {
      HatoCursor line;

      take_line (cursor, &line);
      g_string_truncate (text, 0);
      if (form == HATO_CANONICAL_RELAXED)
        append_relaxed (text, &line, BLANKS);
      else
        g_string_append_len (text, (const char *) line.data, (gssize) line.size);
      if (text->len == 0)
        {
          empty++;
          continue;
        }
      for (; empty > 0; empty--)
        feed (sink, CRLF, 2);
      feed (sink, text->str, text->len);
      feed (sink, CRLF, 2);
    }
  if (sink->total == 0 && form == HATO_CANONICAL_SIMPLE)
    feed (sink, CRLF, 2);
}

/**
 * hato_dkim_hash_body:
 * @bytes: the body, lines ending in CRLF
 * @length: how many bytes of the canonical body are signed (l=), -1 = all of them
 * @digest: (out): SHA-256 of them
 *
 * Returns: whether the canonical body has as many bytes (RFC 6376 §3.5, l=)
 */
gboolean
hato_dkim_hash_body (HatoCanonical form,
                     gconstpointer bytes,
                     gsize size,
                     gint64 length,
                     guint8 digest[HATO_SHA256_SIZE])
{
  Sink sink = { NULL, length >= 0 ? (guint64) length : G_MAXUINT64, 0 };
  HatoCursor cursor;

  if (gnutls_hash_init (&sink.hash, GNUTLS_DIG_SHA256) < 0)
    return FALSE;

  hato_cursor_init (&cursor, bytes, size);
  feed_lines (&sink, form, &cursor);
  gnutls_hash_deinit (sink.hash, digest);
  return length < 0 || sink.left == 0;
}
