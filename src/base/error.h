/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A GError says that something could not be found out; what was found out is a finding. */
typedef enum
{
  HATO_ERROR_INVALID_INPUT, /* what a person or a script gave cannot be used */
  HATO_ERROR_NETWORK,
  HATO_ERROR_TIMEOUT,
  HATO_ERROR_PROTOCOL, /* a peer's bytes break its protocol */
  HATO_ERROR_TLS,
  HATO_ERROR_TOO_BIG, /* a budget of limits was reached */
  HATO_ERROR_UNSUPPORTED,
  HATO_ERROR_INTERNAL,
} HatoError;

#define HATO_ERROR (hato_error_quark ())
GQuark hato_error_quark (void);

G_END_DECLS
