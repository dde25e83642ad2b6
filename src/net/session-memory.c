/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-memory.h"

struct _HatoSessionMemory
{
  GMutex lock;
  GHashTable *talks; /* (lock) (owned): HatoQuestion (inside the evidence) → Talk */
};

typedef struct
{
  HatoEvidence *evidence; /* (owned) */
  gint64 ended;           /* monotonic */
} Talk;

G_DEFINE_BOXED_TYPE (HatoSessionMemory,
                     hato_session_memory,
                     hato_session_memory_ref,
                     hato_session_memory_unref)

static void
talk_free (gpointer data)
{
  Talk *talk = data;

  hato_evidence_unref (talk->evidence);
  g_free (talk);
}

/** hato_session_memory_new: (transfer full): of a program that has talked to nobody yet. */
HatoSessionMemory *
hato_session_memory_new (void)
{
  HatoSessionMemory *self = g_atomic_rc_box_new0 (HatoSessionMemory);

  g_mutex_init (&self->lock);
  self->talks = g_hash_table_new_full (hato_question_hash, hato_question_equal, NULL, talk_free);
  return self;
}

HatoSessionMemory *
hato_session_memory_ref (HatoSessionMemory *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
memory_clear (gpointer data)
{
  HatoSessionMemory *self = data;

  g_hash_table_unref (self->talks);
  g_mutex_clear (&self->lock);
}

void
hato_session_memory_unref (HatoSessionMemory *self)
{
  g_atomic_rc_box_release_full (self, memory_clear);
}

static gboolean
is_old (gpointer question, gpointer value, gpointer now)
{
  return *(const gint64 *) now - ((const Talk *) value)->ended >= HATO_SESSION_REST;
}

/**
 * hato_session_memory_find:
 * @now: monotonic time in microseconds
 *
 * Returns: (transfer full) (nullable): what the server said to @question less than 10 s ago, with the time of then
 */
HatoEvidence *
hato_session_memory_find (HatoSessionMemory *self, const HatoQuestion *question, gint64 now)
{
  HatoEvidence *evidence = NULL;
  const Talk *talk;

  g_mutex_lock (&self->lock);
  talk = g_hash_table_lookup (self->talks, question);
  if (talk != NULL && now - talk->ended < HATO_SESSION_REST)
    evidence = hato_evidence_ref (talk->evidence);
  g_mutex_unlock (&self->lock);
  return evidence;
}

/** hato_session_memory_keep: keeps (transfer none) what a conversation brought that ended at @now; forgets the older ones. A conversation
 * that was broken off here says nothing of the server, and is not kept. */
void
hato_session_memory_keep (HatoSessionMemory *self, HatoEvidence *evidence, gint64 now)
{
  Talk *talk;

  if (evidence->failure != NULL)
    return;

  talk = g_new0 (Talk, 1);
  talk->evidence = hato_evidence_ref (evidence);
  talk->ended = now;
  g_mutex_lock (&self->lock);
  g_hash_table_foreach_remove (self->talks, is_old, &now);
  g_hash_table_replace (self->talks, evidence->question, talk);
  g_mutex_unlock (&self->lock);
}
