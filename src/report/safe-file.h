/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/translation.h"

G_BEGIN_DECLS

gboolean hato_safe_file_write (const char *path,
                               GBytes *bytes,
                               gboolean replace,
                               const HatoTranslation *translation,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
