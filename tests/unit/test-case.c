/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict claims no more than its findings: what was softened or not checked is told as that. */
#include "config.h"

#include "advice/case.h"

#include <string.h>

#include "findings/wording.h"

#define FINDINGS_MAX 3

static const struct
{
  const char *description;
  struct
  {
    const char *code;
    HatoLevel level;
    const char *reason; /* (nullable): of what is unchecked */
  } findings[FINDINGS_MAX];
  HatoLevel level;
  const char *cause; /* (nullable) */
  HatoConfidence confidence;
  const char *headline; /* how it begins */
} rows[] = {
  { "in order",
    { { "mx.ok", HATO_LEVEL_OK, NULL },
      { "ptr.unchecked", HATO_LEVEL_UNCHECKED, "sending_address_unknown" },
      { "dkim.unchecked", HATO_LEVEL_UNCHECKED, "selector_unknown" } },
    HATO_LEVEL_OK,
    NULL,
    HATO_CONFIDENCE_SURE,
    "Everything that can be seen" },
  { "in order, from a line that lets port 25 not through, and from a file",
    { { "mx.ok", HATO_LEVEL_OK, NULL },
      { "reach.port25_blocked", HATO_LEVEL_UNCHECKED, NULL },
      { "tls.unchecked", HATO_LEVEL_UNCHECKED, "from_file" } },
    HATO_LEVEL_OK,
    NULL,
    HATO_CONFIDENCE_SURE,
    "Everything that can be seen" },
  { "in order as far as it was seen",
    { { "mx.ok", HATO_LEVEL_OK, NULL }, { "spf.unchecked", HATO_LEVEL_UNCHECKED, "timeout" } },
    HATO_LEVEL_OK,
    NULL,
    HATO_CONFIDENCE_LIKELY,
    "What could be checked" },
  { "nothing was seen",
    { { "mx.unchecked", HATO_LEVEL_UNCHECKED, "timeout" },
      { "spf.unchecked", HATO_LEVEL_UNCHECKED, "timeout" } },
    HATO_LEVEL_UNCHECKED,
    NULL,
    HATO_CONFIDENCE_UNKNOWN,
    "Nothing could be checked" },
  { "no network",
    { { "tls.unchecked", HATO_LEVEL_UNCHECKED, "offline" } },
    HATO_LEVEL_UNCHECKED,
    NULL,
    HATO_CONFIDENCE_UNKNOWN,
    "This computer is not connected" },
  { "a line that asks for a log-in",
    { { "tls.unchecked", HATO_LEVEL_UNCHECKED, "portal" } },
    HATO_LEVEL_UNCHECKED,
    NULL,
    HATO_CONFIDENCE_UNKNOWN,
    "This line waits for you" },
  { "no server at all",
    { { NULL, HATO_LEVEL_OK, NULL } },
    HATO_LEVEL_UNCHECKED,
    NULL,
    HATO_CONFIDENCE_UNKNOWN,
    "No server was found" },
  { "a fault that stops mail",
    { { "spf.too_many_lookups", HATO_LEVEL_PROBLEM, NULL },
      { "mx.unchecked", HATO_LEVEL_UNCHECKED, "timeout" } },
    HATO_LEVEL_PROBLEM,
    "spf.too_many_lookups",
    HATO_CONFIDENCE_SURE,
    "SPF refers to too many" },
  { "the same, softened",
    { { "spf.too_many_lookups", HATO_LEVEL_CAUTION, NULL } },
    HATO_LEVEL_CAUTION,
    NULL,
    HATO_CONFIDENCE_LIKELY,
    "SPF is registered and can be read" },
  { "a caution with its own sentence",
    { { "dmarc.missing", HATO_LEVEL_CAUTION, NULL } },
    HATO_LEVEL_CAUTION,
    NULL,
    HATO_CONFIDENCE_LIKELY,
    "DMARC is not set up yet" },
};

static HatoCheckup *
make_checkup (gsize row)
{
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
  HatoStatistics statistics = { 0 };

  for (gsize i = 0; i < FINDINGS_MAX && rows[row].findings[i].code != NULL; i++)
    {
      const char *code = rows[row].findings[i].code;
      g_autofree char *area = g_strndup (code, strcspn (code, "."));
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);

      g_ptr_array_add (
          findings, rows[row].findings[i].reason != NULL
                        ? hato_finding_new_unchecked (area, rows[row].findings[i].reason, "d.test")
                        : hato_finding_new (code, rows[row].findings[i].level, "d.test"));
      g_ptr_array_add (items, hato_item_new (area, findings));
    }
  return hato_checkup_new (subject, items, evidence, 0, 0, &statistics);
}

static void
test_rows (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoCheckup) checkup = make_checkup (i);
      g_autoptr (HatoCase) joined = hato_case_join (checkup, NULL, NULL);
      g_autofree char *headline = hato_case_dup_headline (joined, english);

      g_test_message ("%s: %s", rows[i].description, headline);
      g_assert_cmpint (joined->level, ==, rows[i].level);
      g_assert_cmpstr (joined->cause, ==, rows[i].cause);
      g_assert_cmpint (joined->confidence, ==, rows[i].confidence);
      g_assert_true (g_str_has_prefix (headline, rows[i].headline));
    }
}

/* One finding that rests on the TXT answer of d.test, beside one that says of an answer what it is worth. */
static HatoCheckup *
make_pair (const char *root_code, const char *root_name)
{
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (GPtrArray) cited = g_ptr_array_new ();
  g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", HATO_DNS_TXT);
  g_autoptr (HatoEvidence) answer = hato_evidence_new (question, "udp");
  HatoFinding *missing = hato_finding_new_usual ("spf.missing", "d.test");
  HatoFinding *root = hato_finding_new_usual (root_code, "d.test");
  HatoStatistics statistics = { 0 };

  hato_finding_cite (missing, answer);
  hato_finding_add_argument (root, "name", root_name);
  hato_finding_add_argument (root, "type", "TXT");
  hato_finding_add_time (root, "until", 0);
  g_ptr_array_add (findings, missing);
  g_ptr_array_add (findings, root);
  g_ptr_array_add (items, hato_item_new ("spf", findings));
  g_ptr_array_add (cited, answer);
  return hato_checkup_new (subject, items, cited, 0, 0, &statistics);
}

/* Contract, rule 10: what one server lacks, or an old copy, is not "missing". */
static void
test_one_root (void)
{
  static const struct
  {
    const char *root;
    const char *name;
    HatoLevel level;
    const char *leading;
  } cases[] = {
    { "dns.cached_copy", "d.test", HATO_LEVEL_ADVICE, "dns.cached_copy" },
    { "dns.cached_copy", "_dmarc.d.test", HATO_LEVEL_PROBLEM, "spf.missing" },
    { "dns.servers_disagree", "d.test", HATO_LEVEL_CAUTION, "dns.servers_disagree" },
    { "dns.servers_disagree", "mail.d.test", HATO_LEVEL_PROBLEM, "spf.missing" },
    { "dns.lame", "d.test", HATO_LEVEL_PROBLEM, "spf.missing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HatoCheckup) checkup = make_pair (cases[i].root, cases[i].name);
      g_autoptr (HatoCase) joined = hato_case_join (checkup, NULL, NULL);

      g_test_message ("%s at %s", cases[i].root, cases[i].name);
      g_assert_cmpint (joined->level, ==, cases[i].level);
      g_assert_nonnull (joined->leading);
      g_assert_cmpstr (joined->leading->code, ==, cases[i].leading);
    }
}

/* That a mail could be read says nothing of a domain of which nothing could be seen. */
static void
test_mail_beside_nothing (void)
{
  g_autoptr (HatoCheckup) domain = make_checkup (3);
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (GPtrArray) cited = g_ptr_array_new ();
  g_autoptr (HatoCheckup) mail = NULL;
  g_autoptr (HatoCase) joined = NULL;
  HatoStatistics statistics = { 0 };

  g_ptr_array_add (findings, hato_finding_new ("bounce.not_bounce", HATO_LEVEL_OK, "d.test"));
  g_ptr_array_add (items, hato_item_new ("bounce", findings));
  mail = hato_checkup_new (subject, items, cited, 0, 0, &statistics);
  joined = hato_case_join (domain, NULL, mail);
  g_assert_cmpint (joined->level, ==, HATO_LEVEL_UNCHECKED);
  g_assert_cmpint (joined->confidence, ==, HATO_CONFIDENCE_UNKNOWN);
}

static HatoCheckup *
make_single (const char *code, HatoLevel level)
{
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (GPtrArray) cited = g_ptr_array_new ();
  HatoStatistics statistics = { 0 };

  g_ptr_array_add (findings, hato_finding_new (code, level, "d.test"));
  g_ptr_array_add (items, hato_item_new ("one", findings));
  return hato_checkup_new (subject, items, cited, 0, 0, &statistics);
}

/* What is told before the doors have been tried is told for good. */
static void
test_stands_without_doors (void)
{
  static const struct
  {
    const char *code;
    HatoLevel level;
    const char *bounce; /* (nullable) */
    gboolean stands;
  } cases[] = {
    { "spf.missing", HATO_LEVEL_PROBLEM, NULL, TRUE },
    { "ptr.missing", HATO_LEVEL_PROBLEM, NULL, TRUE },
    { "spf.ok", HATO_LEVEL_OK, NULL, FALSE },
    { "dmarc.missing", HATO_LEVEL_CAUTION, NULL, FALSE },
    { "dns.offline", HATO_LEVEL_UNCHECKED, NULL, FALSE },
    { "mta-sts.bad_policy", HATO_LEVEL_PROBLEM, NULL, FALSE },
    { "helo.mismatch", HATO_LEVEL_CAUTION, NULL, FALSE },
    { "spf.ok", HATO_LEVEL_OK, "bounce.mailbox_full", TRUE },
    { "spf.ok", HATO_LEVEL_OK, "bounce.not_bounce", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HatoCheckup) domain = make_single (cases[i].code, cases[i].level);
      g_autoptr (HatoCheckup) tls = make_single ("tls.starttls_missing", HATO_LEVEL_PROBLEM);
      g_autoptr (HatoCheckup) bounce =
          cases[i].bounce != NULL
              ? make_single (cases[i].bounce, hato_wording_find (cases[i].bounce)->level)
              : NULL;
      g_autoptr (HatoCase) before = hato_case_join (domain, NULL, bounce);
      g_autoptr (HatoCase) after = hato_case_join (domain, tls, bounce);

      g_test_message ("%s, %s", cases[i].code, cases[i].bounce);
      g_assert_cmpint (hato_case_stands_without_doors (before), ==, cases[i].stands);
      g_assert_cmpint (g_strcmp0 (before->wording.headline, after->wording.headline) == 0, ==,
                       cases[i].stands);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/rows", test_rows);
  g_test_add_func ("/case/one-root", test_one_root);
  g_test_add_func ("/case/mail-beside-nothing", test_mail_beside_nothing);
  g_test_add_func ("/case/stands-without-doors", test_stands_without_doors);
  return g_test_run ();
}
