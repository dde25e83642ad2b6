/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed or pasted as "the server name in the mail program". */
#include "config.h"

#include "advice/typed-server.h"

#include <string.h>

#include "base/error.h"

static const struct
{
  const char *text;
  const char *host; /* (nullable) */
  gboolean is_error;
} rows[] = {
  { "mail.example.co.jp", "mail.example.co.jp", FALSE },
  { "  Mail.Example.co.jp. ", "mail.example.co.jp", FALSE },
  { "「ｍａｉｌ．ｅｘａｍｐｌｅ．ｃｏ．ｊｐ」", "mail.example.co.jp", FALSE },
  { "mail.example.co.jp:993", "mail.example.co.jp", FALSE },
  { "imaps://info@mail.example.co.jp:993/INBOX", "mail.example.co.jp", FALSE },
  { "info@example.co.jp", "example.co.jp", FALSE },
  { "メール.日本語.jp", "xn--4dkua4c.xn--wgv71a119e.jp", FALSE },
  { "192.0.2.34", "192.0.2.34", FALSE },
  { "192.0.2.34:587", "192.0.2.34", FALSE },
  { "2001:DB8::1", "2001:db8::1", FALSE },
  { "[2001:db8::1]:993", "2001:db8::1", FALSE },
  { "接続しているサーバーは、確認できないセキュリティ証明書を使用しています。", NULL, TRUE },
  { "対象のプリンシパル名が間違っています。", NULL, TRUE },
  { "接続しているサーバーは、確認できないセキュリティ証明書を使用しています。\n\n"
    "対象のプリンシパル名が間違っています。\n\nこのサーバーの使用を続けますか?",
    NULL, TRUE },
  { "The target principal name is incorrect.", NULL, TRUE },
  { "Add Security Exception\nLocation: mail.example.co.jp:993\nWrong Site", "mail.example.co.jp",
    TRUE },
  { "サーバの識別情報を検証できません\n“mail.example.co.jp”の識別情報を“メール”で検証できません。",
    "mail.example.co.jp", TRUE },
  { "Cannot Verify Server Identity\nThe identity of “192.0.2.34” cannot be verified by Mail "
    "16.0.1.",
    "192.0.2.34", TRUE },
  { "Cannot Verify Server Identity\nAccount info@example.co.jp, Mail 16.0.1.", NULL, TRUE },
};

static const char *const refused[] = {
  "",
  "   ",
  "mail",
  "mail..example.jp",
  "what is this?",
  "https:///",
  "550 5.1.1 <a@b.example> User unknown", /* no matter of the server name */
};

static void
test_read (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoTypedServer) server = hato_typed_server_read (rows[i].text, english, &error);

      g_test_message ("%s", rows[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (server->host, ==, rows[i].host);
      g_assert_cmpint (server->is_error, ==, rows[i].is_error);
    }
}

static void
test_refused (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autofree char *endless = g_strnfill (1000000, 'x');
  g_autofree char *spaced = g_strnfill (1000000, ' ');

  memset (spaced, '.', 1);
  memset (spaced + 999999, '.', 1);
  for (gsize i = 0; i < G_N_ELEMENTS (refused) + 2; i++)
    {
      const char *text = i < G_N_ELEMENTS (refused)    ? refused[i]
                         : i == G_N_ELEMENTS (refused) ? endless
                                                       : spaced;
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoTypedServer) server = hato_typed_server_read (text, english, &error);

      g_assert_null (server);
      g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
      g_assert_cmpuint (strlen (error->message), <, 400);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typed-server/read", test_read);
  g_test_add_func ("/typed-server/refused", test_refused);
  return g_test_run ();
}
