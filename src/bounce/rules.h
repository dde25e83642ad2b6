/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/decision.h"
#include "bounce/refusal.h"
#include "catalogue/bounce-rule.h"

G_BEGIN_DECLS

HatoDecision *hato_rules_decide (const HatoBounceRuleList *rules, const HatoRefusal *refusal);
HatoDecision *hato_rules_decide_around (const HatoBounceRuleList *rules,
                                        const HatoRefusal *refusal,
                                        const char *around);

G_END_DECLS
