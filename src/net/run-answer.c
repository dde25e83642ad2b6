/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/run-answer.h"

#include <string.h>

#include "base/base64.h"
#include "net/json-member.h"
#include "net/run-talk.h"

#define RECORDS_MAX     1000u
#define ALIASES_MAX     16u
#define STRINGS_MAX     1000u
#define BYTES_MAX       70000u /* a record of a DNS message, or an MTA-STS policy of 64 kB */
#define NAME_LENGTH_MAX 1024u  /* 255 octets, each written \DDD */
#define RCODE_MAX       4095   /* RFC 6891 §6.1.3 */

static const char *const kinds[] = {
  [HATO_QUESTION_DNS] = "dns",
  [HATO_QUESTION_POLICY] = "policy",
  [HATO_QUESTION_SESSION] = "session",
};

/* The words that evidence has as static texts. */
static const char *const transports[] = { "udp", "tcp", "https", "zone", "none" };
static const char *const failures[] = {
  "timeout",  "refused",    "network",      "budget",          "offline", "too_big",
  "protocol", "no_address", "not_recorded", "private_address", "tls",     "internal",
};

/* ---- writing ---- */

static void
set_nullable (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static void
set_bytes (JsonObject *object, const char *name, gconstpointer bytes, gsize size)
{
  g_autofree char *text = g_base64_encode (bytes, size);

  json_object_set_string_member (object, name, text);
}

/* A name that a macro made may have any octets. */
static void
set_name (JsonObject *object, const char *name)
{
  if (g_utf8_validate (name, -1, NULL))
    json_object_set_string_member (object, "name", name);
  else
    set_bytes (object, "name_bytes", name, strlen (name));
}

static JsonNode *
record_to_json (const HatoDnsRecord *record)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_int_member (object, "type", record->type);
  json_object_set_int_member (object, "ttl", record->ttl);
  if (record->preference != 0)
    json_object_set_int_member (object, "preference", record->preference);
  set_nullable (object, "target", record->target);
  if (record->bytes != NULL)
    set_bytes (object, "bytes", record->bytes, record->size);
  if (record->ends != NULL)
    {
      JsonArray *ends = json_array_new ();

      for (guint i = 0; i < record->n_strings; i++)
        json_array_add_int_element (ends, (gint64) record->ends[i]);
      json_object_set_array_member (object, "ends", ends);
    }
  else
    json_object_set_string_member (object, "text", record->text);
  return node;
}

static JsonArray *
records_to_json (const GPtrArray *records)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    json_array_add_element (array, record_to_json (g_ptr_array_index (records, i)));
  return array;
}

static JsonObject *
policy_to_json (const HatoPolicyBody *policy)
{
  JsonObject *object = json_object_new ();
  gsize size;
  gconstpointer body = g_bytes_get_data (policy->body, &size);
  g_autofree char *content_type =
      policy->content_type != NULL ? g_utf8_make_valid (policy->content_type, -1) : NULL;

  json_object_set_string_member (object, "url", policy->url);
  json_object_set_int_member (object, "status", policy->status);
  set_nullable (object, "content_type", content_type);
  set_nullable (object, "certificate", policy->certificate);
  set_bytes (object, "body", body, size);
  return object;
}

/** hato_run_answer_to_json: (transfer full): @evidence as it stands in a run file. */
JsonNode *
hato_run_answer_to_json (const HatoEvidence *evidence)
{
  const HatoQuestion *question = evidence->question;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_string_member (object, "kind", kinds[question->kind]);
  set_name (object, question->name);
  json_object_set_int_member (object, "type", question->type);
  set_nullable (object, "ask", question->server);
  json_object_set_int_member (object, "flags", question->flags);
  if (question->kind == HATO_QUESTION_SESSION)
    json_object_set_string_member (object, "protocol",
                                   hato_protocol_to_string (question->protocol));
  set_nullable (object, "failure", evidence->failure);
  json_object_set_string_member (object, "transport", evidence->transport);
  set_nullable (object, "server", evidence->server);
  json_object_set_int_member (object, "rcode", evidence->rcode);
  json_object_set_boolean_member (object, "aa", evidence->aa);
  json_object_set_boolean_member (object, "ad", evidence->ad);
  json_object_set_int_member (object, "ttl", evidence->ttl);
  json_object_set_int_member (object, "time", evidence->time);
  json_object_set_int_member (object, "duration", evidence->duration);
  json_object_set_array_member (object, "aliases", records_to_json (evidence->aliases));
  json_object_set_array_member (object, "records", records_to_json (evidence->records));
  if (evidence->policy != NULL)
    json_object_set_object_member (object, "policy", policy_to_json (evidence->policy));
  if (evidence->talk != NULL)
    json_object_set_object_member (object, "talk", hato_run_talk_to_json (evidence->talk));
  return node;
}

/* ---- reading: nothing that a file says is believed before it is looked at ---- */

static const char *
find_word (const char *const *words, gsize n_words, const char *word)
{
  for (gsize i = 0; i < n_words; i++)
    if (strcmp (words[i], word) == 0)
      return words[i];

  return NULL;
}

/* The bytes of a base64 text, or NULL. */
static GBytes *
take_bytes (JsonObject *object, const char *name)
{
  const char *text = NULL;
  gsize bad;

  if (!hato_json_take_string (object, name, &text) || text == NULL)
    return NULL;

  return hato_base64_decode (text, strlen (text), BYTES_MAX, &bad);
}

static gboolean
is_printable (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isprint (*at))
      return FALSE;

  return TRUE;
}

/* A text of several strings: where each ends, in order, the last at the end of all. */
static const char *
read_strings (HatoDnsRecord *record, JsonObject *object, GBytes *bytes)
{
  JsonNode *node = json_object_get_member (object, "ends");
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gsize start = 0;
  JsonArray *ends;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) > STRINGS_MAX)
    return "\"ends\" is no list, or too long";

  ends = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (ends); i++)
    {
      JsonNode *element = json_array_get_element (ends, i);
      gint64 end =
          JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_INT64
              ? json_node_get_int (element)
              : -1;

      if (end < (gint64) start || end > (gint64) g_bytes_get_size (bytes))
        return "\"ends\" does not go with \"bytes\"";
      g_ptr_array_add (strings, g_bytes_new_from_bytes (bytes, start, (gsize) end - start));
      start = (gsize) end;
    }
  if (start != g_bytes_get_size (bytes))
    return "\"ends\" does not go with \"bytes\"";

  hato_dns_record_set_strings (record, (const GBytes *const *) strings->pdata, strings->len);
  return NULL;
}

/* What a record of that type must have, since judges count on it. */
static const char *
read_data (HatoDnsRecord *record, JsonObject *object)
{
  g_autoptr (GBytes) bytes = take_bytes (object, "bytes");
  const char *target = NULL, *text = NULL;
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (!hato_json_take_string (object, "target", &target)
      || !hato_json_take_string (object, "text", &text))
    return "\"target\" and \"text\" are texts";
  if (target != NULL && (strlen (target) > NAME_LENGTH_MAX || !is_printable (target)))
    return "\"target\" is no name";
  if (text != NULL && !is_printable (text))
    return "\"text\" has characters that are not ASCII";

  record->target = g_strdup (target);
  switch (record->type)
    {
    case HATO_DNS_TXT:
    case HATO_DNS_SPF:
      return bytes != NULL ? read_strings (record, object, bytes) : "a text without \"bytes\"";
    case HATO_DNS_A:
    case HATO_DNS_AAAA:
      if (size != (record->type == HATO_DNS_A ? 4u : 16u))
        return "an address of another size";
      break;
    case HATO_DNS_MX:
    case HATO_DNS_CNAME:
    case HATO_DNS_NS:
    case HATO_DNS_PTR:
      return target != NULL ? NULL : "a record without \"target\"";
    default:
      if (text == NULL
          || ((record->type == HATO_DNS_SOA || record->type == HATO_DNS_SRV) && target == NULL))
        return "a record without \"text\" or \"target\"";
      record->text = g_strdup (text);
      break;
    }
  if (bytes != NULL)
    record->bytes = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  record->size = size;
  return NULL;
}

static HatoDnsRecord *
record_from_json (JsonNode *node, guint16 wanted, const char **wrong)
{
  g_autoptr (HatoDnsRecord) record = NULL;
  gint64 type = -1, ttl = 0, preference = 0;
  JsonObject *object;

  *wrong = "a record is no object";
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  object = json_node_get_object (node);
  *wrong = "a record of another type than was asked for, or a number that does not fit";
  if (!hato_json_take_integer (object, "type", G_MAXUINT16, &type) || type != wanted
      || !hato_json_take_integer (object, "ttl", G_MAXINT32, &ttl)
      || !hato_json_take_integer (object, "preference", G_MAXUINT16, &preference))
    return NULL;

  record = hato_dns_record_new ((guint16) type, (guint32) ttl);
  record->preference = (guint16) preference;
  *wrong = read_data (record, object);
  if (*wrong != NULL)
    return NULL;

  hato_dns_record_finish (record);
  return g_steal_pointer (&record);
}

static const char *
read_records (HatoEvidence *evidence, JsonObject *object, gboolean aliases)
{
  JsonNode *node = json_object_get_member (object, aliases ? "aliases" : "records");
  JsonArray *array;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) > (aliases ? ALIASES_MAX : RECORDS_MAX))
    return "\"records\" or \"aliases\" is no list, or too long";

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *wrong;
      HatoDnsRecord *record =
          record_from_json (json_array_get_element (array, i),
                            aliases ? HATO_DNS_CNAME : evidence->question->type, &wrong);

      if (record == NULL)
        return wrong;
      if (aliases)
        hato_evidence_take_alias (evidence, record);
      else
        hato_evidence_take_record (evidence, record);
    }
  return NULL;
}

static const char *
read_policy (HatoEvidence *evidence, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "policy");
  const char *url = NULL, *content_type = NULL, *certificate = NULL;
  gint64 status = 0;
  g_autoptr (GBytes) body = NULL;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node) || evidence->question->kind != HATO_QUESTION_POLICY)
    return "\"policy\" is no object, or nobody asked for it";

  object = json_node_get_object (node);
  body = take_bytes (object, "body");
  if (body == NULL || !hato_json_take_string (object, "url", &url) || url == NULL
      || !hato_json_take_string (object, "content_type", &content_type)
      || !hato_json_take_string (object, "certificate", &certificate)
      || !hato_json_take_integer (object, "status", 999, &status))
    return "a policy lacks \"url\" or \"body\", or a member is of another kind";

  evidence->policy = hato_policy_body_new (url);
  evidence->policy->status = (guint) status;
  evidence->policy->content_type = g_strdup (content_type);
  evidence->policy->certificate = g_strdup (certificate);
  g_bytes_unref (evidence->policy->body);
  evidence->policy->body = g_steal_pointer (&body);
  return NULL;
}

/* What was said in a conversation that somebody asked for. */
static const char *
read_talk (HatoEvidence *evidence, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "talk");
  const char *wrong = NULL;

  if (node == NULL)
    return evidence->question->kind == HATO_QUESTION_SESSION && evidence->failure == NULL
               ? "a conversation without \"talk\""
               : NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node) || evidence->question->kind != HATO_QUESTION_SESSION)
    return "\"talk\" is no object, or nobody asked for it";

  evidence->talk = hato_run_talk_from_json (json_node_get_object (node), &wrong);
  return wrong;
}

/* The flags that a question of that kind may have. */
static gint64
get_flags (const char *kind)
{
  return strcmp (kind, kinds[HATO_QUESTION_SESSION]) == 0
             ? HATO_QUESTION_OLD_TLS | HATO_QUESTION_GREETING | HATO_QUESTION_FOLLOWING
             : HATO_QUESTION_AGAIN | HATO_QUESTION_CHECKING_DISABLED;
}

static HatoQuestion *
make_question (const char *kind,
               const char *name,
               guint16 type,
               const char *ask,
               const char *protocol,
               HatoQuestionFlags flags)
{
  HatoProtocol spoken;

  if (strcmp (kind, kinds[HATO_QUESTION_SESSION]) == 0)
    return ask != NULL && protocol != NULL && hato_protocol_from_string (protocol, &spoken)
               ? hato_question_new_session (name, ask, type, spoken, flags)
               : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i], kind) == 0)
      return hato_question_new ((HatoQuestionKind) i, name, type, ask, flags);

  return NULL;
}

static HatoQuestion *
read_question (JsonObject *object)
{
  const char *kind = "dns", *name = NULL, *ask = NULL, *protocol = NULL;
  gint64 type = 0, flags = 0;
  g_autoptr (GBytes) name_bytes = NULL;
  g_autofree char *copy = NULL;

  if (!hato_json_take_string (object, "kind", &kind)
      || !hato_json_take_string (object, "name", &name)
      || !hato_json_take_string (object, "ask", &ask)
      || !hato_json_take_string (object, "protocol", &protocol)
      || !hato_json_take_integer (object, "type", G_MAXUINT16, &type)
      || !hato_json_take_integer (object, "flags", get_flags (kind), &flags)
      || (flags & ~get_flags (kind)) != 0)
    return NULL;

  name_bytes = take_bytes (object, "name_bytes");
  if (name_bytes != NULL)
    copy = g_strndup (g_bytes_get_data (name_bytes, NULL), g_bytes_get_size (name_bytes));
  else
    copy = g_strdup (name);
  if (copy == NULL || strlen (copy) > NAME_LENGTH_MAX)
    return NULL;
  return make_question (kind, copy, (guint16) type, ask, protocol, (HatoQuestionFlags) flags);
}

static const char *
read_evidence (HatoEvidence *evidence, JsonObject *object, gint64 time_max)
{
  const char *server = NULL, *wrong;
  gint64 rcode = 0, ttl = 0;

  if (!hato_json_take_string (object, "server", &server)
      || !hato_json_take_integer (object, "rcode", RCODE_MAX, &rcode)
      || !hato_json_take_boolean (object, "aa", &evidence->aa)
      || !hato_json_take_boolean (object, "ad", &evidence->ad)
      || !hato_json_take_integer (object, "ttl", G_MAXINT32, &ttl)
      || !hato_json_take_integer (object, "time", time_max, &evidence->time)
      || !hato_json_take_integer (object, "duration", time_max, &evidence->duration))
    return "a member is of another kind, or a number does not fit";
  wrong = read_records (evidence, object, TRUE);
  if (wrong == NULL)
    wrong = read_records (evidence, object, FALSE);
  if (wrong == NULL)
    wrong = read_policy (evidence, object);
  if (wrong == NULL)
    wrong = read_talk (evidence, object);

  evidence->server = g_strdup (server);
  evidence->rcode = (guint16) rcode;
  evidence->ttl = (guint32) ttl;
  return wrong;
}

/**
 * hato_run_answer_from_json:
 * @time_max: microseconds since 1970
 * @wrong: (out): where there is no evidence: what is wrong, a static text
 *
 * Returns: (transfer full) (nullable): the evidence; what judges count on holds for it, whoever wrote the file
 */
HatoEvidence *
hato_run_answer_from_json (JsonNode *node, gint64 time_max, const char **wrong)
{
  g_autoptr (HatoQuestion) question = NULL;
  g_autoptr (HatoEvidence) evidence = NULL;
  const char *transport = "none", *failure = NULL;
  JsonObject *object;

  *wrong = "is no object";
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  object = json_node_get_object (node);
  *wrong = "has no question";
  question = read_question (object);
  if (question == NULL)
    return NULL;

  *wrong = "\"transport\" or \"failure\" is no known word";
  if (!hato_json_take_string (object, "transport", &transport)
      || !hato_json_take_string (object, "failure", &failure))
    return NULL;
  transport = find_word (transports, G_N_ELEMENTS (transports), transport);
  if (transport == NULL)
    return NULL;

  evidence = hato_evidence_new (question, transport);
  if (failure != NULL)
    {
      evidence->failure = find_word (failures, G_N_ELEMENTS (failures), failure);
      if (evidence->failure == NULL)
        return NULL;
    }
  *wrong = read_evidence (evidence, object, time_max);
  return *wrong == NULL ? g_steal_pointer (&evidence) : NULL;
}
