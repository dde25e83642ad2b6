/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/output.h"

G_BEGIN_DECLS

/* Work for the runner: a report in a form, written where the person said. Boxed, immutable. */
typedef struct _HatoReportErrand HatoReportErrand;

#define HATO_TYPE_REPORT_ERRAND (hato_report_errand_get_type ())
GType hato_report_errand_get_type (void);

HatoReportErrand *hato_report_errand_new (HatoReport *report,
                                          const char *path,
                                          gboolean replace,
                                          HatoTranslation *translation);
gpointer hato_report_errand_work (HatoJob *job, gconstpointer errand, GError **error);
HatoReportErrand *hato_report_errand_ref (HatoReportErrand *self);
void hato_report_errand_unref (HatoReportErrand *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoReportErrand, hato_report_errand_unref)

G_END_DECLS
