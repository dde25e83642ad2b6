/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "advice/case.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* The result in one sentence, with one button. */
#define HATO_TYPE_HEADLINE (hato_headline_get_type ())
G_DECLARE_FINAL_TYPE (HatoHeadline, hato_headline, HATO, HEADLINE, AdwBin)

void hato_headline_show (HatoHeadline *self,
                         HatoLevel level,
                         const char *text,
                         const char *advice,
                         const char *button,
                         const char *action);
void hato_headline_show_case (HatoHeadline *self, const HatoCase *shown);
void hato_headline_set_context (HatoHeadline *self, HatoContext *context);
void hato_headline_set_sample (HatoHeadline *self, gboolean is_sample);

G_END_DECLS
