/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/decision.h"
#include "bounce/mime-guard.h"
#include "bounce/refusal.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_DIRECTION_SENT,     /* the owner's mail came back */
  HATO_DIRECTION_RECEIVED, /* the refused recipient is the owner's: somebody else's mail came back */
} HatoDirection;

/* Why a bounce may be none. */
typedef enum
{
  HATO_SUSPICION_NONE,
  HATO_SUSPICION_FAKE,        /* no report, no returned message, but a link */
  HATO_SUSPICION_BACKSCATTER, /* real, but the owner did not send the message */
} HatoSuspicion;

/* One recipient, and what the rules make of the refusal. */
typedef struct
{
  HatoRefusal *refusal;   /* (owned) */
  HatoDecision *decision; /* (owned) */
} HatoResult;

/* One message that came back, read. All text is valid UTF-8 from strangers: shown only through base/foreign-text.
 * Boxed, counted, immutable. */
typedef struct _HatoBounce HatoBounce;

struct _HatoBounce
{
  HatoBounceKind kind;
  HatoDirection direction;
  HatoSuspicion suspicion;
  HatoMimeLimit limit;  /* the budget beyond which it was not read; NONE = all of it was */
  gboolean is_raw;      /* a whole message; FALSE = visible text */
  const char *language; /* static: "ja" or "en": what the report is written in */
  GPtrArray
      *results; /* (owned) (element-type HatoResult): one a recipient, in the order of the report */
  const HatoResult
      *leading; /* (nullable): the one of @results that the fields below are taken from */

  GPtrArray *recipients; /* (owned) (element-type utf8): addresses, each once */
  char *status;          /* (owned) (nullable): "5.7.26" */
  char *reply_code;      /* (owned) (nullable): "550" */
  char *diagnostic;      /* (owned) (nullable): the words of the server, verbatim, on one line */
  char *remote_mta;      /* (owned) (nullable) */
  char *reporting_mta;   /* (owned) (nullable) */
  HatoStage stage;       /* the command that was answered */
  HatoCause cause;       /* of the leading result */
  char *detail;          /* (owned) (nullable) */
  HatoBasis basis;       /* what the cause rests on */
  char *refused_by_id;   /* (owned) (nullable): "gmail" */
  char *refused_by_name; /* (owned) (nullable): "Gmail" */
  char *
      sender_domain; /* (owned) (nullable): of From, else of the envelope sender: whose mail it was */
  char *envelope_sender;  /* (owned) (nullable): MAIL FROM; "" = the null one */
  char *from;             /* (owned) (nullable): the From address of the message that came back */
  char *sending_ip;       /* (owned) (nullable): the address that really delivered */
  char *concerned_ip;     /* (owned) (nullable): the address that the refusal is about */
  char *concerned_domain; /* (owned) (nullable): the domain that the refusal is about */
  char *
      selector; /* (owned) (nullable): DKIM s=, of the signature that is the sender's own if one is */
  char *signing_domain;   /* (owned) (nullable): DKIM d= of the same */
  char *rule;             /* (owned) (nullable): id of the rule that decided */
  char *message_id;       /* (owned) (nullable): of the message that came back, without brackets */
  char *queue_id;         /* (owned) (nullable): of the reporting server */
  char *date;             /* (owned) (nullable): of the report, as it stands */
  char *arrival_date;     /* (owned) (nullable): when the message reached the reporting server */
  char *will_retry_until; /* (owned) (nullable): of a delay */
  gboolean forwarded; /* a server between the sender and the refusing one handed the message on */
  HatoOriginal *original; /* (owned) (nullable): the message that came back */
  char *
      pasted_subject; /* (owned) (nullable): what a mail was about, of text without its headers: to be masked, never shown */
};

#define HATO_TYPE_BOUNCE (hato_bounce_get_type ())
GType hato_bounce_get_type (void);

HatoBounce *hato_bounce_new (HatoBounceKind kind);
HatoBounce *hato_bounce_ref (HatoBounce *self);
void hato_bounce_unref (HatoBounce *self);
void hato_bounce_add_result (HatoBounce *self, HatoRefusal *refusal, HatoDecision *decision);
void hato_bounce_add_recipient (HatoBounce *self, const char *address);
const char *hato_direction_to_string (HatoDirection direction);
const char *hato_suspicion_to_string (HatoSuspicion suspicion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoBounce, hato_bounce_unref)

G_END_DECLS
