/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

int hato_text_width (GtkWidget *widget, int n_digits);

G_END_DECLS
