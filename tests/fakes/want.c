/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "want.h"

#define PATIENCE (20 * G_USEC_PER_SEC)

/** want_judge: a HatoJudgeFunc; @want is a Want */
gboolean
want_judge (gpointer want, HatoAnswers *answers)
{
  Want *self = want;
  const HatoEvidence *evidence = hato_look_up_question (answers, self->question);

  if (evidence == NULL)
    return FALSE;
  g_clear_pointer (&self->evidence, hato_evidence_unref);
  self->evidence = hato_evidence_ref ((HatoEvidence *) evidence);
  return TRUE;
}

/** want_settle: asks what all @n want at once, and waits; the questions are used up, the evidence is the caller's. */
void
want_settle (Want *wants, guint n, HatoResolver *resolver)
{
  g_autofree HatoJudge *seats = g_new (HatoJudge, n);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    seats[i] = (HatoJudge){ want_judge, &wants[i], 10 };
  g_assert_true (hato_resolver_settle (resolver, seats, n, g_get_monotonic_time () + PATIENCE, NULL,
                                       NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&wants[i].question, hato_question_unref);
}
