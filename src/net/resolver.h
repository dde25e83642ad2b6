/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/answers.h"
#include "net/zone.h"

G_BEGIN_DECLS

/* Brings the answers of one run. The base class keeps the table of the run (no question is asked twice),
 * the budget and the figures; a subclass sends questions. Any thread may hand it questions. */
#define HATO_TYPE_RESOLVER (hato_resolver_get_type ())
G_DECLARE_DERIVABLE_TYPE (HatoResolver, hato_resolver, HATO, RESOLVER, GObject)

struct _HatoResolverClass
{
  GObjectClass parent_class;

  /* Sends @question; the answer comes through hato_resolver_answer (), in this call or later from any
   * thread, exactly once, a failure or a time-out included. */
  void (*send) (HatoResolver *self, HatoQuestion *question);
};

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

void hato_resolver_answer (HatoResolver *self, HatoEvidence *evidence);
void hato_resolver_set_overlay (HatoResolver *self, HatoZone *overlay, const HatoClock *clock);
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
