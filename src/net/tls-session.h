/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/connection.h"

G_BEGIN_DECLS

#define HATO_TLS_CHAIN_MAX 20u /* certificates kept of a chain */

typedef enum
{
  HATO_TLS_ALL_VERSIONS,
  HATO_TLS_OLD_VERSIONS, /* 1.0 and 1.1 alone */
} HatoTlsVersions;

/* Whom this computer trusts, loaded once and shared by all conversations. Boxed, immutable. */
typedef struct _HatoTlsTrust HatoTlsTrust;

HatoTlsTrust *hato_tls_trust_new (const char *ca_file, GError **error);
HatoTlsTrust *hato_tls_trust_ref (HatoTlsTrust *self);
void hato_tls_trust_unref (HatoTlsTrust *self);

void hato_tls_session_run (HatoConnection *connection,
                           HatoTlsTrust *trust,
                           const char *server_name,
                           HatoTlsVersions versions,
                           const char *farewell,
                           gint64 deadline,
                           HatoTalk *talk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoTlsTrust, hato_tls_trust_unref)

G_END_DECLS
