/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "findings/checkup.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* One item of a check: there from the start as "checking", settles once, opens to its findings.
 * It can be checked again alone: then it settles once more. */
#define HATO_TYPE_FINDING_ROW (hato_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (HatoFindingRow, hato_finding_row, HATO, FINDING_ROW, AdwBin)

HatoFindingRow *hato_finding_row_new (HatoContext *context, const char *id);
const char *hato_finding_row_get_id (HatoFindingRow *self);
HatoItem *hato_finding_row_get_item (HatoFindingRow *self);
gboolean hato_finding_row_settle (HatoFindingRow *self, HatoItem *item);
void hato_finding_row_rest (HatoFindingRow *self);
void hato_finding_row_wait (HatoFindingRow *self);
void hato_finding_row_stop (HatoFindingRow *self);
void hato_finding_row_open (HatoFindingRow *self);
void hato_finding_row_scroll_to (HatoFindingRow *self);

G_END_DECLS
