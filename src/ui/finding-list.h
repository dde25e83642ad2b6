/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/finding-row.h"

G_BEGIN_DECLS

/* The rows of a check in their groups: while it runs by what they are about, at the end by what came of them. */
#define HATO_TYPE_FINDING_LIST (hato_finding_list_get_type ())
G_DECLARE_FINAL_TYPE (HatoFindingList, hato_finding_list, HATO, FINDING_LIST, AdwBin)

void hato_finding_list_clear (HatoFindingList *self);
void hato_finding_list_add (HatoFindingList *self,
                            HatoContext *context,
                            const char *const *ids,
                            gsize n_ids);
guint hato_finding_list_get_length (HatoFindingList *self);
gboolean hato_finding_list_settle (HatoFindingList *self, HatoItem *item);
void hato_finding_list_stop (HatoFindingList *self);
void hato_finding_list_sort (HatoFindingList *self);
HatoFindingRow *hato_finding_list_find (HatoFindingList *self, const char *id);
HatoFindingRow *hato_finding_list_open (HatoFindingList *self, const char *id);
HatoFindingRow *hato_finding_list_open_finding (HatoFindingList *self, const HatoFinding *finding);

G_END_DECLS
