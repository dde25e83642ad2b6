/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"

G_BEGIN_DECLS

#define HATO_SESSION_REST                                                                          \
  (10 * G_USEC_PER_SEC) /* limits: a server is asked again only after this */

/* What servers said a moment ago, over all runs of the program: nobody is asked the same again at once. Counted; any thread. */
typedef struct _HatoSessionMemory HatoSessionMemory;

#define HATO_TYPE_SESSION_MEMORY (hato_session_memory_get_type ())
GType hato_session_memory_get_type (void);

HatoSessionMemory *hato_session_memory_new (void);
HatoSessionMemory *hato_session_memory_ref (HatoSessionMemory *self);
void hato_session_memory_unref (HatoSessionMemory *self);
HatoEvidence *
hato_session_memory_find (HatoSessionMemory *self, const HatoQuestion *question, gint64 now);
void hato_session_memory_keep (HatoSessionMemory *self, HatoEvidence *evidence, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoSessionMemory, hato_session_memory_unref)

G_END_DECLS
