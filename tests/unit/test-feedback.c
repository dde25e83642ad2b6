/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/feedback.h"

/* RFC 5965 Appendix B.2, shortened. */
static void
test_complaint (void)
{
  g_autoptr (HatoBounce) bounce =
      hato_feedback_read ("Feedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n"
                          "Original-Mail-From: <somespammer@example.net>\n"
                          "Original-Rcpt-To: <user@example.com>\n"
                          "Received-Date: Thu, 8 Mar 2005 14:00:00 EDT\n"
                          "Source-IP: 192.0.2.1\n"
                          "Reporting-MTA: dns; mail.example.com\n"
                          "Reported-Domain: example.net\n"
                          "Removal-Recipient: user2@example.com\n");

  g_assert_cmpint (bounce->kind, ==, HATO_BOUNCE_KIND_COMPLAINT);
  g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_COMPLAINT);
  g_assert_cmpstr (bounce->detail, ==, "abuse");
  g_assert_cmpstr (bounce->envelope_sender, ==, "somespammer@example.net");
  g_assert_cmpstr (bounce->sending_ip, ==, "192.0.2.1");
  g_assert_cmpstr (bounce->concerned_domain, ==, "example.net");
  g_assert_cmpstr (bounce->reporting_mta, ==, "mail.example.com");
  g_assert_cmpstr (bounce->arrival_date, ==, "Thu, 8 Mar 2005 14:00:00 EDT");
  g_assert_cmpuint (bounce->recipients->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (bounce->recipients, 0), ==, "user@example.com");
}

/* RFC 6591 §3.1: what failed, and whose key. */
static void
test_authentication (void)
{
  g_autoptr (HatoBounce) bounce =
      hato_feedback_read ("Feedback-Type: auth-failure\nAuth-Failure: dkim\nDKIM-Domain: "
                          "example.jp\nDKIM-Selector: s1\nSource-IP: x\n");

  g_assert_cmpstr (bounce->detail, ==, "dkim");
  g_assert_cmpstr (bounce->signing_domain, ==, "example.jp");
  g_assert_cmpstr (bounce->selector, ==, "s1");
  g_assert_null (bounce->sending_ip);
}

/* RFC 8098 §9, shortened. */
static void
test_receipt (void)
{
  g_autoptr (HatoBounce) bounce =
      hato_receipt_read ("Reporting-UA: joes-pc.cs.example.com; Foomail 97.1\n"
                         "Original-Recipient: rfc822;Joe_Recipient@example.com\n"
                         "Final-Recipient: rfc822;Joe_Recipient@example.com\n"
                         "Original-Message-ID: <199509192301.23456@example.org>\n"
                         "Disposition: manual-action/MDN-sent-manually; displayed\n");
  g_autoptr (HatoBounce) nothing = hato_receipt_read ("");

  g_assert_cmpint (bounce->kind, ==, HATO_BOUNCE_KIND_DELIVERED);
  g_assert_cmpstr (bounce->detail, ==, "receipt");
  g_assert_cmpuint (bounce->recipients->len, ==, 1);
  g_assert_cmpstr (bounce->message_id, ==, "199509192301.23456@example.org");
  g_assert_cmpuint (nothing->recipients->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feedback/complaint", test_complaint);
  g_test_add_func ("/feedback/authentication", test_authentication);
  g_test_add_func ("/feedback/receipt", test_receipt);
  return g_test_run ();
}
