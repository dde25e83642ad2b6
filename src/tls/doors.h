/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "tls/claims.h"
#include "tls/endpoint.h"

G_BEGIN_DECLS

gboolean hato_doors_find (const GArray *claims, HatoAnswers *answers, GPtrArray *doors);

G_END_DECLS
