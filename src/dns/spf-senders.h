/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dns/spf-eval.h"
#include "dns/spf-tree.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_spf_senders_judge (const HatoSubject *subject,
                                 const HatoEvidence *txt,
                                 HatoSpfTree *tree,
                                 HatoAnswers *answers,
                                 GPtrArray *findings,
                                 gboolean *all_pass);
gboolean hato_spf_senders_evaluate (const HatoSubject *subject,
                                    const HatoAddress *ip,
                                    HatoAnswers *answers,
                                    HatoSpfResult *result);
void hato_spf_senders_explain (const HatoSubject *subject,
                               const HatoEvidence *txt,
                               HatoAnswers *answers,
                               GPtrArray *findings);

G_END_DECLS
