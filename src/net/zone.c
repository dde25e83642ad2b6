/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/zone.h"

#include <string.h>

#include "base/error.h"
#include "base/json-limits.h"
#include "net/zone-node.h"

#define HTTP_OK       200u /* RFC 9110 §15.3.1 */
#define FILE_SIZE_MAX (16u * 1024 * 1024)
#define DEPTH_MAX     16u /* a record's string stands five deep; unknown members may be deeper */
#define VALUES_MAX    500000u
#define NAMES_MAX     20000u
#define CHAIN_MAX     8u
#define SHOWN_MAX     253u               /* of a name, in an error */
#define NUL_STAND_IN  "\364\217\277\277" /* U+10FFFF, which is no character */

struct _HatoZone
{
  GHashTable *nodes; /* (owned): name → HatoZoneNode */
  GHashTable *
      ancestors; /* (owned): set of names that have names below them (RFC 8020 §2): ends of the names in nodes */
};

G_DEFINE_BOXED_TYPE (HatoZone, hato_zone, hato_zone_ref, hato_zone_unref)

static gboolean
fail (GError **error, const char *name, guint record_number, const char *what)
{
  g_autofree char *start = g_strndup (name, SHOWN_MAX);
  g_autofree char *shown = g_strescape (start, NULL);

  if (record_number > 0)
    g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                 "zone file, name \"%s\", record %u: %s", shown, record_number, what);
  else
    g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "zone file, name \"%s\": %s", shown,
                 what);
  return FALSE;
}

/* GLib's JSON strings end at a NUL, and hostile records hold some: "\u0000" is read as a character that nobody uses. */
static char *
hide_nul (const char *json, gsize size)
{
  GString *hidden = g_string_sized_new (size);

  for (gsize at = 0; at < size; at++)
    {
      if (json[at] == '\\' && size - at >= 6 && strncmp (json + at, "\\u0000", 6) == 0)
        {
          g_string_append (hidden, NUL_STAND_IN);
          at += 5;
          continue;
        }
      g_string_append_c (hidden, json[at]);
      if (json[at] == '\\' && at + 1 < size)
        g_string_append_c (hidden, json[++at]);
    }
  return g_string_free (hidden, FALSE);
}

static void
add_ancestors (HatoZone *self, const char *name)
{
  for (const char *dot = strchr (name, '.'); dot != NULL; dot = strchr (dot + 1, '.'))
    if (!g_hash_table_add (self->ancestors, (char *) dot + 1))
      return; /* and all above it are there */
}

static gboolean
read_name (HatoZone *self, const char *name, JsonNode *value, GError **error)
{
  g_autoptr (HatoZoneNode) node = hato_zone_node_new ();
  g_autofree char *folded = hato_zone_node_fold_name (name);
  guint record_number;
  const char *wrong;

  if (folded == NULL)
    return fail (error, name, 0, "longer than any name");
  if (g_hash_table_contains (self->nodes, folded))
    return fail (error, name, 0, "given twice");
  wrong = hato_zone_node_read (node, value, &record_number);
  if (wrong != NULL)
    return fail (error, name, record_number, wrong);

  add_ancestors (self, folded);
  g_hash_table_insert (self->nodes, g_steal_pointer (&folded), g_steal_pointer (&node));
  return TRUE;
}

/**
 * hato_zone_new_from_bytes:
 * @bytes: a zone file
 *
 * Returns: (transfer full) (nullable): the zone, or NULL with an error that says what is wrong and where
 */
HatoZone *
hato_zone_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (HatoZone) self = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) parse_error = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *root, *value;
  g_autofree char *json = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size > FILE_SIZE_MAX)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_TOO_BIG, "zone file: more than %u bytes",
                   FILE_SIZE_MAX);
      return NULL;
    }
  if (!hato_json_within_limits ("zone file", data, size, DEPTH_MAX, VALUES_MAX, error))
    return NULL;
  json = hide_nul (data, size);
  if (!json_parser_load_from_data (parser, json, -1, &parse_error))
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "zone file: %s",
                   parse_error->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || json_object_get_size (json_node_get_object (root)) > NAMES_MAX)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "zone file: an object with names is wanted, and not too many");
      return NULL;
    }

  self = g_atomic_rc_box_new0 (HatoZone);
  self->nodes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) hato_zone_node_free);
  self->ancestors = g_hash_table_new (g_str_hash, g_str_equal);
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &value))
    if (!read_name (self, name, value, error))
      return NULL;

  return g_steal_pointer (&self);
}

/**
 * hato_zone_new_from_file:
 *
 * Returns: (transfer full) (nullable): the zone in the file at @path, which is read as far as a zone file may go
 */
HatoZone *
hato_zone_new_from_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GByteArray) contents = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  gssize got = stream != NULL ? 1 : -1;

  while (got > 0 && contents->len <= FILE_SIZE_MAX)
    {
      guint8 piece[16384];

      got = g_input_stream_read (G_INPUT_STREAM (stream), piece, sizeof piece, NULL, error);
      if (got > 0)
        g_byte_array_append (contents, piece, (guint) got);
    }
  if (got < 0)
    return NULL;

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&contents));
  return hato_zone_new_from_bytes (bytes, error);
}

HatoZone *
hato_zone_ref (HatoZone *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
zone_clear (gpointer data)
{
  HatoZone *self = data;

  g_hash_table_unref (self->ancestors);
  g_hash_table_unref (self->nodes);
}

void
hato_zone_unref (HatoZone *self)
{
  g_atomic_rc_box_release_full (self, zone_clear);
}

static gboolean
name_exists (const HatoZone *self, const char *name)
{
  return *name == '\0' || g_hash_table_contains (self->nodes, name)
         || g_hash_table_contains (self->ancestors, name);
}

/* The node that answers for @name: its own, or the wildcard at its closest encloser (RFC 4592 §3.3.1). */
static const HatoZoneNode *
find_node (const HatoZone *self, const char *name)
{
  const HatoZoneNode *node = g_hash_table_lookup (self->nodes, name);

  if (node != NULL || g_hash_table_contains (self->ancestors, name))
    return node;

  for (const char *dot = strchr (name, '.'); dot != NULL; dot = strchr (dot + 1, '.'))
    {
      g_autofree char *wildcard = g_strconcat ("*", dot, NULL);

      node = g_hash_table_lookup (self->nodes, wildcard);
      if (node != NULL || name_exists (self, dot + 1))
        return node;
    }
  return g_hash_table_lookup (self->nodes, "*");
}

static gboolean
take_records (HatoEvidence *evidence, const HatoZoneNode *node, guint16 type)
{
  for (guint i = 0; i < node->records->len; i++)
    if (((const HatoDnsRecord *) g_ptr_array_index (node->records, i))->type == type)
      hato_evidence_take_record (evidence,
                                 hato_dns_record_copy (g_ptr_array_index (node->records, i)));

  return evidence->records->len > 0;
}

/* RFC 2308 §5: how long the absence of something at @name lives, by the SOA record of its zone; 0 without one. */
static guint32
get_negative_ttl (const HatoZone *self, const char *name)
{
  while (name != NULL)
    {
      const HatoZoneNode *node = g_hash_table_lookup (self->nodes, name);
      const char *dot = strchr (name, '.');

      if (node != NULL && node->negative_ttl >= 0)
        return (guint32) node->negative_ttl;
      name = dot != NULL ? dot + 1 : NULL;
    }
  return 0;
}

/* Nothing of the kind at @name: the name is there, or not. */
static void
say_nothing_there (const HatoZone *self, const char *name, HatoEvidence *evidence)
{
  guint32 ttl = get_negative_ttl (self, name);

  if (evidence->rcode != HATO_RCODE_NOERROR && evidence->rcode != HATO_RCODE_NXDOMAIN)
    return;

  evidence->ttl = evidence->aliases->len > 0 ? MIN (evidence->ttl, ttl) : ttl;
  if (evidence->rcode == HATO_RCODE_NOERROR && find_node (self, name) == NULL
      && !name_exists (self, name))
    evidence->rcode = HATO_RCODE_NXDOMAIN;
}

/* What @node (nullable) says of @name. Returns the next name where an alias leads on. */
static const char *
answer_from_node (const HatoZone *self,
                  const HatoZoneNode *node,
                  const char *name,
                  HatoEvidence *evidence)
{
  const HatoDnsRecord *alias;
  guint16 type = evidence->question->type;

  evidence->ad = node != NULL && node->ad && (evidence->ad || evidence->aliases->len == 0);
  if (node != NULL && hato_zone_node_is_silent (node, type))
    evidence->failure = "timeout";
  else if (node != NULL && node->rcode >= 0)
    {
      evidence->rcode = (guint16) node->rcode;
      say_nothing_there (self, name, evidence);
    }
  else if (node == NULL || !take_records (evidence, node, type))
    {
      alias = node != NULL ? hato_zone_node_find (node, HATO_DNS_CNAME) : NULL;
      if (alias != NULL)
        {
          hato_evidence_take_alias (evidence, hato_dns_record_copy (alias));
          return alias->target;
        }
      if (node != NULL && node->timeout_other_types)
        evidence->failure = "timeout";
      else
        say_nothing_there (self, name, evidence);
    }
  return NULL;
}

/* The policy that the file has for the web server of that name; without one the server does not answer. */
static void
answer_policy (const HatoZone *self, HatoEvidence *evidence)
{
  const HatoZoneNode *node = g_hash_table_lookup (self->nodes, evidence->question->name);
  g_autofree char *url = hato_question_dup_url (evidence->question);

  if (node == NULL || node->policy == NULL)
    {
      evidence->failure = "network";
      return;
    }
  evidence->policy = hato_policy_body_new (url);
  evidence->policy->status = HTTP_OK;
  g_bytes_unref (evidence->policy->body);
  evidence->policy->body = g_bytes_new (node->policy, strlen (node->policy));
}

/* What the server that the question names answers instead of the rest of the file: about this name, or because it fails for a
 * name above. */
static const HatoZoneNode *
find_server_node (const HatoZone *self, const HatoQuestion *question)
{
  for (const char *name = question->name; name != NULL && *name != '\0';)
    {
      const HatoZoneNode *node = g_hash_table_lookup (self->nodes, name);
      const HatoZoneNode *server = node != NULL && node->servers != NULL
                                       ? g_hash_table_lookup (node->servers, question->server)
                                       : NULL;
      const char *dot = strchr (name, '.');

      if (server != NULL
          && (hato_zone_node_fails (server) || server->not_authoritative
              || (name == question->name && hato_zone_node_lists (server, question->type))))
        return server;
      name = dot != NULL ? dot + 1 : NULL;
    }
  return NULL;
}

/**
 * hato_zone_answer:
 * @question: with a server, it is answered as by that one, with authority
 * @clock: (nullable): what time the answer says it came
 *
 * Returns: (transfer full): what the file answers to @question
 */
HatoEvidence *
hato_zone_answer (const HatoZone *self, HatoQuestion *question, const HatoClock *clock)
{
  HatoEvidence *evidence = hato_evidence_new (question, "zone");
  const HatoZoneNode *server = question->server != NULL ? find_server_node (self, question) : NULL;
  const char *name = question->name;

  evidence->time = hato_clock_now (clock);
  if (question->kind == HATO_QUESTION_POLICY)
    {
      answer_policy (self, evidence);
      return evidence;
    }
  evidence->aa = question->server != NULL && (server == NULL || !server->not_authoritative);
  if (server != NULL
      && (hato_zone_node_fails (server) || hato_zone_node_lists (server, question->type)))
    name = answer_from_node (self, server, name, evidence);
  for (guint link = 0; name != NULL && link <= CHAIN_MAX; link++)
    name = answer_from_node (self, find_node (self, name), name, evidence);
  if (name != NULL)
    evidence->rcode = HATO_RCODE_SERVFAIL; /* a chain longer than any resolver follows */
  return evidence;
}

/** hato_zone_covers: whether the file, laid over other answers, has a say in @question: it lists that record set, or its absence. */
gboolean
hato_zone_covers (const HatoZone *self, const HatoQuestion *question)
{
  const HatoZoneNode *node = g_hash_table_lookup (self->nodes, question->name);

  if (question->kind == HATO_QUESTION_POLICY)
    return node != NULL && node->policy != NULL;

  return question->kind == HATO_QUESTION_DNS && node != NULL
         && hato_zone_node_lists (node, question->type);
}
