/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children side by side, the one that expands taking what is left; one below the other where they have no room. */
#define HATO_TYPE_FOLD_LAYOUT (hato_fold_layout_get_type ())
G_DECLARE_FINAL_TYPE (HatoFoldLayout, hato_fold_layout, HATO, FOLD_LAYOUT, GtkLayoutManager)

G_END_DECLS
