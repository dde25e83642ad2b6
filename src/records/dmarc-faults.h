/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records/note.h"
#include "records/tag-list.h"

G_BEGIN_DECLS

gboolean hato_dmarc_is_meant (gconstpointer text, gsize size);
gboolean hato_dmarc_faults_in_characters (const char *text,
                                          gsize size,
                                          const HatoTagList *tags,
                                          GArray *notes);
void
hato_dmarc_fault_of_stranger (const char *text, gsize size, const HatoTagList *tags, GArray *notes);
void hato_dmarc_fault_of_tag (const HatoTag *tag, GArray *notes);
void hato_dmarc_fault_of_value (const HatoTag *tag, const char *code, GArray *notes);
void hato_dmarc_faults_of_uris (const HatoTag *tag, GArray *notes);

G_END_DECLS
