/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who has to act (contract, "who"). */
typedef enum
{
  HATO_WHO_YOU,
  HATO_WHO_HOST,
  HATO_WHO_SENDING_SERVICE,
  HATO_WHO_FORWARDER,
  HATO_WHO_RECIPIENT,
  HATO_WHO_RECEIVER,
  HATO_WHO_NOBODY,
} HatoWho;

G_END_DECLS
