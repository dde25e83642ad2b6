/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a suite of SPF cases (scenarios with a zone and tests) through the evaluator that the check uses. */
#include "config.h"

#include "dns/spf-eval.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "net/zone.h"

#define ROUNDS_MAX 64

typedef struct
{
  guint n_results;
  guint n_right;
  guint n_explanations;
  guint n_explained;
} Score;

static const char *
get_string (JsonObject *object, const char *member)
{
  return json_object_has_member (object, member) && !json_object_get_null_member (object, member)
             ? json_object_get_string_member (object, member)
             : "";
}

static HatoZone *
new_zone (JsonObject *scenario)
{
  g_autofree char *json = json_to_string (json_object_get_member (scenario, "zonedata"), FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  HatoZone *zone = hato_zone_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return zone;
}

/* Asks the zone what the evaluator wants until it has settled. */
static void
evaluate (HatoZone *zone, const HatoSpfInput *input, HatoSpfEvaluation *evaluation)
{
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  const HatoClock clock = { 0 };

  for (guint round = 0; round < ROUNDS_MAX; round++)
    {
      g_autoptr (GPtrArray) wanted = NULL;

      if (hato_spf_evaluate (input, answers, evaluation))
        return;

      hato_spf_evaluation_clear (evaluation);
      wanted = hato_answers_take_wanted (answers);
      for (guint i = 0; i < wanted->len; i++)
        {
          g_autoptr (HatoEvidence) answer =
              hato_zone_answer (zone, g_ptr_array_index (wanted, i), &clock);

          hato_answers_add (answers, answer);
        }
    }
  g_assert_not_reached ();
}

static gboolean
is_wanted (JsonObject *test, const char *result)
{
  JsonArray *results = json_object_get_array_member (test, "results");

  for (guint i = 0; i < json_array_get_length (results); i++)
    if (strcmp (json_array_get_string_element (results, i), result) == 0)
      return TRUE;

  return FALSE;
}

static void
judge_explanation (JsonObject *test,
                   const HatoSpfEvaluation *evaluation,
                   const char *usual,
                   Score *score)
{
  const char *wanted = get_string (test, "explanation");
  const char *got = evaluation->explanation != NULL ? evaluation->explanation : usual;

  if (*wanted == '\0' || evaluation->result != HATO_SPF_FAIL)
    return;

  score->n_explanations++;
  if (strcmp (wanted, got) == 0)
    score->n_explained++;
  else
    g_test_message ("%s: explanation \"%s\", wanted \"%s\"", get_string (test, "id"), got, wanted);
}

static void
run_test (HatoZone *zone, JsonObject *test, const char *usual, Score *score)
{
  g_auto (HatoSpfEvaluation) evaluation = { 0 };
  HatoSpfInput input = { .mail_from = get_string (test, "mailfrom"),
                         .helo = get_string (test, "helo") };
  const char *result;

  if (json_object_has_member (test, "excluded")
      && json_object_get_boolean_member (test, "excluded"))
    return;

  g_assert_true (hato_address_parse (get_string (test, "host"), &input.ip));
  evaluate (zone, &input, &evaluation);
  result = hato_spf_result_to_string (evaluation.result);
  score->n_results++;
  if (is_wanted (test, result))
    {
      score->n_right++;
      judge_explanation (test, &evaluation, usual, score);
    }
  else
    {
      g_autofree char *json = json_to_string (json_object_get_member (test, "results"), FALSE);

      g_test_message ("%s: %s, wanted %s", get_string (test, "id"), result, json);
    }
}

static void
run_suite (gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) json = NULL;
  Score score = { 0 };
  JsonObject *suite;
  JsonArray *scenarios;
  const char *usual;

  g_file_get_contents (data, &text, NULL, &error);
  g_assert_no_error (error);
  json = g_string_new (text);
  g_string_replace (json, "\\u0000", "\364\217\277\277",
                    0); /* GLib's strings hold no NUL; the zone reads this as one */
  json_parser_load_from_data (parser, json->str, -1, &error);
  g_assert_no_error (error);
  suite = json_node_get_object (json_parser_get_root (parser));
  usual = get_string (suite, "default_explanation");
  scenarios = json_object_get_array_member (suite, "scenarios");
  for (guint i = 0; i < json_array_get_length (scenarios); i++)
    {
      JsonObject *scenario = json_array_get_object_element (scenarios, i);
      g_autoptr (HatoZone) zone = new_zone (scenario);
      JsonArray *tests = json_object_get_array_member (scenario, "tests");

      for (guint j = 0; j < json_array_get_length (tests); j++)
        run_test (zone, json_array_get_object_element (tests, j), usual, &score);
    }

  g_test_message ("results %u of %u, explanations %u of %u", score.n_right, score.n_results,
                  score.n_explained, score.n_explanations);
  g_assert_cmpuint (score.n_results, >, 0);
  g_assert_cmpuint (score.n_right, ==, score.n_results);
  g_assert_cmpuint (score.n_explained, ==, score.n_explanations);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      g_autofree char *path = g_strconcat ("/spf-suite/", name, NULL);

      g_test_add_data_func (path, argv[i], run_suite);
    }
  return g_test_run ();
}
