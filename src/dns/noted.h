/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/finding.h"
#include "records/note.h"

G_BEGIN_DECLS

void hato_noted_add_findings (GPtrArray *findings,
                              const GArray *notes,
                              gconstpointer bytes,
                              gsize size,
                              const char *subject,
                              const HatoEvidence *evidence);

G_END_DECLS
