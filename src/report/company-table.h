/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/page-writer.h"

G_BEGIN_DECLS

void hato_company_table_write (const HatoPageWriter *writer);

G_END_DECLS
