/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "findings/finding.h"

#include <string.h>

#include "base/clock.h"

#include "findings/wording.h"

#define TREE_DEPTH_MAX 64u
#define NEW_TEXT_MAX                                                                               \
  4096u /* bytes of a record that a person can register: RFC 7208 §3.4 hopes for 450 */

static const char *const level_names[] = {
  [HATO_LEVEL_PROBLEM] = "problem", [HATO_LEVEL_CAUTION] = "caution",
  [HATO_LEVEL_ADVICE] = "advice",   [HATO_LEVEL_UNCHECKED] = "unchecked",
  [HATO_LEVEL_OK] = "ok",           [HATO_LEVEL_NOT_APPLICABLE] = "not_applicable",
};

static const char *const affects_names[] = {
  [HATO_AFFECTS_SENDING] = "sending",
  [HATO_AFFECTS_RECEIVING] = "receiving",
  [HATO_AFFECTS_MAIL_PROGRAM] = "mail_program",
  [HATO_AFFECTS_WEB] = "web",
};

G_DEFINE_BOXED_TYPE (HatoFinding, hato_finding, hato_finding_ref, hato_finding_unref)

static void
argument_free (gpointer data)
{
  HatoArgument *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static void
record_change_free (HatoRecordChange *self)
{
  g_free (self->name);
  g_free (self->type);
  g_free (self->old_text);
  g_free (self->new_text);
  g_free (self);
}

static void
mark_free (gpointer data)
{
  HatoMark *self = data;

  g_free (self->code);
  g_free (self);
}

/**
 * hato_finding_new:
 * @code: a finding code of the contract
 * @subject: the name that it is about
 *
 * Returns: (transfer full): a finding that its maker fills before handing it on
 */
HatoFinding *
hato_finding_new (const char *code, HatoLevel level, const char *subject)
{
  HatoFinding *self = g_atomic_rc_box_new0 (HatoFinding);
  const HatoWording *wording = hato_wording_find (code);

  self->code = g_strdup (code);
  self->level = level;
  self->affects = wording != NULL ? wording->affects : HATO_AFFECTS_SENDING;
  self->subject = g_strdup (subject);
  self->arguments = g_ptr_array_new_with_free_func (argument_free);
  self->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
  return self;
}

/** hato_finding_new_usual: (transfer full): a finding at the usual level of its code, as the wording table has it. */
HatoFinding *
hato_finding_new_usual (const char *code, const char *subject)
{
  const HatoWording *wording = hato_wording_find (code);

  return hato_finding_new (code, wording != NULL ? wording->level : HATO_LEVEL_ADVICE, subject);
}

/** hato_finding_new_unchecked: (transfer full): AREA.unchecked with its @reason: what could not be found out, never a fault. */
HatoFinding *
hato_finding_new_unchecked (const char *area, const char *reason, const char *subject)
{
  g_autofree char *code = g_strconcat (area, ".unchecked", NULL);
  HatoFinding *self = hato_finding_new (code, HATO_LEVEL_UNCHECKED, subject);

  hato_finding_add_argument (self, "reason", reason);
  return self;
}

static HatoTree *
tree_copy (const HatoTree *tree, guint depth)
{
  HatoTree *copy = hato_tree_new (tree->label);

  copy->level = tree->level;
  copy->cost = tree->cost;
  copy->matched = g_strdup (tree->matched);
  for (guint i = 0; i < tree->children->len && depth < TREE_DEPTH_MAX; i++)
    g_ptr_array_add (copy->children, tree_copy (g_ptr_array_index (tree->children, i), depth + 1));
  return copy;
}

/** hato_finding_new_with_level: (transfer full): the same finding at another level. */
HatoFinding *
hato_finding_new_with_level (const HatoFinding *finding, HatoLevel level)
{
  HatoFinding *self = hato_finding_new (finding->code, level, finding->subject);

  self->affects = finding->affects;
  for (guint i = 0; i < finding->arguments->len; i++)
    {
      const HatoArgument *argument = g_ptr_array_index (finding->arguments, i);

      if (argument->is_boolean)
        hato_finding_add_boolean (self, argument->name, strcmp (argument->value, "true") == 0);
      else
        hato_finding_add_argument (self, argument->name, argument->value);
    }
  if (finding->record != NULL)
    hato_finding_set_record (self, finding->record->name, finding->record->type,
                             finding->record->old_text, finding->record->new_text);
  if (finding->excerpt != NULL)
    {
      HatoExcerpt *excerpt =
          hato_excerpt_new (finding->excerpt->text, strlen (finding->excerpt->text));

      for (guint i = 0; i < finding->excerpt->marks->len; i++)
        {
          const HatoMark *mark = g_ptr_array_index (finding->excerpt->marks, i);

          hato_excerpt_add_mark (excerpt, mark->start, mark->end, mark->code);
        }
      hato_finding_take_excerpt (self, excerpt);
    }
  if (finding->tree != NULL)
    hato_finding_take_tree (self, tree_copy (finding->tree, 0));
  for (guint i = 0; i < finding->evidence->len; i++)
    hato_finding_cite (self, g_ptr_array_index (finding->evidence, i));
  return self;
}

HatoFinding *
hato_finding_ref (HatoFinding *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
finding_clear (gpointer data)
{
  HatoFinding *self = data;

  g_free ((char *) self->code);
  g_free (self->subject);
  g_ptr_array_unref (self->arguments);
  g_clear_pointer (&self->record, record_change_free);
  g_clear_pointer (&self->excerpt, hato_excerpt_free);
  g_clear_pointer (&self->tree, hato_tree_free);
  g_ptr_array_unref (self->evidence);
}

void
hato_finding_unref (HatoFinding *self)
{
  g_atomic_rc_box_release_full (self, finding_clear);
}

/** hato_finding_add_argument: what the texts of the code may name; a NULL value is left out. */
void
hato_finding_add_argument (HatoFinding *self, const char *name, const char *value)
{
  HatoArgument *argument;

  if (value == NULL)
    return;

  argument = g_new0 (HatoArgument, 1);
  argument->name = g_strdup (name);
  argument->value = g_strdup (value);
  g_ptr_array_add (self->arguments, argument);
}

/** hato_finding_add_time: adds a point in time, in UTC (RFC 3339); people read it in their own time. */
void
hato_finding_add_time (HatoFinding *self, const char *name, gint64 microseconds)
{
  g_autofree char *text = hato_clock_format_utc (microseconds);

  hato_finding_add_argument (self, name, text);
}

void
hato_finding_add_number (HatoFinding *self, const char *name, guint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  hato_finding_add_argument (self, name, text);
}

void
hato_finding_add_boolean (HatoFinding *self, const char *name, gboolean value)
{
  hato_finding_add_argument (self, name, value ? "true" : "false");
  ((HatoArgument *) g_ptr_array_index (self->arguments, self->arguments->len - 1))->is_boolean =
      TRUE;
}

/**
 * hato_finding_set_record:
 * @old_text: (nullable): what stands there; NULL = nothing
 * @new_text: (nullable): what should stand there, exactly; NULL = the record is to be removed
 *
 * What is mended of a record that is longer than any that a panel takes is no repair: then no change is proposed.
 */
void
hato_finding_set_record (HatoFinding *self,
                         const char *name,
                         const char *type,
                         const char *old_text,
                         const char *new_text)
{
  g_clear_pointer (&self->record, record_change_free);
  if (new_text != NULL && strlen (new_text) > NEW_TEXT_MAX)
    return;
  self->record = g_new0 (HatoRecordChange, 1);
  self->record->name = g_strdup (name);
  self->record->type = g_strdup (type);
  self->record->old_text = g_strdup (old_text);
  self->record->new_text = g_strdup (new_text);
}

/** hato_finding_take_excerpt: (transfer full) */
void
hato_finding_take_excerpt (HatoFinding *self, HatoExcerpt *excerpt)
{
  g_clear_pointer (&self->excerpt, hato_excerpt_free);
  self->excerpt = excerpt;
}

/** hato_finding_take_tree: (transfer full) */
void
hato_finding_take_tree (HatoFinding *self, HatoTree *tree)
{
  g_clear_pointer (&self->tree, hato_tree_free);
  self->tree = tree;
}

/** hato_finding_cite: names @evidence (nullable; a reference is taken) as what the finding rests on; once is enough. */
void
hato_finding_cite (HatoFinding *self, const HatoEvidence *evidence)
{
  if (evidence != NULL && !g_ptr_array_find (self->evidence, evidence, NULL))
    g_ptr_array_add (self->evidence, hato_evidence_ref ((HatoEvidence *) evidence));
}

/** hato_finding_get_argument: (transfer none) (nullable) */
const char *
hato_finding_get_argument (const HatoFinding *self, const char *name)
{
  for (guint i = 0; i < self->arguments->len; i++)
    {
      const HatoArgument *argument = g_ptr_array_index (self->arguments, i);

      if (strcmp (argument->name, name) == 0)
        return argument->value;
    }
  return NULL;
}

static int
get_sort (const HatoFinding *self)
{
  const HatoWording *wording = hato_wording_find (self->code);

  return wording != NULL ? (int) wording->sort : HATO_SORT_HABIT;
}

/** hato_finding_compare: worst first; within a level what is broken, then what is missing, then habits. Equal ones keep their order: sort stably. */
int
hato_finding_compare (const HatoFinding *a, const HatoFinding *b)
{
  return a->level != b->level ? (int) a->level - (int) b->level : get_sort (a) - get_sort (b);
}

const char *
hato_level_to_string (HatoLevel level)
{
  return level_names[level];
}

/** hato_level_worst: the worst level of @findings (element-type HatoFinding); not_applicable for none. */
HatoLevel
hato_level_worst (const GPtrArray *findings)
{
  HatoLevel worst = HATO_LEVEL_NOT_APPLICABLE;

  for (guint i = 0; i < findings->len; i++)
    worst = MIN (worst, ((const HatoFinding *) g_ptr_array_index (findings, i))->level);
  return worst;
}

const char *
hato_affects_to_string (HatoAffects affects)
{
  return affects_names[affects];
}

/* Appends one character in valid UTF-8; a byte that is none becomes U+FFFD. Returns the bytes used. */
static gsize
append_character (GString *text, const char *bytes, gsize size)
{
  gunichar character = g_utf8_get_char_validated (bytes, (gssize) size);

  if (character == 0 || character == (gunichar) -1 || character == (gunichar) -2)
    {
      g_string_append_unichar (text, 0xfffd);
      return 1;
    }
  g_string_append_unichar (text, character);
  return (gsize) g_utf8_skip[(guint8) bytes[0]];
}

/**
 * hato_excerpt_new:
 * @bytes: a record as it was found
 *
 * The text is valid UTF-8: a byte that is not becomes U+FFFD, which is longer. Where @bytes may hold such
 * bytes, offsets of marks must be counted in the text, not in @bytes.
 *
 * Returns: (transfer full): an excerpt without marks
 */
HatoExcerpt *
hato_excerpt_new (gconstpointer bytes, gsize size)
{
  HatoExcerpt *self = g_new0 (HatoExcerpt, 1);
  GString *text = g_string_sized_new (size);

  for (gsize at = 0; at < size;)
    at += append_character (text, (const char *) bytes + at, size - at);
  self->text = g_string_free (text, FALSE);
  self->marks = g_ptr_array_new_with_free_func (mark_free);
  return self;
}

/** hato_excerpt_add_mark: marks the bytes from @start up to @end of the text, cut at its end. */
void
hato_excerpt_add_mark (HatoExcerpt *self, gsize start, gsize end, const char *code)
{
  HatoMark *mark = g_new0 (HatoMark, 1);
  gsize length = strlen (self->text);

  mark->start = MIN (start, length);
  mark->end = CLAMP (end, mark->start, length);
  mark->code = g_strdup (code);
  g_ptr_array_add (self->marks, mark);
}

void
hato_excerpt_free (HatoExcerpt *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->marks);
  g_free (self);
}

/** hato_tree_new: (transfer full): a leaf of level ok that costs nothing */
HatoTree *
hato_tree_new (const char *label)
{
  HatoTree *self = g_new0 (HatoTree, 1);

  self->label = g_strdup (label);
  self->level = HATO_LEVEL_OK;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_tree_free);
  return self;
}

void
hato_tree_free (HatoTree *self)
{
  g_free (self->label);
  g_free (self->matched);
  g_ptr_array_unref (self->children);
  g_free (self);
}
