/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/runner.h"

#include "base/hand-over.h"

#define CHECKS_MAX    64 /* runs in parallel */
#define ENDPOINTS_MAX 16 /* conversations with servers in parallel */

typedef struct
{
  gpointer value;      /* (owned) */
  GDestroyNotify free; /* of the value */
} Settled;

/* One run: shared by the worker, the caller's context and the cancellable. */
typedef struct
{
  GTask *task;               /* (owned): dropped in the caller's context, with the final callback */
  GMainContext *context;     /* (owned): the caller's */
  GCancellable *cancellable; /* (owned) */
  HatoWorkFunc work;
  gpointer input; /* (owned) */
  GDestroyNotify input_free;
  GDestroyNotify result_free;
  HatoSettledFunc settled;
  gpointer user_data;
  gulong handler; /* of the cancellable; caller's context only */

  GMutex lock;
  GQueue posted;      /* (lock) (element-type Settled) */
  gboolean scheduled; /* (lock): a source for posted is on its way */
  gboolean ended;  /* (lock): the worker has ended, or was cancelled; the first of the two counts */
  gboolean over;   /* (lock): the final callback is due: nothing comes after it */
  gpointer result; /* (lock) (owned) (nullable) */
  GError *error;   /* (lock) (owned) (nullable) */
} Run;

struct _HatoJob
{
  GCancellable *cancellable; /* (owned) */
  Run *run;                  /* (owned) (nullable): NULL when called directly */
};

struct _HatoRunner
{
  GObject parent_instance;

  GThreadPool *checks;    /* (owned) */
  GThreadPool *endpoints; /* (owned) */
};

typedef struct
{
  HatoEndpointFunc endpoint;
  gpointer data;
} Endpoint;

G_DEFINE_FINAL_TYPE (HatoRunner, hato_runner, G_TYPE_OBJECT)

static void
settled_free (Settled *settled)
{
  if (settled->free != NULL && settled->value != NULL)
    settled->free (settled->value);
  g_free (settled);
}

static Run *
run_ref (Run *run)
{
  return g_atomic_rc_box_acquire (run);
}

/* Frees (transfer full) what the work returned and nobody is to have. */
static void
drop_result (Run *run, gpointer result, GError *error)
{
  if (result != NULL && run->result_free != NULL)
    run->result_free (result);
  g_clear_error (&error);
}

static void
run_clear (gpointer data)
{
  Run *run = data;

  HATO_TAKE_OVER (run);
  g_queue_clear_full (&run->posted, (GDestroyNotify) settled_free);
  drop_result (run, run->result, run->error);
  if (run->input != NULL && run->input_free != NULL)
    run->input_free (run->input);
  g_clear_object (&run->task);
  g_object_unref (run->cancellable);
  g_main_context_unref (run->context);
  g_mutex_clear (&run->lock);
}

static void
run_unref (gpointer data)
{
  HATO_HAND_OVER (data);
  g_atomic_rc_box_release_full (data, run_clear);
}

static void
run_attach (Run *run, GSourceFunc func)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "hato-runner");
  HATO_HAND_OVER (run);
  g_source_set_callback (source, func, run_ref (run), run_unref);
  g_source_attach (source, run->context);
}

/* Hands what was posted to the caller, until the caller cancels. In the caller's context. */
static void
run_deliver (Run *run)
{
  for (;;)
    {
      Settled *settled;

      g_mutex_lock (&run->lock);
      settled = run->over || g_cancellable_is_cancelled (run->cancellable)
                    ? NULL
                    : g_queue_pop_head (&run->posted);
      run->scheduled = FALSE;
      g_mutex_unlock (&run->lock);
      if (settled == NULL)
        return;

      if (run->settled != NULL)
        run->settled (settled->value, run->user_data);
      settled_free (settled);
    }
}

static gboolean
deliver_cb (gpointer data)
{
  HATO_TAKE_OVER (data);
  run_deliver (data);
  return G_SOURCE_REMOVE;
}

/* The final callback, once, in the caller's context: first what settled in time, then the result; a caller that has
 * cancelled by then hears only that. */
static gboolean
end_cb (gpointer data)
{
  Run *run = data;
  g_autoptr (GTask) task = NULL;
  gpointer result;
  GError *error;

  HATO_TAKE_OVER (run);
  run_deliver (run);
  g_mutex_lock (&run->lock);
  run->over = TRUE;
  result = g_steal_pointer (&run->result);
  error = g_steal_pointer (&run->error);
  g_mutex_unlock (&run->lock);
  g_cancellable_disconnect (run->cancellable, run->handler);
  task = g_steal_pointer (&run->task);
  if (!g_task_return_error_if_cancelled (task))
    {
      if (error != NULL)
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_pointer (task, g_steal_pointer (&result), run->result_free);
    }
  drop_result (run, result, error);
  return G_SOURCE_REMOVE;
}

/* Notes how the run ended, unless it had ended before: then @result and @error (transfer full) are dropped. */
static void
run_end (Run *run, gpointer result, GError *error)
{
  gboolean first;

  g_mutex_lock (&run->lock);
  first = !run->ended;
  if (first)
    {
      run->ended = TRUE;
      run->result = result;
      run->error = error;
    }
  g_mutex_unlock (&run->lock);
  if (first)
    run_attach (run, end_cb);
  else
    drop_result (run, result, error);
}

/* Does not wait for the worker: whatever it is at, the caller hears at once that the run was cancelled. */
static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  run_end (data, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
}

static void
check_thread (gpointer data, gpointer user_data)
{
  Run *run = data;
  HatoJob job = { NULL, run };
  g_autoptr (GError) error = NULL;
  gpointer result = NULL;

  HATO_TAKE_OVER (run);
  job.cancellable = run->cancellable;
  if (!g_cancellable_set_error_if_cancelled (run->cancellable, &error))
    result = run->work (&job, run->input, &error);
  run_end (run, result, g_steal_pointer (&error));
  run_unref (run);
}

static void
endpoint_thread (gpointer data, gpointer user_data)
{
  g_autofree Endpoint *endpoint = data;

  HATO_TAKE_OVER (endpoint);
  endpoint->endpoint (endpoint->data);
}

/** hato_job_new: (transfer full): a job for a direct call: what is posted is dropped. @cancellable may be NULL. */
HatoJob *
hato_job_new (GCancellable *cancellable)
{
  HatoJob *self = g_new0 (HatoJob, 1);

  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  return self;
}

/** hato_job_free: frees a job of hato_job_new (). */
void
hato_job_free (HatoJob *self)
{
  g_object_unref (self->cancellable);
  g_free (self);
}

/** hato_job_get_cancellable: (transfer none): never NULL; every wait of the work must end when it is cancelled. */
GCancellable *
hato_job_get_cancellable (HatoJob *self)
{
  return self->cancellable;
}

/**
 * hato_job_post:
 * @settled: (transfer full): what has settled
 * @settled_free: frees it, in whatever thread
 *
 * Hands @settled to the caller, in the caller's main context, before the result; frees it where the caller has cancelled.
 * Never blocks.
 */
void
hato_job_post (HatoJob *self, gpointer settled, GDestroyNotify settled_free_func)
{
  Settled *item = g_new0 (Settled, 1);
  gboolean ended, schedule;

  item->value = settled;
  item->free = settled_free_func;
  if (self->run == NULL)
    {
      settled_free (item);
      return;
    }

  g_mutex_lock (&self->run->lock);
  ended = self->run->ended;
  schedule = !ended && !self->run->scheduled;
  if (!ended)
    g_queue_push_tail (&self->run->posted, item);
  self->run->scheduled = self->run->scheduled || schedule;
  g_mutex_unlock (&self->run->lock);
  if (ended)
    settled_free (item);
  else if (schedule)
    run_attach (self->run, deliver_cb);
}

static void
hato_runner_finalize (GObject *object)
{
  HatoRunner *self = HATO_RUNNER (object);

  /* Runs hold what they need; a worker that is still busy with a cancelled one is not waited for. */
  g_thread_pool_free (self->checks, FALSE, FALSE);
  g_thread_pool_free (self->endpoints, FALSE, FALSE);

  G_OBJECT_CLASS (hato_runner_parent_class)->finalize (object);
}

static void
hato_runner_class_init (HatoRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_runner_finalize;
}

static void
hato_runner_init (HatoRunner *self)
{
  /* Pools of our own: GIO's one, behind g_task_run_in_thread (), is what GIO's own look-ups wait in. */
  self->checks = g_thread_pool_new (check_thread, NULL, CHECKS_MAX, FALSE, NULL);
  self->endpoints = g_thread_pool_new (endpoint_thread, NULL, ENDPOINTS_MAX, FALSE, NULL);
}

/** hato_runner_new: (transfer full): the application owns one. */
HatoRunner *
hato_runner_new (void)
{
  return g_object_new (HATO_TYPE_RUNNER, NULL);
}

/**
 * hato_runner_run_async:
 * @work: called on a worker; returns a result, or NULL with an error
 * @input: (transfer full): all that @work touches: a snapshot
 * @result_free: frees a result that nobody collects
 * @settled: (nullable): called with each thing that the job posts
 * @callback: called exactly once, after the last call of @settled
 *
 * Runs @work. @settled and @callback run in the caller's thread-default main context. Cancelled means
 * G_IO_ERROR_CANCELLED, at once, wherever the work is.
 */
void
hato_runner_run_async (HatoRunner *self,
                       HatoWorkFunc work,
                       gpointer input,
                       GDestroyNotify input_free,
                       GDestroyNotify result_free,
                       GCancellable *cancellable,
                       HatoSettledFunc settled,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Run *run = g_atomic_rc_box_new0 (Run);

  g_mutex_init (&run->lock);
  g_queue_init (&run->posted);
  run->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  run->task = g_task_new (self, run->cancellable, callback, user_data);
  g_task_set_source_tag (run->task, hato_runner_run_async);
  run->context = g_main_context_ref_thread_default ();
  run->work = work;
  run->input = input;
  run->input_free = input_free;
  run->result_free = result_free;
  run->settled = settled;
  run->user_data = user_data;
  run->handler =
      g_cancellable_connect (run->cancellable, G_CALLBACK (cancelled_cb), run_ref (run), run_unref);
  HATO_HAND_OVER (run);
  g_thread_pool_push (self->checks, run, NULL);
}

/** hato_runner_run_finish: (transfer full) (nullable): the result of the work, to be freed as given to run_async; NULL with an error. */
gpointer
hato_runner_run_finish (HatoRunner *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** hato_runner_push_endpoint: calls @endpoint with @data on the pool for conversations with servers. It must not wait for a job of a pool. */
void
hato_runner_push_endpoint (HatoRunner *self, HatoEndpointFunc endpoint, gpointer data)
{
  Endpoint *pushed = g_new0 (Endpoint, 1);

  pushed->endpoint = endpoint;
  pushed->data = data;
  HATO_HAND_OVER (pushed);
  g_thread_pool_push (self->endpoints, pushed, NULL);
}
