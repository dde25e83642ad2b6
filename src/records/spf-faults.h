/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records/note.h"

G_BEGIN_DECLS

gboolean hato_spf_faults_in_text (const char *text, gsize size, GArray *notes);
void hato_spf_faults_in_version (const char *text, gsize size, GArray *notes);
void hato_spf_fault_in_joint (const char *text,
                              gsize start,
                              gsize end,
                              const gsize *ends,
                              guint n_strings,
                              GArray *notes);
void hato_spf_fault_of_term (const char *text,
                             gsize start,
                             gsize end,
                             const gsize *ends,
                             guint n_strings,
                             GArray *notes);
gboolean hato_spf_is_meant (const char *text, gsize size);

G_END_DECLS
