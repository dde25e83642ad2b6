/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-pool.h"

#include "net/mail-session.h"
#include "net/run-file.h"

struct _HatoSessionPool
{
  HatoRunner *runner;        /* (owned) */
  HatoSettings *settings;    /* (owned) */
  GCancellable *cancellable; /* (owned) */
  HatoSessionMemory *memory; /* (owned) (nullable) */
  GMutex lock;
  gboolean loaded;     /* (lock) */
  HatoTlsTrust *trust; /* (lock) (owned) (nullable): NULL once loaded = none could be */
};

/* One question on its way. */
typedef struct
{
  HatoSessionPool *pool;  /* (owned) */
  HatoResolver *resolver; /* (owned) (nullable): NULL = only load whom to trust */
  HatoQuestion *question; /* (owned) (nullable) */
} Errand;

/* Loaded by whoever comes first; the others wait for it. */
static HatoTlsTrust *
get_trust (HatoSessionPool *self)
{
  HatoTlsTrust *trust;

  g_mutex_lock (&self->lock);
  if (!self->loaded)
    self->trust = hato_tls_trust_new (self->settings->ca_file, NULL);
  self->loaded = TRUE;
  trust = self->trust;
  g_mutex_unlock (&self->lock);
  return trust;
}

static void
answer (Errand *errand)
{
  HatoSessionPool *pool = errand->pool;
  HatoTlsTrust *trust = get_trust (pool);
  HatoEvidence *evidence;
  gint64 began = g_get_monotonic_time ();

  if (trust == NULL)
    evidence = hato_evidence_new_failure (errand->question, "tcp", "internal");
  else
    {
      evidence = hato_evidence_new (errand->question, "tcp");
      evidence->talk = hato_mail_session_run (errand->question, trust,
                                              pool->settings->allow_private, pool->cancellable);
      if (evidence->talk->end == HATO_TALK_CANCELLED)
        evidence->failure = "network";
    }
  evidence->server = g_strdup (errand->question->server);
  evidence->time = hato_clock_now (&pool->settings->clock);
  evidence->duration = g_get_monotonic_time () - began;
  if (pool->memory != NULL)
    hato_session_memory_keep (pool->memory, evidence, began + evidence->duration);
  hato_resolver_answer (errand->resolver, evidence);
}

static void
endpoint_cb (gpointer data)
{
  Errand *errand = data;

  if (errand->question == NULL)
    get_trust (errand->pool);
  else
    answer (errand);
  hato_session_pool_unref (errand->pool);
  g_clear_object (&errand->resolver);
  g_clear_pointer (&errand->question, hato_question_unref);
  g_free (errand);
}

static void
push (HatoSessionPool *self, HatoResolver *resolver, HatoQuestion *question)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->pool = hato_session_pool_ref (self);
  errand->resolver = resolver != NULL ? g_object_ref (resolver) : NULL;
  errand->question = question != NULL ? hato_question_ref (question) : NULL;
  hato_runner_push_endpoint (self->runner, endpoint_cb, errand);
}

/**
 * hato_session_pool_new:
 * @runner: its endpoint pool is used; a reference is taken
 * @cancellable: (nullable): ends every conversation of the run
 *
 * Whom to trust is loaded on the pool at once, while the run is still asking for addresses.
 */
HatoSessionPool *
hato_session_pool_new (HatoRunner *runner, HatoSettings *settings, GCancellable *cancellable)
{
  HatoSessionPool *self = g_atomic_rc_box_new0 (HatoSessionPool);

  g_mutex_init (&self->lock);
  self->runner = g_object_ref (runner);
  self->settings = hato_settings_ref (settings);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  push (self, NULL, NULL);
  return self;
}

HatoSessionPool *
hato_session_pool_ref (HatoSessionPool *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
pool_clear (gpointer data)
{
  HatoSessionPool *self = data;

  g_clear_pointer (&self->trust, hato_tls_trust_unref);
  g_clear_pointer (&self->memory, hato_session_memory_unref);
  g_object_unref (self->cancellable);
  hato_settings_unref (self->settings);
  g_object_unref (self->runner);
  g_mutex_clear (&self->lock);
}

void
hato_session_pool_unref (HatoSessionPool *self)
{
  g_atomic_rc_box_release_full (self, pool_clear);
}

/** hato_session_pool_send: has the conversation @question (kind SESSION), unless it was had a moment ago, and hands its evidence to
 * @resolver. Any thread. */
void
hato_session_pool_send (HatoSessionPool *self, HatoResolver *resolver, HatoQuestion *question)
{
  HatoEvidence *known = self->memory != NULL ? hato_session_memory_find (self->memory, question,
                                                                         g_get_monotonic_time ())
                                             : NULL;

  if (known != NULL)
    hato_resolver_answer (resolver, known);
  else
    push (self, resolver, question);
}

static void
send_recorded (gpointer data, HatoResolver *resolver, HatoQuestion *question)
{
  hato_resolver_answer (resolver, hato_run_file_answer (data, question));
}

/**
 * hato_session_pool_attach:
 * @resolver: that has asked nothing yet
 * @cancellable: (nullable): ends every conversation of the run
 * @memory: (nullable): of the program's conversations
 *
 * Gives a run who has its conversations, as its settings say: a pool of its own over the network, or the recorded run; nobody
 * where answers come from a file without any.
 */
void
hato_session_pool_attach (HatoResolver *resolver,
                          HatoRunner *runner,
                          HatoSettings *settings,
                          GCancellable *cancellable,
                          HatoSessionMemory *memory)
{
  HatoRunFile *recorded = settings->replay != NULL ? settings->replay : settings->talks;
  HatoSessionPool *pool;

  if (recorded != NULL && hato_run_file_has_sessions (recorded))
    hato_resolver_set_sessions (resolver, send_recorded, hato_run_file_ref (recorded),
                                (GDestroyNotify) hato_run_file_unref);
  else if (recorded == NULL && settings->zone == NULL)
    {
      pool = hato_session_pool_new (runner, settings, cancellable);
      pool->memory = memory != NULL ? hato_session_memory_ref (memory) : NULL;
      hato_resolver_set_sessions (resolver, (HatoSessionFunc) hato_session_pool_send, pool,
                                  (GDestroyNotify) hato_session_pool_unref);
    }
}
