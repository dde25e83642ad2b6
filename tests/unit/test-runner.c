/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the one threading pattern, each with a test. */
#include "config.h"

#include "base/runner.h"

#define SCHEDULES 10000

/* What a caller sees of its run. */
typedef struct
{
  HatoRunner *runner;
  GThread *thread;
  GMainLoop *loop; /* (nullable): quit by the final callback */
  guint n_settled;
  guint n_callbacks;
  guint last; /* of the numbers that settled */
  gpointer result;
  GError *error;
  GCancellable *cancellable; /* (nullable) */
  gboolean cancelled;        /* by the caller: nothing settles any more */
} Seen;

static int n_inputs, n_results, n_items; /* (atomic): alive */

static gpointer
counted_new (int *counter, guint value)
{
  guint *counted = g_new (guint, 1);

  g_atomic_int_inc (counter);
  *counted = value;
  return counted;
}

static void
input_free (gpointer data)
{
  g_atomic_int_add (&n_inputs, -1);
  g_free (data);
}

static void
result_free (gpointer data)
{
  g_atomic_int_add (&n_results, -1);
  g_free (data);
}

static void
item_free (gpointer data)
{
  g_atomic_int_add (&n_items, -1);
  g_free (data);
}

static void
settled_cb (gpointer settled, gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_true (g_thread_self () == seen->thread);
  g_assert_cmpuint (seen->n_callbacks, ==, 0);
  g_assert_false (seen->cancelled);
  g_assert_cmpuint (*(guint *) settled, ==, seen->last + 1); /* in the order posted */
  seen->last = *(guint *) settled;
  seen->n_settled++;
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_true (g_thread_self () == seen->thread);
  seen->n_callbacks++;
  seen->result = hato_runner_run_finish (HATO_RUNNER (source), result, &seen->error);
  if (seen->cancelled)
    g_assert_error (seen->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (seen->loop != NULL)
    g_main_loop_quit (seen->loop);
  else
    g_clear_pointer (&seen->result, result_free);
}

static Seen
seen_new (HatoRunner *runner)
{
  return (
      Seen){ .runner = runner, .thread = g_thread_self (), .loop = g_main_loop_new (NULL, FALSE) };
}

static void
seen_clear (Seen *seen)
{
  g_clear_pointer (&seen->result, result_free);
  g_clear_error (&seen->error);
  g_clear_pointer (&seen->loop, g_main_loop_unref);
}

static void
start (Seen *seen, HatoWorkFunc work, guint input, GCancellable *cancellable)
{
  hato_runner_run_async (seen->runner, work, counted_new (&n_inputs, input), input_free,
                         result_free, cancellable, settled_cb, finished_cb, seen);
}

/* As a caller does: from here on it wants to hear of this run only that it has ended. */
static void
cancel (Seen *seen)
{
  seen->cancelled = seen->n_callbacks == 0;
  g_cancellable_cancel (seen->cancellable);
}

/* Runs what is left in the main context, so that a late callback would be seen. */
static void
drain (void)
{
  gint64 end = g_get_monotonic_time () + 50000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

/* Waits for the workers to let go of what they hold. */
static void
wait_for_nothing_alive (void)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end
         && (g_atomic_int_get (&n_inputs) != 0 || g_atomic_int_get (&n_results) != 0
             || g_atomic_int_get (&n_items) != 0))
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (g_atomic_int_get (&n_inputs), ==, 0);
  g_assert_cmpint (g_atomic_int_get (&n_results), ==, 0);
  g_assert_cmpint (g_atomic_int_get (&n_items), ==, 0);
}

/* Posts as many numbers as it is told, then returns that number. */
static gpointer
work_counts (HatoJob *job, gconstpointer input, GError **error)
{
  guint n = *(const guint *) input;

  for (guint i = 1; i <= n; i++)
    hato_job_post (job, counted_new (&n_items, i), item_free);
  return counted_new (&n_results, n);
}

static gpointer
work_fails (HatoJob *job, gconstpointer input, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "busy");
  return NULL;
}

/* Parks in a wait that ends when it is cancelled, as every wait of a check does. */
static gpointer
work_parks (HatoJob *job, gconstpointer input, GError **error)
{
  GPollFD fd;

  g_assert_true (g_cancellable_make_pollfd (hato_job_get_cancellable (job), &fd));
  g_poll (&fd, 1, 20000);
  g_cancellable_release_fd (hato_job_get_cancellable (job));
  return counted_new (&n_results, 0);
}

/* Takes no notice of being cancelled for a while. */
static gpointer
work_is_deaf (HatoJob *job, gconstpointer input, GError **error)
{
  g_usleep (600000);
  hato_job_post (job, counted_new (&n_items, 1), item_free);
  return counted_new (&n_results, 0);
}

/* Settled items stream to the caller's context in order, all before the one final callback. */
static void
test_streams (void)
{
  g_autoptr (HatoRunner) runner = hato_runner_new ();
  Seen seen = seen_new (runner);

  start (&seen, work_counts, 1000, NULL);
  g_main_loop_run (seen.loop);
  drain ();
  g_assert_no_error (seen.error);
  g_assert_cmpuint (seen.n_settled, ==, 1000);
  g_assert_cmpuint (seen.n_callbacks, ==, 1);
  g_assert_cmpuint (*(guint *) seen.result, ==, 1000);
  seen_clear (&seen);
  wait_for_nothing_alive ();
}

static void
test_error (void)
{
  g_autoptr (HatoRunner) runner = hato_runner_new ();
  Seen seen = seen_new (runner);

  start (&seen, work_fails, 0, NULL);
  g_main_loop_run (seen.loop);
  g_assert_null (seen.result);
  g_assert_error (seen.error, G_IO_ERROR, G_IO_ERROR_BUSY);
  seen_clear (&seen);
  wait_for_nothing_alive ();
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Cancelled within 200 ms wherever the work is, once; nothing comes after it. */
static void
test_cancel (void)
{
  static const HatoWorkFunc works[] = { work_parks, work_is_deaf };

  for (gsize i = 0; i < G_N_ELEMENTS (works); i++)
    {
      g_autoptr (HatoRunner) runner = hato_runner_new ();
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Seen seen = seen_new (runner);
      gint64 began = g_get_monotonic_time ();

      start (&seen, works[i], 0, cancellable);
      g_timeout_add (50, cancel_cb, cancellable);
      g_main_loop_run (seen.loop);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 250000);
      g_assert_error (seen.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      wait_for_nothing_alive ();
      drain ();
      g_assert_cmpuint (seen.n_callbacks, ==, 1);
      g_assert_cmpuint (seen.n_settled, ==, 0);
      seen_clear (&seen);
    }
}

static void
test_cancelled_before (void)
{
  g_autoptr (HatoRunner) runner = hato_runner_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Seen seen = seen_new (runner);

  g_cancellable_cancel (cancellable);
  start (&seen, work_counts, 5, cancellable);
  g_assert_cmpuint (seen.n_callbacks, ==, 0); /* never from within the call */
  g_main_loop_run (seen.loop);
  g_assert_error (seen.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (seen.n_settled, ==, 0);
  seen_clear (&seen);
  wait_for_nothing_alive ();
}

static void
cancels_itself_cb (gpointer settled, gpointer user_data)
{
  settled_cb (settled, user_data);
  if (*(guint *) settled == 3)
    cancel (user_data);
}

/* Cancelled when all has settled and the result lies ready, but before the caller was told: nothing more is shown. */
static void
test_cancelled_late (void)
{
  g_autoptr (HatoRunner) runner = hato_runner_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Seen seen = seen_new (runner);
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  seen.cancellable = cancellable;
  hato_runner_run_async (runner, work_counts, counted_new (&n_inputs, 5), input_free, result_free,
                         cancellable, cancels_itself_cb, finished_cb, &seen);
  while (g_atomic_int_get (&n_results) == 0 && g_get_monotonic_time () < end)
    g_usleep (1000);
  g_main_loop_run (seen.loop);
  g_assert_cmpuint (seen.n_settled, ==, 3);
  g_assert_cmpuint (seen.n_callbacks, ==, 1);
  g_assert_error (seen.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  seen_clear (&seen);
  wait_for_nothing_alive ();
}

static gpointer
other_context (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  HatoRunner *runner = data;
  Seen seen = { .runner = runner, .thread = g_thread_self () };

  g_main_context_push_thread_default (context);
  start (&seen, work_counts, 10, NULL);
  while (seen.n_callbacks == 0)
    g_main_context_iteration (context, TRUE);
  g_assert_cmpuint (seen.n_settled, ==, 10);
  seen_clear (&seen);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* Callbacks come in the context that started the run, also where that is no main thread. */
static void
test_other_context (void)
{
  g_autoptr (HatoRunner) runner = hato_runner_new ();

  g_thread_join (g_thread_new ("other", other_context, runner));
  wait_for_nothing_alive ();
}

/* The runner may go while a run is on its way: the run ends all the same. */
static void
test_runner_dropped (void)
{
  HatoRunner *runner = hato_runner_new ();
  Seen seen = seen_new (runner);

  start (&seen, work_counts, 3, NULL);
  g_object_unref (runner);
  g_main_loop_run (seen.loop);
  g_assert_cmpuint (seen.n_settled, ==, 3);
  seen_clear (&seen);
  wait_for_nothing_alive ();
}

static void
test_direct_job (void)
{
  g_autoptr (HatoJob) job = hato_job_new (NULL);

  g_assert_nonnull (hato_job_get_cancellable (job));
  hato_job_post (job, counted_new (&n_items, 1), item_free);
  g_assert_cmpint (g_atomic_int_get (&n_items), ==, 0);
}

static void
endpoint_waits (gpointer data)
{
  g_usleep (20000);
  g_atomic_int_add ((int *) data, -1);
}

/* Checks that fill their pool keep no endpoint waiting: the pools cannot lock each other up. */
static void
test_two_pools (void)
{
  g_autoptr (HatoRunner) runner = hato_runner_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Seen seen[64];
  int n_endpoints = 32;
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  for (gsize i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      seen[i] = (Seen){ .runner = runner, .thread = g_thread_self () };
      start (&seen[i], work_parks, 0, cancellable);
    }
  for (guint i = 0; i < 32; i++)
    hato_runner_push_endpoint (runner, endpoint_waits, &n_endpoints);
  while (g_atomic_int_get (&n_endpoints) > 0 && g_get_monotonic_time () < end)
    g_usleep (1000);
  g_assert_cmpint (g_atomic_int_get (&n_endpoints), ==, 0);
  g_cancellable_cancel (cancellable);
  wait_for_nothing_alive ();
  drain ();
  for (gsize i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      g_assert_cmpuint (seen[i].n_callbacks, ==, 1);
      seen_clear (&seen[i]);
    }
}

/* Runs are started and cancelled at random: whatever the schedule, each has one callback and none hears of another's items. */
static void
test_schedules (void)
{
  g_autoptr (HatoRunner) runner = hato_runner_new ();
  g_autofree Seen *seen = g_new0 (Seen, SCHEDULES);
  guint n_done = 0, n_cancelled = 0;

  for (guint i = 0; i < SCHEDULES; i++)
    {
      seen[i] = (Seen){ .runner = runner, .thread = g_thread_self () };
      seen[i].cancellable = g_cancellable_new ();
      start (&seen[i], work_counts, (guint) g_test_rand_int_range (0, 20), seen[i].cancellable);
      if (g_test_rand_bit ())
        cancel (&seen[g_test_rand_int_range ((gint32) (i > 3 ? i - 3 : 0), (gint32) i + 1)]);
      while (g_test_rand_bit () && g_main_context_iteration (NULL, FALSE))
        ;
    }
  wait_for_nothing_alive ();
  drain ();
  for (guint i = 0; i < SCHEDULES; i++)
    {
      g_assert_cmpuint (seen[i].n_callbacks, ==, 1);
      if (seen[i].error == NULL)
        n_done++;
      else
        {
          g_assert_error (seen[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          n_cancelled++;
        }
      g_clear_error (&seen[i].error);
      g_object_unref (seen[i].cancellable);
    }
  g_test_message ("%u done, %u cancelled", n_done, n_cancelled);
  g_assert_cmpuint (n_done, >, 0);
  g_assert_cmpuint (n_cancelled, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/runner/streams", test_streams);
  g_test_add_func ("/runner/error", test_error);
  g_test_add_func ("/runner/cancel", test_cancel);
  g_test_add_func ("/runner/cancelled-before", test_cancelled_before);
  g_test_add_func ("/runner/cancelled-late", test_cancelled_late);
  g_test_add_func ("/runner/other-context", test_other_context);
  g_test_add_func ("/runner/runner-dropped", test_runner_dropped);
  g_test_add_func ("/runner/direct-job", test_direct_job);
  g_test_add_func ("/runner/two-pools", test_two_pools);
  g_test_add_func ("/runner/schedules", test_schedules);
  return g_test_run ();
}
