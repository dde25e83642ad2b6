/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/masked-span.h"

G_BEGIN_DECLS

void hato_person_scan (const char *text, gsize start, gsize end, GArray *spans);

G_END_DECLS
