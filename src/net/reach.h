/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/address.h"

G_BEGIN_DECLS

gboolean hato_reach_is_allowed (const HatoAddress *address, gboolean allow_private);

G_END_DECLS
