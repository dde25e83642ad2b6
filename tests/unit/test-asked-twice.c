/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A negative on which a problem rests is asked for twice (design §5; limits T7): over the wire, against each way of lying and of
 * losing. A lie of one server is never a fault of the domain, and a loss is no negative. */
#include "config.h"

#include <string.h>

#include "dns/dns-check.h"
#include "fakes/fake-dns.h"
#include "net/resolver-ares.h"

#define MX "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"mail.d.test\"}"

/* With an SPF record, and without one. */
static const char with[] =
    "{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 -all\"]}, " MX "]}}";
static const char without[] = "{\"d.test\": {\"records\": [" MX "]}}";
static const char other[] =
    "{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"hello\"]}, " MX "]}}";
static const char gone[] = "{\"e.test\": {\"records\": []}}";
static const char silent[] = "{\"d.test\": {\"timeout\": true}}";
static const char failing[] = "{\"d.test\": {\"rcode\": \"SERVFAIL\"}}";

static const struct
{
  const char *description;
  const char *first;
  FakeDnsManners first_manners;
  guint first_drops;
  const char *second; /* (nullable): there is no second server */
  FakeDnsManners second_manners;
  guint second_drops;
  const char *code;
  const char *reason; /* (nullable) */
} rows[] = {
  { "both say that there is none", without, 0, 0, without, 0, 0, "spf.missing", NULL },
  { "one server alone, asked again by TCP", without, 0, 0, NULL, 0, 0, "spf.missing", NULL },
  { "one server that takes no TCP: by UDP once more", without, FAKE_DNS_NO_TCP, 0, NULL, 0, 0,
    "spf.missing", NULL },
  { "one server that answers by TCP only", with, FAKE_DNS_TRUNCATES, 0, NULL, 0, 0, "spf.ok",
    NULL },
  { "the same, and there is none", without, FAKE_DNS_TRUNCATES, 0, NULL, 0, 0, "spf.missing",
    NULL },

  { "the first lies: no such record", without, 0, 0, with, 0, 0, "spf.unchecked",
    "answers_differ" },
  { "the first lies: no such name", gone, 0, 0, with, 0, 0, "spf.unchecked", "answers_differ" },
  { "the first lies: another text", other, 0, 0, with, 0, 0, "spf.unchecked", "answers_differ" },
  { "both say no, each otherwise", without, 0, 0, gone, 0, 0, "spf.unchecked", "answers_differ" },
  { "somebody on the way lies by UDP alone", with, FAKE_DNS_HIDES_TEXTS, 0, NULL, 0, 0,
    "spf.unchecked", "answers_differ" },
  { "somebody on the way answers first, with a wrong id", with, FAKE_DNS_WRONG_ID, 0, NULL, 0, 0,
    "spf.ok", NULL },
  { "somebody on the way answers another question", with, FAKE_DNS_WRONG_QUESTION, 0, NULL, 0, 0,
    "spf.ok", NULL },

  { "the first loses everything", with, 0, 1000, with, 0, 0, "spf.ok", NULL },
  { "the first loses, the second says that there is none: asked again by TCP", with, 0, 1000,
    without, 0, 0, "spf.missing", NULL },
  { "the second loses everything: the first by TCP", without, 0, 0, with, 0, 1000, "spf.missing",
    NULL },
  { "the first loses one packet", with, 0, 1, NULL, 0, 0, "spf.ok", NULL },
  { "the first is silent about this name", silent, 0, 0, with, 0, 0, "spf.ok", NULL },
  { "both lose everything", with, 0, 1000, with, 0, 1000, "spf.unchecked", "timeout" },
  { "the first fails", failing, 0, 0, with, 0, 0, "spf.ok", NULL },
  { "the second fails: the first by TCP", without, 0, 0, failing, 0, 0, "spf.missing", NULL },
  { "the first refuses", with, FAKE_DNS_REFUSES, 0, with, 0, 0, "spf.ok", NULL },
  { "both refuse", with, FAKE_DNS_REFUSES, 0, with, FAKE_DNS_REFUSES, 0, "spf.unchecked",
    "refused" },
  { "the first answers garbage", with, FAKE_DNS_GARBAGE, 0, with, 0, 0, "spf.ok", NULL },
};

static FakeDns *
new_server (const char *json, FakeDnsManners manners, guint drops)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) zone = hato_zone_new_from_bytes (bytes, &error);
  FakeDns *server;

  g_assert_no_error (error);
  server = fake_dns_new (zone, 0, manners);
  fake_dns_drop (server, drops);
  return server;
}

static HatoCheckup *
check (FakeDns *first, FakeDns *second)
{
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoDnsInput) input = NULL;
  g_autoptr (GError) error = NULL;
  HatoCheckup *checkup;

  settings->servers = g_new0 (char *, 3);
  settings->servers[0] = fake_dns_dup_address (first);
  settings->servers[1] = second != NULL ? fake_dns_dup_address (second) : NULL;
  resolver = hato_resolver_ares_new (settings, &error);
  g_assert_no_error (error);
  input = hato_dns_input_new (subject, resolver, NULL, NULL, 1, 20 * G_USEC_PER_SEC);
  input->only = g_strdup ("spf");
  checkup = hato_dns_check_run (NULL, input, &error);
  g_assert_no_error (error);
  return checkup;
}

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (FakeDns) first =
      new_server (rows[i].first, rows[i].first_manners, rows[i].first_drops);
  g_autoptr (FakeDns) second =
      rows[i].second != NULL
          ? new_server (rows[i].second, rows[i].second_manners, rows[i].second_drops)
          : NULL;
  g_autoptr (HatoCheckup) checkup = check (first, second);
  const HatoFinding *finding = g_ptr_array_index (checkup->findings, 0);

  g_assert_cmpstr (finding->code, ==, rows[i].code);
  g_assert_cmpstr (hato_finding_get_argument (finding, "reason"), ==, rows[i].reason);
}

/* How long after the start each row settled. */
typedef struct
{
  GMainLoop *loop;
  gint64 began;
  gint64 others; /* the last of them but dns */
  gint64 dns;
  HatoCheckup *checkup; /* (owned) */
} Times;

static void
settled_cb (gpointer settled, gpointer user_data)
{
  Times *times = user_data;
  gint64 now = g_get_monotonic_time () - times->began;

  if (strcmp (((const HatoItem *) settled)->id, "dns") == 0)
    times->dns = now;
  else
    times->others = MAX (times->others, now);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Times *times = user_data;

  times->checkup = hato_runner_run_finish (HATO_RUNNER (source), result, NULL);
  g_main_loop_quit (times->loop);
}

/* limits P4: a name server that is dead delays no other row than the one that asks it, and that one by no more than its tries. */
static void
test_dead_server (void)
{
  g_autoptr (FakeDns) resolving = new_server (with, 0, 0);
  g_autoptr (FakeDns) good = new_server (with, 0, 0);
  g_autoptr (FakeDns) dead = new_server (with, 0, 1000);
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoRunner) runner = hato_runner_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Times times = { .loop = loop };
  HatoDnsInput *input;
  guint n_found = 0;

  settings->servers = g_new0 (char *, 2);
  settings->servers[0] = fake_dns_dup_address (resolving);
  settings->name_servers = g_new0 (char *, 3);
  settings->name_servers[0] = fake_dns_dup_address (dead);
  settings->name_servers[1] = fake_dns_dup_address (good);
  resolver = hato_resolver_ares_new (settings, NULL);
  input = hato_dns_input_new (subject, resolver, NULL, NULL, 1, 20 * G_USEC_PER_SEC);
  hato_dns_input_take_settings (input, settings);
  times.began = g_get_monotonic_time ();
  hato_runner_run_async (runner, (HatoWorkFunc) hato_dns_check_run, input,
                         (GDestroyNotify) hato_dns_input_unref, (GDestroyNotify) hato_checkup_unref,
                         NULL, settled_cb, finished_cb, &times);
  g_main_loop_run (loop);

  g_test_message ("others after %.0f ms, dns after %.0f ms", (double) times.others / 1000,
                  (double) times.dns / 1000);
  g_assert_cmpint (times.others, <, 800000);
  g_assert_cmpint (times.dns, <, 3500000);
  for (guint i = 0; i < times.checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (times.checkup->findings, i);

      if (hato_finding_get_argument (finding, "servers") != NULL)
        {
          g_assert_cmpstr (finding->code, ==,
                           "dns.servers_unchecked"); /* and the good one has all */
          g_assert_cmpstr (hato_finding_get_argument (finding, "servers"), ==,
                           settings->name_servers[0]);
          g_assert_cmpstr (hato_finding_get_argument (finding, "reason"), ==, "timeout");
          n_found++;
        }
    }
  g_assert_cmpuint (n_found, ==, 1);
  hato_checkup_unref (times.checkup);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/asked-twice/", rows[i].description, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/asked-twice/dead-name-server", test_dead_server);
  return g_test_run ();
}
