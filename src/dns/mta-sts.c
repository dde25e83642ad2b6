/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/mta-sts.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/noted.h"
#include "dns/optional-record.h"
#include "records/mta-sts-policy.h"
#include "records/mta-sts-record.h"

#define HTTP_OK            200u /* RFC 9110 §15.3.1 */
#define HTTP_SERVER_ERRORS 500u /* RFC 9110 §15.6: trouble of its own, which may pass */
#define ADDRESSES_MAX      2u
#define HOST_LABEL         "mta-sts."

/* The judge at work. */
typedef struct
{
  const HatoSubject *subject;
  HatoAnswers *answers;
  GPtrArray *findings;
  const char *host; /* of the policy */
  const HatoEvidence *a;
  const HatoEvidence *aaaa;
  const HatoEvidence *mx;
} MtaSts;

static void
read_record (const HatoDnsRecord *record, HatoOptionalReading *reading)
{
  g_autoptr (HatoMtaStsRecord) parsed = hato_mta_sts_record_parse (record->bytes, record->size);

  reading->is_record = parsed->is_record;
  reading->notes = g_array_ref (parsed->notes);
}

static const HatoOptionalRecord kind = { "mta-sts", "_mta-sts", NULL, read_record };

static gpointer
parse_policy (const HatoEvidence *evidence)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (evidence->policy->body, &size);

  return hato_mta_sts_policy_parse (bytes, size);
}

/* Replaces "in order" by what the policy says. */
static HatoFinding *
replace (MtaSts *self, HatoFinding *finding, const HatoEvidence *evidence)
{
  const HatoFinding *record = g_ptr_array_index (self->findings, 0);

  for (guint i = 0; i < record->evidence->len; i++)
    hato_finding_cite (finding, g_ptr_array_index (record->evidence, i));
  hato_finding_cite (finding, evidence);
  hato_finding_add_argument (finding, "name", self->host);
  g_ptr_array_set_size (self->findings, 0);
  g_ptr_array_add (self->findings, finding);
  return finding;
}

static void
say_unchecked (MtaSts *self, const char *reason, const HatoEvidence *evidence)
{
  replace (self, hato_finding_new_unchecked ("mta-sts", reason, self->subject->domain), evidence);
}

/* The @index-th address of the host, IPv4 first; NULL where there are no more. */
static const char *
get_address (const MtaSts *self, guint index)
{
  const HatoEvidence *const answers[] = { self->a, self->aaaa };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      if (index < answers[i]->records->len)
        return ((const HatoDnsRecord *) g_ptr_array_index (answers[i]->records, index))->text;
      index -= answers[i]->records->len;
    }
  return NULL;
}

/* Asks for the policy at one address after the other until a server answers. NULL while the answer is pending. */
static const HatoEvidence *
look_up_policy (MtaSts *self)
{
  const HatoEvidence *evidence = NULL;

  for (guint i = 0; i < ADDRESSES_MAX; i++)
    {
      const char *address = get_address (self, i);
      g_autoptr (HatoQuestion) question = NULL;

      if (address == NULL && i > 0)
        break;
      question =
          hato_question_new (HATO_QUESTION_POLICY, self->host, 0, address, HATO_QUESTION_PLAIN);
      evidence = hato_look_up_question (self->answers, question);
      if (evidence == NULL || hato_evidence_get_outcome (evidence) != HATO_OUTCOME_FAILED)
        return evidence;
    }
  return evidence;
}

/* A fault of the policy weighs more once it is in force (contract, rule 7). */
static void
add_levelled (MtaSts *self, HatoFinding *finding, gboolean enforced)
{
  gboolean raised = enforced && finding->level == HATO_LEVEL_ADVICE
                    && strcmp (finding->code, "mta-sts.mode_testing") != 0;

  g_ptr_array_add (self->findings, raised
                                       ? hato_finding_new_with_level (finding, HATO_LEVEL_PROBLEM)
                                       : hato_finding_ref (finding));
  hato_finding_unref (finding);
}

/* MX hosts that the policy does not name: senders must not deliver there (RFC 8461 §4.1, §5). */
static void
compare_hosts (MtaSts *self, const HatoMtaStsPolicy *policy, const HatoEvidence *evidence)
{
  for (guint i = 0; i < self->mx->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (self->mx->records, i);
      HatoFinding *finding;

      if (*record->target == '\0' || hato_mta_sts_policy_matches (policy, record->target))
        continue;
      finding = hato_finding_new_usual ("mta-sts.mx_mismatch", self->subject->domain);
      hato_finding_add_argument (finding, "name", record->target);
      hato_finding_cite (finding, evidence);
      hato_finding_cite (finding, self->mx);
      add_levelled (self, finding, policy->mode == HATO_MTA_STS_ENFORCE);
    }
}

static void
judge_body (MtaSts *self, const HatoEvidence *evidence)
{
  const HatoMtaStsPolicy *policy =
      hato_evidence_get_parsed (evidence, parse_policy, (GDestroyNotify) hato_mta_sts_policy_unref);
  g_autoptr (GPtrArray) noted =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (evidence->policy->body, &size);
  guint n_before = self->findings->len;

  hato_noted_add_findings (noted, policy->notes, bytes, size, self->subject->domain, evidence);
  for (guint i = 0; i < noted->len; i++)
    add_levelled (self, hato_finding_ref (g_ptr_array_index (noted, i)),
                  policy->mode == HATO_MTA_STS_ENFORCE);
  if (policy->valid && policy->mode != HATO_MTA_STS_NONE)
    compare_hosts (self, policy, evidence);
  if (self->findings->len > n_before)
    g_ptr_array_remove_index (self->findings, 0); /* the record alone is no longer the news */
  else
    hato_finding_cite (g_ptr_array_index (self->findings, 0), evidence);
}

static void
judge_policy (MtaSts *self, const HatoEvidence *evidence)
{
  const HatoPolicyBody *policy = evidence->policy;

  if (g_strcmp0 (evidence->failure, "no_address") == 0)
    hato_finding_add_argument (
        replace (self, hato_finding_new_usual ("mta-sts.no_policy", self->subject->domain),
                 evidence),
        "result", "–");
  else if (evidence->failure != NULL)
    say_unchecked (self, evidence->failure, evidence);
  else if (policy->certificate != NULL)
    hato_finding_add_argument (
        replace (self, hato_finding_new_usual ("mta-sts.certificate", self->subject->domain),
                 evidence),
        "term", policy->certificate);
  else if (policy->status >= HTTP_SERVER_ERRORS)
    say_unchecked (self, "http_error", evidence);
  else if (policy->status != HTTP_OK) /* RFC 8461 §3.3: nothing but 200, redirects included */
    hato_finding_add_number (
        replace (self, hato_finding_new_usual ("mta-sts.no_policy", self->subject->domain),
                 evidence),
        "result", policy->status);
  else if (g_strcmp0 (policy->content_type, "text/html") == 0)
    replace (self, hato_finding_new_usual ("mta-sts.policy_html", self->subject->domain), evidence);
  else
    judge_body (self, evidence);
}

/* Whether the record is in order, so that senders look for the policy. */
static gboolean
is_announced (const GPtrArray *findings)
{
  return findings->len == 1
         && strcmp (((const HatoFinding *) g_ptr_array_index (findings, 0))->code, "mta-sts.ok")
                == 0;
}

/* The policy of a record that announces one; FALSE while it is pending. */
static gboolean
judge_announced (MtaSts *self)
{
  const HatoEvidence *evidence;
  const HatoEvidence *failed = NULL;

  if (self->a == NULL || self->aaaa == NULL || self->mx == NULL)
    return FALSE;
  if (hato_evidence_get_outcome (self->a) == HATO_OUTCOME_FAILED)
    failed = self->a;
  else if (hato_evidence_get_outcome (self->aaaa) == HATO_OUTCOME_FAILED)
    failed = self->aaaa;
  if (failed != NULL && get_address (self, 0) == NULL)
    {
      say_unchecked (self, hato_evidence_get_reason (failed), failed);
      return TRUE;
    }
  evidence = look_up_policy (self);
  if (evidence == NULL)
    return FALSE;

  judge_policy (self, evidence);
  return TRUE;
}

/**
 * hato_mta_sts_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item mta-sts: the record that announces a policy (RFC 8461 §3.1), the policy (§3.2, §3.3), and whether it names the
 * domain's MX hosts (§4.1).
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_mta_sts_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  g_autofree char *host = g_strconcat (HOST_LABEL, subject->domain, NULL);
  MtaSts self = { subject, answers, findings, host, NULL, NULL, NULL };

  if (hato_domain_name_is_askable (host))
    {
      self.a = hato_look_up (answers, host, HATO_DNS_A);
      self.aaaa = hato_look_up (answers, host, HATO_DNS_AAAA);
      self.mx = hato_look_up (answers, subject->domain, HATO_DNS_MX);
    }
  if (!hato_optional_record_judge (&kind, subject, answers, findings))
    return FALSE;
  if (!is_announced (findings) || !hato_domain_name_is_askable (host))
    return TRUE;

  return judge_announced (&self);
}

static gboolean
enforces (const HatoEvidence *evidence, const char *host)
{
  const HatoMtaStsPolicy *policy;

  if (evidence->policy == NULL || evidence->failure != NULL || evidence->policy->certificate != NULL
      || evidence->policy->status != HTTP_OK)
    return FALSE;

  policy =
      hato_evidence_get_parsed (evidence, parse_policy, (GDestroyNotify) hato_mta_sts_policy_unref);
  return policy->valid && policy->mode == HATO_MTA_STS_ENFORCE
         && hato_mta_sts_policy_matches (policy, host);
}

/**
 * hato_mta_sts_is_enforced:
 * @domain: a mail domain, A-labels
 * @host: one of its MX hosts
 * @enforced: (out): whether senders that honour the domain's policy refuse to deliver to @host unless its certificate verifies
 *   (RFC 8461 §4)
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_mta_sts_is_enforced (const char *domain,
                          const char *host,
                          HatoAnswers *answers,
                          gboolean *enforced)
{
  g_autofree char *web = g_strconcat (HOST_LABEL, domain, NULL);
  g_autoptr (HatoSubject) subject = hato_subject_new (domain, domain);
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  MtaSts self = { subject, answers, findings, web, NULL, NULL, NULL };
  const HatoEvidence *evidence;

  *enforced = FALSE;
  if (!hato_domain_name_is_askable (web))
    return TRUE;
  self.a = hato_look_up (answers, web, HATO_DNS_A);
  self.aaaa = hato_look_up (answers, web, HATO_DNS_AAAA);
  if (!hato_optional_record_judge (&kind, subject, answers, findings) || self.a == NULL
      || self.aaaa == NULL)
    return FALSE;
  if (!is_announced (findings))
    return TRUE;

  evidence = look_up_policy (&self);
  *enforced = evidence != NULL && enforces (evidence, host);
  return evidence != NULL;
}
