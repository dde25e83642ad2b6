/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/zone.h"

#include <arpa/inet.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/error.h"

#define FILE_SIZE_MAX (16u * 1024 * 1024)
#define NAMES_MAX     20000u
#define RECORDS_MAX   1000u /* at one name */
#define STRINGS_MAX   1000u
#define CHAIN_MAX     8u
#define TTL_USUAL     300
#define NUL_STAND_IN  "\364\217\277\277" /* U+10FFFF, which is no character */

/* What the file says about one name. */
typedef struct
{
  GPtrArray *records; /* (owned) (element-type HatoDnsRecord) */
  GArray *absent;     /* (owned) (element-type guint16): record sets that an overlay takes away */
  GArray *timeouts;   /* (owned) (element-type guint16): types that time out */
  gboolean timeout;   /* every type times out */
  gboolean timeout_other_types;
  gboolean ad;
  gint64 rcode; /* -1 = none given */
} Node;

struct _HatoZone
{
  GHashTable *nodes;     /* (owned): name → Node */
  GHashTable *ancestors; /* (owned): set of names that have names below them (RFC 8020 §2) */
};

G_DEFINE_BOXED_TYPE (HatoZone, hato_zone, hato_zone_ref, hato_zone_unref)

static const struct
{
  const char *name;
  gint64 rcode;
} rcodes[] = {
  { "NOERROR", HATO_RCODE_NOERROR },   { "FORMERR", HATO_RCODE_FORMERR },
  { "SERVFAIL", HATO_RCODE_SERVFAIL }, { "NXDOMAIN", HATO_RCODE_NXDOMAIN },
  { "NOTIMP", HATO_RCODE_NOTIMP },     { "REFUSED", HATO_RCODE_REFUSED },
};

static void
node_free (gpointer data)
{
  Node *node = data;

  g_ptr_array_unref (node->records);
  g_array_unref (node->absent);
  g_array_unref (node->timeouts);
  g_free (node);
}

static gboolean
fail (GError **error, const char *name, const char *what)
{
  g_autofree char *shown = g_strescape (name, NULL);

  g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "zone file, name \"%s\": %s", shown,
               what);
  return FALSE;
}

static char *
fold (const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strdown (name,
                          (gssize) (length > 0 && name[length - 1] == '.' ? length - 1 : length));
}

static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gint64
get_integer (JsonObject *object, const char *member, gint64 usual, gint64 max)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return usual;

  return CLAMP (json_node_get_int (node), 0, max);
}

static gboolean
get_boolean (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
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

static GBytes *
show_nul (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();

  for (const char *at = text; *at != '\0';)
    if (g_str_has_prefix (at, NUL_STAND_IN))
      {
        g_byte_array_append (bytes, (const guint8 *) "", 1);
        at += strlen (NUL_STAND_IN);
      }
    else
      g_byte_array_append (bytes, (const guint8 *) at++, 1);
  return g_byte_array_free_to_bytes (bytes);
}

static gboolean
read_strings (HatoDnsRecord *record, JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = json_object_get_member (object, "strings");
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, name, "a TXT record needs \"strings\", a list");

  array = json_node_get_array (node);
  for (guint i = 0; i < MIN (json_array_get_length (array), STRINGS_MAX); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return fail (error, name, "\"strings\" holds something else than strings");
      g_ptr_array_add (strings, show_nul (json_node_get_string (element)));
    }
  hato_dns_record_set_strings (record, (const GBytes *const *) strings->pdata, strings->len);
  return TRUE;
}

static gboolean
read_address (HatoDnsRecord *record, JsonObject *object, const char *name, GError **error)
{
  const char *address = get_string (object, "address");
  guint8 bytes[16];

  record->size = record->type == HATO_DNS_A ? 4 : 16;
  if (address == NULL
      || inet_pton (record->type == HATO_DNS_A ? AF_INET : AF_INET6, address, bytes) != 1)
    return fail (error, name, "an A or AAAA record needs \"address\", an IP address");

  record->bytes = g_memdup2 (bytes, record->size);
  return TRUE;
}

static gboolean
read_target (HatoDnsRecord *record, JsonObject *object, const char *name, GError **error)
{
  const char *target = get_string (object, record->type == HATO_DNS_MX ? "exchange" : "target");

  if (target == NULL)
    target = get_string (object, "data");
  if (target == NULL)
    return fail (error, name, "a record has no target");

  record->preference = (guint16) get_integer (object, "preference", 0, G_MAXUINT16);
  record->target = fold (target);
  return TRUE;
}

/* Types that the program does not read field by field keep their text form. */
static gboolean
read_data (HatoDnsRecord *record, JsonObject *object, const char *name, GError **error)
{
  const char *data = get_string (object, "data");

  if (data == NULL)
    return fail (error, name, "a record of this type needs \"data\", its text form");

  record->text = g_strdup (data);
  if (record->type == HATO_DNS_SOA)
    {
      g_autofree char *primary = g_strndup (data, strcspn (data, " "));

      record->target = fold (primary);
    }
  return TRUE;
}

static gboolean
read_record (Node *node, JsonObject *object, const char *name, GError **error)
{
  const char *type_name = get_string (object, "type");
  g_autoptr (HatoDnsRecord) record = NULL;
  guint16 type;
  gboolean good;

  if (type_name == NULL || !hato_dns_type_from_string (type_name, &type))
    return fail (error, name, "a record has no known \"type\"");
  if (get_boolean (object, "absent"))
    {
      g_array_append_val (node->absent, type);
      return TRUE;
    }

  record = hato_dns_record_new (type, (guint32) get_integer (object, "ttl", TTL_USUAL, G_MAXINT32));
  if (type == HATO_DNS_TXT || type == HATO_DNS_SPF)
    good = read_strings (record, object, name, error);
  else if (type == HATO_DNS_A || type == HATO_DNS_AAAA)
    good = read_address (record, object, name, error);
  else if (type == HATO_DNS_MX || type == HATO_DNS_CNAME || type == HATO_DNS_PTR
           || type == HATO_DNS_NS)
    good = read_target (record, object, name, error);
  else
    good = read_data (record, object, name, error);
  if (!good)
    return FALSE;

  hato_dns_record_finish (record);
  g_ptr_array_add (node->records, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
read_records (Node *node, JsonObject *object, const char *name, GError **error)
{
  JsonNode *records = json_object_get_member (object, "records");
  JsonArray *array;

  if (records == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (records))
    return fail (error, name, "\"records\" is no list");

  array = json_node_get_array (records);
  if (json_array_get_length (array) > RECORDS_MAX)
    return fail (error, name, "too many records");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return fail (error, name, "a record is no object");
      if (!read_record (node, json_node_get_object (element), name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_timeout (Node *node, JsonObject *object, const char *name, GError **error)
{
  JsonNode *timeout = json_object_get_member (object, "timeout");
  JsonArray *array;

  node->timeout_other_types = get_boolean (object, "timeout_other_types");
  if (timeout == NULL || !JSON_NODE_HOLDS_ARRAY (timeout))
    {
      node->timeout = get_boolean (object, "timeout");
      return TRUE;
    }

  array = json_node_get_array (timeout);
  for (guint i = 0; i < MIN (json_array_get_length (array), RECORDS_MAX); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      guint16 type;

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING
          || !hato_dns_type_from_string (json_node_get_string (element), &type))
        return fail (error, name, "\"timeout\" names no known type");
      g_array_append_val (node->timeouts, type);
    }
  return TRUE;
}

static gboolean
read_rcode (Node *node, JsonObject *object, const char *name, GError **error)
{
  const char *rcode = get_string (object, "rcode");

  if (rcode == NULL)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (rcodes); i++)
    if (strcmp (rcodes[i].name, rcode) == 0)
      {
        node->rcode = rcodes[i].rcode;
        return TRUE;
      }
  return fail (error, name, "\"rcode\" is not known");
}

static void
add_ancestors (HatoZone *self, const char *name)
{
  for (const char *dot = strchr (name, '.'); dot != NULL; dot = strchr (dot + 1, '.'))
    g_hash_table_add (self->ancestors, g_strdup (dot + 1));
}

static gboolean
read_name (HatoZone *self, const char *name, JsonNode *value, GError **error)
{
  Node *node;
  JsonObject *object;
  char *folded;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return fail (error, name, "no object");

  object = json_node_get_object (value);
  node = g_new0 (Node, 1);
  node->records = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_dns_record_free);
  node->absent = g_array_new (FALSE, FALSE, sizeof (guint16));
  node->timeouts = g_array_new (FALSE, FALSE, sizeof (guint16));
  node->rcode = -1;
  node->ad = get_boolean (object, "ad");
  folded = fold (name);
  add_ancestors (self, folded);
  g_hash_table_replace (self->nodes, folded, node);
  return read_records (node, object, name, error) && read_timeout (node, object, name, error)
         && read_rcode (node, object, name, error);
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
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, node_free);
  self->ancestors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &value))
    if (!read_name (self, name, value, error))
      return NULL;

  return g_steal_pointer (&self);
}

/** hato_zone_new_from_file: (transfer full) (nullable): the zone in the file at @path. */
HatoZone *
hato_zone_new_from_file (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return bytes != NULL ? hato_zone_new_from_bytes (bytes, error) : NULL;
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

  g_hash_table_unref (self->nodes);
  g_hash_table_unref (self->ancestors);
}

void
hato_zone_unref (HatoZone *self)
{
  g_atomic_rc_box_release_full (self, zone_clear);
}

static gboolean
name_exists (const HatoZone *self, const char *name)
{
  return g_hash_table_contains (self->nodes, name) || g_hash_table_contains (self->ancestors, name);
}

/* The node that answers for @name: its own, or the wildcard at its closest encloser (RFC 4592 §3.3.1). */
static const Node *
find_node (const HatoZone *self, const char *name)
{
  const Node *node = g_hash_table_lookup (self->nodes, name);

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
has_type (const GArray *types, guint16 type)
{
  for (guint i = 0; i < types->len; i++)
    if (g_array_index (types, guint16, i) == type)
      return TRUE;

  return FALSE;
}

static HatoDnsRecord *
copy_record (const HatoDnsRecord *record)
{
  HatoDnsRecord *copy = hato_dns_record_new (record->type, record->ttl);

  copy->preference = record->preference;
  copy->target = g_strdup (record->target);
  copy->size = record->size;
  copy->bytes = record->bytes != NULL
                    ? g_memdup2 (record->bytes, record->size + (record->ends != NULL ? 1 : 0))
                    : NULL;
  copy->ends = record->ends != NULL
                   ? g_memdup2 (record->ends, (record->n_strings + 1) * sizeof (gsize))
                   : NULL;
  copy->n_strings = record->n_strings;
  copy->text = g_strdup (record->text);
  return copy;
}

static gboolean
take_records (HatoEvidence *evidence, const Node *node, guint16 type)
{
  for (guint i = 0; i < node->records->len; i++)
    if (((const HatoDnsRecord *) g_ptr_array_index (node->records, i))->type == type)
      hato_evidence_take_record (evidence, copy_record (g_ptr_array_index (node->records, i)));

  return evidence->records->len > 0;
}

static const HatoDnsRecord *
find_alias (const Node *node)
{
  for (guint i = 0; i < node->records->len; i++)
    if (((const HatoDnsRecord *) g_ptr_array_index (node->records, i))->type == HATO_DNS_CNAME)
      return g_ptr_array_index (node->records, i);

  return NULL;
}

/**
 * hato_zone_answer:
 * @clock: (nullable): what time the answer says it came
 *
 * Returns: (transfer full): what the file answers to @question
 */
HatoEvidence *
hato_zone_answer (const HatoZone *self, HatoQuestion *question, const HatoClock *clock)
{
  HatoEvidence *evidence = hato_evidence_new (question, "zone");
  const char *name = question->name;

  evidence->time = hato_clock_now (clock);
  for (guint link = 0; link <= CHAIN_MAX; link++)
    {
      const Node *node = find_node (self, name);
      const HatoDnsRecord *alias;

      if (node == NULL)
        {
          evidence->rcode = name_exists (self, name) ? HATO_RCODE_NOERROR : HATO_RCODE_NXDOMAIN;
          return evidence;
        }
      evidence->ad = node->ad;
      if (node->timeout || has_type (node->timeouts, question->type))
        {
          evidence->failure = "timeout";
          return evidence;
        }
      if (node->rcode >= 0)
        {
          evidence->rcode = (guint16) node->rcode;
          return evidence;
        }
      if (take_records (evidence, node, question->type))
        return evidence;

      alias = find_alias (node);
      if (alias == NULL)
        {
          evidence->failure = node->timeout_other_types ? "timeout" : NULL;
          return evidence;
        }
      hato_evidence_take_alias (evidence, copy_record (alias));
      name = alias->target;
    }
  evidence->rcode = HATO_RCODE_SERVFAIL; /* a chain longer than any resolver follows */
  return evidence;
}

/** hato_zone_covers: whether the file, laid over other answers, has a say in @question: it lists that record set, or its absence. */
gboolean
hato_zone_covers (const HatoZone *self, const HatoQuestion *question)
{
  const Node *node = g_hash_table_lookup (self->nodes, question->name);

  if (node == NULL || question->kind != HATO_QUESTION_DNS)
    return FALSE;
  if (node->timeout || node->rcode >= 0 || has_type (node->absent, question->type)
      || has_type (node->timeouts, question->type) || find_alias (node) != NULL)
    return TRUE;

  for (guint i = 0; i < node->records->len; i++)
    if (((const HatoDnsRecord *) g_ptr_array_index (node->records, i))->type == question->type)
      return TRUE;
  return FALSE;
}
