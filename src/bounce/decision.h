/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bounce/cause.h"

G_BEGIN_DECLS

/* What the rules make of one refusal. Boxed, counted; the rules fill it, and from then on it is immutable. */
typedef struct _HatoDecision HatoDecision;

struct _HatoDecision
{
  HatoBounceKind
      kind; /* BOUNCE unless the words say otherwise: a delay, a warning, an error of the mail program … */
  gboolean
      is_final; /* the words say that it is not tried again, whatever the report calls itself */
  HatoCause cause;
  char *detail; /* (owned) (nullable): spf dkim dmarc alignment forwarded encrypted_archive … */
  HatoBasis basis;
  char *who;  /* (owned) (nullable): who must act, where the rule knows better than the cause */
  char *rule; /* (owned) (nullable): id of the rule that matched */
  char *refused_by_id;    /* (owned) (nullable): "gmail" */
  char *refused_by_name;  /* (owned) (nullable): "Gmail" */
  char *concerned_ip;     /* (owned) (nullable): the address that the refusal names */
  char *concerned_domain; /* (owned) (nullable): the domain that the refusal names */
  char *selector;         /* (owned) (nullable): the DKIM selector that the refusal names */
  gsize mark_start;       /* the telling part: byte offsets in the refusal's text; equal = none */
  gsize mark_end;
};

#define HATO_TYPE_DECISION (hato_decision_get_type ())
GType hato_decision_get_type (void);

HatoDecision *hato_decision_new (HatoCause cause, HatoBasis basis);
HatoDecision *hato_decision_ref (HatoDecision *self);
void hato_decision_unref (HatoDecision *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDecision, hato_decision_unref)

G_END_DECLS
