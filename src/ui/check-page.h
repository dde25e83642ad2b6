/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "advice/case.h"
#include "base/runner.h"
#include "ui/run.h"

G_BEGIN_DECLS

/* A tab: shows what it is for, then a check while it runs, then its result. It owns its job.
 * Signal "finished" (HatoCheckup *): the job of the run that was started last has its result. */
#define HATO_TYPE_CHECK_PAGE (hato_check_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (HatoCheckPage, hato_check_page, HATO, CHECK_PAGE, AdwBin)

struct _HatoCheckPageClass
{
  AdwBinClass parent_class;

  /* What kind of check it is. */
  const char *const *(*get_items) (gsize *n_items);
  gpointer (*new_input) (HatoRun *run);
  GDestroyNotify input_free;
  HatoWorkFunc work; /* gives a HatoCheckup */
};

void hato_check_page_start (HatoCheckPage *self, HatoRun *run);
void hato_check_page_cancel (HatoCheckPage *self);
void hato_check_page_clear (HatoCheckPage *self);
void hato_check_page_show_failure (HatoCheckPage *self, const GError *error);
void hato_check_page_show_case (HatoCheckPage *self, HatoCase *shown, gboolean take_focus);

G_END_DECLS
