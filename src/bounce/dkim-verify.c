/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/dkim-verify.h"

#include <gnutls/abstract.h>
#include <string.h>

#define RSA_BITS_MIN 1024u /* RFC 8301 §3.2: a verifier must not count shorter ones */
#define KEYS_MAX                                                                                   \
  4u /* records tried at one selector; RFC 6376 §3.6.2.2 leaves it open which counts */

static const char *const result_names[] = {
  [HATO_DKIM_NONE] = "none",           [HATO_DKIM_PASS] = "pass",
  [HATO_DKIM_FAIL] = "fail",           [HATO_DKIM_PERMERROR] = "permerror",
  [HATO_DKIM_TEMPERROR] = "temperror",
};

/* From the one that counts most. */
static const HatoDkimResult order[] = { HATO_DKIM_PASS, HATO_DKIM_TEMPERROR, HATO_DKIM_FAIL,
                                        HATO_DKIM_PERMERROR };

static gboolean
import_key (gnutls_pubkey_t public, const HatoDkimKey *key)
{
  gnutls_datum_t datum = { .data = (guint8 *) g_bytes_get_data (key->key, NULL),
                           .size = (unsigned) g_bytes_get_size (key->key) };

  if (key->type == HATO_DKIM_KEY_ED25519)
    return gnutls_pubkey_import_ecc_raw (public, GNUTLS_ECC_CURVE_ED25519, &datum, NULL) >= 0;

  return gnutls_pubkey_import (public, &datum, GNUTLS_X509_FMT_DER) >= 0;
}

/* Whether the key made the signature. Ed25519 signs the hash as if it were the text (RFC 8463 §3). */
static gboolean
is_made_by (const HatoDkimProof *proof, const HatoDkimKey *key)
{
  gnutls_datum_t digest = { .data = (guint8 *) proof->digest, .size = HATO_SHA256_SIZE };
  gnutls_datum_t signature = { .data =
                                   (guint8 *) g_bytes_get_data (proof->signature->signature, NULL),
                               .size = (unsigned) g_bytes_get_size (proof->signature->signature) };
  gnutls_pubkey_t public;
  gboolean made = FALSE;

  if (gnutls_pubkey_init (&public) < 0)
    return FALSE;

  if (import_key (public, key))
    made =
        key->type == HATO_DKIM_KEY_ED25519
            ? gnutls_pubkey_verify_data2 (public, GNUTLS_SIGN_EDDSA_ED25519, 0, &digest, &signature)
                  >= 0
            : gnutls_pubkey_verify_hash2 (public, GNUTLS_SIGN_RSA_SHA256, 0, &digest, &signature)
                  >= 0;
  gnutls_pubkey_deinit (public);
  return made;
}

/* s= of a key: it must be for mail (RFC 6376 §3.6.1). */
static gboolean
is_for_mail (const HatoDkimKey *key)
{
  const HatoTag *tag = hato_tag_list_find (key->tags, "s");
  g_auto (GStrv) services = NULL;

  if (tag == NULL)
    return TRUE;

  services = g_strsplit (tag->value, ":", 16);
  for (guint i = 0; services[i] != NULL; i++)
    if (strcmp (g_strstrip (services[i]), "*") == 0
        || g_ascii_strcasecmp (services[i], "email") == 0)
      return TRUE;

  return FALSE;
}

/* Whether a verifier may use the key for this signature (RFC 6376 §6.1.2). */
static gboolean
is_usable (const HatoDkimKey *key, const HatoDkimSignature *signature)
{
  if (key->key == NULL || key->type != signature->key_type || !key->sha256 || !is_for_mail (key))
    return FALSE;
  if (key->type == HATO_DKIM_KEY_RSA && key->bits < RSA_BITS_MIN)
    return FALSE;

  return !key->strict || strcmp (signature->identity, signature->domain) == 0;
}

static void
set (HatoDkimOutcome *outcome, HatoDkimResult result, const char *reason)
{
  outcome->result = result;
  outcome->reason = reason;
}

/* One record of a selector: a better outcome replaces a worse one. */
static void
try_key (HatoDkimOutcome *outcome, const HatoDkimProof *proof, const HatoDnsRecord *record)
{
  g_autoptr (HatoDkimKey) key = hato_dkim_key_parse (record->bytes, record->size);

  if (outcome->result == HATO_DKIM_PASS)
    return;

  if (!key->is_record)
    set (outcome, HATO_DKIM_PERMERROR, "key_bad");
  else if (key->revoked)
    set (outcome, HATO_DKIM_PERMERROR, "key_revoked");
  else if (!is_usable (key, proof->signature))
    set (outcome, HATO_DKIM_PERMERROR, "key_bad");
  else if (!proof->body_intact) /* RFC 6376 §6.1.3, 3: told apart from a key that does not fit */
    set (outcome, HATO_DKIM_FAIL, "body_hash");
  else if (!is_made_by (proof, key))
    set (outcome, HATO_DKIM_FAIL, "signature");
  else
    set (outcome, HATO_DKIM_PASS, NULL);
}

static void
judge_answer (HatoDkimOutcome *outcome, const HatoDkimProof *proof)
{
  switch (hato_evidence_get_outcome (outcome->key))
    {
    case HATO_OUTCOME_FAILED: /* RFC 6376 §6.1.2, 2: try again later */
      set (outcome, HATO_DKIM_TEMPERROR, hato_evidence_get_reason (outcome->key));
      return;
    case HATO_OUTCOME_NODATA:
    case HATO_OUTCOME_NXDOMAIN:
      set (outcome, HATO_DKIM_PERMERROR, "key_missing");
      return;
    case HATO_OUTCOME_ANSWER:
    default:
      for (guint i = 0; i < MIN (outcome->key->records->len, KEYS_MAX); i++)
        try_key (outcome, proof, g_ptr_array_index (outcome->key->records, i));
    }
}

/* Judges one signature; FALSE while its key is not known. */
static gboolean
judge (const HatoDkimProof *proof, gint64 now, HatoAnswers *answers, HatoDkimOutcome *outcome)
{
  const HatoDkimSignature *signature = proof->signature;
  g_autofree char *name = NULL;

  if (signature->fault != NULL)
    {
      set (outcome, HATO_DKIM_PERMERROR, "malformed");
      return TRUE;
    }
  if (!signature->supported)
    {
      set (outcome, HATO_DKIM_PERMERROR, "algorithm");
      return TRUE;
    }
  name = g_strconcat (signature->selector, "._domainkey.", signature->domain, NULL);
  outcome->key = hato_look_up (answers, name, HATO_DNS_TXT);
  if (outcome->key == NULL)
    return FALSE;

  if (signature->expires >= 0 && signature->expires < now)
    set (outcome, HATO_DKIM_FAIL, "expired");
  else
    judge_answer (outcome, proof);
  return TRUE;
}

/**
 * hato_dkim_verify:
 * @now: seconds since 1970, against which x= counts
 * @outcomes: (out caller-allocates) (element-type HatoDkimOutcome): one a proof, in their order; emptied first
 *
 * Verifies the signatures of a mail (RFC 6376 §6.1). A judge.
 *
 * Returns: whether all keys are known
 */
gboolean
hato_dkim_verify (const HatoDkimMail *mail, gint64 now, HatoAnswers *answers, GArray *outcomes)
{
  gboolean settled = TRUE;

  g_array_set_size (outcomes, 0);
  for (guint i = 0; i < mail->proofs->len; i++)
    {
      HatoDkimOutcome outcome = { HATO_DKIM_NONE, NULL, NULL };

      settled &= judge (g_ptr_array_index (mail->proofs, i), now, answers, &outcome);
      g_array_append_val (outcomes, outcome);
    }
  return settled;
}

/** hato_dkim_sum_up: one word for a mail: a signature that passes counts, whatever the others do (RFC 6376 §6.1) */
HatoDkimResult
hato_dkim_sum_up (const GArray *outcomes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint j = 0; j < outcomes->len; j++)
      if (g_array_index (outcomes, HatoDkimOutcome, j).result == order[i])
        return order[i];

  return HATO_DKIM_NONE;
}

const char *
hato_dkim_result_to_string (HatoDkimResult result)
{
  return result_names[result];
}
