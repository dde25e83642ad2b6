/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/dane-match.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#include "dns/dane.h"
#include "dns/dnssec.h"
#include "records/tlsa.h"
#include "tls/chain.h"
#include "tls/server-name.h"

#define CHAIN_MAX 16u /* certificates that are verified */

static const GChecksumType digests[] = {
  [HATO_TLSA_SHA256] = G_CHECKSUM_SHA256,
  [HATO_TLSA_SHA512] = G_CHECKSUM_SHA512,
};

/* RFC 6698 §2.1: whether the record is about this certificate. */
static gboolean
is_about (const HatoTlsa *record, const HatoCertificate *certificate)
{
  GBytes *bytes =
      record->selector == HATO_TLSA_PUBLIC_KEY ? certificate->public_key : certificate->der;
  g_autoptr (GChecksum) checksum = NULL;
  guint8 digest[64];
  gsize size = sizeof digest;
  g_autoptr (GBytes) hashed = NULL;

  if (bytes == NULL || !certificate->readable)
    return FALSE;
  if (record->matching == HATO_TLSA_EXACT)
    return g_bytes_equal (record->data, bytes);

  checksum = g_checksum_new (digests[record->matching]);
  g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_checksum_get_digest (checksum, digest, &size);
  hashed = g_bytes_new (digest, size);
  return g_bytes_equal (record->data, hashed);
}

/* RFC 7671 §5.2: with an announced authority the name counts, and so do the dates. */
static gboolean
has_name_and_time (const HatoDaneServer *server, const GPtrArray *chain, guint n)
{
  const HatoCertificate *leaf = g_ptr_array_index (chain, 0);

  for (guint i = 0; i < n; i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (chain, i);

      if (!certificate->readable || server->now < certificate->begins
          || server->now > certificate->ends)
        return FALSE;
    }
  return hato_server_name_matches (leaf, server->host)
         || (server->mail_domain != NULL && hato_server_name_matches (leaf, server->mail_domain));
}

static guint
import (const GPtrArray *chain, guint n, gnutls_x509_crt_t *certificates)
{
  for (guint i = 0; i < n; i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (chain, i);
      gsize size;
      gconstpointer bytes = g_bytes_get_data (certificate->der, &size);
      gnutls_datum_t datum = { (unsigned char *) bytes, (unsigned int) size };

      if (gnutls_x509_crt_init (&certificates[i]) < 0)
        return i;
      if (gnutls_x509_crt_import (certificates[i], &datum, GNUTLS_X509_FMT_DER) < 0)
        {
          gnutls_x509_crt_deinit (certificates[i]);
          return i;
        }
    }
  return n;
}

/* Whether certificate @anchor of the chain vouches for the first one. Dates are looked at by the check's own clock. */
static gboolean
vouches (const GPtrArray *chain, guint anchor)
{
  gnutls_x509_crt_t certificates[CHAIN_MAX];
  gnutls_x509_trust_list_t list = NULL;
  unsigned int status = GNUTLS_CERT_INVALID;
  guint n = import (chain, anchor + 1, certificates);

  if (n == anchor + 1 && gnutls_x509_trust_list_init (&list, 0) >= 0)
    {
      if (gnutls_x509_trust_list_add_cas (list, &certificates[anchor], 1, 0) < 1
          || gnutls_x509_trust_list_verify_crt2 (list, certificates, n, NULL, 0,
                                                 GNUTLS_VERIFY_DISABLE_TIME_CHECKS, &status, NULL)
                 < 0)
        status = GNUTLS_CERT_INVALID;
      gnutls_x509_trust_list_deinit (list, 0);
    }
  for (guint i = 0; i < n; i++)
    gnutls_x509_crt_deinit (certificates[i]);
  return status == 0;
}

static HatoDane
compare (const HatoDaneServer *server, const HatoTlsa *record, const GPtrArray *chain)
{
  if (record->usage == HATO_TLSA_DANE_EE)
    return is_about (record, g_ptr_array_index (chain, 0)) ? HATO_DANE_END : HATO_DANE_DIFFERENT;

  for (guint i = 0; i < MIN (chain->len, CHAIN_MAX); i++)
    if (is_about (record, g_ptr_array_index (chain, i)) && vouches (chain, i)
        && has_name_and_time (server, chain, i + 1))
      return HATO_DANE_ANCHOR;

  return HATO_DANE_DIFFERENT;
}

/* The best that one of the records says. */
static HatoDane
compare_all (const HatoDaneServer *server,
             const HatoEvidence *tlsa,
             const GPtrArray *chain,
             guint *n_usable)
{
  HatoDane best = HATO_DANE_UNUSED;

  for (guint i = 0; i < tlsa->records->len; i++)
    {
      g_autoptr (HatoTlsa) record = hato_tlsa_parse_record (g_ptr_array_index (tlsa->records, i));
      HatoDane one;

      if (!record->usable)
        continue;
      (*n_usable)++;
      one = compare (server, record, chain);
      if (best == HATO_DANE_UNUSED || best == HATO_DANE_DIFFERENT || one == HATO_DANE_END)
        best = one;
    }
  return best;
}

/**
 * hato_dane_match:
 * @session: (nullable): what was seen of the server; NULL = only ask for its announcement
 * @tlsa: (out) (transfer none) (nullable): the announcement
 * @base: (out) (transfer none): the name under which it stands, by which senders call the server (RFC 7672 §3.2.2)
 * @n_usable: (out): how many of its records senders may use
 *
 * Compares what an MX host shows with what it announces, by our own answers: it takes records of usage 2 or 3 that are signed
 * (RFC 7672 §2.2, §3.1).
 */
HatoDane
hato_dane_match (const HatoDaneServer *server,
                 const HatoEvidence *session,
                 HatoAnswers *answers,
                 const HatoEvidence **tlsa,
                 const char **base,
                 guint *n_usable)
{
  const GPtrArray *chain = session != NULL ? hato_chain_get (session) : NULL;
  gboolean validates = FALSE, told;
  HatoDaneServer called = *server;
  HatoDane match;

  *n_usable = 0;
  if (!hato_dane_look_up (answers, server->port, server->host, tlsa, base))
    return HATO_DANE_PENDING;
  if (*tlsa == NULL || (*tlsa)->records->len == 0)
    return HATO_DANE_UNUSED;

  told = hato_dnssec_resolver_validates (answers, &validates, NULL);
  if (!told)
    return HATO_DANE_PENDING;
  if (chain == NULL || chain->len == 0 || (validates && !(*tlsa)->ad))
    return HATO_DANE_UNUSED;

  called.host = *base;
  match = compare_all (&called, *tlsa, chain, n_usable);
  return match == HATO_DANE_UNUSED || (*tlsa)->ad ? match : HATO_DANE_UNCERTAIN;
}
