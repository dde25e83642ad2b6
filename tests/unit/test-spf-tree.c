/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of an SPF record: what it costs, and what leads nowhere. */
#include "config.h"

#include "dns/spf-tree.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 16u
#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"
#define A(name) "\"" name "\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]}"
#define MX(name, host)                                                                             \
  "\"" name "\": {\"records\": [{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"" host      \
  "\"}]}"

typedef struct
{
  const char *description;
  const char *zone; /* of d.test */
  guint lookups;
  guint void_lookups;
  const char *findings; /* code and name of each, in order */
} Row;

static const Row rows[] = {
  { "what asks nothing costs nothing (RFC 7208 §4.6.4)",
    "{" TXT ("d.test", "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all") "}", 0, 0, "" },
  { "each include, a, mx, ptr, exists and redirect costs one",
    "{" TXT ("d.test",
             "v=spf1 include:i.test a:h.test mx:m.test ptr:h.test exists:h.test "
             "redirect=r.test") ","            //
    TXT ("i.test", "v=spf1 ip4:192.0.2.1") "," //
    TXT ("r.test", "v=spf1 -all") "," A ("h.test") "," MX ("m.test", "h.test") "}",
    6, 0, "" },
  { "what is included costs too",
    "{" TXT ("d.test", "v=spf1 include:i.test -all") "," //
    TXT ("i.test", "v=spf1 include:j.test include:k.test -all") "," TXT (
        "j.test",
        "v=spf1 -all") "," TXT ("k.test", "v=spf1 a:h.test") "," A ("h.test") "}",
    4, 0, "" },
  { "terms behind all are never reached (§5.1), nor is a redirect (§6.1)",
    "{" TXT ("d.test", "v=spf1 -all a:gone.test redirect=gone.test") "}", 0, 0, "" },
  { "a macro costs, and is not followed",
    "{" TXT ("d.test", "v=spf1 exists:%{i}.e.test include:%{d}.i.test -all") "}", 2, 0, "" },
  { "look-ups that find nothing",
    "{" TXT ("d.test", "v=spf1 a:gone.test mx:d.test exists:gone.test -all") "}", 3, 3, "" },
  { "a name with one kind of address is no void look-up",
    "{" TXT ("d.test", "v=spf1 a:h.test -all") "," A ("h.test") "}", 1, 0, "" },
  { "the hosts of an MX are not counted",
    "{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 mx -all\"]},"
    "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"gone1.test\"},"
    "{\"type\": \"MX\", \"preference\": 20, \"exchange\": \"gone2.test\"},"
    "{\"type\": \"MX\", \"preference\": 30, \"exchange\": \"gone3.test\"}]}}",
    1, 0, "" },
  { "a null MX is asked for no address (RFC 7505)",
    "{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 mx -all\"]},"
    "{\"type\": \"MX\", \"preference\": 0, \"exchange\": \"\"}]}}",
    1, 0, "" },
  { "a loop of one (§4.6.4)", "{" TXT ("d.test", "v=spf1 include:d.test -all") "}", 1, 0,
    "spf.include_loop d.test" },
  { "a loop of two",
    "{" TXT ("d.test", "v=spf1 include:a.test -all") "," TXT (
        "a.test",
        "v=spf1 include:b.test -all") "," TXT ("b.test", "v=spf1 include:a.test -all") "}",
    3, 0, "spf.include_loop a.test" },
  { "a redirect to oneself", "{" TXT ("d.test", "v=spf1 redirect=d.test") "}", 1, 0,
    "spf.include_loop d.test" },
  { "the same record twice is no loop",
    "{" TXT ("d.test", "v=spf1 include:a.test include:b.test -all") "," TXT (
        "a.test",
        "v=spf1 include:c.test -all") "," TXT ("b.test",
                                               "v=spf1 include:c.test -all") "," TXT ("c.test",
                                                                                      "v=spf1 "
                                                                                      "-all") "}",
    4, 0, "" },
  { "an include of a name that is not there (§5.2)",
    "{" TXT ("d.test", "v=spf1 include:gone.test -all") "}", 1, 0,
    "spf.include_nxdomain gone.test" },
  { "an include of a name without SPF",
    "{" TXT ("d.test", "v=spf1 include:h.test -all") "," A ("h.test") "}", 1, 0,
    "spf.include_no_spf h.test" },
  { "an include of another TXT",
    "{" TXT ("d.test", "v=spf1 include:h.test -all") "," TXT ("h.test", "hello") "}", 1, 0,
    "spf.include_no_spf h.test" },
  { "an include of a record with a fault is a permanent error (§4.6)",
    "{" TXT ("d.test", "v=spf1 include:h.test -all") "," TXT ("h.test",
                                                              "v=spf1 ipv4:192.0.2.1") "}",
    1, 0, "spf.include_broken h.test" },
  { "an include of two records (§4.5)",
    "{" TXT ("d.test",
             "v=spf1 include:h.test -all") ",\"h.test\": {\"records\": ["
                                           "{\"type\": \"TXT\", \"strings\": [\"v=spf1 -all\"]},"
                                           "{\"type\": \"TXT\", \"strings\": [\"v=spf1 ~all\"]}]}}",
    1, 0, "spf.include_broken h.test" },
  { "an include that no name server can be asked for: a label of 64",
    "{" TXT ("d.test",
             "v=spf1 include:"
             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test -all") "}",
    1, 0,
    "spf.include_no_spf "
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test" },
  { "a redirect to a name without SPF (§6.1)", "{" TXT ("d.test", "v=spf1 redirect=gone.test") "}",
    1, 0, "spf.redirect_no_spf gone.test" },
  { "a dead include is told once",
    "{" TXT ("d.test", "v=spf1 include:a.test include:gone.test -all") "," TXT (
        "a.test",
        "v=spf1 include:gone.test -all") "}",
    3, 0, "spf.include_nxdomain gone.test" },
  { "what times out is unchecked, never a fault",
    "{" TXT ("d.test",
             "v=spf1 include:slow.test a:slow.test mx:lame.test -all") ",\"slow.test\": "
                                                                       "{\"timeout\": true}, "
                                                                       "\"lame.test\": {\"rcode\": "
                                                                       "\"SERVFAIL\"}}",
    3, 0, "spf.unchecked slow.test, spf.unchecked lame.test" },
};

static char *
list_findings (const GPtrArray *findings)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (list, "%s%s %s", i > 0 ? ", " : "", finding->code,
                              hato_finding_get_argument (finding, "name"));
    }
  return g_string_free (list, FALSE);
}

/* Walks until it has settled; the rounds that took, and the questions of all rounds. */
static guint
settle (const FakeZoneAnswers *zone, HatoSpfTree *tree, guint *n_questions)
{
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  guint rounds = 0;

  *n_questions = 0;
  while (!hato_spf_tree_walk ("d.test", answers, tree))
    {
      g_assert_cmpuint (++rounds, <, ROUNDS_MAX);
      hato_spf_tree_clear (tree);
      *n_questions += fake_zone_answers_bring (zone, answers);
    }
  return rounds;
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_auto (HatoSpfTree) tree = { 0 };
      g_autofree char *findings = NULL;
      guint n_questions;

      fake_zone_answers_init (&zone, rows[i].zone, NULL);
      settle (&zone, &tree, &n_questions);
      findings = list_findings (tree.findings);
      g_test_message ("%s: %u look-ups, %u void, %s", rows[i].description, tree.lookups,
                      tree.void_lookups, findings);
      g_assert_cmpuint (tree.lookups, ==, rows[i].lookups);
      g_assert_cmpuint (tree.void_lookups, ==, rows[i].void_lookups);
      g_assert_cmpuint (tree.tree->cost, ==, rows[i].lookups);
      g_assert_cmpstr (findings, ==, rows[i].findings);
    }
}

static void
test_shape (void)
{
  g_auto (FakeZoneAnswers) zone = { 0 };
  g_auto (HatoSpfTree) tree = { 0 };
  const HatoTree *include, *gone;
  guint n_questions;

  fake_zone_answers_init (&zone,
                          "{" TXT ("d.test", "v=spf1 +include:i.test -all") "," TXT (
                              "i.test", "v=spf1 a:gone.test -all") "}",
                          NULL);
  g_assert_cmpuint (settle (&zone, &tree, &n_questions), ==, 3); /* one round a level */
  g_assert_cmpstr (tree.tree->label, ==, "d.test");
  g_assert_cmpuint (tree.tree->children->len, ==, 2);
  include = g_ptr_array_index (tree.tree->children, 0);
  g_assert_cmpstr (include->label, ==, "+include:i.test");
  g_assert_cmpuint (include->cost, ==, 2); /* itself, and the a below it */
  gone = g_ptr_array_index (include->children, 0);
  g_assert_cmpstr (gone->label, ==, "a:gone.test");
  g_assert_cmpuint (gone->cost, ==, 1);
  g_assert_cmpint (gone->level, ==, HATO_LEVEL_CAUTION);
}

/* 10 terms are right and 11 are too many; both are counted to the end. */
static void
test_limit (void)
{
  for (guint n = 10; n <= 11; n++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_auto (HatoSpfTree) tree = { 0 };
      g_autoptr (GString) text = g_string_new ("{\"d.test\": {\"records\": [{\"type\": \"TXT\", "
                                               "\"strings\": [\"v=spf1");
      guint n_questions;

      for (guint i = 0; i < n; i++)
        g_string_append (text, " a:h.test");
      g_string_append (text, " -all\"]}]}," A ("h.test") "}");
      fake_zone_answers_init (&zone, text->str, NULL);
      settle (&zone, &tree, &n_questions);
      g_assert_cmpuint (tree.lookups, ==, n);
    }
}

static void
append_hosts (GString *text, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        text, ",{\"type\": \"MX\", \"preference\": %u, \"exchange\": \"h%u.test\"}", i, i);
}

/* §4.6.4: an MX of more than ten hosts is a permanent error. */
static void
test_mx_limit (void)
{
  for (guint n = 10; n <= 11; n++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_auto (HatoSpfTree) tree = { 0 };
      g_autoptr (GString) text =
          g_string_new ("{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": "
                        "[\"v=spf1 mx -all\"]}");
      guint n_questions;

      append_hosts (text, n);
      g_string_append (text, "]}}");
      fake_zone_answers_init (&zone, text->str, NULL);
      settle (&zone, &tree, &n_questions);
      g_assert_cmpuint (tree.findings->len, ==, n - 10);
      g_assert_cmpuint (n_questions, ==, 2 + 2 * 10);
    }
}

/* A record of includes that each include as many: the walk ends, and asks for a bounded number of names. */
static void
test_bomb (void)
{
  g_auto (FakeZoneAnswers) zone = { 0 };
  g_auto (HatoSpfTree) tree = { 0 };
  g_autoptr (GString) text = g_string_new ("{");
  guint n_questions;

  g_string_append (text, "\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1");
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, " include:d%u.test", i);
  g_string_append (text, "\"]}]}");
  for (guint i = 0; i < 100; i++)
    {
      g_string_append_printf (
          text, ",\"d%u.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1", i);
      for (guint j = 0; j < 100; j++)
        g_string_append_printf (text, " include:d%u.test", j);
      g_string_append (text, "\"]}]}");
    }
  g_string_append (text, "}");
  fake_zone_answers_init (&zone, text->str, NULL);
  settle (&zone, &tree, &n_questions);
  g_assert_cmpuint (tree.lookups, >, 10);
  g_assert_cmpuint (n_questions, <=, 2 * 400);
  g_assert_cmpuint (tree.findings->len, <=, 20);
}

/* Of a record of very many terms the first sixty that ask are walked; all count. */
static void
test_long (void)
{
  for (guint n = 59; n <= 61; n++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_auto (HatoSpfTree) tree = { 0 };
      g_autoptr (GString) text =
          g_string_new ("{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1");
      guint n_questions;

      for (guint i = 0; i < 1000; i++)
        g_string_append (text, " ip4:192.0.2.1");
      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, " a:h%u.test", i);
      g_string_append (text, " -all\"]}]}}");
      fake_zone_answers_init (&zone, text->str, NULL);
      settle (&zone, &tree, &n_questions);
      g_assert_cmpuint (tree.lookups, ==, n);
      g_assert_cmpuint (tree.tree->children->len, ==, 1000 + MIN (n, 60) + 1);
    }
}

/* Three void look-ups are a fault, so they are asked twice; two are none, and are not. */
static void
test_void_confirmed (void)
{
  static const char three[] = "{" TXT ("d.test", "v=spf1 a:x.test a:y.test a:z.test -all") "}";
  static const char two[] = "{" TXT ("d.test", "v=spf1 a:x.test a:y.test -all") "}";
  static const char there[] =
      "{" TXT ("d.test", "v=spf1 a:x.test a:y.test a:z.test -all") "," A ("z.test") "}";
  const struct
  {
    const char *first, *again;
    guint void_lookups, n_questions;
    const char *findings;
  } cases[] = {
    { two, two, 2, 1 + 4, "" },
    { three, three, 3, 1 + 6 + 3, "" },
    { three, there, 2, 1 + 6 + 3, "spf.unchecked z.test" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_auto (HatoSpfTree) tree = { 0 };
      g_autofree char *findings = NULL;
      guint n_questions;

      fake_zone_answers_init (&zone, cases[i].first, cases[i].again);
      settle (&zone, &tree, &n_questions);
      findings = list_findings (tree.findings);
      g_assert_cmpuint (tree.void_lookups, ==, cases[i].void_lookups);
      g_assert_cmpuint (n_questions, ==, cases[i].n_questions);
      g_assert_cmpstr (findings, ==, cases[i].findings);
    }
}

/* A dead include rests on a second look; where that finds a record, nothing was found out. */
static void
test_dead_end_confirmed (void)
{
  static const char dead[] = "{" TXT ("d.test", "v=spf1 include:i.test -all") "}";
  static const char alive[] =
      "{" TXT ("d.test", "v=spf1 include:i.test -all") "," TXT ("i.test", "v=spf1 -all") "}";
  const struct
  {
    const char *again, *findings, *reason;
  } cases[] = {
    { dead, "spf.include_nxdomain i.test", NULL },
    { alive, "spf.unchecked i.test", "answers_differ" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_auto (HatoSpfTree) tree = { 0 };
      g_autofree char *findings = NULL;
      const HatoFinding *finding;
      guint n_questions;

      fake_zone_answers_init (&zone, dead, cases[i].again);
      settle (&zone, &tree, &n_questions);
      findings = list_findings (tree.findings);
      g_assert_cmpstr (findings, ==, cases[i].findings);
      finding = g_ptr_array_index (tree.findings, 0);
      g_assert_cmpstr (hato_finding_get_argument (finding, "reason"), ==, cases[i].reason);
      g_assert_cmpuint (finding->evidence->len, ==, 2);
    }
}

/* A dead include is shown in the record that names it, however deep. */
static void
test_excerpt (void)
{
  g_auto (FakeZoneAnswers) zone = { 0 };
  g_auto (HatoSpfTree) tree = { 0 };
  const HatoFinding *finding;
  const HatoMark *mark;
  guint n_questions;

  fake_zone_answers_init (&zone,
                          "{" TXT ("d.test", "v=spf1 include:i.test -all") "," TXT (
                              "i.test", "v=spf1 include:gone.test -all") "}",
                          NULL);
  settle (&zone, &tree, &n_questions);
  g_assert_cmpuint (tree.findings->len, ==, 1);
  finding = g_ptr_array_index (tree.findings, 0);
  g_assert_nonnull (finding->excerpt);
  g_assert_cmpstr (finding->excerpt->text, ==, "v=spf1 include:gone.test -all");
  g_assert_cmpuint (finding->excerpt->marks->len, ==, 1);
  mark = g_ptr_array_index (finding->excerpt->marks, 0);
  g_assert_cmpuint (mark->start, ==, 7);
  g_assert_cmpuint (mark->end, ==, 24);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf-tree/rows", test_rows);
  g_test_add_func ("/spf-tree/excerpt", test_excerpt);
  g_test_add_func ("/spf-tree/shape", test_shape);
  g_test_add_func ("/spf-tree/limit", test_limit);
  g_test_add_func ("/spf-tree/mx-limit", test_mx_limit);
  g_test_add_func ("/spf-tree/bomb", test_bomb);
  g_test_add_func ("/spf-tree/long", test_long);
  g_test_add_func ("/spf-tree/void-confirmed", test_void_confirmed);
  g_test_add_func ("/spf-tree/dead-end-confirmed", test_dead_end_confirmed);
  return g_test_run ();
}
