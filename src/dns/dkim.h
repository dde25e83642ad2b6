/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "catalogue/provider.h"
#include "catalogue/selector.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_dkim_judge (const HatoSubject *subject,
                          HatoSelectorList *selectors,
                          HatoProviderList *providers,
                          HatoAnswers *answers,
                          GPtrArray *findings);

G_END_DECLS
