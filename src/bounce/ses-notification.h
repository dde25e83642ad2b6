/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hato_ses_notification_to_report (const char *text, gboolean *is_complaint);

G_END_DECLS
