/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef gboolean (*HatoDataEntryFunc) (JsonObject *entry, gpointer user_data, GError **error);

gboolean hato_data_file_read (const char *name,
                              const char *member,
                              HatoDataEntryFunc read_entry,
                              gpointer user_data,
                              GError **error);
const char *hato_data_get_string (JsonObject *entry, const char *member);
GStrv hato_data_dup_strings (JsonObject *entry, const char *member);

G_END_DECLS
