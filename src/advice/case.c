/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/case.h"

#include <string.h>

#include "advice/bounce-cause.h"
#include "advice/one-root.h"
#include "advice/wording-verdict.h"
#include "findings/wording.h"

static const char *const confidence_names[] = {
  [HATO_CONFIDENCE_SURE] = "sure",
  [HATO_CONFIDENCE_LIKELY] = "likely",
  [HATO_CONFIDENCE_UNKNOWN] = "unknown",
};

static const char *const who_names[] = {
  [HATO_WHO_YOU] = "you",
  [HATO_WHO_HOST] = "host",
  [HATO_WHO_SENDING_SERVICE] = "sending_service",
  [HATO_WHO_FORWARDER] = "forwarder",
  [HATO_WHO_RECIPIENT] = "recipient",
  [HATO_WHO_RECEIVER] = "receiver",
  [HATO_WHO_NOBODY] = "nobody",
};

/* Which area leads when several stand at one level: what is at the root of the others first. */
static const char *const leading_areas[] = { "dns",   "mx",  "spf", "dkim",
                                             "dmarc", "ptr", "tls", "reach" };

G_DEFINE_BOXED_TYPE (HatoCase, hato_case, hato_case_ref, hato_case_unref)

static guint
get_lead (const char *code)
{
  gsize length = strcspn (code, ".");

  for (guint i = 0; i < G_N_ELEMENTS (leading_areas); i++)
    if (strlen (leading_areas[i]) == length && strncmp (leading_areas[i], code, length) == 0)
      return i;

  return G_N_ELEMENTS (leading_areas);
}

/* The finding of @level that leads: by area, then as they stand. */
static HatoFinding *
find_leading (const HatoCheckup *checkup, HatoLevel level)
{
  HatoFinding *leading = NULL;

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (finding->level == level
          && (leading == NULL || get_lead (finding->code) < get_lead (leading->code)))
        leading = finding;
    }
  return leading;
}

/* Whether anything of the domain or its doors was found in order; that a mail could be read is nothing of theirs. */
static gboolean
is_any_in_order (const HatoCheckup *checkup)
{
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (finding->level == HATO_LEVEL_OK && !g_str_has_prefix (finding->code, "bounce."))
        return TRUE;
    }
  return FALSE;
}

/* The worst level; unchecked only if nothing could be checked, as where no server is known that could be tried. */
static HatoLevel
get_level (const HatoCheckup *checkup)
{
  HatoLevel level = hato_level_worst (checkup->findings);

  if (checkup->findings->len == 0)
    return HATO_LEVEL_UNCHECKED;

  return level == HATO_LEVEL_UNCHECKED && is_any_in_order (checkup) ? HATO_LEVEL_OK : level;
}

/* Whether it is no gap that a finding is unchecked: what a person may add is not missing, nor are servers where answers come from
 * a file; and hardly a line lets port 25 through. */
static gboolean
is_no_gap (const HatoFinding *finding)
{
  static const char *const reasons[] = { "selector_unknown", "sending_address_unknown", "from_file",
                                         NULL };
  const char *reason = hato_finding_get_argument (finding, "reason");

  return (reason != NULL && g_strv_contains (reasons, reason))
         || strcmp (finding->code, "reach.port25_blocked") == 0;
}

/* Whether everything was checked that can be. */
static gboolean
is_complete (const HatoCheckup *checkup)
{
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (finding->level == HATO_LEVEL_UNCHECKED && !is_no_gap (finding))
        return FALSE;
    }
  return TRUE;
}

static HatoConfidence
get_confidence (HatoLevel level, gboolean complete)
{
  switch (level)
    {
    case HATO_LEVEL_PROBLEM:
      return HATO_CONFIDENCE_SURE;
    case HATO_LEVEL_CAUTION:
      return HATO_CONFIDENCE_LIKELY;
    case HATO_LEVEL_UNCHECKED:
      return HATO_CONFIDENCE_UNKNOWN;
    case HATO_LEVEL_ADVICE:
    case HATO_LEVEL_OK:
    case HATO_LEVEL_NOT_APPLICABLE:
    default:
      return complete ? HATO_CONFIDENCE_SURE : HATO_CONFIDENCE_LIKELY;
    }
}

static HatoFinding *
find_bounce (const HatoCheckup *bounce)
{
  return bounce != NULL && bounce->findings->len > 0 ? g_ptr_array_index (bounce->findings, 0)
                                                     : NULL;
}

/* What the parts say together: beside a bounce some findings weigh more (contract, rules 4 and 8); without one, what another
 * tells better weighs less (rule 10). */
static HatoLevel
get_joined_level (const HatoCheckup *part, const HatoFinding *bounce, const HatoFinding *finding)
{
  if (bounce != NULL)
    return hato_bounce_cause_get_level (bounce, finding);

  return hato_one_root_find (part, finding) != NULL ? HATO_LEVEL_ADVICE : finding->level;
}

static void
add_items (GPtrArray *items,
           GPtrArray *evidence,
           const HatoCheckup *part,
           const HatoFinding *bounce)
{
  for (guint i = 0; i < part->items->len; i++)
    {
      HatoItem *item = g_ptr_array_index (part->items, i);
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);

      for (guint j = 0; j < item->findings->len; j++)
        {
          HatoFinding *finding = g_ptr_array_index (item->findings, j);
          HatoLevel level = get_joined_level (part, bounce, finding);

          g_ptr_array_add (findings, level != finding->level
                                         ? hato_finding_new_with_level (finding, level)
                                         : hato_finding_ref (finding));
        }
      g_ptr_array_add (items, hato_item_new (item->id, findings));
    }
  for (guint i = 0; i < part->evidence->len; i++)
    if (!g_ptr_array_find (evidence, g_ptr_array_index (part->evidence, i), NULL))
      g_ptr_array_add (evidence, g_ptr_array_index (part->evidence, i));
}

/* What a mail says was not asked for. */
static guint
count_questions (const GPtrArray *evidence)
{
  guint count = 0;

  for (guint i = 0; i < evidence->len; i++)
    if (((const HatoEvidence *) g_ptr_array_index (evidence, i))->question->kind
        != HATO_QUESTION_MESSAGE)
      count++;
  return count;
}

/* The checkups as one, its evidence numbered anew. The first one tells what it is about, and when. */
static HatoCheckup *
join_checkups (HatoCheckup *const *parts, guint n_parts, const HatoFinding *bounce)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
  HatoStatistics statistics = parts[0]->statistics;
  gint64 elapsed = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      add_items (items, evidence, parts[i], bounce);
      elapsed = MAX (elapsed, parts[i]->elapsed);
    }
  if (n_parts > 1)
    statistics.questions = count_questions (evidence);
  return hato_checkup_new (parts[0]->subject, items, evidence, parts[0]->started, elapsed,
                           &statistics);
}

/* The finding that took the place of a worse one: it leads where nothing else does. */
static HatoFinding *
find_root (const HatoCheckup *part)
{
  for (guint i = 0; part != NULL && i < part->findings->len; i++)
    {
      const HatoFinding *root = hato_one_root_find (part, g_ptr_array_index (part->findings, i));

      if (root != NULL)
        return (HatoFinding *) root;
    }
  return NULL;
}

/* Without a mail that was refused: the worst finding leads. @root: (nullable): leads where none is bad. */
static void
lead_by_level (HatoCase *self, HatoFinding *root)
{
  gboolean complete = is_complete (self->checkup);
  HatoFinding *leading = NULL;

  self->level = get_level (self->checkup);
  if (self->level <= HATO_LEVEL_CAUTION || self->level == HATO_LEVEL_UNCHECKED)
    leading = find_leading (self->checkup, self->level);
  else if (self->level == HATO_LEVEL_ADVICE)
    leading = root;
  self->leading = leading != NULL ? hato_finding_ref (leading) : NULL;
  self->cause = self->level == HATO_LEVEL_PROBLEM ? g_intern_string (leading->code) : NULL;
  self->confidence = get_confidence (self->level, complete);
  self->wording = *hato_verdict_wording_find (self->level, complete, leading);
}

/* What came back is no refusal, or does not say why: it takes nothing from what the domain has. */
static void
lead_beside_bounce (HatoCase *self, HatoFinding *bounce, HatoFinding *root)
{
  lead_by_level (self, root);
  if (bounce == NULL)
    return;

  self->bounce = hato_finding_ref (bounce);
  if (bounce->level != HATO_LEVEL_UNCHECKED)
    self->cause = NULL;
}

/* How sure a refusal's own words make: a bare code says little. */
static HatoConfidence
get_bounce_confidence (const HatoFinding *bounce)
{
  const char *basis = hato_finding_get_argument (bounce, "basis");

  if (g_strcmp0 (basis, "text") == 0)
    return HATO_CONFIDENCE_SURE;

  return g_strcmp0 (basis, "status") == 0 ? HATO_CONFIDENCE_LIKELY : HATO_CONFIDENCE_UNKNOWN;
}

/* With a bounce the question is why that mail came back. */
static void
lead_by_bounce (HatoCase *self, HatoFinding *bounce, const HatoCheckup *domain)
{
  HatoBounceCause cause;

  hato_bounce_cause_find (bounce, domain != NULL ? self->checkup : NULL, &cause);
  self->bounce = hato_finding_ref (bounce);
  self->told_by_bounce = TRUE;
  self->wording = cause.wording;
  self->cause = cause.cause;
  self->leading = hato_finding_ref (cause.leading != NULL ? cause.leading : bounce);
  self->level = self->leading->level;
  self->confidence = get_bounce_confidence (bounce);
  if (cause.fixed_since)
    self->level = HATO_LEVEL_OK;
  else if (cause.leading != NULL)
    self->level = HATO_LEVEL_PROBLEM;
}

/**
 * hato_case_join:
 * @domain: (nullable): the checkup of the domain
 * @tls: (nullable): the checkup of its doors
 * @bounce: (nullable): what came back, as a checkup; one of the three must be there
 *
 * Makes the verdict: one cause first. A caution never leads while a problem stands; with a bounce, what explains it leads.
 *
 * Returns: (transfer full): the case
 */
HatoCase *
hato_case_join (HatoCheckup *domain, HatoCheckup *tls, HatoCheckup *bounce)
{
  HatoCase *self = g_atomic_rc_box_new0 (HatoCase);
  HatoFinding *returned = find_bounce (bounce), *root;
  HatoCheckup *const given[] = { domain, tls, bounce };
  HatoCheckup *parts[G_N_ELEMENTS (given)];
  guint n_parts = 0;

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    if (given[i] != NULL)
      parts[n_parts++] = given[i];
  g_return_val_if_fail (n_parts > 0, NULL);

  root = returned == NULL ? find_root (domain) : NULL;
  self->checkup = n_parts > 1 || root != NULL ? join_checkups (parts, n_parts, returned)
                                              : hato_checkup_ref (parts[0]);
  if (returned != NULL && (n_parts == 1 || returned->level <= HATO_LEVEL_ADVICE))
    lead_by_bounce (self, returned, domain);
  else
    lead_beside_bounce (self, returned, root);
  return self;
}

/**
 * hato_case_new_rewritten:
 * @checkup: the same findings, some of their texts in other words
 * @leading: (nullable): what stands there for the leading one
 * @bounce: (nullable): what stands there for the one of the mail that came back
 *
 * Returns: (transfer full): the same verdict over @checkup
 */
HatoCase *
hato_case_new_rewritten (const HatoCase *self,
                         HatoCheckup *checkup,
                         HatoFinding *leading,
                         HatoFinding *bounce)
{
  HatoCase *rewritten = g_atomic_rc_box_new0 (HatoCase);

  *rewritten = *self;
  rewritten->checkup = hato_checkup_ref (checkup);
  rewritten->leading = leading != NULL ? hato_finding_ref (leading) : NULL;
  rewritten->bounce = bounce != NULL ? hato_finding_ref (bounce) : NULL;
  return rewritten;
}

HatoCase *
hato_case_ref (HatoCase *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
case_clear (gpointer data)
{
  HatoCase *self = data;

  g_clear_pointer (&self->leading, hato_finding_unref);
  g_clear_pointer (&self->bounce, hato_finding_unref);
  hato_checkup_unref (self->checkup);
}

void
hato_case_unref (HatoCase *self)
{
  g_atomic_rc_box_release_full (self, case_clear);
}

/**
 * hato_case_stands_without_doors:
 * @self: of a domain, whose doors are still being tried
 *
 * Whether the verdict stays what it is, whatever comes of the doors: a problem stands that leads before all of theirs, or the
 * reason for a refusal, in which no door of the domain has a part (contract, rule 9).
 */
gboolean
hato_case_stands_without_doors (const HatoCase *self)
{
  return self->told_by_bounce
         || (self->level == HATO_LEVEL_PROBLEM
             && get_lead (self->leading->code) < get_lead ("tls."));
}

static char *
expand (const HatoFinding *finding, const HatoTranslation *translation, const char *text)
{
  return finding != NULL ? hato_wording_expand (translation, text, finding)
                         : g_strdup (hato_translate (translation, text));
}

/** hato_case_dup_headline: (transfer full): one or two sentences: the cause. */
char *
hato_case_dup_headline (const HatoCase *self, const HatoTranslation *translation)
{
  return expand (self->told_by_bounce ? self->bounce : self->leading, translation,
                 self->wording.headline);
}

/** hato_case_dup_action: (transfer full): one sentence: what to do. */
char *
hato_case_dup_action (const HatoCase *self, const HatoTranslation *translation)
{
  return expand (self->leading, translation, self->wording.action);
}

const char *
hato_confidence_to_string (HatoConfidence confidence)
{
  return confidence_names[confidence];
}

const char *
hato_who_to_string (HatoWho who)
{
  return who_names[who];
}
