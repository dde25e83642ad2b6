/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/checkup.h"
#include "report/document.h"

G_BEGIN_DECLS

HatoDocument *hato_before_after_new (HatoCheckup *before,
                                     HatoCheckup *after,
                                     HatoPaper paper,
                                     HatoTranslation *translation,
                                     GError **error);

G_END_DECLS
