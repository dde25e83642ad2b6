/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "findings/finding.h"

G_BEGIN_DECLS

/* A verdict as shape, word and colour together, so that it reads in grey and aloud. */
#define HATO_TYPE_VERDICT (hato_verdict_get_type ())
G_DECLARE_FINAL_TYPE (HatoVerdict, hato_verdict, HATO, VERDICT, GtkWidget)

HatoVerdict *hato_verdict_new (HatoLevel level);
void hato_verdict_set_level (HatoVerdict *self, HatoLevel level);
void hato_verdict_set_waiting (HatoVerdict *self, gboolean stopped);
const char *hato_verdict_get_word (HatoVerdict *self);
void hato_verdict_style (GtkWidget *widget, HatoLevel level);
const char *hato_verdict_get_icon_name (HatoLevel level);

G_END_DECLS
