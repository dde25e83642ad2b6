/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/resolver.h"

G_BEGIN_DECLS

/* Answers from a zone, in an order drawn by lot, from a thread of its own; what it is told to keep back it never answers. */
#define FAKE_TYPE_RESOLVER_SHUFFLED (fake_resolver_shuffled_get_type ())
G_DECLARE_FINAL_TYPE (FakeResolverShuffled,
                      fake_resolver_shuffled,
                      FAKE,
                      RESOLVER_SHUFFLED,
                      HatoResolver)

HatoResolver *fake_resolver_shuffled_new (HatoZone *zone, guint32 seed, const char *silent_name);
guint fake_resolver_shuffled_get_sent (FakeResolverShuffled *self);

G_END_DECLS
