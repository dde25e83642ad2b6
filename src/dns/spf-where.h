/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dns/spf-eval.h"
#include "findings/finding.h"

G_BEGIN_DECLS

void hato_spf_where_mark (HatoTree *tree, const HatoSpfEvaluation *evaluation, const char *address);

G_END_DECLS
