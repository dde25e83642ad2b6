/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/bounce.h"
#include "catalogue/bounce-rule.h"
#include "catalogue/mail-frame.h"

G_BEGIN_DECLS

HatoBounce *
hato_bounce_check_read (GBytes *bytes, const HatoBounceRuleList *rules, HatoMailFrameList *frames);
gboolean hato_bounce_check_is_raw (gconstpointer bytes, gsize size);

G_END_DECLS
