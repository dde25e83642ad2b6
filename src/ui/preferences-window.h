/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/context.h"

G_BEGIN_DECLS

/* What the person may choose: the name servers that are asked. */
#define HATO_TYPE_PREFERENCES_WINDOW (hato_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (HatoPreferencesWindow,
                      hato_preferences_window,
                      HATO,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

HatoPreferencesWindow *hato_preferences_window_new (GtkWindow *parent, HatoContext *context);

G_END_DECLS
