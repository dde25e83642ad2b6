/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/tlsa.h"

#include <string.h>

#include "base/cursor.h"

#define BLANKS " \t"

G_DEFINE_BOXED_TYPE (HatoTlsa, hato_tlsa, hato_tlsa_ref, hato_tlsa_unref)

/* RFC 6698 §2.1.3: how long the data of a matching type is; 0 = as long as what it is a copy of. */
static const gsize data_sizes[] = {
  [HATO_TLSA_EXACT] = 0,
  [HATO_TLSA_SHA256] = 32,
  [HATO_TLSA_SHA512] = 64,
};

/**
 * hato_tlsa_parse:
 * @bytes: RDATA
 *
 * Reads one TLSA record as it comes over the wire (RFC 6698 §2.1).
 *
 * Returns: (transfer full): never NULL
 */
HatoTlsa *
hato_tlsa_parse (gconstpointer bytes, gsize size)
{
  HatoTlsa *self = g_atomic_rc_box_new0 (HatoTlsa);
  HatoCursor cursor;
  const guint8 *data;
  gsize left;

  hato_cursor_init (&cursor, bytes, size);
  if (!hato_cursor_take_u8 (&cursor, &self->usage)
      || !hato_cursor_take_u8 (&cursor, &self->selector)
      || !hato_cursor_take_u8 (&cursor, &self->matching))
    return self;

  left = hato_cursor_get_left (&cursor);
  data = hato_cursor_take_bytes (&cursor, left);
  if (left == 0 || left > HATO_TLSA_DATA_MAX || self->usage > HATO_TLSA_DANE_EE
      || self->selector > HATO_TLSA_PUBLIC_KEY || self->matching >= G_N_ELEMENTS (data_sizes)
      || (data_sizes[self->matching] != 0 && data_sizes[self->matching] != left))
    return self;

  self->data = g_bytes_new (data, left);
  self->valid = TRUE;
  /* RFC 7672 §3.1.3: a sender of mail has no list of authorities that it shares with the receiver. */
  self->usable = self->usage == HATO_TLSA_DANE_TA || self->usage == HATO_TLSA_DANE_EE;
  return self;
}

/* Hexadecimal digits up to the end, blanks between them (RFC 6698 §2.2). */
static gboolean
take_hex (HatoCursor *cursor, GByteArray *rdata)
{
  int high = -1;

  for (;;)
    {
      int digit;
      guint8 byte;

      hato_cursor_take_any_of (cursor, BLANKS);
      if (hato_cursor_at_end (cursor))
        return high < 0;
      digit = g_ascii_xdigit_value ((char) hato_cursor_peek (cursor));
      if (digit < 0 || rdata->len > HATO_TLSA_DATA_MAX + 3)
        return FALSE;
      hato_cursor_skip (cursor, 1);
      if (high < 0)
        {
          high = digit;
          continue;
        }
      byte = (guint8) (high << 4 | digit);
      g_byte_array_append (rdata, &byte, 1);
      high = -1;
    }
}

/**
 * hato_tlsa_parse_text:
 * @text: the form of zone files (RFC 6698 §2.2), or the one of unknown types (RFC 3597 §5)
 *
 * Returns: (transfer full): never NULL
 */
HatoTlsa *
hato_tlsa_parse_text (const char *text)
{
  g_autoptr (GByteArray) rdata = g_byte_array_new ();
  HatoCursor cursor;
  guint64 number;
  gboolean unknown_type;

  hato_cursor_init (&cursor, text, strlen (text));
  hato_cursor_take_any_of (&cursor, BLANKS);
  unknown_type = hato_cursor_take_literal (&cursor, "\\#");
  for (guint field = 0; field < (unknown_type ? 1 : 3); field++)
    {
      guint8 byte;

      hato_cursor_take_any_of (&cursor, BLANKS);
      if (!hato_cursor_take_decimal (&cursor, unknown_type ? G_MAXUINT16 : G_MAXUINT8, &number)
          || hato_cursor_take_any_of (&cursor, BLANKS) == 0)
        return hato_tlsa_parse (NULL, 0);
      byte = (guint8) number;
      if (!unknown_type)
        g_byte_array_append (rdata, &byte, 1);
    }
  if (!take_hex (&cursor, rdata) || (unknown_type && number != rdata->len))
    return hato_tlsa_parse (NULL, 0);

  return hato_tlsa_parse (rdata->data, rdata->len);
}

/** hato_tlsa_parse_record: (transfer full): of an answer: its RDATA, or from a zone file its text. */
HatoTlsa *
hato_tlsa_parse_record (const HatoDnsRecord *record)
{
  return record->size > 0 || record->text == NULL ? hato_tlsa_parse (record->bytes, record->size)
                                                  : hato_tlsa_parse_text (record->text);
}

HatoTlsa *
hato_tlsa_ref (HatoTlsa *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
tlsa_clear (gpointer data)
{
  HatoTlsa *self = data;

  g_clear_pointer (&self->data, g_bytes_unref);
}

void
hato_tlsa_unref (HatoTlsa *self)
{
  g_atomic_rc_box_release_full (self, tlsa_clear);
}
