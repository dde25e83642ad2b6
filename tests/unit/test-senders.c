/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses are known to send (contract, "Known sending addresses"), in whatever order the answers come. */
#include "config.h"

#include "dns/senders.h"

#include "fakes/zone-answers.h"

#define ROUNDS_MAX          40u
#define ORDERS              12u
#define TXT(text)           "{\"type\": \"TXT\", \"strings\": [\"" text "\"]}"
#define MX(host)            "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"" host "\"}"
#define A(address)          "{\"type\": \"A\", \"address\": \"" address "\"}"
#define AAAA(ip)            "{\"type\": \"AAAA\", \"address\": \"" ip "\"}"
#define ZONE(records, rest) "{\"d.test\": {\"records\": [" records "]}" rest "}"
#define NAME(name, records) ", \"" name "\": {\"records\": [" records "]}"

static const struct
{
  const char *description;
  const char *zone;
  const char *given;   /* (nullable) */
  const char *senders; /* address and origin */
  const char *missing; /* (nullable): the name whose answer failed */
  gboolean sends_none;
} rows[] = {
  { "given ones come before all else", ZONE (TXT ("v=spf1 ip4:192.0.2.1 -all"), ""), "192.0.2.9",
    "192.0.2.9 0;", NULL, FALSE },
  { "a given IPv4 in IPv6 is the IPv4", ZONE (TXT ("v=spf1 -all"), ""), "::ffff:192.0.2.9",
    "192.0.2.9 0;", NULL, FALSE },
  { "a given address of an inner network has no public name", ZONE (TXT ("v=spf1 -all"), ""),
    "192.168.0.1", "", NULL, FALSE },
  { "single addresses (RFC 7208 §5.6)",
    ZONE (TXT ("v=spf1 ip4:192.0.2.1 ip4:192.0.2.2/32 ip6:2001:db8::1 ip4:192.0.2.0/31 -all"), ""),
    NULL, "192.0.2.1 1;192.0.2.2 1;2001:db8::1 1;", NULL, FALSE },
  { "only those that pass (RFC 7208 §4.6.2)",
    ZONE (TXT ("v=spf1 -ip4:192.0.2.1 ~ip4:192.0.2.2 ?ip4:192.0.2.3 +ip4:192.0.2.4 -all"), ""),
    NULL, "192.0.2.4 1;", NULL, FALSE },
  { "hosts of a and mx (RFC 7208 §5.3, §5.4); addresses stand first",
    ZONE (TXT ("v=spf1 a mx ip4:192.0.2.1 -all") "," A ("192.0.2.2") "," AAAA (
              "2001:db8::2") "," MX ("m.test"),
          NAME ("m.test", A ("192.0.2.3"))),
    NULL, "192.0.2.1 1;192.0.2.2 2;2001:db8::2 2;192.0.2.3 2;", NULL, FALSE },
  { "a host by name, and one that is there already",
    ZONE (TXT ("v=spf1 a:h.test ip4:192.0.2.1 a:h.test -all"), NAME ("h.test", A ("192.0.2.1"))),
    NULL, "192.0.2.1 1;", NULL, FALSE },
  { "a network around a host is no single address",
    ZONE (TXT ("v=spf1 a/24 mx/24 -all") "," A ("192.0.2.2"), ""), NULL, "", NULL, FALSE },
  { "what is included is somebody else's",
    ZONE (TXT ("v=spf1 include:i.test -all"), NAME ("i.test", TXT ("v=spf1 ip4:192.0.2.1 -all"))),
    NULL, "", NULL, FALSE },
  { "macros name no host (RFC 7208 §7)", ZONE (TXT ("v=spf1 a:%{i}.h.test -all"), ""), NULL, "",
    NULL, FALSE },
  { "a broken record names nobody", ZONE (TXT ("v=spf1 ip4:192.0.2.1 ipv4:192.0.2.2 -all"), ""),
    NULL, "", NULL, FALSE },
  { "two records (RFC 7208 §4.5)",
    ZONE (TXT ("v=spf1 ip4:192.0.2.1 -all") "," TXT ("v=spf1 ip4:192.0.2.2 -all"), ""), NULL, "",
    NULL, FALSE },
  { "no mail is sent (contract, rule 3)", ZONE (TXT ("v=spf1 -all"), ""), NULL, "", NULL, TRUE },
  { "a host that does not answer",
    ZONE (TXT ("v=spf1 a:h.test -all"), ", \"h.test\": {\"timeout\": true}"), NULL, "", "h.test",
    FALSE },
};

static void
check_row (gsize row, guint32 seed)
{
  g_auto (FakeZoneAnswers) fake = { 0 };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GRand) lots = g_rand_new_with_seed (seed);
  g_autoptr (GString) list = g_string_new (NULL);
  HatoSenders senders;

  fake_zone_answers_init (&fake, rows[row].zone, NULL);
  if (rows[row].given != NULL)
    {
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit (rows[row].given, ",", -1);
    }
  for (guint round = 0; !hato_senders_find (subject, answers, &senders); round++)
    {
      g_assert_cmpuint (round, <, ROUNDS_MAX);
      g_assert_cmpuint (fake_zone_answers_bring_one (&fake, answers, lots), >, 0);
    }
  for (guint i = 0; i < senders.n_senders; i++)
    {
      g_autofree char *ip = hato_address_to_string (&senders.senders[i].address);

      g_string_append_printf (list, "%s %d;", ip, (int) senders.senders[i].origin);
    }
  g_assert_cmpstr (list->str, ==, rows[row].senders);
  g_assert_cmpstr (senders.missing != NULL ? senders.missing->question->name : NULL, ==,
                   rows[row].missing);
  g_assert_cmpint (senders.sends_none, ==, rows[row].sends_none);
  g_assert_false (senders.cut);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].description);
      for (guint32 seed = 0; seed < ORDERS; seed++)
        check_row (i, seed);
    }
}

/* As many as there is room for, and one more. */
static void
test_limit (void)
{
  for (guint more = 0; more < 2; more++)
    {
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      HatoSenders senders;

      for (guint i = 0; i < HATO_SENDERS_MAX + more; i++)
        {
          g_autofree char *ip = g_strdup_printf ("192.0.2.%u", i);

          g_strv_builder_add (builder, ip);
          g_strv_builder_add (builder, ip);
        }
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strv_builder_end (builder);
      g_assert_true (hato_senders_find (subject, answers, &senders));
      g_assert_cmpuint (senders.n_senders, ==, HATO_SENDERS_MAX);
      g_assert_cmpint (senders.cut, ==, more > 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/senders/rows", test_rows);
  g_test_add_func ("/senders/limit", test_limit);
  return g_test_run ();
}
