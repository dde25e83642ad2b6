/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/settle.h"

#include "base/error.h"

#define LEVELS_MAX 64u /* far above any depth that the RFCs allow */

/* One judge at work. */
typedef struct
{
  const HatoJudge *judge;
  HatoAnswers *known; /* (owned): all that came in */
  HatoAnswers *
      visible; /* (owned) (nullable): set once the share is spent: only the levels that were granted */
  GHashTable *asked;   /* (owned): set of HatoQuestion: sent for this judge */
  GHashTable *granted; /* (owned): set of HatoQuestion: within the share, level by level */
  guint n_asked;       /* confirmations apart */
  guint n_granted;     /* confirmations apart */
  guint n_answered;    /* of those asked */
  guint n_open;        /* in levels: granted, and not answered yet */
  gboolean dirty;      /* new answers since its last call */
  gboolean settled;
  gboolean stuck; /* neither settles nor asks: a fault of the judge, which no waiting mends */
} Seat;

typedef struct
{
  HatoResolver *resolver;
  Seat *seats;
  guint n_seats;
  GAsyncQueue *mailbox; /* (owned) (element-type HatoEvidence) */
  HatoJudgeSettledFunc settled;
  gpointer user_data;
} Sitting;

static const char wake_up; /* what cancelling puts into the mailbox */

static GHashTable *
question_set_new (void)
{
  return g_hash_table_new_full (hato_question_hash, hato_question_equal,
                                (GDestroyNotify) hato_question_unref, NULL);
}

static void
seat_init (Seat *seat, const HatoJudge *judge)
{
  seat->judge = judge;
  seat->known = hato_answers_new ();
  seat->asked = question_set_new ();
  seat->granted = question_set_new ();
}

static void
seat_clear (Seat *seat)
{
  hato_answers_free (seat->known);
  g_clear_pointer (&seat->visible, hato_answers_free);
  g_hash_table_unref (seat->asked);
  g_hash_table_unref (seat->granted);
}

/* Sends @question for the seat, unless it is on its way; FALSE if its answer is known already. */
static gboolean
seat_ask (Sitting *sitting, Seat *seat, HatoQuestion *question)
{
  if (hato_answers_find (seat->known, question) != NULL)
    return FALSE;

  if (!g_hash_table_contains (seat->asked, question))
    {
      g_hash_table_add (seat->asked, hato_question_ref (question));
      seat->n_asked += hato_question_is_again (question) ? 0 : 1;
      hato_resolver_ask (sitting->resolver, question, sitting->mailbox);
    }
  return TRUE;
}

static void
seat_show (Seat *seat, const HatoEvidence *evidence)
{
  hato_answers_add (seat->visible, (HatoEvidence *) evidence);
}

/* The next level of a seat whose share does not go round: what is wanted now that all earlier levels are answered,
 * in name order as far as the share reaches; the rest is cut. TRUE if nothing of it is on its way. */
static gboolean
seat_grant_level (Sitting *sitting, Seat *seat, GPtrArray *wanted)
{
  seat->n_open = 0;
  for (guint i = 0; i < wanted->len; i++)
    {
      HatoQuestion *question = g_ptr_array_index (wanted, i);

      if (!hato_question_is_again (question) && seat->n_granted >= seat->judge->share)
        {
          g_autoptr (HatoEvidence) cut = hato_resolver_fail (sitting->resolver, question, "budget");

          seat_show (seat, cut);
          continue;
        }
      seat->n_granted += hato_question_is_again (question) ? 0 : 1;
      g_hash_table_add (seat->granted, hato_question_ref (question));
      if (seat_ask (sitting, seat, question))
        seat->n_open++;
      else
        seat_show (seat, hato_answers_find (seat->known, question));
    }
  return seat->n_open == 0;
}

static void
seat_settle (Sitting *sitting, Seat *seat)
{
  seat->settled = TRUE;
  if (sitting->settled != NULL)
    sitting->settled ((guint) (seat - sitting->seats), sitting->user_data);
}

static gboolean
seat_is_over (const Seat *seat)
{
  return seat->settled || seat->stuck;
}

/* Calls the judge of a seat in levels until it waits for an answer, settles, or turns out to be stuck. */
static void
seat_call_in_levels (Sitting *sitting, Seat *seat)
{
  for (guint level = 0; level < LEVELS_MAX; level++)
    {
      g_autoptr (GPtrArray) wanted = NULL;

      if (seat->judge->judge (seat->judge->data, seat->visible))
        {
          seat_settle (sitting, seat);
          return;
        }
      wanted = hato_answers_take_wanted (seat->visible);
      if (wanted->len == 0)
        break;
      if (!seat_grant_level (sitting, seat, wanted))
        return;
    }
  seat->stuck = TRUE;
}

/* Calls the judge with all that is known, and sends what it wants beyond that at once. A seat whose share would be
 * exceeded starts again from the first level, with what is known already: so arrival never decides what is cut. */
static void
seat_call (Sitting *sitting, Seat *seat)
{
  g_autoptr (GPtrArray) wanted = NULL;
  guint n_fresh = 0;

  seat->dirty = FALSE;
  if (seat->visible != NULL)
    {
      if (seat->n_open == 0)
        seat_call_in_levels (sitting, seat);
      return;
    }
  if (seat->judge->judge (seat->judge->data, seat->known))
    {
      seat_settle (sitting, seat);
      return;
    }

  wanted = hato_answers_take_wanted (seat->known);
  for (guint i = 0; i < wanted->len; i++)
    if (!hato_question_is_again (g_ptr_array_index (wanted, i))
        && !g_hash_table_contains (seat->asked, g_ptr_array_index (wanted, i)))
      n_fresh++;
  if (seat->n_asked + n_fresh > seat->judge->share)
    {
      seat->visible = hato_answers_new ();
      seat_call_in_levels (sitting, seat);
      return;
    }
  for (guint i = 0; i < wanted->len; i++)
    seat_ask (sitting, seat, g_ptr_array_index (wanted, i));
  seat->stuck = g_hash_table_size (seat->asked) == seat->n_answered;
}

static void
seat_receive (Seat *seat, HatoEvidence *evidence)
{
  if (!g_hash_table_contains (seat->asked, evidence->question)
      || hato_answers_find (seat->known, evidence->question) != NULL)
    return;

  hato_answers_add (seat->known, evidence);
  seat->n_answered++;
  seat->dirty = TRUE;
  if (seat->visible != NULL && g_hash_table_contains (seat->granted, evidence->question))
    {
      seat_show (seat, evidence);
      seat->n_open--;
    }
}

/* The run's time is over: whatever a seat still wants has not been answered in time. It settles, or is stuck. */
static void
seat_time_out (Sitting *sitting, Seat *seat)
{
  HatoAnswers *answers = seat->visible != NULL ? seat->visible : seat->known;

  for (guint level = 0; !seat_is_over (seat) && level < LEVELS_MAX; level++)
    {
      g_autoptr (GPtrArray) wanted = NULL;

      if (seat->judge->judge (seat->judge->data, answers))
        {
          seat_settle (sitting, seat);
          return;
        }
      wanted = hato_answers_take_wanted (answers);
      for (guint i = 0; i < wanted->len; i++)
        {
          g_autoptr (HatoEvidence) late =
              hato_resolver_fail (sitting->resolver, g_ptr_array_index (wanted, i), "timeout");

          hato_answers_add (answers, late);
        }
      seat->stuck = wanted->len == 0;
    }
  seat->stuck = !seat->settled;
}

static void
call_seats (Sitting *sitting)
{
  for (guint i = 0; i < sitting->n_seats; i++)
    if (sitting->seats[i].dirty && !seat_is_over (&sitting->seats[i]))
      seat_call (sitting, &sitting->seats[i]);
}

static gboolean
all_over (const Sitting *sitting)
{
  for (guint i = 0; i < sitting->n_seats; i++)
    if (!seat_is_over (&sitting->seats[i]))
      return FALSE;

  return TRUE;
}

/* Whether every seat is over, and not every one of them stuck. */
static gboolean
has_result (const Sitting *sitting)
{
  gboolean any_settled = sitting->n_seats == 0;

  for (guint i = 0; i < sitting->n_seats; i++)
    any_settled = any_settled || sitting->seats[i].settled;

  return any_settled && all_over (sitting);
}

/* Waits for mail and hands all that is there to the seats. FALSE when the time is over: what has come by then
 * counts all the same. */
static gboolean
receive_mail (Sitting *sitting, gint64 deadline)
{
  gint64 left = deadline - g_get_monotonic_time ();
  gpointer mail = left > 0 ? g_async_queue_timeout_pop (sitting->mailbox, (guint64) left)
                           : g_async_queue_try_pop (sitting->mailbox);
  gboolean in_time = left > 0 && mail != NULL;

  for (; mail != NULL; mail = g_async_queue_try_pop (sitting->mailbox))
    if (mail != &wake_up)
      {
        for (guint i = 0; i < sitting->n_seats; i++)
          seat_receive (&sitting->seats[i], mail);
        hato_evidence_unref (mail);
      }
  return in_time;
}

static void
cancelled_cb (GCancellable *cancellable, GAsyncQueue *mailbox)
{
  g_async_queue_push (mailbox, (gpointer) &wake_up);
}

static void
mail_free (gpointer mail)
{
  if (mail != &wake_up)
    hato_evidence_unref (mail);
}

/* Goes through a seat that is over once more, level by level, from what is known: which answers counted, and how deep. */
static guint
seat_review (Seat *seat, GHashTable *evidence)
{
  HatoAnswers *all = seat->visible != NULL ? seat->visible : seat->known;
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  guint waves = 0;

  for (gboolean more = TRUE; more && waves < LEVELS_MAX;)
    {
      gboolean settled = seat->judge->judge (seat->judge->data, answers);
      g_autoptr (GPtrArray) wanted = hato_answers_take_wanted (answers);

      more = FALSE;
      for (guint i = 0; !settled && i < wanted->len; i++)
        {
          const HatoEvidence *answer = hato_answers_find (all, g_ptr_array_index (wanted, i));

          if (answer == NULL)
            continue;
          hato_answers_add (answers, (HatoEvidence *) answer);
          g_hash_table_add (evidence, hato_evidence_ref ((HatoEvidence *) answer));
          more = TRUE;
        }
      waves += more ? 1 : 0;
    }
  return waves;
}

static void
review (Sitting *sitting, HatoSettlement *settlement)
{
  g_autoptr (GHashTable) evidence =
      g_hash_table_new_full (NULL, NULL, (GDestroyNotify) hato_evidence_unref, NULL);
  GHashTableIter iter;
  gpointer answer;

  settlement->waves = 0;
  for (guint i = 0; i < sitting->n_seats; i++)
    settlement->waves = MAX (settlement->waves, seat_review (&sitting->seats[i], evidence));

  settlement->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
  g_hash_table_iter_init (&iter, evidence);
  while (g_hash_table_iter_next (&iter, &answer, NULL))
    g_ptr_array_add (settlement->evidence, hato_evidence_ref (answer));
}

/**
 * hato_resolver_settle:
 * @judges: (array length=n_judges)
 * @deadline: monotonic time in microseconds; what has no answer then has timed out
 * @settled: (nullable) (scope call): called in this thread as each judge settles, with its index
 * @settlement: (out caller-allocates) (optional): what it rests on; evidence is the caller's. Judges are called
 *   once more for it, and end as they had settled.
 *
 * Calls the judges, asks what they want, waits, and calls again those whose answers came, until all have settled.
 * Blocks the calling thread. Nothing waits for one answer: questions go out as soon as their names are known.
 * A judge that neither settles nor asks is given up at once, and @settled is not called for it; the others go on.
 *
 * Returns: FALSE with G_IO_ERROR_CANCELLED when it was cancelled; that ends this call alone. FALSE with
 *   HATO_ERROR_INTERNAL where every judge had to be given up
 */
gboolean
hato_resolver_settle (HatoResolver *self,
                      const HatoJudge *judges,
                      guint n_judges,
                      gint64 deadline,
                      GCancellable *cancellable,
                      HatoJudgeSettledFunc settled,
                      gpointer user_data,
                      HatoSettlement *settlement,
                      GError **error)
{
  Sitting sitting = {
    .resolver = self, .n_seats = n_judges, .settled = settled, .user_data = user_data
  };
  gulong handler;
  gboolean in_time = TRUE;

  sitting.mailbox = g_async_queue_new_full (mail_free);
  sitting.seats = g_new0 (Seat, n_judges);
  handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                         g_async_queue_ref (sitting.mailbox),
                                                         (GDestroyNotify) g_async_queue_unref)
                                : 0;
  for (guint i = 0; i < n_judges; i++)
    {
      seat_init (&sitting.seats[i], &judges[i]);
      sitting.seats[i].dirty = TRUE;
    }

  while (!g_cancellable_is_cancelled (cancellable))
    {
      call_seats (&sitting);
      if (all_over (&sitting) || !(in_time = receive_mail (&sitting, deadline)))
        break;
    }
  for (guint i = 0; !in_time && i < n_judges; i++)
    seat_time_out (&sitting, &sitting.seats[i]);

  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);
  gboolean done = has_result (&sitting);

  if (done && settlement != NULL)
    review (&sitting, settlement);
  for (guint i = 0; i < n_judges; i++)
    seat_clear (&sitting.seats[i]);
  g_free (sitting.seats);
  g_async_queue_unref (sitting.mailbox);

  if (!done && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INTERNAL,
                         "a judge neither settles nor asks");
  return done;
}
