/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/translation.h"
#include "bounce/mail-check.h"

G_BEGIN_DECLS

char *hato_json_mail_check (const char *file,
                            const HatoMailCheck *check,
                            const HatoTranslation *translation);

G_END_DECLS
