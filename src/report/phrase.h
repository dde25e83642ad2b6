/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/translation.h"

G_BEGIN_DECLS

char *
hato_phrase_dup (const HatoTranslation *translation, const char *text, ...) G_GNUC_NULL_TERMINATED;
char *hato_phrase_dup_time (const HatoTranslation *translation, gint64 microseconds);
char *hato_phrase_dup_duration (const HatoTranslation *translation, guint32 seconds);

G_END_DECLS
