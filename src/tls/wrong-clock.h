/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_wrong_clock_is_likely (const GPtrArray *items);
HatoItem *hato_wrong_clock_dup_item (const HatoItem *item);

G_END_DECLS
