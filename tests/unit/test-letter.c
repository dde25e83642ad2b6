/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letter holds what its reader needs and nothing private, and nothing in it becomes a header (limits T17). */
#include "config.h"

#include "report/letter.h"

#include <string.h>

#include "fakes/report-case.h"

static HatoReport *
new_report (const char *zone, const char *mail, const char *language)
{
  g_autoptr (HatoReportInput) input = fake_report_input_new (zone, mail, language, language);

  return fake_report_new (input);
}

/* What the mail program makes of it. */
static char *
dup_part (const HatoLetter *letter, const char *name)
{
  g_autofree char *wanted = g_strconcat (name, "=", NULL);
  const char *found = strstr (letter->mailto, wanted);
  const char *end;

  g_assert_nonnull (found);
  found += strlen (wanted);
  end = strchr (found, '&');
  return g_uri_unescape_segment (found, end, NULL);
}

static void
test_english (void)
{
  g_autoptr (HatoReport) report = new_report (fake_report_zone, NULL, "en");
  const HatoLetter *letter = report->letter;
  g_autofree char *subject = NULL, *body = NULL;
  g_autoptr (GString) crlf = NULL;

  g_assert_nonnull (letter);
  g_assert_cmpstr (letter->company, ==, "Xserver");
  g_assert_cmpstr (letter->form_url, ==, "https://www.xserver.ne.jp/support/");
  g_assert_cmpstr (letter->subject, ==,
                   "[yamada-shoten.example] Request: a change of the DNS settings");
  g_assert_true (g_str_has_prefix (letter->body,
                                   "Dear support team of Xserver,\n\nI use the domain "
                                   "yamada-shoten.example for my mail.\n"));
  g_assert_nonnull (strstr (letter->body, "\n[1]\nName: _dmarc.yamada-shoten.example\nHost: "
                                          "_dmarc\nType: TXT\nNew: v=DMARC1; p=none;\nWhy: "));
  g_assert_nonnull (strstr (letter->body, "How to verify: dig "));
  g_assert_true (
      g_str_has_prefix (letter->mailto, "mailto:support@xserver.ne.jp?subject=%5Byamada"));
  subject = dup_part (letter, "subject");
  body = dup_part (letter, "body");
  g_assert_cmpstr (subject, ==, letter->subject);
  crlf = g_string_new (letter->body);
  g_string_replace (crlf, "\n", "\r\n", 0);
  g_assert_cmpstr (body, ==, crlf->str);
}

static void
test_japanese (void)
{
  g_autoptr (HatoReport) report = new_report (fake_report_zone, NULL, "ja");
  const HatoLetter *letter = report->letter;

  g_assert_nonnull (letter);
  g_assert_cmpstr (letter->company, ==, "エックスサーバー");
  g_assert_cmpstr (letter->subject, ==, "【yamada-shoten.example】DNS設定変更のお願い");
  g_assert_true (g_str_has_prefix (
      letter->body, "エックスサーバー\nサポートご担当者様\n\nいつもお世話になっております。\n"));
  g_assert_nonnull (strstr (letter->body, "\n新しい内容：v=DMARC1; p=none;\n"));
  g_assert_nonnull (strstr (letter->body, "どうぞよろしくお願いいたします。"));
}

/* What only the host can mend goes to the company that sends, with the address that is blocked. */
static void
test_host (void)
{
  g_autoptr (HatoReport) report =
      new_report (fake_report_zone,
                  "550 5.7.1 Service unavailable; client host [192.0.2.10] blocked using Spamhaus. "
                  "taro@outlook.com\n",
                  "en");
  const HatoLetter *letter = report->letter;

  g_assert_cmpint (report->redaction->shown->wording.who, ==, HATO_WHO_HOST);
  g_assert_nonnull (letter);
  g_assert_cmpstr (letter->company, ==, "Xserver");
  g_assert_cmpstr (letter->subject, ==,
                   "[yamada-shoten.example] Request: mail that does not arrive");
  g_assert_nonnull (strstr (letter->body, "Could you please look into this?\n\nWhat would help: "));
  g_assert_null (strstr (letter->body, "taro"));
}

/* Neither the owner's own address nor anybody else's; nothing of the mail but who refused it. */
static void
test_private (void)
{
  static const char *const languages[] = { "en", "ja" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoReport) report = new_report (fake_report_zone, fake_report_mail, languages[i]);

      g_assert_nonnull (report->letter);
      for (guint j = 0; fake_report_secrets[j] != NULL; j++)
        g_assert_null (strstr (report->letter->body, fake_report_secrets[j]));
      g_assert_null (strchr (report->letter->body, '@'));
      g_assert_null (strstr (report->letter->body, "4ABC7Q"));
    }
}

/* A record that would begin a header, or a second one, stays a text. */
static void
test_hostile (void)
{
  g_autoptr (HatoReport) report = new_report (
      "{\"yamada-shoten.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 "
      "include=a\\r\\nBcc: x@y.example\\r\\n\\r\\n&bcc=z@z.example -all\"]}, {\"type\": \"MX\", "
      "\"preference\": 1, \"exchange\": \"mx.yamada-shoten.example\"}]}}",
      NULL, "en");

  g_assert_nonnull (report->letter);
  g_assert_null (strchr (report->letter->body, '\r'));
  g_assert_null (strstr (report->letter->body, "\nBcc:"));
  g_assert_null (strstr (report->letter->mailto, "&bcc="));
  g_assert_null (strchr (report->letter->subject, '\n'));
  g_assert_true (g_str_has_prefix (report->letter->mailto, "mailto:?subject="));
  for (const char *at = report->letter->mailto; *at != '\0'; at++)
    g_assert_true (g_ascii_isalnum (*at) || strchr ("%:?=&-._~@", *at) != NULL);
}

/* Who has nothing to ask writes no letter. */
static void
test_none (void)
{
  g_autoptr (HatoReport) full = new_report (
      NULL, "452 4.2.2 The email account that you tried to reach is over quota\ntaro@gmail.com\n",
      "en");
  g_autofree char *words = fake_report_dup_words (full->document);

  g_assert_null (full->letter);
  g_assert_null (strstr (words, "A letter, ready to be sent"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letter/english", test_english);
  g_test_add_func ("/letter/japanese", test_japanese);
  g_test_add_func ("/letter/host", test_host);
  g_test_add_func ("/letter/private", test_private);
  g_test_add_func ("/letter/hostile", test_hostile);
  g_test_add_func ("/letter/none", test_none);
  return g_test_run ();
}
