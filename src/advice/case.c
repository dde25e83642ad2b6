/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/case.h"

#include <string.h>

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
static const char *const leading_areas[] = { "dns", "mx", "spf", "dkim", "dmarc", "ptr" };

G_DEFINE_BOXED_TYPE (HatoCase, hato_case, hato_case_ref, hato_case_unref)

static guint
get_lead (const HatoFinding *finding)
{
  gsize length = strcspn (finding->code, ".");

  for (guint i = 0; i < G_N_ELEMENTS (leading_areas); i++)
    if (strlen (leading_areas[i]) == length
        && strncmp (leading_areas[i], finding->code, length) == 0)
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

      if (finding->level == level && (leading == NULL || get_lead (finding) < get_lead (leading)))
        leading = finding;
    }
  return leading;
}

/* The worst level; unchecked only if nothing could be checked. */
static HatoLevel
get_level (const HatoCheckup *checkup)
{
  HatoLevel level = hato_level_worst (checkup->findings);

  if (level == HATO_LEVEL_UNCHECKED && find_leading (checkup, HATO_LEVEL_OK) != NULL)
    level = HATO_LEVEL_OK;
  return level;
}

/* Whether everything was checked that can be: what a person may add (an address, a selector) is not missing. */
static gboolean
is_complete (const HatoCheckup *checkup)
{
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);
      const char *reason = hato_finding_get_argument (finding, "reason");

      if (finding->level == HATO_LEVEL_UNCHECKED && g_strcmp0 (reason, "selector_unknown") != 0
          && g_strcmp0 (reason, "sending_address_unknown") != 0)
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

/**
 * hato_case_join:
 * @domain: the checkup of the domain
 *
 * Makes the verdict: one cause first. A caution never leads while a problem stands.
 *
 * Returns: (transfer full): the case
 */
HatoCase *
hato_case_join (HatoCheckup *domain)
{
  HatoCase *self = g_atomic_rc_box_new0 (HatoCase);
  gboolean complete = is_complete (domain);
  HatoFinding *leading;

  self->checkup = hato_checkup_ref (domain);
  self->level = get_level (domain);
  leading = self->level <= HATO_LEVEL_CAUTION || self->level == HATO_LEVEL_UNCHECKED
                ? find_leading (domain, self->level)
                : NULL;
  self->leading = leading != NULL ? hato_finding_ref (leading) : NULL;
  self->cause = self->level == HATO_LEVEL_PROBLEM ? self->leading->code : NULL;
  self->confidence = get_confidence (self->level, complete);
  self->wording = hato_verdict_wording_find (self->level, complete, self->leading);
  return self;
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
  hato_checkup_unref (self->checkup);
}

void
hato_case_unref (HatoCase *self)
{
  g_atomic_rc_box_release_full (self, case_clear);
}

static char *
expand (const HatoCase *self, const HatoTranslation *translation, const char *text)
{
  return self->leading != NULL ? hato_wording_expand (translation, text, self->leading)
                               : g_strdup (hato_translate (translation, text));
}

/** hato_case_dup_headline: (transfer full): one or two sentences: the cause. */
char *
hato_case_dup_headline (const HatoCase *self, const HatoTranslation *translation)
{
  return expand (self, translation, self->wording->headline);
}

/** hato_case_dup_action: (transfer full): one sentence: what to do. */
char *
hato_case_dup_action (const HatoCase *self, const HatoTranslation *translation)
{
  return expand (self, translation, self->wording->action);
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
