/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "base/translation.h"

G_BEGIN_DECLS

/* The help: a few small pages that came with the program, in the language of the window. */
#define HATO_TYPE_HELP_WINDOW (hato_help_window_get_type ())
G_DECLARE_FINAL_TYPE (HatoHelpWindow, hato_help_window, HATO, HELP_WINDOW, AdwWindow)

HatoHelpWindow *hato_help_window_new (GtkWindow *parent, const HatoTranslation *translation);

G_END_DECLS
