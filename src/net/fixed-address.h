/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/address.h"

G_BEGIN_DECLS

/* A host by its name that is reached at one address, which was looked at before (limits, T9): the name stays for SNI and for
 * the certificate. */
#define HATO_TYPE_FIXED_ADDRESS (hato_fixed_address_get_type ())
G_DECLARE_FINAL_TYPE (HatoFixedAddress, hato_fixed_address, HATO, FIXED_ADDRESS, GNetworkAddress)

GSocketConnectable *
hato_fixed_address_new (const char *host, guint16 port, const HatoAddress *address);

G_END_DECLS
