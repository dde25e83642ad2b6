/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/message.h"
#include "bounce/original.h"

G_BEGIN_DECLS

HatoOriginal *hato_returned_read (const HatoMessage *message);
char *hato_returned_dup_id (const char *value);
gsize hato_returned_find (const char *text, gsize length);

G_END_DECLS
