/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cursor.h"

static void
test_never_past_the_end (void)
{
  HatoCursor cursor, slice;
  guint16 u16;
  guint32 u32;

  hato_cursor_init (&cursor, "\x01\x02\x03", 3);
  g_assert_false (hato_cursor_take_u32 (&cursor, &u32));
  g_assert_cmpuint (cursor.position, ==, 0);
  g_assert_true (hato_cursor_take_u16 (&cursor, &u16));
  g_assert_cmphex (u16, ==, 0x0102);
  g_assert_false (hato_cursor_take_u16 (&cursor, &u16));
  g_assert_false (hato_cursor_take_slice (&cursor, 2, &slice));
  g_assert_true (hato_cursor_take_slice (&cursor, 1, &slice));
  g_assert_cmpint (hato_cursor_peek (&slice), ==, 3);
  g_assert_cmpint (hato_cursor_peek_at (&slice, 1), ==, HATO_CURSOR_END);
  g_assert_cmpint (hato_cursor_peek_at (&slice, G_MAXSIZE), ==, HATO_CURSOR_END);
  g_assert_true (hato_cursor_at_end (&cursor));
  g_assert_false (hato_cursor_seek (&cursor, 4));
  g_assert_false (hato_cursor_skip (&cursor, G_MAXSIZE));
  g_assert_null (hato_cursor_take_bytes (&cursor, 1));
}

static void
test_nothing (void)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, NULL, 5);
  g_assert_true (hato_cursor_at_end (&cursor));
  g_assert_cmpint (hato_cursor_peek (&cursor), ==, HATO_CURSOR_END);
  g_assert_cmpuint (hato_cursor_take_until_any_of (&cursor, ";"), ==, 0);
}

static void
test_decimal (void)
{
  static const struct
  {
    const char *text;
    guint64 max;
    gboolean good;
    guint64 value;
  } rows[] = {
    { "0", 0, TRUE, 0 },
    { "32/", 32, TRUE, 32 },
    { "33", 32, FALSE, 0 },
    { "", 9, FALSE, 0 },
    { "-1", 9, FALSE, 0 },
    { "007", 7, TRUE, 7 },
    { "18446744073709551615", G_MAXUINT64, TRUE, G_MAXUINT64 },
    { "18446744073709551616", G_MAXUINT64, FALSE, 0 },
    { "99999999999999999999999", G_MAXUINT64, FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HatoCursor cursor;
      guint64 value = 0;

      hato_cursor_init (&cursor, rows[i].text, strlen (rows[i].text));
      g_assert_cmpint (hato_cursor_take_decimal (&cursor, rows[i].max, &value), ==, rows[i].good);
      g_assert_cmpuint (value, ==, rows[i].value);
      if (!rows[i].good)
        g_assert_cmpuint (cursor.position, ==, 0);
    }
}

static void
test_text (void)
{
  HatoCursor cursor;
  g_autofree char *range = NULL;

  hato_cursor_init (&cursor, "V=spf1  a\0b;c", 13);
  g_assert_false (hato_cursor_take_literal (&cursor, "v="));
  g_assert_true (hato_cursor_take_literal_any_case (&cursor, "v=SPF1"));
  g_assert_cmpuint (hato_cursor_take_any_of (&cursor, " "), ==, 2);
  g_assert_cmpuint (hato_cursor_take_until_any_of (&cursor, ";"), ==,
                    3); /* NUL is a byte like others */
  g_assert_true (hato_cursor_take_char (&cursor, ';'));
  g_assert_false (hato_cursor_take_literal (&cursor, "cc"));
  range = hato_cursor_dup_range (&cursor, 2, 100);
  g_assert_cmpstr (range, ==, "spf1  a");
}

static void
test_line (void)
{
  static const char *const lines[] = { "one\r", "", "two" };
  HatoCursor cursor, line;

  hato_cursor_init (&cursor, "one\r\n\ntwo", 9);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (hato_cursor_take_line (&cursor, &line));
      text = hato_cursor_dup_range (&line, 0, line.size);
      g_assert_cmpstr (text, ==, lines[i]);
    }
  g_assert_false (hato_cursor_take_line (&cursor, &line));
  hato_cursor_init (&cursor, NULL, 0);
  g_assert_false (hato_cursor_take_line (&cursor, &line));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cursor/never-past-the-end", test_never_past_the_end);
  g_test_add_func ("/cursor/nothing", test_nothing);
  g_test_add_func ("/cursor/decimal", test_decimal);
  g_test_add_func ("/cursor/text", test_text);
  g_test_add_func ("/cursor/line", test_line);
  return g_test_run ();
}
