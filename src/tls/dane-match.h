/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"

G_BEGIN_DECLS

/* Whether a server shows what it announces in DNS (RFC 7672). */
typedef enum
{
  HATO_DANE_PENDING,
  HATO_DANE_UNUSED,    /* it announces nothing that senders use */
  HATO_DANE_END,       /* its own certificate is the announced one: neither name nor dates count */
  HATO_DANE_ANCHOR,    /* its certificate was given by the announced authority */
  HATO_DANE_DIFFERENT, /* neither */
  HATO_DANE_UNCERTAIN, /* the run's resolver does not tell whether the announcement is signed */
} HatoDane;

/* What a server's certificates are compared for. */
typedef struct
{
  const char *host;        /* of the MX, A-labels */
  const char *mail_domain; /* (nullable): a certificate for it counts as well (RFC 7672 §3.2.2) */
  guint16 port;
  gint64 now; /* microseconds since 1970 */
} HatoDaneServer;

HatoDane hato_dane_match (const HatoDaneServer *server,
                          const HatoEvidence *session,
                          HatoAnswers *answers,
                          const HatoEvidence **tlsa,
                          const char **base,
                          guint *n_usable);

G_END_DECLS
