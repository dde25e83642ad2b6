/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/json-limits.h"

#include <string.h>

#include "base/error.h"

#define DEPTH  3u
#define VALUES 6u

static const struct
{
  const char *description;
  const char *json;
  gsize size; /* 0 = up to its end */
  gboolean good;
} rows[] = {
  { "nothing", "", 0, TRUE },
  { "an object", "{\"a\": [1, -2.5e+3, true, false, null]}", 0, TRUE },
  { "three deep", "[[[]]]", 0, TRUE },
  { "four deep", "[[[[]]]]", 0, FALSE },
  { "objects count as well", "{\"a\":{\"a\":{\"a\":{}}}}", 0, FALSE },
  { "side by side is not deep", "[[],[],[]]", 0, TRUE },
  { "six values", "[0,0,0,0,0,0]", 0, TRUE },
  { "seven values", "[0,0,0,0,0,0,0]", 0, FALSE },
  { "brackets in a text", "[\"[[[[[[[{{{\"]", 0, TRUE },
  { "RFC 8259 §7: an escaped quote does not end a text", "[\"\\\"[[[[\"]", 0, TRUE },
  { "an escaped backslash does not escape the quote", "[\"\\\\\",[[[]]]]", 0, FALSE },
  { "a text without end", "[\"abc", 0, FALSE },
  { "a text that ends in a backslash", "[\"abc\\", 0, FALSE },
  { "a comment, in which a quote could hide brackets", "/* \" */[[[[\"]]]]", 0, FALSE },
  { "another comment", "# \"\n[]", 0, FALSE },
  { "single quotes", "['[[[[']", 0, FALSE },
  { "an assignment", "var a = [];", 0, FALSE },
  { "more ends than beginnings", "]", 0, FALSE },
  { "a NUL", "[]\0[]", 5, FALSE },
  { "a NUL in a text", "[\"\0\"]", 5, FALSE },
  { "a NUL behind a backslash", "[\"\\\0\"]", 6, FALSE },
  { "UTF-8 in a text", "[\"鳩\"]", 0, TRUE },
  { "UTF-8 outside", "[鳩]", 0, FALSE },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize size = rows[i].size > 0 ? rows[i].size : strlen (rows[i].json);
      gboolean good = hato_json_within_limits ("file", rows[i].json, size, DEPTH, VALUES, &error);

      g_test_message ("%s: %s", rows[i].description, error != NULL ? error->message : "good");
      g_assert_cmpint (good, ==, rows[i].good);
      if (!good)
        g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
    }
}

static void
test_line (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hato_json_within_limits ("file", "[\n\n1,\n?]", 8, DEPTH, VALUES, &error));
  g_assert_true (g_str_has_prefix (error->message, "file, line 4:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-limits/rows", test_rows);
  g_test_add_func ("/json-limits/line", test_line);
  return g_test_run ();
}
