/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/decision.h"

G_DEFINE_BOXED_TYPE (HatoDecision, hato_decision, hato_decision_ref, hato_decision_unref)

/** hato_decision_new: (transfer full): a decision that the rules fill before handing it on; its kind is a bounce */
HatoDecision *
hato_decision_new (HatoCause cause, HatoBasis basis)
{
  HatoDecision *self = g_atomic_rc_box_new0 (HatoDecision);

  self->cause = cause;
  self->basis = basis;
  return self;
}

HatoDecision *
hato_decision_ref (HatoDecision *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
decision_clear (gpointer data)
{
  HatoDecision *self = data;

  g_free (self->detail);
  g_free (self->rule);
  g_free (self->who);
  g_free (self->refused_by_id);
  g_free (self->refused_by_name);
  g_free (self->concerned_ip);
  g_free (self->concerned_domain);
  g_free (self->selector);
}

void
hato_decision_unref (HatoDecision *self)
{
  g_atomic_rc_box_release_full (self, decision_clear);
}
