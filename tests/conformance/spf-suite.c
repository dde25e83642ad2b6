/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a suite of SPF cases: scenarios of a zone and mails. */
#include "config.h"

#include "conformance/spf-suite.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* GLib's JSON strings hold no NUL; the zone reads this character, which is none, as one. */
#define NUL_STAND_IN "\364\217\277\277"

static void
test_free (gpointer data)
{
  SpfSuiteTest *test = data;

  g_free (test->id);
  g_free (test->mail_from);
  g_free (test->helo);
  g_strfreev (test->results);
  g_free (test->explanation);
  g_free (test);
}

static void
scenario_free (gpointer data)
{
  SpfSuiteScenario *scenario = data;

  g_free (scenario->description);
  g_clear_pointer (&scenario->zone, hato_zone_unref);
  g_ptr_array_unref (scenario->tests);
  g_free (scenario);
}

static char *
dup_member (JsonObject *object, const char *name, const char *usual)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, usual));
}

static SpfSuiteTest *
read_test (JsonObject *object)
{
  SpfSuiteTest *test = g_new0 (SpfSuiteTest, 1);
  JsonArray *results = json_object_get_array_member (object, "results");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *host = dup_member (object, "host", "");
  gboolean has_address = hato_address_parse (host, &test->input.ip);

  g_assert_true (has_address);
  test->id = dup_member (object, "id", "?");
  test->mail_from = dup_member (object, "mailfrom", "");
  test->helo = dup_member (object, "helo", "");
  test->explanation = dup_member (object, "explanation", NULL);
  test->input.mail_from = test->mail_from;
  test->input.helo = test->helo;
  for (guint i = 0; i < json_array_get_length (results); i++)
    g_strv_builder_add (builder, json_array_get_string_element (results, i));
  test->results = g_strv_builder_end (builder);
  return test;
}

static SpfSuiteScenario *
read_scenario (JsonObject *object, GError **error)
{
  g_autofree char *json = json_to_string (json_object_get_member (object, "zonedata"), FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (HatoZone) zone = hato_zone_new_from_bytes (bytes, error);
  JsonArray *tests = json_object_get_array_member (object, "tests");
  SpfSuiteScenario *scenario;

  if (zone == NULL)
    return NULL;

  scenario = g_new0 (SpfSuiteScenario, 1);
  scenario->description = dup_member (object, "description", "");
  scenario->zone = g_steal_pointer (&zone);
  scenario->tests = g_ptr_array_new_with_free_func (test_free);
  for (guint i = 0; i < json_array_get_length (tests); i++)
    {
      JsonObject *test = json_array_get_object_element (tests, i);

      if (!json_object_get_boolean_member_with_default (test, "excluded", FALSE))
        g_ptr_array_add (scenario->tests, read_test (test));
    }
  return scenario;
}

/**
 * spf_suite_read:
 *
 * Returns: (transfer full) (element-type SpfSuiteScenario): the scenarios of the file; NULL with @error set
 */
GPtrArray *
spf_suite_read (const char *path, GError **error)
{
  g_autoptr (GPtrArray) scenarios = g_ptr_array_new_with_free_func (scenario_free);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *text = NULL;
  g_autoptr (GString) json = NULL;
  JsonArray *array;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;

  json = g_string_new (text);
  g_string_replace (json, "\\u0000", NUL_STAND_IN, 0);
  if (!json_parser_load_from_data (parser, json->str, (gssize) json->len, error))
    return NULL;

  array = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                        "scenarios");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      SpfSuiteScenario *scenario = read_scenario (json_array_get_object_element (array, i), error);

      if (scenario == NULL)
        return NULL;
      g_ptr_array_add (scenarios, scenario);
    }
  return g_steal_pointer (&scenarios);
}

/* In a suite one character stands for one byte; the zone made UTF-8 of it. */
static GBytes *
to_bytes (const char *utf8, gsize size)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (gsize at = 0; at < size; at += (gsize) g_utf8_skip[(guint8) utf8[at]])
    {
      guint8 byte = utf8[at] == '\0' ? 0 : (guint8) g_utf8_get_char (utf8 + at);

      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static HatoDnsRecord *
record_in_bytes (const HatoDnsRecord *record)
{
  HatoDnsRecord *copy = hato_dns_record_new (record->type, record->ttl);
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gsize start = 0;

  for (guint i = 0; i < record->n_strings; start = record->ends[i], i++)
    g_ptr_array_add (strings,
                     to_bytes ((const char *) record->bytes + start, record->ends[i] - start));
  hato_dns_record_set_strings (copy, (const GBytes *const *) strings->pdata, strings->len);
  hato_dns_record_finish (copy);
  return copy;
}

/** spf_suite_answer: (transfer full): what the scenario's servers answer to @question. */
HatoEvidence *
spf_suite_answer (const SpfSuiteScenario *scenario, HatoQuestion *question)
{
  g_autoptr (HatoEvidence) utf8 = hato_zone_answer (scenario->zone, question, NULL);
  HatoEvidence *answer;

  if (question->type != HATO_DNS_TXT || utf8->records->len == 0)
    return g_steal_pointer (&utf8);

  answer = hato_evidence_new (question, "zone");
  for (guint i = 0; i < utf8->records->len; i++)
    hato_evidence_take_record (answer, record_in_bytes (g_ptr_array_index (utf8->records, i)));
  return answer;
}

/** spf_suite_answer_wanted: answers everything that is wanted. */
void
spf_suite_answer_wanted (const SpfSuiteScenario *scenario, HatoAnswers *answers)
{
  g_autoptr (GPtrArray) wanted = hato_answers_take_wanted (answers);

  for (guint i = 0; i < wanted->len; i++)
    {
      g_autoptr (HatoEvidence) answer = spf_suite_answer (scenario, g_ptr_array_index (wanted, i));

      hato_answers_add (answers, answer);
    }
}
