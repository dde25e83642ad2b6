/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mbox.h"

#include <string.h>

#define MAILS_MAX 4u

static const struct
{
  const char *what;
  const char *file;
  const char *mails[MAILS_MAX];
} rows[] = {
  { "one mail", "Subject: a\n\nb\n", { "Subject: a\n\nb\n" } },
  { "one mail after its From line",
    "From a@b Mon Jun  1 10:00:00 2026\nSubject: a\n\nb\n",
    { "Subject: a\n\nb\n" } },
  { "two (RFC 4155 Appendix A)",
    "From a@b Mon Jun  1 10:00:00 2026\nA: 1\n\nx\n\nFrom c@d Mon Jun  1 10:00:00 2026\nB: "
    "2\n\ny\n",
    { "A: 1\n\nx\n\n", "B: 2\n\ny\n" } },
  { "CRLF",
    "From a Mon Jun  1 10:00:00 2026\r\nA: 1\r\n\r\nFrom b Mon Jun  1 10:00 2026\r\nB: 2\r\n",
    { "A: 1\r\n\r\n", "B: 2\r\n" } },
  { "a sentence is no From line",
    "From a Mon Jun  1 10:00:00 2026\nA: 1\n\nFrom here on: nothing\n",
    { "A: 1\n\nFrom here on: nothing\n" } },
  { "without an empty line before it it is none",
    "From a Mon Jun  1 10:00:00 2026\nA: 1\nFrom b Mon Jun  1 10:00:00 2026\n",
    { "A: 1\nFrom b Mon Jun  1 10:00:00 2026\n" } },
  { "a mail that is no mbox is not split",
    "A: 1\n\nFrom b Mon Jun  1 10:00:00 2026\nx\n",
    { "A: 1\n\nFrom b Mon Jun  1 10:00:00 2026\nx\n" } },
  { "a From line and nothing", "From a Mon Jun  1 10:00:00 2026\n", { "" } },
  { "nothing", "", { NULL } },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HatoCursor file, mail;
      guint n = 0;

      g_test_message ("%s", rows[i].what);
      hato_cursor_init (&file, rows[i].file, strlen (rows[i].file));
      for (; hato_mbox_take (&file, &mail); n++)
        {
          g_autofree char *text = hato_cursor_dup_range (&mail, 0, mail.size);

          g_assert_cmpuint (n, <, MAILS_MAX);
          g_assert_cmpstr (text, ==, rows[i].mails[n]);
        }
      g_assert_null (rows[i].mails[n]);
      g_assert_true (hato_cursor_at_end (&file));
    }
}

static void
test_unescape (void)
{
  static const char *const pairs[][2] = {
    { "a\n>From b\n>>From c\n> From d\nx >From e\n>From",
      "a\nFrom b\n>From c\n> From d\nx >From e\n>From" },
    { ">From b", "From b" },
    { "plain\r\n", "plain\r\n" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      HatoCursor mail;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;
      gsize size;

      hato_cursor_init (&mail, pairs[i][0], strlen (pairs[i][0]));
      bytes = hato_mbox_unescape (&mail);
      size = g_bytes_get_size (bytes);
      text = size > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), size) : g_strdup ("");
      g_assert_cmpstr (text, ==, pairs[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mbox/rows", test_rows);
  g_test_add_func ("/mbox/unescape", test_unescape);
  return g_test_run ();
}
