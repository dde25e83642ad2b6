/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/who.h"
#include "catalogue/provider.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

/* One certificate that servers of the domain showed. */
typedef struct
{
  char *
      name; /* (owned): whom it is for: A-labels; the name under which it was seen, if it is for that one */
  char *issuer;  /* (owned): the authority's own name; text from strangers */
  char *sha256;  /* (owned): hexadecimal */
  GStrv doors;   /* (owned): ids of the items whose doors showed it, in their order */
  gint64 begins; /* microseconds since 1970 */
  gint64 ends;
  int days_left;      /* whole days; negative = it ran out */
  gboolean automatic; /* it lives so short that it is renewed by a program, as a rule */
  HatoWho who; /* who renews it: HATO_WHO_HOST, or HATO_WHO_YOU for a server of the domain's own */
  const HatoProvider
      *provider; /* (nullable): the company, if it is known; lives as long as the list */
} HatoListedCertificate;

/* All certificates that a checkup saw, each once, the one with the fewest days left first. Boxed, immutable. */
typedef struct _HatoCertificateList HatoCertificateList;

struct _HatoCertificateList
{
  GPtrArray *certificates;     /* (owned) (element-type HatoListedCertificate) */
  HatoProviderList *providers; /* (owned) */
};

#define HATO_TYPE_CERTIFICATE_LIST (hato_certificate_list_get_type ())
GType hato_certificate_list_get_type (void);

HatoCertificateList *hato_certificate_list_new (const HatoCheckup *tls,
                                                HatoProviderList *providers);
HatoCertificateList *hato_certificate_list_ref (HatoCertificateList *self);
void hato_certificate_list_unref (HatoCertificateList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoCertificateList, hato_certificate_list_unref)

G_END_DECLS
