/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mail-report.h"

#include <string.h>

static HatoMailReport *
read_report (const char *mail)
{
  g_autoptr (GBytes) bytes = g_bytes_new (mail, strlen (mail));
  g_autoptr (HatoMessage) message = hato_message_parse (bytes);

  return hato_mail_report_read (message);
}

#define REPORT                                                                                     \
  "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"                    \
  "--b\nContent-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: "                    \
  "text/html\n\n<p>html\n--a\n\nwords\n--a--\n"                                                    \
  "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: "      \
  "rfc822; x@y\nAction: failed\n"                                                                  \
  "--b\nContent-Type: message/rfc822\n\nFrom: info@example.jp\n\ninner\n--b--\n"

static void
test_parts (void)
{
  g_autoptr (HatoMailReport) report = read_report (REPORT);

  g_assert_nonnull (strstr (report->words, "words"));
  g_assert_null (strstr (report->words, "html"));
  g_assert_null (strstr (report->words, "inner"));
  g_assert_nonnull (report->dsn);
  g_assert_cmpuint (report->dsn->recipients->len, ==, 1);
  g_assert_cmpstr (report->original->from, ==, "info@example.jp");
  g_assert_null (report->feedback);
  g_assert_null (report->receipt);
}

/* A bounce that somebody sent on as an attachment. */
static void
test_attached (void)
{
  g_autoptr (HatoMailReport) report = read_report (
      "From: a@b\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nsee below\n"
      "--o\nContent-Type: message/rfc822\n\nFrom: mailer-daemon@mx\n" REPORT "--o--\n");

  g_assert_false (report->signs.is_from_server);
  g_assert_nonnull (report->dsn);
  g_assert_null (strstr (report->words, "see below"));
}

/* The message that came back in the text, as qmail does it. */
static void
test_in_text (void)
{
  g_autoptr (HatoMailReport) report = read_report (
      "From: MAILER-DAEMON@mx\n\nHi. This is the qmail-send program.\n\n<x@y>:\nno such user\n\n"
      "--- Below this line is a copy of the message.\n\n"
      "Return-Path: <info@example.jp>\nReceived: (qmail 1)\nFrom: Info <info@example.jp>\nTo: "
      "x@y\n\ninner\n");

  g_assert_null (report->dsn);
  g_assert_true (report->signs.is_from_server);
  g_assert_cmpstr (report->original->envelope_sender, ==, "info@example.jp");
  g_assert_nonnull (strstr (report->words, "no such user"));
  g_assert_null (strstr (report->words, "Return-Path"));
}

/* A report whose boundaries were lost. */
static void
test_lost (void)
{
  g_autoptr (HatoMailReport) report = read_report (
      "Content-Type: multipart/report; boundary=other\n\n--b\n\nwords\n--b\nContent-Type: "
      "message/delivery-status\n\n"
      "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x@y\nStatus: 5.1.1\n\n--b--\n");

  g_assert_nonnull (report->dsn);
  g_assert_cmpstr (report->dsn->reporting_mta, ==, "mx");
  g_assert_cmpuint (report->dsn->recipients->len, ==, 1);
  g_assert_nonnull (strstr (report->words, "words"));
}

static void
test_html_only (void)
{
  g_autoptr (HatoMailReport) report = read_report (
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>gone</p>\n"
      "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b--\n");
  g_autoptr (HatoMailReport) nothing = read_report ("");

  g_assert_nonnull (strstr (report->words, "gone"));
  g_assert_nonnull (strstr (report->feedback, "abuse"));
  g_assert_null (report->original);
  g_assert_nonnull (nothing->words);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-report/parts", test_parts);
  g_test_add_func ("/mail-report/attached", test_attached);
  g_test_add_func ("/mail-report/in-text", test_in_text);
  g_test_add_func ("/mail-report/lost", test_lost);
  g_test_add_func ("/mail-report/html-only", test_html_only);
  return g_test_run ();
}
