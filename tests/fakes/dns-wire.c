/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns-wire.h"

#include <string.h>

static void
append_u16 (GByteArray *bytes, guint value)
{
  const guint8 pair[2] = { (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (bytes, pair, 2);
}

static void
append_name (GByteArray *bytes, const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  for (gsize i = 0; labels[i] != NULL && *labels[i] != '\0'; i++)
    {
      guint8 length = (guint8) strlen (labels[i]);

      g_byte_array_append (bytes, &length, 1);
      g_byte_array_append (bytes, (const guint8 *) labels[i], length);
    }
  g_byte_array_append (bytes, (const guint8 *) "", 1);
}

/* A zone file may have longer strings than the wire, which has 255 octets to each. */
static void
append_string (GByteArray *bytes, const guint8 *string, gsize size)
{
  do
    {
      guint8 length = (guint8) MIN (size, 255);

      g_byte_array_append (bytes, &length, 1);
      g_byte_array_append (bytes, string, length);
      string += length;
      size -= length;
    }
  while (size > 0);
}

static void
append_data (GByteArray *bytes, const HatoDnsRecord *record)
{
  gsize start = 0;

  switch (record->type)
    {
    case HATO_DNS_TXT:
    case HATO_DNS_SPF:
      for (guint i = 0; i < record->n_strings; start = record->ends[i], i++)
        append_string (bytes, record->bytes + start, record->ends[i] - start);
      break;
    case HATO_DNS_MX:
      append_u16 (bytes, record->preference);
      append_name (bytes, record->target);
      break;
    case HATO_DNS_CNAME:
    case HATO_DNS_NS:
    case HATO_DNS_PTR:
      append_name (bytes, record->target);
      break;
    case HATO_DNS_SOA:
      append_name (bytes, record->target);
      append_name (bytes, "hostmaster.test");
      for (guint i = 0; i < 5; i++)
        {
          append_u16 (bytes, 0);
          append_u16 (bytes, 60);
        }
      break;
    default:
      g_byte_array_append (bytes, record->bytes, (guint) record->size);
      break;
    }
}

/** fake_dns_wire_append_record: @record of the name @owner, without compression: RFC 1035 §3.2.1 */
void
fake_dns_wire_append_record (GByteArray *bytes, const char *owner, const HatoDnsRecord *record)
{
  guint at;

  append_name (bytes, owner);
  append_u16 (bytes, record->type);
  append_u16 (bytes, 1);
  append_u16 (bytes, record->ttl >> 16);
  append_u16 (bytes, record->ttl & 0xffff);
  at = bytes->len;
  append_u16 (bytes, 0);
  append_data (bytes, record);
  bytes->data[at] = (guint8) ((bytes->len - at - 2) >> 8);
  bytes->data[at + 1] = (guint8) (bytes->len - at - 2);
}
