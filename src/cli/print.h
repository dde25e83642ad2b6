/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/case.h"

G_BEGIN_DECLS

void hato_print_error (const char *command, const GError *error);
void hato_print_case (const HatoCase *self, const HatoTranslation *translation, gboolean sample);
void hato_print_findings (const GPtrArray *findings, const HatoTranslation *translation);

G_END_DECLS
