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

  /* (nullable): the run's servers as "ADDRESS" or "ADDRESS#PORT"; without it there are none. Any thread. */
  GStrv (*dup_servers) (HatoResolver *self);
};

/* Has the conversation of a question of kind SESSION; its answer comes as of send (). Any thread. */
typedef void (*HatoSessionFunc) (gpointer data, HatoResolver *self, HatoQuestion *question);

void hato_resolver_answer (HatoResolver *self, HatoEvidence *evidence);
GStrv hato_resolver_dup_servers (HatoResolver *self);
GPtrArray *hato_resolver_list_answers (HatoResolver *self);
void hato_resolver_set_overlay (HatoResolver *self, HatoZone *overlay, const HatoClock *clock);
void hato_resolver_set_sessions (HatoResolver *self,
                                 HatoSessionFunc send,
                                 gpointer data,
                                 GDestroyNotify data_free);
gboolean hato_resolver_has_sessions (HatoResolver *self);
void hato_resolver_ask (HatoResolver *self, HatoQuestion *question, GAsyncQueue *mailbox);
HatoEvidence *hato_resolver_fail (HatoResolver *self, HatoQuestion *question, const char *failure);

G_END_DECLS
