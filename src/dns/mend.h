/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"
#include "dns/record-check.h"

G_BEGIN_DECLS

char *hato_mend_text (HatoRecordKind kind, const HatoDnsRecord *record);
void hato_mend_attach (GPtrArray *findings,
                       HatoRecordKind kind,
                       const char *name,
                       const HatoDnsRecord *record);

G_END_DECLS
