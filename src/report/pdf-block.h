/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/pdf-galley.h"

G_BEGIN_DECLS

void hato_pdf_block_add (HatoPdfGalley *galley, const HatoBlock *block);

G_END_DECLS
