/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/talk.h"

G_BEGIN_DECLS

JsonObject *hato_run_talk_to_json (const HatoTalk *talk);
HatoTalk *hato_run_talk_from_json (JsonObject *object, const char **wrong);

G_END_DECLS
