/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "net/zone.h"

G_BEGIN_DECLS

/* What the system says of its connection. It explains failures, and is no proof of any. */
typedef enum
{
  HATO_NETWORK_UNKNOWN,
  HATO_NETWORK_UP,
  HATO_NETWORK_PORTAL, /* one must log in first */
  HATO_NETWORK_DOWN,
} HatoNetworkState;

/* A recorded run, see net/run-file.h. */
typedef struct _HatoRunFile HatoRunFile;

/* How a run asks: boxed, immutable once it left its maker. */
typedef struct _HatoSettings HatoSettings;

struct _HatoSettings
{
  GStrv servers;       /* (owned) (nullable): "ADDR" or "ADDR#PORT"; NULL = the system's servers */
  HatoZone *zone;      /* (owned) (nullable): answer from this file, no network */
  HatoRunFile *replay; /* (owned) (nullable): answer as this recorded run, no network */
  HatoZone *overlay;   /* (owned) (nullable): laid over the answers */
  HatoRunFile
      *talks;     /* (owned) (nullable): beside @zone: conversations are as in this recorded run */
  gint64 timeout; /* microseconds for the whole run; 0 = the usual 60 s */
  HatoClock clock;
  char *ca_file; /* (owned) (nullable): certificates to trust instead of the system's, a path */
  guint16 https_port;     /* of policies, where it is not 443: for tests */
  gboolean allow_private; /* private addresses may be connected to */
  gboolean
      authoritative; /* each authoritative server is asked too, even where servers or a zone are given */
  GStrv name_servers; /* (owned) (nullable): before a move: the new name servers */
};

#define HATO_TYPE_SETTINGS (hato_settings_get_type ())
GType hato_settings_get_type (void);

HatoSettings *hato_settings_new (void);
HatoSettings *hato_settings_ref (HatoSettings *self);
void hato_settings_unref (HatoSettings *self);
GStrv hato_settings_dup_name_servers (const HatoSettings *self);
gboolean hato_settings_allows_private (const HatoSettings *self);
gboolean hato_settings_asks_servers (const HatoSettings *self);
HatoNetworkState hato_settings_get_network (const HatoSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoSettings, hato_settings_unref)

G_END_DECLS
