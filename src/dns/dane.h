/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_dane_look_up (HatoAnswers *answers,
                            guint16 port,
                            const char *host,
                            const HatoEvidence **tlsa,
                            const char **base);
gboolean hato_dane_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings);

G_END_DECLS
