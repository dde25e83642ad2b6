/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls-fixture.h"

#include <glib/gstdio.h>

#include "net/resolver-zone.h"
#include "net/session-pool.h"
#include "zone-answers.h"

#define ZONE                                                                                       \
  "{\"mail.example.test\": {\"records\": [{\"type\": \"A\", \"address\": \"127.0.0.1\"}]},"        \
  " \"sv123.xs.test\": {\"records\": [{\"type\": \"A\", \"address\": \"127.0.0.1\"}]},"            \
  " \"neighbour.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.9\"}]},"           \
  " \"_mta-sts.sts.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=STSv1; "           \
  "id=1\"]}]},"                                                                                    \
  " \"mta-sts.sts.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.8\"}],"          \
  "  \"policy\": \"version: STSv1\\nmode: enforce\\nmx: mail.example.test\\nmax_age: 86400\\n\"}," \
  " \"sts.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 10,"                           \
  "  \"exchange\": \"mail.example.test\"}]}}"

static void
set_up (TlsFixture *fixture, gconstpointer data)
{
  const FakeCertificateForm root = { .common_name = "Test Root", .ca = TRUE };
  const FakeCertificateForm middle = { .common_name = "Test Middle", .ca = TRUE };

  fixture->root = fake_certificate_new (&root, NULL);
  fixture->middle = fake_certificate_new (&middle, fixture->root);
  fixture->settings = hato_settings_new ();
  fixture->settings->allow_private = TRUE;
  fixture->settings->ca_file = fake_certificate_write_file (fixture->root);
  fixture->settings->zone = fake_zone_new (ZONE);
  fixture->runner = hato_runner_new ();
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (TlsFixture *fixture, gconstpointer data)
{
  g_unlink (fixture->settings->ca_file);
  g_object_unref (fixture->cancellable);
  g_object_unref (fixture->runner);
  hato_settings_unref (fixture->settings);
  fake_certificate_free (fixture->middle);
  fake_certificate_free (fixture->root);
}

/** tls_fixture_run: runs the @n tests, each with a fixture of its own; the program's exit status */
int
tls_fixture_run (const TlsTest *tests, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_test_add (tests[i].path, TlsFixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}

/** tls_fixture_new_input: (transfer full): a check of one door on 127.0.0.1 that somebody asked for */
HatoTlsInput *
tls_fixture_new_input (TlsFixture *fixture, const char *host, HatoProtocol protocol, guint16 port)
{
  g_autoptr (HatoResolver) resolver = hato_resolver_zone_new (fixture->settings);
  HatoTlsInput *input;

  hato_resolver_set_sessions (
      resolver, (HatoSessionFunc) hato_session_pool_send,
      hato_session_pool_new (fixture->runner, fixture->settings, fixture->cancellable),
      (GDestroyNotify) hato_session_pool_unref);
  input = hato_tls_input_new (host, resolver, g_get_real_time (), 60 * G_USEC_PER_SEC);
  hato_tls_input_add_door (input, protocol, port);
  input->named = TRUE;
  return input;
}
