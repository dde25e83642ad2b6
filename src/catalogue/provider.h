/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a name is seen as: each recognises a company by other names. */
typedef enum
{
  HATO_PROVIDER_BY_MX,
  HATO_PROVIDER_BY_NAME_SERVER,
  HATO_PROVIDER_BY_SPF,
  HATO_PROVIDER_BY_PTR,
  HATO_PROVIDER_SIGNS,
} HatoProviderSign;

/* A company that runs mail, DNS or a sending service. Immutable, lives as long as its list. */
typedef struct
{
  char *id;                            /* (owned) */
  char *name_en;                       /* (owned) */
  char *name_ja;                       /* (owned) */
  GStrv suffixes[HATO_PROVIDER_SIGNS]; /* (owned): names, and all below them */
  GStrv globs[HATO_PROVIDER_SIGNS];    /* (owned): "sv*.xserver.jp" */
  GStrv selectors;                     /* (owned): DKIM selectors that it uses */
  char *
      panel_path; /* (owned) (nullable): where a TXT record is added, in the panel's own language */
} HatoProvider;

/* All that are known. Boxed, immutable. */
typedef struct _HatoProviderList HatoProviderList;

#define HATO_TYPE_PROVIDER_LIST (hato_provider_list_get_type ())
GType hato_provider_list_get_type (void);

HatoProviderList *hato_provider_list_new (GError **error);
HatoProviderList *hato_provider_list_ref (HatoProviderList *self);
void hato_provider_list_unref (HatoProviderList *self);
const HatoProvider *
hato_provider_list_find (const HatoProviderList *self, HatoProviderSign sign, const char *name);
guint hato_provider_list_get_length (const HatoProviderList *self);
const HatoProvider *hato_provider_list_get (const HatoProviderList *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoProviderList, hato_provider_list_unref)

G_END_DECLS
