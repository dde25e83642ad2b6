/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/returned.h"

#include <string.h>

static HatoOriginal *
read_original (const char *mail)
{
  g_autoptr (GBytes) bytes = g_bytes_new (mail, strlen (mail));
  g_autoptr (HatoMessage) message = hato_message_parse (bytes);

  return hato_returned_read (message);
}

static void
test_usual (void)
{
  g_autoptr (HatoOriginal) original = read_original (
      "Return-Path: <bounce@mail.example.jp>\n"
      "Received: from localhost (localhost [127.0.0.1]) by mx.example.com with ESMTP\n"
      "Received: from mail.example.jp (mail.example.jp [203.0.113.5])\n\tby mx.example.com with "
      "ESMTPS\n"
      "Received: from pc ([198.51.100.7]) by mail.example.jp with ESMTPSA\n"
      "Authentication-Results: mx.example.com; spf=fail smtp.mailfrom=example.jp\n"
      "DKIM-Signature: v=1; a=rsa-sha256; d=example.jp; s = sel1;\n\th=from; bh=; b=\n"
      "DKIM-Signature: v=1; d=esp.example; s=s2\n"
      "From: =?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <info@example.jp>\n"
      "To: a@example.com, b@example.com\n"
      "Cc: c@example.com\n"
      "Subject: =?UTF-8?B?44GU5oyo5ou2?=\n"
      "Message-ID: <1@example.jp>\n"
      "Date: Mon, 1 Jun 2026 10:00:00 +0900\n\nbody\n");
  const HatoSignature *signature;

  g_assert_cmpstr (original->from, ==, "info@example.jp");
  g_assert_cmpstr (original->envelope_sender, ==, "bounce@mail.example.jp");
  g_assert_cmpuint (original->to->len, ==, 3);
  g_assert_cmpstr (original->subject, ==, "ご挨拶");
  g_assert_cmpstr (original->message_id, ==, "1@example.jp");
  g_assert_cmpstr (original->date, ==, "Mon, 1 Jun 2026 10:00:00 +0900");
  g_assert_cmpuint (original->signatures->len, ==, 2);
  signature = g_ptr_array_index (original->signatures, 0);
  g_assert_cmpstr (signature->domain, ==, "example.jp");
  g_assert_cmpstr (signature->selector, ==, "sel1");
  g_assert_cmpstr (original->sending_ip, ==, "203.0.113.5");
  g_assert_cmpstr (original->sending_host, ==, "mail.example.jp");
  g_assert_true (g_str_has_prefix (original->authentication_results, "mx.example.com; spf=fail"));
  g_assert_false (original->forwarded);
  g_assert_false (original->is_auto_reply);
}

static void
test_forwarded (void)
{
  static const struct
  {
    const char *what;
    const char *mail;
    const char *by;
  } rows[] = {
    { "Gmail's forwarding",
      "X-Forwarded-For: shop@example.jp private@example.com\nFrom: a@b.example\n\n",
      "shop@example.jp" },
    { "a mailbox on the way", "Delivered-To: shop@example.jp\nFrom: a@b.example\n\n",
      "shop@example.jp" },
    { "SRS", "Return-Path: <SRS0=x=y=b.example=a@example.jp>\nFrom: a@b.example\n\n", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoOriginal) original = read_original (rows[i].mail);

      g_test_message ("%s", rows[i].what);
      g_assert_true (original->forwarded);
      g_assert_cmpstr (original->forwarded_by, ==, rows[i].by);
    }
}

static void
test_null_sender (void)
{
  g_autoptr (HatoOriginal) original =
      read_original ("Return-Path: <>\nAuto-Submitted: auto-replied\n\n");
  g_autoptr (HatoOriginal) nothing = read_original ("");

  g_assert_cmpstr (original->envelope_sender, ==, "");
  g_assert_true (original->is_auto_reply);
  g_assert_null (nothing->envelope_sender);
  g_assert_null (nothing->from);
}

static void
test_find (void)
{
  static const struct
  {
    const char *what;
    const char *text;
    const char *from; /* NULL = there is none */
  } rows[] = {
    { "after a report",
      "Sorry.\n\n--- Below is a copy.\n\nReturn-Path: <a@b>\nReceived: by x\n\tid 1\nFrom: "
      "a@b\n\nhello\n",
      "Return-Path" },
    { "at the very end", "x\nFrom: a@b\nTo: c@d\nMessage-ID: <1@b>", "From" },
    { "fields of a report are none",
      "Final-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\n\nx\n", NULL },
    { "too few", "x\nReceived: by x\nFrom: a@b\n\n", NULL },
    { "a mail program's own lines", "From: a@b\nSent: Monday\nTo: c@d\nSubject: x\n\n", NULL },
    { "times and addresses are none", "http://a\n12:30\nmailto:x\n", NULL },
    { "nothing", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize start = hato_returned_find (rows[i].text, strlen (rows[i].text));

      g_test_message ("%s", rows[i].what);
      if (rows[i].from == NULL)
        g_assert_cmpuint (start, ==, strlen (rows[i].text));
      else
        g_assert_true (g_str_has_prefix (rows[i].text + start, rows[i].from));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/returned/usual", test_usual);
  g_test_add_func ("/returned/forwarded", test_forwarded);
  g_test_add_func ("/returned/null-sender", test_null_sender);
  g_test_add_func ("/returned/find", test_find);
  return g_test_run ();
}
