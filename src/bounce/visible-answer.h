/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/refusal.h"
#include "bounce/visible-text.h"

G_BEGIN_DECLS

HatoRefusal *
hato_visible_answer_read (const HatoVisibleText *text, guint from, gsize from_byte, guint to);
char *
hato_visible_server_find (const HatoVisibleText *text, guint from, guint to, HatoFrameRole role);
HatoStage hato_visible_stage_find (const HatoMailFrameList *frames, const char *block);

G_END_DECLS
