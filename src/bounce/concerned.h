/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/folded-text.h"
#include "catalogue/bounce-rule.h"

G_BEGIN_DECLS

char *
hato_concerned_dup (const HatoBounceRuleList *rules, const HatoFoldedText *text, const char *field);
char *hato_concerned_dup_any_ip (const HatoFoldedText *text);

G_END_DECLS
