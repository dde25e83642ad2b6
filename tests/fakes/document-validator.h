/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/document.h"

G_BEGIN_DECLS

void document_validate (const HatoDocument *document);

G_END_DECLS
