/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/mx.h"

#include <string.h>

#include "base/address.h"
#include "base/domain-name.h"
#include "dns/domain.h"
#include "dns/mx-move.h"

#define MX_HOSTS_MAX 10u /* limits: MX hosts considered */

/* What one MX host turned out to be. */
typedef enum
{
  HOST_PENDING,
  HOST_GOOD,
  HOST_UNCHECKED,
  HOST_FAULTY,
} HostState;

/** hato_mx_is_null: whether the answer is the null MX of RFC 7505 §3: no name in any record. */
gboolean
hato_mx_is_null (const HatoEvidence *mx)
{
  for (guint i = 0; i < mx->records->len; i++)
    if (((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target[0] != '\0')
      return FALSE;

  return mx->records->len > 0;
}

static gboolean
is_private (const HatoDnsRecord *record)
{
  HatoAddress address = { .size = record->size };

  memcpy (address.bytes, record->bytes, MIN (record->size, sizeof address.bytes));
  return hato_address_is_private (&address);
}

static HatoFinding *
add_host_finding (GPtrArray *findings,
                  const char *code,
                  const char *domain,
                  const char *host,
                  const HatoEvidence *evidence)
{
  HatoFinding *finding = hato_finding_new_usual (code, domain);

  hato_finding_add_argument (finding, "name", host);
  hato_finding_cite (finding, evidence);
  g_ptr_array_add (findings, finding);
  return finding;
}

/* Whether the panel appended the domain to a full name: mail.example.net.example.jp, or d.d. */
static gboolean
is_doubled (const char *host, const char *domain)
{
  g_autofree char *twice = g_strconcat (domain, ".", domain, NULL);
  gsize host_length = strlen (host), domain_length = strlen (domain);
  g_autofree char *front = NULL;
  const char *suffix;

  if (strcmp (host, twice) == 0 || hato_domain_name_is_below (host, twice))
    return TRUE;
  if (!hato_domain_name_is_below (host, domain))
    return FALSE;

  /* What stands in front would be a full name by itself: at least two labels before a public suffix of two letters or more. */
  front = g_strndup (host, host_length - domain_length - 1);
  suffix = strrchr (front, '.');
  return suffix != NULL && strchr (front, '.') != suffix
         && hato_domain_name_is_public_suffix (suffix + 1);
}

/* Whether the domain that the host belongs to is gone altogether, and anybody may register it: @registry is then the
 * answer that says so, asked twice. FALSE = pending. */
static gboolean
find_registry_gap (const HatoSubject *subject,
                   const char *host,
                   const HatoEvidence *a,
                   HatoAnswers *answers,
                   const HatoEvidence **registry)
{
  const char *registered = hato_domain_name_get_registered (host);
  const HatoEvidence *soa;
  HatoSure sure;

  *registry = NULL;
  if (hato_evidence_get_outcome (a) != HATO_OUTCOME_NXDOMAIN || registered == NULL
      || strcmp (registered, subject->domain) == 0
      || hato_domain_name_is_below (subject->domain, registered))
    return TRUE;

  soa = hato_look_up (answers, registered, HATO_DNS_SOA);
  if (soa == NULL)
    return FALSE;
  if (hato_evidence_get_outcome (soa) != HATO_OUTCOME_NXDOMAIN)
    return TRUE;

  sure = hato_look_again (answers, soa, NULL);
  if (sure == HATO_SURE_CONFIRMED)
    *registry = soa;
  return sure != HATO_SURE_PENDING;
}

/* A host without any address: named after what can be told of its name. */
static HostState
judge_missing_host (const HatoSubject *subject,
                    const char *host,
                    const HatoEvidence *a,
                    const HatoEvidence *aaaa,
                    HatoAnswers *answers,
                    GPtrArray *findings)
{
  const HatoEvidence *second_a, *second_aaaa;
  HatoSure sure_a = hato_look_again (answers, a, &second_a);
  HatoSure sure_aaaa = hato_look_again (answers, aaaa, &second_aaaa);
  HatoFinding *finding;
  const HatoEvidence *registry = NULL;
  const char *code = "mx.no_address";
  gboolean settled = find_registry_gap (subject, host, a, answers, &registry);

  if (!settled || sure_a == HATO_SURE_PENDING || sure_aaaa == HATO_SURE_PENDING)
    return HOST_PENDING;

  if (sure_a == HATO_SURE_DIFFERENT || sure_aaaa == HATO_SURE_DIFFERENT)
    {
      finding = hato_finding_new_unchecked (
          "mx", hato_sure_get_reason (sure_a == HATO_SURE_DIFFERENT ? second_a : second_aaaa),
          subject->domain);
      hato_finding_add_argument (finding, "name", host);
      g_ptr_array_add (findings, finding);
    }
  else
    {
      if (is_doubled (host, subject->domain))
        code = "mx.doubled";
      else if (registry != NULL)
        code = "mx.nxdomain";
      finding = add_host_finding (findings, code, subject->domain, host, registry);
    }
  hato_finding_cite (finding, a);
  hato_finding_cite (finding, aaaa);
  hato_finding_cite (finding, second_a);
  hato_finding_cite (finding, second_aaaa);
  return sure_a == HATO_SURE_CONFIRMED && sure_aaaa == HATO_SURE_CONFIRMED ? HOST_FAULTY
                                                                           : HOST_UNCHECKED;
}

static guint
count_reachable (const HatoEvidence *evidence)
{
  guint n = 0;

  for (guint i = 0; i < evidence->records->len; i++)
    n += !is_private (g_ptr_array_index (evidence->records, i));

  return n;
}

/* One finding for the first address that nobody can reach. */
static void
judge_addresses (const HatoSubject *subject,
                 const char *host,
                 const HatoEvidence *evidence,
                 GPtrArray *findings)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);

      if (is_private (record))
        {
          HatoFinding *finding =
              add_host_finding (findings, "mx.private_ip", subject->domain, host, evidence);

          hato_finding_add_argument (finding, "ip", record->text);
          return;
        }
    }
}

static HostState
judge_host (const HatoSubject *subject,
            const HatoEvidence *mx,
            const char *host,
            HatoAnswers *answers,
            GPtrArray *findings)
{
  HatoAddress address;
  const HatoEvidence *a, *aaaa;
  const HatoEvidence *failed;
  guint n_reachable;

  if (hato_address_parse (host,
                          &address)) /* RFC 5321 §5.1: the exchange is a name, never an address */
    {
      add_host_finding (findings, "mx.ip_literal", subject->domain, host, mx);
      return HOST_FAULTY;
    }
  a = hato_look_up (answers, host, HATO_DNS_A);
  aaaa = hato_look_up (answers, host, HATO_DNS_AAAA);
  if (a == NULL || aaaa == NULL)
    return HOST_PENDING;

  n_reachable = count_reachable (a) + count_reachable (aaaa);
  failed = hato_evidence_get_outcome (a) == HATO_OUTCOME_FAILED      ? a
           : hato_evidence_get_outcome (aaaa) == HATO_OUTCOME_FAILED ? aaaa
                                                                     : NULL;
  if (n_reachable == 0 && failed != NULL) /* the half that is not known may be the one that works */
    {
      HatoFinding *finding =
          hato_finding_new_unchecked ("mx", hato_evidence_get_reason (failed), subject->domain);

      hato_finding_add_argument (finding, "name", host);
      hato_finding_cite (finding, failed);
      g_ptr_array_add (findings, finding);
      return HOST_UNCHECKED;
    }
  if (hato_evidence_get_outcome (a) != HATO_OUTCOME_ANSWER
      && hato_evidence_get_outcome (aaaa) != HATO_OUTCOME_ANSWER)
    return judge_missing_host (subject, host, a, aaaa, answers, findings);

  if (a->aliases->len > 0 || aaaa->aliases->len > 0) /* RFC 2181 §10.3 */
    add_host_finding (findings, "mx.cname", subject->domain, host, a->aliases->len > 0 ? a : aaaa);
  if (strcmp (host, subject->domain) == 0)
    add_host_finding (findings, "mx.bare_domain", subject->domain, host, mx);
  judge_addresses (subject, host, a, findings);
  judge_addresses (subject, host, aaaa, findings);
  return n_reachable > 0 ? HOST_GOOD : HOST_FAULTY;
}

/* As long as one host works mail arrives: the faults of the others are cautions (contract, rule 2). */
static void
soften_problems (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == HATO_LEVEL_PROBLEM)
        {
          g_ptr_array_index (findings, i) =
              hato_finding_new_with_level (finding, HATO_LEVEL_CAUTION);
          hato_finding_unref (finding);
        }
    }
}

/* Mail that followed the website is one fault with the bare domain in the MX: the advice on it would say less (contract,
 * rule 10). */
static void
drop_bare_domain (GPtrArray *findings)
{
  gboolean moved = FALSE;

  for (guint i = 0; i < findings->len; i++)
    moved = moved
            || strcmp (((const HatoFinding *) g_ptr_array_index (findings, i))->code,
                       "mx.follows_website")
                   == 0;
  for (guint i = findings->len; moved && i > 0; i--)
    if (strcmp (((const HatoFinding *) g_ptr_array_index (findings, i - 1))->code, "mx.bare_domain")
        == 0)
      g_ptr_array_remove_index (findings, i - 1);
}

static void
add_ok (const HatoSubject *subject,
        const HatoEvidence *mx,
        HatoAnswers *answers,
        GPtrArray *findings)
{
  HatoFinding *finding = hato_finding_new_usual ("mx.ok", subject->domain);

  hato_finding_add_number (finding, "count", mx->records->len);
  hato_finding_cite (finding, mx);
  for (guint i = 0; i < MIN (mx->records->len, MX_HOSTS_MAX); i++)
    {
      const char *host = ((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target;
      const HatoEvidence *a = hato_look_up (answers, host, HATO_DNS_A);

      hato_finding_cite (finding, a != NULL && a->records->len > 0
                                      ? a
                                      : hato_look_up (answers, host, HATO_DNS_AAAA));
    }
  g_ptr_array_add (findings, finding);
}

static gboolean
judge_hosts (const HatoSubject *subject,
             const HatoEvidence *mx,
             const HatoProviderList *providers,
             HatoAnswers *answers,
             GPtrArray *findings)
{
  g_autoptr (GPtrArray) moved =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  gboolean pending =
      providers != NULL && !hato_mx_move_judge (subject, mx, providers, answers, moved);
  gboolean good = FALSE, null = FALSE;

  for (guint i = 0; i < MIN (mx->records->len, MX_HOSTS_MAX); i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (mx->records, i);
      HostState state;

      if (record->target[0] == '\0')
        {
          null = TRUE;
          continue;
        }
      state = judge_host (subject, mx, record->target, answers, findings);
      pending = pending || state == HOST_PENDING;
      good = good || state == HOST_GOOD;
    }
  if (pending)
    {
      g_ptr_array_set_size (findings, 0);
      return FALSE;
    }

  if (good)
    soften_problems (findings);
  if (null) /* RFC 7505 §3: a null MX stands alone */
    add_host_finding (findings, "mx.null_and_real", subject->domain, subject->domain, mx);
  for (guint i = 0; i < moved->len; i++)
    g_ptr_array_add (findings, hato_finding_ref (g_ptr_array_index (moved, i)));
  drop_bare_domain (findings);
  if (hato_level_worst (findings) > HATO_LEVEL_CAUTION && good)
    add_ok (subject, mx, answers, findings);
  return TRUE;
}

/* No MX: senders fall back to the address. Where the domain sends no mail either nobody waits for mail (contract, rule 3). */
static gboolean
judge_none (const HatoSubject *subject,
            const HatoEvidence *mx,
            HatoAnswers *answers,
            GPtrArray *findings)
{
  const HatoEvidence *second;
  gboolean sends_none;
  HatoSure sure = hato_look_again (answers, mx, &second);
  HatoFinding *finding;

  if (!hato_domain_sends_no_mail (subject, answers, &sends_none) || sure == HATO_SURE_PENDING)
    return FALSE;

  if (sure == HATO_SURE_DIFFERENT)
    finding = hato_finding_new_unchecked ("mx", hato_sure_get_reason (second), subject->domain);
  else if (sends_none)
    finding = hato_finding_new ("mx.none", HATO_LEVEL_ADVICE, subject->domain);
  else
    finding = hato_finding_new_usual ("mx.none", subject->domain);
  hato_finding_cite (finding, mx);
  hato_finding_cite (finding, second);
  if (sure == HATO_SURE_CONFIRMED && sends_none)
    hato_finding_cite (finding, hato_look_up (answers, subject->domain, HATO_DNS_TXT));
  g_ptr_array_add (findings, finding);
  return TRUE;
}

/**
 * hato_mx_judge:
 * @providers: (nullable): to tell whose hosts they are
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item mx: where mail for the domain is delivered (RFC 5321 §5.1).
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_mx_judge (const HatoSubject *subject,
               const HatoProviderList *providers,
               HatoAnswers *answers,
               GPtrArray *findings)
{
  const HatoEvidence *mx = hato_look_up (answers, subject->domain, HATO_DNS_MX);
  HatoFinding *finding;

  if (mx == NULL)
    return FALSE;

  switch (hato_evidence_get_outcome (mx))
    {
    case HATO_OUTCOME_FAILED:
      finding = hato_finding_new_unchecked ("mx", hato_evidence_get_reason (mx), subject->domain);
      break;
    case HATO_OUTCOME_NXDOMAIN:
      return hato_domain_judge_nxdomain (subject, "mx", "mx.not_applicable", mx, answers, findings);
    case HATO_OUTCOME_NODATA:
      return judge_none (subject, mx, answers, findings);
    case HATO_OUTCOME_ANSWER:
      if (!hato_mx_is_null (mx))
        return judge_hosts (subject, mx, providers, answers, findings);
      finding = hato_finding_new_usual ("mx.null", subject->domain);
      break;
    default:
      g_return_val_if_reached (FALSE);
    }
  hato_finding_cite (finding, mx);
  g_ptr_array_add (findings, finding);
  return TRUE;
}
