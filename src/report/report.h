/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/runner.h"
#include "catalogue/provider.h"
#include "report/document.h"
#include "report/letter.h"
#include "report/redaction.h"

G_BEGIN_DECLS

/* What a report is made of. Boxed; its maker sets the fields, and from then on it is immutable. */
typedef struct _HatoReportInput HatoReportInput;

struct _HatoReportInput
{
  HatoCase *shown;             /* (owned) */
  HatoBounce *bounce;          /* (owned) (nullable): what came back */
  HatoProviderList *providers; /* (owned) */
  HatoTranslation *owner;      /* (owned): the language of page 1 and of the letter */
  HatoTranslation *contact;    /* (owned): of everything else */
  HatoPaper paper;
  gboolean masks; /* what is private is left out: TRUE unless the owner says otherwise */
  gboolean is_sample;
};

/* A report before it has a form, and what goes with it. Boxed, immutable. */
typedef struct _HatoReport HatoReport;

struct _HatoReport
{
  HatoDocument *document;   /* (owned) */
  HatoRedaction *redaction; /* (owned): what it was made of: JSON is made of the same */
  HatoLetter *letter;       /* (owned) (nullable): where somebody has to act */
};

/* How far it is; posted to the caller of a job. Freed with g_free (). */
typedef struct
{
  guint done;
  guint total;
} HatoReportProgress;

#define HATO_TYPE_REPORT_INPUT (hato_report_input_get_type ())
GType hato_report_input_get_type (void);
#define HATO_TYPE_REPORT (hato_report_get_type ())
GType hato_report_get_type (void);

HatoReportInput *hato_report_input_new (HatoCase *shown,
                                        HatoBounce *bounce,
                                        HatoProviderList *providers,
                                        HatoTranslation *owner,
                                        HatoTranslation *contact);
HatoReportInput *hato_report_input_ref (HatoReportInput *self);
void hato_report_input_unref (HatoReportInput *self);

HatoReport *hato_report_run (HatoJob *job, const HatoReportInput *input, GError **error);
HatoReport *hato_report_ref (HatoReport *self);
void hato_report_unref (HatoReport *self);
gboolean hato_report_step (HatoJob *job, guint done, guint total, GError **error);
GPtrArray *hato_report_dup_contents (const HatoReport *self, const HatoTranslation *translation);
GPtrArray *hato_report_dup_masked (const HatoReport *self, const HatoTranslation *translation);
char *hato_report_dup_file_name (const HatoReport *self, const char *ending);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoReportInput, hato_report_input_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoReport, hato_report_unref)

G_END_DECLS
