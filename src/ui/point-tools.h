/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "findings/checkup.h"

G_BEGIN_DECLS

/* What can be done with one point of a check: check it again, or add what only the person knows to it. Acts through
 * the action "check.point" of the page that it stands in. */
#define HATO_TYPE_POINT_TOOLS (hato_point_tools_get_type ())
G_DECLARE_FINAL_TYPE (HatoPointTools, hato_point_tools, HATO, POINT_TOOLS, AdwBin)

HatoPointTools *hato_point_tools_new (const HatoItem *item);

G_END_DECLS
