/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/checkup.h"

G_BEGIN_DECLS

const HatoFinding *hato_one_root_find (const HatoCheckup *checkup, const HatoFinding *finding);

G_END_DECLS
