/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checkup read back from its JSON (contract, "checkup JSON"). Whoever hands the file over may have changed it: codes and facts
 * are taken from it, never a sentence. */
#include "config.h"

#include "report/checkup-file.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/address.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "base/json-limits.h"
#include "findings/wording.h"
#include "net/json-member.h"
#include "report/record-text.h"

#define SCHEMA        1
#define DEPTH_MAX     140u /* a tree of SPF terms is the deepest */
#define VALUES_MAX    400000u
#define FINDINGS_MAX  1000u
#define EVIDENCE_MAX  4000u
#define ANSWERS_MAX   200u
#define ARGUMENTS_MAX 50u
#define SENDERS_MAX   100u
#define TEXT_MAX      16384u /* bytes */
#define TTL_MAX       G_MAXINT32
#define ALIAS         "CNAME "

/* Returns: NULL, always */
static gpointer
fail (const char *what, GError **error)
{
  g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "checkup file: %s", what);
  return NULL;
}

static gboolean
read_level (const char *name, HatoLevel *level)
{
  for (HatoLevel i = HATO_LEVEL_PROBLEM; i <= HATO_LEVEL_NOT_APPLICABLE; i++)
    if (g_strcmp0 (hato_level_to_string (i), name) == 0)
      {
        *level = i;
        return TRUE;
      }
  return FALSE;
}

/* (transfer full) (nullable) */
static char *
dup_bounded (const char *text)
{
  g_autofree char *cut = text != NULL ? g_strndup (text, TEXT_MAX) : NULL;

  return cut != NULL ? g_utf8_make_valid (cut, -1) : NULL;
}

static void
read_arguments (JsonObject *object, HatoFinding *finding)
{
  JsonNode *node = json_object_get_member (object, "arguments");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  guint count = 0;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value) && count++ < ARGUMENTS_MAX)
    {
      if (!JSON_NODE_HOLDS_VALUE (value))
        continue;
      if (json_node_get_value_type (value) == G_TYPE_STRING)
        {
          g_autofree char *text = dup_bounded (json_node_get_string (value));

          hato_finding_add_argument (finding, name, text);
        }
      else if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
        hato_finding_add_boolean (finding, name, json_node_get_boolean (value));
    }
}

static void
finding_free (gpointer data)
{
  if (data != NULL)
    hato_finding_unref (data);
}

/* A finding of a code that this program knows; (nullable): of a later program: left out. */
static HatoFinding *
read_finding (JsonNode *node, GError **error)
{
  const char *code = NULL, *level_name = NULL, *subject = "";
  g_autofree char *bounded = NULL;
  JsonObject *object;
  HatoFinding *finding;
  HatoLevel level;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail ("a finding is an object", error);

  object = json_node_get_object (node);
  if (!hato_json_take_string (object, "code", &code)
      || !hato_json_take_string (object, "level", &level_name)
      || !hato_json_take_string (object, "subject", &subject) || code == NULL
      || !read_level (level_name, &level))
    return fail ("a finding has code, level and subject", error);
  if (hato_wording_find (code) == NULL)
    return NULL;

  bounded = dup_bounded (subject);
  finding = hato_finding_new (code, level, bounded);
  read_arguments (object, finding);
  return finding;
}

/* ---- answers ---- */

/* FALSE: it is none, or longer than a record can be: the answer would say something else without it */
static gboolean
read_answer (const char *text, HatoEvidence *evidence)
{
  gboolean is_alias = g_str_has_prefix (text, ALIAS);
  HatoDnsRecord *record = NULL;

  if (strlen (text) <= TEXT_MAX)
    record = is_alias ? hato_record_text_read (HATO_DNS_CNAME, evidence->ttl, text + strlen (ALIAS))
                      : hato_record_text_read (evidence->question->type, evidence->ttl, text);
  if (record == NULL)
    return FALSE;

  if (is_alias)
    hato_evidence_take_alias (evidence, record);
  else
    hato_evidence_take_record (evidence, record);
  return TRUE;
}

static gboolean
read_answers (JsonObject *object, HatoEvidence *evidence)
{
  JsonArray *answers = NULL;

  if (!hato_json_take_array (object, "answers", &answers) || answers == NULL
      || json_array_get_length (answers) > ANSWERS_MAX)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (answers); i++)
    {
      JsonNode *node = json_array_get_element (answers, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
          || !read_answer (json_node_get_string (node), evidence))
        return FALSE;
    }
  return TRUE;
}

/* (nullable): the line's own answer to a question of DNS: what others said, and failures, show no change */
static HatoEvidence *
read_evidence (JsonNode *node)
{
  const char *kind = NULL, *name = NULL, *type_name = NULL, *rcode = NULL;
  gboolean authoritative = FALSE, again = FALSE;
  g_autoptr (HatoQuestion) question = NULL;
  g_autoptr (HatoEvidence) evidence = NULL;
  gint64 ttl = 0;
  JsonObject *object;
  guint16 type;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  if (!hato_json_take_string (object, "kind", &kind) || g_strcmp0 (kind, "dns") != 0
      || !hato_json_take_string (object, "name", &name) || name == NULL
      || !hato_json_take_string (object, "type", &type_name) || type_name == NULL
      || !hato_json_take_boolean (object, "authoritative", &authoritative) || authoritative
      || !hato_json_take_boolean (object, "again", &again) || again
      || !hato_json_take_integer (object, "ttl", TTL_MAX, &ttl)
      || !hato_dns_type_from_string (type_name, &type))
    return NULL;

  /* A failure has no rcode, and null is no string. */
  if (!hato_json_take_string (object, "rcode", &rcode)
      || (g_strcmp0 (rcode, "NOERROR") != 0 && g_strcmp0 (rcode, "NXDOMAIN") != 0)
      || strlen (name) > TEXT_MAX)
    return NULL;

  question = hato_question_new_dns (name, type);
  evidence = hato_evidence_new (question, "none");
  evidence->ttl = (guint32) ttl;
  evidence->rcode = strcmp (rcode, "NXDOMAIN") == 0 ? HATO_RCODE_NXDOMAIN : HATO_RCODE_NOERROR;
  return read_answers (object, evidence) ? g_steal_pointer (&evidence) : NULL;
}

/* ---- the whole ---- */

/* What is no address was masked. */
static void
read_sending_ips (JsonObject *object, HatoSubject *subject)
{
  JsonArray *array = NULL;

  if (!hato_json_take_array (object, "sending_ips", &array) || array == NULL)
    return;
  for (guint i = 0; i < MIN (json_array_get_length (array), SENDERS_MAX); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      HatoAddress address;

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
          && hato_address_parse (json_node_get_string (node), &address))
        hato_subject_add_sending_ip (subject, json_node_get_string (node));
    }
}

/* (element-type HatoFinding): NULL in the place of one that is not known */
static GPtrArray *
read_findings (JsonArray *array, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (finding_free);

  for (guint i = 0; i < MIN (json_array_get_length (array), FINDINGS_MAX); i++)
    {
      g_autoptr (GError) own_error = NULL;

      g_ptr_array_add (findings, read_finding (json_array_get_element (array, i), &own_error));
      if (own_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&own_error));
          return NULL;
        }
    }
  return g_steal_pointer (&findings);
}

/* One row; (nullable): where none of its findings is known */
static HatoItem *
read_item (JsonNode *node, const GPtrArray *findings)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  JsonArray *indices = NULL;
  const char *id = NULL;
  g_autofree char *bounded = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node)
      || !hato_json_take_string (json_node_get_object (node), "id", &id) || id == NULL
      || !hato_json_take_array (json_node_get_object (node), "findings", &indices)
      || indices == NULL)
    return NULL;
  for (guint i = 0; i < MIN (json_array_get_length (indices), FINDINGS_MAX); i++)
    {
      JsonNode *index = json_array_get_element (indices, i);
      gint64 number = JSON_NODE_HOLDS_VALUE (index) ? json_node_get_int (index) : -1;

      if (number >= 0 && number < findings->len
          && g_ptr_array_index (findings, (guint) number) != NULL)
        g_ptr_array_add (own, g_ptr_array_index (findings, (guint) number));
    }
  bounded = dup_bounded (id);
  return own->len > 0 ? hato_item_new (bounded, own) : NULL;
}

static GPtrArray *
read_items (JsonArray *array, const GPtrArray *findings)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);

  for (guint i = 0; i < MIN (json_array_get_length (array), FINDINGS_MAX); i++)
    {
      HatoItem *item = read_item (json_array_get_element (array, i), findings);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

static GPtrArray *
read_all_evidence (JsonArray *array)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), EVIDENCE_MAX); i++)
    {
      HatoEvidence *evidence = read_evidence (json_array_get_element (array, i));

      if (evidence != NULL)
        g_ptr_array_add (all, evidence);
    }
  return all;
}

static HatoCheckup *
read_checkup (JsonObject *root, GError **error)
{
  JsonNode *subject_node = json_object_get_member (root, "subject");
  const char *name = NULL, *started = NULL;
  gint64 schema = 0;
  JsonArray *found = NULL, *rows = NULL, *evidence = NULL;
  g_autoptr (HatoDomainName) domain = NULL;
  g_autoptr (HatoSubject) subject = NULL;
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GPtrArray) findings = NULL, items = NULL, answers = NULL;
  HatoStatistics statistics = { 0, 0, -1 };

  if (!hato_json_take_integer (root, "schema", G_MAXINT32, &schema) || schema != SCHEMA)
    return fail ("this is no checkup of this program", error);
  if (subject_node == NULL || !JSON_NODE_HOLDS_OBJECT (subject_node)
      || !hato_json_take_string (json_node_get_object (subject_node), "domain", &name)
      || name == NULL || (domain = hato_domain_name_new (name, NULL)) == NULL)
    return fail ("the domain is missing, or is none", error);
  if (!hato_json_take_string (root, "started", &started) || started == NULL
      || (time = g_date_time_new_from_iso8601 (started, NULL)) == NULL)
    return fail ("the time of the check is missing", error);
  if (!hato_json_take_array (root, "findings", &found) || found == NULL
      || !hato_json_take_array (root, "items", &rows) || rows == NULL
      || !hato_json_take_array (root, "evidence", &evidence))
    return fail ("the findings are missing", error);

  findings = read_findings (found, error);
  if (findings == NULL)
    return NULL;

  items = read_items (rows, findings);

  answers = read_all_evidence (evidence);
  subject = hato_subject_new (domain->ascii, domain->unicode);
  read_sending_ips (json_node_get_object (subject_node), subject);
  return hato_checkup_new (subject, items, answers, g_date_time_to_unix (time) * G_USEC_PER_SEC, 0,
                           &statistics);
}

/**
 * hato_checkup_file_read:
 * @bytes: what `hatobin-cli check --json` printed for one domain
 *
 * Reads findings (code, level, subject, arguments), the sending addresses and the answers of the line's name servers; an answer
 * of which a record cannot be read is left out as a whole.
 *
 * Returns: (transfer full) (nullable): the checkup; its findings cite no evidence
 */
HatoCheckup *
hato_checkup_file_read (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) parse_error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  JsonNode *root;

  if (size > HATO_CHECKUP_FILE_SIZE_MAX)
    return fail ("it is too long", error);
  if (!hato_json_within_limits ("checkup file", data, size, DEPTH_MAX, VALUES_MAX, error))
    return NULL;
  if (size == 0)
    return fail ("it is empty", error);
  if (!json_parser_load_from_data (parser, data, (gssize) size, &parse_error))
    return fail (parse_error->message, error);

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail ("an object is wanted", error);

  return read_checkup (json_node_get_object (root), error);
}
