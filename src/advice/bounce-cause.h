/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/wording-verdict.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

/* What a bounce and the checks of its domain say together. */
typedef struct
{
  HatoFinding *
      leading; /* (nullable): of the domain: what explains the refusal; NULL = the bounce alone decides */
  gboolean fixed_since; /* the mail would pass now */
  HatoVerdictWording
      wording; /* the headline is about the bounce, the action about @leading where there is one */
  const char *cause; /* (nullable): interned: "bounce.sender_auth"; NULL = nothing has failed */
} HatoBounceCause;

void hato_bounce_cause_find (const HatoFinding *bounce,
                             const HatoCheckup *domain,
                             HatoBounceCause *cause);
HatoLevel hato_bounce_cause_get_level (const HatoFinding *bounce, const HatoFinding *finding);

G_END_DECLS
