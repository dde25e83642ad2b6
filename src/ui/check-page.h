/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/runner.h"
#include "ui/page.h"

G_BEGIN_DECLS

/* A tab with a check: shows what it is for, then the check while it runs, then its result. It owns its job.
 *
 * Properties of widgets that a page puts in: "empty-state" (in place of everything, before the first check), "top",
 * "summary" (under the headline), "appendix" (under the rows). One that stands within another is scrolled by that one. */
#define HATO_TYPE_CHECK_PAGE (hato_check_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (HatoCheckPage, hato_check_page, HATO, CHECK_PAGE, HatoPage)

struct _HatoCheckPageClass
{
  HatoPageClass parent_class;

  /* What kind of check it is. */
  const char *const *(*get_items) (
      gsize *n_items); /* NULL = the job says itself which rows there will be */
  gpointer (*new_input) (HatoRun *run);
  GDestroyNotify input_free;
  HatoWorkFunc work; /* gives a HatoCheckup */
  const char *whole; /* (nullable): the row that stands for all others, until one is known */

  gboolean is_inner;        /* it stands within another page */
  gboolean has_own_verdict; /* the headline speaks of this check alone, not of the case */

  /* What the page adds to a result; NULL as @checkup = there is none. */
  void (*show_checkup) (HatoCheckPage *self, HatoCheckup *checkup, HatoRun *run);
};

G_END_DECLS
