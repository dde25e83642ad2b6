/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "catalogue/provider.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_mx_judge (const HatoSubject *subject,
                        const HatoProviderList *providers,
                        HatoAnswers *answers,
                        GPtrArray *findings);
gboolean hato_mx_is_null (const HatoEvidence *mx);

G_END_DECLS
