/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/evidence.h"
#include "net/settings.h"

G_BEGIN_DECLS

/* @evidence: (transfer full) */
typedef void (*HatoPolicyFetchedFunc) (HatoEvidence *evidence, gpointer user_data);

void hato_policy_fetch (HatoSettings *settings,
                        HatoQuestion *question,
                        GCancellable *cancellable,
                        HatoPolicyFetchedFunc fetched,
                        gpointer user_data);

G_END_DECLS
