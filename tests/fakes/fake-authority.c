/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-authority.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#define DAY (24 * 60 * 60)

struct _FakeAuthority
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  char *pem; /* (owned) */
};

static gnutls_x509_privkey_t
new_key (void)
{
  gnutls_x509_privkey_t key;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (
                       key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                   ==, 0);
  return key;
}

/* A certificate that is not signed yet, good from @first_day to @last_day counted from today. */
static gnutls_x509_crt_t
new_certificate (gnutls_x509_privkey_t key, const char *name, int first_day, int last_day)
{
  static int serial = 1;
  gnutls_x509_crt_t certificate;
  guint8 number = (guint8) g_atomic_int_add (&serial, 1);

  g_assert_cmpint (gnutls_x509_crt_init (&certificate), ==, 0);
  gnutls_x509_crt_set_version (certificate, 3);
  gnutls_x509_crt_set_serial (certificate, &number, 1);
  gnutls_x509_crt_set_key (certificate, key);
  gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                 (unsigned) strlen (name));
  gnutls_x509_crt_set_activation_time (certificate, time (NULL) + first_day * DAY);
  gnutls_x509_crt_set_expiration_time (certificate, time (NULL) + last_day * DAY);
  return certificate;
}

static char *
export_pem (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  gnutls_datum_t first, second = { NULL, 0 };
  char *pem;

  g_assert_cmpint (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &first), ==, 0);
  if (key != NULL)
    g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL,
                                                        GNUTLS_PKCS_PLAIN, &second),
                     ==, 0);
  pem = g_strconcat ((const char *) first.data, (const char *) second.data, NULL);
  gnutls_free (first.data);
  gnutls_free (second.data);
  return pem;
}

FakeAuthority *
fake_authority_new (void)
{
  FakeAuthority *self = g_new0 (FakeAuthority, 1);
  g_autofree char *name = g_strdup_printf ("Authority of a test %p", (void *) self);

  self->key = new_key ();
  self->certificate = new_certificate (self->key, name, -1, 30);
  gnutls_x509_crt_set_ca_status (self->certificate, 1);
  gnutls_x509_crt_set_key_usage (self->certificate, GNUTLS_KEY_KEY_CERT_SIGN);
  g_assert_cmpint (
      gnutls_x509_crt_sign2 (self->certificate, self->certificate, self->key, GNUTLS_DIG_SHA256, 0),
      ==, 0);
  self->pem = export_pem (self->certificate, NULL);
  return self;
}

void
fake_authority_free (FakeAuthority *self)
{
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_privkey_deinit (self->key);
  g_free (self->pem);
  g_free (self);
}

/** fake_authority_get_pem: the authority's own certificate, for a file of those to trust */
const char *
fake_authority_get_pem (const FakeAuthority *self)
{
  return self->pem;
}

/**
 * fake_authority_sign:
 * @host: the one name of the certificate
 * @first_day: from when it is good, in days from today
 * @last_day: until when
 *
 * Returns: (transfer full): a certificate with its private key, PEM
 */
char *
fake_authority_sign (const FakeAuthority *self, const char *host, int first_day, int last_day)
{
  gnutls_x509_privkey_t key = new_key ();
  gnutls_x509_crt_t certificate = new_certificate (key, host, first_day, last_day);
  char *pem;

  gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, host,
                                        (unsigned) strlen (host), GNUTLS_FSAN_SET);
  gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE);
  gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0);
  g_assert_cmpint (
      gnutls_x509_crt_sign2 (certificate, self->certificate, self->key, GNUTLS_DIG_SHA256, 0), ==,
      0);
  pem = export_pem (certificate, key);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
  return pem;
}
