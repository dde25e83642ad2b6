/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/chain.h"

#include <string.h>

#include "fakes/fake-certificate.h"

#define NAME "mail.example.test"

static HatoEvidence *
make (const FakeCertificate *const *chain, guint n)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new_session (NAME, "192.0.2.1", 993, HATO_PROTOCOL_IMAPS, 0);
  HatoEvidence *evidence = hato_evidence_new (question, "tcp");

  evidence->talk = hato_talk_new ();
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (evidence->talk->chain, fake_certificate_dup_der (chain[i]));
  return evidence;
}

static gboolean
tells (const HatoEvidence *evidence, const char *code)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);

  hato_chain_judge (evidence, NAME, g_get_real_time (), findings);
  for (guint i = 0; i < findings->len; i++)
    if (strcmp (((const HatoFinding *) g_ptr_array_index (findings, i))->code, code) == 0)
      return TRUE;

  return FALSE;
}

/* Each certificate is followed by its issuer (RFC 5246 §7.4.2). */
static void
test_order (void)
{
  const FakeCertificateForm forms[] = { { .common_name = "Root", .ca = TRUE },
                                        { .common_name = "Middle", .ca = TRUE },
                                        { .common_name = "x", .dns = { NAME } } };
  g_autoptr (FakeCertificate) root = fake_certificate_new (&forms[0], NULL);
  g_autoptr (FakeCertificate) middle = fake_certificate_new (&forms[1], root);
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&forms[2], middle);
  const FakeCertificate *const good[] = { leaf, middle, root };
  const FakeCertificate *const bad[] = { leaf, root, middle };
  g_autoptr (HatoEvidence) first = make (good, 3);
  g_autoptr (HatoEvidence) second = make (bad, 3);

  g_assert_false (tells (first, "tls.chain_order"));
  g_assert_true (tells (second, "tls.chain_order"));
}

/* Both sides of the limits: 30 days and a sixth of the life. */
static void
test_days_left (void)
{
  static const struct
  {
    int begins, ends;
    gboolean told;
  } rows[] = { { -300, 29, TRUE }, { -300, 31, FALSE }, { -60, 11, TRUE },
               { -60, 13, FALSE }, { -47, 8, TRUE },    { -40, 9, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const FakeCertificateForm form = {
        .common_name = "x", .dns = { NAME }, .begins = rows[i].begins, .ends = rows[i].ends
      };
      g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, NULL);
      const FakeCertificate *const chain[] = { leaf };
      g_autoptr (HatoEvidence) evidence = make (chain, 1);

      g_test_message ("from day %d to day %d", rows[i].begins, rows[i].ends);
      g_assert_cmpint (tells (evidence, "tls.expires_soon"), ==, rows[i].told);
    }
}

/* No certificate, and bytes that are none, are told as that. */
static void
test_unreadable (void)
{
  g_autoptr (HatoEvidence) none = make (NULL, 0);
  g_autoptr (HatoEvidence) garbage = make (NULL, 0);

  g_ptr_array_add (garbage->talk->chain, g_bytes_new_static ("garbage", 7));
  g_assert_true (tells (none, "tls.chain_invalid"));
  g_assert_true (tells (garbage, "tls.chain_invalid"));
  g_assert_false (hato_chain_is_good (garbage, NAME, 1));
}

/* Security software of this computer that signs anew is told as that, and is no fault. */
static void
test_resigned (void)
{
  const FakeCertificateForm root_form = { .common_name = "Avast Web/Mail Shield Root", .ca = TRUE };
  const FakeCertificateForm form = { .common_name = "x", .dns = { "other.test" } };
  static const guint trusted[] = { GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND, 0 };
  g_autoptr (FakeCertificate) root = fake_certificate_new (&root_form, NULL);
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, root);
  const FakeCertificate *const chain[] = { leaf };

  for (gsize i = 0; i < G_N_ELEMENTS (trusted); i++)
    {
      g_autoptr (HatoEvidence) evidence = make (chain, 1);

      evidence->talk->verify = trusted[i];
      g_assert_true (tells (evidence, "tls.resigned"));
      g_assert_false (tells (evidence, "tls.missing_intermediate"));
      g_assert_false (tells (evidence, "tls.hostname_mismatch"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain/order", test_order);
  g_test_add_func ("/chain/days-left", test_days_left);
  g_test_add_func ("/chain/unreadable", test_unreadable);
  g_test_add_func ("/chain/resigned", test_resigned);
  return g_test_run ();
}
