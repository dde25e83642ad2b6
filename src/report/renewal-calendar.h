/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/certificate-list.h"
#include "base/translation.h"

G_BEGIN_DECLS

char *hato_renewal_dup_who (const HatoListedCertificate *certificate,
                            const HatoTranslation *translation);
GBytes *hato_renewal_calendar_write (const HatoCertificateList *list,
                                     gint64 now,
                                     const HatoTranslation *translation);

G_END_DECLS
