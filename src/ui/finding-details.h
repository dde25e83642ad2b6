/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "findings/finding.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* The three layers of a finding: what is this, what to do, for the IT contact. */
#define HATO_TYPE_FINDING_DETAILS (hato_finding_details_get_type ())
G_DECLARE_FINAL_TYPE (HatoFindingDetails, hato_finding_details, HATO, FINDING_DETAILS, AdwBin)

HatoFindingDetails *
hato_finding_details_new (HatoContext *context, HatoFinding *finding, gboolean has_heading);

G_END_DECLS
