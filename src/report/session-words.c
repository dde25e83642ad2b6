/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract's words about a conversation: the same in JSON and on paper. */
#include "config.h"

#include "report/session-words.h"

#include <gnutls/gnutls.h>

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
