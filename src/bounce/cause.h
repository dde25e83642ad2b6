/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What came back (contract, `bounce`). */
typedef enum
{
  HATO_BOUNCE_KIND_BOUNCE,
  HATO_BOUNCE_KIND_DELAY, /* the sending server still tries */
  HATO_BOUNCE_KIND_AUTO_REPLY,
  HATO_BOUNCE_KIND_COMPLAINT,
  HATO_BOUNCE_KIND_DELIVERED,
  HATO_BOUNCE_KIND_WARNING,      /* what a recipient's mail program shows */
  HATO_BOUNCE_KIND_CLIENT_ERROR, /* an error of the owner's own mail program */
  HATO_BOUNCE_KIND_NOT_BOUNCE,
} HatoBounceKind;

/* Why (contract, "Bounce causes"), in the contract's order. */
typedef enum
{
  HATO_CAUSE_SENDER_AUTH,
  HATO_CAUSE_REPUTATION,
  HATO_CAUSE_PTR,
  HATO_CAUSE_TLS,
  HATO_CAUSE_RATE_LIMIT,
  HATO_CAUSE_GREYLIST,
  HATO_CAUSE_MAILBOX_UNKNOWN,
  HATO_CAUSE_MAILBOX_FULL,
  HATO_CAUSE_MAILBOX_DISABLED,
  HATO_CAUSE_RECIPIENT_FILTER,
  HATO_CAUSE_HOST_UNKNOWN,
  HATO_CAUSE_SIZE,
  HATO_CAUSE_CONTENT_SPAM,
  HATO_CAUSE_MALWARE,
  HATO_CAUSE_POLICY,
  HATO_CAUSE_SENDER_REJECTED,
  HATO_CAUSE_RELAY_DENIED,
  HATO_CAUSE_NETWORK,
  HATO_CAUSE_EXPIRED,
  HATO_CAUSE_SERVER_ERROR,
  HATO_CAUSE_FORMAT,
  HATO_CAUSE_AUTO_REPLY,
  HATO_CAUSE_COMPLAINT,
  HATO_CAUSE_DELIVERED,
  HATO_CAUSE_NOT_BOUNCE,
  HATO_CAUSE_UNKNOWN,
  HATO_N_CAUSES,
} HatoCause;

/* What a cause rests on, from the best to the weakest. */
typedef enum
{
  HATO_BASIS_TEXT,       /* a rule over the words */
  HATO_BASIS_STATUS,     /* the enhanced status (RFC 3463) alone */
  HATO_BASIS_REPLY_CODE, /* the reply code (RFC 5321 §4.2) alone */
  HATO_BASIS_NONE,
} HatoBasis;

const char *hato_bounce_kind_to_string (HatoBounceKind kind);
gboolean hato_bounce_kind_from_string (const char *name, HatoBounceKind *kind);
const char *hato_cause_to_string (HatoCause cause);
gboolean hato_cause_from_string (const char *name, HatoCause *cause);
const char *hato_basis_to_string (HatoBasis basis);

G_END_DECLS
