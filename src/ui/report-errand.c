/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/report-errand.h"

#include "report/safe-file.h"

struct _HatoReportErrand
{
  HatoReport *report; /* (owned) */
  char *path;         /* (owned) */
  gboolean replace;
  HatoTranslation *translation; /* (owned): of what is said when it fails */
};

G_DEFINE_BOXED_TYPE (HatoReportErrand,
                     hato_report_errand,
                     hato_report_errand_ref,
                     hato_report_errand_unref)

/** hato_report_errand_new: @path: its ending says the form; @replace: whether a file that is there may be replaced */
HatoReportErrand *
hato_report_errand_new (HatoReport *report,
                        const char *path,
                        gboolean replace,
                        HatoTranslation *translation)
{
  HatoReportErrand *self = g_atomic_rc_box_new0 (HatoReportErrand);

  self->report = hato_report_ref (report);
  self->path = g_strdup (path);
  self->replace = replace;
  self->translation = hato_translation_ref (translation);
  return self;
}

/** hato_report_errand_work: a HatoWorkFunc; Returns: (transfer full) (type GFile) (nullable): the file that was written */
gpointer
hato_report_errand_work (HatoJob *job, gconstpointer errand, GError **error)
{
  const HatoReportErrand *self = errand;
  HatoOutputKind kind = HATO_OUTPUT_PDF;
  g_autoptr (GBytes) bytes = NULL;
  guint n_pages;

  hato_output_kind_from_path (self->path, &kind);
  bytes = hato_output_render (job, self->report, kind, &n_pages, error);
  if (bytes == NULL
      || !hato_safe_file_write (self->path, bytes, self->replace, self->translation,
                                hato_job_get_cancellable (job), error))
    return NULL;

  return g_file_new_for_path (self->path);
}

HatoReportErrand *
hato_report_errand_ref (HatoReportErrand *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
errand_clear (gpointer data)
{
  HatoReportErrand *self = data;

  hato_report_unref (self->report);
  g_free (self->path);
  hato_translation_unref (self->translation);
}

void
hato_report_errand_unref (HatoReportErrand *self)
{
  g_atomic_rc_box_release_full (self, errand_clear);
}
