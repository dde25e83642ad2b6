/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/page-writer.h"

G_BEGIN_DECLS

/* One record to be added, replaced or taken out. */
typedef struct
{
  const HatoFinding *finding;
  const HatoRecordChange *record;
  const HatoDnsPanel *panel;  /* (nullable): of the company that keeps the zone */
  const char *zone;           /* the name that the zone has */
  const HatoEvidence *answer; /* (nullable): what is published there now */
} HatoChange;

GArray *hato_change_table_new (const HatoCase *shown, const HatoProviderList *providers);
void hato_change_table_write (const HatoPageWriter *writer, const GArray *changes);

G_END_DECLS
