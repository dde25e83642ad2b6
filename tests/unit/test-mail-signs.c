/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mail-signs.h"

#include <string.h>

typedef enum
{
  SERVER = 1 << 0,
  AUTOMATIC = 1 << 1,
  FAILURE = 1 << 2,
  DELAY = 1 << 3,
} Sign;

static const struct
{
  const char *headers;
  int signs;
} rows[] = {
  { "From: MAILER-DAEMON@mx.example.com (Mail Delivery System)\nSubject: Undelivered Mail Returned "
    "to Sender\nAuto-Submitted: auto-replied\n",
    SERVER | FAILURE | AUTOMATIC },
  { "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status "
    "Notification (Delay)\n",
    SERVER | DELAY },
  { "From: <>\n", SERVER },
  { "From: info@example.jp\nX-Failed-Recipients: a@b\n", SERVER },
  { "From: Postmaster@ezweb.ne.jp\nSubject: Mail System Error - Returned Mail\n",
    SERVER | FAILURE },
  { "From: a@b\nSubject: =?UTF-8?B?6YWN5L+h44Gn44GN44G+44Gb44KT44Gn44GX44Gf?=\n", FAILURE },
  { "From: a@b\nSubject: Automatic reply: Hello\n", AUTOMATIC },
  { "From: a@b\nSubject: =?UTF-8?B?6Ieq5YuV5b+c562UOiDjgZPjgpPjgavjgaHjga8=?=\n", AUTOMATIC },
  { "From: a@b\nAuto-Submitted: auto-replied (vacation)\nSubject: Hello\n", AUTOMATIC },
  { "From: a@b\nAuto-Submitted: no\nSubject: Hello\n", 0 },
  { "From: a@b\nAuto-Submitted: auto-generated\nSubject: Your order\n", 0 },
  { "From: a@b\nPrecedence: auto_reply\n", AUTOMATIC },
  { "From: a@b\nPrecedence: bulk\nSubject: News\n", 0 },
  { "Subject: Hello\n", 0 },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *mail = g_strconcat (rows[i].headers, "\nx\n", NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (mail, strlen (mail));
      g_autoptr (HatoMessage) message = hato_message_parse (bytes);
      HatoMailSigns signs;

      g_test_message ("%s", rows[i].headers);
      hato_mail_signs_read (&signs, message);
      g_assert_cmpint (signs.is_from_server, ==, (rows[i].signs & SERVER) != 0);
      g_assert_cmpint (signs.is_automatic, ==, (rows[i].signs & AUTOMATIC) != 0);
      g_assert_cmpint (signs.is_about_failure, ==, (rows[i].signs & FAILURE) != 0);
      g_assert_cmpint (signs.is_about_delay, ==, (rows[i].signs & DELAY) != 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-signs/rows", test_rows);
  return g_test_run ();
}
