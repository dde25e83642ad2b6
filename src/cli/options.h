/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/translation.h"
#include "findings/checkup.h"
#include "net/resolver.h"
#include "net/settings.h"

G_BEGIN_DECLS

/* Exit statuses (contract). */
enum
{
  HATO_EXIT_NO_PROBLEM = 0,
  HATO_EXIT_PROBLEM = 1,
  HATO_EXIT_USAGE = 2,
  HATO_EXIT_NOT_CHECKED = 3,
};

/* What every command takes. Filled by hato_options_parse (). */
typedef struct
{
  gboolean json;
  gboolean sample;
  gboolean allow_private;
  gboolean authoritative;
  GStrv dns_servers;            /* (owned) (nullable) */
  GStrv name_servers;           /* (owned) (nullable): before a move: the new ones */
  char *zone;                   /* (owned) (nullable): a path */
  char *overlay;                /* (owned) (nullable): a path */
  char *record_run;             /* (owned) (nullable): a path */
  char *replay_run;             /* (owned) (nullable): a path */
  char *timeout;                /* (owned) (nullable): seconds, as typed */
  char *language;               /* (owned) (nullable) */
  GStrv arguments;              /* (owned) (nullable): what is left: domains, files */
  HatoSettings *settings;       /* (owned) */
  HatoTranslation *translation; /* (owned) */
} HatoOptions;

gboolean hato_options_parse (HatoOptions *self,
                             int *argc,
                             char ***argv,
                             const char *summary,
                             const GOptionEntry *entries,
                             GError **error);
gboolean hato_options_limit_arguments (const HatoOptions *self, guint n_max, GError **error);
void hato_options_use_sample (HatoOptions *self);
void hato_options_clear (HatoOptions *self);
HatoResolver *hato_options_new_resolver (const HatoOptions *self, GError **error);
gboolean hato_options_record_run (const HatoOptions *self,
                                  HatoResolver *resolver,
                                  gint64 started,
                                  GError **error);
gint64 hato_options_get_timeout (const HatoOptions *self);
HatoSubject *hato_options_new_subject (const HatoOptions *self, const char *domain, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HatoOptions, hato_options_clear)

G_END_DECLS
