/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *hato_base64_decode (const char *text, gsize size, gsize max, gsize *bad);

G_END_DECLS
