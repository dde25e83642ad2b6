/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/domain.h"

#include <string.h>

#include "dns/dnssec.h"
#include "dns/mx.h"
#include "records/spf-record.h"

/**
 * hato_domain_judge_nxdomain:
 * @code: what is said if it is so
 * @area: that of @code
 * @evidence: an answer that the domain does not exist
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Whether a domain exists is asked twice: behind a forged answer every row would have nothing to say. Unchecked if the two differ.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_domain_judge_nxdomain (const HatoSubject *subject,
                            const char *area,
                            const char *code,
                            const HatoEvidence *evidence,
                            HatoAnswers *answers,
                            GPtrArray *findings)
{
  const HatoEvidence *second;
  HatoSure sure = hato_look_again (answers, evidence, &second);
  HatoFinding *finding;

  if (sure == HATO_SURE_PENDING)
    return FALSE;

  finding = sure == HATO_SURE_CONFIRMED
                ? hato_finding_new_usual (code, subject->domain)
                : hato_finding_new_unchecked (area, hato_sure_get_reason (second), subject->domain);
  hato_finding_cite (finding, evidence);
  hato_finding_cite (finding, second);
  g_ptr_array_add (findings, finding);
  return TRUE;
}

/* A resolver that is not reached has its reason in what the system says of the connection, if that is down. */
static HatoFinding *
new_failure (const HatoSubject *subject, HatoNetworkState network, const HatoEvidence *evidence)
{
  const char *reason = hato_evidence_get_reason (evidence);
  gboolean unreached = strcmp (reason, "timeout") == 0 || strcmp (reason, "network") == 0;
  HatoFinding *finding;

  if (unreached && network == HATO_NETWORK_PORTAL)
    finding = hato_finding_new_usual ("dns.portal", subject->domain);
  else if (strcmp (reason, "offline") == 0 || (unreached && network == HATO_NETWORK_DOWN))
    finding = hato_finding_new_usual ("dns.offline", subject->domain);
  else
    finding = hato_finding_new_unchecked ("dns", reason, subject->domain);
  hato_finding_cite (finding, evidence);
  return finding;
}

/* Nothing but -all, however it is written; an explanation (exp=) takes nothing back. */
static gboolean
allows_none (const HatoSpfTxt *txt)
{
  const HatoSpfRecord *record = txt->record;

  return txt->n_records == 1 && record->valid && record->n_terms == 1
         && record->terms[0].mechanism == HATO_SPF_ALL
         && record->terms[0].qualifier == HATO_SPF_QUALIFIER_FAIL && record->redirect.text == NULL;
}

/**
 * hato_domain_sends_no_mail:
 * @sends_none: (out): whether the domain says that it sends no mail: a null MX or no MX, and SPF of nothing but -all
 *   (contract, rule 3)
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_domain_sends_no_mail (const HatoSubject *subject, HatoAnswers *answers, gboolean *sends_none)
{
  const HatoEvidence *mx = hato_look_up (answers, subject->domain, HATO_DNS_MX);
  const HatoEvidence *txt = hato_look_up (answers, subject->domain, HATO_DNS_TXT);

  *sends_none = FALSE;
  if (mx == NULL || txt == NULL)
    return FALSE;
  if (hato_evidence_get_outcome (mx) != HATO_OUTCOME_NODATA
      && !(hato_evidence_get_outcome (mx) == HATO_OUTCOME_ANSWER && hato_mx_is_null (mx)))
    return TRUE;

  *sends_none = allows_none (hato_spf_txt_get (txt));
  return TRUE;
}

/**
 * hato_domain_judge:
 * @network: what the system says of its connection
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges of item dns: whether the domain exists, and can be read.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_domain_judge (const HatoSubject *subject,
                   HatoNetworkState network,
                   HatoAnswers *answers,
                   GPtrArray *findings)
{
  const HatoEvidence *soa = hato_look_up (answers, subject->domain, HATO_DNS_SOA);
  const HatoEvidence *servers = hato_look_up (answers, subject->domain, HATO_DNS_NS);
  HatoFinding *finding;

  if (soa == NULL || servers == NULL)
    return FALSE;

  if (hato_evidence_get_outcome (soa) == HATO_OUTCOME_NXDOMAIN)
    return hato_domain_judge_nxdomain (subject, "dns", "dns.nxdomain", soa, answers, findings);
  if (hato_evidence_get_outcome (soa) == HATO_OUTCOME_FAILED)
    {
      if (strcmp (hato_evidence_get_reason (soa), "servfail") == 0)
        return hato_dnssec_judge_servfail (subject, soa, answers, findings);
      g_ptr_array_add (findings, new_failure (subject, network, soa));
      return TRUE;
    }

  finding = hato_finding_new_usual ("dns.ok", subject->domain);
  hato_finding_cite (finding, soa);
  hato_finding_cite (finding, servers);
  g_ptr_array_add (findings, finding);
  return TRUE;
}
