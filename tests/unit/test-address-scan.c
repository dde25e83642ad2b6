/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/address-scan.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *addresses; /* joined by a space */
} rows[] = {
  { "taro@example.jp", "taro@example.jp" },
  { "<taro@example.jp>: no", "taro@example.jp" },
  { "a@example.jp,b@example.jp;c@example.jp", "a@example.jp b@example.jp c@example.jp" },
  { "taro+shop=1_x@mail.example.co.jp.", "taro+shop=1_x@mail.example.co.jp" },
  { "=?utf-8?b?8J?=@example.org", "=?utf-8?b?8J?=@example.org" },
  { "宛先はtaro@example.jpです", "taro@example.jp" },
  { "taro@example.jpに送信", "taro@example.jp" },
  { "taro@日本語.jp", "taro@日本語.jp" },
  { "taro@a.日本語", "taro@a.日本語" },
  { "550-taro@example.jp is unknown", "taro@example.jp" },
  { "/home/taro@example.jp", "taro@example.jp" },
  { "c=US;a= ;p=X;dda:SMTP=taro@example.jp; on Fri", "taro@example.jp" },
  { "rfc822;taro@example.jp", "taro@example.jp" },
  { "\"taro\"@example.jp", "" },
  { "taro@localhost", "" },
  { "@example.jp", "" },
  { "taro@", "" },
  { "taro@.jp", "taro@.jp" },
  { "a@b@c.jp", "b@c.jp" },
  { "", "" },
};

static void
test_scan (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) found = g_string_new (NULL);
      const char *text = rows[i].text;
      HatoAddressSpan span;

      for (gsize from = 0; hato_address_scan_next (text, strlen (text), from, &span);
           from = span.end)
        {
          if (found->len > 0)
            g_string_append_c (found, ' ');
          g_string_append_len (found, text + span.start, (gssize) (span.end - span.start));
        }
      g_test_message ("%s", text);
      g_assert_cmpstr (found->str, ==, rows[i].addresses);
    }
}

/* Both sides of RFC 5321 §4.5.3.1.1: a local part of 64 bytes; of a longer one the end is taken. */
static void
test_limit (void)
{
  g_autofree char *local = g_strnfill (64, 'a');
  g_autofree char *fits = g_strconcat (local, "@example.jp", NULL);
  g_autofree char *longer = g_strconcat ("b", local, "@example.jp", NULL);
  HatoAddressSpan span;

  g_assert_true (hato_address_scan_next (fits, strlen (fits), 0, &span));
  g_assert_cmpuint (span.start, ==, 0);
  g_assert_true (hato_address_scan_next (longer, strlen (longer), 0, &span));
  g_assert_cmpuint (span.start, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address-scan/scan", test_scan);
  g_test_add_func ("/address-scan/limit", test_limit);
  return g_test_run ();
}
