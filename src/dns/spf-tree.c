/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/spf-tree.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/spf-eval.h"
#include "records/spf-record.h"

#define DEPTH_MAX    10u /* limits: depth of the look-ahead */
#define NODES_MAX    400u
#define MX_HOSTS_MAX 10u

/* The walk at work. */
typedef struct
{
  HatoAnswers *answers;
  HatoSpfTree *out;
  const char *path[DEPTH_MAX + 1]; /* the domains from the root to here: who includes himself? */
  guint n_nodes;
  gboolean pending;
} Walk;

static void walk_record (Walk *self, const char *domain, guint depth, HatoTree *node);

static const HatoEvidence *
look_up (Walk *self, const char *name, guint16 type)
{
  const HatoEvidence *evidence =
      hato_domain_name_is_askable (name) ? hato_look_up (self->answers, name, type) : NULL;

  if (evidence == NULL && hato_domain_name_is_askable (name))
    self->pending = TRUE;
  return evidence;
}

static gboolean
is_negative (const HatoEvidence *evidence)
{
  HatoOutcome outcome = hato_evidence_get_outcome (evidence);

  return outcome == HATO_OUTCOME_NODATA || outcome == HATO_OUTCOME_NXDOMAIN;
}

static void
add_finding (Walk *self,
             const char *code,
             const char *name,
             const char *term,
             const HatoEvidence *evidence,
             const HatoEvidence *second)
{
  HatoFinding *finding = hato_finding_new_usual (code, self->path[0]);

  hato_finding_add_argument (finding, "name", name);
  hato_finding_add_argument (finding, "term", term);
  hato_finding_cite (finding, evidence);
  hato_finding_cite (finding, second);
  g_ptr_array_add (self->out->findings, finding);
}

/* A record that an include or redirect needs and that is not there: a permanent error (RFC 7208 §5.2, §6.1). */
static void
add_dead_end (Walk *self, HatoTree *node, const HatoEvidence *evidence, gboolean redirect)
{
  const char *name = evidence->question->name;
  const HatoEvidence *second;
  HatoFinding *finding;
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
      node->level = HATO_LEVEL_UNCHECKED;
      finding = hato_finding_new_unchecked ("spf", "answers_differ", self->path[0]);
      hato_finding_add_argument (finding, "name", name);
      hato_finding_cite (finding, evidence);
      hato_finding_cite (finding, second);
      g_ptr_array_add (self->out->findings, finding);
      break;
    }
}

/* What an include or a redirect leads to. */
static void
follow (Walk *self, HatoTree *node, const char *name, guint depth, gboolean redirect)
{
  const HatoEvidence *evidence;
  HatoFinding *finding;

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
      node->level = HATO_LEVEL_UNCHECKED;
      return;
    }
  evidence = look_up (self, name, HATO_DNS_TXT);
  if (evidence == NULL)
    return;
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    {
      node->level = HATO_LEVEL_UNCHECKED;
      finding =
          hato_finding_new_unchecked ("spf", hato_evidence_get_reason (evidence), self->path[0]);
      hato_finding_add_argument (finding, "name", name);
      hato_finding_cite (finding, evidence);
      g_ptr_array_add (self->out->findings, finding);
      return;
    }
  if (is_negative (evidence) || hato_spf_txt_get (evidence)->n_records == 0)
    {
      add_dead_end (self, node, evidence, redirect);
      return;
    }
  self->path[depth + 1] = name;
  walk_record (self, name, depth + 1, node);
}

static void
count_void (Walk *self, HatoTree *node, gboolean negative)
{
  if (!negative)
    return;

  self->out->void_lookups++;
  node->level = MIN (node->level, HATO_LEVEL_CAUTION);
}

/* A sender finds nothing at a name that has neither kind of address: one void look-up, of its own family. */
static void
walk_addresses (Walk *self, HatoTree *node, const char *name, gboolean count)
{
  const HatoEvidence *a = look_up (self, name, HATO_DNS_A);
  const HatoEvidence *aaaa = look_up (self, name, HATO_DNS_AAAA);

  if (count && a != NULL && aaaa != NULL)
    count_void (self, node, is_negative (a) && is_negative (aaaa));
}

static void
walk_mx (Walk *self, HatoTree *node, const char *name)
{
  const HatoEvidence *mx = look_up (self, name, HATO_DNS_MX);

  if (mx == NULL)
    return;

  count_void (self, node, is_negative (mx));
  for (guint i = 0; i < MIN (mx->records->len, MX_HOSTS_MAX);
       i++) /* their addresses do not count against the ten */
    walk_addresses (self, node,
                    ((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target, FALSE);
}

static HatoTree *
add_node (Walk *self, HatoTree *parent, const HatoSpfRecord *record, gsize start, gsize end)
{
  g_autofree char *label = g_strndup (record->text + start, end - start);
  HatoTree *node = hato_tree_new (label);

  self->n_nodes++;
  g_ptr_array_add (parent->children, node);
  return node;
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

  if (term->mechanism == HATO_SPF_ALL || term->mechanism == HATO_SPF_IP4
      || term->mechanism == HATO_SPF_IP6)
    return;

  self->out->lookups++;     /* §4.6.4 */
  if (!term->domain.macros) /* what a macro makes of itself depends on the mail */
    switch ((int) term->mechanism)
      {
      case HATO_SPF_INCLUDE:
        follow (self, node, name, depth, FALSE);
        break;
      case HATO_SPF_A:
        walk_addresses (self, node, name, TRUE);
        break;
      case HATO_SPF_MX:
        walk_mx (self, node, name);
        break;
      case HATO_SPF_EXISTS:
        look_up (self, name, HATO_DNS_A);
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
  gboolean all = FALSE;

  if (record == NULL)
    return;
  if (!record->valid || hato_spf_txt_get (evidence)->n_records > 1)
    node->level = HATO_LEVEL_PROBLEM;

  for (guint i = 0; i < record->n_terms && !all && self->n_nodes < NODES_MAX; i++)
    {
      walk_term (self, record, &record->terms[i], domain, depth, node);
      all = record->terms[i].mechanism
            == HATO_SPF_ALL; /* what stands behind it is never reached (§5.1) */
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
  Walk walk = { .answers = answers, .out = self, .path = { domain } };

  memset (self, 0, sizeof *self);
  self->tree = hato_tree_new (domain);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  walk_record (&walk, domain, 0, self->tree);
  self->tree->cost = self->lookups;
  return !walk.pending;
}

/** hato_spf_tree_clear: frees what the walk found. */
void
hato_spf_tree_clear (HatoSpfTree *self)
{
  g_clear_pointer (&self->tree, hato_tree_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}
