/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Domains as people break them, one fault each, through the whole check of a domain. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "dns/dns-check.h"
#include "net/resolver-zone.h"

#define N_FAULTY   124u /* a reader that loses rows does not pass */
#define N_CORRECT  23u
#define FIRST_MIN  98u /* percent of the faults that the first finding must name */
#define MISSED_MAX 1u  /* mta-sts-012 lies in a policy, which the check does not fetch */

typedef struct
{
  guint n_faulty;
  guint n_first;  /* the first finding names the fault */
  guint n_missed; /* an error that nothing speaks of */
  guint n_correct;
  guint n_alarms; /* a problem or a caution where all is right */
} Score;

static JsonNode *
read_json (const char *text, gssize size)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, size, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static char *
read_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "conformance", "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The row's records laid over the rest of the world. */
static HatoZone *
make_zone (JsonObject *row, const char *stubs)
{
  g_autoptr (JsonNode) root = read_json (stubs, -1);
  JsonObject *zone = json_node_get_object (root);
  JsonArray *records = json_object_get_array_member (row, "zone");
  g_autofree char *json = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  HatoZone *self;

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = json_array_get_object_element (records, i);
      const char *name = json_object_get_string_member (record, "name");

      if (!json_object_has_member (zone, name))
        {
          JsonObject *entry = json_object_new ();

          json_object_set_array_member (entry, "records", json_array_new ());
          json_object_set_object_member (zone, name, entry);
        }
      json_array_add_object_element (
          json_object_get_array_member (json_object_get_object_member (zone, name), "records"),
          json_object_ref (record));
    }
  json = json_to_string (root, FALSE);
  bytes = g_bytes_new (json, strlen (json));
  self = hato_zone_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return self;
}

static HatoCheckup *
check (JsonObject *row, const char *stubs, HatoSelectorList *selectors, HatoProviderList *providers)
{
  const char *domain = json_object_get_string_member (row, "domain");
  const char *selector = json_object_get_string_member_with_default (row, "selector", NULL);
  const char *ip = json_object_get_string_member_with_default (row, "ip", NULL);
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoDnsInput) input = NULL;
  g_autoptr (GError) error = NULL;
  HatoSubject *subject = hato_subject_new (domain, domain);
  HatoCheckup *checkup;

  if (selector != NULL)
    {
      g_strfreev (subject->selectors);
      subject->selectors = g_strsplit (selector, " ", -1);
    }
  if (ip != NULL && strcmp (json_object_get_string_member (row, "kind"), "ptr") == 0)
    {
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit (ip, " ", -1);
    }
  settings->zone = make_zone (row, stubs);
  resolver = hato_resolver_zone_new (settings);
  input = hato_dns_input_new (subject, resolver, selectors, providers, 0, 60 * G_USEC_PER_SEC);
  input->blocklists = hato_blocklist_list_new (NULL);
  checkup = hato_dns_check_run (NULL, input, &error);
  g_assert_no_error (error);
  hato_subject_free (subject);
  return checkup;
}

/* The first finding of the row's area that says that something could be better; NULL = there is none. */
static const HatoFinding *
find_first (const HatoCheckup *checkup, const char *fault)
{
  gsize area = strcspn (fault, ".") + 1;

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (finding->level <= HATO_LEVEL_ADVICE && strncmp (finding->code, fault, area) == 0)
        return finding;
    }
  return NULL;
}

static gboolean
names_fault (JsonObject *row, const char *code)
{
  JsonArray *also =
      json_object_has_member (row, "also") ? json_object_get_array_member (row, "also") : NULL;

  if (strcmp (code, json_object_get_string_member (row, "fault")) == 0)
    return TRUE;

  for (guint i = 0; also != NULL && i < json_array_get_length (also); i++)
    if (strcmp (code, json_array_get_string_element (also, i)) == 0)
      return TRUE;

  return FALSE;
}

static void
judge (JsonObject *row, const HatoCheckup *checkup, Score *score)
{
  const char *fault = json_object_get_string_member (row, "fault");
  const char *severity = json_object_get_string_member (row, "severity");
  const HatoFinding *first = find_first (checkup, fault);

  if (strcmp (severity, "ok") == 0)
    {
      score->n_correct++;
      if (first == NULL || first->level > HATO_LEVEL_CAUTION)
        return;

      score->n_alarms++;
      g_test_message ("%s: %s where all is right", json_object_get_string_member (row, "id"),
                      first->code);
      return;
    }
  score->n_faulty++;
  if (first == NULL && (strcmp (severity, "error") == 0 || strcmp (severity, "critical") == 0))
    score->n_missed++;
  if (first != NULL && names_fault (row, first->code))
    score->n_first++;
  else
    g_test_message ("%s: %s, wanted %s", json_object_get_string_member (row, "id"),
                    first != NULL ? first->code : "nothing", fault);
}

static void
test_rows (void)
{
  g_autofree char *rows = read_file ("records.jsonl");
  g_autofree char *stubs = read_file ("records-stubs.json");
  g_auto (GStrv) lines = g_strsplit (rows, "\n", -1);
  g_autoptr (HatoSelectorList) selectors = hato_selector_list_new (NULL);
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);
  Score score = { 0 };

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (HatoCheckup) checkup = NULL;

      if (*lines[i] == '\0')
        continue;
      root = read_json (lines[i], -1);
      checkup = check (json_node_get_object (root), stubs, selectors, providers);
      judge (json_node_get_object (root), checkup, &score);
    }
  g_test_message ("first finding %u of %u, errors missed %u, false alarms %u of %u", score.n_first,
                  score.n_faulty, score.n_missed, score.n_alarms, score.n_correct);
  g_assert_cmpuint (score.n_faulty, ==, N_FAULTY);
  g_assert_cmpuint (score.n_correct, ==, N_CORRECT);
  g_assert_cmpuint (score.n_first * 100, >=, FIRST_MIN * score.n_faulty);
  g_assert_cmpuint (score.n_missed, <=, MISSED_MAX);
  g_assert_cmpuint (score.n_alarms, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records/rows", test_rows);
  return g_test_run ();
}
