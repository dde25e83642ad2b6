/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/translation.h"
#include "bounce/authentication-results.h"

G_BEGIN_DECLS

char *hato_authentication_results_dup_words (const HatoAuthenticationResults *results,
                                             const HatoTranslation *translation);

G_END_DECLS
