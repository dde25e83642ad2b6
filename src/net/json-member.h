/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean hato_json_take_string (JsonObject *object, const char *member, const char **value);
gboolean hato_json_take_integer (JsonObject *object, const char *member, gint64 max, gint64 *value);
gboolean hato_json_take_boolean (JsonObject *object, const char *member, gboolean *value);
gboolean hato_json_take_array (JsonObject *object, const char *member, JsonArray **value);

G_END_DECLS
