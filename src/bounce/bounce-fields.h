/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/bounce.h"
#include "bounce/dsn.h"

G_BEGIN_DECLS

void hato_bounce_fields_lead (HatoBounce *bounce);
void hato_bounce_fields_fill (HatoBounce *bounce,
                              HatoOriginal *original,
                              const HatoDsn *dsn,
                              const char *addressee);

G_END_DECLS
