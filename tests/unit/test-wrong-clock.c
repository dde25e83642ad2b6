/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/wrong-clock.h"

#include <string.h>

#include "fakes/fake-certificate.h"

#define EXPIRED "tls.cert_expired"
#define EARLY   "tls.cert_not_yet_valid"
#define DOORS   3

/* limits, T22: two servers must disagree with the clock. */
static const struct
{
  const char *description;
  struct
  {
    const char *code; /* (nullable): what was found; NULL = the door showed no certificate */
    const char *address;
    guint certificate; /* which one it showed */
  } doors[DOORS];
  gboolean likely;
} rows[] = {
  { "two servers, two certificates, both run out",
    { { EXPIRED, "192.0.2.1", 0 }, { EXPIRED, "192.0.2.2", 1 } },
    TRUE },
  { "both not valid yet", { { EARLY, "192.0.2.1", 0 }, { EARLY, "192.0.2.2", 1 } }, TRUE },
  { "one of each kind: no clock is both",
    { { EXPIRED, "192.0.2.1", 0 }, { EARLY, "192.0.2.2", 1 } },
    FALSE },
  { "a third one is in its time",
    { { EXPIRED, "192.0.2.1", 0 }, { EXPIRED, "192.0.2.2", 1 }, { "tls.ok", "192.0.2.3", 2 } },
    FALSE },
  { "a third one showed none",
    { { EXPIRED, "192.0.2.1", 0 }, { EXPIRED, "192.0.2.2", 1 }, { NULL, "192.0.2.3", 0 } },
    TRUE },
  { "one certificate on two servers",
    { { EXPIRED, "192.0.2.1", 0 }, { EXPIRED, "192.0.2.2", 0 } },
    FALSE },
  { "two certificates on one server",
    { { EXPIRED, "192.0.2.1", 0 }, { EXPIRED, "192.0.2.1", 1 } },
    FALSE },
};

static HatoItem *
make_item (const char *code, const char *address, const FakeCertificate *certificate)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (HatoQuestion) question =
      hato_question_new_session ("mx.test", address, 25, HATO_PROTOCOL_SMTP, 0);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");
  HatoFinding *finding = hato_finding_new_usual (code != NULL ? code : "reach.reset", "mx.test");
  HatoFinding *beside = hato_finding_new ("mta-sts.certificate", HATO_LEVEL_PROBLEM, "mx.test");

  evidence->talk = hato_talk_new ();
  if (code != NULL)
    g_ptr_array_add (evidence->talk->chain, fake_certificate_dup_der (certificate));
  finding->affects = HATO_AFFECTS_RECEIVING;
  hato_finding_add_argument (finding, "date", "2026-01-01");
  hato_finding_cite (finding, evidence);
  g_ptr_array_add (findings, finding);
  g_ptr_array_add (findings, beside);
  return hato_item_new (address, findings);
}

static void
test_rows (void)
{
  const FakeCertificateForm form = { .common_name = "x", .dns = { "mx.test" } };
  FakeCertificate *certificates[DOORS];

  for (gsize i = 0; i < DOORS; i++)
    certificates[i] = fake_certificate_new (&form, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) items =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);

      g_test_message ("%s", rows[i].description);
      for (gsize j = 0; j < DOORS && rows[i].doors[j].address != NULL; j++)
        g_ptr_array_add (items, make_item (rows[i].doors[j].code, rows[i].doors[j].address,
                                           certificates[rows[i].doors[j].certificate]));
      g_assert_cmpint (hato_wrong_clock_is_likely (items), ==, rows[i].likely);
    }
  for (gsize i = 0; i < DOORS; i++)
    fake_certificate_free (certificates[i]);
}

/* What was said of the dates is left unchecked, with whom it touches and what it rests on. */
static void
test_item (void)
{
  const FakeCertificateForm form = { .common_name = "x", .dns = { "mx.test" } };
  g_autoptr (FakeCertificate) certificate = fake_certificate_new (&form, NULL);
  g_autoptr (HatoItem) late = make_item (EXPIRED, "192.0.2.1", certificate);
  g_autoptr (HatoItem) good = make_item ("tls.ok", "192.0.2.1", certificate);
  g_autoptr (HatoItem) item = hato_wrong_clock_dup_item (late);
  const HatoFinding *finding;

  g_assert_null (hato_wrong_clock_dup_item (good));
  g_assert_cmpint (item->level, ==, HATO_LEVEL_UNCHECKED);
  g_assert_cmpuint (item->findings->len, ==, 2);
  finding = g_ptr_array_index (item->findings, 0);
  if (strcmp (finding->code, "tls.clock") != 0)
    finding = g_ptr_array_index (item->findings, 1);
  g_assert_cmpstr (finding->code, ==, "tls.clock");
  g_assert_cmpint (finding->affects, ==, HATO_AFFECTS_RECEIVING);
  g_assert_cmpstr (hato_finding_get_argument (finding, "date"), ==, "2026-01-01");
  g_assert_cmpuint (finding->evidence->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wrong-clock/rows", test_rows);
  g_test_add_func ("/wrong-clock/item", test_item);
  return g_test_run ();
}
