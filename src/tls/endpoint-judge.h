/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/endpoint.h"

G_BEGIN_DECLS

gboolean hato_endpoint_judge (const HatoEndpoint *door, HatoAnswers *answers, GPtrArray *findings);

G_END_DECLS
