/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A name and a short value that is typed elsewhere, with a button that copies its exact bytes. */
#define HATO_TYPE_COPY_ROW (hato_copy_row_get_type ())
G_DECLARE_FINAL_TYPE (HatoCopyRow, hato_copy_row, HATO, COPY_ROW, AdwBin)

HatoCopyRow *hato_copy_row_new (const char *name, const char *value, gboolean is_typed);

G_END_DECLS
