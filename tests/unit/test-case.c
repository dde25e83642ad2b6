/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict claims no more than its findings: what was softened or not checked is told as that. */
#include "config.h"

#include "advice/case.h"

#include <string.h>

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/rows", test_rows);
  return g_test_run ();
}
