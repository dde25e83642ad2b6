/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/certificate.h"

#include "fakes/fake-certificate.h"

static HatoCertificate *
make (const FakeCertificateForm *form)
{
  g_autoptr (FakeCertificate) fake = fake_certificate_new (form, NULL);
  g_autoptr (GBytes) der = fake_certificate_dup_der (fake);

  return hato_certificate_parse (der);
}

static void
test_fields (void)
{
  const FakeCertificateForm form = { .common_name = "Mail.Example",
                                     .dns = { "MAIL.example", "*.example" },
                                     .ip = "192.0.2.1",
                                     .begins = -10,
                                     .ends = 20,
                                     .must_staple = TRUE };
  g_autoptr (HatoCertificate) certificate = make (&form);
  gint64 now = g_get_real_time ();

  g_assert_true (certificate->readable);
  g_assert_cmpstr (certificate->subject, ==, "CN=Mail.Example");
  g_assert_cmpstr (certificate->common_name, ==, "mail.example");
  g_assert_cmpstr (certificate->authority, ==, "Mail.Example"); /* who signed itself */
  g_assert_cmpuint (certificate->dns->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (certificate->dns, 0), ==, "mail.example");
  g_assert_cmpstr (g_ptr_array_index (certificate->ips, 0), ==, "192.0.2.1");
  g_assert_cmpint (certificate->begins, <, now);
  g_assert_cmpint (certificate->ends, >, now);
  g_assert_cmpint (certificate->key, ==, HATO_KEY_EC);
  g_assert_cmpuint (certificate->key_bits, ==, 256);
  g_assert_true (certificate->self_issued);
  g_assert_true (certificate->must_staple);
  g_assert_false (certificate->sig_weak);
  g_assert_nonnull (certificate->public_key);
}

static void
test_weak (void)
{
  const FakeCertificateForm form = { .common_name = "x", .rsa_bits = 1024, .sha1 = TRUE };
  g_autoptr (HatoCertificate) certificate = make (&form);

  g_assert_cmpint (certificate->key, ==, HATO_KEY_RSA);
  g_assert_cmpuint (certificate->key_bits, ==, 1024);
  g_assert_true (certificate->sig_weak);
  g_assert_false (certificate->must_staple);
}

/* Every prefix of a certificate, and bytes that are none. */
static void
test_unreadable (void)
{
  const FakeCertificateForm form = { .common_name = "x", .dns = { "x.example" } };
  g_autoptr (HatoCertificate) whole = make (&form);
  gsize size = g_bytes_get_size (whole->der);

  for (gsize part = 0; part < size; part += 7)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole->der, 0, part);
      g_autoptr (HatoCertificate) certificate = hato_certificate_parse (cut);

      g_assert_false (certificate->readable);
      g_assert_cmpuint (certificate->dns->len, ==, 0);
    }
}

/* Names past the limit are left out. */
static void
test_limit (void)
{
  const FakeCertificateForm form = { .common_name = "x" };
  g_autoptr (FakeCertificate) fake = fake_certificate_new (&form, NULL);
  g_autoptr (GBytes) der = NULL;
  g_autoptr (HatoCertificate) certificate = NULL;

  for (guint i = 0; i < HATO_CERTIFICATE_NAMES_MAX + 1; i++)
    gnutls_x509_crt_set_subject_alt_name (fake->certificate, GNUTLS_SAN_DNSNAME, "a.example", 9,
                                          GNUTLS_FSAN_APPEND);
  gnutls_x509_crt_sign2 (fake->certificate, fake->certificate, fake->key, GNUTLS_DIG_SHA256, 0);
  der = fake_certificate_dup_der (fake);
  certificate = hato_certificate_parse (der);
  g_assert_cmpuint (certificate->dns->len, ==, HATO_CERTIFICATE_NAMES_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/fields", test_fields);
  g_test_add_func ("/certificate/weak", test_weak);
  g_test_add_func ("/certificate/unreadable", test_unreadable);
  g_test_add_func ("/certificate/limit", test_limit);
  return g_test_run ();
}
