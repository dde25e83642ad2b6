/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The resolver on c-ares against servers that behave in every way. */
#include "config.h"

#include "net/resolver-ares.h"

#include "base/error.h"
#include "fakes/fake-dns.h"
#include "fakes/want.h"
#include "fakes/zone-answers.h"

static const char zone_json[] = "{\"shop.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": "
                                "[\"v=spf1 -all\"]}, {\"type\": \"MX\", \"preference\": "
                                "10, \"exchange\": \"mail.shop.test\"}]}, \"alias.test\": "
                                "{\"records\": [{\"type\": \"CNAME\", \"target\": "
                                "\"shop.test\"}]}, \"silent.test\": {\"timeout\": true}, "
                                "\"broken.test\": {\"rcode\": \"SERVFAIL\"}}";

static HatoEvidence *
ask (HatoResolver *resolver,
     const char *name,
     guint16 type,
     HatoQuestionFlags flags,
     const char *server)
{
  Want want = { hato_question_new (HATO_QUESTION_DNS, name, type, server, flags), NULL };

  want_settle (&want, 1, resolver);
  return want.evidence;
}

static const char *
get_text (const HatoEvidence *evidence)
{
  return evidence->records->len > 0
             ? ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text
             : "";
}

static void
test_answers (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) server = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (server, NULL);
  g_autoptr (HatoEvidence) txt = ask (resolver, "shop.test", HATO_DNS_TXT, 0, NULL);
  g_autoptr (HatoEvidence) mx = ask (resolver, "shop.test", HATO_DNS_MX, 0, NULL);
  g_autoptr (HatoEvidence) alias = ask (resolver, "alias.test", HATO_DNS_TXT, 0, NULL);
  g_autoptr (HatoEvidence) nodata = ask (resolver, "shop.test", HATO_DNS_AAAA, 0, NULL);
  g_autoptr (HatoEvidence) nxdomain = ask (resolver, "gone.test", HATO_DNS_TXT, 0, NULL);
  g_autoptr (HatoEvidence) servfail = ask (resolver, "broken.test", HATO_DNS_TXT, 0, NULL);

  g_assert_cmpstr (get_text (txt), ==, "\"v=spf1 -all\"");
  g_assert_cmpstr (txt->transport, ==, "udp");
  g_assert_true (g_str_has_prefix (txt->server, "127.0.0.1#"));
  g_assert_cmpstr (get_text (mx), ==, "10 mail.shop.test.");
  g_assert_cmpuint (alias->aliases->len, ==, 1);
  g_assert_cmpstr (get_text (alias), ==, "\"v=spf1 -all\"");
  g_assert_cmpint (hato_evidence_get_outcome (nodata), ==, HATO_OUTCOME_NODATA);
  g_assert_cmpint (hato_evidence_get_outcome (nxdomain), ==, HATO_OUTCOME_NXDOMAIN);
  g_assert_cmpstr (hato_evidence_get_reason (servfail), ==, "servfail");
}

/* Each row: how the server behaves, and what comes of a question for a name that is there. */
static void
test_manners (void)
{
  static const struct
  {
    const char *description;
    FakeDnsManners manners;
    HatoOutcome outcome;
    const char *transport;
    const char *reason;
  } rows[] = {
    { "TC, then TCP", FAKE_DNS_TRUNCATES, HATO_OUTCOME_ANSWER, "tcp", NULL },
    { "RFC 6891 §7: no EDNS", FAKE_DNS_NO_EDNS, HATO_OUTCOME_ANSWER, "udp", NULL },
    { "a forged answer with another id", FAKE_DNS_WRONG_ID, HATO_OUTCOME_ANSWER, "udp", NULL },
    { "a forged answer to another question", FAKE_DNS_WRONG_QUESTION, HATO_OUTCOME_ANSWER, "udp",
      NULL },
    { "REFUSED is told", FAKE_DNS_REFUSES, HATO_OUTCOME_FAILED, "udp", "refused" },
    { "no message at all", FAKE_DNS_GARBAGE, HATO_OUTCOME_FAILED, NULL, NULL },
    { "TC and no TCP", FAKE_DNS_TRUNCATES | FAKE_DNS_NO_TCP, HATO_OUTCOME_FAILED, NULL, "too_big" },
    { "no EDNS, TC, and TCP without EDNS", FAKE_DNS_NO_EDNS | FAKE_DNS_TRUNCATES,
      HATO_OUTCOME_ANSWER, "tcp", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
      g_autoptr (FakeDns) server = fake_dns_new (zone, 0, rows[i].manners);
      g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (server, NULL);
      gint64 began = g_get_monotonic_time ();
      g_autoptr (HatoEvidence) evidence = ask (resolver, "shop.test", HATO_DNS_TXT, 0, NULL);

      g_test_message ("%s: %s", rows[i].description,
                      evidence->failure != NULL ? evidence->failure : "answered");
      g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, rows[i].outcome);
      if (rows[i].transport != NULL)
        g_assert_cmpstr (evidence->transport, ==, rows[i].transport);
      if (rows[i].reason != NULL)
        g_assert_cmpstr (hato_evidence_get_reason (evidence), ==, rows[i].reason);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 6 * G_USEC_PER_SEC);
    }
}

/* limits P4: one lost packet costs no more than a second. */
static void
test_lost_packet (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) server = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (server, NULL);
  gint64 began = g_get_monotonic_time (), elapsed;
  g_autoptr (HatoEvidence) evidence = NULL;

  fake_dns_drop (server, 1);
  evidence = ask (resolver, "shop.test", HATO_DNS_TXT, 0, NULL);
  elapsed = g_get_monotonic_time () - began;
  g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, HATO_OUTCOME_ANSWER);
  g_assert_cmpint (elapsed, >=, 700000);
  g_assert_cmpint (elapsed, <=, 1100000);
}

/* A name that nobody answers for is a time-out after three tries, and never more than five seconds. */
static void
test_silent (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) server = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (server, NULL);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (HatoEvidence) evidence = ask (resolver, "silent.test", HATO_DNS_TXT, 0, NULL);

  g_assert_cmpstr (evidence->failure, ==, "timeout");
  g_assert_cmpuint (fake_dns_get_questions (server), ==, 3);
  for (guint i = 1; i < 3; i++)
    {
      gint64 pause = fake_dns_get_arrival (server, i) - fake_dns_get_arrival (server, i - 1);

      g_assert_cmpint (pause, >=, 800000);
      g_assert_cmpint (pause, <=, 1100000);
    }
  g_assert_cmpint (g_get_monotonic_time () - began, <=, 5200000);
}

/* A second look goes to the next server; with only one, by TCP; where TCP cannot be had, by UDP after all. */
static void
test_second_look (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) first = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (FakeDns) second = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (FakeDns) deaf = fake_dns_new (zone, 0, FAKE_DNS_NO_TCP);
  g_autoptr (HatoResolver) both = fake_dns_new_resolver (first, second);
  g_autoptr (HatoResolver) alone = fake_dns_new_resolver (first, NULL);
  g_autoptr (HatoResolver) router = fake_dns_new_resolver (deaf, NULL);
  g_autoptr (HatoEvidence) a = ask (both, "gone.test", HATO_DNS_TXT, 0, NULL);
  g_autoptr (HatoEvidence) b = ask (both, "gone.test", HATO_DNS_TXT, HATO_QUESTION_AGAIN, NULL);
  g_autoptr (HatoEvidence) c = ask (alone, "gone.test", HATO_DNS_TXT, HATO_QUESTION_AGAIN, NULL);
  g_autoptr (HatoEvidence) d = ask (router, "gone.test", HATO_DNS_TXT, HATO_QUESTION_AGAIN, NULL);

  g_assert_cmpstr (a->server, !=, b->server);
  g_assert_cmpstr (c->transport, ==, "tcp");
  g_assert_cmpstr (d->transport, ==, "udp");
  g_assert_cmpint (hato_evidence_get_outcome (d), ==, HATO_OUTCOME_NXDOMAIN);
}

/* A dead server costs the first questions one retry, and the later ones nothing. */
static void
test_dead_server (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) dead = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (FakeDns) alive = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (dead, alive);
  g_autoptr (HatoEvidence) first = NULL, later = NULL;
  gint64 began;

  fake_dns_drop (dead, 1000);
  first = ask (resolver, "shop.test", HATO_DNS_TXT, 0, NULL);
  began = g_get_monotonic_time ();
  later = ask (resolver, "shop.test", HATO_DNS_MX, 0, NULL);
  g_assert_cmpint (hato_evidence_get_outcome (first), ==, HATO_OUTCOME_ANSWER);
  g_assert_cmpint (hato_evidence_get_outcome (later), ==, HATO_OUTCOME_ANSWER);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 300000);
}

/* The same where the first answer came from the second server, the first being dead: TCP, not the same question twice. */
static void
test_second_look_past_dead (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) dead = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (FakeDns) alive = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (dead, alive);
  g_autofree char *address = fake_dns_dup_address (alive);
  g_autoptr (HatoEvidence) first = NULL, again = NULL;

  fake_dns_drop (dead, 1000);
  first = ask (resolver, "gone.test", HATO_DNS_TXT, 0, NULL);
  again = ask (resolver, "gone.test", HATO_DNS_TXT, HATO_QUESTION_AGAIN, NULL);
  g_assert_cmpstr (first->server, ==, address);
  g_assert_cmpstr (first->transport, ==, "udp");
  g_assert_cmpstr (again->server, ==, address);
  g_assert_cmpstr (again->transport, ==, "tcp");
}

/* Servers that cannot tell, or that nobody listens on, cost no time; the last word counts when none can. */
static void
test_next_server_at_once (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) refusing = fake_dns_new (zone, 0, FAKE_DNS_REFUSES);
  g_autoptr (FakeDns) also_refusing = fake_dns_new (zone, 0, FAKE_DNS_REFUSES);
  g_autoptr (FakeDns) honest = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (FakeDns) dead = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) one = fake_dns_new_resolver (refusing, honest);
  g_autoptr (HatoResolver) none = fake_dns_new_resolver (refusing, also_refusing);
  g_autoptr (HatoResolver) half = fake_dns_new_resolver (refusing, dead);
  g_autofree char *address = fake_dns_dup_address (honest);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (HatoEvidence) a = ask (one, "shop.test", HATO_DNS_TXT, 0, NULL);
  g_autoptr (HatoEvidence) b = ask (none, "shop.test", HATO_DNS_TXT, 0, NULL);
  g_autoptr (HatoEvidence) c = NULL;

  g_assert_cmpint (g_get_monotonic_time () - began, <, 400000);
  g_assert_cmpint (hato_evidence_get_outcome (a), ==, HATO_OUTCOME_ANSWER);
  g_assert_cmpstr (a->server, ==, address);
  g_assert_cmpstr (hato_evidence_get_reason (b), ==, "refused");
  g_assert_cmpuint (fake_dns_get_questions (also_refusing), ==, 1);

  fake_dns_drop (dead, 1000);
  c = ask (half, "shop.test", HATO_DNS_TXT, 0, NULL);
  g_assert_cmpstr (hato_evidence_get_reason (c), ==, "refused");
}

/* Four ports on which nobody listens, and a server behind them: it is found, and at once. */
static void
test_many_closed_ports (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) alive = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoEvidence) evidence = NULL;
  gint64 began;

  settings->servers = g_new0 (char *, 6);
  for (gsize i = 0; i < 4; i++)
    {
      FakeDns *gone = fake_dns_new (zone, 0, FAKE_DNS_HONEST);

      settings->servers[i] = fake_dns_dup_address (gone);
      fake_dns_free (gone);
    }
  settings->servers[4] = fake_dns_dup_address (alive);
  resolver = hato_resolver_ares_new (settings, NULL);
  began = g_get_monotonic_time ();
  evidence = ask (resolver, "shop.test", HATO_DNS_TXT, 0, NULL);
  g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, HATO_OUTCOME_ANSWER);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 400000);
}

/* A resolver that makes up addresses is believed: that it lies is found out by the check, with names that cannot be. */
static void
test_lies (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) server = fake_dns_new (zone, 0, FAKE_DNS_LIES);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (server, NULL);
  g_autoptr (HatoEvidence) evidence = ask (resolver, "gone.test", HATO_DNS_A, 0, NULL);

  g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, HATO_OUTCOME_ANSWER);
  g_assert_cmpstr (get_text (evidence), ==, "203.0.113.9");
}

/* An answer of 900 octets comes by UDP thanks to EDNS, one of 3000 by TCP; both are whole. */
static void
test_long_answers (void)
{
  static const struct
  {
    guint size;
    const char *transport;
  } rows[] = { { 900, "udp" }, { 3000, "tcp" }, { 60000, "tcp" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *filler = g_strnfill (rows[i].size, 'x');
      g_autofree char *json = g_strdup_printf (
          "{\"long.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"%s\"]}]}}", filler);
      g_autoptr (HatoZone) zone = fake_zone_new (json);
      g_autoptr (FakeDns) server = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
      g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (server, NULL);
      g_autoptr (HatoEvidence) evidence = ask (resolver, "long.test", HATO_DNS_TXT, 0, NULL);

      g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, HATO_OUTCOME_ANSWER);
      g_assert_cmpstr (evidence->transport, ==, rows[i].transport);
      g_assert_cmpuint (((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->size,
                        ==, rows[i].size);
    }
}

static void
test_named_server (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) run = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (FakeDns) named = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (run, NULL);
  g_autofree char *address = fake_dns_dup_address (named);
  g_autoptr (HatoEvidence) evidence = ask (resolver, "shop.test", HATO_DNS_TXT, 0, address);

  g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, HATO_OUTCOME_ANSWER);
  g_assert_cmpstr (evidence->server, ==, address);
  g_assert_cmpuint (fake_dns_get_questions (run), ==, 0);
}

/* Nobody listens on the port. */
static void
test_closed_port (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  FakeDns *gone = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (gone, NULL);
  g_autoptr (HatoEvidence) evidence = NULL;
  gint64 began;

  fake_dns_free (gone);
  began = g_get_monotonic_time ();
  evidence = ask (resolver, "shop.test", HATO_DNS_TXT, 0, NULL);
  g_assert_cmpstr (evidence->failure, ==, "network");
  g_assert_cmpint (g_get_monotonic_time () - began, <, 3500000);
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (50000);
  g_cancellable_cancel (data);
  return NULL;
}

/* Cancelled at once, and dropping the resolver waits for nothing. */
static void
test_cancel (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) server = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  HatoResolver *resolver = fake_dns_new_resolver (server, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Want want = { hato_question_new_dns ("silent.test", HATO_DNS_TXT), NULL };
  HatoJudge seat = { want_judge, &want, 10 };
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);

  g_assert_false (hato_resolver_settle (resolver, &seat, 1, began + 20 * G_USEC_PER_SEC,
                                        cancellable, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (resolver);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 250000);
  g_thread_join (thread);
  hato_question_unref (want.question);
}

/* Dropped with questions on their way, again and again: nothing comes after, nothing is lost (the sanitizers see to that). */
static void
test_dropped (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (zone_json);
  g_autoptr (FakeDns) server = fake_dns_new (zone, 5, FAKE_DNS_HONEST);

  for (guint i = 0; i < 30; i++)
    {
      HatoResolver *resolver = fake_dns_new_resolver (server, NULL);
      Want wants[20];
      HatoJudge seats[20];
      gint64 began;

      for (guint j = 0; j < G_N_ELEMENTS (wants); j++)
        {
          g_autofree char *name = g_strdup_printf ("n%u.test", j);

          wants[j] = (Want){ hato_question_new_dns (name, HATO_DNS_TXT), NULL };
          seats[j] = (HatoJudge){ want_judge, &wants[j], 10 };
        }
      g_assert_true (hato_resolver_settle (resolver, seats, G_N_ELEMENTS (wants),
                                           g_get_monotonic_time () + i * 400, NULL, NULL, NULL,
                                           NULL, NULL));
      began = g_get_monotonic_time ();
      g_object_unref (resolver);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 50000);
      for (guint j = 0; j < G_N_ELEMENTS (wants); j++)
        {
          hato_evidence_unref (wants[j].evidence);
          hato_question_unref (wants[j].question);
        }
    }
}

static void
test_bad_server_names (void)
{
  static const char *const names[] = {
    "", "localhost", "192.0.2.1#", "192.0.2.1#0", "192.0.2.1#65536", "192.0.2.1:53", "[::1", "1.2.3"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HatoSettings) settings = hato_settings_new ();
      g_autoptr (GError) error = NULL;

      settings->servers = g_new0 (char *, 2);
      settings->servers[0] = g_strdup (names[i]);
      g_assert_null (hato_resolver_ares_new (settings, &error));
      g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resolver-ares/answers", test_answers);
  g_test_add_func ("/resolver-ares/manners", test_manners);
  g_test_add_func ("/resolver-ares/lost-packet", test_lost_packet);
  g_test_add_func ("/resolver-ares/silent", test_silent);
  g_test_add_func ("/resolver-ares/second-look", test_second_look);
  g_test_add_func ("/resolver-ares/second-look-past-dead", test_second_look_past_dead);
  g_test_add_func ("/resolver-ares/next-server-at-once", test_next_server_at_once);
  g_test_add_func ("/resolver-ares/many-closed-ports", test_many_closed_ports);
  g_test_add_func ("/resolver-ares/lies", test_lies);
  g_test_add_func ("/resolver-ares/long-answers", test_long_answers);
  g_test_add_func ("/resolver-ares/dead-server", test_dead_server);
  g_test_add_func ("/resolver-ares/named-server", test_named_server);
  g_test_add_func ("/resolver-ares/closed-port", test_closed_port);
  g_test_add_func ("/resolver-ares/cancel", test_cancel);
  g_test_add_func ("/resolver-ares/dropped", test_dropped);
  g_test_add_func ("/resolver-ares/bad-server-names", test_bad_server_names);
  return g_test_run ();
}
