/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "findings/finding.h"

G_BEGIN_DECLS

/* Data in a typewriter face, hard-wrapped, however long it is; where it is to be typed somewhere, with a button
 * that copies its exact bytes. */
#define HATO_TYPE_RECORD_VIEW (hato_record_view_get_type ())
G_DECLARE_FINAL_TYPE (HatoRecordView, hato_record_view, HATO, RECORD_VIEW, AdwBin)

HatoRecordView *hato_record_view_new (const char *title, const char *text, const char *copy);
HatoRecordView *hato_record_view_new_for_excerpt (const char *title, const HatoExcerpt *excerpt);

G_END_DECLS
