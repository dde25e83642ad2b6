/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Many phrases, looked for in one pass. A phrase is plain folded text; "*" in it stands for anything short, "|" at its start
 * or end for the edge of a word. Filled, sealed, then immutable. */
typedef struct _HatoPhraseIndex HatoPhraseIndex;

typedef struct
{
  guint phrase; /* the number that adding it gave */
  gsize start;  /* where its first word stands in the text */
  gsize end;    /* where its last word ends */
} HatoPhraseMatch;

#define HATO_PHRASE_MIN_ANCHOR 3u   /* bytes that one part of a phrase must have at least */
#define HATO_PHRASE_MAX_GAP    256u /* bytes that a star stands for at most */

HatoPhraseIndex *hato_phrase_index_new (void);
void hato_phrase_index_free (HatoPhraseIndex *self);
gboolean hato_phrase_index_add (HatoPhraseIndex *self, const char *phrase, guint *number);
void hato_phrase_index_seal (HatoPhraseIndex *self);
GArray *hato_phrase_index_find (const HatoPhraseIndex *self, const char *text, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPhraseIndex, hato_phrase_index_free)

G_END_DECLS
