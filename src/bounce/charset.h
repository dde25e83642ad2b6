/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hato_charset_to_utf8 (gconstpointer bytes, gsize size, const char *label);
gboolean hato_charset_has_japanese (const char *text);

G_END_DECLS
