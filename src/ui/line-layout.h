/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children side by side, the one that expands taking what is left; with a fold-spacing they stand one below the other, that
 * many pixels apart, where they have no room. Unlike GtkBox it asks nobody how narrow a text can be in a given height, which
 * GtkLabel finds out by laying it out ten times. */
#define HATO_TYPE_LINE_LAYOUT (hato_line_layout_get_type ())
G_DECLARE_FINAL_TYPE (HatoLineLayout, hato_line_layout, HATO, LINE_LAYOUT, GtkLayoutManager)

G_END_DECLS
