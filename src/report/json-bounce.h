/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/translation.h"
#include "bounce/bounce.h"

G_BEGIN_DECLS

void hato_json_add_bounce (JsonBuilder *builder,
                           const HatoBounce *bounce,
                           const HatoTranslation *translation);

G_END_DECLS
