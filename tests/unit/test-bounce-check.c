/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/bounce-check.h"

#include <string.h>

typedef struct
{
  HatoBounceRuleList *rules;
  HatoMailFrameList *frames;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->rules = hato_bounce_rule_list_new (&error);
  g_assert_no_error (error);
  fixture->frames = hato_mail_frame_list_new (&error);
  g_assert_no_error (error);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  hato_bounce_rule_list_unref (fixture->rules);
  hato_mail_frame_list_unref (fixture->frames);
}

static HatoBounce *
read_mail (const Fixture *fixture, const char *mail)
{
  g_autoptr (GBytes) bytes = g_bytes_new (mail, strlen (mail));

  return hato_bounce_check_read (bytes, fixture->rules, fixture->frames);
}

#define POSTFIX_HEADERS                                                                            \
  "Return-Path: <>\nFrom: MAILER-DAEMON@mail.yamada-shoten.example (Mail Delivery System)\n"       \
  "Subject: Undelivered Mail Returned to Sender\nTo: info@yamada-shoten.example\nDate: Mon, 1 "    \
  "Jun 2026 10:00:05 +0900\n"                                                                      \
  "Auto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; "              \
  "report-type=delivery-status; boundary=b\n\n"
#define POSTFIX_RETURNED                                                                           \
  "--b\nContent-Type: message/rfc822\n\nReturn-Path: <info@yamada-shoten.example>\n"               \
  "Received: from pc (unknown [198.51.100.9]) by mail.yamada-shoten.example with ESMTPSA id 1\n"   \
  "DKIM-Signature: v=1; d=esp.example; s=other\nDKIM-Signature: v=1; d=yamada-shoten.example; "    \
  "s=mail2026\n"                                                                                   \
  "From: =?UTF-8?B?5bGx55Sw?= <info@yamada-shoten.example>\nTo: tanaka@gmail.com\nSubject: "       \
  "=?UTF-8?B?44GU5oyo5ou2?=\n"                                                                     \
  "Message-ID: <1@yamada-shoten.example>\n\nhello\n--b--\n"

static void
test_postfix (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HatoBounce) bounce =
      read_mail (fixture, POSTFIX_HEADERS
                 "--b\nContent-Type: text/plain\n\nThis is the mail system at host "
                 "mail.yamada-shoten.example.\n\n"
                 "I'm sorry to have to inform you that your message could not\nbe delivered to one "
                 "or more recipients.\n\n"
                 "<tanaka@gmail.com>: host gmail-smtp-in.l.google.com[192.0.2.26] said:\n    "
                 "550-5.7.26 The MAIL FROM domain "
                 "[yamada-shoten.example] has an SPF record\n    with a hard fail policy (-all) "
                 "but it fails to pass SPF checks with the ip:\n"
                 "    [203.0.113.5]. 550 5.7.26 d9si1 - gsmtp (in reply to end of DATA command)\n\n"
                 "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
                 "mail.yamada-shoten.example\nX-Postfix-Queue-ID: 4ABC\n"
                 "X-Postfix-Sender: rfc822; info@yamada-shoten.example\nArrival-Date: Mon, 1 Jun "
                 "2026 10:00:00 +0900\n\n"
                 "Final-Recipient: rfc822; tanaka@gmail.com\nAction: failed\nStatus: "
                 "5.7.26\nRemote-MTA: dns; gmail-smtp-in.l.google.com\n"
                 "Diagnostic-Code: smtp; 550-5.7.26 The MAIL FROM domain [yamada-shoten.example] "
                 "has\n    an SPF record with a hard fail policy (-all) "
                 "but it fails to pass SPF checks\n    with the ip: [203.0.113.5]. 550 5.7.26 "
                 "d9si1 - gsmtp\n\n" POSTFIX_RETURNED);

  g_assert_cmpint (bounce->kind, ==, HATO_BOUNCE_KIND_BOUNCE);
  g_assert_cmpint (bounce->direction, ==, HATO_DIRECTION_SENT);
  g_assert_cmpint (bounce->suspicion, ==, HATO_SUSPICION_NONE);
  g_assert_true (bounce->is_raw);
  g_assert_cmpstr (bounce->language, ==, "en");
  g_assert_cmpuint (bounce->recipients->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (bounce->recipients, 0), ==, "tanaka@gmail.com");
  g_assert_cmpstr (bounce->status, ==, "5.7.26");
  g_assert_cmpstr (bounce->reply_code, ==, "550");
  g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_SENDER_AUTH);
  g_assert_cmpint (bounce->basis, ==, HATO_BASIS_TEXT);
  g_assert_cmpstr (bounce->detail, ==, "spf");
  g_assert_cmpint (bounce->stage, ==, HATO_STAGE_DATA);
  g_assert_cmpstr (bounce->remote_mta, ==, "gmail-smtp-in.l.google.com");
  g_assert_cmpstr (bounce->reporting_mta, ==, "mail.yamada-shoten.example");
  g_assert_cmpstr (bounce->refused_by_id, ==, "gmail");
  g_assert_cmpstr (bounce->concerned_ip, ==, "203.0.113.5");
  g_assert_cmpstr (bounce->sending_ip, ==, "203.0.113.5");
  g_assert_cmpstr (bounce->concerned_domain, ==, "yamada-shoten.example");
  g_assert_cmpstr (bounce->sender_domain, ==, "yamada-shoten.example");
  g_assert_cmpstr (bounce->envelope_sender, ==, "info@yamada-shoten.example");
  g_assert_cmpstr (bounce->selector, ==, "mail2026");
  g_assert_cmpstr (bounce->signing_domain, ==, "yamada-shoten.example");
  g_assert_cmpstr (bounce->message_id, ==, "1@yamada-shoten.example");
  g_assert_cmpstr (bounce->queue_id, ==, "4ABC");
  g_assert_cmpstr (bounce->arrival_date, ==, "Mon, 1 Jun 2026 10:00:00 +0900");
  g_assert_false (bounce->forwarded);
}

/* One result a recipient; the whole is told by the one that failed. */
/* The report's codes tell nothing; the words for people do, before the address. */
static void
test_around (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HatoBounce) bounce =
      read_mail (fixture, POSTFIX_HEADERS
                 "--b\nContent-Type: text/plain\n\nUser's mailbox is full: "
                 "<tanaka@example.com>\nUnable to deliver mail.\n"
                 "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
                 "mail.yamada-shoten.example\n\nFinal-Recipient: rfc822; tanaka@example.com\n"
                 "Action: failed\nStatus: 5.0.0\n\n" POSTFIX_RETURNED);
  const HatoDecision *decision = bounce->leading->decision;

  g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_MAILBOX_FULL);
  g_assert_cmpint (bounce->basis, ==, HATO_BASIS_TEXT);
  g_assert_cmpuint (decision->mark_end, <=, strlen (bounce->leading->refusal->text));
}

/* A host sends the report of its server on, inside words of its own (RFC 3464 §2). */
static void
test_wrapped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HatoBounce) bounce =
      read_mail (fixture, "I'm sorry to have to inform you that the message returned\n"
                          "below could not be delivered to one or more destinations.\n\n"
                          "---------------------------------\n"
                          "From MAILER-DAEMON  Mon Jun  1 10:00:05 2026\n" POSTFIX_HEADERS
                          "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
                          "mail.yamada-shoten.example\n\nFinal-Recipient: rfc822; "
                          "tanaka@example.com\nAction: failed\nStatus: 5.2.2\n"
                          "Diagnostic-Code: smtp; 552 5.2.2 mailbox full\n\n" POSTFIX_RETURNED);

  g_assert_cmpint (bounce->kind, ==, HATO_BOUNCE_KIND_BOUNCE);
  g_assert_cmpuint (bounce->recipients->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (bounce->recipients, 0), ==, "tanaka@example.com");
  g_assert_cmpstr (bounce->status, ==, "5.2.2");
  g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_MAILBOX_FULL);
}

static void
test_silent_delay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HatoBounce) bounce =
      read_mail (fixture, "THIS IS A WARNING MESSAGE ONLY.\n\nDelivery to the following recipient "
                          "has been delayed:\n\n     tanaka@example.com\n\nMessage will be "
                          "retried for 2 more day(s)\n");

  g_assert_cmpint (bounce->kind, ==, HATO_BOUNCE_KIND_DELAY);
  g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_NETWORK);
}

static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HatoBounce) bounce = read_mail (
      fixture, POSTFIX_HEADERS "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
                               "mail.yamada-shoten.example\n\n"
                               "Final-Recipient: rfc822; a@example.com\nAction: delayed\nStatus: "
                               "4.4.1\nWill-Retry-Until: Sat, 6 Jun 2026 10:00:00 +0900\n\n"
                               "Final-Recipient: rfc822; b@example.net\nAction: failed\nStatus: "
                               "5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full\n\n"
                               "Final-Recipient: rfc822; c@example.org\nAction: delivered\nStatus: "
                               "2.0.0\n\n" POSTFIX_RETURNED);
  const HatoResult *first = g_ptr_array_index (bounce->results, 0);

  g_assert_cmpint (bounce->kind, ==, HATO_BOUNCE_KIND_BOUNCE);
  g_assert_cmpuint (bounce->results->len, ==, 3);
  g_assert_cmpuint (bounce->recipients->len, ==, 3);
  g_assert_cmpint (first->refusal->action, ==, HATO_ACTION_DELAYED);
  g_assert_cmpstr (bounce->status, ==, "5.2.2");
  g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_MAILBOX_FULL);
  g_assert_cmpstr (bounce->will_retry_until, ==, "Sat, 6 Jun 2026 10:00:00 +0900");
}

#define ONE(fields)                                                                                \
  POSTFIX_HEADERS "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "             \
                  "mail.yamada-shoten.example\n\n" fields "\n" POSTFIX_RETURNED

static const struct
{
  const char *what;
  const char *mail;
  HatoBounceKind kind;
  HatoCause cause;
} kinds[] = {
  { "RFC 3464 §2.3.3: delayed",
    ONE ("Final-Recipient: rfc822; a@example.com\nAction: delayed\nStatus: 4.4.1\n"),
    HATO_BOUNCE_KIND_DELAY, HATO_N_CAUSES },
  { "RFC 3464 §2.3.3: relayed",
    ONE ("Final-Recipient: rfc822; a@example.com\nAction: relayed\nStatus: 2.1.9\n"),
    HATO_BOUNCE_KIND_DELIVERED, HATO_CAUSE_DELIVERED },
  { "RFC 3464 §2.3.3: delivered",
    ONE ("Final-Recipient: rfc822; a@example.com\nAction: delivered\nStatus: 2.0.0\n"),
    HATO_BOUNCE_KIND_DELIVERED, HATO_CAUSE_DELIVERED },
  { "a 4xx in a final report is a bounce",
    ONE ("Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 4.2.2\nDiagnostic-Code: "
         "smtp; 452 4.2.2 mailbox full\n"),
    HATO_BOUNCE_KIND_BOUNCE, HATO_CAUSE_MAILBOX_FULL },
  { "a delay without a reason", ONE ("Final-Recipient: rfc822; a@example.com\nAction: delayed\n"),
    HATO_BOUNCE_KIND_DELAY, HATO_CAUSE_NETWORK },
  { "RFC 5965",
    "From: fbl@example.com\nTo: a@b.example\nMessage-ID: <1@b>\nContent-Type: multipart/report; "
    "report-type=feedback-report; boundary=b\n\n--b\n\nx\n--b\nContent-Type: "
    "message/feedback-report\n\nFeedback-Type: abuse\n\n--b--\n",
    HATO_BOUNCE_KIND_COMPLAINT, HATO_CAUSE_COMPLAINT },
  { "RFC 8098",
    "From: a@example.com\nTo: a@b.example\nMessage-ID: <1@b>\nContent-Type: multipart/report; "
    "report-type=disposition-notification; boundary=b\n\n--b\n\nx\n--b\nContent-Type: "
    "message/disposition-notification\n\nFinal-Recipient: rfc822; a@example.com\nDisposition: "
    "manual-action/MDN-sent-manually; displayed\n\n--b--\n",
    HATO_BOUNCE_KIND_DELIVERED, HATO_CAUSE_DELIVERED },
  { "RFC 5429 §2.2.1: Sieve refused",
    "From: a@example.com\nTo: a@b.example\nMessage-ID: <1@b>\nContent-Type: multipart/report; "
    "report-type=disposition-notification; boundary=b\n\n--b\n\nYour message to "
    "<a@example.com> was automatically rejected:\nnot today\n--b\nContent-Type: "
    "message/disposition-notification\n\nFinal-Recipient: rfc822; a@example.com\nDisposition: "
    "automatic-action/MDN-sent-automatically; deleted\n\n--b--\n",
    HATO_BOUNCE_KIND_BOUNCE, HATO_CAUSE_RECIPIENT_FILTER },
  { "RFC 8098: got rid of by hand",
    "From: a@example.com\nTo: a@b.example\nMessage-ID: <1@b>\nContent-Type: multipart/report; "
    "report-type=disposition-notification; boundary=b\n\n--b\n\nx\n--b\nContent-Type: "
    "message/disposition-notification\n\nFinal-Recipient: rfc822; a@example.com\nDisposition: "
    "manual-action/MDN-sent-manually; deleted\n\n--b--\n",
    HATO_BOUNCE_KIND_DELIVERED, HATO_CAUSE_DELIVERED },
  { "OpenSMTPD calls a delay what it has given up",
    POSTFIX_HEADERS "--b\nContent-Type: text/plain\n\nA message is delayed for more than 0 seconds "
                    "for the following list of recipients:\n\na@example.com: Envelope expired\n\n"
                    "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
                    "mail.yamada-shoten.example\n\nFinal-Recipient: rfc822; a@example.com\nAction: "
                    "delayed\nStatus: 4.4.7\n\n" POSTFIX_RETURNED,
    HATO_BOUNCE_KIND_BOUNCE, HATO_CAUSE_EXPIRED },
  { "a report in form that asks the sender back",
    POSTFIX_HEADERS
    "--b\nContent-Type: text/plain\n\nThis is a one-time automated message to "
    "confirm that you sent it.\n\n--b\nContent-Type: "
    "message/delivery-status\n\nFinal-Recipient: rfc822; a@example.com\nAction: "
    "failed\nStatus: 4.7.0\nDiagnostic-Code: X-Notice; see above\n\n" POSTFIX_RETURNED,
    HATO_BOUNCE_KIND_NOT_BOUNCE, HATO_CAUSE_NOT_BOUNCE },
  { "Amazon SES, copied out of the mail",
    "{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[{\"emailAddress\":"
    "\"a@example.com\",\"action\":\"failed\",\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550 "
    "5.1.1 user unknown\"}]},\"mail\":{\"source\":\"b@example.com\"}}\n",
    HATO_BOUNCE_KIND_BOUNCE, HATO_CAUSE_MAILBOX_UNKNOWN },
  { "Amazon SES: a complaint",
    "{\"notificationType\":\"Complaint\",\"complaint\":{\"complainedRecipients\":[{"
    "\"emailAddress\":\"a@example.com\"}],\"complaintFeedbackType\":\"abuse\"}}\n",
    HATO_BOUNCE_KIND_COMPLAINT, HATO_CAUSE_COMPLAINT },
  { "RFC 3834",
    "From: a@example.com\nTo: a@b.example\nMessage-ID: <1@b>\nAuto-Submitted: "
    "auto-replied\nSubject: Away\n\nI am away until Monday.\n",
    HATO_BOUNCE_KIND_AUTO_REPLY, HATO_CAUSE_AUTO_REPLY },
  { "ordinary mail",
    "From: a@example.com\nTo: a@b.example\nMessage-ID: <1@b>\nSubject: Hello\n\nThe price is 550 "
    "yen.\n",
    HATO_BOUNCE_KIND_NOT_BOUNCE, HATO_CAUSE_NOT_BOUNCE },
  { "ordinary mail with a mail in it",
    "From: a@example.com\nTo: a@b.example\nMessage-ID: <1@b>\nContent-Type: multipart/mixed; "
    "boundary=b\n\n--b\n\nlook\n--b\nContent-Type: message/rfc822\n\nFrom: c@d\nSubject: "
    "x\n\ny\n--b--\n",
    HATO_BOUNCE_KIND_NOT_BOUNCE, HATO_CAUSE_NOT_BOUNCE },
};

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (HatoBounce) bounce = read_mail (fixture, kinds[i].mail);

      g_test_message ("%s", kinds[i].what);
      g_assert_cmpint (bounce->kind, ==, kinds[i].kind);
      if (kinds[i].cause != HATO_N_CAUSES)
        g_assert_cmpint (bounce->cause, ==, kinds[i].cause);
    }
}

/* The mailbox that is full is another than the one written to: the mail was led on. Whom else the answer names is nobody's. */
static void
test_led_on (Fixture *fixture, gconstpointer data)
{
#define NAMING(answer)                                                                             \
  "Return-Path: <>\nFrom: MAILER-DAEMON@example.com\nTo: info@yamada-shoten.example\nSubject: "    \
  "failure notice\n\nSorry, unable to deliver your message to a@example.com for\nthe following "   \
  "reason:\n\n " answer "\n"
  g_autoptr (HatoBounce) full =
      read_mail (fixture, NAMING ("552 Quota violation for b@example.net"));
  g_autoptr (HatoBounce) refused =
      read_mail (fixture, NAMING ("554 Mail refused, ask b@example.net"));
  g_autoptr (HatoBounce) sender =
      read_mail (fixture, NAMING ("550 No such user for info@yamada-shoten.example"));

  g_assert_cmpuint (full->recipients->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (full->recipients, 0), ==, "a@example.com");
  g_assert_cmpstr (g_ptr_array_index (full->recipients, 1), ==, "b@example.net");
  g_assert_cmpuint (refused->recipients->len, ==, 1);
  g_assert_cmpuint (sender->recipients->len, ==, 1);
}

/* docomo's "Unknown user" is a wrong address at RCPT and the recipient's filter after DATA (facts, 5.5). */
static void
test_stage (Fixture *fixture, gconstpointer data)
{
#define DOCOMO(command)                                                                            \
  POSTFIX_HEADERS "--b\nContent-Type: text/plain\n\nThis is the mail system at host "              \
                  "mail.yamada-shoten.example.\n\n"                                                \
                  "<a@docomo.ne.jp>: host mfsmax.docomo.ne.jp[192.0.2.1] said: 550 Unknown "       \
                  "user\n    a@docomo.ne.jp (in reply to " command " command)\n\n"                 \
                  "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "             \
                  "mail.yamada-shoten.example\n\n"                                                 \
                  "Final-Recipient: rfc822; a@docomo.ne.jp\nAction: failed\nStatus: "              \
                  "5.0.0\nRemote-MTA: dns; mfsmax.docomo.ne.jp\n"                                  \
                  "Diagnostic-Code: smtp; 550 Unknown user a@docomo.ne.jp\n\n" POSTFIX_RETURNED
  g_autoptr (HatoBounce) at_rcpt = read_mail (fixture, DOCOMO ("RCPT TO"));
  g_autoptr (HatoBounce) after_data = read_mail (fixture, DOCOMO ("end of DATA"));

  g_assert_cmpint (at_rcpt->stage, ==, HATO_STAGE_RCPT);
  g_assert_cmpint (at_rcpt->cause, ==, HATO_CAUSE_MAILBOX_UNKNOWN);
  g_assert_cmpint (after_data->stage, ==, HATO_STAGE_DATA);
  g_assert_cmpint (after_data->cause, ==, HATO_CAUSE_RECIPIENT_FILTER);
}

/* A forwarder broke SPF: it is named, not the sender's record. */
static void
test_forwarded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HatoBounce) bounce = read_mail (
      fixture, ONE ("Original-Recipient: rfc822; suzuki@partner.example\nFinal-Recipient: rfc822; "
                    "suzuki@gmail.com\nAction: failed\nStatus: 5.7.26\n"
                    "Remote-MTA: dns; gmail-smtp-in.l.google.com\nDiagnostic-Code: smtp; "
                    "550-5.7.26 This mail has been blocked because the sender is "
                    "unauthenticated. Gmail requires all senders to authenticate with either SPF "
                    "or DKIM. 550 5.7.26 x - gsmtp\n"));

  g_assert_true (bounce->forwarded);
  g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_SENDER_AUTH);
  g_assert_cmpstr (bounce->detail, ==, "forwarded");
}

static void
test_suspicious (Fixture *fixture, gconstpointer data)
{
#define FAKE(path)                                                                                 \
  "Return-Path: " path "\nFrom: \"Mail Delivery\" <it@evil.example>\nTo: "                         \
  "info@yamada-shoten.example\nMessage-ID: <9@evil.example>\n"                                     \
  "Subject: 5 undelivered messages\n\nYour mailbox has undelivered messages. Release them: "       \
  "https://evil.example/login\n"
#define SCATTER(spf, id)                                                                           \
  POSTFIX_HEADERS                                                                                  \
  "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.stranger.example\n\n"      \
  "Final-Recipient: rfc822; a@stranger.example\nAction: failed\nStatus: "                          \
  "5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown user\n\n"                                       \
  "--b\nContent-Type: message/rfc822\n\nReceived: from x ([192.0.2.66]) by "                       \
  "mx.stranger.example with ESMTP\n"                                                               \
  "Authentication-Results: mx.stranger.example; spf=" spf " smtp.mailfrom=yamada-shoten.example\n" \
  "From: info@yamada-shoten.example\nTo: a@stranger.example\nMessage-ID: <1@" id ">\n\n--b--\n"
  static const struct
  {
    const char *what;
    const char *mail;
    HatoSuspicion suspicion;
  } rows[] = {
    { "limits T24", FAKE ("<bounce@evil.example>"), HATO_SUSPICION_FAKE },
    { "a server's report has no sender (RFC 5321 §4.5.5)", FAKE ("<>"), HATO_SUSPICION_NONE },
    { "sent by nobody here", SCATTER ("fail", "elsewhere.example"), HATO_SUSPICION_BACKSCATTER },
    { "who speaks of somebody that was not reached is a server",
      "Return-Path: <MAILER-DAEMON@example.it>\nFrom: MAILER-DAEMON@example.it\nTo: "
      "info@yamada-shoten.example\nSubject: Your message to a@example.it could not be "
      "delivered.\n\nYour message to a@example.it has not been delivered: this email address is "
      "wrong.\nAll addresses are at\nhttp://www.example.it\n",
      HATO_SUSPICION_NONE },
    { "limits T24, copied out of the mail",
      "Mail Delivery System\n\nYou have 5 undelivered messages.\nRelease them: "
      "https://evil.example/login\n",
      HATO_SUSPICION_FAKE },
    { "a receiver's help page is no such link",
      "メールのブロック\na@gmail.com でメールがブロックされました。\n"
      "https://support.google.com/mail/answer/81126\n",
      HATO_SUSPICION_NONE },
    { "its Message-ID is of the own server", SCATTER ("fail", "mail.yamada-shoten.example"),
      HATO_SUSPICION_NONE },
    { "it came from where it may", SCATTER ("pass", "elsewhere.example"), HATO_SUSPICION_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoBounce) bounce = read_mail (fixture, rows[i].mail);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (bounce->suspicion, ==, rows[i].suspicion);
      if (rows[i].suspicion == HATO_SUSPICION_BACKSCATTER)
        g_assert_cmpstr (bounce->detail, ==, "backscatter");
    }
}

static void
test_forms (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *what;
    const char *text;
    gboolean is_raw;
  } rows[] = {
    { "a mail", "Return-Path: <>\nFrom: a@b\nSubject: x\n\ny", TRUE },
    { "after a byte order mark and empty lines",
      "\xef\xbb\xbf\r\n\r\nReceived: by x\r\nFrom: a@b\r\nSubject: x\r\n\r\ny", TRUE },
    { "headers that a mail program left over",
      "From: a@b\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain\n\ny", TRUE },
    { "Outlook's window", "From: a@b\nSent: Monday, June 1, 2026\nTo: c@d\nSubject: x\n\ny",
      FALSE },
    { "a refusal", "550 5.1.1 <a@b.example>: User unknown", FALSE },
    { "the fields of a report", "Final-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\n",
      FALSE },
    { "a report that quotes a mail", "Sorry.\n\nReturn-Path: <>\nFrom: a@b\nSubject: x\n\n",
      FALSE },
    { "nothing", "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (hato_bounce_check_is_raw (rows[i].text, strlen (rows[i].text)), ==,
                       rows[i].is_raw);
    }
}

#define PERSON                                                                                     \
  "Received: by mail.example.jp; Mon, 1 Jun 2026 10:00:00 +0900\n"                                 \
  "From: taro@example.jp\nSubject: Fwd: Mail delivery failed\nMIME-Version: 1.0\n"                 \
  "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nWhat is "         \
  "this?\n\n"                                                                                      \
  "--b\n"
#define EXIM                                                                                       \
  "From: Mail Delivery System <Mailer-Daemon@mail.example.jp>\nTo: taro@example.jp\n"              \
  "Subject: Mail delivery failed: returning message to sender\n\nThe following address(es) "       \
  "failed:\n\n  hanako@example.com\n    host mx.example.com [192.0.2.25]\n"                        \
  "    SMTP error from remote mail server after RCPT TO:<hanako@example.com>:\n"                   \
  "    550 5.1.1 User unknown\n\n--b--\n"

/* A server's words that somebody sent on as an attachment are what is asked about, whatever the attachment is called. */
static void
test_attached (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[] = {
    PERSON "Content-Type: message/rfc822\n\n" EXIM,
    PERSON "Content-Type: application/octet-stream; name=\"error.EML\"\n\n" EXIM,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoBounce) bounce = read_mail (fixture, rows[i]);

      g_test_message ("%s", rows[i]);
      g_assert_cmpint (bounce->kind, ==, HATO_BOUNCE_KIND_BOUNCE);
      g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_MAILBOX_UNKNOWN);
      g_assert_cmpuint (bounce->recipients->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (bounce->recipients, 0), ==, "hanako@example.com");
    }
}

/* What only Outlook can open tells nothing: its code is not read as words. */
static void
test_tnef (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HatoBounce) bounce = read_mail (
      fixture,
      "Received: by mail.example.jp; Mon, 1 Jun 2026 10:00:00 +0900\nFrom: postmaster@example.jp\n"
      "Subject: Undeliverable: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\n"
      "Content-Transfer-Encoding: base64\n"
      "Content-Disposition: attachment; filename=\"winmail.dat\"\n\neJ8+IgEAAQAEAAA=\n--b--\n");

  g_assert_cmpint (bounce->kind, ==, HATO_BOUNCE_KIND_BOUNCE);
  g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_UNKNOWN);
}

/* The same from a window: visible text in Japanese. */
static void
test_visible (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HatoBounce) bounce = read_mail (
      fixture, "メールのブロック\ntanaka@gmail.com "
               "でメールがブロックされました。詳しくは、下記の詳細な技術情報をご覧ください。\n\n"
               "リモート サーバーからの応答:\n550-5.7.26 This mail has been blocked because the "
               "sender is unauthenticated.\n"
               "550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n"
               "550-5.7.26 Authentication results: DKIM = did not pass SPF [yamada-shoten.example] "
               "with ip: [203.0.113.5] = did not pass\n");

  g_assert_false (bounce->is_raw);
  g_assert_cmpint (bounce->kind, ==, HATO_BOUNCE_KIND_BOUNCE);
  g_assert_cmpstr (bounce->language, ==, "ja");
  g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_SENDER_AUTH);
  g_assert_cmpstr (bounce->concerned_ip, ==, "203.0.113.5");
  g_assert_cmpstr (bounce->concerned_domain, ==, "yamada-shoten.example");
  g_assert_cmpstr (g_ptr_array_index (bounce->recipients, 0), ==, "tanaka@gmail.com");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/bounce-check/postfix", Fixture, NULL, setup, test_postfix, teardown);
  g_test_add ("/bounce-check/around", Fixture, NULL, setup, test_around, teardown);
  g_test_add ("/bounce-check/wrapped", Fixture, NULL, setup, test_wrapped, teardown);
  g_test_add ("/bounce-check/silent-delay", Fixture, NULL, setup, test_silent_delay, teardown);
  g_test_add ("/bounce-check/several", Fixture, NULL, setup, test_several, teardown);
  g_test_add ("/bounce-check/kinds", Fixture, NULL, setup, test_kinds, teardown);
  g_test_add ("/bounce-check/led-on", Fixture, NULL, setup, test_led_on, teardown);
  g_test_add ("/bounce-check/stage", Fixture, NULL, setup, test_stage, teardown);
  g_test_add ("/bounce-check/attached", Fixture, NULL, setup, test_attached, teardown);
  g_test_add ("/bounce-check/tnef", Fixture, NULL, setup, test_tnef, teardown);
  g_test_add ("/bounce-check/forwarded", Fixture, NULL, setup, test_forwarded, teardown);
  g_test_add ("/bounce-check/suspicious", Fixture, NULL, setup, test_suspicious, teardown);
  g_test_add ("/bounce-check/forms", Fixture, NULL, setup, test_forms, teardown);
  g_test_add ("/bounce-check/visible", Fixture, NULL, setup, test_visible, teardown);
  return g_test_run ();
}
