/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/evidence.h"

G_BEGIN_DECLS

/* One answer in a run file. */
JsonNode *hato_run_answer_to_json (const HatoEvidence *evidence);
HatoEvidence *hato_run_answer_from_json (JsonNode *node, gint64 time_max, const char **wrong);

/* Members of the file: what is there must be of its kind; what is not there keeps its value. */

G_END_DECLS
