/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_mta_sts_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings);
gboolean hato_mta_sts_is_enforced (const char *domain,
                                   const char *host,
                                   HatoAnswers *answers,
                                   gboolean *enforced);

G_END_DECLS
