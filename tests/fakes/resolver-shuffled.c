/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "resolver-shuffled.h"

#define PAUSE 200 /* microseconds without a new question before one is answered */

static const HatoClock run_clock = { .fixed = G_GINT64_CONSTANT (1795500000) * G_USEC_PER_SEC };

struct _FakeResolverShuffled
{
  HatoResolver parent_instance;

  HatoZone *zone;    /* (owned) */
  char *silent_name; /* (owned) (nullable) */
  GRand *lots;       /* (owned) */
  GThread *thread;   /* (owned) */
  GMutex lock;
  GCond changed;
  GPtrArray *open; /* (lock) (owned) (element-type HatoQuestion) */
  guint n_sent;    /* (lock) */
  gboolean over;   /* (lock) */
};

G_DEFINE_FINAL_TYPE (FakeResolverShuffled, fake_resolver_shuffled, HATO_TYPE_RESOLVER)

static gpointer
answer_thread (gpointer data)
{
  FakeResolverShuffled *self = data;

  g_mutex_lock (&self->lock);
  while (!self->over)
    {
      g_autoptr (HatoQuestion) question = NULL;
      guint n_sent = self->n_sent;

      if (self->open->len == 0)
        {
          g_cond_wait (&self->changed, &self->lock);
          continue;
        }
      g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + PAUSE);
      if (self->over || self->n_sent != n_sent)
        continue;

      question = g_ptr_array_steal_index_fast (
          self->open, (guint) g_rand_int_range (self->lots, 0, (gint32) self->open->len));
      g_mutex_unlock (&self->lock);
      hato_resolver_answer (HATO_RESOLVER (self),
                            hato_zone_answer (self->zone, question, &run_clock));
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
fake_resolver_shuffled_send (HatoResolver *resolver, HatoQuestion *question)
{
  FakeResolverShuffled *self = FAKE_RESOLVER_SHUFFLED (resolver);

  g_mutex_lock (&self->lock);
  self->n_sent++;
  if (g_strcmp0 (question->name, self->silent_name) != 0)
    g_ptr_array_add (self->open, hato_question_ref (question));
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
fake_resolver_shuffled_dispose (GObject *object)
{
  FakeResolverShuffled *self = FAKE_RESOLVER_SHUFFLED (object);

  if (self->thread != NULL)
    {
      g_mutex_lock (&self->lock);
      self->over = TRUE;
      g_cond_signal (&self->changed);
      g_mutex_unlock (&self->lock);
      g_clear_pointer (&self->thread, g_thread_join);
    }

  G_OBJECT_CLASS (fake_resolver_shuffled_parent_class)->dispose (object);
}

static void
fake_resolver_shuffled_finalize (GObject *object)
{
  FakeResolverShuffled *self = FAKE_RESOLVER_SHUFFLED (object);

  g_ptr_array_unref (self->open);
  g_rand_free (self->lots);
  g_free (self->silent_name);
  hato_zone_unref (self->zone);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);

  G_OBJECT_CLASS (fake_resolver_shuffled_parent_class)->finalize (object);
}

static void
fake_resolver_shuffled_class_init (FakeResolverShuffledClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fake_resolver_shuffled_dispose;
  G_OBJECT_CLASS (klass)->finalize = fake_resolver_shuffled_finalize;
  HATO_RESOLVER_CLASS (klass)->send = fake_resolver_shuffled_send;
}

static void
fake_resolver_shuffled_init (FakeResolverShuffled *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->open = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_question_unref);
}

/**
 * fake_resolver_shuffled_new:
 * @seed: of the lots
 * @silent_name: (nullable): questions for this name are never answered
 *
 * Returns: (transfer full): a resolver
 */
HatoResolver *
fake_resolver_shuffled_new (HatoZone *zone, guint32 seed, const char *silent_name)
{
  FakeResolverShuffled *self = g_object_new (FAKE_TYPE_RESOLVER_SHUFFLED, NULL);

  self->zone = hato_zone_ref (zone);
  self->lots = g_rand_new_with_seed (seed);
  self->silent_name = g_strdup (silent_name);
  hato_resolver_set_overlay (HATO_RESOLVER (self), NULL, &run_clock);
  self->thread = g_thread_new ("shuffled", answer_thread, self);
  return HATO_RESOLVER (self);
}

/** fake_resolver_shuffled_get_sent: how many questions came. */
guint
fake_resolver_shuffled_get_sent (FakeResolverShuffled *self)
{
  guint n_sent;

  g_mutex_lock (&self->lock);
  n_sent = self->n_sent;
  g_mutex_unlock (&self->lock);
  return n_sent;
}
