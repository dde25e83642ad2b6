/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the company that keeps the mail may send it too: after a move the old host is often the only one in the list, and a
 * host's own line often names its relays, which a line made by hand forgets. */
#include "config.h"

#include "dns/spf-mailhost.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/spf-senders.h"
#include "records/spf-record.h"

#define NAMES_MAX 2u /* names of one company whose records are read */
#define DEPTH_MAX 3u /* includes that are followed to an address of it */

/* A company and the host by which it was recognised. */
typedef struct
{
  const HatoProvider *provider; /* (nullable) */
  const char *host;
  const HatoEvidence *evidence;
} Company;

static gboolean
is_of (const HatoProvider *provider, const char *name)
{
  for (gsize i = 0; provider->suffixes[HATO_PROVIDER_BY_SPF][i] != NULL; i++)
    {
      const char *suffix = provider->suffixes[HATO_PROVIDER_BY_SPF][i];

      if (g_ascii_strcasecmp (name, suffix) == 0 || hato_domain_name_is_below (name, suffix))
        return TRUE;
    }
  return FALSE;
}

/* Whether a term of the tree refers to the company's own list. */
static gboolean
refers_to (const HatoTree *tree, const HatoProvider *provider)
{
  const char *name = strpbrk (tree->label, ":=");
  gboolean refers = name != NULL && is_of (provider, name + 1);

  for (guint i = 0; i < tree->children->len && !refers; i++)
    refers = refers_to (g_ptr_array_index (tree->children, i), provider);
  return refers;
}

/* Whether the list names a company that sends or filters for others: then mail need not leave from where it is kept. */
static gboolean
names_service (const HatoTree *tree, HatoProviderList *providers)
{
  const char *name = strpbrk (tree->label, ":=");
  const HatoProvider *provider =
      name != NULL ? hato_provider_list_find (providers, HATO_PROVIDER_BY_SPF, name + 1) : NULL;
  gboolean names = provider != NULL
                   && (hato_provider_is (provider, "sender") || hato_provider_is (provider, "relay")
                       || hato_provider_is (provider, "gateway"));

  for (guint i = 0; i < tree->children->len && !names; i++)
    names = names_service (g_ptr_array_index (tree->children, i), providers);
  return names;
}

/* Companies that keep mailboxes; a gateway that only receives, or one that only sends, need not be in the list. */
static gboolean
keeps_mail (const HatoProvider *provider)
{
  return provider != NULL && provider->suffixes[HATO_PROVIDER_BY_SPF] != NULL
         && provider->suffixes[HATO_PROVIDER_BY_SPF][0] != NULL
         && (hato_provider_is (provider, "saas") || hato_provider_is (provider, "hosting")
             || hato_provider_is (provider, "mail"));
}

/* The company of the first MX. FALSE = pending. */
static gboolean
find_by_mx (const HatoSubject *subject,
            HatoProviderList *providers,
            HatoAnswers *answers,
            Company *company)
{
  const HatoEvidence *mx = hato_look_up (answers, subject->domain, HATO_DNS_MX);
  const HatoDnsRecord *first = NULL;

  if (mx == NULL)
    return FALSE;

  for (guint i = 0; i < mx->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (mx->records, i);

      if (first == NULL || record->preference < first->preference)
        first = record;
    }
  if (first != NULL)
    *company = (Company){ hato_provider_list_find (providers, HATO_PROVIDER_BY_MX, first->target),
                          first->target, mx };
  return TRUE;
}

/* The company of a host that the record itself names by a: "+a:sv123.xserver.jp". */
static void
find_by_terms (const HatoEvidence *txt, HatoProviderList *providers, Company *company)
{
  const HatoSpfRecord *record = hato_spf_txt_get (txt)->record;

  for (guint i = 0; i < record->n_terms && !keeps_mail (company->provider); i++)
    {
      const HatoSpfTerm *term = &record->terms[i];

      if (term->mechanism == HATO_SPF_A && term->domain.text != NULL && !term->domain.macros)
        *company =
            (Company){ hato_provider_list_find (providers, HATO_PROVIDER_BY_SPF, term->domain.text),
                       term->domain.text, txt };
    }
}

/* Whether the record lets anybody send at all. */
static gboolean
allows_any (const HatoSpfRecord *record)
{
  for (guint i = 0; i < record->n_terms; i++)
    if (record->terms[i].qualifier == HATO_SPF_QUALIFIER_PASS)
      return TRUE;

  return record->redirect.text != NULL;
}

/* An address from which the company sends, as its own list has it. @ip->size 0 = none was found. FALSE = pending. */
static gboolean
find_address (const char *name, guint depth, HatoAnswers *answers, HatoAddress *ip)
{
  const HatoEvidence *evidence =
      hato_domain_name_is_askable (name) ? hato_look_up (answers, name, HATO_DNS_TXT) : NULL;
  const HatoSpfRecord *record = evidence != NULL ? hato_spf_txt_get (evidence)->record : NULL;

  if (evidence == NULL)
    return !hato_domain_name_is_askable (name);

  for (guint i = 0; record != NULL && i < record->n_terms && ip->size == 0; i++)
    {
      const HatoSpfTerm *term = &record->terms[i];

      if (term->qualifier != HATO_SPF_QUALIFIER_PASS)
        continue;
      if (term->mechanism == HATO_SPF_IP4)
        {
          ip->size = 4;
          memcpy (ip->bytes, term->network, ip->size);
        }
      else if (term->mechanism == HATO_SPF_INCLUDE && !term->domain.macros && depth < DEPTH_MAX
               && !find_address (term->domain.text, depth + 1, answers, ip))
        return FALSE;
    }
  return TRUE;
}

static void
add_finding (const HatoSubject *subject,
             const Company *company,
             const char *name,
             const HatoAddress *ip,
             HatoSpfResult result,
             gboolean senders_pass,
             const HatoEvidence *txt,
             GPtrArray *findings)
{
  const HatoSpfRecord *record = hato_spf_txt_get (txt)->record;
  gboolean saas = hato_provider_is (company->provider, "saas");
  g_autofree char *text = hato_address_to_string (ip);
  HatoFinding *finding =
      saas && senders_pass
          ? hato_finding_new ("spf.mailhost_not_covered", HATO_LEVEL_CAUTION, subject->domain)
          : hato_finding_new_usual (saas ? "spf.mailhost_not_covered" : "spf.relay_include_missing",
                                    subject->domain);

  hato_finding_add_argument (finding, "host", company->host);
  hato_finding_add_argument (finding, "name", name);
  hato_finding_add_argument (finding, "ip", text);
  hato_finding_add_argument (finding, "result", hato_spf_result_to_string (result));
  hato_finding_take_excerpt (finding, hato_excerpt_new (record->text, record->size));
  hato_finding_cite (finding, txt);
  hato_finding_cite (finding, company->evidence);
  g_ptr_array_add (findings, finding);
}

/**
 * hato_spf_mailhost_judge:
 * @txt: the answer that holds the record
 * @tree: the walk through it
 * @providers: (nullable)
 * @senders_pass: whether addresses were given from which mail is sent, and all of them pass: the company does not send it
 * @findings: (element-type HatoFinding): where it goes
 *
 * Judges whether an address of the company that keeps the domain's mail would pass. Companies that do not publish a list of
 * their own are not judged.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_spf_mailhost_judge (const HatoSubject *subject,
                         const HatoEvidence *txt,
                         const HatoSpfTree *tree,
                         HatoProviderList *providers,
                         gboolean senders_pass,
                         HatoAnswers *answers,
                         GPtrArray *findings)
{
  Company company = { NULL, NULL, NULL };
  const HatoSpfRecord *record = hato_spf_txt_get (txt)->record;

  if (providers == NULL || !record->valid || !allows_any (record))
    return TRUE;
  if (!find_by_mx (subject, providers, answers, &company))
    return FALSE;
  if (!keeps_mail (company.provider))
    find_by_terms (txt, providers, &company);
  if (!keeps_mail (company.provider) || refers_to (tree->tree, company.provider)
      || (hato_provider_is (company.provider, "saas") && names_service (tree->tree, providers)))
    return TRUE;

  for (gsize i = 0; i < NAMES_MAX && company.provider->suffixes[HATO_PROVIDER_BY_SPF][i] != NULL;
       i++)
    {
      const char *name = company.provider->suffixes[HATO_PROVIDER_BY_SPF][i];
      HatoAddress ip = { .size = 0 };
      HatoSpfResult result;

      if (!find_address (name, 0, answers, &ip))
        return FALSE;
      if (ip.size == 0)
        continue;
      if (!hato_spf_senders_evaluate (subject, &ip, answers, &result))
        return FALSE;
      if (result == HATO_SPF_FAIL || result == HATO_SPF_SOFTFAIL || result == HATO_SPF_NEUTRAL)
        add_finding (subject, &company, name, &ip, result, senders_pass, txt, findings);
      return TRUE;
    }
  return TRUE;
}
