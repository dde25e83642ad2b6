/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"

G_BEGIN_DECLS

HatoDnsRecord *hato_record_text_read (guint16 type, guint32 ttl, const char *text);

G_END_DECLS
