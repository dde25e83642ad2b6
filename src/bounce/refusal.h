/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/original.h"

G_BEGIN_DECLS

/* How far the SMTP dialogue had come (RFC 5321 §3.3): "Unknown user" at RCPT and after DATA are two things. */
typedef enum
{
  HATO_STAGE_UNKNOWN,
  HATO_STAGE_CONNECT,
  HATO_STAGE_HELO,
  HATO_STAGE_STARTTLS,
  HATO_STAGE_AUTH,
  HATO_STAGE_MAIL,
  HATO_STAGE_RCPT,
  HATO_STAGE_DATA, /* the command, or the end of the data: most reports do not tell them apart */
  HATO_STAGE_QUIT,
} HatoStage;

/* Action of a delivery status notification (RFC 3464 §2.3.3). */
typedef enum
{
  HATO_ACTION_UNKNOWN,
  HATO_ACTION_FAILED,
  HATO_ACTION_DELAYED,
  HATO_ACTION_DELIVERED,
  HATO_ACTION_RELAYED,
  HATO_ACTION_EXPANDED,
} HatoAction;

/* What became of one recipient, from a report part or from visible text: what the rules see. All text is valid
 * UTF-8 from strangers. Boxed, counted; its maker fills it, and from then on it is immutable. */
typedef struct _HatoRefusal HatoRefusal;

struct _HatoRefusal
{
  char *text;       /* (owned): the words of the refusal folded to one line; "" = there are none */
  char *status;     /* (owned) (nullable): enhanced status (RFC 3463) "5.7.26" */
  char *reply_code; /* (owned) (nullable): "550" */
  char *recipient;  /* (owned) (nullable): the address, without brackets */
  char *remote_mta; /* (owned) (nullable): the server that refused: a name or an address */
  char *reporting_mta; /* (owned) (nullable): the server that tells of it */
  HatoStage stage;
  HatoAction action;
  HatoOriginal *original; /* (owned) (nullable): the message that came back */
};

#define HATO_TYPE_REFUSAL (hato_refusal_get_type ())
GType hato_refusal_get_type (void);

HatoRefusal *hato_refusal_new (const char *text);
HatoRefusal *hato_refusal_ref (HatoRefusal *self);
void hato_refusal_unref (HatoRefusal *self);
const char *hato_stage_to_string (HatoStage stage);
const char *hato_action_to_string (HatoAction action);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoRefusal, hato_refusal_unref)

G_END_DECLS
