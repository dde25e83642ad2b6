/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "catalogue/blocklist.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_blocklist_judge (const HatoSubject *subject,
                               const HatoBlocklistList *lists,
                               const char *const *servers,
                               HatoAnswers *answers,
                               GPtrArray *findings);

G_END_DECLS
