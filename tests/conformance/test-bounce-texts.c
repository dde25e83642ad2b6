/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refusals as receivers publish them: alone, and as people paste them. Prints which rule decided how many. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "bounce/human-text.h"

#define N_LINES  264u /* a reader that loses rows does not pass */
#define N_PASTED 565u

typedef struct
{
  HatoBounceRuleList *rules;
  HatoMailFrameList *frames;
  GHashTable *samples; /* (owned) (element-type utf8 guint): rows by rule */
  guint n_rows;
  guint n_asked[8];
  guint n_right[8];
} Suite;

/* What is counted, and how many of a hundred must be right. */
typedef enum
{
  FIELD_CAUSE,
  FIELD_RECIPIENTS,
  FIELD_REPLY_CODE,
  FIELD_STATUS,
  FIELD_IP,
  FIELD_DOMAIN,
  FIELD_NEVER_ADDRESS,
  FIELDS,
} Field;

static const struct
{
  const char *name;
  const char *member;
  guint lines;
  guint pasted;
} fields[FIELDS] = {
  [FIELD_CAUSE] = { "cause", "causes", 93, 90 },
  [FIELD_RECIPIENTS] = { "recipients", "recipients", 0, 98 },
  [FIELD_REPLY_CODE] = { "reply code", "replycode", 0, 99 },
  [FIELD_STATUS] = { "status", "status", 0, 99 },
  [FIELD_IP] = { "concerned IP", "concerned_ip", 0, 97 },
  [FIELD_DOMAIN] = { "concerned domain", "concerned_domain", 0, 95 },
  [FIELD_NEVER_ADDRESS] = { "never a wrong address", "causes", 100, 100 },
};

static gboolean
holds (JsonNode *list, const char *value)
{
  JsonArray *array;

  if (JSON_NODE_HOLDS_VALUE (list))
    return value != NULL && g_ascii_strcasecmp (json_node_get_string (list), value) == 0;

  array = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (holds (json_array_get_element (array, i), value))
      return TRUE;
  return FALSE;
}

static void
count (Suite *suite, JsonObject *row, Field field, gboolean right)
{
  suite->n_asked[field]++;
  suite->n_right[field] += right ? 1 : 0;
  if (!right)
    g_test_message ("%s: %s", json_object_get_string_member (row, "id"), fields[field].name);
}

static void
count_value (Suite *suite, JsonObject *row, Field field, const char *value)
{
  JsonNode *wanted = json_object_get_member (row, fields[field].member);

  if (wanted != NULL)
    count (suite, row, field, holds (wanted, value));
}

/* Causes that are about the sender: never to be taken for a wrong address. */
static gboolean
is_about_sender (JsonObject *row)
{
  static const char *const causes[] = { "sender_auth", "ptr", "tls", "reputation", "policy", NULL };
  JsonArray *list = json_object_get_array_member (row, "causes");

  return json_array_get_length (list) > 0
         && g_strv_contains (causes, json_array_get_string_element (list, 0));
}

static void
count_rule (Suite *suite, const HatoDecision *decision)
{
  char *rule = g_strdup (decision->rule != NULL ? decision->rule : "none");
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (suite->samples, rule));

  g_hash_table_insert (suite->samples, rule, GUINT_TO_POINTER (n + 1));
}

static gboolean
are_recipients (JsonObject *row, const HatoHumanText *read)
{
  JsonNode *wanted = json_object_get_member (row, "recipients");

  for (guint i = 0; i < read->refusals->len; i++)
    if (!holds (wanted, ((HatoRefusal *) g_ptr_array_index (read->refusals, i))->recipient))
      return FALSE;
  return read->refusals->len > 0;
}

static void
check_row (Suite *suite, JsonObject *row)
{
  const char *text = json_object_get_string_member (row, "text");
  g_autoptr (HatoHumanText) read =
      hato_human_text_read (text, strlen (text), suite->rules, suite->frames);
  const HatoRefusal *refusal;
  const HatoDecision *decision;

  suite->n_rows++;
  g_assert_cmpuint (read->refusals->len, >, 0);
  refusal = g_ptr_array_index (read->refusals, 0);
  decision = g_ptr_array_index (read->decisions, 0);
  count_rule (suite, decision);
  count_value (suite, row, FIELD_CAUSE, hato_cause_to_string (decision->cause));
  count_value (suite, row, FIELD_REPLY_CODE, refusal->reply_code);
  count_value (suite, row, FIELD_STATUS, refusal->status);
  count_value (suite, row, FIELD_IP, decision->concerned_ip);
  count_value (suite, row, FIELD_DOMAIN, decision->concerned_domain);
  if (json_object_has_member (row, "recipients"))
    count (suite, row, FIELD_RECIPIENTS, are_recipients (row, read));
  if (is_about_sender (row))
    count (suite, row, FIELD_NEVER_ADDRESS,
           decision->cause != HATO_CAUSE_MAILBOX_UNKNOWN
               && decision->cause != HATO_CAUSE_MAILBOX_FULL
               && decision->cause != HATO_CAUSE_MAILBOX_DISABLED);
}

static void
read_rows (Suite *suite, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "conformance", "data", name, NULL);
  g_autofree char *data = NULL;
  g_auto (GStrv) rows = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  rows = g_strsplit (data, "\n", -1);
  for (gsize i = 0; rows[i] != NULL && rows[i][0] != '\0'; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_assert_true (json_parser_load_from_data (parser, rows[i], -1, NULL));
      check_row (suite, json_node_get_object (json_parser_get_root (parser)));
    }
}

static int
compare_samples (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const char *left = *(const char *const *) a, *right = *(const char *const *) b;
  guint n_left = GPOINTER_TO_UINT (g_hash_table_lookup (user_data, left));
  guint n_right = GPOINTER_TO_UINT (g_hash_table_lookup (user_data, right));

  return n_left != n_right ? (n_left < n_right ? 1 : -1) : strcmp (left, right);
}

/* Rules by number of samples: one with a single sample must rest on what is published, which its source says. */
static void
print_samples (Suite *suite)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer rule;

  g_hash_table_iter_init (&iter, suite->samples);
  while (g_hash_table_iter_next (&iter, &rule, NULL))
    g_ptr_array_add (rules, rule);
  g_ptr_array_sort_with_data (rules, compare_samples, suite->samples);
  for (guint i = 0; i < rules->len; i++)
    {
      const char *id = g_ptr_array_index (rules, i);
      const HatoBounceRule *found = hato_bounce_rule_list_find (suite->rules, id);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (suite->samples, id));

      g_test_message ("%4u %-32s %s", n, id, found != NULL ? found->source : "");
    }
}

static void
run_suite (const char *name, guint n_rows, gboolean pasted)
{
  Suite suite = { .rules = hato_bounce_rule_list_new (NULL),
                  .frames = hato_mail_frame_list_new (NULL),
                  .samples = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  read_rows (&suite, name);
  print_samples (&suite);
  g_assert_cmpuint (suite.n_rows, ==, n_rows);
  for (guint i = 0; i < FIELDS; i++)
    {
      guint wanted = pasted ? fields[i].pasted : fields[i].lines;

      if (suite.n_asked[i] == 0)
        continue;
      g_test_message ("%s: %u of %u", fields[i].name, suite.n_right[i], suite.n_asked[i]);
      g_assert_cmpuint (suite.n_right[i] * 100, >=, suite.n_asked[i] * wanted);
    }
  hato_bounce_rule_list_unref (suite.rules);
  hato_mail_frame_list_unref (suite.frames);
  g_hash_table_unref (suite.samples);
}

static void
test_lines (void)
{
  run_suite ("bounce-lines.jsonl", N_LINES, FALSE);
}

static void
test_pasted (void)
{
  run_suite ("bounce-pasted.jsonl", N_PASTED, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounce-texts/lines", test_lines);
  g_test_add_func ("/bounce-texts/pasted", test_pasted);
  return g_test_run ();
}
