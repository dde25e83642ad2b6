/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"

G_BEGIN_DECLS

/* What one judge may see: the answers to what it asked so far, and the list of what it still wants.
 * A judge is a pure function of its input and this table. It asks by looking up; an answer that is not
 * there yet is noted as wanted, the judge goes on wherever it can see what else it will need, and says
 * that it is pending. One thread at a time. */
typedef struct _HatoAnswers HatoAnswers;

typedef enum
{
  HATO_SURE_PENDING,
  HATO_SURE_CONFIRMED,
  HATO_SURE_DIFFERENT, /* or the second look failed */
} HatoSure;

HatoAnswers *hato_answers_new (void);
void hato_answers_free (HatoAnswers *self);
void hato_answers_add (HatoAnswers *self, HatoEvidence *evidence);
const HatoEvidence *hato_answers_find (const HatoAnswers *self, const HatoQuestion *question);
GPtrArray *hato_answers_take_wanted (HatoAnswers *self);

const HatoEvidence *hato_look_up (HatoAnswers *self, const char *name, guint16 type);
const HatoEvidence *hato_look_up_question (HatoAnswers *self, const HatoQuestion *question);
HatoSure
hato_look_again (HatoAnswers *self, const HatoEvidence *first, const HatoEvidence **second);
const char *hato_sure_get_reason (const HatoEvidence *second);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoAnswers, hato_answers_free)

G_END_DECLS
