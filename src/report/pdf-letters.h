/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* The letters that a file needs of each font. Belongs to one thread. */
typedef struct _HatoPdfLetters HatoPdfLetters;

HatoPdfLetters *hato_pdf_letters_new (void);
void hato_pdf_letters_free (HatoPdfLetters *self);
void hato_pdf_letters_add (HatoPdfLetters *self, PangoFont *font, guint glyph);
guint hato_pdf_letters_get_number (HatoPdfLetters *self, PangoFont *font, guint glyph);
cairo_scaled_font_t *hato_pdf_letters_get_font (HatoPdfLetters *self, PangoFont *font);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPdfLetters, hato_pdf_letters_free)

G_END_DECLS
