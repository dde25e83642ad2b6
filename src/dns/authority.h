/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"

G_BEGIN_DECLS

/* A name server that is asked directly, and what it is to the domain. */
typedef enum
{
  HATO_AUTHORITY_PENDING,
  HATO_AUTHORITY_GOOD,    /* it answers for the domain, with authority */
  HATO_AUTHORITY_LAME,    /* it does not know the domain, or only from others */
  HATO_AUTHORITY_UNKNOWN, /* it was not reached; reason says why */
} HatoAuthorityState;

typedef struct
{
  const char *name; /* as it was given */
  char *address;    /* (owned) (nullable): to be asked; NULL until it is known */
  const char *reason;
  const HatoEvidence *evidence; /* (nullable): what the state rests on */
  HatoAuthorityState state;
} HatoAuthority;

void hato_authority_find (HatoAuthority *self,
                          const char *domain,
                          gboolean allow_private,
                          HatoAnswers *answers);
void hato_authority_clear (HatoAuthority *self);
const HatoEvidence *hato_authority_look_up (const HatoAuthority *self,
                                            HatoAnswers *answers,
                                            const char *name,
                                            guint16 type);
char *hato_authority_dup_text (const HatoEvidence *evidence);

G_END_DECLS
