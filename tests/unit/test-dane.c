/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates announced in DNS (RFC 7672): what is there, and whether a sender may use it. */
#include "config.h"

#include "dns/dane.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX      40u
#define ORDERS          6u
#define HASH            "000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f"
#define MX(host)        "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"" host "\"}"
#define DOMAIN(records) "\"d.test\": {\"records\": [" records "]}"
#define TLSA(host, data, ad)                                                                       \
  ", \"_25._tcp." host "\": {\"ad\": " ad ", \"records\": [{\"type\": \"TLSA\", \"data\": \"" data \
  "\"}]}"
#define ALIAS(host, name, ad)                                                                      \
  ", \"" host "\": {\"ad\": " ad ", \"records\": [{\"type\": \"CNAME\", \"target\": \"" name       \
  "\"}]}, \"" name "\": {\"ad\": " ad                                                              \
  ", \"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]}"
#define ROOT ", \"\": {\"ad\": true, \"records\": [{\"type\": \"NS\", \"target\": \"a.test\"}]}"

static const struct
{
  const char *description;
  const char *zone;
  const char *findings;
} rows[] = {
  { "announced and signed", DOMAIN (MX ("m.test")) TLSA ("m.test", "3 1 1 " HASH, "true") ROOT,
    "dane.ok ok;" },
  { "nobody announces anything", DOMAIN (MX ("m.test") "," MX ("n.test")),
    "dane.none not_applicable;" },
  { "one of two hosts",
    DOMAIN (MX ("m.test") "," MX ("n.test")) TLSA ("n.test", "2 0 1 " HASH, "true"),
    "dane.ok ok;" },
  { "a usage that senders of mail leave aside (RFC 7672 §3.1.3)",
    DOMAIN (MX ("m.test")) TLSA ("m.test", "1 1 1 " HASH, "true"), "dane.unusable advice;" },
  { "a record of the wrong length", DOMAIN (MX ("m.test")) TLSA ("m.test", "3 1 1 0001", "true"),
    "dane.unusable advice;" },
  { "not signed, and the resolver would tell (RFC 7672 §2.2.1)",
    DOMAIN (MX ("m.test")) TLSA ("m.test", "3 1 1 " HASH, "false") ROOT, "dane.unsigned advice;" },
  { "not known to be signed: the resolver verifies nothing",
    DOMAIN (MX ("m.test")) TLSA ("m.test", "3 1 1 " HASH, "false"), "dane.ok ok;" },
  { "silence is no fault", DOMAIN (MX ("m.test")) ", \"_25._tcp.m.test\": {\"timeout\": true}",
    "dane.unchecked unchecked;" },
  { "at the name that the MX is another name for (RFC 7672 §2.2.2)",
    DOMAIN (MX ("m.test")) ALIAS ("m.test", "n.test", "true") TLSA ("n.test", "3 1 1 " HASH, "true")
        ROOT,
    "dane.ok ok;" },
  { "nothing there: at the MX's own name (RFC 7672 §2.2.3)",
    DOMAIN (MX ("m.test")) ALIAS ("m.test", "n.test", "true") TLSA ("m.test", "3 1 1 " HASH, "true")
        ROOT,
    "dane.ok ok;" },
  { "not signed there: at the MX's own name (RFC 7672 §2.2.3)",
    DOMAIN (MX ("m.test")) ALIAS ("m.test", "n.test", "true")
        TLSA ("n.test", "1 1 1 " HASH, "false") TLSA ("m.test", "3 1 1 " HASH, "true") ROOT,
    "dane.ok ok;" },
  { "another name that is not signed leads nowhere (RFC 7672 §2.2.2)",
    DOMAIN (MX ("m.test")) ALIAS ("m.test", "n.test", "false")
        TLSA ("n.test", "3 1 1 " HASH, "true") ROOT,
    "dane.none not_applicable;" },
  { "silence there holds the mail, whatever the MX's own name says (RFC 7672 §2.2.3)",
    DOMAIN (MX ("m.test"))
        ALIAS ("m.test", "n.test", "true") ", \"_25._tcp.n.test\": "
                                           "{\"timeout\": true}" TLSA ("m.test",
                                                                       "3 1 1 " HASH,
                                                                       "true") ROOT,
    "dane.unchecked unchecked;" },
  { "no MX", DOMAIN ("{\"type\": \"A\", \"address\": \"192.0.2.1\"}"),
    "dane.not_applicable not_applicable;" },
  { "a null MX", DOMAIN (MX ("")), "dane.not_applicable not_applicable;" },
  { "the MX cannot be had", "\"d.test\": {\"timeout\": true}", "dane.unchecked unchecked;" },
};

static char *
judge (gsize row, guint32 seed)
{
  g_autofree char *zone = g_strconcat ("{", rows[row].zone, "}", NULL);
  g_auto (FakeZoneAnswers) fake = { 0 };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (GRand) lots = g_rand_new_with_seed (seed);
  GString *list = g_string_new (NULL);

  fake_zone_answers_init (&fake, zone, NULL);
  for (guint round = 0; !hato_dane_judge (subject, answers, findings); round++)
    {
      g_assert_cmpuint (round, <, ROUNDS_MAX);
      g_assert_cmpuint (findings->len, ==, 0);
      g_assert_cmpuint (fake_zone_answers_bring_one (&fake, answers, lots), >, 0);
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      g_assert_cmpuint (finding->evidence->len, >, 0);
      g_string_append_printf (list, "%s %s;", finding->code, hato_level_to_string (finding->level));
    }
  return g_string_free (list, FALSE);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint32 seed = 0; seed < ORDERS; seed++)
      {
        g_autofree char *found = judge (i, seed);

        g_test_message ("%s", rows[i].description);
        g_assert_cmpstr (found, ==, rows[i].findings);
      }
}

/* Five hosts are connected at most: no more are asked for. */
static void
test_limit (void)
{
  g_autoptr (GString) zone = g_string_new ("{\"d.test\": {\"records\": [");
  g_auto (FakeZoneAnswers) fake = { 0 };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  guint n_asked = 0;

  for (guint i = 0; i < 9; i++)
    g_string_append_printf (zone,
                            "%s{\"type\": \"MX\", \"preference\": %u, \"exchange\": \"m%u.test\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append (zone, "]}}");
  fake_zone_answers_init (&fake, zone->str, NULL);
  while (!hato_dane_judge (subject, answers, findings))
    n_asked += fake_zone_answers_bring (&fake, answers);
  g_assert_cmpuint (n_asked, ==, 2 + 5 * 2); /* announcement, and whose other name it is */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dane/rows", test_rows);
  g_test_add_func ("/dane/limit", test_limit);
  return g_test_run ();
}
