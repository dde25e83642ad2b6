/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/zone-node.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/cursor.h"
#include "net/json-member.h"

#define RECORDS_MAX     1000u
#define STRINGS_MAX     1000u
#define TYPES_MAX       1000u
#define SERVERS_MAX     64u
#define NAME_LENGTH_MAX 1024u /* 255 octets, each written \DDD */
#define TTL_USUAL       300u
#define TTL_MAX         G_MAXINT32         /* RFC 2181 §8 */
#define NUL_STAND_IN    "\364\217\277\277" /* see zone.c */
#define SOA_FIELDS      7u

static const struct
{
  const char *name;
  int rcode;
} rcodes[] = {
  { "NOERROR", HATO_RCODE_NOERROR },   { "FORMERR", HATO_RCODE_FORMERR },
  { "SERVFAIL", HATO_RCODE_SERVFAIL }, { "NXDOMAIN", HATO_RCODE_NXDOMAIN },
  { "NOTIMP", HATO_RCODE_NOTIMP },     { "REFUSED", HATO_RCODE_REFUSED },
};

HatoZoneNode *
hato_zone_node_new (void)
{
  HatoZoneNode *self = g_new0 (HatoZoneNode, 1);

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_dns_record_free);
  self->absent = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->timeouts = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->rcode = -1;
  self->negative_ttl = -1;
  return self;
}

void
hato_zone_node_free (HatoZoneNode *self)
{
  g_free (self->policy);
  g_ptr_array_unref (self->records);
  g_array_unref (self->absent);
  g_array_unref (self->timeouts);
  g_clear_pointer (&self->servers, g_hash_table_unref);
  g_free (self);
}

/**
 * hato_zone_node_fold_name:
 *
 * Returns: (transfer full) (nullable): the name in lower case without its final dot; NULL where it is longer than any name
 */
char *
hato_zone_node_fold_name (const char *name)
{
  gsize length = strlen (name);

  if (length > NAME_LENGTH_MAX)
    return NULL;
  if (length > 0 && name[length - 1] == '.')
    length--;
  return g_ascii_strdown (name, (gssize) length);
}

/* ---- records; each function says what is wrong, or nothing ---- */

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

static const char *
read_strings (HatoDnsRecord *record, JsonObject *object)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  JsonArray *array = NULL;

  if (!hato_json_take_array (object, "strings", &array) || array == NULL)
    return "a TXT record needs \"strings\", a list";
  if (json_array_get_length (array) > STRINGS_MAX)
    return "\"strings\" are too many";

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return "\"strings\" holds something else than strings";
      g_ptr_array_add (strings, show_nul (json_node_get_string (element)));
    }
  hato_dns_record_set_strings (record, (const GBytes *const *) strings->pdata, strings->len);
  return NULL;
}

static const char *
read_address (HatoDnsRecord *record, JsonObject *object)
{
  const char *address = NULL;
  guint8 bytes[16];

  if (!hato_json_take_string (object, "address", &address) || address == NULL
      || inet_pton (record->type == HATO_DNS_A ? AF_INET : AF_INET6, address, bytes) != 1)
    return "an A or AAAA record needs \"address\", an IP address";

  record->size = record->type == HATO_DNS_A ? 4 : 16;
  record->bytes = g_memdup2 (bytes, record->size);
  return NULL;
}

/* Odd bytes are written as in names off the wire, so that the text stays printable (RFC 1035 §5.1). */
static char *
escape_name (const char *name)
{
  GString *escaped = g_string_new (NULL);

  for (const char *at = name; *at != '\0'; at++)
    if (*at > 0x20 && *at < 0x7f)
      g_string_append_c (escaped, *at);
    else
      g_string_append_printf (escaped, "\\%03u", (guint8) *at);
  return g_string_free (escaped, FALSE);
}

static const char *
read_target (HatoDnsRecord *record, JsonObject *object)
{
  const char *member = record->type == HATO_DNS_MX ? "exchange" : "target", *target = NULL;
  g_autofree char *folded = NULL;
  gint64 preference = 0;

  if (!hato_json_take_string (object, member, &target))
    return "\"target\" or \"exchange\" is no name";
  if (target == NULL && (!hato_json_take_string (object, "data", &target) || target == NULL))
    return "a record has no target";
  if (!hato_json_take_integer (object, "preference", G_MAXUINT16, &preference))
    return "\"preference\" is no number from 0 to 65535";
  folded = hato_zone_node_fold_name (target);
  if (folded == NULL)
    return "a target is longer than any name";

  record->preference = (guint16) preference;
  record->target = escape_name (folded);
  return NULL;
}

/* RFC 1035 §3.3.13: seven fields, of which the first and the last are of use here. */
static const char *
read_soa (HatoZoneNode *self, HatoDnsRecord *record, const char *data)
{
  HatoCursor cursor;
  guint64 number = 0;
  g_autofree char *primary = NULL;

  hato_cursor_init (&cursor, data, strlen (data));
  for (guint field = 0; field < SOA_FIELDS; field++)
    {
      gsize start;

      hato_cursor_take_any_of (&cursor, " \t");
      start = cursor.position;
      if (field < 2)
        hato_cursor_take_until_any_of (&cursor, " \t");
      else if (!hato_cursor_take_decimal (&cursor, G_MAXUINT32, &number))
        return "an SOA record's \"data\" is two names and five numbers";
      if (field == 0)
        primary = hato_cursor_dup_range (&cursor, start, cursor.position);
    }
  hato_cursor_take_any_of (&cursor, " \t");
  if (!hato_cursor_at_end (&cursor))
    return "an SOA record's \"data\" goes on behind its end";

  record->target = hato_zone_node_fold_name (primary);
  if (record->target == NULL)
    return "a target is longer than any name";
  self->negative_ttl = MIN (record->ttl, (gint64) number);
  return NULL;
}

/* Types that the program does not read field by field keep their text form. */
static const char *
read_data (HatoZoneNode *self, HatoDnsRecord *record, JsonObject *object)
{
  const char *data = NULL;

  if (!hato_json_take_string (object, "data", &data) || data == NULL)
    return "a record of this type needs \"data\", its text form";
  for (const char *at = data; *at != '\0'; at++)
    if (!g_ascii_isprint (*at))
      return "\"data\" has characters that are not ASCII";

  record->text = g_strdup (data);
  return record->type == HATO_DNS_SOA ? read_soa (self, record, data) : NULL;
}

static const char *
read_record (HatoZoneNode *self, JsonObject *object)
{
  const char *type_name = NULL, *wrong = NULL;
  g_autoptr (HatoDnsRecord) record = NULL;
  gboolean absent = FALSE;
  gint64 ttl = TTL_USUAL;
  guint16 type;

  if (!hato_json_take_string (object, "type", &type_name) || type_name == NULL
      || !hato_dns_type_from_string (type_name, &type))
    return "no known \"type\"";
  if (!hato_json_take_boolean (object, "absent", &absent))
    return "\"absent\" is neither true nor false";
  if (absent)
    {
      g_array_append_val (self->absent, type);
      return NULL;
    }
  if (!hato_json_take_integer (object, "ttl", TTL_MAX, &ttl))
    return "\"ttl\" is no number of seconds";

  record = hato_dns_record_new (type, (guint32) ttl);
  if (type == HATO_DNS_TXT || type == HATO_DNS_SPF)
    wrong = read_strings (record, object);
  else if (type == HATO_DNS_A || type == HATO_DNS_AAAA)
    wrong = read_address (record, object);
  else if (type == HATO_DNS_MX || type == HATO_DNS_CNAME || type == HATO_DNS_PTR
           || type == HATO_DNS_NS)
    wrong = read_target (record, object);
  else
    wrong = read_data (self, record, object);
  if (wrong != NULL)
    return wrong;

  hato_dns_record_finish (record);
  g_ptr_array_add (self->records, g_steal_pointer (&record));
  return NULL;
}

static const char *
read_records (HatoZoneNode *self, JsonObject *object, guint *record_number)
{
  JsonArray *array = NULL;

  if (!hato_json_take_array (object, "records", &array))
    return "\"records\" is no list";
  if (array == NULL)
    return NULL;
  if (json_array_get_length (array) > RECORDS_MAX)
    return "too many records";

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *wrong = JSON_NODE_HOLDS_OBJECT (element)
                              ? read_record (self, json_node_get_object (element))
                              : "a record is no object";

      *record_number = i + 1;
      if (wrong != NULL)
        return wrong;
    }
  *record_number = 0;
  return NULL;
}

static const char *
read_timeout (HatoZoneNode *self, JsonObject *object)
{
  JsonArray *array = NULL;

  if (!hato_json_take_boolean (object, "timeout_other_types", &self->timeout_other_types))
    return "\"timeout_other_types\" is neither true nor false";
  if (hato_json_take_boolean (object, "timeout", &self->timeout))
    return NULL;
  if (!hato_json_take_array (object, "timeout", &array))
    return "\"timeout\" is neither true nor false nor a list of types";
  if (json_array_get_length (array) > TYPES_MAX)
    return "\"timeout\" is too long a list";

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      guint16 type;

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING
          || !hato_dns_type_from_string (json_node_get_string (element), &type))
        return "\"timeout\" names no known type";
      g_array_append_val (self->timeouts, type);
    }
  return NULL;
}

static const char *
read_rcode (HatoZoneNode *self, JsonObject *object)
{
  const char *rcode = NULL;

  if (!hato_json_take_string (object, "rcode", &rcode))
    return "\"rcode\" is no word";
  if (rcode == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rcodes); i++)
    if (strcmp (rcodes[i].name, rcode) == 0)
      {
        self->rcode = rcodes[i].rcode;
        return NULL;
      }
  return "\"rcode\" is not known";
}

/* What the name's own object says, its servers apart. */
static const char *
read_object (HatoZoneNode *self, JsonObject *object, guint *record_number)
{
  const char *policy = NULL;
  const char *wrong;

  if (!hato_json_take_boolean (object, "ad", &self->ad))
    return "\"ad\" is neither true nor false";
  if (!hato_json_take_string (object, "policy", &policy))
    return "\"policy\" is no text";
  self->policy = g_strdup (policy);
  wrong = read_records (self, object, record_number);
  if (wrong == NULL)
    wrong = read_timeout (self, object);
  return wrong != NULL ? wrong : read_rcode (self, object);
}

/* One of the servers that are asked directly. */
static const char *
read_server (HatoZoneNode *self, const char *address, JsonNode *value, guint *record_number)
{
  g_autoptr (HatoZoneNode) server = hato_zone_node_new ();
  gboolean authoritative = TRUE;
  const char *wrong;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return "a server is no object";
  if (!hato_json_take_boolean (json_node_get_object (value), "aa", &authoritative))
    return "\"aa\" is neither true nor false";
  wrong = read_object (server, json_node_get_object (value), record_number);
  if (wrong != NULL)
    return wrong;

  server->not_authoritative = !authoritative;
  g_hash_table_insert (self->servers, g_strdup (address), g_steal_pointer (&server));
  return NULL;
}

static const char *
read_servers (HatoZoneNode *self, JsonObject *object, guint *record_number)
{
  JsonNode *node = json_object_get_member (object, "servers");
  JsonObjectIter iter;
  const char *address;
  JsonNode *value;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node)
      || json_object_get_size (json_node_get_object (node)) > SERVERS_MAX)
    return "\"servers\" is no object with addresses, or too long";

  self->servers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) hato_zone_node_free);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &address, &value))
    {
      const char *wrong = read_server (self, address, value, record_number);

      if (wrong != NULL)
        return wrong;
    }
  return NULL;
}

/**
 * hato_zone_node_read:
 * @self: new; filled here
 * @value: what the file has under a name; unknown members are passed over
 * @record_number: (out): where a record is wrong, which (from 1); else 0
 *
 * Beside the members of the contract there is "servers": {"192.0.2.53": {…}}: what the server of that address answers about this
 * name if it is asked directly, where that is not what all answer. Its object has the members of a name; as in an overlay, what
 * it does not list is answered as by all. A failure ("timeout": true, an "rcode") holds for the names below too; "aa": false
 * answers without authority.
 *
 * Returns: (nullable): what is wrong, a static text; NULL where all is well
 */
const char *
hato_zone_node_read (HatoZoneNode *self, JsonNode *value, guint *record_number)
{
  const char *wrong;

  *record_number = 0;
  if (!JSON_NODE_HOLDS_OBJECT (value))
    return "no object";

  wrong = read_object (self, json_node_get_object (value), record_number);
  return wrong != NULL ? wrong : read_servers (self, json_node_get_object (value), record_number);
}

static gboolean
has_type (const GArray *types, guint16 type)
{
  for (guint i = 0; i < types->len; i++)
    if (g_array_index (types, guint16, i) == type)
      return TRUE;

  return FALSE;
}

/** hato_zone_node_find: (nullable): the first record of @type at this name. */
const HatoDnsRecord *
hato_zone_node_find (const HatoZoneNode *self, guint16 type)
{
  for (guint i = 0; i < self->records->len; i++)
    if (((const HatoDnsRecord *) g_ptr_array_index (self->records, i))->type == type)
      return g_ptr_array_index (self->records, i);

  return NULL;
}

/** hato_zone_node_is_silent: whether a question for @type times out at this name, whatever stands there. */
gboolean
hato_zone_node_is_silent (const HatoZoneNode *self, guint16 type)
{
  return self->timeout || has_type (self->timeouts, type);
}

/** hato_zone_node_fails: whether no question is answered at this name, whatever its type. */
gboolean
hato_zone_node_fails (const HatoZoneNode *self)
{
  return self->timeout
         || (self->rcode >= 0 && self->rcode != HATO_RCODE_NOERROR
             && self->rcode != HATO_RCODE_NXDOMAIN);
}

/** hato_zone_node_lists: whether the file says what there is of @type at this name: records, their absence, or a failure. */
gboolean
hato_zone_node_lists (const HatoZoneNode *self, guint16 type)
{
  return hato_zone_node_is_silent (self, type) || self->rcode >= 0 || has_type (self->absent, type)
         || hato_zone_node_find (self, type) != NULL
         || hato_zone_node_find (self, HATO_DNS_CNAME) != NULL;
}
