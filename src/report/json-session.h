/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/evidence.h"

G_BEGIN_DECLS

void hato_json_add_session (JsonBuilder *builder, const HatoEvidence *evidence, guint id);

G_END_DECLS
