/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "net/zone.h"

G_BEGIN_DECLS

/* How a run asks: boxed, immutable once it left its maker. */
typedef struct _HatoSettings HatoSettings;

struct _HatoSettings
{
  GStrv servers;     /* (owned) (nullable): "ADDR" or "ADDR#PORT"; NULL = the system's servers */
  HatoZone *zone;    /* (owned) (nullable): answer from this file, no network */
  HatoZone *overlay; /* (owned) (nullable): laid over the answers */
  gint64 timeout;    /* microseconds for the whole run; 0 = the usual 60 s */
  HatoClock clock;
  char *ca_file; /* (owned) (nullable): certificates to trust instead of the system's, a path */
  guint16 https_port;     /* of policies, where it is not 443: for tests */
  gboolean allow_private; /* private addresses may be connected to */
};

#define HATO_TYPE_SETTINGS (hato_settings_get_type ())
GType hato_settings_get_type (void);

HatoSettings *hato_settings_new (void);
HatoSettings *hato_settings_ref (HatoSettings *self);
void hato_settings_unref (HatoSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoSettings, hato_settings_unref)

G_END_DECLS
