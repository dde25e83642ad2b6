/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* DKIM selectors that are worth a try, the most frequent first. Boxed, immutable. */
typedef struct _HatoSelectorList HatoSelectorList;

#define HATO_TYPE_SELECTOR_LIST (hato_selector_list_get_type ())
GType hato_selector_list_get_type (void);

HatoSelectorList *hato_selector_list_new (GError **error);
HatoSelectorList *hato_selector_list_ref (HatoSelectorList *self);
void hato_selector_list_unref (HatoSelectorList *self);
const char *hato_selector_list_get (const HatoSelectorList *self, guint rank);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoSelectorList, hato_selector_list_unref)

G_END_DECLS
