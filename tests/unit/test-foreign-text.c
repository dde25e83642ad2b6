/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/foreign-text.h"

#include <string.h>

#define R "\ufffd"

/* limits T4: one line. */
static const struct
{
  const char *description;
  const char *bytes;
  gssize size; /* -1 = up to the NUL */
  const char *text;
} rows[] = {
  { "nothing", "", -1, "" },
  { "ASCII", "v=spf1 -all", -1, "v=spf1 -all" },
  { "Japanese", "届きませんでした（エラー）。　ﾃｽﾄ", -1, "届きませんでした（エラー）。　ﾃｽﾄ" },
  { "markup is text", "<b>&amp;</b>", -1, "<b>&amp;</b>" },
  { "combining marks", "e\u0301 か\u3099", -1, "e\u0301 か\u3099" },
  { "a kanji's variant (UTS #37)", "葛\U000e0100城市", -1, "葛\U000e0100城市" },
  { "an emoji", "💌", -1, "💌" },
  { "an emoji's colour", "👋🏽", -1, "👋🏽" },
  { "an emoji's form", "❤️ ☎︎", -1, "❤️ ☎︎" },
  { "emoji joined", "👨‍👩‍👧 🙋🏽‍♀️ ❤️‍🔥", -1,
    "👨‍👩‍👧 🙋🏽‍♀️ ❤️‍🔥" },
  { "an emoji that is newer than this GLib may be", "\U0001fae9", -1, "\U0001fae9" },
  { "flags", "🇯🇵", -1, "🇯🇵" },
  { "Arabic stays, its order is Unicode's", "مرحبا", -1, "مرحبا" },

  { "a NUL", "a\0b", 3, "a␀b" },
  { "tab, line feeds", "a\tb\nc\rd", -1, "a b c d" },
  { "a terminal's escape", "\x1b[31mred\x1b]0;title\x07", -1, R "[31mred" R "]0;title" R },
  { "the other C0 controls", "\x01\x08\x0b\x0c\x1f", -1, R R R R R },
  { "DEL", "a\x7f", -1, "a" R },
  { "C1 controls",
    "\xc2\x80\xc2\x9b"
    "31m\xc2\x85",
    -1, R R "31m" R },
  { "embeddings and overrides", "\u202a\u202b\u202c\u202d\u202e", -1, R R R R R },
  { "isolates", "\u2066\u2067\u2068\u2069", -1, R R R R },
  { "direction marks", "\u200e\u200f\u061c", -1, R R R },
  { "zero-width characters", "\u200b\u200c\u200d\u2060\ufeff", -1, R R R R R },
  { "a joiner at the end", "👨\u200d", -1, "👨" R },
  { "a joiner between letters", "a\u200db", -1, "a" R "b" },
  { "a joiner between an emoji and a letter", "👨\u200db", -1, "👨" R "b" },
  { "a joiner after what was replaced", "\u200b\u200d💌", -1, R R "💌" },
  { "a joiner, then no UTF-8", "👨\u200d\xff", -1, "👨" R R },
  { "line and paragraph separators", "a\u2028b\u2029c", -1, "a" R "b" R "c" },
  { "tags", "\U000e0001\U000e0041\U000e007f", -1, R R R },
  { "private use", "\ue000\uf8ff\U000f0000\U0010fffd", -1, R R R R },
  { "noncharacters", "\ufdd0\ufffe\U0001ffff\U0010ffff", -1, R R R R },
  { "unassigned", "\u0378\U000e0200", -1, R R },
  { "invisible operators", "\u2061\u2064\u206f", -1, R R R },
  { "a soft hyphen, a Mongolian one", "\u00ad\u180e", -1, R R },
  { "annotations", "\ufff9\ufffb", -1, R R },
  { "fillers and blanks", "\u034f\u115f\u1160\u17b4\u2800\u3164\uffa0", -1, R R R R R R R },
  { "variation of nothing", "\ufe00\ufe0d", -1, R R },

  { "a byte alone", "\x80", -1, R },
  { "Latin-1", "caf\xe9!", -1, "caf" R "!" },
  { "cut off", "\xe6\x97", -1, R R },
  { "cut off by a letter", "\xe6\x97z", -1, R R "z" },
  { "a NUL within", "\xe6\0\x97", 3, R "␀" R },
  { "overlong (RFC 3629 §3)", "\xc0\xaf\xe0\x80\xaf", -1, R R R R R },
  { "a surrogate", "\xed\xa0\x80", -1, R R R },
  { "past the end of Unicode", "\xf4\x90\x80\x80\xff\xfe", -1, R R R R R R },
};

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize size = rows[i].size < 0 ? strlen (rows[i].bytes) : (gsize) rows[i].size;
      g_autofree char *text = hato_foreign_text (rows[i].bytes, size, 100);

      g_test_message ("%s", rows[i].description);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Both sides of the limit; it counts characters, not bytes. */
static void
test_bounds (void)
{
  static const struct
  {
    const char *bytes;
    gsize max;
    const char *text;
  } cut[] = {
    { "日本語", 3, "日本語" }, { "日本語", 2, "日本…" }, { "日本語", 0, "…" }, { "", 0, "" },
    { "abc", 3, "abc" },       { "abcd", 3, "abc…" },
  };
  g_autofree char *long_text = g_strnfill (1000, 'a');
  g_autofree char *line = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cut); i++)
    {
      g_autofree char *text = hato_foreign_text (cut[i].bytes, strlen (cut[i].bytes), cut[i].max);

      g_assert_cmpstr (text, ==, cut[i].text);
    }

  line = hato_foreign_line (long_text);
  g_assert_cmpint (g_utf8_strlen (line, -1), ==, 513);
  g_assert_true (g_str_has_suffix (line, "a…"));
  long_text[512] = '\0';
  g_free (line);
  line = hato_foreign_line (long_text);
  g_assert_cmpstr (line, ==, long_text);
}

/* limits T1: hard-wrapped, nothing added but line feeds. */
static const struct
{
  const char *description;
  const char *bytes;
  guint columns;
  const char *text;
} blocks[] = {
  { "nothing", "", 4, "" },
  { "fits", "abcd", 4, "abcd" },
  { "one more", "abcde", 4, "abcd\ne" },
  { "twice", "abcdefghi", 4, "abcd\nefgh\ni" },
  { "line feeds stay", "ab\ncdef\n\ng", 4, "ab\ncdef\n\ng" },
  { "a line feed where a line is full", "abcd\nefgh", 4, "abcd\nefgh" },
  { "words are cut, spaces stay", "ab cdef", 4, "ab c\ndef" },
  { "Japanese takes two columns", "日本語だ", 4, "日本\n語だ" },
  { "and is not cut in two", "a日本", 4, "a日\n本" },
  { "marks stay with their letter", "abce\u0301f", 4, "abce\u0301\nf" },
  { "controls", "\x1b[1m\r\nx", 4, R "[1m\n \nx" },
  { "a line separator is no line feed", "a\u2028b", 4, "a" R "b" },
  { "one column", "a日b", 1, "a\n日\nb" },
};

static void
test_block (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      g_autofree char *text =
          hato_foreign_block (blocks[i].bytes, strlen (blocks[i].bytes), blocks[i].columns);

      g_test_message ("%s", blocks[i].description);
      g_assert_cmpstr (text, ==, blocks[i].text);
    }
}

/* What a reader of the block sees without its line feeds is what a reader of the line sees. */
static void
test_adds_nothing (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize size = rows[i].size < 0 ? strlen (rows[i].bytes) : (gsize) rows[i].size;
      g_autofree char *block = NULL;
      g_autoptr (GString) whole = NULL;

      if (memchr (rows[i].bytes, '\n', size) != NULL)
        continue;
      block = hato_foreign_block (rows[i].bytes, size, 7);
      whole = g_string_new (block);
      g_string_replace (whole, "\n", "", 0);
      g_assert_cmpstr (whole->str, ==, rows[i].text);
    }
}

/* A large record: 64 kB without a space, of letters and of marks alone; no line is long enough to freeze a label. */
static void
test_large (void)
{
  static const char *const letters[] = { "a", "\u0301", "日", "\xff", "👨\u200d" };

  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autoptr (GString) bytes = g_string_new (NULL);
      g_autofree char *block = NULL;
      g_auto (GStrv) lines = NULL;

      while (bytes->len < 64 * 1024)
        g_string_append (bytes, letters[i]);
      block = hato_foreign_block (bytes->str, bytes->len, 76);
      g_assert_true (g_utf8_validate (block, -1, NULL));
      lines = g_strsplit (block, "\n", -1);
      for (gsize j = 0; lines[j] != NULL; j++)
        g_assert_cmpint (g_utf8_strlen (lines[j], -1), <=, 512);
    }
}

/* Random bytes: always valid, never a character that is obeyed; marks in the text find their place (the same number of characters). */
static void
test_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      guint8 bytes[64];
      g_autofree char *block = NULL;
      g_autofree char *begun = NULL;

      for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8) g_test_rand_int_range (0, 256);
      block = hato_foreign_block (bytes, sizeof bytes, 10);
      g_assert_true (g_utf8_validate (block, -1, NULL));
      for (const char *at = block; *at != '\0'; at = g_utf8_next_char (at))
        g_assert_true (*at == '\n' || !g_unichar_iscntrl (g_utf8_get_char (at)));

      bytes[40] = 'x'; /* a character begins here */
      block = (g_free (block), hato_foreign_block (bytes, sizeof bytes, 10));
      begun = hato_foreign_block (bytes, 40, 10);
      g_assert_cmpint (g_utf8_strlen (begun, -1), <=, g_utf8_strlen (block, -1));
      g_assert_cmpint (strncmp (block, begun, strlen (begun)), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/foreign-text/text", test_text);
  g_test_add_func ("/foreign-text/bounds", test_bounds);
  g_test_add_func ("/foreign-text/block", test_block);
  g_test_add_func ("/foreign-text/adds-nothing", test_adds_nothing);
  g_test_add_func ("/foreign-text/large", test_large);
  g_test_add_func ("/foreign-text/random", test_random);
  return g_test_run ();
}
