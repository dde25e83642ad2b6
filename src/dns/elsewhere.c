/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/elsewhere.h"

#include <string.h>

#include "dns/authority.h"

#define LABELS_MIN  3u /* a host of a company; what has fewer is the company's own domain */
#define SPF_VERSION "v=spf1"

/* The company that takes the domain's mail, where it is known and is not the one that keeps its settings. */
static const HatoProvider *
find_other_company (const HatoProviderList *providers,
                    const HatoEvidence *mx,
                    const HatoEvidence *name_servers)
{
  const HatoDnsRecord *first;
  const HatoProvider *mail;

  if (mx->records->len == 0 || name_servers->records->len == 0)
    return NULL;

  first = g_ptr_array_index (mx->records, 0);
  mail = hato_provider_list_find (providers, HATO_PROVIDER_BY_MX, first->target);
  for (guint i = 0; mail != NULL && i < name_servers->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (name_servers->records, i);

      if (hato_provider_list_find (providers, HATO_PROVIDER_BY_NAME_SERVER, record->target) == mail)
        return NULL;
    }
  return mail;
}

/* A name server of the company that can be asked: the catalogue has hosts beside whole domains. */
static const char *
find_server (const HatoProvider *company)
{
  const GStrv names = company->suffixes[HATO_PROVIDER_BY_NAME_SERVER];

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      guint labels = 1;

      for (const char *at = names[i]; *at != '\0'; at++)
        labels += *at == '.' ? 1 : 0;
      if (labels >= LABELS_MIN)
        return names[i];
    }
  return NULL;
}

static gboolean
has_text (const HatoEvidence *evidence, const HatoDnsRecord *wanted)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);

      if (record->size == wanted->size && memcmp (record->bytes, wanted->bytes, wanted->size) == 0)
        return TRUE;
    }
  return FALSE;
}

/* An SPF record that stands at the other company alone. */
static const HatoDnsRecord *
find_unseen (const HatoEvidence *there, const HatoEvidence *here)
{
  for (guint i = 0; i < there->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (there->records, i);

      if (record->size >= strlen (SPF_VERSION)
          && g_ascii_strncasecmp ((const char *) record->bytes, SPF_VERSION, strlen (SPF_VERSION))
                 == 0
          && !has_text (here, record))
        return record;
    }
  return NULL;
}

static void
tell (const HatoSubject *subject,
      const HatoAuthority *server,
      const HatoEvidence *name_servers,
      const HatoEvidence *there,
      const HatoEvidence *here,
      GPtrArray *findings)
{
  HatoFinding *finding = hato_finding_new_usual ("dns.edited_elsewhere", subject->domain);
  const HatoDnsRecord *first = g_ptr_array_index (name_servers->records, 0);

  hato_finding_add_argument (finding, "name", server->name);
  hato_finding_add_argument (finding, "host", first->target);
  hato_finding_cite (finding, there);
  hato_finding_cite (finding, here);
  hato_finding_cite (finding, name_servers);
  g_ptr_array_add (findings, finding);
}

/* What the other company's server says of the domain; FALSE while it is pending. Its silence, or that it does not know the
 * domain, is nothing to tell. */
static gboolean
judge_server (const HatoSubject *subject,
              HatoAuthority *server,
              gboolean allow_private,
              HatoAnswers *answers,
              GPtrArray *findings)
{
  const HatoEvidence *name_servers = hato_look_up (answers, subject->domain, HATO_DNS_NS);
  const HatoEvidence *here = hato_look_up (answers, subject->domain, HATO_DNS_TXT);
  const HatoEvidence *there;

  hato_authority_find (server, subject->domain, allow_private, answers);
  if (server->state == HATO_AUTHORITY_PENDING || here == NULL)
    return FALSE;
  if (server->state != HATO_AUTHORITY_GOOD)
    return TRUE;

  there = hato_authority_look_up (server, answers, subject->domain, HATO_DNS_TXT);
  if (there == NULL)
    return FALSE;

  if (hato_evidence_get_outcome (here) != HATO_OUTCOME_FAILED && find_unseen (there, here) != NULL)
    tell (subject, server, name_servers, there, here, findings);
  return TRUE;
}

/**
 * hato_elsewhere_judge:
 * @providers: (nullable)
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Whether somebody entered the mail settings at the company that takes the mail, while those of the domain are read at
 * another: the first one's name server then answers for a domain that is not delegated to it (RFC 1034 §4.2.2).
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_elsewhere_judge (const HatoSubject *subject,
                      const HatoProviderList *providers,
                      gboolean allow_private,
                      HatoAnswers *answers,
                      GPtrArray *findings)
{
  const HatoEvidence *mx = hato_look_up (answers, subject->domain, HATO_DNS_MX);
  const HatoEvidence *name_servers = hato_look_up (answers, subject->domain, HATO_DNS_NS);
  const HatoProvider *company;
  HatoAuthority server = { NULL };
  gboolean settled = TRUE;

  if (mx == NULL || name_servers == NULL)
    return FALSE;

  company = providers != NULL ? find_other_company (providers, mx, name_servers) : NULL;
  server.name = company != NULL ? find_server (company) : NULL;
  if (server.name != NULL)
    settled = judge_server (subject, &server, allow_private, answers, findings);
  hato_authority_clear (&server);
  return settled;
}
