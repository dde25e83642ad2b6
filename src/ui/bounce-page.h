/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/paste-check.h"
#include "ui/page.h"

G_BEGIN_DECLS

/* The tab of the mail that came back: reads it, tells who refused it and why, and leads on to the check of its domain. */
#define HATO_TYPE_BOUNCE_PAGE (hato_bounce_page_get_type ())
G_DECLARE_FINAL_TYPE (HatoBouncePage, hato_bounce_page, HATO, BOUNCE_PAGE, HatoPage)

HatoBounce *hato_bounce_page_get_bounce (HatoBouncePage *self);
void hato_bounce_page_open (HatoBouncePage *self);
void hato_bounce_page_read_text (HatoBouncePage *self, const char *text);

G_END_DECLS
