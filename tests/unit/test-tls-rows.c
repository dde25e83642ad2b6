/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a check of doors: when each is known and settles, and how whoever has seen enough gets away. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "fakes/fake-server.h"
#include "fakes/tls-fixture.h"

typedef struct
{
  GMainLoop *loop;
  GPtrArray *posted; /* (owned) (element-type HatoItem) */
} Witness;

static gpointer
work (HatoJob *job, gconstpointer input, GError **error)
{
  return hato_tls_check_run (job, input, error);
}

static void
settled_cb (gpointer settled, gpointer user_data)
{
  g_ptr_array_add (((Witness *) user_data)->posted, hato_item_ref (settled));
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HatoCheckup) checkup = hato_runner_run_finish (HATO_RUNNER (source), result, NULL);

  g_assert_nonnull (checkup);
  g_main_loop_quit (((Witness *) user_data)->loop);
}

/* All rows are known before one settles, so that whoever waits knows for how many. */
static void
test_announced (TlsFixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = TLS_FIXTURE_IMPLICIT;
  const FakeCertificateForm form = { TLS_FIXTURE_NAMED };
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, fixture->root);
  const FakeTls tls = { .chain = { leaf } };
  g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
  HatoTlsInput *input = tls_fixture_new_input (fixture, "mail.example.test", HATO_PROTOCOL_IMAPS,
                                               fake_server_get_port (server));
  Witness witness = { g_main_loop_new (NULL, FALSE),
                      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref) };
  const HatoItem *const *items;

  hato_tls_input_add_door (input, HATO_PROTOCOL_POP3S, fake_server_get_port (server));
  hato_runner_run_async (fixture->runner, work, input, (GDestroyNotify) hato_tls_input_unref,
                         (GDestroyNotify) hato_checkup_unref, NULL, settled_cb, finished_cb,
                         &witness);
  g_main_loop_run (witness.loop);

  items = (const HatoItem *const *) witness.posted->pdata;
  g_assert_cmpuint (witness.posted->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (items[i]->findings->len > 0, ==, i >= 2);
  g_assert_true (g_str_has_prefix (items[0]->id, "imaps:"));
  g_assert_true (g_str_has_prefix (items[1]->id, "pop3s:"));
  g_ptr_array_unref (witness.posted);
  g_main_loop_unref (witness.loop);
}

/* Has seen enough when the first row settles, or a server falls silent. */
typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  gint64 cancelled;   /* monotonic; 0 = not yet */
  FakeServer *server; /* (nullable): whose silence is waited for */
} Impatient;

static void
first_settled_cb (gpointer settled, gpointer user_data)
{
  const HatoItem *item = settled;
  Impatient *impatient = user_data;

  if (item->findings->len == 0) /* announced */
    return;

  g_assert_true (g_str_has_prefix (item->id, "imaps:"));
  impatient->cancelled = g_get_monotonic_time ();
  g_cancellable_cancel (impatient->cancellable);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Impatient *impatient = user_data;

  g_assert_null (hato_runner_run_finish (HATO_RUNNER (source), result, NULL));
  g_main_loop_quit (impatient->loop);
}

/* A server that says nothing and one behind a firewall are waited for: a good door beside them has settled by then, and who has
 * seen enough gets away at once. */
static void
test_apart (TlsFixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = TLS_FIXTURE_IMPLICIT,
                 silence[FAKE_STEPS_MAX] = { { FAKE_HOLD, NULL, 0 } };
  const FakeCertificateForm form = { TLS_FIXTURE_NAMED };
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, fixture->root);
  const FakeTls tls = { .chain = { leaf } };
  g_autoptr (FakeServer) silent = fake_server_new (silence, NULL);
  g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
  Impatient impatient = { g_main_loop_new (NULL, FALSE), fixture->cancellable, 0, NULL };
  HatoTlsInput *input = tls_fixture_new_input (fixture, "mail.example.test", HATO_PROTOCOL_SMTP,
                                               fake_server_get_port (silent));
  int dark[2];

  hato_tls_input_add_door (input, HATO_PROTOCOL_SUBMISSION, fake_server_make_dark_port (dark));
  hato_tls_input_add_door (input, HATO_PROTOCOL_IMAPS, fake_server_get_port (server));
  hato_runner_run_async (fixture->runner, work, input, (GDestroyNotify) hato_tls_input_unref,
                         (GDestroyNotify) hato_checkup_unref, fixture->cancellable,
                         first_settled_cb, cancelled_cb, &impatient);
  g_main_loop_run (impatient.loop);
  g_assert_cmpint (impatient.cancelled, !=, 0);
  g_assert_cmpint (g_get_monotonic_time () - impatient.cancelled, <, 200000);
  close (dark[1]);
  close (dark[0]);
  g_main_loop_unref (impatient.loop);
}

/* Cancels when the third connection, the proof of a name, has been there for a moment. */
static gpointer
proof_thread (gpointer data)
{
  Impatient *impatient = data;

  while (!fake_server_is_silent (impatient->server))
    g_usleep (2000);
  impatient->cancelled = g_get_monotonic_time ();
  g_cancellable_cancel (impatient->cancellable);
  return NULL;
}

/* A server that shakes hands under the name that was typed, and not under the one that is to be proved: whoever cancels in that
 * handshake gets away at once. */
static void
test_cancelled_proof (TlsFixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = TLS_FIXTURE_IMPLICIT;
  const FakeCertificateForm form = { .common_name = "x", .dns = { "sv123.xs.test" } };
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, fixture->root);
  const FakeTls tls = { .chain = { leaf }, .silent_to = "sv123.xs.test" };
  g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
  Impatient impatient = { g_main_loop_new (NULL, FALSE), fixture->cancellable, 0, server };
  HatoTlsInput *input = tls_fixture_new_input (fixture, "mail.example.test", HATO_PROTOCOL_IMAPS,
                                               fake_server_get_port (server));
  GThread *thread = g_thread_new ("proof", proof_thread, &impatient);

  hato_runner_run_async (fixture->runner, work, input, (GDestroyNotify) hato_tls_input_unref,
                         (GDestroyNotify) hato_checkup_unref, fixture->cancellable, NULL,
                         cancelled_cb, &impatient);
  g_main_loop_run (impatient.loop);
  g_thread_join (thread);
  g_assert_cmpint (g_get_monotonic_time () - impatient.cancelled, <, 200000);
  g_assert_cmpuint (fake_server_get_connections (server), ==, 3);
  g_main_loop_unref (impatient.loop);
}

int
main (int argc, char **argv)
{
  static const TlsTest tests[] = {
    { "/tls-rows/announced", test_announced },
    { "/tls-rows/apart", test_apart },
    { "/tls-rows/cancelled-proof", test_cancelled_proof },
  };

  g_test_init (&argc, &argv, NULL);
  return tls_fixture_run (tests, G_N_ELEMENTS (tests));
}
