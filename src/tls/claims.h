/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "base/protocol.h"
#include "catalogue/provider.h"

G_BEGIN_DECLS

/* A name behind which there may be a door worth a look. */
typedef struct
{
  HatoProtocol protocol;
  guint16 port;
  char *host;         /* (owned): A-labels, or an address */
  const char *reason; /* (nullable): static: why it is not tried */
  gboolean named;     /* somebody said that there is such a door: that nothing listens is a fault */
  gboolean guessed;   /* nobody is known to use the name */
  gboolean spare;     /* tried only where no other name leads to the same address and port */
  gboolean owed;      /* a row is owed even where the name has no address */
  gboolean
      policy; /* an MTA-STS policy alone is to be had there, which is another part of the check */
} HatoClaim;

GArray *hato_claims_new (void);
HatoClaim *hato_claims_add (GArray *claims, HatoProtocol protocol, guint16 port, const char *host);
gboolean hato_claims_find (const char *domain,
                           const HatoProviderList *providers,
                           HatoAnswers *answers,
                           GArray *claims);

G_END_DECLS
