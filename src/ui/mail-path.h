/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "advice/case.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* The way of the mail as a picture: in a line, or one below the other where there is no room. Stations that nobody
 * observed stay grey. */
#define HATO_TYPE_MAIL_PATH (hato_mail_path_get_type ())
G_DECLARE_FINAL_TYPE (HatoMailPath, hato_mail_path, HATO, MAIL_PATH, GtkWidget)

void hato_mail_path_set_context (HatoMailPath *self, HatoContext *context);
void hato_mail_path_show_case (HatoMailPath *self, const HatoCase *shown);

G_END_DECLS
