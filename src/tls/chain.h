/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/checkup.h"
#include "tls/certificate.h"

G_BEGIN_DECLS

const GPtrArray *hato_chain_get (const HatoEvidence *evidence);
const HatoEvidence *hato_chain_find_session (const HatoItem *item);
gboolean hato_chain_is_good (const HatoEvidence *evidence, const char *name, gint64 now);
void
hato_chain_judge (const HatoEvidence *evidence, const char *name, gint64 now, GPtrArray *findings);

G_END_DECLS
