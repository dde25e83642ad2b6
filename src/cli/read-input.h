/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *hato_read_input (const char *path, gsize size_max, GError **error);

G_END_DECLS
