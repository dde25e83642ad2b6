/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The resolver on c-ares with many questions at once, and servers that lose them. */
#include "config.h"

#include "fakes/fake-dns.h"
#include "fakes/want.h"
#include "fakes/zone-answers.h"

#define MANY  200
#define TRY   800000 /* microseconds after which a question is asked again, at the earliest */
#define EMPTY "{}"   /* nobody is there who could be asked for */

/* Asks @n questions at once, all for names that are not there, each of which is answered once. Returns how long it took. */
static gint64
ask_many (HatoResolver *resolver, guint n, HatoQuestionFlags flags, GPtrArray *answers)
{
  Want wants[MANY];
  gint64 began = g_get_monotonic_time (), elapsed;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u.test", i);

      wants[i] =
          (Want){ hato_question_new (HATO_QUESTION_DNS, name, HATO_DNS_TXT, NULL, flags), NULL };
    }
  want_settle (wants, n, resolver);
  elapsed = g_get_monotonic_time () - began;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (answers, wants[i].evidence);
  return elapsed;
}

static GPtrArray *
new_answers (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
}

static void
assert_all_nxdomain (GPtrArray *answers, const char *transport)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (answers, i);

      g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, HATO_OUTCOME_NXDOMAIN);
      if (transport != NULL)
        g_assert_cmpstr (evidence->transport, ==, transport);
    }
}

/* Asks @n questions of a server that answers none before it has heard them all. */
static void
assert_asked_at_once (FakeDns *server,
                      HatoResolver *resolver,
                      guint n,
                      HatoQuestionFlags flags,
                      const char *transport)
{
  g_autoptr (GPtrArray) answers = new_answers ();
  guint before = fake_dns_get_questions (server);
  gint64 elapsed;

  fake_dns_gather (server, n);
  elapsed = ask_many (resolver, n, flags, answers);
  g_test_message ("%u questions by %s: %.1f ms", n, transport, (double) elapsed / 1000.0);
  assert_all_nxdomain (answers, transport);
  if (elapsed < TRY) /* a machine that stood still for longer makes it ask again, and rightly */
    g_assert_cmpuint (fake_dns_get_questions (server), ==, before + n);
}

/* Sixty questions are all asked before one of them is answered, and so are two hundred, and sixty second looks over TCP. */
static void
test_many (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (EMPTY);
  g_autoptr (FakeDns) server = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) few = fake_dns_new_resolver (server, NULL);
  g_autoptr (HatoResolver) many = fake_dns_new_resolver (server, NULL);

  assert_asked_at_once (server, few, 60, 0, "udp");
  assert_asked_at_once (server, many, MANY, 0, "udp");
  assert_asked_at_once (server, few, 60, HATO_QUESTION_AGAIN, "tcp");
}

/* Half of what is sent gets lost: no question is, and it takes one try more. */
static void
test_many_lost (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (EMPTY);
  g_autoptr (FakeDns) server = fake_dns_new (zone, 1, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (server, NULL);
  g_autoptr (GPtrArray) answers = new_answers ();
  gint64 elapsed;

  fake_dns_drop (server, MANY / 2);
  elapsed = ask_many (resolver, MANY, 0, answers);
  assert_all_nxdomain (answers, "udp");
  g_assert_cmpint (elapsed, <, 1500000);
}

/* Nobody listens at the first server, or at the only one: the kernel says so to one question in many, and none waits for it. */
static void
test_many_closed (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (EMPTY);
  FakeDns *gone = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (FakeDns) alive = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) both = fake_dns_new_resolver (gone, alive);
  g_autoptr (HatoResolver) alone = fake_dns_new_resolver (gone, NULL);
  g_autoptr (GPtrArray) answers = new_answers ();
  g_autoptr (GPtrArray) failures = new_answers ();
  gint64 elapsed;

  fake_dns_free (gone);
  elapsed = ask_many (both, 60, 0, answers);
  assert_all_nxdomain (answers, "udp");
  g_assert_cmpint (elapsed, <, 600000);
  elapsed = ask_many (alone, 60, 0, failures);
  g_assert_cmpint (elapsed, <, 600000);
  for (guint i = 0; i < failures->len; i++)
    g_assert_cmpstr (((const HatoEvidence *) g_ptr_array_index (failures, i))->failure, ==,
                     "network");
}

/* A resolver that is dead altogether: all has failed in the time of one question. */
static void
test_all_dead (void)
{
  g_autoptr (HatoZone) zone = fake_zone_new (EMPTY);
  g_autoptr (FakeDns) server = fake_dns_new (zone, 0, FAKE_DNS_HONEST);
  g_autoptr (HatoResolver) resolver = fake_dns_new_resolver (server, NULL);
  g_autoptr (GPtrArray) answers = new_answers ();
  gint64 elapsed;

  fake_dns_drop (server, 10 * MANY);
  elapsed = ask_many (resolver, 60, 0, answers);
  for (guint i = 0; i < answers->len; i++)
    g_assert_cmpstr (((const HatoEvidence *) g_ptr_array_index (answers, i))->failure, ==,
                     "timeout");
  g_assert_cmpint (elapsed, <, 3500000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resolver-many/many", test_many);
  g_test_add_func ("/resolver-many/many-lost", test_many_lost);
  g_test_add_func ("/resolver-many/many-closed", test_many_closed);
  g_test_add_func ("/resolver-many/all-dead", test_all_dead);
  return g_test_run ();
}
