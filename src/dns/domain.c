/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/domain.h"

#include <string.h>

#include "dns/mx.h"

static const char *const canary_zones[HATO_CANARIES] = { "com", "invalid" };

/**
 * hato_domain_make_canaries:
 * @started: microseconds since 1970
 * @canaries: (out) (transfer full): names that nobody has registered
 *
 * Names that must not exist: a resolver that finds an address for one makes its negatives up. They are derived from
 * the domain and the start of the run, so that they repeat in a replayed run and in no other.
 */
void
hato_domain_make_canaries (const char *domain, gint64 started, char *canaries[HATO_CANARIES])
{
  g_autofree char *seed = g_strdup_printf ("%s %" G_GINT64_FORMAT, domain, started);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);

  for (guint i = 0; i < HATO_CANARIES; i++)
    canaries[i] = g_strdup_printf ("hatobin-%.20s.%s", digest + 20 * i, canary_zones[i]);
}

/* Whether the resolver lies; the first canary in their order that shows it in @lie. FALSE = pending: which answer came
 * first must not decide what is cited. */
static gboolean
judge_canaries (char *const canaries[HATO_CANARIES], HatoAnswers *answers, const HatoEvidence **lie)
{
  gboolean pending = FALSE;

  *lie = NULL;
  for (guint i = 0; i < HATO_CANARIES; i++)
    {
      const HatoEvidence *evidence = hato_look_up (answers, canaries[i], HATO_DNS_A);

      if (evidence == NULL)
        pending = TRUE;
      else if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_ANSWER && *lie == NULL)
        *lie = evidence;
    }
  return !pending;
}

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

static HatoFinding *
new_failure (const HatoSubject *subject, const HatoEvidence *evidence)
{
  const char *reason = hato_evidence_get_reason (evidence);
  HatoFinding *finding;

  if (strcmp (reason, "servfail") == 0)
    finding = hato_finding_new_usual ("dns.servfail", subject->domain);
  else if (strcmp (reason, "offline") == 0)
    finding = hato_finding_new_usual ("dns.offline", subject->domain);
  else
    finding = hato_finding_new_unchecked ("dns", reason, subject->domain);
  hato_finding_cite (finding, evidence);
  return finding;
}

/**
 * hato_domain_sends_no_mail:
 * @sends_none: (out): whether the domain says that it sends no mail: a null MX or no MX, and SPF of exactly "v=spf1 -all"
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

  for (guint i = 0; i < txt->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (txt->records, i);

      if (record->size == strlen ("v=spf1 -all")
          && memcmp (record->bytes, "v=spf1 -all", record->size) == 0)
        *sends_none = TRUE;
    }
  return TRUE;
}

/**
 * hato_domain_judge:
 * @canaries: of hato_domain_make_canaries ()
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item dns: whether the domain exists, and whether the line's answers can be believed.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_domain_judge (const HatoSubject *subject,
                   char *const canaries[HATO_CANARIES],
                   HatoAnswers *answers,
                   GPtrArray *findings)
{
  const HatoEvidence *soa = hato_look_up (answers, subject->domain, HATO_DNS_SOA);
  const HatoEvidence *servers = hato_look_up (answers, subject->domain, HATO_DNS_NS);
  const HatoEvidence *lie;
  HatoFinding *finding;

  if (!judge_canaries (canaries, answers, &lie) || soa == NULL || servers == NULL)
    return FALSE;

  if (lie != NULL)
    {
      finding = hato_finding_new_usual ("dns.resolver_lies", subject->domain);
      hato_finding_add_argument (finding, "name", lie->question->name);
      hato_finding_cite (finding, lie);
      g_ptr_array_add (findings, finding);
      return TRUE;
    }
  if (hato_evidence_get_outcome (soa) == HATO_OUTCOME_NXDOMAIN)
    return hato_domain_judge_nxdomain (subject, "dns", "dns.nxdomain", soa, answers, findings);
  if (hato_evidence_get_outcome (soa) == HATO_OUTCOME_FAILED)
    {
      g_ptr_array_add (findings, new_failure (subject, soa));
      return TRUE;
    }

  finding = hato_finding_new_usual ("dns.ok", subject->domain);
  hato_finding_cite (finding, soa);
  hato_finding_cite (finding, servers);
  g_ptr_array_add (findings, finding);
  return TRUE;
}
