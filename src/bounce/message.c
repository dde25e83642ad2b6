/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/message.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/cursor.h"
#include "bounce/charset.h"
#include "bounce/html-text.h"

#define TEXT_MAX      (256u * 1024) /* bytes of one part that are read as text */
#define ADDRESSES_MAX 100u
#define WORDS_MAX     4096u /* bytes of a header that is decoded */

/* What the walk over the tree of GMime carries. */
typedef struct
{
  HatoMessage *message;
  GBytes *bytes; /* of the whole mail */
  guint depth;
  guint alternative;  /* the multipart/alternative that the place is in; 0 = none */
  guint alternatives; /* how many there were */
} Walk;

static HatoMessage *parse_at_depth (GBytes *bytes, guint depth);

G_DEFINE_BOXED_TYPE (HatoMessage, hato_message, hato_message_ref, hato_message_unref)

static void
header_free (gpointer data)
{
  HatoHeader *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static void
part_free (gpointer data)
{
  HatoPart *self = data;

  g_free (self->type);
  g_free (self->charset);
  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->message, hato_message_unref);
  g_free (self);
}

static HatoMessage *
message_new (void)
{
  HatoMessage *self = g_atomic_rc_box_new0 (HatoMessage);

  self->headers = g_ptr_array_new_with_free_func (header_free);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  return self;
}

HatoMessage *
hato_message_ref (HatoMessage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
message_clear (gpointer data)
{
  HatoMessage *self = data;

  g_ptr_array_unref (self->headers);
  g_ptr_array_unref (self->parts);
  g_free (self->type);
  g_free (self->report_type);
  g_clear_pointer (&self->body, g_bytes_unref);
}

void
hato_message_unref (HatoMessage *self)
{
  g_atomic_rc_box_release_full (self, message_clear);
}

/* GMime's tables are made once for the process; its own counter of that is not safe across threads. */
static gpointer
init_gmime (gpointer nothing)
{
  g_mime_init ();
  return NULL;
}

/* Unfolded (RFC 5322 §2.2.3): line ends go, the white space after them becomes one space. */
static char *
unfold (const char *raw)
{
  g_autofree char *text = hato_charset_to_utf8 (raw, strlen (raw), NULL);
  GString *line;

  if (strpbrk (text, "\r\n") == NULL)
    return g_strstrip (g_steal_pointer (&text));
  line = g_string_sized_new (strlen (text));

  for (const char *at = text + strspn (text, " \t\r\n"); *at != '\0';)
    {
      gsize size = strcspn (at, "\r\n");

      g_string_append_len (line, at, (gssize) size);
      at += size;
      if (*at != '\0')
        g_string_append_c (line, ' ');
      at += strspn (at, " \t\r\n");
    }
  while (line->len > 0 && strchr (" \t", line->str[line->len - 1]) != NULL)
    g_string_truncate (line, line->len - 1);
  return g_string_free (line, FALSE);
}

static void
read_headers (HatoMessage *self, GMimeObject *object)
{
  GMimeHeaderList *list = g_mime_object_get_header_list (object);
  int count = g_mime_header_list_get_count (list);

  for (int i = 0; i < count; i++)
    {
      GMimeHeader *from = g_mime_header_list_get_header_at (list, i);
      const char *value = g_mime_header_get_raw_value (from);
      HatoHeader *header = g_new0 (HatoHeader, 1);

      header->name = g_utf8_make_valid (g_mime_header_get_name (from), -1);
      header->value = unfold (value != NULL ? value : "");
      g_ptr_array_add (self->headers, header);
    }
}

static char *
dup_type (GMimeObject *object)
{
  GMimeContentType *type = g_mime_object_get_content_type (object);
  g_autofree char *text = type != NULL ? g_mime_content_type_get_mime_type (type) : NULL;
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "text/plain", -1);

  return g_ascii_strdown (valid, -1);
}

/* The encoded bytes of a part lie in the mail itself: nothing is copied. */
static GBytes *
get_content (const Walk *walk, GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content (part);
  GMimeStream *stream = content != NULL ? g_mime_data_wrapper_get_stream (content) : NULL;
  gint64 size = (gint64) g_bytes_get_size (walk->bytes);
  gint64 start, length;

  if (stream == NULL || g_mime_stream_reset (stream) != 0)
    return g_bytes_new_static ("", 0);
  start = CLAMP (g_mime_stream_tell (stream), 0, size);
  length = CLAMP (g_mime_stream_length (stream), 0, size - start);
  return g_bytes_new_from_bytes (walk->bytes, (gsize) start, (gsize) length);
}

static GBytes *
decode_content (GBytes *bytes, guint encoding, gsize max)
{
  GMimeEncoding state;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  char *decoded;

  size = MIN (size, max);
  if (encoding == GMIME_CONTENT_ENCODING_UUENCODE) /* files, never what there is to read */
    return g_bytes_new_from_bytes (bytes, 0, size);
  g_mime_encoding_init_decode (&state, (GMimeContentEncoding) encoding);
  decoded = g_malloc (g_mime_encoding_outlen (&state, size) + 1);
  return g_bytes_new_take (decoded, g_mime_encoding_flush (&state, data, size, decoded));
}

/* Headers alone, or a message that came encoded, which RFC 2046 §5.2.1 forbids and Exchange does. */
static HatoMessage *
parse_inner (const HatoPart *part, guint depth)
{
  g_autoptr (GBytes) bytes = NULL;

  if (depth >= HATO_MIME_DEPTH_MAX)
    return NULL;

  bytes = decode_content (part->bytes, part->encoding, HATO_MIME_SIZE_MAX);
  return parse_at_depth (bytes, depth + 1);
}

static gboolean
is_message_type (const char *type)
{
  static const char *const types[] = {
    "message/rfc822",         "message/global",     "message/rfc822-headers",
    "text/rfc822-headers",    "text/rfc822-header", "text/rfc822",
    "message/global-headers", "text/rfc822-hdrs",   NULL
  };

  return g_strv_contains (types, type);
}

/* Webmail does not always say of a mail that was saved and attached what it is. */
static gboolean
is_saved_mail (GMimePart *part, const char *type)
{
  const char *name = g_mime_part_get_filename (part);
  gsize length = name != NULL ? strlen (name) : 0;

  return strcmp (type, "application/octet-stream") == 0 && length > strlen (".eml")
         && g_ascii_strcasecmp (name + length - strlen (".eml"), ".eml") == 0;
}

static void
add_part (Walk *walk, GMimePart *from)
{
  GMimeObject *object = GMIME_OBJECT (from);
  HatoPart *part = g_new0 (HatoPart, 1);
  const char *charset = g_mime_object_get_content_type_parameter (object, "charset");
  const char *format = g_mime_object_get_content_type_parameter (object, "format");
  const char *deletes = g_mime_object_get_content_type_parameter (object, "delsp");

  part->type = dup_type (object);
  part->charset = g_strdup (charset);
  part->bytes = get_content (walk, from);
  part->encoding = (guint) g_mime_part_get_content_encoding (from);
  part->is_flowed = format != NULL && g_ascii_strcasecmp (format, "flowed") == 0;
  part->deletes_space = deletes != NULL && g_ascii_strcasecmp (deletes, "yes") == 0;
  part->is_attachment = g_mime_part_is_attachment (from);
  part->alternative = walk->alternative;
  if (is_message_type (part->type) || is_saved_mail (from, part->type))
    part->message = parse_inner (part, walk->depth);
  if (part->message != NULL)
    walk->message->limit = MAX (walk->message->limit, part->message->limit);
  g_ptr_array_add (walk->message->parts, part);
}

static void walk_object (Walk *walk, GMimeObject *object);

static HatoMessage *
read_message (GMimeMessage *from, GBytes *bytes, guint depth)
{
  HatoMessage *self = message_new ();
  Walk walk = { .message = self, .bytes = bytes, .depth = depth };
  GMimeObject *body = g_mime_message_get_mime_part (from);
  const char *report;

  read_headers (self, GMIME_OBJECT (from));
  if (body == NULL)
    {
      self->type = g_strdup ("text/plain");
      return self;
    }
  self->type = dup_type (body);
  report = g_mime_object_get_content_type_parameter (body, "report-type");
  self->report_type = report != NULL ? g_ascii_strdown (report, -1) : NULL;
  walk_object (&walk, body);
  return self;
}

static void
add_message (Walk *walk, GMimeMessagePart *from)
{
  GMimeMessage *inner = g_mime_message_part_get_message (from);
  HatoPart *part = g_new0 (HatoPart, 1);

  part->type = dup_type (GMIME_OBJECT (from));
  part->bytes = g_bytes_new_static ("", 0);
  part->is_attachment = TRUE;
  if (inner != NULL && walk->depth < HATO_MIME_DEPTH_MAX)
    {
      part->message = read_message (inner, walk->bytes, walk->depth + 1);
      part->message->body = g_bytes_new_static ("", 0);
    }
  g_ptr_array_add (walk->message->parts, part);
}

/* Text before the first delimiter of a multipart that has none: a report whose boundary was lost on the way. */
static void
add_prologue (Walk *walk, GMimeMultipart *from)
{
  const char *text = g_mime_multipart_get_prologue (from);
  HatoPart *part;

  if (text == NULL)
    return;

  part = g_new0 (HatoPart, 1);
  part->type = g_strdup ("text/plain");
  part->bytes = g_bytes_new (text, strlen (text));
  part->encoding = GMIME_CONTENT_ENCODING_DEFAULT;
  g_ptr_array_add (walk->message->parts, part);
}

static void
walk_object (Walk *walk, GMimeObject *object)
{
  if (GMIME_IS_MESSAGE_PART (object))
    add_message (walk, GMIME_MESSAGE_PART (object));
  else if (GMIME_IS_PART (object))
    add_part (walk, GMIME_PART (object));
  else if (GMIME_IS_MULTIPART (object) && walk->depth < HATO_MIME_DEPTH_MAX)
    {
      GMimeMultipart *multipart = GMIME_MULTIPART (object);
      int count = g_mime_multipart_get_count (multipart);
      guint alternative = walk->alternative;
      g_autofree char *type = dup_type (object);

      if (count == 0)
        add_prologue (walk, multipart);
      if (strcmp (type, "multipart/alternative") == 0)
        walk->alternative = ++walk->alternatives;
      walk->depth++;
      for (int i = 0; i < count; i++)
        walk_object (walk, g_mime_multipart_get_part (multipart, i));
      walk->depth--;
      walk->alternative = alternative;
    }
}

/* What follows the empty line after the headers. */
static GBytes *
get_body (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  HatoCursor cursor, line;

  hato_cursor_init (&cursor, data, size);
  while (hato_cursor_take_line (&cursor, &line) && line.size > 0
         && !(line.size == 1 && line.data[0] == '\r'))
    continue;
  return g_bytes_new_from_bytes (bytes, cursor.position, size - cursor.position);
}

static HatoMessage *
parse_at_depth (GBytes *bytes, guint depth)
{
  static GOnce once = G_ONCE_INIT;
  HatoMimeLimit limit;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  GByteArray view = { .data = (guint8 *) data };
  g_autoptr (GBytes) seen = NULL;
  GMimeStream *stream;
  GMimeParser *parser;
  GMimeMessage *from;
  HatoMessage *self;

  g_once (&once, init_gmime, NULL);
  size = hato_mime_guard (data, size, &limit);
  view.len = (guint) size;
  seen = g_bytes_new_from_bytes (bytes, 0, size);
  stream = g_mime_stream_mem_new_with_byte_array (&view);
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  parser = g_mime_parser_new_with_stream (stream);
  g_mime_parser_set_persist_stream (parser, TRUE);
  from = g_mime_parser_construct_message (parser, NULL);
  if (from != NULL)
    self = read_message (from, seen, depth);
  else
    {
      self = message_new ();
      self->type = g_strdup ("text/plain");
    }
  if (self->body == NULL)
    self->body = get_body (seen);
  self->limit = MAX (self->limit, limit);
  g_clear_object (&from);
  g_object_unref (parser);
  g_object_unref (stream);
  return self;
}

/**
 * hato_message_parse:
 * @bytes: one mail
 *
 * Takes a mail apart within the budgets of `limits`, as far as they let. Anything is a mail: what has no headers has none.
 * Returns: (transfer full): the mail, pointing into @bytes
 */
HatoMessage *
hato_message_parse (GBytes *bytes)
{
  return parse_at_depth (bytes, 0);
}

/** hato_message_get_header: (nullable): the value of the first header of that name, in whatever case */
const char *
hato_message_get_header (const HatoMessage *self, const char *name)
{
  char first = g_ascii_tolower (name[0]);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const HatoHeader *header = g_ptr_array_index (self->headers, i);

      /* the first letter tells most of them apart */
      if (g_ascii_tolower (header->name[0]) == first
          && g_ascii_strcasecmp (header->name, name) == 0)
        return header->value;
    }
  return NULL;
}

/** hato_message_dup_words: (transfer full) (nullable): a header for people to read, encoded words (RFC 2047) decoded */
char *
hato_message_dup_words (const HatoMessage *self, const char *name)
{
  const char *value = hato_message_get_header (self, name);
  g_autofree char *kept = value != NULL ? g_strndup (value, WORDS_MAX) : NULL;
  g_autofree char *words = kept != NULL ? g_mime_utils_header_decode_text (NULL, kept) : NULL;

  return words != NULL ? g_utf8_make_valid (words, -1) : NULL;
}

static void
add_addresses (GPtrArray *addresses, InternetAddressList *list, guint depth)
{
  int count = list != NULL ? internet_address_list_length (list) : 0;

  for (int i = 0; i < count && addresses->len < ADDRESSES_MAX; i++)
    {
      InternetAddress *address = internet_address_list_get_address (list, i);
      const char *text;

      if (INTERNET_ADDRESS_IS_GROUP (address) && depth == 0)
        add_addresses (addresses,
                       internet_address_group_get_members (INTERNET_ADDRESS_GROUP (address)), 1);
      if (!INTERNET_ADDRESS_IS_MAILBOX (address))
        continue;
      text = internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (address));
      if (text != NULL && strchr (text, '@') != NULL)
        g_ptr_array_add (addresses, g_utf8_make_valid (text, -1));
    }
}

/** hato_message_list_addresses: (transfer full) (element-type utf8): the addresses of a header (RFC 5322 §3.4), up to 100 */
GPtrArray *
hato_message_list_addresses (const HatoMessage *self, const char *name)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);
  const char *value = hato_message_get_header (self, name);
  g_autofree char *kept = value != NULL ? g_strndup (value, WORDS_MAX) : NULL;
  InternetAddressList *list = kept != NULL ? internet_address_list_parse (NULL, kept) : NULL;

  add_addresses (addresses, list, 0);
  return addresses;
}

/** hato_message_dup_address: (transfer full) (nullable): the first address of a header */
char *
hato_message_dup_address (const HatoMessage *self, const char *name)
{
  g_autoptr (GPtrArray) addresses = hato_message_list_addresses (self, name);

  return addresses->len > 0 ? g_strdup (g_ptr_array_index (addresses, 0)) : NULL;
}

/** hato_message_find_part: (nullable): the first part of one of @types */
const HatoPart *
hato_message_find_part (const HatoMessage *self, const char *const *types)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const HatoPart *part = g_ptr_array_index (self->parts, i);

      if (g_strv_contains (types, part->type))
        return part;
    }
  return NULL;
}

/* One line of format=flowed (RFC 3676 §4.2–4.5): without its stuffing; TRUE if the next one belongs to it. */
static gboolean
take_flowed_line (HatoCursor *line, gboolean deletes_space)
{
  gboolean flows;

  hato_cursor_take_char (line, ' ');
  flows =
      line->size > line->position && line->data[line->size - 1] == ' '
      && !(hato_cursor_get_left (line) == 3 && memcmp (line->data + line->position, "-- ", 3) == 0);
  if (flows && deletes_space)
    line->size--;
  return flows;
}

static char *
unflow (const char *text, gboolean deletes_space)
{
  GString *whole = g_string_sized_new (strlen (text));
  HatoCursor cursor, line;
  gboolean flows = FALSE;
  gsize depth = 0;

  hato_cursor_init (&cursor, text, strlen (text));
  while (hato_cursor_take_line (&cursor, &line))
    {
      gsize quoted = hato_cursor_take_any_of (&line, ">");

      if (whole->len > 0 && !(flows && quoted == depth))
        g_string_append_c (whole, '\n');
      if (quoted > 0 && !(flows && quoted == depth))
        {
          g_string_append_len (whole, (const char *) line.data, (gssize) quoted);
          g_string_append_c (whole, ' ');
        }
      flows = take_flowed_line (&line, deletes_space);
      depth = quoted;
      g_string_append_len (whole, (const char *) line.data + line.position,
                           (gssize) hato_cursor_get_left (&line));
    }
  g_string_append_c (whole, '\n');
  return g_string_free (whole, FALSE);
}

/* Line ends as Unix has them. */
static void
drop_returns (char *text)
{
  char *to = text;

  for (const char *at = text; *at != '\0'; at++)
    if (at[0] != '\r' || at[1] != '\n')
      *to++ = *at == '\r' ? '\n' : *at;
  *to = '\0';
}

/**
 * hato_part_dup_text:
 *
 * Returns: (transfer full): what a reader sees of a part: decoded, valid UTF-8, lines ending in a line feed, HTML as plain text;
 * of a long one the first 256 KiB
 */
char *
hato_part_dup_text (const HatoPart *self)
{
  g_autoptr (GBytes) bytes = decode_content (self->bytes, self->encoding, TEXT_MAX);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = hato_charset_to_utf8 (data, size, self->charset);

  drop_returns (text);
  if (strcmp (self->type, "text/html") == 0)
    return hato_html_text (text);
  return self->is_flowed ? unflow (text, self->deletes_space) : g_steal_pointer (&text);
}
