/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of item dmarc: which findings come of which answers. */
#include "config.h"

#include "dns/dmarc.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 6u
#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"
#define MX(name, exchange)                                                                         \
  "\"" name "\": {\"records\": [{\"type\": \"MX\", \"preference\": 0, \"exchange\": \"" exchange   \
  "\"}]}"
#define HERE "\"d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]}"

static const struct
{
  const char *description;
  const char *domain;
  const char *zone;
  const char *wanted;
} rows[] = {
  { "a record that acts (RFC 9989 §4.10.1)", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; rua=mailto:a@d.test") "}",
    "dmarc.ok=ok" },
  { "one that watches", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=none; rua=mailto:a@d.test") "}",
    "dmarc.p_none=advice dmarc.ok=ok" },
  { "none", "d.test", "{" HERE "}", "dmarc.missing=caution" },
  { "none, and nobody sends (contract, rule 3)", "d.test", "{" TXT ("d.test", "v=spf1 -all") "}",
    "dmarc.missing=advice" },
  { "one above (RFC 9989 §4.10.1)", "a.d.test",
    "{\"a.d.test\": {\"records\": []}," TXT ("_dmarc.d.test",
                                             "v=DMARC1; p=reject; rua=mailto:a@d.test") "}",
    "dmarc.ok=ok" },
  { "one between, which older readers do not see", "a.b.d.test",
    "{\"a.b.d.test\": {\"records\": []}," TXT ("_dmarc.b.d.test",
                                               "v=DMARC1; p=reject; rua=mailto:a@b.d.test") "}",
    "dmarc.rfc7489_differs=advice dmarc.ok=ok" },
  { "two (RFC 9989 §4.10)", "d.test",
    "{" HERE ",\"_dmarc.d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=DMARC1; "
    "p=none\"]}, {\"type\": \"TXT\", \"strings\": [\"v=DMARC1; p=reject\"]}]}}",
    "dmarc.multiple=caution" },
  { "one beside another text", "d.test",
    "{" HERE ",\"_dmarc.d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"abc\"]}, "
    "{\"type\": \"TXT\", \"strings\": [\"v=DMARC1; p=reject; rua=mailto:a@d.test\"]}]}}",
    "dmarc.ok=ok" },
  { "a text that was meant as one", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC; p=none") "}", "dmarc.version_typo=caution" },
  { "… says more than a record elsewhere", "d.test",
    "{" HERE
    "," TXT ("_dmarc.d.test", "v=DMARC; p=none") "," TXT ("dmarc.d.test", "v=DMARC1; p=none") "}",
    "dmarc.version_typo=caution" },
  { "… and that more than another text", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "abc") "," TXT ("dmarc.d.test", "v=DMARC1; p=none") "}",
    "dmarc.wrong_name_no_underscore=caution" },
  { "another text", "d.test", "{" HERE "," TXT ("_dmarc.d.test", "abc") "}",
    "dmarc.not_dmarc=caution" },
  { "SPF", "d.test", "{" HERE "," TXT ("_dmarc.d.test", "v=spf1 -all") "}",
    "dmarc.spf_here=caution" },
  { "at the domain itself", "d.test", "{" TXT ("d.test", "v=DMARC1; p=none") "}",
    "dmarc.wrong_name_root=caution" },
  { "at the doubled name", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test.d.test", "v=DMARC1; p=none") "}",
    "dmarc.wrong_name_doubled=caution" },
  { "at the doubled label", "d.test",
    "{" HERE "," TXT ("_dmarc._dmarc.d.test", "v=DMARC1; p=none") "}",
    "dmarc.wrong_name_doubled=caution" },
  { "at www", "d.test", "{" HERE "," TXT ("_dmarc.www.d.test", "v=DMARC1; p=none") "}",
    "dmarc.wrong_name=caution" },
  { "among the keys", "d.test",
    "{" HERE "," TXT ("_dmarc._domainkey.d.test", "v=DMARC1; p=none") "}",
    "dmarc.wrong_name=caution" },
  { "an alias that leads nowhere", "d.test",
    "{" HERE ",\"_dmarc.d.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": "
    "\"_dmarc.gone.test\"}]}}",
    "dmarc.cname_broken=caution" },
  { "an alias that leads to one", "d.test",
    "{" HERE ",\"_dmarc.d.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": "
    "\"d.service.test\"}]}," TXT ("d.service.test", "v=DMARC1; p=reject; rua=mailto:a@d.test") "}",
    "dmarc.ok=ok" },
  { "psd=y at a company (RFC 9989 §4.7)", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; psd=y; rua=mailto:a@d.test") "}",
    "dmarc.psd_wrong=caution" },
  { "reports elsewhere that are not welcome (RFC 9990 §4)", "d.test",
    "{" HERE
    "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; rua=mailto:a@r.test") "," MX ("r.test",
                                                                                 "mail.r.test") "}",
    "dmarc.rua_unauthorised=advice dmarc.ok=ok" },
  { "… and that are", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; rua=mailto:a@r.test") "," TXT (
        "d.test._report._dmarc.r.test",
        "v=DMARC1") "," MX ("r.test", "mail.r.test") "}",
    "dmarc.ok=ok" },
  { "… for everybody", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; rua=mailto:a@r.test") "," TXT (
        "*._report._dmarc.r.test",
        "v=DMARC1") "," MX ("r.test", "mail.r.test") "}",
    "dmarc.ok=ok" },
  { "reports to where no mail goes", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; rua=mailto:a@r.test") "," TXT (
        "d.test._report._dmarc.r.test",
        "v=DMARC1") "}",
    "dmarc.rua_no_mx=advice dmarc.ok=ok" },
  { "reports to a null MX (RFC 7505)", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; rua=mailto:a@r.test") "," TXT (
        "d.test._report._dmarc.r.test",
        "v=DMARC1") "," MX ("r.test", "") "}",
    "dmarc.rua_no_mx=advice dmarc.ok=ok" },
  { "reports on single mails elsewhere that are not welcome", "d.test",
    "{" HERE "," TXT (
        "_dmarc.d.test",
        "v=DMARC1; p=reject; rua=mailto:a@d.test; ruf=mailto:a@r.test") "," MX ("r.test",
                                                                                "mail.r.test") "}",
    "dmarc.rua_unauthorised=advice dmarc.ok=ok" },
  { "two addresses of one company are one fact", "d.test",
    "{" HERE
    "," TXT ("_dmarc.d.test",
             "v=DMARC1; p=reject; rua=mailto:a@r.test,mailto:b@r.test") "," MX ("r.test",
                                                                                "mail.r.test") "}",
    "dmarc.rua_unauthorised=advice dmarc.ok=ok" },
  { "reports to one's own null MX", "d.test",
    "{" MX ("d.test", "") "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; rua=mailto:a@d.test") "}",
    "dmarc.rua_no_mx=advice dmarc.ok=ok" },
  { "a time-out is no fault", "d.test", "{" HERE ", \"_dmarc.d.test\": {\"timeout\": true}}",
    "dmarc.unchecked=unchecked:timeout" },
  { "nor is one above, where it was needed", "d.test",
    "{" HERE ", \"_dmarc.test\": {\"rcode\": \"SERVFAIL\"}}",
    "dmarc.unchecked=unchecked:servfail" },
  { "one above that was not needed", "d.test",
    "{" HERE
    "," TXT ("_dmarc.d.test",
             "v=DMARC1; p=reject; rua=mailto:a@d.test") ", "
                                                        "\"_dmarc.test\": {\"timeout\": true}}",
    "dmarc.ok=ok" },
  { "a domain that is not there is one fault, told elsewhere", "d.test",
    "{\"e.test\": {\"records\": []}}", "dmarc.not_applicable=not_applicable" },
};

static int
compare_findings_cb (gconstpointer a, gconstpointer b)
{
  return hato_finding_compare (*(const HatoFinding *const *) a, *(const HatoFinding *const *) b);
}

static char *
list_findings (GPtrArray *findings)
{
  GString *list = g_string_new (NULL);

  g_ptr_array_sort (findings, compare_findings_cb);
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);
      const char *reason = hato_finding_get_argument (finding, "reason");

      g_string_append_printf (list, "%s%s=%s%s%s", i > 0 ? " " : "", finding->code,
                              hato_level_to_string (finding->level), reason != NULL ? ":" : "",
                              reason != NULL ? reason : "");
    }
  return g_string_free (list, FALSE);
}

static GPtrArray *
judge (const char *domain, const char *zone, guint *n_rounds)
{
  g_auto (FakeZoneAnswers) fake = { 0 };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  HatoSubject *subject = hato_subject_new (domain, domain);

  fake_zone_answers_init (&fake, zone, NULL);
  for (*n_rounds = 0; !hato_dmarc_judge (subject, answers, findings); (*n_rounds)++)
    {
      g_assert_cmpuint (*n_rounds, <, ROUNDS_MAX);
      g_assert_cmpuint (findings->len, ==, 0); /* nothing is said before it is known */
      g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
    }
  g_assert_cmpuint (findings->len, >, 0);
  hato_subject_free (subject);
  return findings;
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n_rounds;
      g_autoptr (GPtrArray) findings = judge (rows[i].domain, rows[i].zone, &n_rounds);
      g_autofree char *list = list_findings (findings);

      g_test_message ("%s: %s", rows[i].description, list);
      g_assert_cmpstr (list, ==, rows[i].wanted);
      for (guint j = 0; j < findings->len; j++)
        g_assert_cmpuint (((const HatoFinding *) g_ptr_array_index (findings, j))->evidence->len, >,
                          0);
    }
}

/* Where a receiver of RFC 7489 decides otherwise (facts on RFC 9989), and where it does not. */
static const struct
{
  const char *description;
  const char *domain;
  const char *zone;
  const char *newer; /* (nullable): NULL = they do the same */
  const char *older;
  const char *term;
} older_rows[] = {
  { "the same", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; rua=mailto:a@d.test") "}", NULL, NULL,
    NULL },
  { "t=y is an unknown tag", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; t=y; rua=mailto:a@d.test") "}",
    "quarantine", "reject", "t=y" },
  { "t=y lowers nothing below none", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=none; t=y; rua=mailto:a@d.test") "}", NULL,
    NULL, NULL },
  { "pct applies", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; pct=20; rua=mailto:a@d.test") "}",
    "reject", "reject (20 %)", "pct=20" },
  { "pct=100 is all", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; pct=100; rua=mailto:a@d.test") "}",
    NULL, NULL, NULL },
  { "pct of none is none", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=none; pct=20; rua=mailto:a@d.test") "}", NULL,
    NULL, NULL },
  { "np is an unknown tag", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=none; np=reject; rua=mailto:a@d.test") "}",
    "reject", "none", "np=reject" },
  { "np as sp", "d.test",
    "{" HERE
    "," TXT ("_dmarc.d.test", "v=DMARC1; p=reject; sp=none; np=none; rua=mailto:a@d.test") "}",
    NULL, NULL, NULL },
  { "p must be second", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; rua=mailto:a@d.test; p=reject") "}", "reject",
    "none", "p=reject" },
  { "a record between is not seen", "a.b.d.test",
    "{\"a.b.d.test\": {\"records\": []}," TXT ("_dmarc.b.d.test",
                                               "v=DMARC1; p=reject; rua=mailto:a@b.d.test") "}",
    "reject", "none", "d.test" },
  { "a record between, and one above", "a.b.d.test",
    "{\"a.b.d.test\": {\"records\": []}," TXT (
        "_dmarc.b.d.test",
        "v=DMARC1; p=reject; psd=n; rua=mailto:a@b.d.test") "," TXT ("_dmarc.d.test",
                                                                     "v=DMARC1; p=quarantine; "
                                                                     "rua=mailto:a@d.test") "}",
    "reject", "quarantine", "_dmarc.d.test" },
  { "a record between that says the same: alignment is another", "a.b.d.test",
    "{\"a.b.d.test\": {\"records\": []}," TXT (
        "_dmarc.b.d.test",
        "v=DMARC1; p=reject; psd=n; rua=mailto:a@b.d.test") "," TXT ("_dmarc.d.test",
                                                                     "v=DMARC1; p=reject; "
                                                                     "rua=mailto:a@d.test") "}",
    "b.d.test", "d.test", "_dmarc.d.test" },
  { "psd=n is an unknown tag: alignment is another", "b.d.test",
    "{\"b.d.test\": {\"records\": []}," TXT (
        "_dmarc.b.d.test",
        "v=DMARC1; p=reject; psd=n; rua=mailto:a@b.d.test") "}",
    "b.d.test", "d.test", "psd=n" },
  { "two records stop an older reader", "b.d.test",
    "{\"b.d.test\": {\"records\": []},\"_dmarc.b.d.test\": {\"records\": [{\"type\": \"TXT\", "
    "\"strings\": [\"v=DMARC1; "
    "p=none\"]}, {\"type\": \"TXT\", \"strings\": [\"v=DMARC1; p=none\"]}]}," TXT (
        "_dmarc.d.test",
        "v=DMARC1; p=reject; rua=mailto:a@d.test") "}",
    "reject", "none", "_dmarc.b.d.test" },
  { "two records, and nothing above", "d.test",
    "{" HERE ",\"_dmarc.d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=DMARC1; "
    "p=none\"]}, {\"type\": \"TXT\", \"strings\": [\"v=DMARC1; p=reject\"]}]}}",
    NULL, NULL, NULL },
  { "a policy that is left out: none for both", "d.test",
    "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; rua=mailto:a@d.test") "}", NULL, NULL, NULL },
  { "an answer that an older reader needs is missing", "a.b.d.test",
    "{\"a.b.d.test\": {\"records\": []},\"_dmarc.d.test\": {\"timeout\": true}," TXT (
        "_dmarc.a.b.d.test",
        "v=DMARC1; p=reject; psd=n; rua=mailto:a@b.d.test") "}",
    "a.b.d.test", "d.test", "psd=n" },
};

static void
test_older_readers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (older_rows); i++)
    {
      guint n_rounds;
      g_autoptr (GPtrArray) findings = judge (older_rows[i].domain, older_rows[i].zone, &n_rounds);
      const HatoFinding *found = NULL;

      g_test_message ("%s", older_rows[i].description);
      for (guint j = 0; j < findings->len; j++)
        {
          const HatoFinding *finding = g_ptr_array_index (findings, j);

          if (strcmp (finding->code, "dmarc.rfc7489_differs") == 0)
            {
              g_assert_null (found);
              found = finding;
            }
        }
      g_assert_cmpint (found != NULL, ==, older_rows[i].newer != NULL);
      if (found == NULL)
        continue;
      g_assert_cmpint (found->level, ==, HATO_LEVEL_ADVICE);
      g_assert_cmpstr (hato_finding_get_argument (found, "policy"), ==, older_rows[i].newer);
      g_assert_cmpstr (hato_finding_get_argument (found, "result"), ==, older_rows[i].older);
      g_assert_cmpstr (hato_finding_get_argument (found, "term"), ==, older_rows[i].term);
    }
}

/* What a missing record should read, and where. */
static void
test_proposal (void)
{
  guint n_rounds;
  g_autoptr (GPtrArray) findings = judge ("d.test", "{" HERE "}", &n_rounds);
  const HatoFinding *finding = g_ptr_array_index (findings, 0);

  g_assert_cmpstr (finding->record->name, ==, "_dmarc.d.test");
  g_assert_cmpstr (finding->record->type, ==, "TXT");
  g_assert_null (finding->record->old_text);
  g_assert_cmpstr (finding->record->new_text, ==, "v=DMARC1; p=none;");
}

/* All names are known beforehand: one round is enough where no reports go elsewhere, and two where they do (design §5). */
static void
test_rounds (void)
{
  guint n_rounds;
  g_autoptr (GPtrArray) missing =
      judge ("a.b.d.test", "{\"a.b.d.test\": {\"records\": []}}", &n_rounds);
  g_autoptr (GPtrArray) reports = NULL;

  g_assert_cmpuint (n_rounds, ==, 1);
  reports = judge ("d.test",
                   "{" HERE "," TXT ("_dmarc.d.test", "v=DMARC1; p=none; rua=mailto:a@r.test") "}",
                   &n_rounds);
  g_assert_cmpuint (n_rounds, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dmarc/older-readers", test_older_readers);
  g_test_add_func ("/dmarc/proposal", test_proposal);
  g_test_add_func ("/dmarc/rounds", test_rounds);
  g_test_add_func ("/dmarc/rows", test_rows);
  return g_test_run ();
}
