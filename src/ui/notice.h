/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A state of the whole window in one sentence, with one thing to do about it. */
#define HATO_TYPE_NOTICE (hato_notice_get_type ())
G_DECLARE_FINAL_TYPE (HatoNotice, hato_notice, HATO, NOTICE, AdwBin)

void hato_notice_show (HatoNotice *self, const char *text, const char *button, const char *action);
void hato_notice_hide (HatoNotice *self);

G_END_DECLS
