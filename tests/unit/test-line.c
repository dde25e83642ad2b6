/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that lie or keep something back (limits T21), each with one explanation, in whatever order the answers come. */
#include "config.h"

#include "dns/line.h"

#include "fakes/zone-answers.h"

#define ROUNDS_MAX         20u
#define ORDERS             16u
#define SET(name, records) "\"" name "\": {\"records\": [" records "]}"
#define A(address)         "{\"type\": \"A\", \"address\": \"" address "\"}"
#define TXT(text)          "{\"type\": \"TXT\", \"strings\": [\"" text "\"]}"
#define MX                 "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"mail.d.test\"}"
#define DOMAIN             SET ("d.test", A ("192.0.2.1") "," TXT ("v=spf1 -all") "," MX)
#define NO_TEXTS           SET ("d.test", A ("192.0.2.1") "," MX)
#define KNOWN(one, other)  SET ("gmail.com", one) "," SET ("outlook.com", other)
#define WHOLE              A ("192.0.2.5") "," TXT ("v=spf1 ~all")

static const struct
{
  const char *description;
  const char *zone;
  HatoNetworkState network;
  const char *code; /* (nullable) */
  const char *name; /* (nullable): what shows it */
} rows[] = {
  { "an honest line", DOMAIN, HATO_NETWORK_UP, NULL, NULL },
  { "NXDOMAIN rewritten for both canaries: the first in order",
    DOMAIN "," SET ("*.com", A ("203.0.113.9")) "," SET ("*.invalid", A ("203.0.113.9")),
    HATO_NETWORK_UP, "dns.resolver_lies", "first.com" },
  { "for the first alone", DOMAIN "," SET ("*.com", A ("203.0.113.9")), HATO_NETWORK_UP,
    "dns.resolver_lies", "first.com" },
  { "for the second alone", DOMAIN "," SET ("*.invalid", A ("203.0.113.9")), HATO_NETWORK_UP,
    "dns.resolver_lies", "second.invalid" },
  { "the first timed out",
    DOMAIN ", \"*.com\": {\"timeout\": true}, " SET ("*.invalid", A ("203.0.113.9")),
    HATO_NETWORK_UP, "dns.resolver_lies", "second.invalid" },
  { "captive portal: everything is the router", DOMAIN "," SET ("*.com", A ("10.0.0.1")),
    HATO_NETWORK_UP, "dns.portal", "first.com" },
  { "captive portal: the system knows of it", DOMAIN "," SET ("*.com", A ("203.0.113.9")),
    HATO_NETWORK_PORTAL, "dns.portal", "first.com" },
  { "the system says portal, and the answers are right", DOMAIN, HATO_NETWORK_PORTAL, NULL, NULL },
  { "fake-IP proxy, first address", DOMAIN "," SET ("*.com", A ("198.18.0.0")), HATO_NETWORK_UP,
    "dns.fake_ip", "first.com" },
  { "fake-IP proxy, last address", DOMAIN "," SET ("*.com", A ("198.19.255.255")), HATO_NETWORK_UP,
    "dns.fake_ip", "first.com" },
  { "one address past it", DOMAIN "," SET ("*.com", A ("198.20.0.0")), HATO_NETWORK_UP,
    "dns.resolver_lies", "first.com" },

  { "no texts here, but elsewhere", NO_TEXTS "," KNOWN (WHOLE, WHOLE), HATO_NETWORK_UP, NULL,
    NULL },
  { "no texts anywhere", NO_TEXTS "," KNOWN (A ("192.0.2.5"), A ("192.0.2.6")), HATO_NETWORK_UP,
    "dns.txt_filtered", "gmail.com" },
  { "texts at one known name only", NO_TEXTS "," KNOWN (A ("192.0.2.5"), WHOLE), HATO_NETWORK_UP,
    NULL, NULL },
  { "texts time out",
    NO_TEXTS ", \"gmail.com\": {\"records\": [" A (
        "192.0.2.5") "], \"timeout\": [\"TXT\"]}, "
                     "\"outlook.com\": {\"records\": [" A ("192.0.2.5") "]"
                                                                        ", \"timeout\": [\"TXT\"]}",
    HATO_NETWORK_UP, "dns.txt_filtered", "gmail.com" },
  { "a server that knows nothing of the outside proves nothing", NO_TEXTS, HATO_NETWORK_UP, NULL,
    NULL },
  { "a policy is a text", NO_TEXTS "," SET ("_dmarc.d.test", TXT ("v=DMARC1; p=none")),
    HATO_NETWORK_UP, NULL, NULL },
  { "a domain that does not exist", SET ("e.test", A ("192.0.2.1")), HATO_NETWORK_UP, NULL, NULL },
  { "nothing comes at all", "\"d.test\": {\"timeout\": true}, \"*.com\": {\"timeout\": true}",
    HATO_NETWORK_DOWN, NULL, NULL },
};

static void
test_rows (void)
{
  char first[] = "first.com", second[] = "second.invalid";
  char *const canaries[HATO_CANARIES] = { first, second };

  for (gsize i = 0; i < G_N_ELEMENTS (rows) * ORDERS; i++)
    {
      gsize row = i / ORDERS;
      g_autofree char *zone = g_strconcat ("{", rows[row].zone, "}", NULL);
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GRand) lots = g_rand_new_with_seed ((guint32) i);
      g_auto (FakeZoneAnswers) fake = { 0 };
      HatoLine line;
      guint n_asked = 0;

      fake_zone_answers_init (&fake, zone, zone);
      for (guint round = 0;
           !hato_line_judge ("d.test", canaries, rows[row].network, answers, &line); round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (fake_zone_answers_bring_one (&fake, answers, lots), >, 0);
          n_asked++;
        }

      g_test_message ("%s", rows[row].description);
      g_assert_cmpstr (line.code, ==, rows[row].code);
      g_assert_cmpstr (line.evidence != NULL ? line.evidence->question->name : NULL, ==,
                       rows[row].name);
      g_assert_cmpuint (n_asked, <=, HATO_LINE_QUESTIONS);
    }
}

/* A zone file is no line: its domains may have no texts. */
static void
test_zone_file (void)
{
  char first[] = "first.com", second[] = "second.invalid";
  char *const canaries[HATO_CANARIES] = { first, second };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_auto (FakeZoneAnswers) fake = { 0 };
  HatoLine line;

  fake_zone_answers_init (&fake, "{" NO_TEXTS "," KNOWN (A ("192.0.2.5"), A ("192.0.2.6")) "}",
                          NULL);
  while (!hato_line_judge ("d.test", canaries, HATO_NETWORK_UNKNOWN, answers, &line))
    g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
  g_assert_null (line.code);
}

/* The same in a replayed run, and in no other. */
static void
test_canaries (void)
{
  char *one[HATO_CANARIES], *same[HATO_CANARIES], *later[HATO_CANARIES], *other[HATO_CANARIES];

  hato_line_make_canaries ("d.test", 1, one);
  hato_line_make_canaries ("d.test", 1, same);
  hato_line_make_canaries ("d.test", 2, later);
  hato_line_make_canaries ("e.test", 1, other);
  for (guint i = 0; i < HATO_CANARIES; i++)
    {
      g_assert_cmpstr (one[i], ==, same[i]);
      g_assert_cmpstr (one[i], !=, later[i]);
      g_assert_cmpstr (one[i], !=, other[i]);
      g_free (one[i]);
      g_free (same[i]);
      g_free (later[i]);
      g_free (other[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line/rows", test_rows);
  g_test_add_func ("/line/zone-file", test_zone_file);
  g_test_add_func ("/line/canaries", test_canaries);
  return g_test_run ();
}
