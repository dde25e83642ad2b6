/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/certificate.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#include "base/address.h"
#include "base/cursor.h"

#define NAME_MAX_SIZE  1024u /* of one SAN; a DNS name has at most 253 */
#define TLS_FEATURE    "1.3.6.1.5.5.7.1.24"
#define STATUS_REQUEST 5u /* RFC 7633 §4 */

G_DEFINE_BOXED_TYPE (HatoCertificate,
                     hato_certificate,
                     hato_certificate_ref,
                     hato_certificate_unref)

/* What the library leaves of odd bytes is not always text. */
static char *
dup_name (gnutls_x509_crt_t certificate, int (*get) (gnutls_x509_crt_t, gnutls_datum_t *, unsigned))
{
  gnutls_datum_t text = { NULL, 0 };
  char *copy;

  if (get (certificate, &text, 0) < 0)
    return g_strdup ("");

  copy = g_utf8_make_valid ((const char *) text.data, (gssize) text.size);
  gnutls_free (text.data);
  return copy;
}

/* A name with a NUL inside is what it is up to no byte of it: it is no name. */
static char *
dup_text (const guint8 *bytes, gsize size)
{
  if (size == 0 || memchr (bytes, '\0', size) != NULL
      || !g_utf8_validate ((const char *) bytes, (gssize) size, NULL))
    return NULL;

  return g_ascii_strdown ((const char *) bytes, (gssize) size);
}

static void
read_names (HatoCertificate *self, gnutls_x509_crt_t certificate)
{
  for (guint i = 0; i < HATO_CERTIFICATE_NAMES_MAX; i++)
    {
      guint8 bytes[NAME_MAX_SIZE];
      size_t size = sizeof bytes;
      int type = gnutls_x509_crt_get_subject_alt_name (certificate, i, bytes, &size, NULL);

      if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return;
      if (type == GNUTLS_SAN_DNSNAME)
        {
          char *name = dup_text (bytes, size);

          if (name != NULL)
            g_ptr_array_add (self->dns, name);
        }
      else if (type == GNUTLS_SAN_IPADDRESS && (size == 4 || size == 16))
        {
          HatoAddress address = { .size = size };

          memcpy (address.bytes, bytes, size);
          g_ptr_array_add (self->ips, hato_address_to_string (&address));
        }
    }
}

/* One part of the subject's name, or of the issuer's; NULL where there is none. */
static char *
read_part (gnutls_x509_crt_t certificate, gboolean of_issuer, const char *oid)
{
  char bytes[NAME_MAX_SIZE];
  gsize size = sizeof bytes;
  int result = of_issuer
                   ? gnutls_x509_crt_get_issuer_dn_by_oid (certificate, oid, 0, 0, bytes, &size)
                   : gnutls_x509_crt_get_dn_by_oid (certificate, oid, 0, 0, bytes, &size);

  return result >= 0 && size > 0 ? g_utf8_make_valid (bytes, (gssize) strnlen (bytes, sizeof bytes))
                                 : NULL;
}

/* SEQUENCE OF INTEGER, RFC 7633 §4: whether 5 (status_request) is among them. */
static gboolean
has_status_request (const guint8 *bytes, gsize size)
{
  HatoCursor cursor;
  guint8 tag, length, value;

  hato_cursor_init (&cursor, bytes, size);
  if (!hato_cursor_take_u8 (&cursor, &tag) || tag != 0x30
      || !hato_cursor_take_u8 (&cursor, &length))
    return FALSE;
  while (hato_cursor_take_u8 (&cursor, &tag) && tag == 0x02
         && hato_cursor_take_u8 (&cursor, &length) && length == 1
         && hato_cursor_take_u8 (&cursor, &value))
    if (value == STATUS_REQUEST)
      return TRUE;

  return FALSE;
}

static void
read_features (HatoCertificate *self, gnutls_x509_crt_t certificate)
{
  guint8 bytes[64];
  size_t size = sizeof bytes;

  if (gnutls_x509_crt_get_extension_by_oid (certificate, TLS_FEATURE, 0, bytes, &size, NULL) >= 0)
    self->must_staple = has_status_request (bytes, size);
}

static void
read_key (HatoCertificate *self, gnutls_x509_crt_t certificate)
{
  unsigned int bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, &bits);
  int signature = gnutls_x509_crt_get_signature_algorithm (certificate);
  gnutls_digest_algorithm_t digest =
      signature > 0 ? gnutls_sign_get_hash_algorithm ((gnutls_sign_algorithm_t) signature)
                    : GNUTLS_DIG_UNKNOWN;
  const char *name =
      signature > 0 ? gnutls_sign_get_name ((gnutls_sign_algorithm_t) signature) : NULL;

  self->key_bits = bits;
  if (algorithm == GNUTLS_PK_RSA || algorithm == GNUTLS_PK_RSA_PSS)
    self->key = HATO_KEY_RSA;
  else if (algorithm == GNUTLS_PK_ECDSA || algorithm == GNUTLS_PK_EDDSA_ED25519
           || algorithm == GNUTLS_PK_EDDSA_ED448)
    self->key = HATO_KEY_EC;
  self->signature = g_strdup (name != NULL ? name : "");
  self->sig_weak = digest == GNUTLS_DIG_MD5 || digest == GNUTLS_DIG_SHA1;
}

static GBytes *
dup_public_key (gnutls_x509_crt_t certificate)
{
  gnutls_pubkey_t key;
  gnutls_datum_t der = { NULL, 0 };
  GBytes *bytes = NULL;

  if (gnutls_pubkey_init (&key) < 0)
    return NULL;
  if (gnutls_pubkey_import_x509 (key, certificate, 0) >= 0
      && gnutls_pubkey_export2 (key, GNUTLS_X509_FMT_DER, &der) >= 0)
    {
      bytes = g_bytes_new (der.data, der.size);
      gnutls_free (der.data);
    }
  gnutls_pubkey_deinit (key);
  return bytes;
}

static void
read_all (HatoCertificate *self, gnutls_x509_crt_t certificate)
{
  g_autofree char *common_name = NULL;

  self->readable = TRUE;
  self->subject = dup_name (certificate, gnutls_x509_crt_get_dn3);
  self->issuer = dup_name (certificate, gnutls_x509_crt_get_issuer_dn3);
  self->begins = (gint64) gnutls_x509_crt_get_activation_time (certificate) * G_USEC_PER_SEC;
  self->ends = (gint64) gnutls_x509_crt_get_expiration_time (certificate) * G_USEC_PER_SEC;
  self->self_issued = gnutls_x509_crt_check_issuer (certificate, certificate) != 0;
  self->public_key = dup_public_key (certificate);
  common_name = read_part (certificate, FALSE, GNUTLS_OID_X520_COMMON_NAME);
  if (common_name != NULL)
    self->common_name = dup_text ((const guint8 *) common_name, strlen (common_name));
  self->authority = read_part (certificate, TRUE, GNUTLS_OID_X520_ORGANIZATION_NAME);
  if (self->authority == NULL)
    self->authority = read_part (certificate, TRUE, GNUTLS_OID_X520_COMMON_NAME);
  read_names (self, certificate);
  read_features (self, certificate);
  read_key (self, certificate);
}

/**
 * hato_certificate_parse:
 * @der: what a server sent
 *
 * Returns: (transfer full): what it says (RFC 5280 §4.1); not readable where the bytes are no certificate, or too many
 */
HatoCertificate *
hato_certificate_parse (GBytes *der)
{
  HatoCertificate *self = g_atomic_rc_box_new0 (HatoCertificate);
  gnutls_x509_crt_t certificate = NULL;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (der, &size);

  self->der = g_bytes_ref (der);
  self->dns = g_ptr_array_new_with_free_func (g_free);
  self->ips = g_ptr_array_new_with_free_func (g_free);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  if (size <= HATO_CERTIFICATE_SIZE_MAX && gnutls_x509_crt_init (&certificate) >= 0)
    {
      gnutls_datum_t datum = { (unsigned char *) bytes, (unsigned int) size };

      if (gnutls_x509_crt_import (certificate, &datum, GNUTLS_X509_FMT_DER) >= 0)
        read_all (self, certificate);
      gnutls_x509_crt_deinit (certificate);
    }
  return self;
}

HatoCertificate *
hato_certificate_ref (HatoCertificate *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
certificate_clear (gpointer data)
{
  HatoCertificate *self = data;

  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->common_name);
  g_free (self->authority);
  g_ptr_array_unref (self->dns);
  g_ptr_array_unref (self->ips);
  g_free (self->signature);
  g_free (self->sha256);
  g_bytes_unref (self->der);
  g_clear_pointer (&self->public_key, g_bytes_unref);
}

void
hato_certificate_unref (HatoCertificate *self)
{
  g_atomic_rc_box_release_full (self, certificate_clear);
}
