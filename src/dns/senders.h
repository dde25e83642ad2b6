/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/address.h"
#include "base/answers.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

#define HATO_SENDERS_MAX 6u /* addresses of a check whose names and listings are asked for */

/* From where an address is known to send (contract, "Known sending addresses"). */
typedef enum
{
  HATO_SENDER_GIVEN, /* by the owner, or taken from a mail */
  HATO_SENDER_ADDRESS, /* a single address of the domain's SPF record: somebody wrote it there to send */
  HATO_SENDER_HOST, /* of a host of an a or mx term: it may send, and may as well be the web server alone */
} HatoSenderOrigin;

typedef struct
{
  HatoAddress address;
  HatoSenderOrigin origin;
  const HatoEvidence *evidence; /* (not owned) (nullable): where the address was found */
} HatoSender;

/* The addresses that send for a domain. Lives on the stack. */
typedef struct
{
  HatoSender senders[HATO_SENDERS_MAX];
  guint n_senders;
  gboolean cut;                /* there are more */
  gboolean sends_none;         /* the domain says that it sends no mail */
  const HatoEvidence *txt;     /* (not owned) (nullable): the answer with the SPF record */
  const HatoEvidence *missing; /* (not owned) (nullable): an answer that failed on the way */
} HatoSenders;

gboolean hato_senders_find (const HatoSubject *subject, HatoAnswers *answers, HatoSenders *senders);

G_END_DECLS
