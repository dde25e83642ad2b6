/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/run-file.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/error.h"
#include "base/json-limits.h"
#include "net/json-member.h"
#include "net/run-answer.h"

#define VERSION       1
#define FILE_SIZE_MAX (32u * 1024 * 1024)
#define DEPTH_MAX     8u
#define VALUES_MAX    500000u
#define ANSWERS_MAX   2000u /* a run asks at most 600, each of them twice */
#define SERVERS_MAX   64u
#define TIME_MAX      (G_GINT64_CONSTANT (253402300799) * G_USEC_PER_SEC) /* the end of the year 9999 */

G_DEFINE_BOXED_TYPE (HatoRunFile, hato_run_file, hato_run_file_ref, hato_run_file_unref)

static const char *const network_words[] = {
  [HATO_NETWORK_UNKNOWN] = "unknown",
  [HATO_NETWORK_UP] = "up",
  [HATO_NETWORK_PORTAL] = "portal",
  [HATO_NETWORK_DOWN] = "down",
};

static HatoRunFile *
run_file_new (void)
{
  HatoRunFile *self = g_atomic_rc_box_new0 (HatoRunFile);

  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
  self->table = g_hash_table_new (hato_question_hash, hato_question_equal);
  return self;
}

static void
take_answer (HatoRunFile *self, HatoEvidence *evidence)
{
  g_ptr_array_add (self->answers, evidence);
  g_hash_table_insert (self->table, evidence->question, evidence);
}

/**
 * hato_run_file_new:
 * @resolver: of a run that has ended
 * @started: microseconds since 1970: when it began
 *
 * Returns: (transfer full): what the run was told; questions that had no answer when it ended have timed out
 */
HatoRunFile *
hato_run_file_new (HatoResolver *resolver, const HatoSettings *settings, gint64 started)
{
  HatoRunFile *self = run_file_new ();
  g_autoptr (GPtrArray) answers = hato_resolver_list_answers (resolver);

  self->started = started;
  self->servers = hato_resolver_dup_servers (resolver);
  self->name_servers = g_strdupv (settings->name_servers);
  self->authoritative = hato_settings_asks_servers (settings);
  self->allow_private = settings->allow_private;
  self->network = hato_settings_get_network (settings);
  for (guint i = 0; i < answers->len; i++)
    take_answer (self, hato_evidence_ref (g_ptr_array_index (answers, i)));
  return self;
}

static void
add_strv (JsonObject *object, const char *name, const char *const *values)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);
  json_object_set_array_member (object, name, array);
}

/** hato_run_file_to_json: (transfer full): the file's text, its answers in question order; the same run gives the same bytes. */
char *
hato_run_file_to_json (const HatoRunFile *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  JsonObject *object = json_object_new ();
  JsonArray *answers = json_array_new ();

  json_node_take_object (root, object);
  json_object_set_int_member (object, "hatobin_run", VERSION);
  json_object_set_string_member (object, "program", HATO_VERSION);
  json_object_set_int_member (object, "started", self->started);
  add_strv (object, "servers", (const char *const *) self->servers);
  if (self->name_servers != NULL)
    add_strv (object, "name_servers", (const char *const *) self->name_servers);
  json_object_set_boolean_member (object, "authoritative", self->authoritative);
  json_object_set_boolean_member (object, "allow_private", self->allow_private);
  json_object_set_string_member (object, "network", network_words[self->network]);
  for (guint i = 0; i < self->answers->len; i++)
    json_array_add_element (answers,
                            hato_run_answer_to_json (g_ptr_array_index (self->answers, i)));
  json_object_set_array_member (object, "answers", answers);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  return json_generator_to_data (generator, NULL);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "run file: %s", what);
  return FALSE;
}

static gboolean
read_strv (JsonObject *object, const char *name, GStrv *values)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) > SERVERS_MAX)
    return FALSE;

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return FALSE;
      g_strv_builder_add (builder, json_node_get_string (element));
    }
  *values = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_header (HatoRunFile *self, JsonObject *object, GError **error)
{
  gint64 version = 0;
  const char *network = "unknown";

  if (!hato_json_take_integer (object, "hatobin_run", G_MAXINT32, &version) || version != VERSION)
    return fail (error, "\"hatobin_run\" is not 1: no recorded run, or one of a later program");
  if (!hato_json_take_integer (object, "started", TIME_MAX, &self->started))
    return fail (error, "\"started\" is no time");
  if (!read_strv (object, "servers", &self->servers)
      || !read_strv (object, "name_servers", &self->name_servers))
    return fail (error, "\"servers\" and \"name_servers\" are lists of texts");
  if (!hato_json_take_boolean (object, "authoritative", &self->authoritative)
      || !hato_json_take_boolean (object, "allow_private", &self->allow_private))
    return fail (error, "\"authoritative\" and \"allow_private\" are true or false");
  if (!hato_json_take_string (object, "network", &network))
    return fail (error, "\"network\" is a word");

  if (self->servers == NULL)
    self->servers = g_new0 (char *, 1);
  for (guint i = 0; i < G_N_ELEMENTS (network_words); i++)
    if (strcmp (network_words[i], network) == 0)
      self->network = (HatoNetworkState) i;
  return TRUE;
}

static gboolean
read_answers (HatoRunFile *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "answers");
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) > ANSWERS_MAX)
    return fail (error, "\"answers\" is no list, or too long");

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *wrong = NULL;
      HatoEvidence *evidence =
          hato_run_answer_from_json (json_array_get_element (array, i), TIME_MAX, &wrong);

      if (evidence != NULL && g_hash_table_contains (self->table, evidence->question))
        {
          g_clear_pointer (&evidence, hato_evidence_unref);
          wrong = "answers a question that is answered already";
        }
      if (evidence == NULL)
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "run file, answer %u: %s",
                       i + 1, wrong);
          return FALSE;
        }
      take_answer (self, evidence);
    }
  return TRUE;
}

/**
 * hato_run_file_new_from_bytes:
 *
 * Returns: (transfer full) (nullable): the recorded run, or NULL with an error that says what is wrong and where
 */
HatoRunFile *
hato_run_file_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (HatoRunFile) self = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) parse_error = NULL;
  JsonNode *root;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size > FILE_SIZE_MAX)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_TOO_BIG, "run file: more than %u bytes",
                   FILE_SIZE_MAX);
      return NULL;
    }
  if (size == 0)
    {
      fail (error, "it is empty");
      return NULL;
    }
  if (!hato_json_within_limits ("run file", data, size, DEPTH_MAX, VALUES_MAX, error))
    return NULL;
  if (!json_parser_load_from_data (parser, data, (gssize) size, &parse_error))
    {
      fail (error, parse_error->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      fail (error, "an object is wanted");
      return NULL;
    }

  self = run_file_new ();
  if (!read_header (self, json_node_get_object (root), error)
      || !read_answers (self, json_node_get_object (root), error))
    return NULL;

  return g_steal_pointer (&self);
}

/** hato_run_file_new_from_file: (transfer full) (nullable): the recorded run in the file at @path. */
HatoRunFile *
hato_run_file_new_from_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GBytes) bytes = NULL;

  if (stream != NULL) /* one byte more than is taken: what is too big is seen to be */
    bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), FILE_SIZE_MAX + 1, NULL, error);
  return bytes != NULL ? hato_run_file_new_from_bytes (bytes, error) : NULL;
}

HatoRunFile *
hato_run_file_ref (HatoRunFile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
run_file_clear (gpointer data)
{
  HatoRunFile *self = data;

  g_hash_table_unref (self->table);
  g_ptr_array_unref (self->answers);
  g_strfreev (self->servers);
  g_strfreev (self->name_servers);
}

void
hato_run_file_unref (HatoRunFile *self)
{
  g_atomic_rc_box_release_full (self, run_file_clear);
}

/** hato_run_file_answer: (transfer full): what the recorded run was told; a question that it did not ask has failed. */
HatoEvidence *
hato_run_file_answer (const HatoRunFile *self, HatoQuestion *question)
{
  HatoEvidence *evidence = g_hash_table_lookup (self->table, question);

  if (evidence != NULL)
    return hato_evidence_ref (evidence);

  evidence = hato_evidence_new_failure (question, "none", "not_recorded");
  evidence->time = self->started;
  return evidence;
}

/** hato_run_file_has_sessions: whether conversations were recorded; in a run of before them, or without them, there are none. */
gboolean
hato_run_file_has_sessions (const HatoRunFile *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    if (((const HatoEvidence *) g_ptr_array_index (self->answers, i))->question->kind
        == HATO_QUESTION_SESSION)
      return TRUE;

  return FALSE;
}
