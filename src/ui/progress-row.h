/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How far a check is, and the way to stop it. */
#define HATO_TYPE_PROGRESS_ROW (hato_progress_row_get_type ())
G_DECLARE_FINAL_TYPE (HatoProgressRow, hato_progress_row, HATO, PROGRESS_ROW, AdwBin)

void hato_progress_row_show (HatoProgressRow *self, guint n_settled, guint n_items);
void hato_progress_row_show_servers (HatoProgressRow *self, guint n_settled);

G_END_DECLS
