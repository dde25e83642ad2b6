/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report-case.h"

#include <string.h>

#include "bounce/paste-check.h"
#include "dns/dns-check.h"
#include "net/resolver-zone.h"

const char *const fake_report_zone =
    "{\"yamada-shoten.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 "
    "ip4:192.0.2.10 include:spf.sender.xserver.jp -all\"]}, "
    "{\"type\": \"TXT\", \"strings\": "
    "[\"google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ\"]}, "
    "{\"type\": \"TXT\", \"strings\": [\"9f8e7d6c5b4a39281706f5e4d3c2b1a0\"]}, "
    "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"sv1.xserver.jp\"},"
    "{\"type\": \"NS\", \"target\": \"ns1.xserver.jp\"}, {\"type\": \"NS\", \"target\": "
    "\"ns2.xserver.jp\"}]},"
    "\"spf.sender.xserver.jp\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 "
    "ip4:198.51.100.0/24 ~all\"]}]},"
    "\"sv1.xserver.jp\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.10\"}]},"
    "\"10.2.0.192.in-addr.arpa\": {\"records\": [{\"type\": \"PTR\", \"target\": "
    "\"sv1.xserver.jp\"}]}}";

const char *const fake_report_mail =
    "Return-Path: <>\nFrom: MAILER-DAEMON@sv1.xserver.jp (Mail Delivery System)\n"
    "Subject: Undelivered Mail Returned to Sender\nTo: info@yamada-shoten.example\n"
    "Date: Mon, 1 Jun 2026 10:00:05 +0900\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    "--b\nContent-Type: text/plain\n\nThis is the mail system at host sv1.xserver.jp.\n\n"
    "<tanaka.hanako@gmail.com>: host gmail-smtp-in.l.google.com[192.0.2.26] said:\n    "
    "550-5.7.26 The MAIL FROM domain [yamada-shoten.example] has an SPF record\n    with a hard "
    "fail policy (-all) but it fails to pass SPF checks with the ip:\n    [203.0.113.5]. 550 "
    "5.7.26 d9si1 - gsmtp (in reply to end of DATA command)\n\n"
    "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; sv1.xserver.jp\n"
    "X-Postfix-Queue-ID: 4ABC7Q\nX-Postfix-Sender: rfc822; info@yamada-shoten.example\n"
    "Arrival-Date: Mon, 1 Jun 2026 10:00:00 +0900\n\n"
    "Final-Recipient: rfc822; tanaka.hanako@gmail.com\nAction: failed\nStatus: 5.7.26\n"
    "Remote-MTA: dns; gmail-smtp-in.l.google.com\n"
    "Diagnostic-Code: smtp; 550-5.7.26 The MAIL FROM domain [yamada-shoten.example] has\n    an "
    "SPF record with a hard fail policy (-all) but it fails to pass SPF checks\n    with the ip: "
    "[203.0.113.5]. User tanaka.hanako, bounces+tanaka.hanako=gmail.com@mailer.example,\n    "
    "http://portal.example/u/a1b2c3d4e5f6a7b8c9d0?who=tanaka.hanako%40gmail.com from\n    "
    "DESKTOP-7QX3K2 10.20.30.40 nas.lan key 0123456789abcdef0123456789abcdef01234567, "
    "secret\n    5f4dcc3b5aa765d61d8327deb882cf99 Authorization: Bearer q1.w2.e3 "
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln\n    password=hunter2 "
    "https://admin:geheim@x.example/ "
    "Kenji Ogawa <kenji@partner.example>\n    小川健二 <ogawa@partner.example>, id "
    "00112233445566778899aabbccddeeff. 550 5.7.26 d9si1 - gsmtp\n\n"
    "Final-Recipient: rfc822; suzuki@docomo.ne.jp\nAction: failed\nStatus: 5.7.26\n"
    "Diagnostic-Code: smtp; 550 5.7.26 suzuki refused\n\n"
    "--b\nContent-Type: message/rfc822\n\nReturn-Path: <info@yamada-shoten.example>\n"
    "Received: from DESKTOP-7QX3K2 (unknown [192.168.11.7]) by sv1.xserver.jp with ESMTPSA id 1\n"
    "DKIM-Signature: v=1; d=yamada-shoten.example; s=mail2026\n"
    "From: =?UTF-8?B?5bGx55Sw?= <info@yamada-shoten.example>\nTo: tanaka.hanako@gmail.com, "
    "suzuki@docomo.ne.jp, ab@c.example\nCc: kobayashi@partner.example\n"
    "Subject: Wedding of the neighbours\n"
    "Authentication-Results: mx.google.com; spf=fail smtp.mailfrom=watanabe@other.example\n"
    "Message-ID: <20260601.77@DESKTOP-7QX3K2>\n\nThe cake is a secret.\n--b--\n";

const char *const fake_report_secrets[] = {
  "tanaka",      "suzuki",       "kobayashi", "watanabe",     "DESKTOP-7QX3K2",
  "10.20.30.40", "192.168.11.7", "nas.lan",   "a1b2c3d4e5f6", "0123456789abcdef",
  "Wedding",     "cake",         "5f4dcc3b",  "q1.w2.e3",     "eyJ",
  "hunter2",     "geheim",       "Kenji",     "Ogawa",        "小川健二",
  NULL
};

const char *const fake_report_kept[] = { "info@yamada-shoten.example",
                                         "***@gmail.com",
                                         "***@docomo.ne.jp",
                                         "4ABC7Q",
                                         "20260601.77@***",
                                         "203.0.113.5",
                                         "Mon, 1 Jun 2026 10:00:00 +0900",
                                         "has an SPF record with a hard fail policy",
                                         "00112233445566778899aabbccddeeff", /* a host's id */
                                         "rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ",
                                         "9f8e7d6c5b4a39281706f5e4d3c2b1a0", /* published */
                                         NULL };

static HatoCheckup *
check (const char *zone, HatoBounce *bounce)
{
  g_autoptr (GBytes) bytes = g_bytes_new (zone, strlen (zone));
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new (FAKE_REPORT_DOMAIN, FAKE_REPORT_DOMAIN);
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);
  g_autoptr (HatoSelectorList) selectors = hato_selector_list_new (NULL);
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoDnsInput) input = NULL;
  g_autoptr (GError) error = NULL;
  HatoCheckup *checkup;

  settings->zone = hato_zone_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  settings->clock.fixed = FAKE_REPORT_NOW;
  if (bounce != NULL)
    hato_bounce_tell_subject (bounce, subject);
  resolver = hato_resolver_zone_new (settings);
  input = hato_dns_input_new (subject, resolver, selectors, providers, FAKE_REPORT_NOW,
                              20 * G_USEC_PER_SEC);
  checkup = hato_dns_check_run (NULL, input, &error);
  g_assert_no_error (error);
  return checkup;
}

/** fake_report_input_new: (transfer full): of what @zone (nullable) publishes and of @mail (nullable), in two languages */
HatoReportInput *
fake_report_input_new (const char *zone, const char *mail, const char *owner, const char *contact)
{
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);
  g_autoptr (HatoTranslation) first = hato_translation_new_for_language (owner);
  g_autoptr (HatoTranslation) second = hato_translation_new_for_language (contact);
  g_autoptr (GBytes) bytes = mail != NULL ? g_bytes_new (mail, strlen (mail)) : NULL;
  g_autoptr (HatoPasteCheck) pasted = NULL;
  g_autoptr (HatoCheckup) domain = NULL;
  g_autoptr (HatoCase) shown = NULL;
  const HatoPastedMail *read = NULL;
  HatoReportInput *input;

  if (bytes != NULL)
    {
      pasted = hato_paste_check_run (NULL, bytes, NULL);
      read = g_ptr_array_index (pasted->mails, 0);
    }
  domain = zone != NULL ? check (zone, read != NULL ? read->bounce : NULL) : NULL;
  shown = hato_case_join (domain, NULL, read != NULL ? read->checkup : NULL);
  input =
      hato_report_input_new (shown, read != NULL ? read->bounce : NULL, providers, first, second);
  input->paper = HATO_PAPER_A4;
  return input;
}

/** fake_report_new: (transfer full) */
HatoReport *
fake_report_new (const HatoReportInput *input)
{
  g_autoptr (GError) error = NULL;
  HatoReport *report = hato_report_run (NULL, input, &error);

  g_assert_no_error (error);
  return report;
}

static void
append (GString *words, const char *text)
{
  if (text != NULL)
    g_string_append_printf (words, "%s\n", text);
}

static void
append_sentences (GString *words, const GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    append (words, ((const HatoSentence *) g_ptr_array_index (sentences, i))->text);
}

static void
append_block (GString *words, const HatoBlock *block)
{
  append_sentences (words, block->sentences);
  append (words, block->word);
  append (words, block->text);
  append (words, block->qr);
  for (guint i = 0; block->columns != NULL && i < block->columns->len; i++)
    append (words, ((const HatoColumn *) g_ptr_array_index (block->columns, i))->head);
  for (guint i = 0; block->rows != NULL && i < block->rows->len; i++)
    append_sentences (words, ((const HatoRow *) g_ptr_array_index (block->rows, i))->cells);
  for (guint i = 0; block->places != NULL && i < block->places->len; i++)
    {
      append (words, ((const HatoPlace *) g_ptr_array_index (block->places, i))->name);
      append (words, ((const HatoPlace *) g_ptr_array_index (block->places, i))->state);
    }
}

/** fake_report_dup_words: (transfer full): every text of the model, a line each */
char *
fake_report_dup_words (const HatoDocument *document)
{
  GString *words = g_string_new (NULL);

  append (words, document->title);
  append (words, document->domain);
  append (words, document->time);
  append (words, document->made_here);
  append (words, document->sample_note);
  for (guint i = 0; i < document->sections->len; i++)
    {
      const HatoSection *section = g_ptr_array_index (document->sections, i);

      append (words, section->title);
      for (guint j = 0; j < section->blocks->len; j++)
        append_block (words, g_ptr_array_index (section->blocks, j));
    }
  return g_string_free (words, FALSE);
}
