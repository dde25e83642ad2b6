/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

gboolean hato_command_is_safe_name (const char *name);
char *hato_command_dup_for_evidence (const HatoEvidence *evidence);
char *hato_command_dup_for_question (const char *name, const char *type);
char *hato_command_dup_for_subject (const HatoSubject *subject);

G_END_DECLS
