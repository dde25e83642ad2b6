/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/page-writer.h"

G_BEGIN_DECLS

void hato_contact_page_write (const HatoPageWriter *writer, const GArray *changes);

G_END_DECLS
