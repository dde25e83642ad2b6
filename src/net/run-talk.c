/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/run-talk.h"

#include <string.h>

#include "base/base64.h"
#include "net/json-member.h"
#include "net/tls-session.h"

#define LINES_MAX       200u /* as many as a conversation keeps */
#define LINE_SIZE_MAX   8192u
#define CERTIFICATE_MAX 262144u /* more than a TLS handshake carries */
#define WORD_MAX        200u    /* characters of a cipher's name, and of a library's error */
#define DH_BITS_MAX     65536

static const char *const versions[] = { "TLS1.0", "TLS1.1", "TLS1.2", "TLS1.3" };

static void
set_nullable (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

/* A line from a stranger may have any bytes. */
static JsonNode *
line_to_json (const HatoTalkLine *line)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *coded = NULL;

  json_node_take_object (node, object);
  json_object_set_boolean_member (object, "client", line->from_client);
  if (g_utf8_validate (line->text, -1, NULL))
    json_object_set_string_member (object, "text", line->text);
  else
    {
      coded = g_base64_encode ((const guchar *) line->text, strlen (line->text));
      json_object_set_string_member (object, "bytes", coded);
    }
  return node;
}

/** hato_run_talk_to_json: (transfer full): @talk as it stands in a run file. */
JsonObject *
hato_run_talk_to_json (const HatoTalk *talk)
{
  JsonObject *object = json_object_new ();
  JsonArray *lines = json_array_new (), *chain = json_array_new ();

  json_object_set_string_member (object, "end", hato_talk_end_to_string (talk->end));
  if (talk->greeting_after >= 0)
    json_object_set_int_member (object, "greeting_after", talk->greeting_after);
  json_object_set_boolean_member (object, "starttls_offered", talk->starttls_offered);
  json_object_set_boolean_member (object, "plaintext_login", talk->plaintext_login);
  json_object_set_boolean_member (object, "same_machine", talk->same_machine);
  for (guint i = 0; i < talk->transcript->len; i++)
    json_array_add_element (lines, line_to_json (g_ptr_array_index (talk->transcript, i)));
  json_object_set_array_member (object, "transcript", lines);
  set_nullable (object, "tls_version", talk->tls_version);
  set_nullable (object, "cipher", talk->cipher);
  json_object_set_int_member (object, "dh_bits", talk->dh_bits);
  json_object_set_boolean_member (object, "cipher_weak", talk->cipher_weak);
  json_object_set_boolean_member (object, "client_cert_required", talk->client_cert_required);
  json_object_set_boolean_member (object, "stapled", talk->stapled);
  json_object_set_int_member (object, "verify", talk->verify);
  for (guint i = 0; i < talk->chain->len; i++)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (g_ptr_array_index (talk->chain, i), &size);
      g_autofree char *coded = g_base64_encode (bytes, size);

      json_array_add_string_element (chain, coded);
    }
  json_object_set_array_member (object, "chain", chain);
  set_nullable (object, "trouble", talk->trouble);
  return object;
}

static gboolean
read_line (HatoTalk *talk, JsonNode *node)
{
  const char *text = NULL, *coded = NULL;
  gboolean from_client = FALSE;
  g_autoptr (GBytes) bytes = NULL;
  JsonObject *object;
  gsize bad;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  object = json_node_get_object (node);
  if (!hato_json_take_boolean (object, "client", &from_client)
      || !hato_json_take_string (object, "text", &text)
      || !hato_json_take_string (object, "bytes", &coded))
    return FALSE;
  if (coded != NULL)
    {
      bytes = hato_base64_decode (coded, strlen (coded), LINE_SIZE_MAX, &bad);
      if (bytes != NULL)
        hato_talk_add_line (talk, from_client, g_bytes_get_data (bytes, NULL),
                            g_bytes_get_size (bytes));
      return bytes != NULL;
    }
  if (text == NULL || strlen (text) > LINE_SIZE_MAX)
    return FALSE;

  hato_talk_add_line (talk, from_client, text, strlen (text));
  return TRUE;
}

static const char *
read_transcript (HatoTalk *talk, JsonObject *object)
{
  JsonArray *lines = NULL;

  if (!hato_json_take_array (object, "transcript", &lines))
    return "\"transcript\" is no list";
  if (lines != NULL && json_array_get_length (lines) > LINES_MAX)
    return "\"transcript\" is too long";
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    if (!read_line (talk, json_array_get_element (lines, i)))
      return "a line of \"transcript\" has no \"text\"";

  return NULL;
}

static const char *
read_chain (HatoTalk *talk, JsonObject *object)
{
  JsonArray *chain = NULL;

  if (!hato_json_take_array (object, "chain", &chain))
    return "\"chain\" is no list";
  if (chain != NULL && json_array_get_length (chain) > HATO_TLS_CHAIN_MAX)
    return "\"chain\" is too long";
  for (guint i = 0; chain != NULL && i < json_array_get_length (chain); i++)
    {
      JsonNode *node = json_array_get_element (chain, i);
      const char *coded =
          JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
              ? json_node_get_string (node)
              : "*";
      gsize bad;
      GBytes *bytes = hato_base64_decode (coded, strlen (coded), CERTIFICATE_MAX, &bad);

      if (bytes == NULL)
        return "a certificate of \"chain\" is no base64";
      g_ptr_array_add (talk->chain, bytes);
    }
  return NULL;
}

static gboolean
is_word (const char *text)
{
  return text == NULL || strlen (text) <= WORD_MAX;
}

/* What judges count on holds: who came to encryption knows which. */
static const char *
read_encryption (HatoTalk *talk, JsonObject *object)
{
  const char *version = NULL, *cipher = NULL, *trouble = NULL;
  gint64 dh_bits = 0, verify = 0;

  if (!hato_json_take_string (object, "tls_version", &version)
      || !hato_json_take_string (object, "cipher", &cipher)
      || !hato_json_take_string (object, "trouble", &trouble) || !is_word (cipher)
      || !is_word (trouble) || !hato_json_take_integer (object, "dh_bits", DH_BITS_MAX, &dh_bits)
      || !hato_json_take_integer (object, "verify", G_MAXINT32, &verify)
      || !hato_json_take_boolean (object, "cipher_weak", &talk->cipher_weak)
      || !hato_json_take_boolean (object, "client_cert_required", &talk->client_cert_required)
      || !hato_json_take_boolean (object, "stapled", &talk->stapled))
    return "what a conversation says of its encryption is of another kind";

  talk->cipher = g_strdup (cipher);
  talk->trouble = g_strdup (trouble);
  talk->dh_bits = (guint) dh_bits;
  talk->verify = (guint) verify;
  for (gsize i = 0; version != NULL && i < G_N_ELEMENTS (versions); i++)
    if (strcmp (versions[i], version) == 0)
      talk->tls_version = versions[i];
  if ((version != NULL || talk->end == HATO_TALK_ENCRYPTED) && talk->tls_version == NULL)
    return "\"tls_version\" is no known word";

  return talk->end == HATO_TALK_ENCRYPTED && cipher == NULL ? "encryption without \"cipher\""
                                                            : NULL;
}

/**
 * hato_run_talk_from_json:
 * @wrong: (out): where there is no conversation: what is wrong, a static text
 *
 * Returns: (transfer full) (nullable): the conversation; what judges count on holds for it, whoever wrote the file
 */
HatoTalk *
hato_run_talk_from_json (JsonObject *object, const char **wrong)
{
  g_autoptr (HatoTalk) talk = hato_talk_new ();
  const char *end = NULL;

  *wrong = "a conversation's \"end\" is no known word";
  if (!hato_json_take_string (object, "end", &end) || end == NULL
      || !hato_talk_end_from_string (end, &talk->end))
    return NULL;

  *wrong = "what was said in a conversation is of another kind";
  if ((json_object_has_member (object, "greeting_after")
       && !hato_json_take_integer (object, "greeting_after", G_TIME_SPAN_HOUR,
                                   &talk->greeting_after))
      || !hato_json_take_boolean (object, "starttls_offered", &talk->starttls_offered)
      || !hato_json_take_boolean (object, "plaintext_login", &talk->plaintext_login)
      || !hato_json_take_boolean (object, "same_machine", &talk->same_machine))
    return NULL;

  *wrong = read_transcript (talk, object);
  if (*wrong == NULL)
    *wrong = read_chain (talk, object);
  if (*wrong == NULL)
    *wrong = read_encryption (talk, object);
  return *wrong == NULL ? g_steal_pointer (&talk) : NULL;
}
