/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "advice/case.h"
#include "ui/run.h"

G_BEGIN_DECLS

/* A tab. The window hands it the context (runner, settings, catalogues), the run and the one case; the page owns its
 * jobs and says what came of them. Each function of the class may be left NULL by a page that it does not concern.
 *
 * Signal "finished" (HatoCheckup *): the page has a new checkup for the case; NULL = what it did came to nothing.
 * Signal "submitted" (HatoSubject *): the page found out a domain that is worth a check (a mail that came back).
 * Property "needs-attention": the tab gets a badge. */
#define HATO_TYPE_PAGE (hato_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (HatoPage, hato_page, HATO, PAGE, AdwBin)

struct _HatoPageClass
{
  AdwBinClass parent_class;

  HatoPart part;

  void (*set_context) (HatoPage *self, HatoContext *context);
  void (*start) (HatoPage *self, HatoRun *run);
  void (*cancel) (HatoPage *self);
  void (*clear) (HatoPage *self);
  void (*show_failure) (HatoPage *self, const GError *error);
  gboolean (*is_busy) (HatoPage *self);
  void (*show_case) (HatoPage *self, HatoCase *shown, gboolean stands, gboolean take_focus);
  gboolean (*show_finding) (HatoPage *self, const HatoFinding *finding);
  gboolean (*again) (HatoPage *self);
};

HatoPart hato_page_get_part (HatoPage *self);
void hato_page_set_context (HatoPage *self, HatoContext *context);
void hato_page_start (HatoPage *self, HatoRun *run);
void hato_page_cancel (HatoPage *self);
void hato_page_clear (HatoPage *self);
void hato_page_show_failure (HatoPage *self, const GError *error);
gboolean hato_page_is_busy (HatoPage *self);
void hato_page_show_case (HatoPage *self, HatoCase *shown, gboolean stands, gboolean take_focus);
gboolean hato_page_show_finding (HatoPage *self, const HatoFinding *finding);
gboolean hato_page_again (HatoPage *self);

void hato_page_set_needs_attention (HatoPage *self, gboolean needs_attention);
void hato_page_finish (HatoPage *self, HatoCheckup *checkup);
void hato_page_submit (HatoPage *self, HatoSubject *subject);

G_END_DECLS
