/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/dsn.h"

/* RFC 3464 Appendix E, shortened. */
static void
test_rfc3464 (void)
{
  g_autoptr (HatoDsn) dsn =
      hato_dsn_parse ("Reporting-MTA: dns; cs.utk.edu\n"
                      "Arrival-Date: Fri, 8 Jul 1994 01:02:03 +0900\n"
                      "\n"
                      "Original-Recipient: rfc822;louisl@larry.slip.umd.edu\n"
                      "Final-Recipient: rfc822;louisl@larry.slip.umd.edu\n"
                      "Action: failed\n"
                      "Status: 4.0.0\n"
                      "Diagnostic-Code: smtp; 426 connection timed out\n"
                      "Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400\n"
                      "\n"
                      "Final-Recipient: rfc822;other@example.jp\n"
                      "Action: delayed\n"
                      "Status: 4.4.1 (no answer)\n"
                      "Remote-MTA: dns; mx.example.jp. (192.0.2.1, the server)\n"
                      "Will-Retry-Until: Sat, 9 Jul 1994 01:02:03 +0900\n");
  const HatoDsnRecipient *first, *second;

  g_assert_cmpstr (dsn->reporting_mta, ==, "cs.utk.edu");
  g_assert_cmpstr (dsn->arrival_date, ==, "Fri, 8 Jul 1994 01:02:03 +0900");
  g_assert_cmpuint (dsn->recipients->len, ==, 2);
  first = g_ptr_array_index (dsn->recipients, 0);
  g_assert_cmpstr (first->recipient, ==, "louisl@larry.slip.umd.edu");
  g_assert_cmpint (first->action, ==, HATO_ACTION_FAILED);
  g_assert_cmpstr (first->status, ==, "4.0.0");
  g_assert_cmpstr (first->diagnostic, ==, "426 connection timed out");
  g_assert_true (first->is_smtp);
  second = g_ptr_array_index (dsn->recipients, 1);
  g_assert_cmpint (second->action, ==, HATO_ACTION_DELAYED);
  g_assert_cmpstr (second->status, ==, "4.4.1");
  g_assert_cmpstr (second->remote_mta, ==, "mx.example.jp");
  g_assert_cmpstr (second->will_retry_until, ==, "Sat, 9 Jul 1994 01:02:03 +0900");
  g_assert_null (second->diagnostic);
}

/* Empty lines lost, a recipient before its message's fields, a queue's own fields. */
static void
test_disorder (void)
{
  g_autoptr (HatoDsn) dsn = hato_dsn_parse ("X-Postfix-Queue-ID: 4ABC\n"
                                            "X-Postfix-Sender: rfc822; info@example.jp\n"
                                            "Final-Recipient: rfc822; a@example.jp\n"
                                            "Original-Recipient: rfc822;a@example.jp\n"
                                            "Action: failed\n"
                                            "Status: 5.2.2\n"
                                            "Final-Recipient: rfc822; b@example.jp\n"
                                            "Original-Recipient: rfc822;b@example.jp\n"
                                            "ction: failed\n"
                                            "Status: 5.1.1\n"
                                            "Diagnostic-Code: X-Postfix; unknown\n"
                                            "    user\n"
                                            "Reporting-MTA: dns; mx.example.jp [192.0.2.1]\n");
  const HatoDsnRecipient *second;

  g_assert_cmpstr (dsn->queue_id, ==, "4ABC");
  g_assert_cmpstr (dsn->envelope_sender, ==, "info@example.jp");
  g_assert_cmpstr (dsn->reporting_mta, ==, "mx.example.jp");
  g_assert_cmpuint (dsn->recipients->len, ==, 2);
  second = g_ptr_array_index (dsn->recipients, 1);
  g_assert_cmpstr (second->recipient, ==, "b@example.jp");
  g_assert_cmpint (second->action, ==, HATO_ACTION_UNKNOWN);
  g_assert_cmpstr (second->diagnostic, ==, "unknown user");
  g_assert_false (second->is_smtp);
}

static const struct
{
  const char *what;
  const char *value;
  const char *address;
} addresses[] = {
  { "RFC 3464 §2.3.2", "rfc822; louisl@larry.slip.umd.edu", "louisl@larry.slip.umd.edu" },
  { "upper case, brackets", "RFC822; <info@example.jp>", "info@example.jp" },
  { "no type", "<info@example.jp>", "info@example.jp" },
  { "a comment", "rfc822;info@example.jp (Info)", "info@example.jp" },
  { "a quoted local part", "rfc822; \"a b\"@example.jp", "\"a b\"@example.jp" },
  { "RFC 6533 §3: utf-8-addr-xtext", "utf-8; \\x{7530}@example.jp", "田@example.jp" },
  { "RFC 6533 §3: as it is", "utf-8;田@example.jp", "田@example.jp" },
  { "no such character", "utf-8;\\x{D800}@example.jp", "\\x{D800}@example.jp" },
  { "an escape that does not end", "utf-8;\\x{41@example.jp", "\\x{41@example.jp" },
  { "mailto", "rfc822;mailto:info@example.jp", "info@example.jp" },
  { "X.400", "x400; /S=info/ADMD= /C=WW/", NULL },
  { "a pipe", "rfc822;|/usr/bin/filter info@example.jp", NULL },
  { "a name alone", "rfc822; info", NULL },
  { "no local part", "rfc822; @mx.example.jp", NULL },
  { "no domain", "rfc822; info@", NULL },
  { "nothing", "", NULL },
  { "not there", NULL, NULL },
};

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *address = hato_dsn_dup_address (addresses[i].value);

      g_test_message ("%s", addresses[i].what);
      g_assert_cmpstr (address, ==, addresses[i].address);
    }
}

/* No recipient, broken codes: what cannot be read is not there. */
static void
test_poor (void)
{
  g_autoptr (HatoDsn) empty = hato_dsn_parse ("");
  g_autoptr (HatoDsn) odd =
      hato_dsn_parse ("Final-Recipient: LOCAL; info\nOriginal-Recipient: rfc822; info@example.jp\n"
                      "Action: error\nStatus: 9.9\nDiagnostic-Code: gone away\n");
  const HatoDsnRecipient *recipient;

  g_assert_cmpuint (empty->recipients->len, ==, 0);
  g_assert_null (empty->reporting_mta);
  g_assert_cmpuint (odd->recipients->len, ==, 1);
  recipient = g_ptr_array_index (odd->recipients, 0);
  g_assert_cmpstr (recipient->recipient, ==, "info@example.jp");
  g_assert_cmpint (recipient->action, ==, HATO_ACTION_FAILED);
  g_assert_null (recipient->status);
  g_assert_cmpstr (recipient->diagnostic, ==, "gone away");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsn/rfc3464", test_rfc3464);
  g_test_add_func ("/dsn/disorder", test_disorder);
  g_test_add_func ("/dsn/addresses", test_addresses);
  g_test_add_func ("/dsn/poor", test_poor);
  return g_test_run ();
}
