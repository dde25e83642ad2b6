/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Product F20: two checks laid side by side. */
#include "config.h"

#include "report/before-after.h"

#include <string.h>

#include "base/error.h"
#include "fakes/document-validator.h"
#include "fakes/report-case.h"
#include "report/checkup-file.h"
#include "report/json.h"

#define BROKEN                                                                                     \
  "{\"yamada-shoten.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 "         \
  "include=mx.yamada-shoten.example -all\"]}, {\"type\": \"MX\", \"preference\": 1, "              \
  "\"exchange\": \"mx.yamada-shoten.example\"}]}, \"mx.yamada-shoten.example\": {\"records\": "    \
  "[{\"type\": \"A\", \"address\": \"192.0.2.10\"}]}}"
#define MENDED                                                                                     \
  "{\"yamada-shoten.example\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 mx "      \
  "-all\"]}, {\"type\": \"MX\", \"preference\": 1, \"exchange\": "                                 \
  "\"mx.yamada-shoten.example\"}]}, \"mx.yamada-shoten.example\": {\"records\": [{\"type\": "      \
  "\"A\", \"address\": \"192.0.2.10\"}]}, \"_dmarc.yamada-shoten.example\": {\"records\": "        \
  "[{\"type\": \"TXT\", \"strings\": [\"v=DMARC1; p=none; "                                        \
  "rua=mailto:d@yamada-shoten.example\"]}]}}"

/* A check, written and read back. */
static HatoCheckup *
pass_through_file (const char *zone)
{
  g_autoptr (HatoReportInput) input = fake_report_input_new (zone, NULL, "en", "en");
  g_autofree char *json = hato_json_case (input->shown, NULL, input->owner);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  HatoCheckup *checkup = hato_checkup_file_read (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (checkup->findings->len, ==, input->shown->checkup->findings->len);
  g_assert_cmpint (checkup->started, ==, FAKE_REPORT_NOW);
  g_assert_cmpstr (checkup->subject->domain, ==, FAKE_REPORT_DOMAIN);
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *read = g_ptr_array_index (checkup->findings, i);
      const HatoFinding *written = g_ptr_array_index (input->shown->checkup->findings, i);

      g_assert_cmpstr (read->code, ==, written->code);
      g_assert_cmpint (read->level, ==, written->level);
      g_assert_cmpstr (read->subject, ==, written->subject);
    }
  return checkup;
}

static void
test_mended (void)
{
  static const char *const languages[] = { "en", "ja" };
  g_autoptr (HatoCheckup) before = pass_through_file (BROKEN);
  g_autoptr (HatoCheckup) after = pass_through_file (MENDED);

  after->started += G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (HatoTranslation) translation =
          hato_translation_new_for_language (languages[i % 2]);
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoDocument) document = /* whichever is named first */
          hato_before_after_new (i < 2 ? before : after, i < 2 ? after : before, HATO_PAPER_A4,
                                 translation, &error);
      g_autofree char *words = NULL;
      const HatoSection *section;

      g_assert_no_error (error);
      document_validate (document);
      words = fake_report_dup_words (document);
      section = g_ptr_array_index (document->sections, 0);
      g_assert_cmpuint (document->sections->len, ==, 1);
      g_assert_true (section->on_one_page);
      g_assert_nonnull (strstr (words,
                                "\n\"v=spf1 include=mx.yamada-shoten.example -all\"\n\"v=spf1 mx "
                                "-all\"\n"));
      g_assert_nonnull (strstr (words, "TXT _dmarc.yamada-shoten.example\n"));
      if (i % 2 == 1)
        continue;
      g_assert_nonnull (strstr (words, "\nCaution: not set up yet\n"));
      g_assert_nonnull (strstr (words, "The new records were visible on 2025-11-24 (Mon) 17:00"));
    }
}

/* Product F20, "replay": the addresses of both checks, by the answers that the files hold (RFC 7208 §4). */
static const struct
{
  const char *description;
  const char *before_ip; /* (nullable) */
  const char *after_ip;  /* (nullable) */
  gboolean no_answers;   /* of the first file */
  const char *zone;      /* of the second check */
  const char *english;
  const char *japanese;
} replays[] = {
  { "an address that the new list holds", "192.0.2.10", "192.0.2.10", FALSE, MENDED,
    "\n192.0.2.10\nnot on the list (SPF fail)\non the list (SPF pass)\n",
    "\n一覧にない（SPF fail）\n一覧にある（SPF pass）\n" },
  { "one that it does not hold, told by the second check alone", NULL, "192.0.2.77", FALSE, MENDED,
    "\n192.0.2.77\nnot on the list (SPF fail)\nnot on the list (SPF fail)\n", "（SPF fail）\n" },
  { "answers that the file does not hold", "192.0.2.10", NULL, TRUE, MENDED,
    "\n192.0.2.10\ncould not be checked: its file does not hold every answer that this takes\non "
    "the list (SPF pass)\n",
    "\n確認できませんでした（この診断のファイルに必要な回答がそろっていません）\n" },
  { "masked", "***", NULL, FALSE, BROKEN, "neither of the two checks knows an address that sends",
    "どちらの診断にも、送信元のIPアドレスがありません" },
};

static HatoCheckup *
read_file (const char *zone, const char *ip, gboolean no_answers)
{
  g_autoptr (HatoReportInput) input = fake_report_input_new (zone, NULL, "en", "en");
  g_autofree char *json = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  HatoCheckup *checkup;

  if (ip != NULL)
    hato_subject_add_sending_ip (input->shown->checkup->subject, ip);
  if (no_answers)
    g_ptr_array_set_size (input->shown->checkup->evidence, 0);
  json = hato_json_case (input->shown, NULL, input->owner);
  bytes = g_bytes_new (json, strlen (json));
  checkup = hato_checkup_file_read (bytes, &error);
  g_assert_no_error (error);
  return checkup;
}

static void
test_replay (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");

  for (gsize i = 0; i < G_N_ELEMENTS (replays); i++)
    for (guint j = 0; j < 2; j++)
      {
        g_autoptr (HatoCheckup) before =
            read_file (BROKEN, replays[i].before_ip, replays[i].no_answers);
        g_autoptr (HatoCheckup) after = read_file (replays[i].zone, replays[i].after_ip, FALSE);
        g_autoptr (HatoDocument) document = NULL;
        g_autofree char *words = NULL;

        g_test_message ("%s", replays[i].description);
        after->started += G_USEC_PER_SEC;
        document =
            hato_before_after_new (before, after, HATO_PAPER_A4, j == 0 ? english : japanese, NULL);
        document_validate (document);
        words = fake_report_dup_words (document);
        g_assert_nonnull (strstr (words, j == 0 ? replays[i].english : replays[i].japanese));
        g_assert_nonnull (
            strstr (words, j == 0 ? "no test mails" : "テストメールは含まれていません"));
      }
}

static void
test_nothing_done (void)
{
  g_autoptr (HatoCheckup) before = pass_through_file (BROKEN);
  g_autoptr (HatoCheckup) after = pass_through_file (BROKEN);
  g_autoptr (HatoTranslation) translation = hato_translation_new ("en", NULL);
  g_autoptr (HatoDocument) document =
      hato_before_after_new (before, after, HATO_PAPER_A4, translation, NULL);
  g_autofree char *words = fake_report_dup_words (document);

  g_assert_nonnull (strstr (words, "No record of the domain has changed"));
  g_assert_nonnull (strstr (words, "Still open"));
}

static void
test_two_domains (void)
{
  g_autoptr (HatoCheckup) before = pass_through_file (BROKEN);
  g_autoptr (HatoCheckup) after = pass_through_file (BROKEN);
  g_autoptr (HatoTranslation) translation = hato_translation_new ("en", NULL);
  g_autoptr (GError) error = NULL;

  g_free (after->subject->domain);
  after->subject->domain = g_strdup ("other.example");
  g_assert_null (hato_before_after_new (before, after, HATO_PAPER_A4, translation, &error));
  g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
}

static const struct
{
  const char *json;
  const char *message; /* (nullable): NULL = it is read */
} files[] = {
  { "", "it is empty" },
  { " ", "an object is wanted" },
  { "[]", "an object is wanted" },
  { "{}", "this is no checkup" },
  { "{\"schema\": 2}", "this is no checkup" },
  { "{\"schema\": 1}", "the domain is missing" },
  { "{\"schema\": 1, \"subject\": {\"domain\": \"a b\"}}", "the domain is missing" },
  { "{\"schema\": 1, \"subject\": {\"domain\": \"a.example\"}, \"started\": \"x\"}", "the time" },
  { "{\"schema\": 1, \"subject\": {\"domain\": \"a.example\"}, \"started\": "
    "\"2026-11-24T06:42:00Z\"}",
    "the findings are missing" },
  { "{\"schema\": 1, \"subject\": {\"domain\": \"a.example\"}, \"started\": "
    "\"2026-11-24T06:42:00Z\", \"items\": [], \"findings\": [5]}",
    "a finding is an object" },
  { "{\"schema\": 1, \"subject\": {\"domain\": \"a.example\"}, \"started\": "
    "\"2026-11-24T06:42:00Z\", \"items\": [5, {}, {\"id\": \"spf\", \"findings\": [0, -1, 7, "
    "\"x\"]}], \"findings\": [{\"code\": \"spf.ok\", \"level\": \"best\"}]}",
    "a finding has code, level" },
  { "{\"schema\": 1, \"subject\": {\"domain\": \"a.example\"}, \"started\": "
    "\"2026-11-24T06:42:00Z\", \"items\": [5, {}, {\"id\": \"spf\", \"findings\": [0, -1, 7, "
    "\"x\"]}], \"findings\": [{\"code\": \"spf.of_tomorrow\", \"level\": "
    "\"ok\"}], \"evidence\": [1, {}, {\"kind\": \"dns\", \"name\": 5}, {\"kind\": \"dns\", "
    "\"name\": "
    "\"a\", \"type\": \"TXT\", \"rcode\": null}]}",
    NULL },
};

static void
test_files (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (files[i].json, strlen (files[i].json));
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoCheckup) checkup = hato_checkup_file_read (bytes, &error);

      if (files[i].message == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (checkup->findings->len, ==, 0);
          g_assert_cmpuint (checkup->evidence->len, ==, 0);
          continue;
        }
      g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
      g_assert_nonnull (strstr (error->message, files[i].message));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/before-after/mended", test_mended);
  g_test_add_func ("/before-after/replay", test_replay);
  g_test_add_func ("/before-after/nothing-done", test_nothing_done);
  g_test_add_func ("/before-after/two-domains", test_two_domains);
  g_test_add_func ("/before-after/files", test_files);
  return g_test_run ();
}
