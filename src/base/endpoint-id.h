/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/protocol.h"

G_BEGIN_DECLS

/* What the id of a row says that is about one door of a server: PROTOCOL:HOST:PORT:ADDRESS. */
typedef struct
{
  HatoProtocol protocol;
  guint16 port;
  char *host;    /* (owned): A-labels, or an address */
  char *address; /* (owned): "" = it is not known */
} HatoEndpointId;

char *
hato_endpoint_id_new (HatoProtocol protocol, const char *host, guint16 port, const char *address);
HatoEndpointId *hato_endpoint_id_parse (const char *id);
void hato_endpoint_id_free (HatoEndpointId *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoEndpointId, hato_endpoint_id_free)

G_END_DECLS
