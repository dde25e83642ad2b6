/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/certificate-list.h"

#include "fakes/fake-certificate.h"

/* One door, and the certificate that it shows. */
typedef struct
{
  const char *host;
  FakeCertificateForm form;
} Door;

static HatoItem *
make_item (const char *host, const FakeCertificate *leaf)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (HatoQuestion) question =
      hato_question_new_session (host, "192.0.2.1", 993, HATO_PROTOCOL_IMAPS, 0);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");
  HatoFinding *finding = hato_finding_new_usual ("tls.ok", host);

  evidence->talk = hato_talk_new ();
  if (leaf != NULL)
    g_ptr_array_add (evidence->talk->chain, fake_certificate_dup_der (leaf));
  hato_finding_cite (finding, evidence);
  g_ptr_array_add (findings, finding);
  return hato_item_new (host, findings);
}

static HatoCertificateList *
make_list (GPtrArray *items)
{
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);
  g_autoptr (HatoSubject) subject = hato_subject_new ("shop.test", "shop.test");
  g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
  HatoStatistics statistics = { 0 };
  g_autoptr (HatoCheckup) checkup =
      hato_checkup_new (subject, items, evidence, g_get_real_time (), 0, &statistics);

  return hato_certificate_list_new (checkup, providers);
}

static const struct
{
  Door door;
  const char *name;
  int days_left;
  gboolean automatic;
  HatoWho who;
  const char *provider; /* (nullable) */
} orders[] = {
  { { "old.shop.test",
      { .common_name = "x", .dns = { "old.shop.test" }, .begins = -90, .ends = -1 } },
    "old.shop.test",
    -2,
    TRUE,
    HATO_WHO_YOU,
    NULL },
  { { "mail.shop.test",
      { .common_name = "x", .dns = { "*.xserver.jp" }, .begins = -300, .ends = 20 } },
    "*.xserver.jp",
    19,
    FALSE,
    HATO_WHO_HOST,
    "xserver" },
  { { "shop.test",
      { .common_name = "x", .dns = { "*.shop.test", "shop.test" }, .begins = -10, .ends = 80 } },
    "shop.test",
    79,
    TRUE,
    HATO_WHO_YOU,
    NULL },
  { { "elsewhere.test", { .common_name = "elsewhere.test", .begins = -10, .ends = 190 } },
    "elsewhere.test",
    189,
    FALSE,
    HATO_WHO_HOST,
    NULL },
  { { "sv1.xserver.jp",
      { .common_name = "x", .dns = { "sv1.xserver.jp" }, .begins = -10, .ends = 200 } },
    "sv1.xserver.jp",
    199,
    FALSE,
    HATO_WHO_HOST,
    "xserver" },
};

/* The fewest days first; whose it is, who renews it, and whether a program does. */
static void
test_order (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (HatoCertificateList) list = NULL;

  for (gsize i = G_N_ELEMENTS (orders); i-- > 0;)
    {
      g_autoptr (FakeCertificate) leaf = fake_certificate_new (&orders[i].door.form, NULL);

      g_ptr_array_add (items, make_item (orders[i].door.host, leaf));
    }
  list = make_list (items);
  g_assert_cmpuint (list->certificates->len, ==, G_N_ELEMENTS (orders));
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const HatoListedCertificate *listed = g_ptr_array_index (list->certificates, i);

      g_assert_cmpstr (listed->name, ==, orders[i].name);
      g_assert_cmpint (listed->days_left, ==, orders[i].days_left);
      g_assert_cmpint (listed->automatic, ==, orders[i].automatic);
      g_assert_cmpint (listed->who, ==, orders[i].who);
      g_assert_cmpstr (listed->provider != NULL ? listed->provider->id : NULL, ==,
                       orders[i].provider);
    }
}

/* A certificate that several doors show stands there once; a door without one not at all. */
static void
test_once (void)
{
  const FakeCertificateForm form = { .common_name = "x", .dns = { "mail.shop.test" } };
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (HatoCertificateList) list = NULL;
  const HatoListedCertificate *listed;

  g_ptr_array_add (items, make_item ("mail.shop.test", leaf));
  g_ptr_array_add (items, make_item ("dark.shop.test", NULL));
  g_ptr_array_add (items, make_item ("smtp.shop.test", leaf));
  list = make_list (items);
  g_assert_cmpuint (list->certificates->len, ==, 1);
  listed = g_ptr_array_index (list->certificates, 0);
  g_assert_cmpuint (g_strv_length (listed->doors), ==, 2);
  g_assert_cmpstr (listed->doors[1], ==, "smtp.shop.test");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate-list/order", test_order);
  g_test_add_func ("/certificate-list/once", test_once);
  return g_test_run ();
}
