/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The catalogue of one language. Unlike the C library's gettext () it depends on no locale of the machine, so
 * that one process can write two languages (owner page in Japanese, appendix in English) from any thread. */
typedef struct _HatoTranslation HatoTranslation;

#define HATO_TYPE_TRANSLATION (hato_translation_get_type ())
GType hato_translation_get_type (void);

HatoTranslation *hato_translation_new (const char *language, GBytes *catalogue);
HatoTranslation *hato_translation_new_for_language (const char *language);
HatoTranslation *hato_translation_new_for_locale (void);
HatoTranslation *hato_translation_ref (HatoTranslation *self);
void hato_translation_unref (HatoTranslation *self);
const char *hato_translation_get_language (const HatoTranslation *self);
const char *hato_translate (const HatoTranslation *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoTranslation, hato_translation_unref)

G_END_DECLS
