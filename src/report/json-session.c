/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/json-session.h"

#include <gnutls/gnutls.h>

#include "base/clock.h"
#include "report/json.h"
#include "tls/chain.h"

static const struct
{
  guint bit;
  const char *word;
} verify_words[] = {
  { GNUTLS_CERT_REVOKED, "revoked" },
  { GNUTLS_CERT_SIGNER_NOT_FOUND, "signer_not_found" },
  { GNUTLS_CERT_SIGNER_NOT_CA, "signer_not_ca" },
  { GNUTLS_CERT_INSECURE_ALGORITHM, "insecure_algorithm" },
  { GNUTLS_CERT_SIGNATURE_FAILURE, "signature_failure" },
  { GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE, "signer_constraints_failure" },
  { GNUTLS_CERT_PURPOSE_MISMATCH, "purpose_mismatch" },
  { GNUTLS_CERT_MISSING_OCSP_STATUS, "missing_ocsp_status" },
  { GNUTLS_CERT_INVALID_OCSP_STATUS, "invalid_ocsp_status" },
  { GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS, "unknown_critical_extension" },
};

static const char *
get_starttls (const HatoTalk *talk, HatoProtocol protocol)
{
  if (hato_protocol_is_implicit (protocol))
    return "not_applicable";
  if (talk->end == HATO_TALK_STARTTLS_MISSING)
    return "missing";
  if (talk->end == HATO_TALK_STARTTLS_REFUSED || talk->end == HATO_TALK_STARTTLS_IMPOSSIBLE)
    return "refused";

  return talk->starttls_offered ? "offered" : NULL;
}

static gboolean
is_reached (const HatoTalk *talk)
{
  return talk->end != HATO_TALK_CLOSED && talk->end != HATO_TALK_FILTERED
         && talk->end != HATO_TALK_UNREACHABLE && talk->end != HATO_TALK_PRIVATE
         && talk->end != HATO_TALK_RESET && talk->end != HATO_TALK_CANCELLED;
}

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

  json_builder_set_member_name (builder, "tls");
  json_builder_begin_object (builder);
  hato_json_add_boolean (builder, "reached", is_reached (talk));
  hato_json_add_string (builder, "end", hato_talk_end_to_string (talk->end));
  hato_json_add_string (builder, "starttls", get_starttls (talk, protocol));
  hato_json_add_string (builder, "protocol", talk->tls_version);
  hato_json_add_string (builder, "cipher", talk->cipher);
  hato_json_add_boolean (builder, "stapled", talk->stapled);
  add_texts (builder, "names", leaf != NULL ? leaf->dns : NULL);
  json_builder_set_member_name (builder, "verify");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (verify_words); i++)
    if ((talk->verify & verify_words[i].bit) != 0)
      json_builder_add_string_value (builder, verify_words[i].word);
  json_builder_end_array (builder);
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
