/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "findings/checkup.h"
#include "ui/run.h"

G_BEGIN_DECLS

/* The lower edge of a result: what was checked, when, from where, and what could not be. */
#define HATO_TYPE_SCOPE (hato_scope_get_type ())
G_DECLARE_FINAL_TYPE (HatoScope, hato_scope, HATO, SCOPE, AdwBin)

void hato_scope_show (HatoScope *self, const HatoCheckup *checkup, const HatoRun *run);

G_END_DECLS
