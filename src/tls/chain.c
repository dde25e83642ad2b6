/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/chain.h"

#include <gnutls/gnutls.h>
#include <string.h>

#include "tls/server-name.h"

#define DAY             (24 * G_TIME_SPAN_HOUR)
#define SOON            (30 * DAY) /* contract, tls.expires_soon */
#define VERY_SOON       (3 * DAY)
#define LIFE_PART       6
#define RSA_BITS_MIN    2048u /* RFC 9325 §4.5 */
#define EC_BITS_MIN     224u
#define TRUSTED_BUT_OLD (GNUTLS_CERT_INVALID | GNUTLS_CERT_INSECURE_ALGORITHM)

/* What the evidence of a session is judged for. */
typedef struct
{
  const HatoEvidence *evidence;
  const GPtrArray *chain; /* (element-type HatoCertificate) */
  const char *name;
  gint64 now;
  GPtrArray *findings;
} Chain;

/* Companies whose programs open encrypted connections on a person's own computer and sign anew. */
static const char *const resigners[] = {
  "avast",      "avg ",   "eset ",   "kaspersky",  "bitdefender",       "norton web",
  "mcafee web", "dr.web", "adguard", "sophos ssl", "fortinet untrusted"
};

static gpointer
parse_chain (const HatoEvidence *evidence)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_certificate_unref);

  for (guint i = 0; evidence->talk != NULL && i < evidence->talk->chain->len; i++)
    g_ptr_array_add (chain, hato_certificate_parse (g_ptr_array_index (evidence->talk->chain, i)));
  return chain;
}

/** hato_chain_get: (transfer none) (element-type HatoCertificate): the certificates that came with a session, as sent. */
const GPtrArray *
hato_chain_get (const HatoEvidence *evidence)
{
  return hato_evidence_get_parsed (evidence, parse_chain, (GDestroyNotify) g_ptr_array_unref);
}

/** hato_chain_find_session: (transfer none) (nullable): the conversation of @item in which a server showed a certificate */
const HatoEvidence *
hato_chain_find_session (const HatoItem *item)
{
  for (guint i = 0; i < item->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (item->findings, i);

      for (guint j = 0; j < finding->evidence->len; j++)
        {
          const HatoEvidence *evidence = g_ptr_array_index (finding->evidence, j);

          if (evidence->question->kind == HATO_QUESTION_SESSION
              && hato_chain_get (evidence)->len > 0)
            return evidence;
        }
    }
  return NULL;
}

static HatoFinding *
add (Chain *self, const char *code)
{
  HatoFinding *finding = hato_finding_new_usual (code, self->name);

  hato_finding_add_argument (finding, "name", self->name);
  hato_finding_cite (finding, self->evidence);
  g_ptr_array_add (self->findings, finding);
  return finding;
}

/* Whose a certificate is. Those that only name hosts may have an empty subject (RFC 5280 §4.1.2.6). */
static const char *
get_owner (const HatoCertificate *certificate)
{
  if (*certificate->subject != '\0')
    return certificate->subject;

  return certificate->dns->len > 0 ? g_ptr_array_index (certificate->dns, 0) : certificate->sha256;
}

static void
add_about (Chain *self, const char *code, const HatoCertificate *certificate)
{
  hato_finding_add_argument (add (self, code), "term", get_owner (certificate));
}

static char *
dup_date (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%d") : g_strdup ("?");
}

static HatoFinding *
add_date (Chain *self, const char *code, const HatoCertificate *certificate, gint64 time)
{
  g_autofree char *date = dup_date (time);
  HatoFinding *finding = add (self, code);

  hato_finding_add_argument (finding, "date", date);
  hato_finding_add_argument (finding, "term", get_owner (certificate));
  return finding;
}

static void
judge_dates (Chain *self)
{
  for (guint i = 0; i < self->chain->len; i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (self->chain, i);

      if (!certificate->readable || (i > 0 && certificate->self_issued))
        continue;
      if (self->now > certificate->ends)
        {
          add_date (self, "tls.cert_expired", certificate, certificate->ends);
          return;
        }
      if (self->now < certificate->begins)
        {
          add_date (self, "tls.cert_not_yet_valid", certificate, certificate->begins);
          return;
        }
    }
}

/* Certificates live shorter and shorter: a fixed number of days would warn of every one of them. */
static void
judge_days_left (Chain *self, const HatoCertificate *leaf)
{
  gint64 left = leaf->ends - self->now, life = leaf->ends - leaf->begins;
  HatoFinding *finding;

  if (left < 0 || left >= SOON || left >= life / LIFE_PART || self->now < leaf->begins)
    return;

  finding = add_date (self, "tls.expires_soon", leaf, leaf->ends);
  hato_finding_add_number (finding, "count", (guint64) (left / DAY));
  if (left < VERY_SOON)
    finding->level = HATO_LEVEL_PROBLEM;
}

static gboolean
is_resigned (const HatoCertificate *certificate)
{
  g_autofree char *issuer = g_utf8_casefold (certificate->issuer, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (resigners); i++)
    if (strstr (issuer, resigners[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* Who looks inside the encryption shows a certificate of its own, trusted here or not: nothing else in it is the server's. */
static gboolean
judge_resigned (Chain *self)
{
  for (guint i = 0; i < self->chain->len; i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (self->chain, i);

      if (certificate->readable && is_resigned (certificate))
        {
          hato_finding_add_argument (add (self, "tls.resigned"), "term", certificate->issuer);
          return TRUE;
        }
    }
  return FALSE;
}

/* One bit for three faults: who signed is told by the last certificate. */
static void
judge_unknown_signer (Chain *self)
{
  const HatoCertificate *last = g_ptr_array_index (self->chain, self->chain->len - 1);

  if (!last->readable)
    hato_finding_add_argument (add (self, "tls.chain_invalid"), "answer", last->sha256);
  else if (last->self_issued)
    add_about (self, self->chain->len == 1 ? "tls.self_signed" : "tls.untrusted_root", last);
  else
    hato_finding_add_argument (add (self, "tls.missing_intermediate"), "term", last->issuer);
}

static void
judge_trust (Chain *self)
{
  guint verify = self->evidence->talk->verify;
  const HatoCertificate *leaf = g_ptr_array_index (self->chain, 0);

  if ((verify & GNUTLS_CERT_REVOKED) != 0)
    add_about (self, "tls.cert_revoked", leaf);
  else if ((verify & GNUTLS_CERT_PURPOSE_MISMATCH) != 0)
    add_about (self, "tls.wrong_purpose", leaf);
  else if ((verify & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0)
    judge_unknown_signer (self);
  else if ((verify & GNUTLS_CERT_MISSING_OCSP_STATUS) != 0)
    add (self, "tls.ocsp_must_staple_missing");
  else if ((verify & ~(guint) TRUSTED_BUT_OLD) != 0)
    {
      g_autofree char *bits = g_strdup_printf ("0x%x", verify);

      hato_finding_add_argument (add (self, "tls.chain_invalid"), "answer", bits);
    }
}

static char *
join_names (const HatoCertificate *leaf)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < leaf->dns->len; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (leaf->dns, i));
  for (guint i = 0; i < leaf->ips->len; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (leaf->ips, i));
  if (names->len == 0 && leaf->common_name != NULL)
    g_string_append (names, leaf->common_name);
  return g_string_free (names, FALSE);
}

/* RFC 9525: SANs alone. A name of digits is told as that, and the mismatch is its consequence (contract, rule 10). */
static void
judge_name (Chain *self, const HatoCertificate *leaf)
{
  g_autofree char *names = join_names (leaf);
  gboolean digits = g_hostname_is_ip_address (self->name);
  HatoFinding *finding;

  if (hato_server_name_matches (leaf, self->name))
    return;

  if (leaf->dns->len == 0 && leaf->ips->len == 0 && !digits
      && g_strcmp0 (leaf->common_name, self->name) == 0)
    {
      hato_finding_add_argument (add (self, "tls.cn_only_no_san"), "names", names);
      return;
    }
  if (digits)
    hato_finding_add_argument (add (self, "tls.ip_used_as_name"), "names", names);
  finding = add (self, "tls.hostname_mismatch");
  hato_finding_add_argument (finding, "names", names);
  if (digits)
    finding->level = HATO_LEVEL_ADVICE;
}

/* What the certificates are made of; who signed itself is trusted, or not, as it is. */
static void
judge_strength (Chain *self)
{
  gboolean key_told = FALSE, signature_told = FALSE;

  for (guint i = 0; i < self->chain->len; i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (self->chain, i);
      guint least = certificate->key == HATO_KEY_RSA ? RSA_BITS_MIN : EC_BITS_MIN;

      if (!certificate->readable || (i > 0 && certificate->self_issued))
        continue;
      if (!key_told && certificate->key != HATO_KEY_OTHER && certificate->key_bits < least)
        {
          add_about (self, "tls.key_too_small", certificate);
          hato_finding_add_number (g_ptr_array_index (self->findings, self->findings->len - 1),
                                   "bits", certificate->key_bits);
          key_told = TRUE;
        }
      if (!signature_told && certificate->sig_weak)
        {
          add_about (self, "tls.sig_weak", certificate);
          hato_finding_add_argument (g_ptr_array_index (self->findings, self->findings->len - 1),
                                     "answer", certificate->signature);
          signature_told = TRUE;
        }
    }
}

static void
judge_order (Chain *self)
{
  for (guint i = 0; i + 1 < self->chain->len; i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (self->chain, i);
      const HatoCertificate *next = g_ptr_array_index (self->chain, i + 1);

      if (certificate->readable && next->readable && !certificate->self_issued
          && strcmp (certificate->issuer, next->subject) != 0)
        {
          add_about (self, "tls.chain_order", certificate);
          return;
        }
    }
}

/**
 * hato_chain_is_good:
 *
 * Whether a session came to a chain that this computer trusts now, for @name: the proof that a name is the right one to type.
 */
gboolean
hato_chain_is_good (const HatoEvidence *evidence, const char *name, gint64 now)
{
  const GPtrArray *chain = hato_chain_get (evidence);

  if (evidence->talk == NULL || evidence->talk->end != HATO_TALK_ENCRYPTED || chain->len == 0
      || evidence->talk->verify != 0)
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (chain, i);

      if (!certificate->readable
          || ((i == 0 || !certificate->self_issued)
              && (now < certificate->begins || now > certificate->ends)))
        return FALSE;
    }
  return hato_server_name_matches (g_ptr_array_index (chain, 0), name);
}

/**
 * hato_chain_judge:
 * @evidence: of a session that came to a certificate
 * @name: what the certificate must be for
 * @now: microseconds since 1970
 * @findings: (element-type HatoFinding): faults are added, at the levels of a mail program's door
 *
 * Judges names, dates, who signed, keys and signatures of the chain.
 */
void
hato_chain_judge (const HatoEvidence *evidence, const char *name, gint64 now, GPtrArray *findings)
{
  Chain self = { evidence, hato_chain_get (evidence), name, now, findings };
  const HatoCertificate *leaf;

  if (self.chain->len == 0)
    {
      hato_finding_add_argument (add (&self, "tls.chain_invalid"), "answer", "–");
      return;
    }
  leaf = g_ptr_array_index (self.chain, 0);
  if (!leaf->readable)
    {
      hato_finding_add_argument (add (&self, "tls.chain_invalid"), "answer", leaf->sha256);
      return;
    }
  if (judge_resigned (&self))
    return;

  judge_name (&self, leaf);
  judge_dates (&self);
  judge_trust (&self);
  judge_strength (&self);
  judge_order (&self);
  judge_days_left (&self, leaf);
}
