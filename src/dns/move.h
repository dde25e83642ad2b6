/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "catalogue/selector.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_move_judge (const HatoSubject *subject,
                          const char *const *new_servers,
                          HatoSelectorList *selectors,
                          gboolean allow_private,
                          HatoAnswers *answers,
                          GPtrArray *findings);

G_END_DECLS
