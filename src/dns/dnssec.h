/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_dnssec_resolver_validates (HatoAnswers *answers,
                                         gboolean *validates,
                                         const HatoEvidence **root);
const char *hato_dnssec_get_zone (const char *domain);
gboolean hato_dnssec_keys_fit (const HatoEvidence *ds, const HatoEvidence *keys);
gboolean hato_dnssec_judge (const HatoSubject *subject,
                            const HatoEvidence *soa,
                            const HatoEvidence *ds,
                            const HatoEvidence *keys,
                            HatoAnswers *answers,
                            GPtrArray *findings);
gboolean hato_dnssec_judge_servfail (const HatoSubject *subject,
                                     const HatoEvidence *soa,
                                     HatoAnswers *answers,
                                     GPtrArray *findings);

G_END_DECLS
