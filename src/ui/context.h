/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/runner.h"
#include "base/translation.h"
#include "catalogue/blocklist.h"
#include "catalogue/provider.h"
#include "catalogue/selector.h"
#include "net/session-pool.h"
#include "net/settings.h"
#include "ui/session.h"

G_BEGIN_DECLS

/* What the application owns and hands down to windows and pages. Boxed, counted, immutable but for
 * what is loaded late; of the main thread alone. */
typedef struct _HatoContext HatoContext;

struct _HatoContext
{
  HatoRunner *runner;            /* (owned) */
  HatoSessionMemory *talks;      /* (owned): of servers, over all runs */
  HatoSettings *settings;        /* (owned) */
  HatoTranslation *translation;  /* (owned): of the language that the window speaks */
  HatoSelectorList *selectors;   /* (owned) (nullable): NULL until hato_context_load () */
  HatoProviderList *providers;   /* (owned) (nullable): likewise */
  HatoBlocklistList *blocklists; /* (owned) (nullable): likewise */
  HatoSession *session;          /* (owned) */
  gboolean
      takes_servers; /* whether the person may choose the servers: the command line says nothing else */
};

#define HATO_TYPE_CONTEXT (hato_context_get_type ())
GType hato_context_get_type (void);

HatoContext *hato_context_new (HatoSettings *settings);
gboolean hato_context_load (HatoContext *self, GError **error);
HatoContext *hato_context_new_with_servers (HatoContext *context, const char *const *servers);
HatoContext *hato_context_ref (HatoContext *self);
void hato_context_unref (HatoContext *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoContext, hato_context_unref)

G_END_DECLS
