/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is known, a line each: a name and its value. */
#define HATO_TYPE_FACT_LIST (hato_fact_list_get_type ())
G_DECLARE_FINAL_TYPE (HatoFactList, hato_fact_list, HATO, FACT_LIST, GtkBox)

void hato_fact_list_clear (HatoFactList *self);
void hato_fact_list_add (HatoFactList *self, const char *name, const char *value);

G_END_DECLS
