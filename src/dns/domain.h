/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

#define HATO_CANARIES 2

void hato_domain_make_canaries (const char *domain, gint64 started, char *canaries[HATO_CANARIES]);
gboolean hato_domain_judge (const HatoSubject *subject,
                            char *const canaries[HATO_CANARIES],
                            HatoAnswers *answers,
                            GPtrArray *findings);
gboolean hato_domain_judge_nxdomain (const HatoSubject *subject,
                                     const char *area,
                                     const char *code,
                                     const HatoEvidence *evidence,
                                     HatoAnswers *answers,
                                     GPtrArray *findings);
gboolean
hato_domain_sends_no_mail (const HatoSubject *subject, HatoAnswers *answers, gboolean *sends_none);

G_END_DECLS
