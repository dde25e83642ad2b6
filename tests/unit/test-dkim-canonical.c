/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/dkim-canonical.h"

#include <string.h>

static const struct
{
  const char *what;
  HatoCanonical form;
  const char *field;
  const char *wanted;
} fields[] = {
  { "RFC 6376 §3.4.5, example 1: A", HATO_CANONICAL_RELAXED, "A: X\r\n", "a:X\r\n" },
  { "RFC 6376 §3.4.5, example 1: B", HATO_CANONICAL_RELAXED, "B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n" },
  { "RFC 6376 §3.4.5, example 2: A", HATO_CANONICAL_SIMPLE, "A: X\r\n", "A: X\r\n" },
  { "RFC 6376 §3.4.5, example 2: B", HATO_CANONICAL_SIMPLE, "B : Y\t\r\n\tZ  \r\n",
    "B : Y\t\r\n\tZ  \r\n" },
  { "no line end, as the signature's own field", HATO_CANONICAL_RELAXED,
    "DKIM-Signature: a=b;\r\n b=", "dkim-signature:a=b; b=" },
  { "an empty value", HATO_CANONICAL_RELAXED, "A:  \r\n", "a:\r\n" },
};

#define LOOSE_BODY " C \r\nD \t E\r\n\r\n\r\n"

static const struct
{
  const char *what;
  HatoCanonical form;
  const char *body;
  const char *canonical;
} bodies[] = {
  { "RFC 6376 §3.4.5, example 1", HATO_CANONICAL_RELAXED, LOOSE_BODY, " C\r\nD E\r\n" },
  { "RFC 6376 §3.4.5, example 2", HATO_CANONICAL_SIMPLE, LOOSE_BODY, " C \r\nD \t E\r\n" },
  { "RFC 6376 §3.4.3: no body is one empty line", HATO_CANONICAL_SIMPLE, "", "\r\n" },
  { "RFC 6376 §3.4.4: no body is nothing", HATO_CANONICAL_RELAXED, "", "" },
  { "empty lines alone, simple", HATO_CANONICAL_SIMPLE, "\r\n\r\n", "\r\n" },
  { "empty lines alone, relaxed", HATO_CANONICAL_RELAXED, "\r\n \r\n\t\r\n", "" },
  { "a line of spaces is not empty, simple", HATO_CANONICAL_SIMPLE, " \r\n", " \r\n" },
  { "a line end is added, simple", HATO_CANONICAL_SIMPLE, "a", "a\r\n" },
  { "a line end is added, relaxed", HATO_CANONICAL_RELAXED, "a ", "a\r\n" },
  { "empty lines inside stay", HATO_CANONICAL_RELAXED, "\r\na\r\n\r\n\r\nb\r\n\r\n",
    "\r\na\r\n\r\n\r\nb\r\n" },
  { "a lone CR is no white space", HATO_CANONICAL_RELAXED, "a\r b\r\n", "a\r b\r\n" },
};

static void
test_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GString) out = g_string_new ("before:");

      g_test_message ("%s", fields[i].what);
      hato_dkim_append_field (out, fields[i].form, fields[i].field, strlen (fields[i].field));
      g_assert_cmpstr (out->str + strlen ("before:"), ==, fields[i].wanted);
    }
}

static void
test_bodies (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      guint8 digest[HATO_SHA256_SIZE];
      g_autoptr (GChecksum) wanted = g_checksum_new (G_CHECKSUM_SHA256);
      guint8 bytes[HATO_SHA256_SIZE];
      gsize size = sizeof bytes;

      g_test_message ("%s", bodies[i].what);
      g_assert_true (hato_dkim_hash_body (bodies[i].form, bodies[i].body, strlen (bodies[i].body),
                                          -1, digest));
      g_checksum_update (wanted, (const guchar *) bodies[i].canonical,
                         (gssize) strlen (bodies[i].canonical));
      g_checksum_get_digest (wanted, bytes, &size);
      g_assert_true (memcmp (digest, bytes, size) == 0);
    }
}

/* l= counts bytes of the canonical body (§3.5). */
static void
test_length (void)
{
  guint8 all[HATO_SHA256_SIZE], part[HATO_SHA256_SIZE];

  g_assert_true (hato_dkim_hash_body (HATO_CANONICAL_SIMPLE, "ab\r\n", 4, -1, all));
  g_assert_true (hato_dkim_hash_body (HATO_CANONICAL_SIMPLE, "ab\r\ncd\r\n", 8, 4, part));
  g_assert_true (memcmp (all, part, sizeof all) == 0);
  g_assert_true (hato_dkim_hash_body (HATO_CANONICAL_SIMPLE, "ab\r\n\r\n", 6, 4, part));
  g_assert_false (hato_dkim_hash_body (HATO_CANONICAL_SIMPLE, "ab\r\n\r\n", 6, 5, part));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dkim-canonical/fields", test_fields);
  g_test_add_func ("/dkim-canonical/bodies", test_bodies);
  g_test_add_func ("/dkim-canonical/length", test_length);
  return g_test_run ();
}
