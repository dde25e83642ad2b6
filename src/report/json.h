/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "advice/case.h"
#include "bounce/bounce.h"

G_BEGIN_DECLS

void hato_json_add_string (JsonBuilder *builder, const char *name, const char *value);
void hato_json_add_integer (JsonBuilder *builder, const char *name, gint64 value);
void hato_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value);
void hato_json_add_null (JsonBuilder *builder, const char *name);
void hato_json_add_strv (JsonBuilder *builder, const char *name, const char *const *values);
void hato_json_add_finding (JsonBuilder *builder,
                            const HatoFinding *finding,
                            const HatoCheckup *checkup,
                            const HatoTranslation *translation);
void hato_json_add_evidence (JsonBuilder *builder, const HatoCheckup *checkup);
char *hato_json_end (JsonBuilder *builder);
char *
hato_json_case (const HatoCase *self, const HatoBounce *bounce, const HatoTranslation *translation);

G_END_DECLS
