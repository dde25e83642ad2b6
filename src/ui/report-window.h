/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "report/report.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* Makes a report of the case: what goes into it, what is left out, and the letter are shown before anything is written. */
#define HATO_TYPE_REPORT_WINDOW (hato_report_window_get_type ())
G_DECLARE_FINAL_TYPE (HatoReportWindow, hato_report_window, HATO, REPORT_WINDOW, AdwWindow)

HatoReportWindow *hato_report_window_new (GtkWindow *parent,
                                          HatoContext *context,
                                          HatoCase *shown,
                                          HatoBounce *bounce,
                                          gboolean is_sample);

G_END_DECLS
