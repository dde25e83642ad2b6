/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/spf-where.h"

#include <string.h>

/* The last step at @depth among those from @start to before @end; @end = there is none. */
static guint
find_last (const GPtrArray *trace, guint start, guint end, guint depth)
{
  for (guint i = end; i > start; i--)
    {
      const HatoSpfStep *step = g_ptr_array_index (trace, i - 1);

      if (step->depth == depth)
        return i - 1;
    }
  return end;
}

static HatoTree *
find_child (const HatoTree *tree, const char *label)
{
  for (guint i = 0; i < tree->children->len; i++)
    {
      HatoTree *child = g_ptr_array_index (tree->children, i);

      if (strcmp (child->label, label) == 0)
        return child;
    }
  return NULL;
}

static void
add_address (HatoTree *node, const char *address)
{
  char *matched =
      node->matched != NULL ? g_strconcat (node->matched, "\n", address, NULL) : g_strdup (address);

  g_free (node->matched);
  node->matched = matched;
}

/**
 * hato_spf_where_mark:
 * @tree: of the same record, as hato_spf_tree_walk () made it
 * @evaluation: with its trace
 * @address: whose evaluation it is
 *
 * Marks the terms, from the record down, that decide about @address (RFC 7208 §4.6.2: the first match). The steps of
 * an include stand before it in the trace, those of a redirect behind it.
 */
void
hato_spf_where_mark (HatoTree *tree, const HatoSpfEvaluation *evaluation, const char *address)
{
  const GPtrArray *trace = evaluation->trace;
  guint start = 0, end = trace != NULL ? trace->len : 0;

  for (guint depth = 0; start < end; depth++)
    {
      guint last = find_last (trace, start, end, depth);
      const HatoSpfStep *step = last < end ? g_ptr_array_index (trace, last) : NULL;
      gboolean redirects = step != NULL && strcmp (step->outcome, "redirect") == 0;

      if (step == NULL || (!redirects && strcmp (step->outcome, "match") != 0))
        return;
      tree = find_child (tree, step->term);
      if (tree == NULL)
        return;

      add_address (tree, address);
      if (redirects)
        start = last + 1;
      else
        {
          guint before = find_last (trace, start, last, depth);

          start = before < last ? before + 1 : start;
          end = last;
        }
    }
}
