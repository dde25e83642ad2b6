/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/base64.h"

#include <string.h>

#define CHARACTERS_MAX 16u

static const struct
{
  const char *what;
  const char *text;
  const char *bytes; /* NULL = refused */
  gsize bad;
} rows[] = {
  { "RFC 4648 §10: one byte", "Zg==", "f", 4 },
  { "RFC 4648 §10: six bytes", "Zm9vYmFy", "foobar", 8 },
  { "nothing", "", "", 0 },
  { "white space inside (RFC 6376 §3.5)", "Zm9v\r\n\t YmFy ", "foobar", 13 },
  { "padding left out", "Zm9vYg", "foob", 6 },
  { "a single left-over character stands for no byte", "Zm9vY", "foo", 5 },
  { "a character that Base64 does not have", "Zm9v-mFy", NULL, 4 },
  { "the URL alphabet is another one (RFC 4648 §5)", "Zm9_", NULL, 3 },
  { "text after the padding", "Zg==Zg==", NULL, 4 },
  { "three characters of padding", "Z===", NULL, 3 },
  { "as long as may be", "AAAAAAAAAAAAAAAA", "\0\0\0\0\0\0\0\0\0\0\0\0", 16 },
  { "one more", "AAAAAAAAAAAAAAAAA", NULL, 16 },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize bad = 99, wanted;
      g_autoptr (GBytes) bytes =
          hato_base64_decode (rows[i].text, strlen (rows[i].text), CHARACTERS_MAX, &bad);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpuint (bad, ==, rows[i].bad);
      g_assert_true ((bytes != NULL) == (rows[i].bytes != NULL));
      if (bytes == NULL)
        continue;
      wanted = rows[i].text[0] == 'A' ? 12 : strlen (rows[i].bytes);
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, wanted);
      g_assert_true (memcmp (g_bytes_get_data (bytes, NULL), rows[i].bytes, wanted) == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base64/rows", test_rows);
  return g_test_run ();
}
