/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/bounce.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

HatoFinding *hato_bounce_finding_new (const HatoBounce *bounce);
void hato_bounce_tell_subject (const HatoBounce *bounce, HatoSubject *subject);
HatoCheckup *hato_bounce_checkup_new (const HatoBounce *bounce, gint64 started);

G_END_DECLS
