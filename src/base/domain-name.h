/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A checked domain name in both forms, folded: lower case, IDNA, no final dot. Boxed, immutable. */
typedef struct _HatoDomainName HatoDomainName;

struct _HatoDomainName
{
  char *ascii;   /* (owned): A-labels */
  char *unicode; /* (owned): U-labels */
};

#define HATO_DOMAIN_NAME_MAX  253u /* RFC 1035 §2.3.4: 255 octets on the wire */
#define HATO_DOMAIN_LABEL_MAX 63u

#define HATO_TYPE_DOMAIN_NAME (hato_domain_name_get_type ())
GType hato_domain_name_get_type (void);

HatoDomainName *hato_domain_name_new (const char *text, GError **error);
HatoDomainName *hato_domain_name_ref (HatoDomainName *self);
void hato_domain_name_unref (HatoDomainName *self);
gboolean hato_domain_name_is_askable (const char *name);
const char *hato_domain_name_get_parent (const char *name);
gboolean hato_domain_name_is_below (const char *name, const char *ancestor);
char *hato_domain_name_dup_shown (const HatoDomainName *self);
gboolean hato_domain_name_is_public_suffix (const char *name);
gboolean hato_domain_name_is_registry_suffix (const char *name);
const char *hato_domain_name_get_registered (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDomainName, hato_domain_name_unref)

G_END_DECLS
