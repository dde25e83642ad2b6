/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/runner.h"
#include "catalogue/blocklist.h"
#include "catalogue/provider.h"
#include "catalogue/selector.h"
#include "findings/checkup.h"
#include "net/resolver.h"
#include "net/settings.h"

G_BEGIN_DECLS

/* What a check of a domain needs: a boxed snapshot, immutable once it left its maker. */
typedef struct _HatoDnsInput HatoDnsInput;

struct _HatoDnsInput
{
  HatoSubject *subject;          /* (owned) */
  HatoResolver *resolver;        /* (owned): one run's */
  HatoSelectorList *selectors;   /* (owned) (nullable): worth a try beside those of the subject */
  HatoProviderList *providers;   /* (owned) (nullable) */
  HatoBlocklistList *blocklists; /* (owned) (nullable): set by the maker */
  gint64 started;                /* microseconds since 1970 */
  gint64 timeout;                /* microseconds */
  char *only; /* (owned) (nullable): the id of the one item to check; NULL = all of them */
  gboolean authoritative; /* ask the domain's name servers directly */
  GStrv name_servers;     /* (owned) (nullable): before a move: the new name servers */
  gboolean allow_private; /* name servers at private addresses may be asked */
  HatoNetworkState network;
};

#define HATO_TYPE_DNS_INPUT (hato_dns_input_get_type ())
GType hato_dns_input_get_type (void);

HatoDnsInput *hato_dns_input_new (const HatoSubject *subject,
                                  HatoResolver *resolver,
                                  HatoSelectorList *selectors,
                                  HatoProviderList *providers,
                                  gint64 started,
                                  gint64 timeout);
HatoDnsInput *hato_dns_input_ref (HatoDnsInput *self);
void hato_dns_input_unref (HatoDnsInput *self);
void hato_dns_input_take_settings (HatoDnsInput *self, const HatoSettings *settings);

const char *const *hato_dns_check_get_items (gsize *n_items);
HatoCheckup *hato_dns_check_run (HatoJob *job, const HatoDnsInput *input, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDnsInput, hato_dns_input_unref)

G_END_DECLS
