/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/resolver.h"

G_BEGIN_DECLS

/* Judges read answers and say whether they have settled; see base/answers.h. One that has not must have looked up
 * something that is not answered yet. */
typedef gboolean (*HatoJudgeFunc) (gpointer data, HatoAnswers *answers);

typedef struct
{
  HatoJudgeFunc judge;
  gpointer data;
  guint share; /* how many questions it may ask, confirmations apart */
} HatoJudge;

typedef void (*HatoJudgeSettledFunc) (guint index, gpointer user_data);

/* What a settled run rests on, the same for the same answers whatever order they came in. */
typedef struct
{
  GPtrArray *evidence; /* (owned) (element-type HatoEvidence): every answer that a judge wanted */
  guint waves; /* how deep the judges had to ask: each wave needs the answers of the one before */
} HatoSettlement;

gboolean hato_resolver_settle (HatoResolver *self,
                               const HatoJudge *judges,
                               guint n_judges,
                               gint64 deadline,
                               GCancellable *cancellable,
                               HatoJudgeSettledFunc settled,
                               gpointer user_data,
                               HatoSettlement *settlement,
                               GError **error);

G_END_DECLS
