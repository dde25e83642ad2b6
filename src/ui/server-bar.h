/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/context.h"

G_BEGIN_DECLS

/* The field for the server name that stands in the mail program, or for what the mail program said, and its button.
 * Signal "submitted" (HatoTypedServer *): it could be read. */
#define HATO_TYPE_SERVER_BAR (hato_server_bar_get_type ())
G_DECLARE_FINAL_TYPE (HatoServerBar, hato_server_bar, HATO, SERVER_BAR, AdwBin)

void hato_server_bar_submit (HatoServerBar *self);
void hato_server_bar_set_text (HatoServerBar *self, const char *text);
void hato_server_bar_show_remark (HatoServerBar *self, const char *remark, gboolean is_error);
void hato_server_bar_set_context (HatoServerBar *self, HatoContext *context);

G_END_DECLS
