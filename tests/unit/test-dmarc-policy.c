/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policy discovery and evaluation: what the published cases leave out. Sections are those of RFC 9989. */
#include "config.h"

#include "dns/dmarc-policy.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"
#define SLOW(name) "\"" name "\": {\"timeout\": true}"
#define HERE(name) "\"" name "\": {\"records\": []}"

static const struct
{
  const char *description;
  const char *author;
  const char *spf;  /* (nullable) */
  const char *dkim; /* (nullable): d= of signatures, with spaces between */
  const char *zone;
  const char *
      wanted; /* result, policy domain, organizational domain, effective policy, what was applied */
} rows[] = {
  { "§4.10.1: no record", "x.test", "x.test", NULL, "{" HERE ("x.test") "}", "none - x.test - -" },
  { "§4.10.1: its own", "x.test", "x.test", NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject") "}", "pass x.test x.test reject p" },
  { "§4.10: of two at one name none counts, and the walk goes on", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.x.test",
             "v=DMARC1; p=reject") ", \"_dmarc.a.x.test\": {\"records\": "
                                   "[{\"type\": \"TXT\", \"strings\": [\"v=DMARC1; p=none\"]}, "
                                   "{\"type\": \"TXT\", \"strings\": "
                                   "[\"v=DMARC1; p=quarantine\"]}]}, " HERE ("a.x.test") "}",
    "fail x.test x.test reject p" },
  { "§4.10.1: sp", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.x.test",
             "v=DMARC1; p=reject; sp=none; np=quarantine") "," HERE ("a.x.test") "}",
    "fail x.test x.test none sp" },
  { "§4.10.1: np", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject; sp=none; np=quarantine") "}",
    "fail x.test x.test quarantine np" },
  { "§4.10.1: np left out", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject; sp=none") "}", "fail x.test x.test none sp" },
  { "RFC 8020 §2: a name with names below it exists", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject; np=none") "," HERE ("b.a.x.test") "}",
    "fail x.test x.test reject p" },
  { "§4.7: t lowers by one", "x.test", NULL, NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=quarantine; t=y") "}", "fail x.test x.test none p" },
  { "§4.7: t lowers sp too", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=none; sp=reject; t=y") "," HERE ("a.x.test") "}",
    "fail x.test x.test quarantine sp" },
  { "§4.10.1: sp of the author domain's own record has no effect", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.a.x.test", "v=DMARC1; p=reject; sp=none") "}",
    "fail a.x.test a.x.test reject p" },
  { "§4.10.1: the record of a public suffix", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.test", "v=DMARC1; p=reject; sp=quarantine; psd=y") "," HERE ("a.x.test") "}",
    "fail test x.test quarantine sp" },
  { "§4.10.2: psd=y at the start is no suffix above it", "x.test", NULL, "a.x.test",
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject; psd=y") "}", "fail x.test x.test reject p" },
  { "§4.10.2: two below one suffix are strangers", "a.test", "b.test", NULL,
    "{" TXT ("_dmarc.test", "v=DMARC1; p=reject; psd=y") "," HERE ("a.test") "}",
    "fail test a.test reject p" },
  { "§4.10.2: psd=n draws the border", "a.x.test", "b.x.test", NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject") "," TXT ("_dmarc.a.x.test",
                                                             "v=DMARC1; p=none; psd=n") "}",
    "fail a.x.test a.x.test none p" },
  { "one aligned signature of several is enough", "x.test", NULL, "y.test a.x.test z.test",
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject") "}", "pass x.test x.test reject p" },
  { "§4.10.1: no policy that can be used", "x.test", "x.test", NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=strict") "}", "permerror x.test x.test - p" },
  { "§4.10.1: none, but reports wanted", "x.test", "y.test", NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=strict; rua=mailto:a@x.test") "}",
    "fail x.test x.test none p" },
  { "the author domain does not answer", "x.test", "x.test", NULL, "{" SLOW ("_dmarc.x.test") "}",
    "temperror - x.test - -" },
  { "a name above does not answer, and was needed", "a.x.test", NULL, NULL,
    "{" SLOW ("_dmarc.x.test") "," HERE ("a.x.test") "}", "temperror - a.x.test - -" },
  { "… and was not: the same name", "x.test", "x.test", NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject") "," SLOW ("_dmarc.test") "}",
    "pass x.test x.test reject p" },
  { "… and was not: strict", "x.test", "a.x.test", NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject; aspf=s") "," SLOW ("_dmarc.test") "}",
    "fail x.test x.test reject p" },
  { "… and was: whose domain is it?", "x.test", "a.x.test", NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject") "," SLOW ("_dmarc.test") "}",
    "temperror x.test x.test reject p" },
  { "the identifier's walk does not answer", "x.test", "a.y.test", NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject") "," SLOW ("_dmarc.y.test") "}",
    "temperror x.test x.test reject p" },
  { "… and another identifier passes", "x.test", "a.y.test", "x.test",
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject") "," SLOW ("_dmarc.y.test") "}",
    "pass x.test x.test reject p" },
  { "nobody knows whether the author domain exists, and np says otherwise", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject; np=none") "," SLOW ("a.x.test") "}",
    "temperror - x.test - -" },
  { "… and there is no np", "a.x.test", NULL, NULL,
    "{" TXT ("_dmarc.x.test", "v=DMARC1; p=reject") "," SLOW ("a.x.test") "}",
    "fail x.test x.test reject p" },
};

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "-";
}

static char *
evaluate (const HatoDmarcInput *input, const char *zone, guint *n_names)
{
  g_auto (FakeZoneAnswers) fake = { 0 };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_auto (HatoDmarcEvaluation) evaluation = { 0 };

  fake_zone_answers_init (&fake, zone, NULL);
  for (guint round = 0; !hato_dmarc_evaluate (input, answers, &evaluation); round++)
    {
      g_assert_cmpuint (round, <, 3);
      hato_dmarc_evaluation_clear (&evaluation);
      g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
    }
  *n_names = evaluation.tree_walk->len;
  return g_strdup_printf ("%s %s %s %s %s", hato_dmarc_result_to_string (evaluation.result),
                          or_dash (evaluation.policy_domain), evaluation.organizational_domain,
                          or_dash (hato_dmarc_policy_to_string (evaluation.effective)),
                          or_dash (evaluation.applied));
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) dkim = g_strsplit (rows[i].dkim != NULL ? rows[i].dkim : "", " ", -1);
      const HatoDmarcInput input = { rows[i].author, rows[i].spf, (const char *const *) dkim };
      guint n_names;
      g_autofree char *found = evaluate (&input, rows[i].zone, &n_names);

      g_test_message ("%s: %s", rows[i].description, found);
      g_assert_cmpstr (found, ==, rows[i].wanted);
    }
}

/* §4.10: how many names a walk asks for: both sides of eight labels, and a name that is too long to ask. */
static void
test_walk (void)
{
  static const struct
  {
    const char *domain;
    guint n_names;
  } walks[] = {
    { "test", 1 },
    { "x.test", 2 },
    { "1.2.3.4.5.6.test", 7 },
    { "1.2.3.4.5.6.7.test", 8 },
    { "1.2.3.4.5.6.7.8.test", 8 },
    { "1.2.3.4.5.6.7.8.9.10.11.12.13.test", 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      const HatoDmarcInput input = { .author_domain = walks[i].domain };
      guint n_names;
      g_autofree char *found = evaluate (&input, "{}", &n_names);

      g_test_message ("%s", walks[i].domain);
      g_assert_cmpuint (n_names, ==, walks[i].n_names);
    }
}

static void
test_long_name (void)
{
  g_autoptr (GString) name = g_string_new ("a");
  HatoDmarcInput input = { 0 };
  g_autofree char *found = NULL;
  guint n_names;

  while (name->len < 248)
    g_string_append (name, ".a");
  g_string_append (name, ".test"); /* "_dmarc." in front makes it too long for the wire */
  input.author_domain = name->str;
  found = evaluate (&input, "{" TXT ("_dmarc.a.test", "v=DMARC1; p=reject") "}", &n_names);
  g_assert_true (g_str_has_prefix (found, "fail a.test a.test reject"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dmarc-policy/long-name", test_long_name);
  g_test_add_func ("/dmarc-policy/rows", test_rows);
  g_test_add_func ("/dmarc-policy/walk", test_walk);
  return g_test_run ();
}
