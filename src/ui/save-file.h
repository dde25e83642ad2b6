/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hato_save_file (GtkWidget *widget, const char *title, const char *name, GBytes *bytes);

G_END_DECLS
