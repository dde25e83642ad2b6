/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/masked-span.h"

G_BEGIN_DECLS

void hato_secret_scan (const char *text, GArray *spans);

G_END_DECLS
