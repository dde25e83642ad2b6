/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Characters that no mail record has, and that people type, paste or let a panel put into one. */
typedef enum
{
  HATO_ODD_NONE,
  HATO_ODD_SMART_QUOTE,
  HATO_ODD_FULL_WIDTH,
  HATO_ODD_INVISIBLE, /* no-break and zero-width spaces, byte order mark */
  HATO_ODD_OTHER,     /* another script, or bytes that are no UTF-8 */
  HATO_ODD_CONTROL,   /* but for tab */
} HatoOddCharacter;

HatoOddCharacter
hato_near_miss_find_odd (gconstpointer text, gsize size, gsize from, gsize *start, gsize *end);
char *hato_near_miss_fold (gconstpointer text, gsize size);
guint hato_near_miss_get_distance (const char *a, const char *b);

G_END_DECLS
