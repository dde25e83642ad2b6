/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/resolver.h"
#include "net/settings.h"

G_BEGIN_DECLS

/* Asks real name servers, over c-ares, on a thread of its own that ends with the last reference. */
#define HATO_TYPE_RESOLVER_ARES (hato_resolver_ares_get_type ())
G_DECLARE_FINAL_TYPE (HatoResolverAres, hato_resolver_ares, HATO, RESOLVER_ARES, HatoResolver)

HatoResolver *hato_resolver_ares_new (HatoSettings *settings, GError **error);

G_END_DECLS
