/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/tlsa.h"

#include <string.h>

#define HEX16 "000102030405060708090a0b0c0d0e0f"
#define HEX32 HEX16 HEX16
#define HEX64 HEX32 HEX32

/* RFC 6698 §2.1, §2.2; RFC 7672 §3.1 for what a sender of mail may use. */
static const struct
{
  const char *description;
  const char *text;
  gboolean valid;
  gboolean usable;
} rows[] = {
  { "the usual one", "3 1 1 " HEX32, TRUE, TRUE },
  { "an own authority", "2 0 2 " HEX64, TRUE, TRUE },
  { "a whole certificate", "3 0 0 30820122", TRUE, TRUE },
  { "blanks within the digits", "3 1 1 " HEX16 " " HEX16 " ", TRUE, TRUE },
  { "capital digits", "3 1 1 " HEX16 "000102030405060708090A0B0C0D0E0F", TRUE, TRUE },
  { "a public authority (RFC 7672 §3.1.3)", "0 0 1 " HEX32, TRUE, FALSE },
  { "a certificate of a public authority", "1 1 1 " HEX32, TRUE, FALSE },
  { "usage 4", "4 1 1 " HEX32, FALSE, FALSE },
  { "usage 255", "255 1 1 " HEX32, FALSE, FALSE },
  { "usage 256", "256 1 1 " HEX32, FALSE, FALSE },
  { "selector 2", "3 2 1 " HEX32, FALSE, FALSE },
  { "matching 3", "3 1 3 " HEX32, FALSE, FALSE },
  { "a byte too short", "3 1 1 " HEX16 "000102030405060708090a0b0c0d0e", FALSE, FALSE },
  { "a byte too long", "3 1 1 " HEX32 "00", FALSE, FALSE },
  { "SHA-512 of SHA-256's length", "3 1 2 " HEX32, FALSE, FALSE },
  { "half a byte", "3 1 1 " HEX32 "0", FALSE, FALSE },
  { "no digit", "3 1 1 " HEX16 "g00102030405060708090a0b0c0d0e0f", FALSE, FALSE },
  { "no data", "3 1 0 ", FALSE, FALSE },
  { "fields run together", "311 " HEX32, FALSE, FALSE },
  { "nothing", "", FALSE, FALSE },
  { "the form of unknown types (RFC 3597 §5)", "\\# 35 030101" HEX32, TRUE, TRUE },
  { "its length is wrong", "\\# 34 030101" HEX32, FALSE, FALSE },
  { "unknown type, nothing", "\\# 0 ", FALSE, FALSE },
};

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoTlsa) tlsa = hato_tlsa_parse_text (rows[i].text);

      g_test_message ("%s: %s", rows[i].description, rows[i].text);
      g_assert_cmpint (tlsa->valid, ==, rows[i].valid);
      g_assert_cmpint (tlsa->usable, ==, rows[i].usable);
      g_assert_cmpint (tlsa->data != NULL, ==, rows[i].valid);
    }
}

static void
test_bytes (void)
{
  static const guint8 bytes[] = { 3, 0, 0, 0xab, 0xcd };
  g_autoptr (HatoTlsa) tlsa = hato_tlsa_parse (bytes, sizeof bytes);
  g_autoptr (GBytes) data = g_bytes_new_static (bytes + 3, 2);

  g_assert_true (tlsa->valid);
  g_assert_cmpuint (tlsa->usage, ==, HATO_TLSA_DANE_EE);
  g_assert_cmpuint (tlsa->selector, ==, HATO_TLSA_WHOLE);
  g_assert_cmpuint (tlsa->matching, ==, HATO_TLSA_EXACT);
  g_assert_true (g_bytes_equal (tlsa->data, data));
  for (gsize size = 0; size < 4; size++)
    {
      g_autoptr (HatoTlsa) cut = hato_tlsa_parse (bytes, size);

      g_assert_false (cut->valid);
    }
}

/* The longest data, and one byte more. */
static void
test_limit (void)
{
  for (gsize more = 0; more < 2; more++)
    {
      gsize size = 3 + HATO_TLSA_DATA_MAX + more;
      g_autofree guint8 *bytes = g_malloc0 (size);
      g_autoptr (HatoTlsa) tlsa = NULL;

      bytes[0] = 3;
      tlsa = hato_tlsa_parse (bytes, size);
      g_assert_cmpint (tlsa->valid, ==, more == 0);
    }
}

/* An answer over the wire has bytes, one from a zone file its text. */
static void
test_records (void)
{
  static const guint8 bytes[] = { 2, 1, 0, 0x30 };
  g_autoptr (HatoDnsRecord) wire = hato_dns_record_new (HATO_DNS_TLSA, 60);
  g_autoptr (HatoDnsRecord) zone = hato_dns_record_new (HATO_DNS_TLSA, 60);
  g_autoptr (HatoTlsa) first = NULL;
  g_autoptr (HatoTlsa) second = NULL;

  wire->bytes = g_memdup2 (bytes, sizeof bytes);
  wire->size = sizeof bytes;
  hato_dns_record_finish (wire);
  zone->text = g_strdup ("2 1 0 30");
  first = hato_tlsa_parse_record (wire);
  second = hato_tlsa_parse_record (zone);
  g_assert_true (first->valid && second->valid);
  g_assert_true (g_bytes_equal (first->data, second->data));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tlsa/texts", test_texts);
  g_test_add_func ("/tlsa/bytes", test_bytes);
  g_test_add_func ("/tlsa/limit", test_limit);
  g_test_add_func ("/tlsa/records", test_records);
  return g_test_run ();
}
