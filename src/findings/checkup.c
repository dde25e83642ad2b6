/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "findings/checkup.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (HatoItem, hato_item, hato_item_ref, hato_item_unref)
G_DEFINE_BOXED_TYPE (HatoCheckup, hato_checkup, hato_checkup_ref, hato_checkup_unref)

/* Insertion sort: stable, and the lists are short. */
static void
sort_findings (GPtrArray *findings)
{
  for (guint i = 1; i < findings->len; i++)
    for (guint j = i;
         j > 0 && hato_finding_compare (findings->pdata[j - 1], findings->pdata[j]) > 0; j--)
      {
        gpointer better = findings->pdata[j - 1];

        findings->pdata[j - 1] = findings->pdata[j];
        findings->pdata[j] = better;
      }
}

/**
 * hato_item_new:
 * @findings: (element-type HatoFinding): at least one; copied, references taken
 *
 * Returns: (transfer full): a settled row with its findings sorted
 */
HatoItem *
hato_item_new (const char *id, GPtrArray *findings)
{
  HatoItem *self = g_atomic_rc_box_new0 (HatoItem);

  self->id = g_strdup (id);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (self->findings, hato_finding_ref (g_ptr_array_index (findings, i)));
  sort_findings (self->findings);
  self->level = hato_level_worst (self->findings);
  return self;
}

HatoItem *
hato_item_ref (HatoItem *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
item_clear (gpointer data)
{
  HatoItem *self = data;

  g_free (self->id);
  g_ptr_array_unref (self->findings);
}

void
hato_item_unref (HatoItem *self)
{
  g_atomic_rc_box_release_full (self, item_clear);
}

static int
compare_evidence (gconstpointer a, gconstpointer b)
{
  const HatoEvidence *left = *(const HatoEvidence *const *) a;
  const HatoEvidence *right = *(const HatoEvidence *const *) b;

  int order = hato_question_compare (left->question, right->question);

  return order != 0 ? order
                    : g_strcmp0 (left->failure,
                                 right->failure); /* one row's budget may cut what another asked */
}

/* Evidence in the order first cited, then what nobody cites by question: never by arrival. */
static GPtrArray *
number_evidence (const GPtrArray *findings, const GPtrArray *evidence)
{
  GPtrArray *numbered = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      for (guint j = 0; j < finding->evidence->len; j++)
        if (g_hash_table_add (seen, g_ptr_array_index (finding->evidence, j)))
          g_ptr_array_add (numbered, hato_evidence_ref (g_ptr_array_index (finding->evidence, j)));
    }
  for (guint i = 0; i < evidence->len; i++)
    if (g_hash_table_add (seen, g_ptr_array_index (evidence, i)))
      g_ptr_array_add (rest, g_ptr_array_index (evidence, i));
  g_ptr_array_sort (rest, compare_evidence);
  for (guint i = 0; i < rest->len; i++)
    g_ptr_array_add (numbered, hato_evidence_ref (g_ptr_array_index (rest, i)));
  return numbered;
}

/**
 * hato_checkup_new:
 * @items: (element-type HatoItem): in the fixed order of the check
 * @evidence: (element-type HatoEvidence): every answer of the run, in any order
 * @started: microseconds since 1970
 * @elapsed: microseconds
 *
 * Returns: (transfer full): the checkup: findings of all items sorted, evidence numbered
 */
HatoCheckup *
hato_checkup_new (const HatoSubject *subject,
                  GPtrArray *items,
                  GPtrArray *evidence,
                  gint64 started,
                  gint64 elapsed,
                  const HatoStatistics *statistics)
{
  HatoCheckup *self = g_atomic_rc_box_new0 (HatoCheckup);

  self->subject = hato_subject_copy (subject);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  for (guint i = 0; i < items->len; i++)
    {
      HatoItem *item = g_ptr_array_index (items, i);

      g_ptr_array_add (self->items, hato_item_ref (item));
      for (guint j = 0; j < item->findings->len; j++)
        g_ptr_array_add (self->findings, hato_finding_ref (g_ptr_array_index (item->findings, j)));
    }
  sort_findings (self->findings);
  self->evidence = number_evidence (self->findings, evidence);
  self->started = started;
  self->elapsed = elapsed;
  self->statistics = *statistics;
  return self;
}

static HatoItem *
find_item (const HatoCheckup *checkup, const char *id)
{
  for (guint i = 0; i < checkup->items->len; i++)
    {
      HatoItem *item = g_ptr_array_index (checkup->items, i);

      if (strcmp (item->id, id) == 0)
        return item;
    }
  return NULL;
}

/**
 * hato_checkup_new_renewed:
 * @whole: an earlier checkup
 * @part: a later one, of some items of the same domain
 *
 * Returns: (transfer full): @whole with the items of @part in place of its own. An earlier answer is kept where the
 * later check did not ask the same, or a finding that stays rests on it.
 */
HatoCheckup *
hato_checkup_new_renewed (const HatoCheckup *whole, const HatoCheckup *part)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
  g_autoptr (GHashTable) asked = g_hash_table_new (hato_question_hash, hato_question_equal);
  HatoStatistics statistics = whole->statistics;

  for (guint i = 0; i < whole->items->len; i++)
    {
      HatoItem *old = g_ptr_array_index (whole->items, i);
      HatoItem *renewed = find_item (part, old->id);

      g_ptr_array_add (items, renewed != NULL ? renewed : old);
    }
  for (guint i = 0; i < part->evidence->len; i++)
    {
      HatoEvidence *answer = g_ptr_array_index (part->evidence, i);

      g_hash_table_add (asked, answer->question);
      g_ptr_array_add (evidence, answer);
    }
  for (guint i = 0; i < whole->evidence->len; i++)
    {
      HatoEvidence *answer = g_ptr_array_index (whole->evidence, i);

      if (!g_hash_table_contains (asked, answer->question))
        g_ptr_array_add (evidence, answer);
    }
  statistics.questions += part->statistics.questions;
  return hato_checkup_new (part->subject, items, evidence, part->started,
                           whole->elapsed + part->elapsed, &statistics);
}

HatoCheckup *
hato_checkup_ref (HatoCheckup *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
checkup_clear (gpointer data)
{
  HatoCheckup *self = data;

  hato_subject_free (self->subject);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->evidence);
}

void
hato_checkup_unref (HatoCheckup *self)
{
  g_atomic_rc_box_release_full (self, checkup_clear);
}

/** hato_checkup_get_evidence_id: the number (from 1) of @evidence in this checkup; 0 = it is not in it. */
guint
hato_checkup_get_evidence_id (const HatoCheckup *self, const HatoEvidence *evidence)
{
  guint index;

  return g_ptr_array_find (self->evidence, evidence, &index) ? index + 1 : 0;
}

/** hato_subject_new: (transfer full): a domain (A-labels, U-labels), nothing else given yet */
HatoSubject *
hato_subject_new (const char *domain, const char *unicode)
{
  HatoSubject *self = g_new0 (HatoSubject, 1);

  self->domain = g_strdup (domain);
  self->unicode = g_strdup (unicode);
  self->sending_ips = g_new0 (char *, 1);
  self->selectors = g_new0 (char *, 1);
  return self;
}

HatoSubject *
hato_subject_copy (const HatoSubject *subject)
{
  HatoSubject *self = g_new0 (HatoSubject, 1);

  self->domain = g_strdup (subject->domain);
  self->unicode = g_strdup (subject->unicode);
  self->sending_ips = g_strdupv (subject->sending_ips);
  self->host = g_strdup (subject->host);
  self->mail_from = g_strdup (subject->mail_from);
  self->helo = g_strdup (subject->helo);
  self->selectors = g_strdupv (subject->selectors);
  return self;
}

static void
add_once (GStrv *list, const char *text)
{
  guint length = g_strv_length (*list);

  if (g_strv_contains ((const char *const *) *list, text))
    return;

  *list = g_renew (char *, *list, length + 2);
  (*list)[length] = g_strdup (text);
  (*list)[length + 1] = NULL;
}

/** hato_subject_add_selector: a DKIM selector that is known to be used */
void
hato_subject_add_selector (HatoSubject *self, const char *selector)
{
  add_once (&self->selectors, selector);
}

/** hato_subject_add_sending_ip: an address from which mail of the domain is sent */
void
hato_subject_add_sending_ip (HatoSubject *self, const char *address)
{
  add_once (&self->sending_ips, address);
}

static void
take_out (GStrv list, const char *text)
{
  gsize kept = 0;

  for (gsize i = 0; list[i] != NULL; i++)
    if (strcmp (list[i], text) == 0)
      g_free (list[i]);
    else
      list[kept++] = list[i];
  list[kept] = NULL;
}

/** hato_subject_forget: takes back a selector or an address that was added and is not right. */
void
hato_subject_forget (HatoSubject *self, const char *text)
{
  take_out (self->selectors, text);
  take_out (self->sending_ips, text);
}

void
hato_subject_free (HatoSubject *self)
{
  g_free (self->domain);
  g_free (self->unicode);
  g_free (self->host);
  g_strfreev (self->sending_ips);
  g_free (self->mail_from);
  g_free (self->helo);
  g_strfreev (self->selectors);
  g_free (self);
}
