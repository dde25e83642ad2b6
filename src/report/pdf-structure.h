/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a tag means beyond its name. Cairo 1.16 cannot write it. */
typedef struct
{
  char *alternative; /* (owned) (nullable): what a picture shows, in words */
  char *actual;   /* (owned) (nullable): the text as one line, however it is broken on the page */
  char *language; /* (owned) (nullable): where it is not that of the parent */
  gboolean is_column_head;
  gboolean is_row_head;
  gboolean
      is_artifact; /* of the page, not of the text: rules, backgrounds, what is repeated on each page */
} HatoPdfMark;

/* What is true of the whole file. */
typedef struct
{
  const char *title;
  const char *language; /* of the owner page */
  const char *subject;
  const char *creator;
  const char *time; /* ISO 8601 with zone */
} HatoPdfFacts;

HatoPdfMark *hato_pdf_mark_new (void);
void hato_pdf_mark_free (HatoPdfMark *self);
GBytes *hato_pdf_structure_complete (GBytes *file,
                                     const HatoPdfFacts *facts,
                                     const GPtrArray *marks,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPdfMark, hato_pdf_mark_free)

G_END_DECLS
