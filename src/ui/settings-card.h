/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/run.h"

G_BEGIN_DECLS

/* What to type into the mail program, in the words of that program; each value can be copied. Hidden while there is
 * nothing that was tried out. */
#define HATO_TYPE_SETTINGS_CARD (hato_settings_card_get_type ())
G_DECLARE_FINAL_TYPE (HatoSettingsCard, hato_settings_card, HATO, SETTINGS_CARD, AdwBin)

void hato_settings_card_show (HatoSettingsCard *self, HatoCheckup *checkup, HatoRun *run);

G_END_DECLS
