/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/answers.h"

struct _HatoAnswers
{
  GHashTable *table;  /* (owned): HatoQuestion (inside the evidence) → HatoEvidence */
  GHashTable *wanted; /* (owned): set of HatoQuestion */
};

HatoAnswers *
hato_answers_new (void)
{
  HatoAnswers *self = g_new0 (HatoAnswers, 1);

  self->table = g_hash_table_new_full (hato_question_hash, hato_question_equal, NULL,
                                       (GDestroyNotify) hato_evidence_unref);
  self->wanted = g_hash_table_new_full (hato_question_hash, hato_question_equal,
                                        (GDestroyNotify) hato_question_unref, NULL);
  return self;
}

void
hato_answers_free (HatoAnswers *self)
{
  g_hash_table_unref (self->table);
  g_hash_table_unref (self->wanted);
  g_free (self);
}

/** hato_answers_add: adds (transfer none) the answer to evidence->question; the first answer to a question stays. */
void
hato_answers_add (HatoAnswers *self, HatoEvidence *evidence)
{
  if (!g_hash_table_contains (self->table, evidence->question))
    g_hash_table_insert (self->table, evidence->question, hato_evidence_ref (evidence));
}

/** hato_answers_find: (transfer none) (nullable): the answer if it is there; notes nothing. */
const HatoEvidence *
hato_answers_find (const HatoAnswers *self, const HatoQuestion *question)
{
  return g_hash_table_lookup (self->table, question);
}

static int
compare_questions (gconstpointer a, gconstpointer b)
{
  return hato_question_compare (*(const HatoQuestion *const *) a, *(const HatoQuestion *const *) b);
}

/** hato_answers_take_wanted: (transfer container) (element-type HatoQuestion): what was looked up in vain since the last call, in question order. */
GPtrArray *
hato_answers_take_wanted (HatoAnswers *self)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_question_unref);
  GHashTableIter iter;
  gpointer question;

  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &question, NULL))
    g_ptr_array_add (wanted, hato_question_ref (question));
  g_hash_table_remove_all (self->wanted);
  g_ptr_array_sort (wanted, compare_questions);
  return wanted;
}

/**
 * hato_look_up_question:
 * @question: may live on the stack
 *
 * Returns: (transfer none) (nullable): the answer; NULL = pending, and the question is noted as wanted
 */
const HatoEvidence *
hato_look_up_question (HatoAnswers *self, const HatoQuestion *question)
{
  const HatoEvidence *evidence = hato_answers_find (self, question);

  if (evidence == NULL && !g_hash_table_contains (self->wanted, question))
    g_hash_table_add (self->wanted, hato_question_copy (question));

  return evidence;
}

/**
 * hato_look_up:
 * @name: lower case, without final dot
 *
 * Looks up a DNS question for the run's own servers.
 *
 * Returns: (transfer none) (nullable): the answer; NULL = pending
 */
const HatoEvidence *
hato_look_up (HatoAnswers *self, const char *name, guint16 type)
{
  HatoQuestion question = { .kind = HATO_QUESTION_DNS, .type = type, .name = name };

  return hato_look_up_question (self, &question);
}

/**
 * hato_look_again:
 * @first: an answer on which a problem would rest
 * @second: (out) (transfer none) (nullable) (optional): the second answer
 *
 * Asks once more, elsewhere: a negative is confirmed by a second question before it is shown as a fault.
 * Answers from a zone file count as confirmed.
 */
HatoSure
hato_look_again (HatoAnswers *self, const HatoEvidence *first, const HatoEvidence **second)
{
  HatoQuestion question = *first->question;
  const HatoEvidence *again;

  if (second != NULL)
    *second = NULL;
  if (hato_evidence_is_from_zone (first))
    return HATO_SURE_CONFIRMED;

  question.flags |= HATO_QUESTION_AGAIN;
  again = hato_look_up_question (self, &question);
  if (again == NULL)
    return HATO_SURE_PENDING;

  if (second != NULL)
    *second = again;
  return hato_evidence_same_answer (first, again) ? HATO_SURE_CONFIRMED : HATO_SURE_DIFFERENT;
}

/**
 * hato_sure_get_reason:
 * @second: (nullable): what the second look brought
 *
 * Returns: (transfer none): why two looks that do not agree leave the point unchecked: the second may have brought another
 *   answer, or none at all
 */
const char *
hato_sure_get_reason (const HatoEvidence *second)
{
  const char *reason = second != NULL ? hato_evidence_get_reason (second) : NULL;

  return reason != NULL ? reason : "answers_differ";
}
