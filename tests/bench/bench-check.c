/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole check over the wire, against a name server that answers after a fixed delay: questions, rounds, and the time
 * against the floor, which is the depth of what depends on what (four rounds for the zone given). */
#include "config.h"

#include "dns/dns-check.h"

#include <stdio.h>

#include "fakes/fake-dns.h"
#include "net/resolver-ares.h"

#define FLOOR_ROUNDS  4
#define RUNS          5
#define QUESTIONS_MIN 60

static HatoCheckup *
check (FakeDns *server, const char *domain)
{
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new (domain, domain);
  g_autoptr (HatoSelectorList) selectors = hato_selector_list_new (NULL);
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoDnsInput) input = NULL;
  g_autoptr (GError) error = NULL;
  HatoCheckup *checkup;

  settings->servers = g_new0 (char *, 2);
  settings->servers[0] = fake_dns_dup_address (server);
  resolver = hato_resolver_ares_new (settings, &error);
  g_assert_no_error (error);
  input = hato_dns_input_new (subject, resolver, selectors, providers, hato_clock_now (NULL),
                              20 * G_USEC_PER_SEC);
  input->blocklists = hato_blocklist_list_new (NULL);
  checkup = hato_dns_check_run (NULL, input, &error);
  g_assert_no_error (error);
  return checkup;
}

/* The best of a few runs: others use the machine too. TRUE if the goal of limits is met. */
static gboolean
measure (HatoZone *zone, const char *domain, guint delay)
{
  g_autoptr (FakeDns) server = fake_dns_new (zone, delay, FAKE_DNS_HONEST);
  double best = 1e9, first = 0, goal = 1.25 * FLOOR_ROUNDS * delay + 50;
  guint questions = 0, waves = 0;

  for (guint i = 0; i < RUNS; i++)
    {
      g_autoptr (HatoCheckup) checkup = check (server, domain);
      double elapsed = (double) checkup->elapsed / 1000.0;

      if (elapsed < best)
        {
          best = elapsed;
          first = (double) checkup->statistics.first_finding / 1000.0;
          questions = checkup->statistics.questions;
          waves = checkup->statistics.waves;
        }
    }
  printf ("delay %3u ms: %u questions in %u rounds, %.1f ms (goal %.0f), %.2f of the floor; first "
          "row after %.1f ms\n",
          delay, questions, waves, best, goal, best / (FLOOR_ROUNDS * delay), first);
  return best <= goal && questions >= QUESTIONS_MIN && first <= delay + 50.0;
}

int
main (int argc, char **argv)
{
  static const guint delays[] = { 20, 50, 100 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) zone = NULL;
  gboolean good = TRUE;

  if (argc != 3)
    {
      fprintf (stderr, "usage: %s ZONE.json DOMAIN\n", argv[0]);
      return 2;
    }
  zone = hato_zone_new_from_file (argv[1], &error);
  if (zone == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (delays); i++)
    good = measure (zone, argv[2], delays[i]) && good;
  return good ? 0 : 1;
}
