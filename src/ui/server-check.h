/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/check-page.h"

G_BEGIN_DECLS

/* The check of the one server that stands in a mail program, within the tab of the certificates: with a headline and rows of
 * its own, as it need not be one of the domain's. */
#define HATO_TYPE_SERVER_CHECK (hato_server_check_get_type ())
G_DECLARE_FINAL_TYPE (HatoServerCheck, hato_server_check, HATO, SERVER_CHECK, HatoCheckPage)

void hato_server_check_set_beside_domain (HatoServerCheck *self, gboolean is_beside);

G_END_DECLS
