/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is odd about a domain as a whole. */
#include "config.h"

#include "dns/domain-state.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/dnssec.h"

/* Name servers of a holding page, or a registrar's first ones: what is registered elsewhere has no effect. */
static gboolean
is_parked (const HatoEvidence *servers, const HatoProviderList *providers)
{
  for (guint i = 0; i < servers->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (servers->records, i);

      if (hato_provider_list_find (providers, HATO_PROVIDER_BY_PARKING, record->target) == NULL)
        return FALSE;
    }
  return servers->records->len > 0;
}

static void
add_finding (GPtrArray *findings,
             const char *code,
             const HatoSubject *subject,
             const char *name,
             const HatoEvidence *first,
             const HatoEvidence *second)
{
  HatoFinding *finding = hato_finding_new_usual (code, subject->domain);

  hato_finding_add_argument (finding, "name", name);
  hato_finding_cite (finding, first);
  hato_finding_cite (finding, second);
  g_ptr_array_add (findings, finding);
}

/* A text that says something about mail, and is not one of those that are right for names that send none. */
static gboolean
concerns_mail (const HatoDnsRecord *record)
{
  static const char *const versions[] = { "v=spf1", "v=dmarc1", "v=dkim1", "v=stsv1",
                                          "v=tlsrptv1" };
  g_autofree char *text = g_strndup ((const char *) record->bytes, record->size);

  if (strcmp (text, "v=spf1 -all") == 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    if (g_ascii_strncasecmp (text, versions[i], strlen (versions[i])) == 0)
      return TRUE;

  return FALSE;
}

/* RFC 4592: a text at every name that is not there. One on mail is taken for what should stand at that name; any other is
 * no fault. */
static void
judge_wildcard (const HatoSubject *subject, const HatoEvidence *txt, GPtrArray *findings)
{
  gboolean found = FALSE;

  for (guint i = 0; i < txt->records->len; i++)
    found = found || concerns_mail (g_ptr_array_index (txt->records, i));
  if (found)
    add_finding (findings, "dns.wildcard", subject, txt->question->name, txt, NULL);
}

/* RFC 1034 §3.6.2: where an alias stands, nothing else may. Servers then give the one or the other. */
static void
judge_alias (const HatoSubject *subject,
             const HatoEvidence *const *evidence,
             gsize n_evidence,
             GPtrArray *findings)
{
  const HatoEvidence *alias = NULL, *own = NULL;

  for (gsize i = 0; i < n_evidence; i++)
    if (evidence[i]->aliases->len > 0)
      alias = alias != NULL ? alias : evidence[i];
    else if (evidence[i]->records->len > 0)
      own = own != NULL ? own : evidence[i];
  if (alias != NULL && own != NULL)
    add_finding (findings, "dns.cname_and_txt", subject,
                 ((const HatoDnsRecord *) g_ptr_array_index (alias->aliases, 0))->target, alias,
                 own);
}

/* What else is asked about a domain, all with the first questions. NULL = pending, or not askable. */
typedef struct
{
  const HatoEvidence *soa;
  const HatoEvidence *servers;
  const HatoEvidence *txt;
  const HatoEvidence *mx;
  const HatoEvidence *caa;
  const HatoEvidence *ds;
  const HatoEvidence *keys;
  const HatoEvidence *wildcard; /* (nullable): texts at a name that nobody made */
  gboolean complete;
} Details;

static void
look_up_details (const HatoSubject *subject,
                 const char *canary,
                 HatoAnswers *answers,
                 Details *self)
{
  const char *zone = hato_dnssec_get_zone (subject->domain);
  g_autofree char *missing =
      g_strdup_printf ("%.*s.%s", (int) strcspn (canary, "."), canary, subject->domain);
  gboolean askable = hato_domain_name_is_askable (missing);

  self->soa = hato_look_up (answers, subject->domain, HATO_DNS_SOA);
  self->servers = hato_look_up (answers, subject->domain, HATO_DNS_NS);
  self->txt = hato_look_up (answers, subject->domain, HATO_DNS_TXT);
  self->mx = hato_look_up (answers, subject->domain, HATO_DNS_MX);
  self->caa = hato_look_up (answers, subject->domain, HATO_DNS_CAA);
  self->ds = hato_look_up (answers, zone, HATO_DNS_DS);
  self->keys = hato_look_up (answers, zone, HATO_DNS_DNSKEY);
  self->wildcard = askable ? hato_look_up (answers, missing, HATO_DNS_TXT) : NULL;
  self->complete = self->soa != NULL && self->servers != NULL && self->txt != NULL
                   && self->mx != NULL && self->caa != NULL && self->ds != NULL
                   && self->keys != NULL && (self->wildcard != NULL || !askable);
}

static const char *
get_first_text (const HatoEvidence *evidence)
{
  return ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text;
}

/* What is told of a domain that is there. */
static gboolean
judge_details (const HatoSubject *subject,
               const Details *details,
               const HatoProviderList *providers,
               HatoAnswers *answers,
               GPtrArray *findings)
{
  const HatoEvidence *own[] = { details->txt, details->mx, details->soa, details->servers };

  if (!hato_dnssec_judge (subject, details->soa, details->ds, details->keys, answers, findings))
    return FALSE;

  if (providers != NULL && is_parked (details->servers, providers))
    add_finding (findings, "dns.expired_suspected", subject, get_first_text (details->servers),
                 details->servers, NULL);
  judge_alias (subject, own, G_N_ELEMENTS (own), findings);
  if (details->wildcard != NULL)
    judge_wildcard (subject, details->wildcard, findings);
  if (details->caa->records->len > 0)
    add_finding (findings, "dns.caa", subject, get_first_text (details->caa), details->caa, NULL);
  return TRUE;
}

/**
 * hato_domain_state_judge:
 * @canary: a made-up name: its first label below the domain must lead to nothing
 * @providers: (nullable): to recognise name servers of holding pages
 * @findings: (element-type HatoFinding): where they go once the judge settles
 *
 * Judges of item dns: whether the domain is signed, who may issue certificates for it, and what stands in it that should
 * not. Of a domain that cannot be read nothing is said.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_domain_state_judge (const HatoSubject *subject,
                         const char *canary,
                         const HatoProviderList *providers,
                         HatoAnswers *answers,
                         GPtrArray *findings)
{
  Details details;

  look_up_details (subject, canary, answers, &details);
  if (details.soa != NULL
      && (hato_evidence_get_outcome (details.soa) == HATO_OUTCOME_NXDOMAIN
          || hato_evidence_get_outcome (details.soa) == HATO_OUTCOME_FAILED))
    return TRUE;

  return details.complete && judge_details (subject, &details, providers, answers, findings);
}
