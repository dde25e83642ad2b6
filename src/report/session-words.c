/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract's words about a conversation: the same in JSON and on paper. */
#include "config.h"

#include "report/session-words.h"

#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>
#include <string.h>

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

/* How a conversation ended, for people. */
static const char *const end_words[HATO_TALK_ENDS] = {
  [HATO_TALK_ENCRYPTED] = N_ ("encrypted"),
  [HATO_TALK_GREETED] = N_ ("the server greeted; no more was asked"),
  [HATO_TALK_CLOSED] = N_ ("nothing listens on this port"),
  [HATO_TALK_FILTERED] = N_ ("no answer to the connection"),
  [HATO_TALK_UNREACHABLE] = N_ ("no way to the address"),
  [HATO_TALK_PRIVATE] = N_ ("an address of an inner network: not connected to"),
  [HATO_TALK_RESET] = N_ ("broken off before a word was said"),
  [HATO_TALK_SILENT] = N_ ("connected, but no greeting came in time"),
  [HATO_TALK_NOT_MAIL] = N_ ("what answers is no mail server"),
  [HATO_TALK_REFUSED] = N_ ("the server does not talk to this line now"),
  [HATO_TALK_BROKEN] = N_ ("its replies break the protocol"),
  [HATO_TALK_LATE] = N_ ("a reply did not come in time"),
  [HATO_TALK_STARTTLS_MISSING] = N_ ("the server does not offer STARTTLS"),
  [HATO_TALK_STARTTLS_REFUSED] = N_ ("the server refused STARTTLS"),
  [HATO_TALK_STARTTLS_IMPOSSIBLE] =
      N_ ("logged in already at the greeting: STARTTLS is impossible"),
  [HATO_TALK_INJECTED] = N_ ("text in the clear behind the go-ahead to TLS"),
  [HATO_TALK_PLAINTEXT] = N_ ("text in the clear where TLS begins at once"),
  [HATO_TALK_IMPLICIT_TLS] = N_ ("TLS at once where STARTTLS was expected"),
  [HATO_TALK_HANDSHAKE_FAILED] = N_ ("the TLS handshake failed"),
  [HATO_TALK_HANDSHAKE_LATE] = N_ ("the TLS handshake did not end in time"),
  [HATO_TALK_CANCELLED] = N_ ("stopped by the person"),
};

/* The other codes of a conversation, for people. */
static const struct
{
  const char *code;
  const char *words;
} texts[] = {
  { "refused", N_ ("the server refused STARTTLS") },
  { "not_applicable", N_ ("not used here: TLS begins at once") },
  { "missing", N_ ("not offered") },
  { "offered", N_ ("offered") },
  { "revoked", N_ ("revoked") },
  { "signer_not_found", N_ ("the issuer is not known or not sent along") },
  { "signer_not_ca", N_ ("issued by a certificate that may not issue any") },
  { "insecure_algorithm", N_ ("a signature method that is too weak") },
  { "signature_failure", N_ ("its signature does not match") },
  { "signer_constraints_failure", N_ ("outside of what its issuer may issue for") },
  { "purpose_mismatch", N_ ("not made for servers") },
  { "missing_ocsp_status", N_ ("a required proof of validity (OCSP) is missing") },
  { "invalid_ocsp_status", N_ ("the proof of validity (OCSP) is not valid") },
  { "unknown_critical_extension", N_ ("an extension that must be understood, and is not known") },
};

/** hato_session_get_end_words: (transfer none): to be translated */
const char *
hato_session_get_end_words (HatoTalkEnd end)
{
  return end_words[end];
}

/** hato_session_get_words: (transfer none): whether STARTTLS was there, or what is wrong with a chain, to be translated; @code itself
 * where it has no words */
const char *
hato_session_get_words (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].code, code) == 0)
      return texts[i].words;

  return code;
}

/** hato_session_get_starttls: (nullable): offered, missing, refused or not_applicable; NULL = it was not seen */
const char *
hato_session_get_starttls (const HatoTalk *talk, HatoProtocol protocol)
{
  if (hato_protocol_is_implicit (protocol))
    return "not_applicable";
  if (talk->end == HATO_TALK_STARTTLS_MISSING)
    return "missing";
  if (talk->end == HATO_TALK_STARTTLS_REFUSED || talk->end == HATO_TALK_STARTTLS_IMPOSSIBLE)
    return "refused";

  return talk->starttls_offered ? "offered" : NULL;
}

gboolean
hato_session_is_reached (const HatoTalk *talk)
{
  return talk->end != HATO_TALK_CLOSED && talk->end != HATO_TALK_FILTERED
         && talk->end != HATO_TALK_UNREACHABLE && talk->end != HATO_TALK_PRIVATE
         && talk->end != HATO_TALK_RESET && talk->end != HATO_TALK_CANCELLED;
}

/** hato_session_dup_verify_words: (transfer full): what is wrong with the chain; empty = nothing */
GStrv
hato_session_dup_verify_words (const HatoTalk *talk)
{
  GPtrArray *words = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (verify_words); i++)
    if ((talk->verify & verify_words[i].bit) != 0)
      g_ptr_array_add (words, g_strdup (verify_words[i].word));
  g_ptr_array_add (words, NULL);
  return (GStrv) g_ptr_array_free (words, FALSE);
}
