/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check of all doors of a domain, over servers of the test. */
#include "config.h"

#include "tls/tls-check.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fakes/fake-server.h"
#include "net/resolver-zone.h"
#include "net/session-pool.h"

#define NOBODY "127.9.9.9" /* nothing listens there */

/* The one MX, where nothing listens; what the domain says of itself; a web server that is not there. */
#define ZONE                                                                                       \
  "{\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 0, \"exchange\": "               \
  "\"mx.d.test\"}]},"                                                                              \
  " \"mx.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"" NOBODY "\"}]},"               \
  " \"s.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"127.0.0.1\"}]},"                 \
  " \"_imaps._tcp.d.test\": {\"records\": [{\"type\": \"SRV\", \"data\": \"0 1 %u s.d.test.\"}]}," \
  " \"_pop3s._tcp.d.test\": {\"records\": [{\"type\": \"SRV\", \"data\": \"0 1 %u s.d.test.\"}]}}"

typedef struct
{
  FakeCertificate *root;
  FakeCertificate *leaf; /* of the server */
  FakeServer *server;
  HatoSettings *settings;
  HatoRunner *runner;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const FakeStep steps[FAKE_STEPS_MAX] = { { FAKE_TLS, NULL, 0 } };
  const FakeCertificateForm root = { .common_name = "Root", .ca = TRUE };
  const FakeCertificateForm form = { .common_name = "x", .dns = { "s.d.test" } };
  FakeTls tls = { .chain = { NULL } };

  fixture->root = fake_certificate_new (&root, NULL);
  fixture->leaf = fake_certificate_new (&form, fixture->root);
  tls.chain[0] = fixture->leaf;
  fixture->server = fake_server_new (steps, &tls);
  fixture->settings = hato_settings_new ();
  fixture->settings->allow_private = TRUE;
  fixture->settings->ca_file = fake_certificate_write_file (fixture->root);
  fixture->runner = hato_runner_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->settings->ca_file);
  fake_server_free (fixture->server);
  g_object_unref (fixture->runner);
  hato_settings_unref (fixture->settings);
  fake_certificate_free (fixture->leaf);
  fake_certificate_free (fixture->root);
}

static HatoCheckup *
check_only (Fixture *fixture, const char *json, gboolean with_sessions, const char *only)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoTlsInput) input = NULL;
  HatoCheckup *checkup;

  g_clear_pointer (&fixture->settings->zone, hato_zone_unref);
  fixture->settings->zone = hato_zone_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  resolver = hato_resolver_zone_new (fixture->settings);
  if (with_sessions)
    hato_resolver_set_sessions (resolver, (HatoSessionFunc) hato_session_pool_send,
                                hato_session_pool_new (fixture->runner, fixture->settings, NULL),
                                (GDestroyNotify) hato_session_pool_unref);
  input = hato_tls_input_new_for_domain ("d.test", NULL, resolver, g_get_real_time (),
                                         60 * G_USEC_PER_SEC);
  input->subject = hato_subject_new ("d.test", "D.test");
  input->only = only != NULL ? hato_endpoint_id_parse (only) : NULL;
  checkup = hato_tls_check_run (NULL, input, &error);
  g_assert_no_error (error);
  return checkup;
}

static HatoCheckup *
check (Fixture *fixture, const char *json, gboolean with_sessions)
{
  return check_only (fixture, json, with_sessions, NULL);
}

static const HatoFinding *
get_finding (const HatoCheckup *checkup, const char *item_prefix)
{
  for (guint i = 0; i < checkup->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (checkup->items, i);

      if (g_str_has_prefix (item->id, item_prefix))
        return g_ptr_array_index (item->findings, 0);
    }
  g_error ("no item %s", item_prefix);
}

static void
assert_told (const HatoCheckup *checkup, const char *item_prefix, const char *code, HatoLevel level)
{
  const HatoFinding *finding = get_finding (checkup, item_prefix);

  g_assert_cmpstr (finding->code, ==, code);
  g_assert_cmpint (finding->level, ==, level);
}

/* Each door is a row: a door that the domain names, and its one MX, must be there; a guess need not. */
static void
test_doors (Fixture *fixture, gconstpointer data)
{
  guint16 port = fake_server_get_port (fixture->server);
  g_autofree char *zone = g_strdup_printf (ZONE, port, fake_server_find_closed_port ());
  g_autoptr (HatoCheckup) checkup = check (fixture, zone, TRUE);
  const HatoItem *first = g_ptr_array_index (checkup->items, 0);

  g_assert_cmpstr (first->id, ==, "smtp:mx.d.test:25:" NOBODY);
  g_assert_cmpuint (checkup->items->len, ==, 9);
  assert_told (checkup, "smtp:", "reach.closed", HATO_LEVEL_PROBLEM);
  assert_told (checkup, "imaps:s.d.test:", "tls.ok", HATO_LEVEL_OK);
  assert_told (checkup, "pop3s:s.d.test:", "reach.closed", HATO_LEVEL_PROBLEM);
  assert_told (checkup, "submission:mx.d.test:", "reach.not_applicable", HATO_LEVEL_NOT_APPLICABLE);
  g_assert_cmpuint (fake_server_get_connections (fixture->server), ==, 2);
  g_assert_cmpstr (checkup->subject->domain, ==, "d.test");
}

/* One row checked again weighs as it did among all of them, and is about the same domain: what is not awaited there is no fault,
 * the one MX is. A row that no name leads to any more is tried as it stands. */
static void
test_only (Fixture *fixture, gconstpointer data)
{
  guint16 port = fake_server_get_port (fixture->server);
  g_autofree char *zone = g_strdup_printf (ZONE, port, 1u);
  g_autofree char *open = g_strdup_printf ("imaps:s.d.test:%u:127.0.0.1", port);
  g_autofree char *moved = g_strdup_printf ("imaps:s.d.test:%u:" NOBODY, port);
  g_autofree char *nowhere = g_strdup_printf ("imaps:s.d.test:%u:", port);
  const struct
  {
    const char *id;
    const char *code;
    HatoLevel level;
  } rows[] = {
    { "smtp:mx.d.test:25:" NOBODY, "reach.closed", HATO_LEVEL_PROBLEM },
    { "submission:mx.d.test:587:" NOBODY, "reach.not_applicable", HATO_LEVEL_NOT_APPLICABLE },
    { open, "tls.ok", HATO_LEVEL_OK },
    { moved, "reach.closed", HATO_LEVEL_PROBLEM }, /* the name has another address now */
    { nowhere, "tls.ok", HATO_LEVEL_OK },          /* it had none */
    { "pop3:gone.d.test:1:" NOBODY, "reach.not_applicable", HATO_LEVEL_NOT_APPLICABLE },
    { "pop3:gone.d.test:1:", "reach.unchecked", HATO_LEVEL_UNCHECKED },
  };
  g_autoptr (HatoCheckup) file = check_only (fixture, zone, FALSE, open);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoCheckup) checkup = check_only (fixture, zone, TRUE, rows[i].id);
      const HatoItem *item = g_ptr_array_index (checkup->items, 0);

      g_test_message ("%s", rows[i].id);
      g_assert_cmpuint (checkup->items->len, ==, 1);
      g_assert_cmpstr (item->id, ==, rows[i].id);
      assert_told (checkup, rows[i].id, rows[i].code, rows[i].level);
      g_assert_cmpstr (checkup->subject->domain, ==, "d.test");
      g_assert_cmpstr (checkup->subject->unicode, ==, "D.test");
      g_assert_null (checkup->subject->host);
    }
  assert_told (file, open, "tls.unchecked", HATO_LEVEL_UNCHECKED);
}

/* RFC 5321 §5.1: who finds one address closed takes the next one of the same host. */
static void
test_one_address_of_two (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zone = g_strdup_printf (
      "{\"s.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"127.0.0.1\"},"
      " {\"type\": \"AAAA\", \"address\": \"::1\"}]},"
      " \"d.test\": {\"records\": []},"
      " \"_imaps._tcp.d.test\": {\"records\": [{\"type\": \"SRV\", \"data\": \"0 1 %u "
      "s.d.test.\"}]}}",
      fake_server_get_port (fixture->server));
  g_autoptr (HatoCheckup) checkup = check (fixture, zone, TRUE);
  const HatoFinding *finding = get_finding (checkup, "imaps:s.d.test:");

  for (guint i = 0; i < checkup->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (checkup->items, i);

      if (g_str_has_suffix (item->id, ":::1"))
        finding = g_ptr_array_index (item->findings, 0);
    }
  if (g_str_equal (finding->code, "reach.unchecked"))
    {
      g_test_skip ("no IPv6 on the loopback here");
      return;
    }
  g_assert_cmpstr (finding->code, ==, "reach.closed");
  g_assert_cmpint (finding->level, ==, HATO_LEVEL_CAUTION);
  g_assert_cmpuint (finding->evidence->len, ==, 2);
}

/* What holds for all doors is said once: answers from a file; names that nobody answers for. */
static void
test_obstacles (Fixture *fixture, gconstpointer data)
{
  static const char silent[] =
      "{\"d.test\": {\"timeout\": true}, \"mail.d.test\": {\"timeout\": true}}";
  g_autofree char *zone = g_strdup_printf (ZONE, 1u, 2u);
  g_autoptr (HatoCheckup) file = check (fixture, zone, FALSE);
  g_autoptr (HatoCheckup) dark = check (fixture, silent, TRUE);
  g_autoptr (HatoCheckup) none = check (fixture, "{}", TRUE);

  g_assert_cmpuint (file->items->len, ==, 1);
  assert_told (file, "tls", "tls.unchecked", HATO_LEVEL_UNCHECKED);
  g_assert_cmpstr (hato_finding_get_argument (get_finding (file, "tls"), "reason"), ==,
                   "from_file");
  g_assert_cmpuint (dark->items->len, ==, 1);
  g_assert_cmpstr (hato_finding_get_argument (get_finding (dark, "tls"), "reason"), ==, "timeout");
  g_assert_cmpuint (none->items->len, ==, 0);
}

/* limits: a server is asked again only 10 s after the last time; what it said is shown with the time of then. */
static void
test_rest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zone = g_strdup_printf (ZONE, fake_server_get_port (fixture->server), 1u);
  g_autoptr (GBytes) bytes = g_bytes_new (zone, strlen (zone));
  g_autoptr (HatoSettings) names = hato_settings_new ();
  g_autoptr (HatoSessionMemory) memory = hato_session_memory_new ();
  gint64 times[2];

  names->zone = hato_zone_new_from_bytes (bytes, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (HatoResolver) resolver = hato_resolver_zone_new (names);
      g_autoptr (HatoTlsInput) input = hato_tls_input_new_for_domain (
          "d.test", NULL, resolver, g_get_real_time (), 60 * G_USEC_PER_SEC);
      g_autoptr (HatoCheckup) checkup = NULL;
      const HatoFinding *finding;

      hato_session_pool_attach (resolver, fixture->runner, fixture->settings, NULL, memory);
      checkup = hato_tls_check_run (NULL, input, NULL);
      finding = get_finding (checkup, "imaps:s.d.test:");
      g_assert_cmpstr (finding->code, ==, "tls.ok");
      times[i] = ((const HatoEvidence *) g_ptr_array_index (finding->evidence, 0))->time;
    }
  g_assert_cmpuint (fake_server_get_connections (fixture->server), ==, 2);
  g_assert_cmpint (times[0], ==, times[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tls-domain/doors", Fixture, NULL, set_up, test_doors, tear_down);
  g_test_add ("/tls-domain/only", Fixture, NULL, set_up, test_only, tear_down);
  g_test_add ("/tls-domain/one-address-of-two", Fixture, NULL, set_up, test_one_address_of_two,
              tear_down);
  g_test_add ("/tls-domain/rest", Fixture, NULL, set_up, test_rest, tear_down);
  g_test_add ("/tls-domain/obstacles", Fixture, NULL, set_up, test_obstacles, tear_down);
  return g_test_run ();
}
