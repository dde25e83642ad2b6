/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/page-writer.h"

G_BEGIN_DECLS

void hato_appendix_write_answers (const HatoPageWriter *writer);
void hato_appendix_write_encryption (const HatoPageWriter *writer);
void hato_appendix_write_bounce (const HatoPageWriter *writer);
void hato_appendix_write_commands (const HatoPageWriter *writer);
gboolean hato_appendix_has_encryption (const HatoCase *shown);

G_END_DECLS
