/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/human-text.h"

#include <string.h>

#include "fakes/thread-time.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *kind;
  const char *recipients; /* joined by a space */
  const char *reply_code;
  const char *status;
  const char *cause;
  const char *remote_mta;
  const char *stage;
} Row;

#define POSTFIX                                                                                    \
  "This is the mail system at host mail.example.jp.\n\n"                                           \
  "I'm sorry to have to inform you that your message could not\n"                                  \
  "be delivered to one or more recipients. It's attached below.\n\n"                               \
  "For further assistance, please send mail to <postmaster@example.jp>\n\n"

static const Row rows[] = {
  { "postfix",
    POSTFIX "<taro@example.com>: host mx.example.com[192.0.2.25] said: 550 5.1.1\n"
            "    <taro@example.com>: Recipient address rejected: User unknown (in reply to RCPT\n"
            "    TO command)\n",
    "bounce", "taro@example.com", "550", "5.1.1", "mailbox_unknown", "mx.example.com", "rcpt" },
  { "postfix, two recipients, one result each",
    POSTFIX "<taro@example.com>: host mx.example.com[192.0.2.25] said: 552 5.2.2 mailbox\n"
            "    full (in reply to RCPT TO command)\n\n"
            "<jiro@example.net>: host mx.example.net[192.0.2.26] said: 550 5.1.1 no such\n"
            "    user (in reply to RCPT TO command)\n",
    "bounce", "taro@example.com jiro@example.net", "552", "5.2.2", "mailbox_full", "mx.example.com",
    "rcpt" },
  { "quoted in an answer",
    "> <taro@example.com>: host mx.example.com[192.0.2.25] said: 550 5.1.1 User\n"
    "> unknown (in reply to RCPT TO command)\n",
    "bounce", "taro@example.com", "550", "5.1.1", "mailbox_unknown", "mx.example.com", "rcpt" },
  { "the sender's address is wrapped to a line's start",
    POSTFIX "<taro@example.com>: host mx.example.com[192.0.2.25] said: 553 5.1.8\n"
            "    <hanako@example.jp>... Domain of sender address\n"
            "    hanako@example.jp does not exist (in reply to MAIL FROM\n    command)\n",
    "bounce", "taro@example.com", "553", "5.1.8", "sender_rejected", "mx.example.com", "mail" },
  { "exim",
    "This message was created automatically by mail delivery software.\n\n"
    "A message that you sent could not be delivered to one or more of its\n"
    "recipients. This is a permanent error. The following address(es) failed:\n\n"
    "  taro@example.com\n    host mx.example.com [192.0.2.25]\n"
    "    SMTP error from remote mail server after end of data:\n"
    "    554 5.7.1 This message has been rejected as spam\n",
    "bounce", "taro@example.com", "554", "5.7.1", "content_spam", "mx.example.com", "data" },
  { "sendmail: the answer, not what sendmail makes of it",
    "   ----- The following addresses had permanent fatal errors -----\n"
    "<taro@example.com>\n    (reason: 553 Sender Policy Framework (SPF) fail)\n\n"
    "   ----- Transcript of session follows -----\n... while talking to mx.example.com.:\n"
    ">>> DATA\n<<< 553 Sender Policy Framework (SPF) fail\n"
    "550 5.1.1 <taro@example.com>... User unknown\n",
    "bounce", "taro@example.com", "553", "5.1.1", "sender_auth", "mx.example.com", "data" },
  { "qmail",
    "Hi. This is the qmail-send program at mail.example.jp.\n"
    "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
    "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
    "<taro@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
    "--- Below this line is a copy of the message.\n\nReturn-Path: <hanako@example.jp>\n",
    "bounce", "taro@example.com", NULL, "5.1.1", "mailbox_unknown", NULL, "unknown" },
  { "words that announce an answer stand amid it", "550 SPF permerror: too many DNS lookups\n",
    "bounce", "", "550", NULL, "sender_auth", NULL, "unknown" },
  { "Gmail, Japanese",
    "メールのブロック\ntaro@example.com でメールがブロックされました。詳しくは、"
    "下記の詳細な技術情報をご覧ください。\n\nリモート サーバーからの応答:\n\n"
    "550 5.7.1 [192.0.2.1] Our system has detected that this message is likely unsolicited mail.\n",
    "bounce", "taro@example.com", "550", "5.7.1", "content_spam", NULL, "unknown" },
  { "Exchange, Japanese, full-width digits and HTML that was left",
    "<div>次の受信者またはグループへの配信に失敗しました:</div>\n\n"
    "taro@example.com&lt;mailto:taro@example.com&gt;<br>\n\n管理者向けの診断情報:\n\n"
    "生成元サーバー: mail.example.jp\n\ntaro@example.com<mailto:taro@example.com>\n"
    "リモート サーバーが次のエラーを返しました '５５０ ５．１．１ User unknown'\n",
    "bounce", "taro@example.com", "550", "5.1.1", "mailbox_unknown", NULL, "unknown" },
  { "a host's Japanese wrapper",
    "お送りいただいたメールは、下記の理由により配信できませんでした。\n\n"
    "宛先: taro@docomo.ne.jp\n"
    "エラー内容: host mfsmax.docomo.ne.jp[192.0.2.1] said: 550 Unknown user "
    "taro@docomo.ne.jp (in reply to end of DATA command)\n",
    "bounce", "taro@docomo.ne.jp", "550", NULL, "recipient_filter", "mfsmax.docomo.ne.jp", "data" },
  { "m-FILTER",
    "このメールは「m-FILTER」が自動的に生成して送信しています。\n"
    "以下のメールアドレスへの送信に失敗しました。\n\ntaro@example.com\n\n"
    "-------server message\n550 unknown user <taro@example.com>\n-------SMTP command\nDATA\n",
    "bounce", "taro@example.com", "550", NULL, "mailbox_unknown", NULL, "data" },
  { "one line of a server",
    "550 5.7.25 [192.0.2.1] The IP address sending this message does "
    "not have a PTR record setup",
    "bounce", "", "550", "5.7.25", "ptr", NULL, "unknown" },
  { "a delay",
    "This is a warning message only. You do not need to resend your message.\n"
    "Your message could not be delivered for more than 4 hours.\n"
    "It will be retried until it is 5 days old.\n\n"
    "<taro@example.com>: connect to mx.example.com[192.0.2.25]:25: Connection timed out\n",
    "delay", "taro@example.com", NULL, NULL, "network", NULL, "unknown" },
  { "an automatic answer", "I am out of the office until Monday.\nRegards, Jiro\n", "auto_reply",
    "", NULL, NULL, NULL, NULL, NULL },
  { "an automatic answer, Japanese", "このメールは自動返信です。\nただいま不在にしております。\n",
    "auto_reply", "", NULL, NULL, NULL, NULL, NULL },
  { "a complaint",
    "This is an email abuse report for an email message received from IP 192.0.2.1 on Thu.\n",
    "complaint", "", NULL, NULL, NULL, NULL, NULL },
  { "delivered", "Your message has been successfully delivered to the destination listed below.\n",
    "delivered", "", NULL, NULL, NULL, NULL, NULL },
  { "a letter", "明日の打ち合わせですが、14時からでいかがでしょうか。\n山田\n", "not_bounce", "",
    NULL, NULL, NULL, NULL, NULL },
  { "a letter with numbers", "The price is 550 yen for 452 pieces.\n", "not_bounce", "", NULL, NULL,
    NULL, NULL, NULL },
  { "Outlook: no connection",
    "タスク 'info@example.co.jp - 送信中' でエラー (0x800CCC0E) が発生しました: "
    "'サーバーに接続できません。'\n",
    "client_error", "", NULL, NULL, "network", NULL, "unknown" },
  { "Outlook: the quoted answer decides",
    "メッセージの受信者の 1 人がサーバーによって拒否されたため、メッセージを送信できませんでした。"
    "拒否された電子メール アドレスは 'taro@example.com' です。サーバーの応答: '550 5.1.1 "
    "<taro@example.com>: User unknown', エラー番号: 0x800CCC79\n",
    "client_error", "taro@example.com", "550", "5.1.1", "mailbox_unknown", NULL, "unknown" },
  { "Outlook: the quoted answer decides otherwise",
    "サーバーの応答: '553 5.7.1 <info@example.co.jp>: Relay access denied', "
    "エラー番号: 0x800CCC79\n",
    "client_error", "info@example.co.jp", "553", "5.7.1", "relay_denied", NULL, "unknown" },
  { "Outlook: another server's name",
    "接続しているサーバーは、確認できないセキュリティ証明書を使用しています。\n"
    "対象のプリンシパル名が間違っています。\n",
    "client_error", "", NULL, NULL, "tls", NULL, "unknown" },
  { "Thunderbird: password", "サーバー mail.example.co.jp へのログインに失敗しました。\n",
    "client_error", "", NULL, NULL, "relay_denied", NULL, "unknown" },
  { "iPhone: no SMTP AUTH",
    "Cannot Send Mail\nA copy has been placed in your Outbox. The recipient "
    "“taro@example.com” was rejected by the server because it does not allow relaying.\n",
    "client_error", "taro@example.com", NULL, NULL, "relay_denied", NULL, "unknown" },
  { "Gmail's yellow box",
    "このメールにはご注意ください\nGmail では、このメールが本当に info@example.co.jp "
    "から送信されたものであることを確認できませんでした。\n",
    "warning", "", NULL, NULL, "sender_auth", NULL, "unknown" },
  { "docomo's warning", "このメールは送信ドメイン認証が行われておりません。\n", "warning", "", NULL,
    NULL, "sender_auth", NULL, "unknown" },
  { "Outlook's question mark",
    "We can't verify that this email came from the sender so it might not be safe to respond to "
    "it.\n",
    "warning", "", NULL, NULL, "sender_auth", NULL, "unknown" },
  { "no address in the report: whom the message went to",
    "Hello hanako@example.jp,\n\nThe group you tried to contact (taro) may not exist, or you may "
    "not have permission to post messages to it.\n\n----- Original message -----\n\n"
    "From: Hanako <hanako@example.jp>\nTo: Taro <taro@example.com>\nSubject: Estimate\n\nHello\n",
    "bounce", "taro@example.com", NULL, NULL, "sender_rejected", NULL, "unknown" },
  { "Exim: the address, not the name before it that looks like one",
    "A message that you sent contained one or more recipient addresses that were\n"
    "incorrectly constructed:\n\n"
    "  hanako@example.jp <taro@example.com>: malformed address: <taro@example.com> may not follow "
    "hanako@example.jp\n",
    "bounce", "taro@example.com", NULL, NULL, "format", NULL, "unknown" },
  { "Exchange 5.5: an address of X.400",
    "Your message\n\n  To:      hanako@example.jp\n  Subject: x\n\n"
    "did not reach the following recipient(s):\n\n"
    "c=US;a= ;p=X;o=Y;dda:SMTP=taro@example.com; on Fri, 4 Oct 2002\n"
    "    The recipient name is not recognized\n",
    "bounce", "taro@example.com", NULL, NULL, "mailbox_unknown", NULL, "unknown" },
  { "sendmail: what the local mailer said, not what sendmail makes of it",
    "   ----- The following addresses had permanent fatal errors -----\n<taro@example.com>\n\n"
    "   ----- Transcript of session follows -----\nmail.local: unknown user: taro\n"
    "554 <taro@example.com>... Service unavailable\n",
    "bounce", "taro@example.com", "554", NULL, "mailbox_unknown", NULL, "unknown" },
  { "OpenSMTPD: its time is up, whatever the heading says",
    "    Hi!\n\n    A message is delayed for more than 0 seconds for the following\n"
    "    list of recipients:\n\ntaro@example.com: Envelope expired\n\n"
    "    Please note that this is only a temporary failure report.\n",
    "bounce", "taro@example.com", NULL, NULL, "expired", NULL, "unknown" },
  { "qmail: the name of the sending server",
    "<taro@example.com>:\nConnected to 192.0.2.25 but my name was rejected.\n"
    "Remote host said: 501 5.0.0 Invalid domain name\n",
    "bounce", "taro@example.com", "501", "5.0.0", "ptr", NULL, "helo" },
  { "a recipient's program asks back",
    "This is a one-time automated message to confirm that you sent it.\n"
    "Your message could not be delivered to the following address yet: taro@example.com\n",
    "not_bounce", "", NULL, NULL, NULL, NULL, NULL },
  { "nothing", "", "not_bounce", "", NULL, NULL, NULL, NULL, NULL },
};

typedef struct
{
  HatoBounceRuleList *rules;
  HatoMailFrameList *frames;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->rules = hato_bounce_rule_list_new (NULL);
  fixture->frames = hato_mail_frame_list_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hato_bounce_rule_list_unref (fixture->rules);
  hato_mail_frame_list_unref (fixture->frames);
}

static HatoHumanText *
read_text (Fixture *fixture, const char *text)
{
  return hato_human_text_read (text, strlen (text), fixture->rules, fixture->frames);
}

static void
check_row (Fixture *fixture, const Row *row)
{
  g_autoptr (HatoHumanText) read = read_text (fixture, row->text);
  g_autoptr (GString) recipients = g_string_new (NULL);
  const HatoRefusal *first;

  g_test_message ("%s", row->name);
  g_assert_cmpstr (hato_bounce_kind_to_string (read->kind), ==, row->kind);
  for (guint i = 0; i < read->refusals->len; i++)
    {
      const HatoRefusal *refusal = g_ptr_array_index (read->refusals, i);

      if (refusal->recipient != NULL)
        g_string_append_printf (recipients, "%s%s", i > 0 ? " " : "", refusal->recipient);
    }
  g_assert_cmpstr (recipients->str, ==, row->recipients);
  g_assert_cmpuint (read->refusals->len, ==, read->decisions->len);
  g_assert_cmpint (read->refusals->len > 0, ==, row->cause != NULL);
  if (row->cause == NULL)
    return;

  first = g_ptr_array_index (read->refusals, 0);
  g_assert_cmpstr (first->reply_code, ==, row->reply_code);
  g_assert_cmpstr (first->status, ==, row->status);
  g_assert_cmpstr (first->remote_mta, ==, row->remote_mta);
  g_assert_cmpstr (hato_stage_to_string (first->stage), ==, row->stage);
  g_assert_cmpstr (
      hato_cause_to_string (((HatoDecision *) g_ptr_array_index (read->decisions, 0))->cause), ==,
      row->cause);
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (fixture, &rows[i]);
}

/* The case that the program was born from: Gmail's refusal, in Japanese, out of Outlook's window. */
static void
test_origin (Fixture *fixture, gconstpointer data)
{
  const char *text =
      "差出人: Mail Delivery Subsystem <MAILER-DAEMON@sv123.xserver.example>\n"
      "件名: Undelivered Mail Returned to Sender\n\n"
      "このメールは配信できませんでした。\n\n"
      "<taro@gmail.com<mailto:taro@gmail.com>>: host\n"
      "gmail-smtp-in.l.google.com[192.0.2.26] said: 550-5.7.26 Your email has been\n"
      "blocked because the sender is unauthenticated. 550-5.7.26 Gmail requires all\n"
      "senders to authenticate with either SPF or DKIM. 550-5.7.26 550-5.7.26\n"
      "Authentication results: 550-5.7.26 DKIM = did not pass 550-5.7.26 SPF\n"
      "[yamada-shoten.example] with ip: [203.0.113.12] = did not pass 550-5.7.26\n"
      "550-5.7.26 For instructions on setting up authentication, go to 550 5.7.26\n"
      "https://support.google.com/mail/answer/81126#authentication\n"
      "d9443c01a7336.21 - gsmtp (in reply to end of DATA command)\n";
  g_autoptr (HatoHumanText) read = NULL;
  const HatoRefusal *refusal;
  const HatoDecision *decision;
  g_autofree char *marked = NULL;
  gint64 began = thread_time_now ();

  read = read_text (fixture, text);
  g_assert_cmpint (thread_time_now () - began, <, 20000);
  g_assert_true (read->is_japanese);
  g_assert_cmpint (read->kind, ==, HATO_BOUNCE_KIND_BOUNCE);
  g_assert_cmpuint (read->refusals->len, ==, 1);
  refusal = g_ptr_array_index (read->refusals, 0);
  decision = g_ptr_array_index (read->decisions, 0);
  g_assert_cmpstr (refusal->recipient, ==, "taro@gmail.com");
  g_assert_cmpstr (refusal->status, ==, "5.7.26");
  g_assert_cmpint (decision->cause, ==, HATO_CAUSE_SENDER_AUTH);
  g_assert_cmpstr (decision->detail, ==, "spf");
  g_assert_cmpstr (decision->refused_by_id, ==, "gmail");
  g_assert_cmpstr (decision->concerned_ip, ==, "203.0.113.12");
  g_assert_cmpstr (decision->concerned_domain, ==, "yamada-shoten.example");
  g_assert_null (strstr (refusal->text + 4, "550-"));
  marked =
      g_strndup (refusal->text + decision->mark_start, decision->mark_end - decision->mark_start);
  g_assert_cmpstr (marked, ==, "email has been blocked because the sender is unauthenticated");
}

/* Twice the text must not take four times as long. */
static void
test_linear (Fixture *fixture, gconstpointer data)
{
  static const char *const pieces[] = {
    "a@b.jp ", "<a@b.jp>: 550 5.1.1 no\n", "> ", "<div>", "said: 550 host ", "a\n", "@", "&lt;"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 took[2];

      for (guint j = 0; j < 2; j++)
        {
          gint64 began;

          while (text->len < (j + 1) * 300000)
            g_string_append (text, pieces[i]);
          began = thread_time_now ();
          hato_human_text_unref (
              hato_human_text_read (text->str, text->len, fixture->rules, fixture->frames));
          took[j] = thread_time_now () - began;
        }
      g_test_message ("%s %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " µs", pieces[i], took[0],
                      took[1]);
      g_assert_cmpint (took[1], <, took[0] * 3 + 100000);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/human-text/read", Fixture, NULL, set_up, test_read, tear_down);
  g_test_add ("/human-text/origin", Fixture, NULL, set_up, test_origin, tear_down);
  g_test_add ("/human-text/linear", Fixture, NULL, set_up, test_linear, tear_down);
  return g_test_run ();
}
