/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/address.h"

G_BEGIN_DECLS

/* A name server. */
typedef struct
{
  char *text; /* (owned): as people write it: "192.0.2.1" or "192.0.2.1#5353" */
  HatoAddress address;
  guint16 port;
  guint n_silent; /* times in a row that it did not answer; for the resolver's thread */
} HatoNameServer;

HatoNameServer *hato_name_server_new (const char *text);
void hato_name_server_free (HatoNameServer *self);
gboolean hato_name_server_has_route (const HatoNameServer *self);
GPtrArray *hato_name_server_list_system (void);
GPtrArray *hato_name_server_list_new (const char *const *texts, GError **error);
HatoNameServer *hato_name_server_list_next (GPtrArray *servers, const HatoNameServer *current);
HatoNameServer *hato_name_server_list_get (GPtrArray *servers, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoNameServer, hato_name_server_free)

G_END_DECLS
