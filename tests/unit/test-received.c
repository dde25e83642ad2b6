/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/received.h"

static const struct
{
  const char *what;
  const char *value;
  const char *from;
  const char *address;
  const char *by;
  const char *recipient;
  gboolean is_submission;
} rows[] = {
  { "RFC 5321 §4.4, Postfix",
    "from mail.example.jp (mail.example.jp [203.0.113.5]) by mx.example.com (Postfix) with ESMTPS "
    "id 4ABC for <info@example.com>; Mon, 1 Jun 2026 10:00:00 +0900",
    "mail.example.jp", "203.0.113.5", "mx.example.com", "info@example.com", FALSE },
  { "Gmail",
    "from mail.example.jp (mail.example.jp. [2001:db8::5]) by mx.google.com with ESMTPS id d9si1 "
    "for <x@gmail.com> (version=TLS1_3 cipher=X by Y); Mon, 1 Jun 2026",
    "mail.example.jp", "2001:db8::5", "mx.google.com", "x@gmail.com", FALSE },
  { "Exim",
    "from [203.0.113.5] (helo=mail.example.jp) by mx.example.com with esmtps (TLS1.3) (Exim 4.96) "
    "id 1abc",
    "helo=mail.example.jp", "203.0.113.5", "mx.example.com", NULL, FALSE },
  { "Exchange", "from A.outlook.com (2603:1096:100::29) by B.outlook.com with HTTPS via C; Mon",
    "A.outlook.com", "2603:1096:100::29", "B.outlook.com", NULL, TRUE },
  { "IPv6 literal", "from x ([IPv6:2001:db8::7]) by y", "x", "2001:db8::7", "y", NULL, FALSE },
  { "a mapped address", "from x ([::ffff:203.0.113.9]) by y", "x", "203.0.113.9", "y", NULL,
    FALSE },
  { "a logged-in program (RFC 3848)",
    "from pc ([203.0.113.77]) by mail.example.jp with ESMTPSA id 1", "pc", "203.0.113.77",
    "mail.example.jp", NULL, TRUE },
  { "an inner address is none",
    "from localhost (localhost [127.0.0.1]) by mail.example.jp with ESMTP", "localhost", NULL,
    "mail.example.jp", NULL, FALSE },
  { "the machine itself", "by mail.example.jp (Postfix, from userid 33) id 1; Mon", NULL, NULL,
    "mail.example.jp", NULL, TRUE },
  { "qmail", "(qmail 1 invoked by uid 89); 1 Jun 2026", NULL, NULL, NULL, NULL, TRUE },
  { "nothing", "", NULL, NULL, NULL, NULL, TRUE },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoReceived) received = hato_received_parse (rows[i].value);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (received->from, ==, rows[i].from);
      g_assert_cmpstr (received->address, ==, rows[i].address);
      g_assert_cmpstr (received->by, ==, rows[i].by);
      g_assert_cmpstr (received->recipient, ==, rows[i].recipient);
      g_assert_cmpint (received->is_submission, ==, rows[i].is_submission);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/received/rows", test_rows);
  return g_test_run ();
}
