/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_name_servers_judge (const HatoSubject *subject,
                                  gboolean allow_private,
                                  HatoAnswers *answers,
                                  GPtrArray *findings);

G_END_DECLS
