/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/address.h"
#include "base/talk.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_WAIT_READY,
  HATO_WAIT_LATE,
  HATO_WAIT_CANCELLED,
} HatoWait;

/* A TCP connection to one address, whose every wait ends at a deadline or when it is cancelled. For one thread. */
typedef struct _HatoConnection HatoConnection;

HatoConnection *hato_connection_new (GCancellable *cancellable);
void hato_connection_free (HatoConnection *self);
gboolean hato_connection_open (HatoConnection *self,
                               const HatoAddress *address,
                               guint16 port,
                               gint64 deadline,
                               HatoTalkEnd *end);
HatoWait hato_connection_wait (HatoConnection *self, short events, gint64 deadline);
gssize hato_connection_read (HatoConnection *self, gpointer bytes, gsize size);
gssize hato_connection_write (HatoConnection *self, gconstpointer bytes, gsize size);
gboolean hato_connection_is_to_itself (const HatoConnection *self);
char *hato_connection_dup_literal (const HatoConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoConnection, hato_connection_free)

G_END_DECLS
