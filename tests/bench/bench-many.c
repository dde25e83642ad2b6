/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many domains from standard input: `check - --jobs 32 --no-tls` against a name server that answers after 50 ms. Domains a second,
 * and the memory of a short list against that of one four times as long, which must be the same. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "fakes/fake-dns.h"

#define DELAY        50 /* milliseconds */
#define DOMAINS      200
#define RUNS         3 /* the best of them: others use the machine too */
#define DOMAINS_LONG 800
#define RATE_MIN     40.0
#define GROWTH_MAX   1.15

#ifdef HATO_SANITIZED
#define IS_JUDGED FALSE
#else
#define IS_JUDGED TRUE
#endif

/* Domains as small companies have them: mail at a host, a list of another, DMARC, a key. */
static HatoZone *
new_zone (void)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  HatoZone *zone;

  for (guint i = 0; i < DOMAINS_LONG; i++)
    g_string_append_printf (
        json,
        "\"d%u.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 mx "
        "include:_spf.host.test ~all\"]}, {\"type\": \"MX\", \"preference\": 10, \"exchange\": "
        "\"mail.d%u.test\"}, {\"type\": \"NS\", \"target\": \"ns1.host.test\"}, {\"type\": "
        "\"A\", \"address\": \"203.0.113.8\"}]}, \"mail.d%u.test\": {\"records\": [{\"type\": "
        "\"A\", \"address\": \"203.0.113.9\"}]}, \"_dmarc.d%u.test\": {\"records\": [{\"type\": "
        "\"TXT\", \"strings\": [\"v=DMARC1; p=none; rua=mailto:a@d%u.test\"]}]}, ",
        i, i, i, i, i);
  g_string_append (json, "\"_spf.host.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": "
                         "[\"v=spf1 ip4:203.0.113.0/24 ~all\"]}]}, \"9.113.0.203.in-addr.arpa\": "
                         "{\"records\": [{\"type\": \"PTR\", \"target\": \"mail.host.test\"}]}}");
  bytes = g_string_free_to_bytes (g_steal_pointer (&json));
  zone = hato_zone_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return zone;
}

/* Runs the check over @n_domains, all its lines in order; its time, and the largest memory of any run so far. FALSE where a line is
 * missing or astray. */
static gboolean
run (const char *cli, const char *server, guint n_domains, double *seconds, long *kilobytes)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) check = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  struct rusage usage;
  guint n_lines = 0;
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < n_domains; i++)
    g_string_append_printf (names, "d%u.test\n", i);
  check = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                            cli, "check", "-", "--json", "--no-tls", "--jobs", "32", "--dns-server",
                            server, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (check, names->str, NULL, &output, NULL, &error));
  *seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  getrusage (RUSAGE_CHILDREN, &usage);
  *kilobytes = usage.ru_maxrss;

  lines = g_strsplit (output, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *wanted = g_strdup_printf ("\"domain\":\"d%u.test\"", n_lines);

      n_lines += strstr (lines[i], wanted) != NULL ? 1 : 0;
    }
  if (n_lines == n_domains)
    return TRUE;

  fprintf (stderr, "%u of %u lines are there and in their place\n", n_lines, n_domains);
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (HatoZone) zone = new_zone ();
  g_autoptr (FakeDns) server = fake_dns_new (zone, DELAY, FAKE_DNS_HONEST);
  g_autofree char *address = fake_dns_dup_address (server);
  double seconds, long_seconds, rate = 0;
  long memory, long_memory;

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s HATOBIN-CLI\n", argv[0]);
      return 2;
    }
  for (guint i = 0; i < RUNS; i++)
    {
      if (!run (argv[1], address, DOMAINS, &seconds, &memory))
        return 1;
      rate = MAX (rate, DOMAINS / seconds);
    }
  if (!run (argv[1], address, DOMAINS_LONG, &long_seconds, &long_memory))
    return 1;
  printf ("%d domains at %d ms: %.1f domains a second (goal %.0f), %ld kB\n", DOMAINS, DELAY, rate,
          RATE_MIN, memory);
  printf ("%d domains: %.1f domains a second, %ld kB: %.2f of that\n", DOMAINS_LONG,
          DOMAINS_LONG / long_seconds, long_memory, (double) long_memory / (double) memory);
  return IS_JUDGED && (rate < RATE_MIN || (double) long_memory > GROWTH_MAX * (double) memory);
}
