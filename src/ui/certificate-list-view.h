/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/run.h"

G_BEGIN_DECLS

/* All certificates that were seen, by days left: whose, until when, who renews them; and reminders of that. Hidden while
 * there is none. */
#define HATO_TYPE_CERTIFICATE_LIST_VIEW (hato_certificate_list_view_get_type ())
G_DECLARE_FINAL_TYPE (HatoCertificateListView,
                      hato_certificate_list_view,
                      HATO,
                      CERTIFICATE_LIST_VIEW,
                      AdwBin)

void
hato_certificate_list_view_show (HatoCertificateListView *self, HatoCheckup *checkup, HatoRun *run);

G_END_DECLS
