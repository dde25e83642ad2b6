/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/check-page.h"

G_BEGIN_DECLS

/* The tab "Certificates": the encrypted doors of a domain's servers, or of the server in the mail program. Its signal
 * "submitted" has a subject whose host is that server. */
#define HATO_TYPE_TLS_PAGE (hato_tls_page_get_type ())
G_DECLARE_FINAL_TYPE (HatoTlsPage, hato_tls_page, HATO, TLS_PAGE, HatoCheckPage)

G_END_DECLS
