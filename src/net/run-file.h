/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/resolver.h"
#include "net/settings.h"

G_BEGIN_DECLS

/* A recorded run (contract, "Run file"): when it began, how it asked, and every answer that came: enough to make the same
 * checkup again. Boxed, counted, immutable. */
struct _HatoRunFile
{
  gint64 started;         /* microseconds since 1970 */
  GStrv servers;          /* (owned): the run's; never NULL */
  GStrv name_servers;     /* (owned) (nullable): before a move */
  gboolean authoritative; /* the domain's own servers were asked */
  gboolean allow_private;
  HatoNetworkState network;
  GPtrArray *answers; /* (owned) (element-type HatoEvidence): in question order */
  GHashTable *table;  /* (owned): HatoQuestion (inside the evidence) → HatoEvidence */
};

#define HATO_TYPE_RUN_FILE (hato_run_file_get_type ())
GType hato_run_file_get_type (void);

HatoRunFile *
hato_run_file_new (HatoResolver *resolver, const HatoSettings *settings, gint64 started);
HatoRunFile *hato_run_file_new_from_bytes (GBytes *bytes, GError **error);
HatoRunFile *hato_run_file_new_from_file (const char *path, GError **error);
HatoRunFile *hato_run_file_ref (HatoRunFile *self);
void hato_run_file_unref (HatoRunFile *self);
char *hato_run_file_to_json (const HatoRunFile *self);
gboolean hato_run_file_has_sessions (const HatoRunFile *self);
HatoEvidence *hato_run_file_answer (const HatoRunFile *self, HatoQuestion *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoRunFile, hato_run_file_unref)

G_END_DECLS
