/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/endpoint.h"

G_BEGIN_DECLS

/* Why a door never answers. */
typedef enum
{
  HATO_DARK_PENDING,
  HATO_DARK_SERVER, /* others do */
  HATO_DARK_LINE,   /* nobody does */
} HatoDarkness;

HatoDarkness hato_dark_port_judge (const HatoEndpoint *door,
                                   HatoAnswers *answers,
                                   char **witness,
                                   GPtrArray *cited);

G_END_DECLS
