/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/json-session.h"

#include "base/clock.h"
#include "report/json.h"
#include "report/session-words.h"
#include "tls/chain.h"

static void
add_texts (JsonBuilder *builder, const char *name, const GPtrArray *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autofree char *text = hato_clock_format_utc (time);

  hato_json_add_string (builder, name, text);
}

static void
add_tls (JsonBuilder *builder, const HatoTalk *talk, HatoProtocol protocol, const GPtrArray *chain)
{
  const HatoCertificate *leaf = chain->len > 0 ? g_ptr_array_index (chain, 0) : NULL;
  g_auto (GStrv) verify = hato_session_dup_verify_words (talk);

  json_builder_set_member_name (builder, "tls");
  json_builder_begin_object (builder);
  hato_json_add_boolean (builder, "reached", hato_session_is_reached (talk));
  hato_json_add_string (builder, "end", hato_talk_end_to_string (talk->end));
  hato_json_add_string (builder, "starttls", hato_session_get_starttls (talk, protocol));
  hato_json_add_string (builder, "protocol", talk->tls_version);
  hato_json_add_string (builder, "cipher", talk->cipher);
  hato_json_add_boolean (builder, "stapled", talk->stapled);
  add_texts (builder, "names", leaf != NULL ? leaf->dns : NULL);
  hato_json_add_strv (builder, "verify", (const char *const *) verify);
  if (leaf != NULL && leaf->readable)
    add_time (builder, "not_after", leaf->ends);
  else
    hato_json_add_null (builder, "not_after");
  json_builder_end_object (builder);
}

static void
add_certificate (JsonBuilder *builder, const HatoCertificate *certificate)
{
  static const char *const kinds[] = { "other", "rsa", "ec" };
  g_autofree char *key = g_strdup_printf ("%s %u", kinds[certificate->key], certificate->key_bits);

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "subject", certificate->subject);
  hato_json_add_string (builder, "issuer", certificate->issuer);
  add_texts (builder, "san", certificate->dns);
  add_texts (builder, "san_ip", certificate->ips);
  add_time (builder, "not_before", certificate->begins);
  add_time (builder, "not_after", certificate->ends);
  hato_json_add_string (builder, "key", key);
  hato_json_add_string (builder, "signature", certificate->signature);
  hato_json_add_string (builder, "sha256", certificate->sha256);
  json_builder_end_object (builder);
}

static void
add_transcript (JsonBuilder *builder, const HatoTalk *talk)
{
  json_builder_set_member_name (builder, "transcript");
  json_builder_begin_array (builder);
  for (guint i = 0; i < talk->transcript->len; i++)
    {
      const HatoTalkLine *line = g_ptr_array_index (talk->transcript, i);

      json_builder_begin_object (builder);
      hato_json_add_string (builder, "from", line->from_client ? "client" : "server");
      hato_json_add_string (builder, "text", line->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/** hato_json_add_session: adds an object to the array that is open: what one conversation brought (contract, kind session). */
void
hato_json_add_session (JsonBuilder *builder, const HatoEvidence *evidence, guint id)
{
  const HatoQuestion *question = evidence->question;
  const GPtrArray *chain = hato_chain_get (evidence);

  json_builder_begin_object (builder);
  hato_json_add_integer (builder, "id", id);
  hato_json_add_string (builder, "kind", "session");
  hato_json_add_string (builder, "host", question->name);
  hato_json_add_string (builder, "address", question->server);
  hato_json_add_integer (builder, "port", question->type);
  hato_json_add_string (builder, "protocol", hato_protocol_to_string (question->protocol));
  hato_json_add_string (builder, "look",
                        (question->flags & HATO_QUESTION_OLD_TLS) != 0    ? "old_versions"
                        : (question->flags & HATO_QUESTION_GREETING) != 0 ? "greeting"
                                                                          : "usual");
  hato_json_add_string (builder, "failure", evidence->failure);
  if (evidence->talk != NULL)
    {
      add_transcript (builder, evidence->talk);
      add_tls (builder, evidence->talk, question->protocol, chain);
      json_builder_set_member_name (builder, "chain");
      json_builder_begin_array (builder);
      for (guint i = 0; i < chain->len; i++)
        add_certificate (builder, g_ptr_array_index (chain, i));
      json_builder_end_array (builder);
    }
  add_time (builder, "time", evidence->time);
  json_builder_set_member_name (builder, "duration_ms");
  json_builder_add_double_value (builder, (double) (evidence->duration / 100) / 10.0);
  json_builder_end_object (builder);
}
