/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/checkup.h"
#include "net/settings.h"

G_BEGIN_DECLS

/* The built-in sample: a fictitious shop on a shared host, so that everything can be tried without a network. */
HatoSubject *hato_sample_new_subject (void);
const char *hato_sample_get_server (void);
HatoZone *hato_sample_new_zone (GError **error);
gboolean hato_sample_fill_settings (HatoSettings *settings, GError **error);

G_END_DECLS
