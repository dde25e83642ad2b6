/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/phrase-index.h"

#include <string.h>

#include "base/folded-text.h"

#define BUCKETS 16384u
#define NONE    G_MAXUINT

/* One part of a phrase between stars. */
typedef struct
{
  char *text; /* (owned) */
  gsize size;
  gboolean starts_word;
  gboolean ends_word;
} Part;

typedef struct
{
  GArray *parts; /* (owned) (element-type Part) */
} Phrase;

/* The few bytes by which a phrase is noticed. */
typedef struct
{
  guint32 gram;
  guint phrase;
  guint part;
  gsize offset; /* of these bytes in the part */
  guint next;   /* NONE = the last of its bucket */
} Anchor;

struct _HatoPhraseIndex
{
  GArray *phrases; /* (owned) (element-type Phrase) */
  GArray *anchors; /* (owned) (element-type Anchor) */
  guint *heads;    /* (owned): of BUCKETS: the first anchor of each */
  guint8 filled[BUCKETS
                / 8]; /* a bit for each that has one: small enough to stay near the processor */
};

static void
part_clear (gpointer data)
{
  g_free (((Part *) data)->text);
}

static void
phrase_clear (gpointer data)
{
  g_array_unref (((Phrase *) data)->parts);
}

/** hato_phrase_index_new: (transfer full): an index without phrases */
HatoPhraseIndex *
hato_phrase_index_new (void)
{
  HatoPhraseIndex *self = g_new0 (HatoPhraseIndex, 1);

  self->phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));
  g_array_set_clear_func (self->phrases, phrase_clear);
  self->anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  self->heads = g_new (guint, BUCKETS);
  for (guint i = 0; i < BUCKETS; i++)
    self->heads[i] = NONE;
  return self;
}

void
hato_phrase_index_free (HatoPhraseIndex *self)
{
  g_array_unref (self->phrases);
  g_array_unref (self->anchors);
  g_free (self->heads);
  g_free (self);
}

/* Of HATO_PHRASE_MIN_ANCHOR bytes. They are put together in a register: a copy of three that is read as four has to wait
 * until it has reached memory, which was a third of the time of the search. */
static guint32
read_gram (const char *text)
{
  return (guint32) (guint8) text[0] | (guint32) (guint8) text[1] << 8
         | (guint32) (guint8) text[2] << 16;
}

G_STATIC_ASSERT (HATO_PHRASE_MIN_ANCHOR == 3);

static guint
bucket_of (guint32 gram)
{
  return (gram * 2654435761u) >> 18; /* Knuth's multiplier; the 14 bits that BUCKETS wants */
}

/**
 * hato_phrase_index_add:
 * @phrase: folded here as the texts are
 * @number: (out): what it is called in matches: 0, 1, 2 …
 *
 * Returns: FALSE for a phrase that has no part of HATO_PHRASE_MIN_ANCHOR bytes
 */
gboolean
hato_phrase_index_add (HatoPhraseIndex *self, const char *phrase, guint *number)
{
  g_auto (GStrv) texts = g_strsplit (phrase, "*", -1);
  Phrase made = { .parts = g_array_new (FALSE, FALSE, sizeof (Part)) };
  gsize longest = 0;

  g_array_set_clear_func (made.parts, part_clear);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      gsize size = strlen (texts[i]);
      gboolean starts = size > 0 && texts[i][0] == '|';
      gboolean ends = size > 1 && texts[i][size - 1] == '|';
      g_autoptr (HatoFoldedText) folded = hato_folded_text_new (
          texts[i] + (starts ? 1 : 0), size - (starts ? 1 : 0) - (ends ? 1 : 0));
      Part part = { g_steal_pointer (&folded->text), folded->size, starts, ends };

      if (part.size > 0)
        g_array_append_val (made.parts, part);
      else
        part_clear (&part);
      longest = MAX (longest, folded->size);
    }
  if (longest < HATO_PHRASE_MIN_ANCHOR)
    {
      phrase_clear (&made);
      return FALSE;
    }
  *number = self->phrases->len;
  g_array_append_val (self->phrases, made);
  return TRUE;
}

/* Notices @phrase by those bytes of it that the fewest other phrases have. */
static void
add_anchor (HatoPhraseIndex *self, guint number, const guint *counts)
{
  const Phrase *phrase = &g_array_index (self->phrases, Phrase, number);
  Anchor best = { .phrase = number };
  guint lowest = G_MAXUINT;

  for (guint i = 0; i < phrase->parts->len; i++)
    {
      const Part *part = &g_array_index (phrase->parts, Part, i);

      for (gsize at = 0; at + HATO_PHRASE_MIN_ANCHOR <= part->size; at++)
        {
          guint32 gram = read_gram (part->text + at);
          guint count = counts[bucket_of (gram)];

          if (count >= lowest)
            continue;
          lowest = count;
          best.gram = gram;
          best.part = i;
          best.offset = at;
        }
    }
  best.next = self->heads[bucket_of (best.gram)];
  self->heads[bucket_of (best.gram)] = self->anchors->len;
  self->filled[bucket_of (best.gram) / 8] |= (guint8) (1u << bucket_of (best.gram) % 8);
  g_array_append_val (self->anchors, best);
}

/** hato_phrase_index_seal: makes the index ready for finding; nothing is added afterwards. */
void
hato_phrase_index_seal (HatoPhraseIndex *self)
{
  g_autofree guint *counts = g_new0 (guint, BUCKETS);

  for (guint i = 0; i < self->phrases->len; i++)
    {
      const Phrase *phrase = &g_array_index (self->phrases, Phrase, i);

      for (guint j = 0; j < phrase->parts->len; j++)
        {
          const Part *part = &g_array_index (phrase->parts, Part, j);

          for (gsize at = 0; at + HATO_PHRASE_MIN_ANCHOR <= part->size; at++)
            counts[bucket_of (read_gram (part->text + at))]++;
        }
    }
  for (guint i = 0; i < self->phrases->len; i++)
    add_anchor (self, i, counts);
}

static gboolean
is_word_byte (char byte)
{
  return g_ascii_isalnum (byte);
}

static gboolean
stands_at (const Part *part, const char *text, gsize size, gsize at)
{
  if (part->size > size - at || memcmp (text + at, part->text, part->size) != 0)
    return FALSE;
  if (part->starts_word && at > 0 && is_word_byte (text[at - 1]))
    return FALSE;
  return !part->ends_word || at + part->size == size || !is_word_byte (text[at + part->size]);
}

/* The first place of @part in the bytes from @from up to @to; FALSE = there is none. Each try moves on, and memmem () is
 * linear. */
static gboolean
find_part (const Part *part, const char *text, gsize size, gsize from, gsize to, gsize *at)
{
  while (from < to)
    {
      const char *found = memmem (text + from, to - from, part->text, part->size);

      if (found == NULL)
        return FALSE;
      *at = (gsize) (found - text);
      if (stands_at (part, text, size, *at))
        return TRUE;
      from = *at + 1;
    }
  return FALSE;
}

/* The parts after the first, each at its first place: no other choice can do better. */
static gboolean
match_rest (const Phrase *phrase, const char *text, gsize size, HatoPhraseMatch *match)
{
  for (guint i = 1; i < phrase->parts->len; i++)
    {
      const Part *part = &g_array_index (phrase->parts, Part, i);
      gsize at = 0;

      if (!find_part (part, text, size, match->end,
                      MIN (size, match->end + HATO_PHRASE_MAX_GAP + part->size), &at))
        return FALSE;
      match->end = at + part->size;
    }
  return TRUE;
}

/* A gap has its limit, so that from each place of the first part a bounded stretch is looked at, and words of one sentence
 * are not joined to those of another. */
static gboolean
match_phrase (const Phrase *phrase, const char *text, gsize size, HatoPhraseMatch *match)
{
  const Part *first = &g_array_index (phrase->parts, Part, 0);
  gsize at = 0;

  for (gsize from = 0; find_part (first, text, size, from, size, &at); from = at + 1)
    {
      match->start = at;
      match->end = at + first->size;
      if (match_rest (phrase, text, size, match))
        return TRUE;
    }
  return FALSE;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const HatoPhraseMatch *left = a, *right = b;

  return left->phrase < right->phrase ? -1 : left->phrase > right->phrase;
}

/**
 * hato_phrase_index_find:
 * @text: folded
 *
 * One pass over @text; a phrase whose telling bytes are met is compared once with the whole.
 *
 * Returns: (transfer full) (element-type HatoPhraseMatch): the phrases that are in it, by number
 */
GArray *
hato_phrase_index_find (const HatoPhraseIndex *self, const char *text, gsize size)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (HatoPhraseMatch));
  g_autofree guint8 *tried = g_new0 (guint8, self->phrases->len + 1);

  for (gsize at = 0; at + HATO_PHRASE_MIN_ANCHOR <= size; at++)
    {
      guint32 gram = read_gram (text + at);
      guint bucket = bucket_of (gram);

      if ((self->filled[bucket / 8] & 1u << bucket % 8) == 0)
        continue;
      for (guint i = self->heads[bucket]; i != NONE;)
        {
          const Anchor *anchor = &g_array_index (self->anchors, Anchor, i);
          HatoPhraseMatch match = { .phrase = anchor->phrase };
          const Phrase *phrase;

          i = anchor->next;
          if (anchor->gram != gram || tried[anchor->phrase] || at < anchor->offset)
            continue;
          phrase = &g_array_index (self->phrases, Phrase, anchor->phrase);
          if (!stands_at (&g_array_index (phrase->parts, Part, anchor->part), text, size,
                          at - anchor->offset))
            continue;
          tried[anchor->phrase] = TRUE;
          if (match_phrase (phrase, text, size, &match))
            g_array_append_val (matches, match);
        }
    }
  g_array_sort (matches, compare_matches);
  return matches;
}
