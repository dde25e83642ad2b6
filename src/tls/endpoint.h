/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

/* One door of a server, as it is to be judged. */
typedef struct
{
  HatoProtocol protocol;
  guint16 port;
  char *name;        /* (owned): what the certificate must be for: A-labels, or an address */
  char *address;     /* (owned): where it is connected to */
  gboolean named;    /* somebody asked for this very door: that nothing listens is a fault then */
  char *mail_domain; /* (owned) (nullable): whose MTA-STS policy may make faults weigh more */
  GStrv
      controls; /* (owned) (nullable): HOST or HOST:PORT: who tells a dark line from a dark server */
  gint64 now;   /* microseconds since 1970 */
} HatoEndpoint;

void hato_endpoint_clear (HatoEndpoint *self);
char *hato_endpoint_dup_id (const HatoEndpoint *self);
gboolean hato_endpoint_judge (const HatoEndpoint *self, HatoAnswers *answers, GPtrArray *findings);

G_END_DECLS
