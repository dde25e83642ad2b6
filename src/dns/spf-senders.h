/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dns/spf-tree.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_spf_senders_judge (const HatoSubject *subject,
                                 const HatoEvidence *txt,
                                 HatoSpfTree *tree,
                                 HatoAnswers *answers,
                                 GPtrArray *findings,
                                 gboolean *all_pass);
void hato_spf_senders_explain (const HatoSubject *subject,
                               const HatoEvidence *txt,
                               HatoAnswers *answers,
                               GPtrArray *findings);

G_END_DECLS
