/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <ares.h>

#include "net/name-server.h"

G_BEGIN_DECLS

/* One c-ares channel in a GMainContext: to one server, over UDP or TCP. For the context's thread alone. */
typedef struct _HatoAresChannel HatoAresChannel;

HatoAresChannel *
hato_ares_channel_new (GMainContext *context, const HatoNameServer *server, gboolean tcp);
void hato_ares_channel_free (HatoAresChannel *self);
void hato_ares_channel_cancel_soon (HatoAresChannel *self);
void hato_ares_channel_send (HatoAresChannel *self,
                             GBytes *message,
                             ares_callback callback,
                             gpointer user_data);

G_END_DECLS
