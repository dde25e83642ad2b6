/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

/* When the connection is made that offers old versions alone. */
typedef enum
{
  HATO_OLD_TLS_AT_ONCE, /* beside the usual one */
  HATO_OLD_TLS_LATER, /* once the usual one has come to something: a door that does not answer costs one wait */
  HATO_OLD_TLS_NEVER, /* the address and port has two connections already */
} HatoOldTls;

/* One door of a server, as it is to be judged. */
typedef struct _HatoEndpoint HatoEndpoint;

struct _HatoEndpoint
{
  HatoProtocol protocol;
  guint16 port;
  char *name;         /* (owned): what the certificate must be for: A-labels, or an address */
  char *address;      /* (owned): where it is connected to; "" = nowhere, see @reason */
  const char *reason; /* (nullable): static: why there is no address to connect to */
  gboolean named;     /* somebody asked for this very door: that nothing listens is a fault then */
  gboolean guessed;   /* nobody is known to use the name */
  gboolean policy;    /* an MTA-STS policy alone is to be had there */
  HatoOldTls old_tls;
  GPtrArray *others; /* (owned) (element-type utf8): more names that lead to the address */
  GPtrArray *cited;  /* (owned) (element-type HatoEvidence): why there is no address */
  char *mail_domain; /* (owned) (nullable): whose MTA-STS policy may make faults weigh more */
  GStrv
      controls; /* (owned) (nullable): HOST or HOST:PORT: who tells a dark line from a dark server */
  const GPtrArray *
      doors; /* (nullable) (not owned) (element-type HatoEndpoint): of the whole check: one that answers shows that the line is open */
  gint64 now; /* microseconds since 1970 */
};

HatoEndpoint *
hato_endpoint_new (HatoProtocol protocol, guint16 port, const char *name, const char *address);
void hato_endpoint_free (HatoEndpoint *self);
char *hato_endpoint_dup_id (const HatoEndpoint *self);
gboolean
hato_endpoint_find_open (const HatoEndpoint *self, HatoAnswers *answers, const HatoEvidence **open);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoEndpoint, hato_endpoint_free)

G_END_DECLS
