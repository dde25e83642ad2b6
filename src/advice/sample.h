/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/checkup.h"
#include "net/zone.h"

G_BEGIN_DECLS

/* The built-in sample: a fictitious shop on a shared host, so that everything can be tried without a network. */
HatoSubject *hato_sample_new_subject (void);
HatoZone *hato_sample_new_zone (GError **error);

G_END_DECLS
