/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/* What a certificate is to say; zero and NULL are the usual. */
typedef struct
{
  const char *common_name;
  const char *dns[8]; /* SANs, up to the first NULL */
  const char *ip;     /* a SAN */
  int begins;         /* days from now; 0 = a month ago */
  int ends;           /* days from now; 0 = in a hundred days */
  guint rsa_bits;     /* 0 = P-256 */
  gboolean sha1;      /* signed so */
  gboolean ca;
  const char *purpose;   /* NULL = server */
  gboolean must_staple;  /* RFC 7633 */
  const char *permitted; /* name constraint of an authority */
} FakeCertificateForm;

/* A certificate and its key, made for a test. */
typedef struct
{
  gnutls_x509_crt_t certificate; /* (owned) */
  gnutls_x509_privkey_t key;     /* (owned) */
} FakeCertificate;

FakeCertificate *fake_certificate_new (const FakeCertificateForm *form,
                                       const FakeCertificate *issuer);
void fake_certificate_free (FakeCertificate *self);
GBytes *fake_certificate_dup_der (const FakeCertificate *self);
char *fake_certificate_write_file (const FakeCertificate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeCertificate, fake_certificate_free)

G_END_DECLS
