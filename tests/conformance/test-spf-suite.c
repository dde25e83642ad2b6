/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published suite of RFC 7208 and a random one, through the evaluator that the check uses. */
#include "config.h"

#include <string.h>

#include "conformance/spf-suite.h"

#define USUAL       "DEFAULT" /* how the suites write that the receiver uses a text of its own */
#define ROUNDS_MAX  64u       /* more: it asks without end */
#define ANSWERS_MAX 300u      /* limits: the budget of a run */

/* How much a suite must hold: a reader that loses rows does not pass. */
static const struct
{
  const char *name;
  const char *path;
  guint n_results;
  guint n_explanations;
} suites[] = {
  { "rfc7208", "conformance/data/spf-rfc7208.json", 203, 22 },
  { "random", "conformance/data/spf-random.json", 1368, 0 },
};

typedef struct
{
  guint n_results;
  guint n_right;
  guint n_explanations;
  guint n_explained;
} Score;

static GPtrArray *
read_suite (guint index)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, suites[index].path, NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *scenarios = spf_suite_read (path, &error);

  g_assert_no_error (error);
  return scenarios;
}

static gboolean
is_wanted (const SpfSuiteTest *test, HatoSpfResult result)
{
  return g_strv_contains ((const char *const *) test->results, hato_spf_result_to_string (result));
}

/* As a run has it: all that is wanted goes out, then the evaluator is called again. */
static void
evaluate (const SpfSuiteScenario *scenario, const SpfSuiteTest *test, HatoSpfEvaluation *evaluation)
{
  g_autoptr (HatoAnswers) answers = hato_answers_new ();

  for (guint round = 0; !hato_spf_evaluate (&test->input, answers, evaluation); round++)
    {
      g_assert_cmpuint (round, <, ROUNDS_MAX);
      hato_spf_evaluation_clear (evaluation);
      spf_suite_answer_wanted (scenario, answers);
    }
}

static void
judge (const SpfSuiteTest *test, const HatoSpfEvaluation *evaluation, Score *score)
{
  const char *explanation = evaluation->explanation != NULL ? evaluation->explanation : USUAL;

  score->n_results++;
  if (!is_wanted (test, evaluation->result))
    {
      g_autofree char *wanted = g_strjoinv (" or ", test->results);

      g_test_message ("%s: %s, wanted %s", test->id, hato_spf_result_to_string (evaluation->result),
                      wanted);
      return;
    }
  score->n_right++;
  if (test->explanation == NULL || evaluation->result != HATO_SPF_FAIL)
    return;

  score->n_explanations++;
  if (strcmp (explanation, test->explanation) == 0)
    score->n_explained++;
  else
    g_test_message ("%s: explanation \"%s\", wanted \"%s\"", test->id, explanation,
                    test->explanation);
}

static void
test_results (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) scenarios = read_suite (index);
  Score score = { 0 };

  for (guint i = 0; i < scenarios->len; i++)
    {
      const SpfSuiteScenario *scenario = g_ptr_array_index (scenarios, i);

      for (guint j = 0; j < scenario->tests->len; j++)
        {
          const SpfSuiteTest *test = g_ptr_array_index (scenario->tests, j);
          g_auto (HatoSpfEvaluation) evaluation = { 0 };

          evaluate (scenario, test, &evaluation);
          judge (test, &evaluation, &score);
        }
    }
  g_test_message ("results %u of %u, explanations %u of %u", score.n_right, score.n_results,
                  score.n_explained, score.n_explanations);
  g_assert_cmpuint (score.n_results, ==, suites[index].n_results);
  g_assert_cmpuint (score.n_right, ==, score.n_results);
  g_assert_cmpuint (score.n_explanations, ==, suites[index].n_explanations);
  g_assert_cmpuint (score.n_explained, ==, score.n_explanations);
}

/* One answer at a time, drawn by lot. */
static HatoSpfResult
evaluate_slowly (const SpfSuiteScenario *scenario, const SpfSuiteTest *test, GRand *lots)
{
  g_autoptr (HatoAnswers) answers = hato_answers_new ();

  for (guint n_answers = 0;; n_answers++)
    {
      g_auto (HatoSpfEvaluation) evaluation = { 0 };
      g_autoptr (GPtrArray) wanted = NULL;
      g_autoptr (HatoEvidence) answer = NULL;

      if (hato_spf_evaluate (&test->input, answers, &evaluation))
        return evaluation.result;

      wanted = hato_answers_take_wanted (answers);
      g_assert_cmpuint (wanted->len, >, 0);
      g_assert_cmpuint (n_answers, <, ANSWERS_MAX);
      answer = spf_suite_answer (
          scenario, g_ptr_array_index (wanted, g_rand_int_range (lots, 0, (gint32) wanted->len)));
      hato_answers_add (answers, answer);
    }
}

/* Whatever the order in which answers come, the result is the same. */
static void
test_arrival (gconstpointer data)
{
  g_autoptr (GPtrArray) scenarios = read_suite (GPOINTER_TO_UINT (data));
  g_autoptr (GRand) lots = g_rand_new_with_seed (7208);

  for (guint i = 0; i < scenarios->len; i++)
    {
      const SpfSuiteScenario *scenario = g_ptr_array_index (scenarios, i);

      for (guint j = 0; j < scenario->tests->len; j++)
        {
          const SpfSuiteTest *test = g_ptr_array_index (scenario->tests, j);
          HatoSpfResult result = evaluate_slowly (scenario, test, lots);

          if (!is_wanted (test, result))
            g_test_message ("%s: %s", test->id, hato_spf_result_to_string (result));
          g_assert_true (is_wanted (test, result));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (suites); i++)
    {
      g_autofree char *results = g_strconcat ("/spf-suite/", suites[i].name, "/results", NULL);
      g_autofree char *arrival = g_strconcat ("/spf-suite/", suites[i].name, "/arrival", NULL);

      g_test_add_data_func (results, GUINT_TO_POINTER (i), test_results);
      g_test_add_data_func (arrival, GUINT_TO_POINTER (i), test_arrival);
    }
  return g_test_run ();
}
