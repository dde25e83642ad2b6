/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/context.h"

G_BEGIN_DECLS

/* The window: one case at a time. It owns the run, its pages their jobs. */
#define HATO_TYPE_WINDOW (hato_window_get_type ())
G_DECLARE_FINAL_TYPE (HatoWindow, hato_window, HATO, WINDOW, AdwApplicationWindow)

HatoWindow *hato_window_new (GtkApplication *application, HatoContext *context);
void hato_window_set_context (HatoWindow *self, HatoContext *context);
void hato_window_start_sample (HatoWindow *self);

G_END_DECLS
