/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-certificate.h"

#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>

#define DAY 86400

static void
good (int result)
{
  g_assert_cmpint (result, >=, 0);
}

static void
add_names (gnutls_x509_crt_t certificate, const FakeCertificateForm *form)
{
  guint8 address[16];

  for (gsize i = 0; i < G_N_ELEMENTS (form->dns) && form->dns[i] != NULL; i++)
    good (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, form->dns[i],
                                                (unsigned int) strlen (form->dns[i]),
                                                GNUTLS_FSAN_APPEND));
  if (form->ip != NULL && inet_pton (AF_INET, form->ip, address) == 1)
    good (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, address, 4,
                                                GNUTLS_FSAN_APPEND));
}

static void
add_constraint (gnutls_x509_crt_t certificate, const char *permitted)
{
  gnutls_x509_name_constraints_t constraints;
  gnutls_datum_t name = { (unsigned char *) permitted, (unsigned int) strlen (permitted) };

  good (gnutls_x509_name_constraints_init (&constraints));
  good (gnutls_x509_name_constraints_add_permitted (constraints, GNUTLS_SAN_DNSNAME, &name));
  good (gnutls_x509_crt_set_name_constraints (certificate, constraints, 1));
  gnutls_x509_name_constraints_deinit (constraints);
}

/* RFC 7633 §4: SEQUENCE { INTEGER 5 }. */
static void
add_must_staple (gnutls_x509_crt_t certificate)
{
  static const guint8 features[] = { 0x30, 0x03, 0x02, 0x01, 0x05 };

  good (gnutls_x509_crt_set_extension_by_oid (certificate, "1.3.6.1.5.5.7.1.24", features,
                                              sizeof features, 0));
}

static void
add_use (gnutls_x509_crt_t certificate, const FakeCertificateForm *form)
{
  good (gnutls_x509_crt_set_basic_constraints (certificate, form->ca ? 1 : 0, -1));
  good (gnutls_x509_crt_set_key_usage (certificate,
                                       form->ca ? GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN
                                                : GNUTLS_KEY_DIGITAL_SIGNATURE));
  if (!form->ca)
    good (gnutls_x509_crt_set_key_purpose_oid (
        certificate, form->purpose != NULL ? form->purpose : GNUTLS_KP_TLS_WWW_SERVER, 0));
}

/* Reads it back as a reader would: an object under construction lacks what verifying compares. */
static void
finish (FakeCertificate *self)
{
  gnutls_datum_t der = { NULL, 0 };

  good (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_DER, &der));
  gnutls_x509_crt_deinit (self->certificate);
  good (gnutls_x509_crt_init (&self->certificate));
  good (gnutls_x509_crt_import (self->certificate, &der, GNUTLS_X509_FMT_DER));
  gnutls_free (der.data);
}

/**
 * fake_certificate_new:
 * @issuer: (nullable): who signs; NULL = it signs itself
 */
FakeCertificate *
fake_certificate_new (const FakeCertificateForm *form, const FakeCertificate *issuer)
{
  FakeCertificate *self = g_new0 (FakeCertificate, 1);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const guint32 serial = g_random_int () & 0xffffff7f; /* positive */

  good (gnutls_x509_privkey_init (&self->key));
  good (gnutls_x509_privkey_generate (
      self->key, form->rsa_bits > 0 ? GNUTLS_PK_RSA : GNUTLS_PK_ECDSA,
      form->rsa_bits > 0 ? form->rsa_bits : GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  good (gnutls_x509_crt_init (&self->certificate));
  good (gnutls_x509_crt_set_version (self->certificate, 3));
  good (gnutls_x509_crt_set_serial (self->certificate, &serial, sizeof serial));
  if (form->common_name != NULL)
    good (gnutls_x509_crt_set_dn_by_oid (self->certificate, GNUTLS_OID_X520_COMMON_NAME, 0,
                                         form->common_name,
                                         (unsigned int) strlen (form->common_name)));
  good (gnutls_x509_crt_set_activation_time (self->certificate,
                                             now + (form->begins != 0 ? form->begins : -30) * DAY));
  good (gnutls_x509_crt_set_expiration_time (self->certificate,
                                             now + (form->ends != 0 ? form->ends : 100) * DAY));
  good (gnutls_x509_crt_set_key (self->certificate, self->key));
  add_names (self->certificate, form);
  add_use (self->certificate, form);
  if (form->permitted != NULL)
    add_constraint (self->certificate, form->permitted);
  if (form->must_staple)
    add_must_staple (self->certificate);
  good (gnutls_x509_crt_sign2 (self->certificate,
                               issuer != NULL ? issuer->certificate : self->certificate,
                               issuer != NULL ? issuer->key : self->key,
                               form->sha1 ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256, 0));
  finish (self);
  return self;
}

void
fake_certificate_free (FakeCertificate *self)
{
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_privkey_deinit (self->key);
  g_free (self);
}

GBytes *
fake_certificate_dup_der (const FakeCertificate *self)
{
  gnutls_datum_t der = { NULL, 0 };
  GBytes *bytes;

  good (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_DER, &der));
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  return bytes;
}

/** fake_certificate_write_file: (transfer full): the path of a PEM file of it, which the caller removes. */
char *
fake_certificate_write_file (const FakeCertificate *self)
{
  gnutls_datum_t pem = { NULL, 0 };
  char *path = NULL;
  int fd = g_file_open_tmp ("hato-XXXXXX.pem", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  good (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_PEM, &pem));
  g_assert_true (g_file_set_contents (path, (const char *) pem.data, (gssize) pem.size, NULL));
  gnutls_free (pem.data);
  close (fd);
  return path;
}
