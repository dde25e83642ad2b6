/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Characters that an input method or a word processor puts into a record, and that no record has. */
typedef enum
{
  HATO_ODD_NONE,
  HATO_ODD_SMART_QUOTE,
  HATO_ODD_FULL_WIDTH,
  HATO_ODD_NON_ASCII,
  HATO_ODD_CONTROL,
} HatoOddCharacter;

HatoOddCharacter hato_odd_character_find (const char *text, gsize size, gsize *start, gsize *end);
char *hato_odd_characters_fold (const char *text, gsize size);

G_END_DECLS
