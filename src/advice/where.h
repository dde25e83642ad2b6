/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/case.h"
#include "catalogue/provider.h"

G_BEGIN_DECLS

/* Where the settings of the domain are kept, as its name servers show. */
typedef struct
{
  const HatoProvider
      *provider;           /* (nullable): the company, if it is known; lives as long as its list */
  const char *name_server; /* (nullable): one of the domain's, lives as long as the case */
  const char *zone;        /* (nullable): the name that has these name servers, likewise */
  const HatoEvidence *evidence; /* (nullable): the answer that names them, likewise */
  guint32 ttl; /* seconds until old copies of what the headline speaks of are gone; 0 = not known */
} HatoWhere;

void hato_where_find (const HatoCase *shown, const HatoProviderList *providers, HatoWhere *where);

G_END_DECLS
