/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/checkup.h"
#include "net/settings.h"

G_BEGIN_DECLS

gboolean hato_domain_judge (const HatoSubject *subject,
                            HatoNetworkState network,
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
