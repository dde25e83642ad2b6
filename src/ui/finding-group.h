/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/finding-row.h"

G_BEGIN_DECLS

/* Rows under a heading; hidden while it has none. One that folds shows how many it has. */
#define HATO_TYPE_FINDING_GROUP (hato_finding_group_get_type ())
G_DECLARE_FINAL_TYPE (HatoFindingGroup, hato_finding_group, HATO, FINDING_GROUP, AdwBin)

void hato_finding_group_add (HatoFindingGroup *self, HatoFindingRow *row);
void hato_finding_group_remove (HatoFindingGroup *self, HatoFindingRow *row);
void hato_finding_group_clear (HatoFindingGroup *self);
void hato_finding_group_open (HatoFindingGroup *self);

G_END_DECLS
