/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policy discovery and evaluation of RFC 9989 on published cases, through the code that the check uses. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "dns/dmarc-policy.h"
#include "net/zone.h"

#define N_CASES    52u /* a reader that loses rows does not pass */
#define ROUNDS_MAX 3u  /* every name is known beforehand: one round asks, the next is answered */

/* The suite's zone: {"name": {"TXT": [["string", …]], "A": ["address"], "timeout": true}}, in the form of a zone file. */
static HatoZone *
read_zone (JsonObject *names)
{
  g_autoptr (JsonObject) zone = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  HatoZone *self;

  json_object_iter_init (&iter, names);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonObject *from = json_node_get_object (node);
      JsonObject *to = json_object_new ();
      JsonArray *records = json_array_new ();
      JsonArray *values;

      if (json_object_get_boolean_member_with_default (from, "timeout", FALSE))
        json_object_set_boolean_member (to, "timeout", TRUE);
      values =
          json_object_has_member (from, "TXT") ? json_object_get_array_member (from, "TXT") : NULL;
      for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
        {
          JsonObject *record = json_object_new ();

          json_object_set_string_member (record, "type", "TXT");
          json_object_set_array_member (record, "strings",
                                        json_array_ref (json_array_get_array_element (values, i)));
          json_array_add_object_element (records, record);
        }
      values = json_object_has_member (from, "A") ? json_object_get_array_member (from, "A") : NULL;
      for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
        {
          JsonObject *record = json_object_new ();

          json_object_set_string_member (record, "type", "A");
          json_object_set_string_member (record, "address",
                                         json_array_get_string_element (values, i));
          json_array_add_object_element (records, record);
        }
      json_object_set_array_member (to, "records", records);
      json_object_set_object_member (zone, name, to);
    }
  json_node_set_object (root, zone);
  json = json_to_string (root, FALSE);
  bytes = g_bytes_new (json, strlen (json));
  self = hato_zone_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return self;
}

static GStrv
read_strings (JsonObject *row, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = json_object_get_array_member (row, member);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static void
evaluate (JsonObject *row, HatoDmarcEvaluation *evaluation)
{
  g_autoptr (HatoZone) zone = read_zone (json_object_get_object_member (row, "zone"));
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_auto (GStrv) dkim = read_strings (row, "dkim_pass_domains");
  HatoDmarcInput input = {
    .author_domain = json_object_get_string_member (row, "author_domain"),
    .spf_domain = json_object_get_string_member_with_default (row, "spf_pass_domain", NULL),
    .dkim_domains = (const char *const *) dkim,
  };

  for (guint round = 0; !hato_dmarc_evaluate (&input, answers, evaluation); round++)
    {
      g_autoptr (GPtrArray) wanted = hato_answers_take_wanted (answers);

      g_assert_cmpuint (round, <, ROUNDS_MAX);
      hato_dmarc_evaluation_clear (evaluation);
      for (guint i = 0; i < wanted->len; i++)
        {
          g_autoptr (HatoEvidence) answer =
              hato_zone_answer (zone, g_ptr_array_index (wanted, i), NULL);

          hato_answers_add (answers, answer);
        }
    }
}

static gboolean
same_queries (JsonArray *wanted, const GPtrArray *asked)
{
  if (json_array_get_length (wanted) != asked->len)
    return FALSE;

  for (guint i = 0; i < asked->len; i++)
    if (strcmp (json_array_get_string_element (wanted, i), g_ptr_array_index (asked, i)) != 0)
      return FALSE;

  return TRUE;
}

/* The value that the evaluation has for a member of "expect" that is a string. */
static const char *
get_text (const HatoDmarcEvaluation *evaluation, const char *member)
{
  if (strcmp (member, "result") == 0)
    return hato_dmarc_result_to_string (evaluation->result);
  if (strcmp (member, "policy_domain") == 0)
    return evaluation->policy_domain;
  if (strcmp (member, "org_domain") == 0)
    return evaluation->organizational_domain;
  if (strcmp (member, "published_policy") == 0)
    return hato_dmarc_policy_to_string (evaluation->published);

  g_assert_cmpstr (member, ==, "effective_policy");
  return hato_dmarc_policy_to_string (evaluation->effective);
}

static gboolean
is_right (const HatoDmarcEvaluation *evaluation, const char *member, JsonNode *wanted)
{
  if (strcmp (member, "queries") == 0)
    return same_queries (json_node_get_array (wanted), evaluation->tree_walk);
  if (strcmp (member, "spf_aligned") == 0)
    return evaluation->spf_aligned == json_node_get_boolean (wanted);
  if (strcmp (member, "dkim_aligned") == 0)
    return evaluation->dkim_aligned == json_node_get_boolean (wanted);

  return g_strcmp0 (get_text (evaluation, member), json_node_get_string (wanted)) == 0;
}

static gboolean
judge (JsonObject *row)
{
  g_auto (HatoDmarcEvaluation) evaluation = { 0 };
  gboolean good = TRUE;
  JsonObjectIter iter;
  const char *member;
  JsonNode *wanted;

  evaluate (row, &evaluation);
  json_object_iter_init (&iter, json_object_get_object_member (row, "expect"));
  while (json_object_iter_next (&iter, &member, &wanted))
    if (!is_right (&evaluation, member, wanted))
      {
        g_test_message ("%s: %s differs", json_object_get_string_member (row, "id"), member);
        good = FALSE;
      }
  return good;
}

static void
test_cases (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "conformance", "data", "dmarc-eval.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *cases;
  guint n_right = 0;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  cases =
      json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "cases");
  for (guint i = 0; i < json_array_get_length (cases); i++)
    n_right += judge (json_array_get_object_element (cases, i)) ? 1 : 0;
  g_test_message ("%u of %u right", n_right, json_array_get_length (cases));
  g_assert_cmpuint (json_array_get_length (cases), ==, N_CASES);
  g_assert_cmpuint (n_right, ==, N_CASES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dmarc-eval/cases", test_cases);
  return g_test_run ();
}
