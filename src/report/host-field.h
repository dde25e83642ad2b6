/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/translation.h"
#include "catalogue/provider.h"

G_BEGIN_DECLS

char *hato_host_field_dup (const HatoDnsPanel *panel, const char *zone, const char *name);
char *hato_host_field_dup_words (const HatoDnsPanel *panel,
                                 const char *zone,
                                 const char *name,
                                 const HatoTranslation *translation);
char *
hato_host_field_dup_zone_line (const char *name, guint32 ttl, const char *type, const char *text);

G_END_DECLS
