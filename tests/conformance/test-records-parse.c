/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single records of two published suites, judged as hatobin-cli record does. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "dns/record-check.h"

#define N_CASES 93u /* a reader that loses rows does not pass */

/* How the suite calls the kinds. */
static const struct
{
  const char *word;
  HatoRecordKind kind;
} kinds[] = {
  { "spf", HATO_RECORD_SPF },
  { "dmarc", HATO_RECORD_DMARC },
  { "dkim-key", HATO_RECORD_DKIM },
  { "mtasts-txt", HATO_RECORD_MTA_STS },
  { "mtasts-policy", HATO_RECORD_MTA_STS_POLICY },
  { "tlsrpt", HATO_RECORD_TLS_RPT },
};

static HatoRecordKind
find_kind (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].word, word) == 0)
      return kinds[i].kind;

  g_assert_not_reached ();
}

static gboolean
is_right (JsonObject *row, const HatoRecordCheck *check)
{
  JsonObject *receiver = NULL;

  if (json_object_has_member (row, "rfc9989"))
    receiver = json_object_get_object_member (row, "rfc9989");
  if (receiver == NULL)
    return check->valid == json_object_get_boolean_member (row, "valid");

  return check->is_record == json_object_get_boolean_member (receiver, "is_dmarc")
         && g_strcmp0 (hato_record_check_get_part (check, "policy"),
                       json_object_get_string_member_with_default (receiver, "policy", NULL))
                == 0;
}

static void
test_cases (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "conformance", "data", "records-parse.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *cases;
  guint n_right = 0;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  cases =
      json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "cases");
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *row = json_array_get_object_element (cases, i);
      const char *text = json_object_get_string_member (row, "text");
      g_autoptr (HatoRecordCheck) check = hato_record_check_new (
          find_kind (json_object_get_string_member (row, "kind")), text, strlen (text));

      if (is_right (row, check))
        n_right++;
      else
        g_test_message ("%s: \"%s\": record %d, valid %d, policy %s",
                        json_object_get_string_member (row, "id"), text, check->is_record,
                        check->valid, hato_record_check_get_part (check, "policy"));
      if (!check->valid && check->findings->len == 0)
        g_test_message ("%s: \"%s\" is not valid, and nothing says why",
                        json_object_get_string_member (row, "id"), text);
    }
  g_test_message ("%u of %u right", n_right, json_array_get_length (cases));
  g_assert_cmpuint (json_array_get_length (cases), ==, N_CASES);
  g_assert_cmpuint (n_right, ==, N_CASES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records-parse/cases", test_cases);
  return g_test_run ();
}
