/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/answers.h"
#include "base/clock.h"

G_BEGIN_DECLS

/* A zone file (contract, "Zone file"): answers from a file, or laid over real ones. Immutable. */
typedef struct _HatoZone HatoZone;

#define HATO_TYPE_ZONE (hato_zone_get_type ())
GType hato_zone_get_type (void);

HatoZone *hato_zone_new_from_bytes (GBytes *bytes, GError **error);
HatoZone *hato_zone_new_from_file (const char *path, GError **error);
HatoZone *hato_zone_ref (HatoZone *self);
void hato_zone_unref (HatoZone *self);
HatoEvidence *
hato_zone_answer (const HatoZone *self, HatoQuestion *question, const HatoClock *clock);
gboolean hato_zone_covers (const HatoZone *self, const HatoQuestion *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoZone, hato_zone_unref)

G_END_DECLS
