/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on page 2 for the person at the panel. */
#include "config.h"

#include "report/change-table.h"

#include <string.h>

#include "fakes/document-validator.h"
#include "fakes/report-case.h"

#define ZONE(texts, servers)                                                                       \
  "{\"yamada-shoten.example\": {\"records\": [" texts                                              \
  "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"mx.yamada-shoten.example\"}, " servers   \
  "]}, \"mx.yamada-shoten.example\": {\"records\": [{\"type\": \"A\", \"address\": "               \
  "\"192.0.2.10\"}]}}"
#define REFUSAL                                                                                    \
  "550-5.7.26 Your email has been blocked because the sender is unauthenticated. SPF "             \
  "[yamada-shoten.example] with ip: [192.0.2.10] = did not pass.\n"
#define TXT(text)  "{\"type\": \"TXT\", \"strings\": [\"" text "\"], \"ttl\": 1800}, "
#define NS(target) "{\"type\": \"NS\", \"target\": \"" target "\"}"

static const HatoSection *
get_contact (const HatoReport *report)
{
  return g_ptr_array_index (report->document->sections, 1);
}

/* The value behind a label of any table of facts; NULL = there is none. */
static const char *
find_fact (const HatoSection *section, const char *label)
{
  for (guint i = 0; i < section->blocks->len; i++)
    {
      const HatoBlock *block = g_ptr_array_index (section->blocks, i);

      for (guint j = 0; block->rows != NULL && j < block->rows->len; j++)
        {
          const HatoRow *row = g_ptr_array_index (block->rows, j);

          if (strcmp (((const HatoSentence *) g_ptr_array_index (row->cells, 0))->text, label) == 0)
            return ((const HatoSentence *) g_ptr_array_index (row->cells, 1))->text;
        }
    }
  return NULL;
}

static const HatoBlock *
find_captioned (const HatoSection *section, const char *caption)
{
  for (guint i = 0; i < section->blocks->len; i++)
    {
      const HatoBlock *block = g_ptr_array_index (section->blocks, i);

      if (block->text != NULL && block->sentences->len > 0
          && strcmp (((const HatoSentence *) g_ptr_array_index (block->sentences, 0))->text,
                     caption)
                 == 0)
        return block;
    }
  return NULL;
}

static HatoReport *
new_report (const char *zone, const char *mail)
{
  g_autoptr (HatoReportInput) input = fake_report_input_new (zone, mail, "en", "en");
  HatoReport *report = fake_report_new (input);

  document_validate (report->document);
  return report;
}

/* A record is added: the panel of Xserver wants the bare label. */
static void
test_added (void)
{
  g_autoptr (HatoReport) report =
      new_report (ZONE (TXT ("v=spf1 mx -all"), NS ("ns1.xserver.jp")), NULL);
  const HatoSection *contact = get_contact (report);
  const HatoBlock *proposed = find_captioned (contact, "Proposed");
  const HatoBlock *line = find_captioned (contact, "Proposed, in the zone file");
  const HatoBlock *verify =
      find_captioned (contact, "How to verify; the answer has to hold the line below:");

  g_assert_cmpstr (find_fact (contact, "Change"), ==, "add a record");
  g_assert_cmpstr (find_fact (contact, "Host"), ==, "_dmarc");
  g_assert_cmpstr (find_fact (contact, "Type"), ==, "TXT");
  g_assert_true (g_str_has_prefix (find_fact (contact, "In the panel"), "サーバーパネル → DNS"));
  g_assert_nonnull (strstr (find_fact (contact, "TTL now"), " seconds: “not there” is"));
  g_assert_nonnull (find_fact (contact, "Risk"));
  g_assert_true (g_str_has_prefix (find_fact (contact, "Way back"), "Delete the new record"));
  g_assert_true (proposed != NULL && line != NULL && verify != NULL);
  g_assert_cmpstr (proposed->text, ==, "v=DMARC1; p=none;");
  g_assert_cmpstr (proposed->qr, ==, "_dmarc\nv=DMARC1; p=none;");
  g_assert_cmpstr (line->text, ==, "_dmarc.yamada-shoten.example. IN TXT \"v=DMARC1; p=none;\"");
  g_assert_cmpstr (verify->text, ==,
                   "dig +noall +comments +answer -t TXT -q '_dmarc.yamada-shoten.example'");
  g_assert_null (find_captioned (contact, "Now"));
}

/* A record is replaced: what stands there now, its TTL and the way back to it. */
static void
test_replaced (void)
{
  g_autoptr (HatoReport) report =
      new_report (ZONE (TXT ("v=spf1 ip4=192.0.2.10 -all"), NS ("ns1.xserver.jp")), REFUSAL);
  const HatoSection *contact = get_contact (report);
  const HatoBlock *now = find_captioned (contact, "Now");
  const HatoBlock *proposed = find_captioned (contact, "Proposed in its place");

  g_assert_true (now != NULL && proposed != NULL);
  g_assert_cmpstr (find_fact (contact, "Change"), ==, "replace a record");
  g_assert_cmpstr (find_fact (contact, "Host"), ==, "(leave the host field empty)");
  g_assert_true (g_str_has_prefix (find_fact (contact, "TTL now"), "1800 seconds: copies"));
  g_assert_true (
      g_str_has_prefix (find_fact (contact, "Way back"), "Put the text under “Now” back"));
  g_assert_true (g_str_has_prefix (find_fact (contact, "Risk"), "Replace the existing line"));
  g_assert_cmpstr (find_fact (contact, "Replay"), ==,
                   "mail from 192.0.2.10: SPF fail now, pass with the change");
  g_assert_cmpstr (now->text, ==, "v=spf1 ip4=192.0.2.10 -all");
  g_assert_cmpstr (proposed->text, ==, "v=spf1 ip4:192.0.2.10 -all");
  g_assert_cmpstr (proposed->qr, ==, "\nv=spf1 ip4:192.0.2.10 -all");
}

/* Nobody knows the panel: both forms are said, and no company is guessed. */
static void
test_unknown_panel (void)
{
  g_autoptr (HatoReport) report =
      new_report (ZONE (TXT ("v=spf1 mx -all"), NS ("ns1.nobody.example")), NULL);
  const HatoSection *contact = get_contact (report);

  g_assert_cmpstr (find_fact (contact, "Host"), ==,
                   "_dmarc where the panel adds the domain by itself (most do), else "
                   "_dmarc.yamada-shoten.example");
  g_assert_null (find_fact (contact, "In the panel"));
  g_assert_cmpstr (find_fact (contact, "Keeps the settings (DNS)"), ==,
                   "not known to this program");
}

/* DNS, MX and SPF are of three companies. */
static void
test_companies (void)
{
  g_autoptr (HatoReport) report = new_report (
      "{\"yamada-shoten.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 "
      "include:_spf.google.com include:spf.nobody.example ~all\"]}, {\"type\": \"MX\", "
      "\"preference\": 1, \"exchange\": \"sv1.xserver.jp\"}, " NS (
          "ns1.dns.ne.jp") "]},"
                           "\"_spf.google.com\": {\"records\": ["
                           "{\"type\": \"TXT\", \"strings\": [\"v=spf1 "
                           "ip4:192.0.2.0/24 ~all\"]}]}, \"spf.nobody.example\": "
                           "{\"records\": [{\"type\": \"TXT\", "
                           "\"strings\": [\"v=spf1 ip4:198.51.100.0/24 ~all\"]}]},"
                           "\"sv1.xserver.jp\": {\"records\": [{\"type\": \"A\", "
                           "\"address\": \"192.0.2.10\"}]}}",
      NULL);
  const HatoSection *contact = get_contact (report);
  g_autofree char *words = fake_report_dup_words (report->document);

  g_assert_cmpstr (find_fact (contact, "Keeps the settings (DNS)"), ==,
                   "Sakura Rental Server / Mailbox");
  g_assert_cmpstr (find_fact (contact, "Takes your mail (MX)"), ==, "Xserver");
  g_assert_true (g_str_has_prefix (find_fact (contact, "May send (SPF)"), "Google"));
  g_assert_nonnull (strstr (words, "spf.nobody.example"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change-table/added", test_added);
  g_test_add_func ("/change-table/replaced", test_replaced);
  g_test_add_func ("/change-table/unknown-panel", test_unknown_panel);
  g_test_add_func ("/change-table/companies", test_companies);
  return g_test_run ();
}
