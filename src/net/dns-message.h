/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"

G_BEGIN_DECLS

/* What is wanted of a question on the wire. */
typedef enum
{
  HATO_DNS_MESSAGE_RECURSION = 1 << 0, /* RD */
  HATO_DNS_MESSAGE_EDNS = 1 << 1,      /* OPT with 1232 bytes and DO */
} HatoDnsMessageFlags;

/* What an answer is good for. */
typedef enum
{
  HATO_DNS_READ_ANSWER,    /* the evidence is filled */
  HATO_DNS_READ_TRUNCATED, /* TC: ask by TCP */
  HATO_DNS_READ_REFERRAL,  /* the server does not know, and names others or nobody */
  HATO_DNS_READ_BROKEN,    /* no answer to this question, or one that breaks the protocol */
} HatoDnsRead;

GBytes *
hato_dns_message_build (const HatoQuestion *question, guint16 id, HatoDnsMessageFlags flags);
HatoDnsRead hato_dns_message_read (gconstpointer bytes, gsize size, HatoEvidence *evidence);

G_END_DECLS
