/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hato_json_within_limits (const char *file,
                                  gconstpointer bytes,
                                  gsize size,
                                  guint depth_max,
                                  guint values_max,
                                  GError **error);

G_END_DECLS
