/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reverse of hato_dns_record_finish (): a record from its presentation form (RFC 1035 §5.1). */
#include "config.h"

#include "report/record-text.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/cursor.h"

#define STRINGS_MAX     1024u
#define NAME_LENGTH_MAX 1016u /* bytes: 254 octets, each as \DDD */

/* "\DDD" or "\X" behind its backslash */
static gboolean
take_escaped (HatoCursor *cursor, guint8 *byte)
{
  guint value = 0;

  if (!g_ascii_isdigit (hato_cursor_peek (cursor)))
    return hato_cursor_take_u8 (cursor, byte);
  for (guint i = 0; i < 3; i++)
    {
      guint8 digit;

      if (!hato_cursor_take_u8 (cursor, &digit) || !g_ascii_isdigit (digit))
        return FALSE;
      value = value * 10 + (guint) (digit - '0');
    }
  *byte = (guint8) value;
  return value <= G_MAXUINT8;
}

/* (nullable): one string in quotation marks */
static GBytes *
take_string (HatoCursor *cursor)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (!hato_cursor_take_char (cursor, '"'))
    return NULL;
  while (!hato_cursor_take_char (cursor, '"'))
    {
      gboolean escaped = hato_cursor_take_char (cursor, '\\');
      guint8 byte;

      if (escaped ? !take_escaped (cursor, &byte) : !hato_cursor_take_u8 (cursor, &byte))
        return NULL;
      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
read_strings (HatoDnsRecord *record, HatoCursor *cursor)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  do
    {
      GBytes *string = strings->len < STRINGS_MAX ? take_string (cursor) : NULL;

      if (string == NULL)
        return FALSE;
      g_ptr_array_add (strings, string);
    }
  while (hato_cursor_take_char (cursor, ' '));
  hato_dns_record_set_strings (record, (const GBytes *const *) strings->pdata, strings->len);
  return hato_cursor_at_end (cursor);
}

static gboolean
read_address (HatoDnsRecord *record, const char *text)
{
  guint8 bytes[16];

  if (inet_pton (record->type == HATO_DNS_A ? AF_INET : AF_INET6, text, bytes) != 1)
    return FALSE;

  record->size = record->type == HATO_DNS_A ? 4 : 16;
  record->bytes = g_memdup2 (bytes, record->size);
  return TRUE;
}

/* The rest of the text: a name with its final dot; "." is the root. */
static gboolean
read_target (HatoDnsRecord *record, HatoCursor *cursor)
{
  g_autofree char *name =
      hato_cursor_dup_range (cursor, cursor->position, cursor->position + NAME_LENGTH_MAX);
  gsize length = strlen (name);

  if (length == 0 || length != hato_cursor_get_left (cursor) || name[length - 1] != '.')
    return FALSE;
  for (const char *at = name; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return FALSE;

  record->target = g_ascii_strdown (name, (gssize) length - 1);
  return TRUE;
}

static gboolean
read_exchange (HatoDnsRecord *record, HatoCursor *cursor)
{
  guint64 preference;

  if (!hato_cursor_take_decimal (cursor, G_MAXUINT16, &preference)
      || !hato_cursor_take_char (cursor, ' ') || !read_target (record, cursor))
    return FALSE;

  record->preference = (guint16) preference;
  return TRUE;
}

/**
 * hato_record_text_read:
 * @text: as hato_dns_record_finish () writes it
 *
 * Types that RFC 7208 asks for (TXT, A, AAAA, MX, PTR), CNAME and NS can be evaluated again; others keep their text alone.
 *
 * Returns: (transfer full) (nullable): NULL where @text is no record of @type
 */
HatoDnsRecord *
hato_record_text_read (guint16 type, guint32 ttl, const char *text)
{
  g_autoptr (HatoDnsRecord) record = hato_dns_record_new (type, ttl);
  gboolean good = TRUE;
  HatoCursor cursor;

  hato_cursor_init (&cursor, text, strlen (text));
  if (type == HATO_DNS_TXT || type == HATO_DNS_SPF)
    good = read_strings (record, &cursor);
  else if (type == HATO_DNS_A || type == HATO_DNS_AAAA)
    good = read_address (record, text);
  else if (type == HATO_DNS_MX)
    good = read_exchange (record, &cursor);
  else if (type == HATO_DNS_CNAME || type == HATO_DNS_PTR || type == HATO_DNS_NS)
    good = read_target (record, &cursor);
  record->text = g_strdup (text);
  return good ? g_steal_pointer (&record) : NULL;
}
