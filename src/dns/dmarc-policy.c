/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/dmarc-policy.h"

#include <string.h>

#include "base/domain-name.h"

#define LABELS_KEPT 7u /* RFC 9989 §4.10: a name with more labels is cut to the last seven */

static const char *const result_names[] = {
  [HATO_DMARC_RESULT_NONE] = "none",           [HATO_DMARC_RESULT_PASS] = "pass",
  [HATO_DMARC_RESULT_FAIL] = "fail",           [HATO_DMARC_RESULT_PERMERROR] = "permerror",
  [HATO_DMARC_RESULT_TEMPERROR] = "temperror",
};

/* The DMARC records of one TXT answer. */
typedef struct
{
  guint n_records;
  HatoDmarcRecord *record; /* (owned) (nullable): the only one, or the first */
} Txt;

/* One name of a walk and what stands there. */
typedef struct
{
  const char *name;              /* inside the starting name */
  const HatoDmarcRecord *record; /* (nullable): the one record there */
  const HatoEvidence *evidence;
} Stop;

/* A walk from a name up to its top-level domain (§4.10). */
typedef struct
{
  Stop stops[HATO_DMARC_WALK_MAX];
  guint n_stops;
  gboolean pending;
  const char *failure;        /* (nullable): an answer that was needed could not be had */
  const HatoEvidence *failed; /* (nullable): that answer */
} Walk;

/** hato_dmarc_result_to_string: "pass", "fail", … */
const char *
hato_dmarc_result_to_string (HatoDmarcResult result)
{
  return result_names[result];
}

static gpointer
parse_txt (const HatoEvidence *evidence)
{
  Txt *txt = g_new0 (Txt, 1);

  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);
      g_autoptr (HatoDmarcRecord) parsed = hato_dmarc_record_parse (record->bytes, record->size);

      if (parsed->is_record && txt->n_records++ == 0)
        txt->record = g_steal_pointer (&parsed);
    }
  return txt;
}

static void
txt_free (gpointer data)
{
  Txt *txt = data;

  g_clear_pointer (&txt->record, hato_dmarc_record_unref);
  g_free (txt);
}

/**
 * hato_dmarc_record_get:
 * @n_records: (out) (optional): how many texts there are DMARC records
 *
 * Returns: (transfer none) (nullable): the first of them
 */
const HatoDmarcRecord *
hato_dmarc_record_get (const HatoEvidence *evidence, guint *n_records)
{
  const Txt *txt = hato_evidence_get_parsed (evidence, parse_txt, txt_free);

  if (n_records != NULL)
    *n_records = txt->n_records;
  return txt->record;
}

static guint
count_labels (const char *name)
{
  guint n = 1;

  for (const char *at = name; *at != '\0'; at++)
    n += *at == '.' ? 1 : 0;
  return n;
}

/* The next name of a walk: one label less; from eight or more labels down to seven at once. */
static const char *
next_name (const char *name)
{
  guint labels = count_labels (name);

  do
    {
      name = hato_domain_name_get_parent (name);
      labels--;
    }
  while (name != NULL && labels > LABELS_KEPT);
  return name;
}

/* What stands at one name. Of several records there none counts (§4.10). */
static void
visit (Walk *walk, const char *name, HatoAnswers *answers)
{
  g_autofree char *asked = g_strconcat ("_dmarc.", name, NULL);
  const HatoEvidence *evidence =
      hato_domain_name_is_askable (asked) ? hato_look_up (answers, asked, HATO_DNS_TXT) : NULL;
  Stop *stop = &walk->stops[walk->n_stops++];
  guint n_records = 0;

  stop->name = name;
  stop->evidence = evidence;
  if (evidence == NULL)
    {
      walk->pending = walk->pending || hato_domain_name_is_askable (asked);
      return;
    }
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    {
      walk->failed = walk->failure != NULL ? walk->failed : evidence;
      walk->failure = hato_evidence_get_reason (walk->failed);
      return;
    }
  stop->record = hato_dmarc_record_get (evidence, &n_records);
  if (n_records != 1)
    stop->record = NULL;
}

/* All names of a walk are known beforehand and asked at once; a record with psd=y or psd=n ends it (§4.10). */
static void
walk_up (Walk *walk, const char *start, HatoAnswers *answers)
{
  gboolean ended = FALSE;

  memset (walk, 0, sizeof *walk);
  for (const char *name = start; name != NULL && walk->n_stops < HATO_DMARC_WALK_MAX && !ended;
       name = next_name (name))
    {
      visit (walk, name, answers);
      ended = walk->stops[walk->n_stops - 1].record != NULL
              && walk->stops[walk->n_stops - 1].record->psd != HATO_DMARC_PSD_UNKNOWN;
    }
}

/* §4.10.2: the organizational domain, from the longest name to the shortest. */
static const char *
find_organizational (const Walk *walk, const char *start)
{
  const char *shortest = NULL;

  for (guint i = 0; i < walk->n_stops; i++)
    {
      const Stop *stop = &walk->stops[i];

      if (stop->record == NULL)
        continue;
      if (stop->record->psd == HATO_DMARC_PSD_NO)
        return stop->name;
      if (stop->record->psd == HATO_DMARC_PSD_YES && i > 0)
        {
          /* One label below the public suffix; the walk may have jumped over that name. */
          const char *below = start;

          for (const char *parent;
               (parent = hato_domain_name_get_parent (below)) != NULL && parent != stop->name;)
            below = parent;
          return below;
        }
      shortest = stop->name;
    }
  return shortest != NULL ? shortest : start;
}

/* The record at an organizational domain or above it that applies where the author domain has none of its own (§4.10.1). */
static const Stop *
find_inherited (const Walk *walk, const char *organizational)
{
  const Stop *suffix = NULL;

  for (guint i = 1; i < walk->n_stops; i++)
    {
      const Stop *stop = &walk->stops[i];

      if (stop->record != NULL && strcmp (stop->name, organizational) == 0)
        return stop;
      if (stop->record != NULL && stop->record->psd == HATO_DMARC_PSD_YES)
        suffix = stop;
    }
  return suffix;
}

/* Whether the author domain exists (§4.10.1: np is for names that do not; RFC 8020 §2: NXDOMAIN is of no type). FALSE =
 * pending. */
static gboolean
find_existence (const char *domain,
                HatoAnswers *answers,
                gboolean *exists,
                const HatoEvidence **failed)
{
  const HatoEvidence *evidence = hato_look_up (answers, domain, HATO_DNS_A);

  if (evidence == NULL)
    return FALSE;

  *failed = hato_evidence_get_reason (evidence) != NULL ? evidence : NULL;
  *exists =
      hato_evidence_get_outcome (evidence) != HATO_OUTCOME_NXDOMAIN || evidence->aliases->len > 0;
  return TRUE;
}

/* §4.10.1, t=y: one level lower. */
static HatoDmarcPolicy
lower (HatoDmarcPolicy policy)
{
  return policy > HATO_DMARC_NONE ? policy - 1 : policy;
}

static HatoDmarcPolicy
inherit (const HatoDmarcRecord *record, gboolean exists, const char **applied)
{
  if (!exists && record->missing_policy != HATO_DMARC_UNSET)
    {
      *applied = "np";
      return record->missing_policy;
    }
  if (record->subdomain_policy != HATO_DMARC_UNSET)
    {
      *applied = "sp";
      return record->subdomain_policy;
    }
  *applied = "p";
  return record->policy;
}

static void
apply (HatoDmarcEvaluation *self, const Stop *stop, gboolean own, gboolean exists)
{
  const HatoDmarcRecord *record = stop->record;

  self->record = record;
  self->evidence = stop->evidence;
  self->policy_domain = g_strdup (stop->name);
  self->published = record->policy;
  self->applied = "p";
  self->effective = own ? record->policy : inherit (record, exists, &self->applied);
  if (record->testing)
    self->effective = lower (self->effective);
}

/* Whether an identifier is aligned with the author domain (§4.8): the same name, or relaxed the same organizational domain.
 * @author_failure: (nullable): why that domain's own is not known */
static gboolean
is_aligned (const HatoDmarcEvaluation *self,
            const char *author,
            const char *author_failure,
            const char *identifier,
            gboolean strict,
            HatoAnswers *answers,
            Walk *walk)
{
  if (strcmp (author, identifier) == 0)
    return TRUE;
  if (strict)
    return FALSE;

  walk_up (walk, identifier, answers);
  walk->failure = author_failure != NULL ? author_failure : walk->failure;
  return walk->failure == NULL
         && strcmp (find_organizational (walk, identifier), self->organizational_domain) == 0;
}

/* FALSE = pending. A walk that failed leaves the identifier unaligned and the reason in self->failure. */
static gboolean
align (HatoDmarcEvaluation *self,
       const HatoDmarcInput *input,
       const char *author_failure,
       HatoAnswers *answers)
{
  gboolean pending = FALSE;
  Walk walk = { 0 };

  if (input->spf_domain != NULL)
    {
      self->spf_aligned = is_aligned (self, input->author_domain, author_failure, input->spf_domain,
                                      self->record->strict_spf, answers, &walk);
      pending = walk.pending;
      self->failure = walk.failure;
    }
  for (gsize i = 0; input->dkim_domains != NULL && input->dkim_domains[i] != NULL; i++)
    {
      walk.pending = FALSE;
      walk.failure = NULL;
      if (is_aligned (self, input->author_domain, author_failure, input->dkim_domains[i],
                      self->record->strict_dkim, answers, &walk))
        self->dkim_aligned = TRUE;
      pending = pending || walk.pending;
      self->failure = self->failure != NULL ? self->failure : walk.failure;
    }
  return !pending;
}

static void
decide (HatoDmarcEvaluation *self)
{
  if (self->published
      == HATO_DMARC_UNSET) /* §4.10.1: no p that can be used, and no reports asked for */
    self->result = HATO_DMARC_RESULT_PERMERROR;
  else if (self->spf_aligned || self->dkim_aligned)
    self->result = HATO_DMARC_RESULT_PASS;
  else
    self->result = self->failure != NULL ? HATO_DMARC_RESULT_TEMPERROR : HATO_DMARC_RESULT_FAIL;
}

/**
 * hato_dmarc_evaluate:
 * @evaluation: (out caller-allocates): what comes of it; to be cleared in any case
 *
 * Policy discovery and evaluation of RFC 9989 §4.10, from the answers that are there.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_dmarc_evaluate (const HatoDmarcInput *input,
                     HatoAnswers *answers,
                     HatoDmarcEvaluation *evaluation)
{
  Walk walk;
  const Stop *stop;
  const HatoEvidence *failed = NULL;
  gboolean own, exists = FALSE;

  memset (evaluation, 0, sizeof *evaluation);
  evaluation->tree_walk = g_ptr_array_new_with_free_func (g_free);
  walk_up (&walk, input->author_domain, answers);
  for (guint i = 0; i < walk.n_stops; i++)
    g_ptr_array_add (evaluation->tree_walk, g_strconcat ("_dmarc.", walk.stops[i].name, NULL));
  evaluation->organizational_domain = g_strdup (find_organizational (&walk, input->author_domain));
  own = walk.n_stops > 0 && walk.stops[0].record != NULL;
  stop = own ? &walk.stops[0] : find_inherited (&walk, evaluation->organizational_domain);
  if (!own && !find_existence (input->author_domain, answers, &exists, &failed))
    return FALSE;
  if (walk.pending)
    return FALSE;

  if (walk.failure == NULL && stop != NULL && stop->record->missing_policy != HATO_DMARC_UNSET
      && !own && failed != NULL) /* sp or np: nobody knows which */
    {
      walk.failed = failed;
      walk.failure = hato_evidence_get_reason (failed);
    }
  if (walk.failure != NULL && !own)
    {
      evaluation->failure = walk.failure;
      evaluation->failed = walk.failed;
      evaluation->result = HATO_DMARC_RESULT_TEMPERROR;
      return TRUE;
    }
  if (stop == NULL)
    {
      evaluation->result = HATO_DMARC_RESULT_NONE;
      return TRUE;
    }
  apply (evaluation, stop, own, exists);
  if (!align (evaluation, input, walk.failure, answers))
    return FALSE;

  decide (evaluation);
  return TRUE;
}

/** hato_dmarc_evaluation_clear: frees what the evaluation holds. */
void
hato_dmarc_evaluation_clear (HatoDmarcEvaluation *self)
{
  g_clear_pointer (&self->policy_domain, g_free);
  g_clear_pointer (&self->organizational_domain, g_free);
  g_clear_pointer (&self->tree_walk, g_ptr_array_unref);
}
