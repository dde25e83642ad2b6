/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cursor.h"

G_BEGIN_DECLS

gboolean hato_mbox_take (HatoCursor *file, HatoCursor *mail);
GBytes *hato_mbox_unescape (const HatoCursor *mail);

G_END_DECLS
