/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/resolver.h"
#include "net/settings.h"

G_BEGIN_DECLS

/* Answers everything as a recorded run was answered; touches no network. */
#define HATO_TYPE_RESOLVER_RUN (hato_resolver_run_get_type ())
G_DECLARE_FINAL_TYPE (HatoResolverRun, hato_resolver_run, HATO, RESOLVER_RUN, HatoResolver)

HatoResolver *hato_resolver_run_new (HatoSettings *settings);

G_END_DECLS
