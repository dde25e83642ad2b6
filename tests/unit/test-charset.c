/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/charset.h"

#include <string.h>

#define TEXT(bytes) bytes, sizeof bytes - 1

static const struct
{
  const char *what;
  const char *bytes;
  gsize size;
  const char *label;
  const char *text;
} rows[] = {
  { "nothing", TEXT (""), "utf-8", "" },
  { "UTF-8", TEXT ("\xe9\x85\x8d\xe9\x80\x81"), "UTF-8", "配送" },
  { "UTF-8 without a label", TEXT ("\xe9\x85\x8d\xe9\x80\x81"), NULL, "配送" },
  { "UTF-8 called Latin", TEXT ("\xe9\x85\x8d\xe9\x80\x81"), "us-ascii", "配送" },
  { "RFC 1468", TEXT ("a \033$BG[Aw\033(B b"), "ISO-2022-JP", "a 配送 b" },
  { "ISO-2022-JP without a label", TEXT ("\033$BG[Aw\033(B"), NULL, "配送" },
  { "ISO-2022-JP called ASCII", TEXT ("\033$BG[Aw\033(B"), "us-ascii", "配送" },
  { "ISO-2022-JP called UTF-8", TEXT ("\033$BG[Aw\033(B"), "utf-8", "配送" },
  { "circled digits of NEC row 13", TEXT ("\033$B-!\033(B"), "iso-2022-jp", "①" },
  { "half-width kana", TEXT ("\033(I12\033(B3"), "iso-2022-jp", "ｱｲ3" },
  { "a lost escape spoils one line", TEXT ("\033$BG[Aw\nhello"), "iso-2022-jp", "配送\nhello" },
  { "Shift_JIS", TEXT ("\x94\x7a\x91\x97"), "Shift_JIS", "配送" },
  { "Shift_JIS by another name", TEXT ("\x87\x40"), "x-sjis", "①" },
  { "Shift_JIS called ISO-2022-JP", TEXT ("\x83\x81\x81\x5b\x83\x8b"), "iso-2022-jp", "メール" },
  { "EUC-JP", TEXT ("\xc7\xdb\xc1\xf7"), "EUC-JP", "配送" },
  { "EUC-JP without a label", TEXT ("\xa5\xe1\xa1\xbc\xa5\xeb"), NULL, "メール" },
  { "Latin-1", TEXT ("re\xe7u"), "iso-8859-1", "reçu" },
  { "Windows' dashes called Latin-1", TEXT ("a \x96 b"), "iso-8859-1", "a – b" },
  { "a label that nobody knows", TEXT ("re\xe7u"), "x-unknown", "reçu" },
  { "a label that is a path", TEXT ("re\xe7u"), "../../tmp/x", "reçu" },
  { "a label with a slash", TEXT ("re\xe7u"), "UTF-8//IGNORE", "reçu" },
  { "NUL", TEXT ("a\0b"), "utf-8", "a b" },
  { "UTF-16", TEXT ("a\0b\0"), "utf-16le", "ab" },
  { "UTF-7 (RFC 2152)", TEXT ("a+MEI-"), "unicode-1-1-utf-7", "aあ" },
  { "half a character", TEXT ("\xe9\x85"), "utf-8", "é…" },
  { "Chinese", TEXT ("\xc4\xe3"), "gb2312", "你" },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = hato_charset_to_utf8 (rows[i].bytes, rows[i].size, rows[i].label);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Whatever the bytes and the label, the text is valid and of a bounded length. */
static void
test_any_bytes (void)
{
  static const char *const labels[] = { NULL,     "utf-8",       "iso-2022-jp", "sjis",
                                        "euc-jp", "utf-7",       "utf-16",      "big5",
                                        "gbk",    "iso-2022-kr", "koi8-r" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint n = 0; n < 2000; n++)
    {
      char bytes[64];
      g_autofree char *text = NULL;

      for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = (char) g_rand_int_range (rand, 0, 256);
      text = hato_charset_to_utf8 (bytes, sizeof bytes, labels[n % G_N_ELEMENTS (labels)]);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_cmpuint (strlen (text), <=, 4 * sizeof bytes);
    }
}

static void
test_japanese (void)
{
  g_assert_true (hato_charset_has_japanese ("550 メール"));
  g_assert_true (hato_charset_has_japanese ("は"));
  g_assert_false (hato_charset_has_japanese ("reçu – 你"));
  g_assert_false (hato_charset_has_japanese (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charset/rows", test_rows);
  g_test_add_func ("/charset/any-bytes", test_any_bytes);
  g_test_add_func ("/charset/japanese", test_japanese);
  return g_test_run ();
}
