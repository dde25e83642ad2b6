/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key that is said to be missing was asked for twice, and where it stands instead does not hang on what came first. */
#include "config.h"

#include "dns/dkim.h"

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 6u
/* A key of Ed25519: the one of RFC 8463 §A.2. */
#define KEY(name)                                                                                  \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=DKIM1; k=ed25519; "          \
  "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"]}]}"
#define ALIAS(name, target)                                                                        \
  "\"" name "\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"" target "\"}]}"
#define APEX                                                                                       \
  "\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 ip4:192.0.2.1 -all\"]}]}"

static const struct
{
  const char *description;
  const char *zone;
  const char *again;
  const char *code;
  HatoLevel level;
  const char *name; /* (nullable): the argument of that name */
} rows[] = {
  { "missing, twice", "{" APEX "}", "{" APEX "}", "dkim.missing", HATO_LEVEL_CAUTION,
    "s._domainkey.d.test" },
  { "there at the second look", "{" APEX "}", "{" APEX "," KEY ("s._domainkey.d.test") "}",
    "dkim.unchecked", HATO_LEVEL_UNCHECKED, NULL },
  { "elsewhere", "{" APEX "," KEY ("s.d.test") "}", "{" APEX "}", "dkim.wrong_name",
    HATO_LEVEL_PROBLEM, "s.d.test" },
  { "elsewhere, and there at the second look", "{" APEX "," KEY ("s.d.test") "}",
    "{" APEX "," KEY ("s._domainkey.d.test") "}", "dkim.unchecked", HATO_LEVEL_UNCHECKED, NULL },
  { "elsewhere twice: the first of the places",
    "{" APEX "," KEY ("s.d.test") "," KEY ("s.domainkey.d.test") "}", "{" APEX "}",
    "dkim.wrong_name_no_underscore", HATO_LEVEL_PROBLEM, "s.domainkey.d.test" },
  { "an alias to nowhere", "{" APEX "," ALIAS ("s._domainkey.d.test", "gone.test") "}",
    "{" APEX "," ALIAS ("s._domainkey.d.test", "gone.test") "}", "dkim.cname_broken",
    HATO_LEVEL_PROBLEM, "gone.test" },
  { "an alias that leads somewhere at the second look",
    "{" APEX "," ALIAS ("s._domainkey.d.test", "gone.test") "}",
    "{" APEX "," ALIAS ("s._domainkey.d.test", "gone.test") "," KEY ("gone.test") "}",
    "dkim.unchecked", HATO_LEVEL_UNCHECKED, NULL },
};

#define SILENT                                                                                     \
  "\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 -all\"]}, {\"type\": "    \
  "\"MX\", \"preference\": 0, \"exchange\": \"\"}]}"
#define REVOKED(name)                                                                              \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=DKIM1; p=\"]}]}"

/* All findings of the item, as "code=level". */
static const struct
{
  const char *description;
  const char *zone;
  const char *selectors;
  const char *wanted;
} item_rows[] = {
  { "a selector of a domain that sends no mail needs no key (contract, rule 3)", "{" SILENT "}",
    "s", "dkim.not_applicable=not_applicable" },
  { "nor does it need any", "{" SILENT "}", "", "dkim.not_applicable=not_applicable" },
  { "a key that is withdrawn is right there (rule 3)",
    "{" SILENT "," REVOKED ("s._domainkey.d.test") "}", "s", "dkim.revoked=ok" },
  { "a wildcard that withdraws all keys is right there (trustymail, cnspec)",
    "{" SILENT "," REVOKED ("*._domainkey.d.test") "}", "s", "dkim.revoked=ok" },
  { "two keys at every name",
    "{" APEX ",\"*._domainkey.d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": "
    "[\"v=DKIM1; p=MIIB\"]}, {\"type\": \"TXT\", \"strings\": [\"v=DKIM1; p=MIIC\"]}]}}",
    "", "dkim.multiple=caution" },
  { "a withdrawn key at a selector that is only tried does not hide that the one in use is unknown",
    "{" APEX "," REVOKED ("default._domainkey.d.test") "}", "",
    "dkim.revoked=advice dkim.unchecked=unchecked" },
  { "nor does an alias that was left over",
    "{" APEX "," ALIAS ("default._domainkey.d.test", "gone.test") "}", "",
    "dkim.unchecked=unchecked" },
  { "a selector typed twice", "{" APEX "," KEY ("s._domainkey.s._domainkey.d.test") "}", "s",
    "dkim.wrong_name_doubled=problem" },
  { "at the domain itself",
    "{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=DKIM1; k=rsa; p=MIIB\"]}]}}",
    "s", "dkim.wrong_name=problem" },
  { "several selectors, none there", "{" APEX "}", "s t u",
    "dkim.missing=caution dkim.missing=caution dkim.missing=caution" },
};

/* The finding about the selector that was given. */
static const HatoFinding *
find (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      if (g_strcmp0 (hato_finding_get_argument (finding, "selector"), "s") == 0)
        return finding;
    }
  return NULL;
}

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSelectorList) selectors = hato_selector_list_new (&error);
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (&error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (FakeZoneAnswers) fake = { 0 };
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      const HatoFinding *finding;

      g_strfreev (subject->selectors);
      subject->selectors = g_strsplit ("s", " ", -1);
      fake_zone_answers_init (&fake, rows[i].zone, rows[i].again);
      for (guint round = 0; !hato_dkim_judge (subject, selectors, providers, answers, findings);
           round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (findings->len, ==, 0);
          g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
        }
      g_test_message ("%s", rows[i].description);
      finding = find (findings);
      g_assert_nonnull (finding);
      g_assert_cmpstr (finding->code, ==, rows[i].code);
      g_assert_cmpint (finding->level, ==, rows[i].level);
      g_assert_cmpstr (hato_finding_get_argument (finding, "name"), ==, rows[i].name);
    }
}

static void
test_items (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSelectorList) selectors = hato_selector_list_new (&error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (item_rows); i++)
    {
      g_auto (FakeZoneAnswers) fake = { 0 };
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (GString) list = g_string_new (NULL);
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);

      g_strfreev (subject->selectors);
      subject->selectors = g_strsplit (item_rows[i].selectors, " ", -1);
      fake_zone_answers_init (&fake, item_rows[i].zone, NULL);
      while (!hato_dkim_judge (subject, selectors, NULL, answers, findings))
        g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
      for (guint j = 0; j < findings->len; j++)
        {
          const HatoFinding *finding = g_ptr_array_index (findings, j);

          g_string_append_printf (list, "%s%s=%s", j > 0 ? " " : "", finding->code,
                                  hato_level_to_string (finding->level));
        }
      g_test_message ("%s: %s", item_rows[i].description, list->str);
      g_assert_cmpstr (list->str, ==, item_rows[i].wanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dkim/rows", test_rows);
  g_test_add_func ("/dkim/items", test_items);
  return g_test_run ();
}
