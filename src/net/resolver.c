/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/resolver.h"

#define QUESTIONS_MAX                                                                              \
  600u /* a backstop: 300 count (the shares of the judges), and what was asked before a cut counts twice */

/* A question of the run, answered or on its way. */
typedef struct
{
  HatoEvidence *evidence; /* (owned) (nullable) */
  GPtrArray *waiting;     /* (owned) (element-type GAsyncQueue): who wants it */
  GPtrArray *heads; /* (owned) (element-type HatoEvidence): aliases of the overlay that lead here */
} Entry;

typedef struct
{
  GMutex lock;
  GHashTable *entries; /* (lock) (owned): HatoQuestion → Entry */
  guint n_questions;   /* (lock) */
  HatoZone *overlay;   /* (owned) (nullable): set before the first question */
  HatoClock clock;
  HatoSessionFunc send_session; /* (nullable): set before the first question */
  gpointer session_data;        /* (owned) (nullable) */
  GDestroyNotify session_data_free;
} HatoResolverPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HatoResolver, hato_resolver, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->evidence, hato_evidence_unref);
  g_ptr_array_unref (entry->waiting);
  g_ptr_array_unref (entry->heads);
  g_free (entry);
}

/* The entry of @question in the table of the run; a new one where there is none yet. */
static Entry *
get_entry (GHashTable *entries, HatoQuestion *question, gboolean *fresh)
{
  Entry *entry = g_hash_table_lookup (entries, question);

  *fresh = entry == NULL;
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) g_async_queue_unref);
      entry->heads = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
      g_hash_table_insert (entries, hato_question_ref (question), entry);
    }
  return entry;
}

static void
hato_resolver_finalize (GObject *object)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (HATO_RESOLVER (object));

  g_hash_table_unref (priv->entries);
  g_clear_pointer (&priv->overlay, hato_zone_unref);
  if (priv->session_data != NULL && priv->session_data_free != NULL)
    priv->session_data_free (priv->session_data);
  g_mutex_clear (&priv->lock);

  G_OBJECT_CLASS (hato_resolver_parent_class)->finalize (object);
}

static void
hato_resolver_class_init (HatoResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_resolver_finalize;
}

static void
hato_resolver_init (HatoResolver *self)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (self);

  g_mutex_init (&priv->lock);
  priv->entries = g_hash_table_new_full (hato_question_hash, hato_question_equal,
                                         (GDestroyNotify) hato_question_unref, entry_free);
}

/* The answer to the question of @head, an alias of the overlay, whose end @tail the servers told. */
static HatoEvidence *
join (const HatoEvidence *head, const HatoEvidence *tail)
{
  HatoEvidence *whole = hato_evidence_new (head->question, tail->transport);

  whole->failure = tail->failure;
  whole->rcode = tail->rcode;
  whole->server = g_strdup (tail->server);
  whole->time = tail->time;
  whole->duration = tail->duration;
  for (guint i = 0; i < head->aliases->len; i++)
    hato_evidence_take_alias (whole, hato_dns_record_copy (g_ptr_array_index (head->aliases, i)));
  for (guint i = 0; i < tail->aliases->len; i++)
    hato_evidence_take_alias (whole, hato_dns_record_copy (g_ptr_array_index (tail->aliases, i)));
  for (guint i = 0; i < tail->records->len; i++)
    hato_evidence_take_record (whole, hato_dns_record_copy (g_ptr_array_index (tail->records, i)));
  whole->ttl = MIN (whole->ttl, tail->ttl);
  return whole;
}

/**
 * hato_resolver_answer:
 * @evidence: (transfer full): the answer to evidence->question, which was sent
 *
 * For subclasses: hands the answer to everybody who waits for it. Any thread.
 */
void
hato_resolver_answer (HatoResolver *self, HatoEvidence *evidence)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (self);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) heads = NULL;
  Entry *entry;

  g_mutex_lock (&priv->lock);
  entry = g_hash_table_lookup (priv->entries, evidence->question);
  if (entry != NULL && entry->evidence == NULL)
    {
      entry->evidence = hato_evidence_ref (evidence);
      waiting = g_steal_pointer (&entry->waiting);
      entry->waiting = g_ptr_array_new ();
      heads = g_steal_pointer (&entry->heads);
      entry->heads = g_ptr_array_new ();
    }
  g_mutex_unlock (&priv->lock);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    g_async_queue_push (g_ptr_array_index (waiting, i), hato_evidence_ref (evidence));
  for (guint i = 0; heads != NULL && i < heads->len; i++)
    hato_resolver_answer (self, join (g_ptr_array_index (heads, i), evidence));
  hato_evidence_unref (evidence);
}

/** hato_resolver_dup_servers: (transfer full): the run's servers, "ADDRESS" or "ADDRESS#PORT"; empty where there are none, as for a zone file. */
GStrv
hato_resolver_dup_servers (HatoResolver *self)
{
  HatoResolverClass *klass = HATO_RESOLVER_GET_CLASS (self);

  return klass->dup_servers != NULL ? klass->dup_servers (self) : g_new0 (char *, 1);
}

/** hato_resolver_set_overlay: lays @overlay (nullable) over the answers: "what if". Before the first question. */
void
hato_resolver_set_overlay (HatoResolver *self, HatoZone *overlay, const HatoClock *clock)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (self);

  g_clear_pointer (&priv->overlay, hato_zone_unref);
  priv->overlay = overlay != NULL ? hato_zone_ref (overlay) : NULL;
  priv->clock = *clock;
}

/** hato_resolver_set_sessions: who has conversations; without it there is no network for them. Before the first question. */
void
hato_resolver_set_sessions (HatoResolver *self,
                            HatoSessionFunc send,
                            gpointer data,
                            GDestroyNotify data_free)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (self);

  priv->send_session = send;
  priv->session_data = data;
  priv->session_data_free = data_free;
}

/** hato_resolver_has_sessions: whether anybody has conversations in this run; else each of them fails. */
gboolean
hato_resolver_has_sessions (HatoResolver *self)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (self);

  return priv->send_session != NULL;
}

/**
 * hato_resolver_fail:
 * @failure: a static word
 *
 * Returns: (transfer full): a failure that the run itself makes, for want of questions or of time: it has its time like every
 *   answer
 */
HatoEvidence *
hato_resolver_fail (HatoResolver *self, HatoQuestion *question, const char *failure)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (self);
  HatoEvidence *evidence = hato_evidence_new_failure (question, "none", failure);

  evidence->time = hato_clock_now (&priv->clock);
  return evidence;
}

/* Where the overlay's answer is an alias that leads out of the overlay: the question at its end; otherwise NULL. */
static HatoQuestion *
get_way_out (const HatoZone *overlay, const HatoEvidence *evidence)
{
  const HatoQuestion *question = evidence->question;
  g_autoptr (HatoQuestion) end = NULL;
  const HatoDnsRecord *last;

  if (evidence->failure != NULL || evidence->aliases->len == 0 || evidence->records->len > 0)
    return NULL;

  last = g_ptr_array_index (evidence->aliases, evidence->aliases->len - 1);
  end = hato_question_new (question->kind, last->target, question->type, question->server,
                           question->flags);
  return hato_zone_covers (overlay, end) ? NULL : g_steal_pointer (&end);
}

/* Sends a question of the table on its way: to the overlay, or to the servers, or first to one and then to the others. */
static void
dispatch (HatoResolver *self, HatoQuestion *question)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (self);
  g_autoptr (HatoEvidence) head = NULL;
  g_autoptr (HatoEvidence) known = NULL;
  g_autoptr (HatoQuestion) end = NULL;
  gboolean fresh;
  Entry *entry;

  if (question->kind == HATO_QUESTION_SESSION)
    {
      if (priv->send_session != NULL)
        priv->send_session (priv->session_data, self, question);
      else
        hato_resolver_answer (self, hato_resolver_fail (self, question, "offline"));
      return;
    }
  if (priv->overlay == NULL || !hato_zone_covers (priv->overlay, question))
    {
      HATO_RESOLVER_GET_CLASS (self)->send (self, question);
      return;
    }
  head = hato_zone_answer (priv->overlay, question, &priv->clock);
  end = get_way_out (priv->overlay, head);
  if (end == NULL)
    {
      hato_resolver_answer (self, g_steal_pointer (&head));
      return;
    }

  g_mutex_lock (&priv->lock);
  entry = get_entry (priv->entries, end, &fresh);
  if (entry->evidence != NULL)
    known = hato_evidence_ref (entry->evidence);
  else
    g_ptr_array_add (entry->heads, hato_evidence_ref (head));
  g_mutex_unlock (&priv->lock);

  if (known != NULL)
    hato_resolver_answer (self, join (head, known));
  else if (fresh)
    HATO_RESOLVER_GET_CLASS (self)->send (self, end);
}

static int
compare_answers (gconstpointer a, gconstpointer b)
{
  return hato_question_compare ((*(const HatoEvidence *const *) a)->question,
                                (*(const HatoEvidence *const *) b)->question);
}

/**
 * hato_resolver_list_answers:
 *
 * Returns: (transfer container) (element-type HatoEvidence): everything that was asked so far, in question order; what has no
 *   answer yet has timed out
 */
GPtrArray *
hato_resolver_list_answers (HatoResolver *self)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (self);
  GPtrArray *answers = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
  GHashTableIter iter;
  gpointer question, value;

  g_mutex_lock (&priv->lock);
  g_hash_table_iter_init (&iter, priv->entries);
  while (g_hash_table_iter_next (&iter, &question, &value))
    {
      const Entry *entry = value;

      g_ptr_array_add (answers, entry->evidence != NULL
                                    ? hato_evidence_ref (entry->evidence)
                                    : hato_resolver_fail (self, question, "timeout"));
    }
  g_mutex_unlock (&priv->lock);
  g_ptr_array_sort (answers, compare_answers);
  return answers;
}

/**
 * hato_resolver_ask:
 * @mailbox: (element-type HatoEvidence)
 *
 * Puts the answer to @question into @mailbox, now or when it comes. No question is sent twice. Any thread.
 */
void
hato_resolver_ask (HatoResolver *self, HatoQuestion *question, GAsyncQueue *mailbox)
{
  HatoResolverPrivate *priv = hato_resolver_get_instance_private (self);
  HatoEvidence *evidence = NULL;
  gboolean fresh = FALSE, spent = FALSE;
  Entry *entry;

  g_mutex_lock (&priv->lock);
  entry = get_entry (priv->entries, question, &fresh);
  spent = fresh && !hato_question_is_again (question) && ++priv->n_questions > QUESTIONS_MAX;
  if (entry->evidence != NULL)
    evidence = hato_evidence_ref (entry->evidence);
  else
    g_ptr_array_add (entry->waiting, g_async_queue_ref (mailbox));
  g_mutex_unlock (&priv->lock);

  if (evidence != NULL)
    g_async_queue_push (mailbox, evidence);
  else if (fresh && spent)
    hato_resolver_answer (self, hato_resolver_fail (self, question, "budget"));
  else if (fresh)
    dispatch (self, question);
}
