/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "findings/checkup.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* The one field and the one button. Signal "submitted" (HatoSubject *): a domain to be checked was given; signal "mail"
 * (utf8): a whole mail was. */
#define HATO_TYPE_DOMAIN_BAR (hato_domain_bar_get_type ())
G_DECLARE_FINAL_TYPE (HatoDomainBar, hato_domain_bar, HATO, DOMAIN_BAR, AdwBin)

void hato_domain_bar_set_context (HatoDomainBar *self, HatoContext *context);
void hato_domain_bar_set_text (HatoDomainBar *self, const char *text);
gboolean hato_domain_bar_is_edited (HatoDomainBar *self);
void hato_domain_bar_submit (HatoDomainBar *self);

G_END_DECLS
