/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-authority.h"

#include "fake-certificate.h"

struct _FakeAuthority
{
  FakeCertificate *certificate; /* (owned) */
  char *pem;                    /* (owned) */
};

static char *
export_pem (const FakeCertificate *certificate, gboolean with_key)
{
  gnutls_datum_t first, second = { NULL, 0 };
  char *pem;

  g_assert_cmpint (gnutls_x509_crt_export2 (certificate->certificate, GNUTLS_X509_FMT_PEM, &first),
                   ==, 0);
  if (with_key)
    g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (certificate->key, GNUTLS_X509_FMT_PEM, NULL,
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
  const FakeCertificateForm form = { .common_name = name, .ca = TRUE };

  self->certificate = fake_certificate_new (&form, NULL);
  self->pem = export_pem (self->certificate, FALSE);
  return self;
}

void
fake_authority_free (FakeAuthority *self)
{
  fake_certificate_free (self->certificate);
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
 * @first_day: from when it is good, in days from today; not 0
 * @last_day: until when; not 0
 *
 * Returns: (transfer full): a certificate with its private key, PEM
 */
char *
fake_authority_sign (const FakeAuthority *self, const char *host, int first_day, int last_day)
{
  const FakeCertificateForm form = {
    .common_name = host, .dns = { host }, .begins = first_day, .ends = last_day
  };
  g_autoptr (FakeCertificate) certificate = fake_certificate_new (&form, self->certificate);

  return export_pem (certificate, TRUE);
}
