/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/spf-tree.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/spf-eval.h"
#include "records/spf-record.h"

#define DEPTH_MAX        10u /* limits: depth of the look-ahead */
#define ASKING_TERMS_MAX 60u /* of one record: six times what a receiver evaluates */
#define NAMES_MAX        400u /* of one walk; the check's own share of questions is spent long before */
#define FINDINGS_MAX     20u
#define VOIDS_NAMED_MAX  10u
#define CITED_MAX        20u /* answers that one finding cites */

/* The walk at work. */
typedef struct
{
  HatoAnswers *answers;
  HatoSpfTree *out;
  const char *path[DEPTH_MAX + 1]; /* the domains from the root to here: who includes himself? */
  const HatoSpfRecord *record;     /* (nullable): the term that is being walked: its record … */
  gsize start;                     /* … and its place there */
  gsize end;
  GHashTable *names; /* (owned): set of names that were looked up */
  GHashTable *
      costs; /* (owned): name → look-ups that its record costs: one that is met again is not walked again */
  gboolean cut; /* there is more than was walked */
  gboolean pending;
} Walk;

static void walk_record (Walk *self, const char *domain, guint depth, HatoTree *node);

/* NULL = pending, or a name that nobody can be asked for, or one too many. */
static const HatoEvidence *
look_up (Walk *self, const char *name, guint16 type)
{
  const HatoEvidence *evidence;

  if (!hato_domain_name_is_askable (name))
    return NULL;
  if (!g_hash_table_contains (self->names, name))
    g_hash_table_add (self->names, g_strdup (name));
  if (g_hash_table_size (self->names) > NAMES_MAX)
    {
      self->cut = TRUE;
      return NULL;
    }
  evidence = hato_look_up (self->answers, name, type);
  if (evidence == NULL)
    self->pending = TRUE;
  return evidence;
}

static gboolean
is_negative (const HatoEvidence *evidence)
{
  HatoOutcome outcome = hato_evidence_get_outcome (evidence);

  return outcome == HATO_OUTCOME_NODATA || outcome == HATO_OUTCOME_NXDOMAIN;
}

/* Whether it has been said of @name already: a record may be included in several places. */
static gboolean
is_known (const Walk *self, const char *code, const char *name)
{
  const GPtrArray *findings = self->out->findings;

  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->code, code) == 0
          && g_strcmp0 (hato_finding_get_argument (finding, "name"), name) == 0)
        return TRUE;
    }
  return findings->len >= FINDINGS_MAX;
}

/* Shows the record that holds the term, with the term marked. A record whose terms were read is ASCII, so that offsets
 * are the same in the excerpt. */
static void
show_term (const Walk *self, HatoFinding *finding)
{
  HatoExcerpt *excerpt;

  if (self->record == NULL)
    return;

  excerpt = hato_excerpt_new (self->record->text, self->record->size);
  hato_excerpt_add_mark (excerpt, self->start, self->end, finding->code);
  hato_finding_take_excerpt (finding, excerpt);
}

static void
add_finding (Walk *self,
             const char *code,
             const char *name,
             const char *term,
             const HatoEvidence *evidence,
             const HatoEvidence *second)
{
  HatoFinding *finding;

  if (is_known (self, code, name))
    return;

  finding = hato_finding_new_usual (code, self->path[0]);
  show_term (self, finding);
  hato_finding_add_argument (finding, "name", name);
  hato_finding_add_argument (finding, "term", term);
  hato_finding_cite (finding, evidence);
  hato_finding_cite (finding, second);
  g_ptr_array_add (self->out->findings, finding);
}

/* What is missing for one reason is one thing that could not be checked, however many names there are. */
static HatoFinding *
find_unchecked (const Walk *self, const char *reason)
{
  for (guint i = 0; i < self->out->findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (self->out->findings, i);

      if (finding->level == HATO_LEVEL_UNCHECKED
          && g_strcmp0 (hato_finding_get_argument (finding, "reason"), reason) == 0)
        return finding;
    }
  return NULL;
}

static void
add_unchecked (Walk *self,
               HatoTree *node,
               const char *reason,
               const HatoEvidence *evidence,
               const HatoEvidence *second)
{
  HatoFinding *finding;

  node->level = HATO_LEVEL_UNCHECKED;
  finding = find_unchecked (self, reason);
  if (finding == NULL)
    {
      finding = hato_finding_new_unchecked ("spf", reason, self->path[0]);
      hato_finding_add_argument (finding, "name", evidence->question->name);
      g_ptr_array_add (self->out->findings, finding);
    }
  if (finding->evidence->len < CITED_MAX)
    {
      hato_finding_cite (finding, evidence);
      hato_finding_cite (finding, second);
    }
}

/* A record that an include or redirect needs and that is not there: a permanent error (RFC 7208 §5.2, §6.1). */
static void
add_dead_end (Walk *self, HatoTree *node, const HatoEvidence *evidence, gboolean redirect)
{
  const char *name = evidence->question->name;
  const HatoEvidence *second;
  const char *code = redirect ? "spf.redirect_no_spf"
                     : hato_evidence_get_outcome (evidence) == HATO_OUTCOME_NXDOMAIN
                         ? "spf.include_nxdomain"
                         : "spf.include_no_spf";

  switch (hato_look_again (self->answers, evidence, &second))
    {
    case HATO_SURE_PENDING:
      self->pending = TRUE;
      break;
    case HATO_SURE_CONFIRMED:
      node->level = HATO_LEVEL_PROBLEM;
      add_finding (self, code, name, node->label, evidence, second);
      break;
    case HATO_SURE_DIFFERENT:
    default:
      add_unchecked (self, node, hato_sure_get_reason (second), evidence, second);
      break;
    }
}

/* Whether there is just one record, and its grammar is right. */
static gboolean
is_usable (const HatoEvidence *evidence)
{
  const HatoSpfTxt *txt = hato_spf_txt_get (evidence);

  return txt->n_records == 1 && txt->record->valid;
}

/* What an include or a redirect leads to. */
static void
follow (Walk *self, HatoTree *node, const char *name, guint depth, gboolean redirect)
{
  const HatoEvidence *evidence;
  gpointer cost;
  guint before;

  for (guint i = 0; i <= depth; i++)
    if (strcmp (self->path[i], name) == 0)
      {
        node->level = HATO_LEVEL_PROBLEM;
        add_finding (self, "spf.include_loop", name, node->label,
                     hato_look_up (self->answers, name, HATO_DNS_TXT), NULL);
        return;
      }
  if (depth + 1 > DEPTH_MAX)
    {
      self->cut = TRUE;
      node->level = HATO_LEVEL_UNCHECKED;
      return;
    }
  if (!hato_domain_name_is_askable (name)) /* §4.3: such a name has no record */
    {
      node->level = HATO_LEVEL_PROBLEM;
      add_finding (self, redirect ? "spf.redirect_no_spf" : "spf.include_no_spf", name, node->label,
                   NULL, NULL);
      return;
    }
  evidence = look_up (self, name, HATO_DNS_TXT);
  if (evidence == NULL)
    return;
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    {
      add_unchecked (self, node, hato_evidence_get_reason (evidence), evidence, NULL);
      return;
    }
  if (is_negative (evidence) || hato_spf_txt_get (evidence)->n_records == 0)
    {
      add_dead_end (self, node, evidence, redirect);
      return;
    }
  if (!is_usable (evidence)) /* §4.5, §4.6: the whole evaluation ends in a permanent error */
    {
      node->level = HATO_LEVEL_PROBLEM;
      add_finding (self, "spf.include_broken", name, node->label, evidence, NULL);
    }
  g_ptr_array_add (self->out->sources, (gpointer) evidence);
  if (g_hash_table_lookup_extended (self->costs, name, NULL, &cost))
    {
      self->out->lookups += GPOINTER_TO_UINT (cost);
      return;
    }
  before = self->out->lookups;
  self->path[depth + 1] = name;
  walk_record (self, name, depth + 1, node);
  g_hash_table_insert (self->costs, g_strdup (name),
                       GUINT_TO_POINTER (self->out->lookups - before));
}

/* A look-up that finds nothing (§4.6.4). */
static void
count_void (Walk *self, HatoTree *node, const HatoEvidence *evidence)
{
  g_ptr_array_add (self->out->voids, (gpointer) evidence);
  node->level = MIN (node->level, HATO_LEVEL_CAUTION);
}

/* The answer of the look-up that a term is made for. FALSE where nothing was found out. */
static gboolean
is_answered (Walk *self, HatoTree *node, const HatoEvidence *evidence)
{
  if (evidence == NULL)
    return FALSE;
  if (hato_evidence_get_outcome (evidence) != HATO_OUTCOME_FAILED)
    return TRUE;

  add_unchecked (self, node, hato_evidence_get_reason (evidence), evidence, NULL);
  return FALSE;
}

/* A sender of either family finds nothing at a name that has no address at all. */
static void
walk_a (Walk *self, HatoTree *node, const char *name)
{
  const HatoEvidence *a = look_up (self, name, HATO_DNS_A);
  const HatoEvidence *aaaa = look_up (self, name, HATO_DNS_AAAA);

  if (is_answered (self, node, a) && is_negative (a) && aaaa != NULL && is_negative (aaaa))
    count_void (self, node, a);
}

/* The addresses of the hosts do not count against the ten terms; there may be ten hosts (§4.6.4). */
static void
walk_mx (Walk *self, HatoTree *node, const char *name)
{
  const HatoEvidence *mx = look_up (self, name, HATO_DNS_MX);

  if (!is_answered (self, node, mx))
    return;

  if (is_negative (mx))
    count_void (self, node, mx);
  if (mx->records->len > HATO_SPF_HOSTS_MAX)
    {
      HatoFinding *finding = hato_finding_new_usual ("spf.too_many_lookups", self->path[0]);

      node->level = HATO_LEVEL_PROBLEM;
      hato_finding_add_number (finding, "count", mx->records->len);
      hato_finding_add_number (finding, "limit", HATO_SPF_HOSTS_MAX);
      show_term (self, finding);
      hato_finding_add_argument (finding, "name", name);
      hato_finding_add_argument (finding, "term", node->label);
      hato_finding_cite (finding, mx);
      g_ptr_array_add (self->out->findings, finding);
    }
  for (guint i = 0; i < MIN (mx->records->len, HATO_SPF_HOSTS_MAX); i++)
    {
      const char *host = ((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target;

      look_up (self, host, HATO_DNS_A);
      look_up (self, host, HATO_DNS_AAAA);
    }
}

static void
walk_exists (Walk *self, HatoTree *node, const char *name)
{
  const HatoEvidence *a = look_up (self, name, HATO_DNS_A);

  if (is_answered (self, node, a) && is_negative (a))
    count_void (self, node, a);
}

static HatoTree *
add_node (Walk *self, HatoTree *parent, const HatoSpfRecord *record, gsize start, gsize end)
{
  g_autofree char *label = g_strndup (record->text + start, end - start);
  HatoTree *node = hato_tree_new (label);

  self->record = record;
  self->start = start;
  self->end = end;
  g_ptr_array_add (parent->children, node);
  return node;
}

/* Whether the term costs a look-up (§4.6.4). */
static gboolean
asks (const HatoSpfTerm *term)
{
  return term->mechanism != HATO_SPF_ALL && term->mechanism != HATO_SPF_IP4
         && term->mechanism != HATO_SPF_IP6;
}

static void
walk_term (Walk *self,
           const HatoSpfRecord *record,
           const HatoSpfTerm *term,
           const char *domain,
           guint depth,
           HatoTree *parent)
{
  HatoTree *node = add_node (self, parent, record, term->start, term->end);
  const char *name = term->domain.text != NULL ? term->domain.text : domain;
  guint before = self->out->lookups;

  if (!asks (term))
    return;

  self->out->lookups++;     /* §4.6.4 */
  if (!term->domain.macros) /* what a macro makes of itself depends on the mail */
    switch ((int) term->mechanism)
      {
      case HATO_SPF_INCLUDE:
        follow (self, node, name, depth, FALSE);
        break;
      case HATO_SPF_A:
        walk_a (self, node, name);
        break;
      case HATO_SPF_MX:
        walk_mx (self, node, name);
        break;
      case HATO_SPF_EXISTS:
        walk_exists (self, node, name);
        break;
      default:
        break;
      }
  node->cost = self->out->lookups - before;
}

/* The terms of the record at @domain become children of @node. */
static void
walk_record (Walk *self, const char *domain, guint depth, HatoTree *node)
{
  const HatoEvidence *evidence = look_up (self, domain, HATO_DNS_TXT);
  const HatoSpfRecord *record = evidence != NULL ? hato_spf_txt_get (evidence)->record : NULL;
  guint n_asking = 0;
  gboolean all = FALSE;

  if (record == NULL)
    return;
  if (!record->valid || hato_spf_txt_get (evidence)->n_records > 1)
    node->level = HATO_LEVEL_PROBLEM;

  for (guint i = 0; i < record->n_terms && !all; i++)
    {
      const HatoSpfTerm *term = &record->terms[i];

      if (asks (term) && n_asking++ >= ASKING_TERMS_MAX)
        {
          self->out->lookups++;
          continue;
        }
      walk_term (self, record, term, domain, depth, node);
      all = term->mechanism == HATO_SPF_ALL; /* what stands behind it is never reached (§5.1) */
    }
  if (record->redirect.text != NULL && !all)
    {
      HatoTree *redirect =
          add_node (self, node, record, record->redirect_start, record->redirect_end);
      guint before = self->out->lookups++;

      if (!record->redirect.macros)
        follow (self, redirect, record->redirect.text, depth, TRUE);
      redirect->cost = self->out->lookups - before;
    }
}

/* Too many look-ups that find nothing are a fault, so each of them is asked once more. */
static void
confirm_voids (Walk *self)
{
  guint n_confirmed = 0;
  const HatoEvidence *first = NULL, *other = NULL;

  for (guint i = 0; i < self->out->voids->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (self->out->voids, i), *second;

      switch (hato_look_again (self->answers, evidence, &second))
        {
        case HATO_SURE_PENDING:
          self->pending = TRUE;
          break;
        case HATO_SURE_CONFIRMED:
          n_confirmed++;
          break;
        case HATO_SURE_DIFFERENT:
        default:
          first = evidence;
          other = second;
          break;
        }
    }
  self->out->void_lookups = n_confirmed;
  if (!self->pending && n_confirmed <= HATO_SPF_VOID_LOOKUPS_MAX && first != NULL)
    add_unchecked (self, self->out->tree, hato_sure_get_reason (other), first, other);
}

/**
 * hato_spf_tree_walk:
 * @domain: folded; its TXT answer is there and has one SPF record
 * @self: (out caller-allocates): to be cleared in any case
 *
 * Walks all that the record leads to, as deep as it goes, and counts what each term costs (RFC 7208 §4.6.4).
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_spf_tree_walk (const char *domain, HatoAnswers *answers, HatoSpfTree *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) costs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk walk = {
    .answers = answers, .out = self, .path = { domain }, .names = names, .costs = costs
  };

  memset (self, 0, sizeof *self);
  self->voids = g_ptr_array_new ();
  self->sources = g_ptr_array_new ();
  self->tree = hato_tree_new (domain);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  walk_record (&walk, domain, 0, self->tree);
  self->tree->cost = self->lookups;
  if (walk.cut && self->lookups <= HATO_SPF_LOOKUPS_MAX)
    g_ptr_array_add (self->findings, hato_finding_new_unchecked ("spf", "budget", domain));
  self->void_lookups = self->voids->len;
  if (!walk.pending && self->void_lookups > HATO_SPF_VOID_LOOKUPS_MAX)
    confirm_voids (&walk);
  return !walk.pending;
}

/**
 * hato_spf_name_voids:
 * @voids: (element-type HatoEvidence): answers that nothing is there
 *
 * Says on a finding about void look-ups (RFC 7208 §4.6.4) which names they were, and cites them.
 */
void
hato_spf_name_voids (HatoFinding *finding, const GPtrArray *voids)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *valid = NULL;

  for (guint i = 0; i < voids->len && i < VOIDS_NAMED_MAX; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (voids, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", evidence->question->name);
      hato_finding_cite (finding, evidence);
    }
  valid = g_utf8_make_valid (names->str, -1); /* macros make names of any bytes */
  hato_finding_add_argument (finding, "names", valid);
}

/** hato_spf_tree_clear: frees what the walk found. */
void
hato_spf_tree_clear (HatoSpfTree *self)
{
  g_clear_pointer (&self->tree, hato_tree_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->voids, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
}
