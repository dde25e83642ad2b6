/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text in the one form in which phrases are looked for: small ASCII letters, half width, plain quotation marks, one
 * space for any white space, none where a Japanese line was broken. Each byte knows where it came from. */
typedef struct
{
  char *text; /* (owned) */
  gsize size; /* of @text, without its final NUL */
  guint32 *
      places; /* (owned): for each byte, and for the end, the offset in the text it was made from */
} HatoFoldedText;

HatoFoldedText *hato_folded_text_new (const char *text, gsize size);
void hato_folded_text_free (HatoFoldedText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoFoldedText, hato_folded_text_free)

G_END_DECLS
