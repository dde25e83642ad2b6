/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/refusal.h"

G_BEGIN_DECLS

/* What a delivery status notification says of one recipient (RFC 3464 §2.3). */
typedef struct
{
  char *
      recipient; /* (owned) (nullable): where it was refused: an address; NULL where the report names none */
  char *original_recipient; /* (owned) (nullable): what the sender wrote, where it says so */
  HatoAction action;
  char *status;           /* (owned) (nullable): without its comment */
  char *diagnostic;       /* (owned) (nullable): without its type */
  gboolean is_smtp;       /* the diagnostic is a server's reply, not the reporter's own words */
  char *remote_mta;       /* (owned) (nullable) */
  char *will_retry_until; /* (owned) (nullable) */
} HatoDsnRecipient;

/* A delivery status notification (RFC 3464), also an internationalised one (RFC 6533). Boxed, immutable. */
typedef struct _HatoDsn HatoDsn;

struct _HatoDsn
{
  char *reporting_mta;   /* (owned) (nullable) */
  char *arrival_date;    /* (owned) (nullable) */
  char *queue_id;        /* (owned) (nullable) */
  char *envelope_sender; /* (owned) (nullable) */
  GPtrArray *recipients; /* (owned) (element-type HatoDsnRecipient) */
};

#define HATO_TYPE_DSN (hato_dsn_get_type ())
GType hato_dsn_get_type (void);

HatoDsn *hato_dsn_parse (const char *text);
HatoDsn *hato_dsn_ref (HatoDsn *self);
void hato_dsn_unref (HatoDsn *self);
char *hato_dsn_dup_address (const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDsn, hato_dsn_unref)

G_END_DECLS
