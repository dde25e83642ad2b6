/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as a whole: every statement has its evidence, nothing private gets out, and strangers can write what they want. */
#include "config.h"

#include "report/report.h"

#include <string.h>

#include "advice/sample.h"
#include "dns/dns-check.h"
#include "fakes/document-validator.h"
#include "fakes/report-case.h"
#include "net/resolver-zone.h"
#include "net/session-pool.h"
#include "report/output.h"
#include "tls/tls-check.h"

#define EVIL "\\u001b[31m\\u202e<b>&amp;</b>(\\\\)%%s\\u0007\\u200b' $(id) `id`; rm \\u2028 end"

static const char *const languages[] = { "en", "ja" };

static char *
render (const HatoReport *report, HatoOutputKind kind)
{
  g_autoptr (GError) error = NULL;
  guint n_pages;
  g_autoptr (GBytes) bytes = hato_output_render (NULL, report, kind, &n_pages, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

/* Everything that may leave the computer, in one text. */
static char *
dup_everything (const HatoReport *report)
{
  g_autofree char *words = fake_report_dup_words (report->document);
  g_autofree char *text = render (report, HATO_OUTPUT_TEXT);
  g_autofree char *json = render (report, HATO_OUTPUT_JSON);
  g_autofree char *name = hato_report_dup_file_name (report, "pdf");

  return g_strjoin ("\n", words, text, json, name, report->letter->subject, report->letter->body,
                    report->letter->mailto, NULL);
}

static const HatoSection *
find_section (const HatoReport *report, HatoSectionKind kind)
{
  for (guint i = 0; i < report->document->sections->len; i++)
    {
      const HatoSection *section = g_ptr_array_index (report->document->sections, i);

      if (section->kind == kind)
        return section;
    }
  return NULL;
}

static void
test_evidence (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoReportInput) both = fake_report_input_new (fake_report_zone, fake_report_mail,
                                                                languages[i], languages[1 - i]);
      g_autoptr (HatoReportInput) domain =
          fake_report_input_new (fake_report_zone, NULL, languages[i], languages[i]);
      g_autoptr (HatoReportInput) mail =
          fake_report_input_new (NULL, fake_report_mail, languages[i], languages[i]);
      const HatoReportInput *inputs[] = { both, domain, mail };

      for (guint j = 0; j < G_N_ELEMENTS (inputs); j++)
        {
          g_autoptr (HatoReport) report = fake_report_new (inputs[j]);

          document_validate (report->document);
          g_assert_nonnull (find_section (report, HATO_SECTION_OWNER));
          g_assert_nonnull (find_section (report, HATO_SECTION_CONTACT));
          g_assert_nonnull (find_section (report, HATO_SECTION_COMMANDS));
          g_assert_cmpint (find_section (report, HATO_SECTION_BOUNCE) != NULL, ==,
                           inputs[j]->bounce != NULL);
          g_assert_null (find_section (report, HATO_SECTION_ENCRYPTION));
        }
    }
}

/* Whatever could be found out: nothing there, no answers, nothing wrong, no network. */
static void
test_states (void)
{
  static const char *const zones[] = {
    "{}",
    "{\"yamada-shoten.example\": {\"timeout\": true}, \"example\": {\"timeout\": true}}",
    "{\"yamada-shoten.example\": {\"rcode\": \"SERVFAIL\"}}",
    "{\"yamada-shoten.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 "
    "-all\"]}, {\"type\": \"MX\", \"preference\": 0, \"exchange\": \"\"}]}}",
  };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (HatoReportInput) input =
          fake_report_input_new (zones[i / 2], NULL, languages[i % 2], languages[i % 2]);
      g_autoptr (HatoReport) report = fake_report_new (input);

      document_validate (report->document);
      g_assert_nonnull (find_section (report, HATO_SECTION_OWNER));
    }
}

/* Product R8: not one of them, in no form of the report, in no language. */
static void
test_secrets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoReportInput) input =
          fake_report_input_new (fake_report_zone, fake_report_mail, languages[i], languages[i]);
      g_autoptr (HatoReport) report = fake_report_new (input);
      g_autofree char *everything = dup_everything (report);

      for (guint j = 0; fake_report_secrets[j] != NULL; j++)
        if (strstr (everything, fake_report_secrets[j]) != NULL)
          g_error ("“%s” got out: %.120s", fake_report_secrets[j],
                   strstr (everything, fake_report_secrets[j]));
      for (guint j = 0; fake_report_kept[j] != NULL; j++)
        if (strstr (everything, fake_report_kept[j]) == NULL)
          g_error ("“%s” is needed", fake_report_kept[j]);
      g_assert_null (strstr (report->letter->body, "info@"));
    }
}

/* Copied from a mail program, without the headers that tell a mail from a text: names, and what it was about, are masked. */
static void
test_pasted_secrets (void)
{
  static const char *const mail =
      "Subject: Undelivered Mail Returned to Sender\nFrom: MAILER-DAEMON@sv1.xserver.jp\n\n"
      "<tanaka@gmail.com>: host gmail-smtp-in.l.google.com[192.0.2.26] said:\n"
      "    550 5.7.1 The mail \"Wedding of the neighbours\" to Jiro Sato <sato@gmail.com>,\n"
      "    (Subject: Wedding plans), was refused as spam (in reply to end of DATA command)\n\n"
      "From: Shop <info@yamada-shoten.example>\nTo: Jiro Sato <sato@gmail.com>\n"
      "> Subject: Wedding of the neighbours\nDate: Mon, 1 Jun 2026 10:00:00 +0900\n";
  static const char *const secrets[] = { "Wedding", "Sato", "sato", "tanaka" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoReportInput) input = fake_report_input_new (
          i < 2 ? fake_report_zone : NULL, mail, languages[i % 2], languages[i % 2]);
      g_autoptr (HatoReport) report = fake_report_new (input);
      g_autofree char *everything = dup_everything (report);

      g_assert_false (input->bounce->is_raw);
      g_assert_cmpstr (input->bounce->pasted_subject, ==, "Wedding of the neighbours");
      for (gsize j = 0; j < G_N_ELEMENTS (secrets); j++)
        if (strstr (everything, secrets[j]) != NULL)
          g_error ("“%s” got out: %.120s", secrets[j], strstr (everything, secrets[j]) - 60);
      g_assert_nonnull (strstr (everything, "was refused as spam"));
      g_assert_cmpuint (report->redaction->masked[HATO_MASKED_SUBJECT], >, 0);
    }
}

/* The test above could pass for want of secrets: without redaction they are there. */
static void
test_unmasked (void)
{
  g_autoptr (HatoReportInput) input =
      fake_report_input_new (fake_report_zone, fake_report_mail, "en", "en");
  g_autoptr (HatoReport) report = NULL;
  g_autofree char *everything = NULL;
  static const char *const nowhere[] = { "cake", "192.168.11.7", NULL }; /* the body; inner hops */

  input->masks = FALSE;
  report = fake_report_new (input);
  everything = dup_everything (report);
  for (guint j = 0; fake_report_secrets[j] != NULL; j++)
    if (!g_strv_contains (nowhere, fake_report_secrets[j])
        && strstr (everything, fake_report_secrets[j]) == NULL)
      g_error ("“%s” is not in the report at all", fake_report_secrets[j]);
  g_assert_null (strstr (everything, "cake"));
  g_assert_null (strstr (report->letter->body, "tanaka"));
  document_validate (report->document);
}

static void
test_masked_list (void)
{
  g_autoptr (HatoReportInput) input =
      fake_report_input_new (fake_report_zone, fake_report_mail, "ja", "en");
  g_autoptr (HatoReport) report = fake_report_new (input);
  g_autoptr (GPtrArray) masked = hato_report_dup_masked (report, input->owner);
  g_autoptr (GPtrArray) contents = hato_report_dup_contents (report, input->owner);
  g_autoptr (HatoReportInput) bare = fake_report_input_new (fake_report_zone, NULL, "ja", "en");
  g_autoptr (HatoReport) plain = fake_report_new (bare);
  g_autoptr (GPtrArray) nothing = hato_report_dup_masked (plain, input->owner);

  g_assert_cmpuint (masked->len, ==, HATO_MASKED_KINDS);
  g_assert_cmpuint (contents->len, ==, report->document->sections->len);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (masked, 0), "ほかの方のメールアドレス"));
  g_assert_cmpuint (hato_redaction_count (report->redaction), >, 10);
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* The sample with its doors: certificates and conversations are in appendix B, and the line's own address is in none. */
static void
test_doors (void)
{
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoSubject) subject = hato_sample_new_subject ();
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);
  g_autoptr (HatoTranslation) translation = hato_translation_new_for_language ("en");
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoDnsInput) dns = NULL;
  g_autoptr (HatoTlsInput) tls = NULL;
  g_autoptr (HatoCheckup) domain = NULL, doors = NULL;
  g_autoptr (HatoCase) shown = NULL;
  g_autoptr (HatoReportInput) input = NULL;
  g_autoptr (HatoReport) report = NULL;
  g_autoptr (HatoRunner) runner = hato_runner_new ();
  g_autofree char *words = NULL;
  gint64 now;

  g_assert_true (hato_sample_fill_settings (settings, &error));
  now = hato_clock_now (&settings->clock);
  resolver = hato_resolver_zone_new (settings);
  hato_session_pool_attach (resolver, runner, settings, NULL, NULL);
  dns = hato_dns_input_new (subject, resolver, NULL, providers, now, 20 * G_USEC_PER_SEC);
  tls = hato_tls_input_new_for_domain (subject->domain, providers, resolver, now,
                                       20 * G_USEC_PER_SEC);
  domain = hato_dns_check_run (NULL, dns, &error);
  g_assert_no_error (error);
  doors = hato_tls_check_run (NULL, tls, &error);
  g_assert_no_error (error);
  shown = hato_case_join (domain, doors, NULL);
  input = hato_report_input_new (shown, NULL, providers, translation, translation);
  report = fake_report_new (input);
  document_validate (report->document);
  g_assert_nonnull (find_section (report, HATO_SECTION_ENCRYPTION));
  words = fake_report_dup_words (report->document);
  g_assert_nonnull (strstr (words, "EHLO [***]"));
  g_assert_nonnull (strstr (words, "openssl s_client"));
  g_assert_nonnull (strstr (words, "Certificates: the same as in ["));
  g_assert_cmpuint (report->redaction->masked[HATO_MASKED_INTERNAL], >, 0);
}

/* Product R9: the owner page in one language, all else in the other. */
static void
test_languages (void)
{
  g_autoptr (HatoReportInput) input =
      fake_report_input_new (fake_report_zone, fake_report_mail, "ja", "en");
  g_autoptr (HatoReport) report = fake_report_new (input);
  const HatoSection *owner = find_section (report, HATO_SECTION_OWNER);
  const HatoSection *contact = find_section (report, HATO_SECTION_CONTACT);

  g_assert_true (owner != NULL && contact != NULL);
  g_assert_cmpstr (hato_translation_get_language (owner->translation), ==, "ja");
  g_assert_cmpstr (hato_translation_get_language (contact->translation), ==, "en");
  g_assert_cmpstr (contact->title, ==, "For the IT contact");
  g_assert_cmpstr (owner->title, ==, "yamada-shoten.example のメールについての報告書");
  g_assert_nonnull (strstr (report->letter->body, "お世話になっております"));
}

static void
test_same_again (void)
{
  g_autoptr (HatoReportInput) input =
      fake_report_input_new (fake_report_zone, fake_report_mail, "ja", "en");
  g_autoptr (HatoReport) first = fake_report_new (input);
  g_autoptr (HatoReport) second = fake_report_new (input);
  g_autofree char *one = dup_everything (first);
  g_autofree char *other = dup_everything (second);
  g_autofree char *name = hato_report_dup_file_name (first, "pdf");

  g_assert_cmpstr (one, ==, other);
  g_assert_cmpstr (name, ==, "hatobin-yamada-shoten.example-2025-11-24.pdf");
}

/* Limits T2, T4, T15: markup, control and bidi characters in every place that a stranger can write to. */
static void
test_hostile (void)
{
  g_autofree char *long_text = g_strnfill (60000, 'x');
  g_autofree char *zone = g_strdup_printf (
      "{\"yamada-shoten.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 " EVIL
      " -all\"]}, {\"type\": \"TXT\", \"strings\": [\"%s\"]},"
      "{\"type\": \"MX\", \"preference\": 1, \"exchange\": \"mail" EVIL ".example\"},"
      "{\"type\": \"NS\", \"target\": \"ns" EVIL ".example\"}]},"
      "\"_dmarc.yamada-shoten.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": "
      "[\"v=DMARC1; "
      "p=" EVIL "; rua=mailto:a" EVIL "@b\"]}]}}",
      long_text);
  g_autofree char *mail =
      g_strdup_printf ("550 5.7.26 <b>\x1b[31m\xe2\x80\xae%s\xff\x01 </b> with ip: [203.0.113.5] "
                       "a@b.example%cSubject: x\nTo: \xff\xfe\n",
                       long_text, 7);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoReportInput) input =
          fake_report_input_new (zone, mail, languages[i], languages[i]);
      g_autoptr (HatoReport) report = fake_report_new (input);
      g_autofree char *text = render (report, HATO_OUTPUT_TEXT);

      document_validate (report->document);
      for (const char *at = text; *at != '\0'; at++)
        g_assert_true (*at == '\n' || (guint8) *at >= 0x20);
      if (report->letter != NULL)
        for (const char *at = report->letter->mailto; *at != '\0'; at++)
          g_assert_true (g_ascii_isgraph (*at));
    }
}

/* A record as long as one can be does not fill the pages for people: its beginning is there, the appendix has it in full. */
static void
test_long_record (void)
{
  g_autoptr (GString) record = g_string_new ("v=spf1 include=x.example");

  while (record->len < 60000)
    g_string_append_printf (record, " ip4:192.0.2.%u", (guint) (record->len % 250));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *zone =
          g_strdup_printf ("{\"yamada-shoten.example\": {\"records\": [{\"type\": "
                           "\"TXT\", \"strings\": [\"%s\"]}]}}",
                           record->str);
      g_autoptr (HatoReportInput) input =
          fake_report_input_new (zone, NULL, languages[i], languages[i]);
      g_autoptr (HatoReport) report = fake_report_new (input);
      const HatoSection *answers = find_section (report, HATO_SECTION_ANSWERS);
      const HatoSection *pages[] = { find_section (report, HATO_SECTION_OWNER),
                                     find_section (report, HATO_SECTION_CONTACT) };
      gboolean is_cut = FALSE, is_whole = FALSE;

      document_validate (report->document);
      for (guint j = 0; j < G_N_ELEMENTS (pages); j++)
        for (guint k = 0; k < pages[j]->blocks->len; k++)
          {
            const HatoBlock *block = g_ptr_array_index (pages[j]->blocks, k);

            if (block->text == NULL || strlen (block->text) < 1000)
              continue;
            is_cut = TRUE;
            g_assert_cmpuint (strlen (block->text), ==, 1000);
            g_assert_true (block->keep_with_next);
          }
      for (guint k = 0; k < answers->blocks->len; k++)
        {
          const HatoBlock *block = g_ptr_array_index (answers->blocks, k);

          is_whole = is_whole || (block->text != NULL && strstr (block->text, record->str) != NULL);
        }
      g_assert_true (is_cut);
      g_assert_true (is_whole);
    }
}

typedef struct
{
  HatoReport *report;
  guint last;
} Waiting;

static gpointer
run (HatoJob *job, gconstpointer input, GError **error)
{
  return hato_report_run (job, input, error);
}

static void
progress_cb (gpointer settled, gpointer user_data)
{
  const HatoReportProgress *progress = settled;
  Waiting *waiting = user_data;

  g_assert_cmpuint (progress->done, >, waiting->last);
  g_assert_cmpuint (progress->done, <=, progress->total);
  waiting->last = progress->done;
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Waiting *waiting = user_data;

  waiting->report = hato_runner_run_finish (HATO_RUNNER (source), result, &error);
  g_assert_no_error (error);
}

/* Off the main thread: it tells how far it is, and it can be cancelled. */
static void
test_job (void)
{
  g_autoptr (HatoReportInput) input =
      fake_report_input_new (fake_report_zone, fake_report_mail, "ja", "en");
  g_autoptr (HatoRunner) runner = hato_runner_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  HatoJob *job = hato_job_new (cancellable);
  g_autoptr (GError) error = NULL;
  Waiting waiting = { NULL, 0 };

  hato_runner_run_async (
      runner, run, hato_report_input_ref (input), (GDestroyNotify) hato_report_input_unref,
      (GDestroyNotify) hato_report_unref, NULL, progress_cb, finished_cb, &waiting);
  while (waiting.report == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (waiting.last, >, 0);
  hato_report_unref (waiting.report);

  g_cancellable_cancel (cancellable);
  g_assert_null (hato_report_run (job, input, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  hato_job_free (job);
}

/* Nothing private in the name of the file (product R10): the domain and the date alone. */
static void
test_file_names (void)
{
  g_autoptr (HatoReportInput) input = fake_report_input_new (fake_report_zone, NULL, "en", "en");
  g_autoptr (HatoReport) report = fake_report_new (input);
  static const struct
  {
    const char *domain;
    const char *name;
  } rows[] = {
    { "xn--p8j.example", "hatobin-xn--p8j.example-2025-11-24.pdf" },
    { "../../etc/passwd", "hatobin-2025-11-24.pdf" },
    { ".hidden", "hatobin-2025-11-24.pdf" },
    { "a b", "hatobin-2025-11-24.pdf" },
    { "", "hatobin-2025-11-24.pdf" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HatoSubject *subject = report->redaction->shown->checkup->subject;
      g_autofree char *name = NULL;

      g_free (subject->domain);
      subject->domain = g_strdup (rows[i].domain);
      name = hato_report_dup_file_name (report, "pdf");
      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/evidence", test_evidence);
  g_test_add_func ("/report/states", test_states);
  g_test_add_func ("/report/secrets", test_secrets);
  g_test_add_func ("/report/pasted-secrets", test_pasted_secrets);
  g_test_add_func ("/report/unmasked", test_unmasked);
  g_test_add_func ("/report/masked-list", test_masked_list);
  g_test_add_func ("/report/doors", test_doors);
  g_test_add_func ("/report/languages", test_languages);
  g_test_add_func ("/report/same-again", test_same_again);
  g_test_add_func ("/report/hostile", test_hostile);
  g_test_add_func ("/report/long-record", test_long_record);
  g_test_add_func ("/report/job", test_job);
  g_test_add_func ("/report/file-names", test_file_names);
  return g_test_run ();
}
