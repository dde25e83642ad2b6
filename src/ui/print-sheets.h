/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/report.h"

G_BEGIN_DECLS

gboolean hato_print_sheets (GtkWindow *parent,
                            GPtrArray *sheets,
                            const HatoReport *report,
                            GCallback done,
                            GError **error);

G_END_DECLS
