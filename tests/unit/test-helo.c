/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name that a sending server gives of itself (RFC 5321 §4.1.1.1, §4.1.3, §4.1.4). */
#include "config.h"

#include "dns/helo.h"

#include "fakes/zone-answers.h"

#define ROUNDS_MAX  20u
#define ORDERS      6u
#define A(name, ip) "\"" name "\": {\"records\": [{\"type\": \"A\", \"address\": \"" ip "\"}]}"
#define HALF(name, record)                                                                         \
  "\"" name "\": {\"records\": [" record "], \"timeout_other_types\": true}"

static const struct
{
  const char *description;
  const char *helo;  /* (nullable) */
  const char *given; /* (nullable): the sending address */
  const char *zone;
  const char *again;   /* (nullable): second answers where they differ */
  const char *finding; /* code, level, reason */
} rows[] = {
  { "not known", NULL, "192.0.2.1", "", NULL, "helo.unchecked unchecked helo_unknown" },
  { "no mail is sent (contract, rule 3)", NULL, NULL,
    "\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 -all\"]}]}", NULL,
    "helo.not_applicable not_applicable" },
  { "empty", "", NULL, "", NULL, "helo.unchecked unchecked helo_unknown" },
  { "leads to the sender", "Mail.D.test", "192.0.2.1", A ("mail.d.test", "192.0.2.1"), NULL,
    "helo.ok ok" },
  { "leads to a server; the sender is not known", "mail.d.test", NULL,
    A ("mail.d.test", "192.0.2.1"), NULL, "helo.ok ok" },
  { "another server's", "mail.d.test", "192.0.2.9", A ("mail.d.test", "192.0.2.1"), NULL,
    "helo.mismatch caution" },
  { "a name of the computer alone", "localhost", NULL, A ("mail.d.test", "192.0.2.1"), NULL,
    "helo.not_resolving caution" },
  { "a name that nobody registered", "pc01.d.invalid", NULL, A ("mail.d.test", "192.0.2.1"), NULL,
    "helo.not_resolving caution" },
  { "no name at all", "a_b..c", NULL, "", NULL, "helo.not_resolving caution" },
  { "the second answer is another: no fault", "mail.d.test", NULL, "",
    "{" A ("mail.d.test", "192.0.2.1") "}", "helo.unchecked unchecked answers_differ" },
  { "silence is no fault", "mail.d.test", NULL, "\"mail.d.test\": {\"timeout\": true}", NULL,
    "helo.unchecked unchecked timeout" },
  { "the half that is known is another's, the other might fit", "mail.d.test", "2001:db8::1",
    HALF ("mail.d.test", "{\"type\": \"A\", \"address\": \"192.0.2.1\"}"), NULL,
    "helo.unchecked unchecked timeout" },
  { "an address in brackets (RFC 5321 §4.1.3)", "[192.0.2.1]", "192.0.2.1", "", NULL,
    "helo.ok ok" },
  { "the same in IPv6", "[IPv6:2001:db8::1]", "2001:db8::1", "", NULL, "helo.ok ok" },
  { "another address in brackets", "[192.0.2.9]", "192.0.2.1", "", NULL, "helo.mismatch caution" },
  { "no address in brackets", "[mail]", "192.0.2.1", "", NULL, "helo.not_resolving caution" },
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
  const HatoFinding *finding;
  const char *reason;

  fake_zone_answers_init (&fake, zone, rows[row].again);
  subject->helo = g_strdup (rows[row].helo);
  if (rows[row].given != NULL)
    {
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit (rows[row].given, ",", -1);
    }
  for (guint round = 0; !hato_helo_judge (subject, answers, findings); round++)
    {
      g_assert_cmpuint (round, <, ROUNDS_MAX);
      g_assert_cmpuint (findings->len, ==, 0);
      g_assert_cmpuint (fake_zone_answers_bring_one (&fake, answers, lots), >, 0);
    }
  g_assert_cmpuint (findings->len, ==, 1);
  finding = g_ptr_array_index (findings, 0);
  reason = hato_finding_get_argument (finding, "reason");
  return g_strdup_printf ("%s %s%s%s", finding->code, hato_level_to_string (finding->level),
                          reason != NULL ? " " : "", reason != NULL ? reason : "");
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint32 seed = 0; seed < ORDERS; seed++)
      {
        g_autofree char *found = judge (i, seed);

        g_test_message ("%s", rows[i].description);
        g_assert_cmpstr (found, ==, rows[i].finding);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helo/rows", test_rows);
  return g_test_run ();
}
