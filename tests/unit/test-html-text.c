/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/html-text.h"

#include <string.h>

static const struct
{
  const char *what;
  const char *html;
  const char *text;
} rows[] = {
  { "nothing", "", "" },
  { "plain text", "550 5.1.1 no such user", "550 5.1.1 no such user" },
  { "white space is folded", "a\r\n  b\t c", "a b c" },
  { "blocks are lines", "<p>one</p><div>two<br>three<br/>four</div>", "one\ntwo\nthree\nfour\n" },
  { "cells are lines", "<table><tr><td>a</td><td>b</td></tr></table>", "a\nb\n" },
  { "other tags are nothing", "<b>bold</b> <a href=\"http://x.example\">link</a>", "bold link" },
  { "what is not for reading",
    "<head><title>T</title><style>p{}</style></head><script>alert('<p>')</script>x", "x" },
  { "a script that does not end is text", "<script>x", "x" },
  { "references", "&lt;info@example.jp&gt; &amp;&nbsp;&#65;&#x3042;&copy;",
    "<info@example.jp> & Aあ©" },
  { "no references", "a & b &unknown; &#0; &#xd800;", "a & b &unknown; &#0; &#xd800;" },
  { "an address in brackets is text", "to <info@example.jp>: gone", "to <info@example.jp>: gone" },
  { "less than", "1 < 2 <3", "1 < 2 <3" },
  { "a tag that does not end is text", "a <b c", "a <b c" },
  { "a comment", "a<!-- hidden -->b", "ab" },
  { "Outlook's own tags", "a<o:p></o:p>b", "ab" },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = hato_html_text (rows[i].html);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* What opens a million times and never closes is looked for once. */
static void
test_linear (void)
{
  static const char *const floods[] = { "<script>", "<b", "<p>", "&", "<!--", "<style><" };

  for (gsize i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autofree char *text = NULL;
      gint64 start;

      while (html->len < 300 * 1000)
        g_string_append (html, floods[i]);
      start = g_get_monotonic_time ();
      text = hato_html_text (html->str);
      g_test_message ("%s: %.0f ms", floods[i], (double) (g_get_monotonic_time () - start) / 1000);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
      g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
#endif
      g_assert_cmpuint (strlen (text), <=, html->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html-text/rows", test_rows);
  g_test_add_func ("/html-text/linear", test_linear);
  return g_test_run ();
}
