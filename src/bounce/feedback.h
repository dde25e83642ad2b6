/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/bounce.h"

G_BEGIN_DECLS

HatoBounce *hato_feedback_read (const char *text);
HatoBounce *hato_receipt_read (const char *text);

G_END_DECLS
