/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/runner.h"
#include "net/resolver.h"
#include "net/session-memory.h"
#include "net/settings.h"

G_BEGIN_DECLS

/* Has the conversations of one run on the endpoint pool. Boxed, counted. */
typedef struct _HatoSessionPool HatoSessionPool;

HatoSessionPool *
hato_session_pool_new (HatoRunner *runner, HatoSettings *settings, GCancellable *cancellable);
HatoSessionPool *hato_session_pool_ref (HatoSessionPool *self);
void hato_session_pool_unref (HatoSessionPool *self);
void hato_session_pool_attach (HatoResolver *resolver,
                               HatoRunner *runner,
                               HatoSettings *settings,
                               GCancellable *cancellable,
                               HatoSessionMemory *memory);
void hato_session_pool_send (HatoSessionPool *self, HatoResolver *resolver, HatoQuestion *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoSessionPool, hato_session_pool_unref)

G_END_DECLS
