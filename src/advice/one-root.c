/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/one-root.h"

/* What says of an answer itself that it is not the whole truth; with it stands and falls what was read in that answer. The
 * arguments "name" and "type" tell which answer it is. */
static const char *const roots[] = { "dns.servers_disagree", "dns.cached_copy", NULL };

static gboolean
rests_on (const HatoFinding *finding, const char *name, const char *type)
{
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (finding->evidence, i);
      const HatoQuestion *question = evidence->question;

      if (question->kind == HATO_QUESTION_DNS && g_strcmp0 (question->name, name) == 0
          && g_strcmp0 (hato_dns_type_to_string (question->type), type) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * hato_one_root_find:
 * @checkup: of the domain
 * @finding: one of its findings
 *
 * Several findings of one root are one fault, and the most telling of them tells it (contract.md, rule 10): where the name
 * servers disagree about a record, or the line still has the copy of before, "it is missing" is no truth of its own.
 *
 * Returns: (transfer none) (nullable): the finding that tells more than @finding
 */
const HatoFinding *
hato_one_root_find (const HatoCheckup *checkup, const HatoFinding *finding)
{
  if (finding->level > HATO_LEVEL_CAUTION || g_strv_contains (roots, finding->code))
    return NULL;

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *root = g_ptr_array_index (checkup->findings, i);

      if (g_strv_contains (roots, root->code)
          && rests_on (finding, hato_finding_get_argument (root, "name"),
                       hato_finding_get_argument (root, "type")))
        return root;
    }
  return NULL;
}
