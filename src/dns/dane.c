/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/dane.h"

#include "base/domain-name.h"
#include "dns/dnssec.h"
#include "dns/mx.h"
#include "records/tlsa.h"

#define SMTP_PORT 25
#define HOSTS_MAX                                                                                  \
  5u /* limits: MX hosts that are connected; what is not compared need not be asked for */

/* What the hosts announce, all together. */
typedef struct
{
  GPtrArray
      *present; /* (owned) (element-type HatoEvidence): borrowed: at least one record can be used */
  GPtrArray
      *useless; /* (owned) (element-type HatoEvidence): borrowed: records, and none can be used */
  GPtrArray *absent;          /* (owned) (element-type HatoEvidence): borrowed */
  const HatoEvidence *failed; /* (not owned) (nullable): the first */
  gboolean pending;
} Hosts;

static void
add_finding (GPtrArray *findings,
             const char *code,
             const HatoSubject *subject,
             const HatoEvidence *mx,
             const GPtrArray *tlsa)
{
  HatoFinding *finding = hato_finding_new_usual (code, subject->domain);

  hato_finding_cite (finding, mx);
  if (tlsa != NULL && tlsa->len > 0)
    {
      hato_finding_add_argument (
          finding, "name", ((const HatoEvidence *) g_ptr_array_index (tlsa, 0))->question->name);
      hato_finding_add_number (finding, "count", tlsa->len);
    }
  for (guint i = 0; tlsa != NULL && i < tlsa->len; i++)
    hato_finding_cite (finding, g_ptr_array_index (tlsa, i));
  g_ptr_array_add (findings, finding);
}

static void
add_unchecked (GPtrArray *findings,
               const HatoSubject *subject,
               const HatoEvidence *mx,
               const HatoEvidence *failed)
{
  HatoFinding *finding =
      hato_finding_new_unchecked ("dane", hato_evidence_get_reason (failed), subject->domain);

  hato_finding_cite (finding, mx);
  if (failed != mx)
    hato_finding_cite (finding, failed);
  g_ptr_array_add (findings, finding);
}

static gboolean
has_usable (const HatoEvidence *tlsa)
{
  for (guint i = 0; i < tlsa->records->len; i++)
    {
      g_autoptr (HatoTlsa) record = hato_tlsa_parse_record (g_ptr_array_index (tlsa->records, i));

      if (record->usable)
        return TRUE;
    }
  return FALSE;
}

/* What is announced below the port at @base; FALSE where nothing can be asked for. */
static gboolean
look_up_at (HatoAnswers *answers, guint16 port, const char *base, const HatoEvidence **tlsa)
{
  g_autofree char *name = g_strdup_printf ("_%u._tcp.%s", port, base);

  *tlsa = NULL;
  if (*base == '\0' || g_hostname_is_ip_address (base) || !hato_domain_name_is_askable (name))
    return FALSE;

  *tlsa = hato_look_up (answers, name, HATO_DNS_TLSA);
  return TRUE;
}

/* RFC 7672 §2.2.2: the name that @host is another name for, if each step to it is signed, as far as the resolver can tell.
 * FALSE = pending. */
static gboolean
expand (HatoAnswers *answers, const char *host, const char **expanded)
{
  const HatoEvidence *addresses = hato_look_up (answers, host, HATO_DNS_A);
  const HatoDnsRecord *last;
  gboolean validates = FALSE;

  *expanded = NULL;
  if (addresses == NULL)
    return FALSE;
  if (addresses->aliases->len == 0)
    return TRUE;
  if (!hato_dnssec_resolver_validates (answers, &validates, NULL))
    return FALSE;
  if (validates && !addresses->ad)
    return TRUE;

  last = g_ptr_array_index (addresses->aliases, addresses->aliases->len - 1);
  *expanded = last->target;
  return TRUE;
}

/* Whether it ends the search: records that senders may believe, or a failure, on which they wait (RFC 7672 §2.2.3).
 * FALSE = pending, or nothing of the kind. */
static gboolean
is_last_word (HatoAnswers *answers, const HatoEvidence *tlsa)
{
  gboolean validates = FALSE;

  if (tlsa == NULL || !hato_dnssec_resolver_validates (answers, &validates, NULL))
    return FALSE;

  return hato_evidence_get_outcome (tlsa) == HATO_OUTCOME_FAILED
         || (tlsa->records->len > 0 && (tlsa->ad || !validates));
}

/**
 * hato_dane_look_up:
 * @host: of an MX, A-labels
 * @tlsa: (out) (transfer none) (nullable): what it announces; NULL where it can announce nothing
 * @base: (out) (transfer none): the name under which that stands
 *
 * The first of two names that has signed records counts (RFC 7672 §2.2.3): the one that a signed chain of CNAMEs leads to
 * from @host, then @host itself.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_dane_look_up (HatoAnswers *answers,
                   guint16 port,
                   const char *host,
                   const HatoEvidence **tlsa,
                   const char **base)
{
  const HatoEvidence *elsewhere = NULL;
  const char *expanded;

  *base = host;
  if (!look_up_at (answers, port, host, tlsa))
    return TRUE;
  if (!expand (answers, host, &expanded))
    return FALSE;
  if (expanded == NULL || !look_up_at (answers, port, expanded, &elsewhere))
    return *tlsa != NULL;
  if (elsewhere == NULL)
    return FALSE;
  if (!is_last_word (answers, elsewhere))
    return *tlsa != NULL;

  *tlsa = elsewhere;
  *base = expanded;
  return TRUE;
}

static void
look_at_host (Hosts *self, const char *host, HatoAnswers *answers)
{
  const HatoEvidence *tlsa;
  const char *base;

  if (!hato_dane_look_up (answers, SMTP_PORT, host, &tlsa, &base))
    self->pending = TRUE;
  else if (tlsa == NULL)
    return;
  else if (hato_evidence_get_outcome (tlsa) == HATO_OUTCOME_FAILED)
    self->failed = self->failed != NULL ? self->failed : tlsa;
  else if (tlsa->records->len == 0)
    g_ptr_array_add (self->absent, (gpointer) tlsa);
  else
    g_ptr_array_add (has_usable (tlsa) ? self->present : self->useless, (gpointer) tlsa);
}

/* The records that count were published without DNSSEC, as far as the resolver can tell: nobody may use them
 * (RFC 7672 §2.2.1). FALSE = pending. */
static gboolean
judge_signatures (const Hosts *hosts, HatoAnswers *answers, gboolean *unsigned_ones)
{
  gboolean validates = FALSE;

  *unsigned_ones = FALSE;
  if (!hato_dnssec_resolver_validates (answers, &validates, NULL))
    return FALSE;

  for (guint i = 0; i < hosts->present->len; i++)
    *unsigned_ones =
        *unsigned_ones
        || (validates && !((const HatoEvidence *) g_ptr_array_index (hosts->present, i))->ad);
  return TRUE;
}

static gboolean
judge_hosts (const HatoSubject *subject,
             const HatoEvidence *mx,
             Hosts *hosts,
             HatoAnswers *answers,
             GPtrArray *findings)
{
  gboolean unsigned_ones;

  for (guint i = 0; i < MIN (mx->records->len, HOSTS_MAX); i++)
    look_at_host (hosts, ((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target,
                  answers);
  if (!judge_signatures (hosts, answers, &unsigned_ones) || hosts->pending)
    return FALSE;

  if (hosts->useless->len > 0)
    add_finding (findings, "dane.unusable", subject, mx, hosts->useless);
  if (hosts->present->len > 0)
    add_finding (findings, unsigned_ones ? "dane.unsigned" : "dane.ok", subject, mx,
                 hosts->present);
  if (hosts->failed != NULL)
    add_unchecked (findings, subject, mx, hosts->failed);
  if (findings->len == 0)
    add_finding (findings, "dane.none", subject, mx, hosts->absent);
  return TRUE;
}

/**
 * hato_dane_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item dane: whether the MX hosts announce their certificates in DNS (RFC 7672), in a form that can be used.
 * Whether the certificates fit is found out where the hosts are connected.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_dane_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  const HatoEvidence *mx = hato_look_up (answers, subject->domain, HATO_DNS_MX);
  Hosts hosts = { .failed = NULL };
  gboolean settled = TRUE;

  /* Asked with the first questions, so that it costs no round. */
  hato_dnssec_resolver_validates (answers, &settled, NULL);
  if (mx == NULL)
    return FALSE;
  if (hato_evidence_get_outcome (mx) == HATO_OUTCOME_FAILED)
    {
      add_unchecked (findings, subject, mx, mx);
      return TRUE;
    }
  if (hato_evidence_get_outcome (mx) != HATO_OUTCOME_ANSWER || hato_mx_is_null (mx))
    {
      add_finding (findings, "dane.not_applicable", subject, mx, NULL);
      return TRUE;
    }

  hosts.present = g_ptr_array_new ();
  hosts.useless = g_ptr_array_new ();
  hosts.absent = g_ptr_array_new ();
  settled = judge_hosts (subject, mx, &hosts, answers, findings);
  g_ptr_array_unref (hosts.present);
  g_ptr_array_unref (hosts.useless);
  g_ptr_array_unref (hosts.absent);
  return settled;
}
