/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dns/dmarc-policy.h"

G_BEGIN_DECLS

/* What a receiver that still follows RFC 7489 decides of a mail that did not prove itself. */
typedef struct
{
  gboolean known;         /* the answers that it needs are there */
  HatoDmarcPolicy policy; /* NONE also where it sees no record */
  guint percent;          /* of the mails to which it applies the policy (§6.3, pct) */
  const char
      *organizational_domain;   /* inside the author domain: from the public suffix list (§3.2) */
  const HatoEvidence *evidence; /* (nullable): where it found its record, or that there are two */
} HatoDmarcOlder;

gboolean
hato_dmarc_older_evaluate (const char *author_domain, HatoAnswers *answers, HatoDmarcOlder *older);

G_END_DECLS
