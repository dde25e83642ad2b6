/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/provider.h"
#include "dns/spf-tree.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_spf_mailhost_judge (const HatoSubject *subject,
                                  const HatoEvidence *txt,
                                  const HatoSpfTree *tree,
                                  HatoProviderList *providers,
                                  gboolean senders_pass,
                                  HatoAnswers *answers,
                                  GPtrArray *findings);

G_END_DECLS
