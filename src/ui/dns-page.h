/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/check-page.h"

G_BEGIN_DECLS

/* The tab "Domain": what the domain publishes about its mail. */
#define HATO_TYPE_DNS_PAGE (hato_dns_page_get_type ())
G_DECLARE_FINAL_TYPE (HatoDnsPage, hato_dns_page, HATO, DNS_PAGE, HatoCheckPage)

G_END_DECLS
