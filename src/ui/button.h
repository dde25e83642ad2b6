/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button whose words wrap where there is no room for them: large text on a narrow window. */
#define HATO_TYPE_BUTTON (hato_button_get_type ())
G_DECLARE_FINAL_TYPE (HatoButton, hato_button, HATO, BUTTON, GtkButton)

G_END_DECLS
