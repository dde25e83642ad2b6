/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where a mail that came back is pasted, dropped or opened. Signal "submitted" (GBytes *): it is to be read. */
#define HATO_TYPE_BOUNCE_INPUT (hato_bounce_input_get_type ())
G_DECLARE_FINAL_TYPE (HatoBounceInput, hato_bounce_input, HATO, BOUNCE_INPUT, AdwBin)

void hato_bounce_input_open (HatoBounceInput *self);
void hato_bounce_input_set_text (HatoBounceInput *self, const char *text);

G_END_DECLS
