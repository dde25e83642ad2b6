/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"

G_BEGIN_DECLS

/* Records as the bytes of a message. */
void
fake_dns_wire_append_record (GByteArray *bytes, const char *owner, const HatoDnsRecord *record);

G_END_DECLS
