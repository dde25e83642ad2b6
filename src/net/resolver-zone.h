/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/resolver.h"
#include "net/settings.h"

G_BEGIN_DECLS

/* Answers everything from the zone file of the settings; touches no network. */
#define HATO_TYPE_RESOLVER_ZONE (hato_resolver_zone_get_type ())
G_DECLARE_FINAL_TYPE (HatoResolverZone, hato_resolver_zone, HATO, RESOLVER_ZONE, HatoResolver)

HatoResolver *hato_resolver_zone_new (HatoSettings *settings);

G_END_DECLS
