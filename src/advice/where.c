/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/where.h"

#include <string.h>

#define LABELS_UP_MAX 10u /* from the domain towards the root */

/* The answer that names the name servers of @name. */
static const HatoEvidence *
find_name_servers (const HatoCheckup *checkup, const char *name)
{
  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (evidence->question->kind == HATO_QUESTION_DNS && evidence->question->type == HATO_DNS_NS
          && evidence->question->server == NULL && evidence->records->len > 0
          && strcmp (evidence->question->name, name) == 0)
        return evidence;
    }
  return NULL;
}

/* Of the domain, or of the nearest name above it that has some: a domain that is part of another's zone. */
static const HatoEvidence *
find_nearest (const HatoCheckup *checkup)
{
  const char *name = checkup->subject->domain;

  for (guint i = 0; i < LABELS_UP_MAX && name != NULL; i++)
    {
      const HatoEvidence *evidence = find_name_servers (checkup, name);

      if (evidence != NULL)
        return evidence;
      name = strchr (name, '.');
      name = name != NULL ? name + 1 : NULL;
    }
  return NULL;
}

/* How long others may keep what they were told: the longest of what the finding rests on (RFC 2308 §5 for what is not
 * there). */
static guint32
find_ttl (const HatoFinding *finding)
{
  guint32 ttl = 0;

  for (guint i = 0; finding != NULL && i < finding->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (finding->evidence, i);

      if (evidence->question->kind == HATO_QUESTION_DNS
          && hato_evidence_get_outcome (evidence) != HATO_OUTCOME_FAILED)
        ttl = MAX (ttl, evidence->ttl);
    }
  return ttl;
}

/**
 * hato_where_find:
 * @where: (out caller-allocates)
 *
 * Where the owner has to go to change what the headline of @shown speaks of, as far as the evidence carries it.
 */
void
hato_where_find (const HatoCase *shown, const HatoProviderList *providers, HatoWhere *where)
{
  const HatoEvidence *servers = find_nearest (shown->checkup);

  *where = (HatoWhere){ .evidence = servers,
                        .zone = servers != NULL ? servers->question->name : NULL,
                        .ttl = find_ttl (shown->leading) };
  for (guint i = 0; servers != NULL && i < servers->records->len && where->provider == NULL; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (servers->records, i);

      where->name_server = where->name_server != NULL ? where->name_server : record->target;
      where->provider =
          hato_provider_list_find (providers, HATO_PROVIDER_BY_NAME_SERVER, record->target);
    }
}
