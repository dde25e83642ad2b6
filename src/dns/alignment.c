/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A known mail: does what it passes speak for the domain that its reader sees? */
#include "config.h"

#include "dns/alignment.h"

#include <string.h>

#include "base/address.h"
#include "base/domain-name.h"
#include "dns/dmarc-policy.h"
#include "dns/spf-eval.h"

/* SPF for the first sending address and the sender's domain. FALSE = pending. */
static gboolean
evaluate_spf (const HatoSubject *subject, HatoAnswers *answers, HatoSpfEvaluation *evaluation)
{
  HatoSpfInput input = { .mail_from = subject->mail_from };

  if (!hato_address_parse (subject->sending_ips[0], &input.ip))
    return TRUE; /* the result stays none */

  hato_address_unmap (&input.ip);
  input.helo = subject->helo != NULL ? subject->helo : subject->domain;
  return hato_spf_evaluate (&input, answers, evaluation);
}

static void
add_unaligned (const HatoSubject *subject,
               const char *sender_domain,
               const HatoDmarcEvaluation *evaluation,
               HatoAnswers *answers,
               GPtrArray *findings)
{
  /* Whether a signature speaks for the domain is not known here: only the mail itself makes it a problem. */
  HatoFinding *finding = hato_finding_new ("dmarc.unaligned", HATO_LEVEL_CAUTION, subject->domain);

  hato_finding_add_argument (finding, "name", sender_domain);
  hato_finding_add_argument (finding, "ip", subject->sending_ips[0]);
  hato_finding_cite (finding, evaluation->evidence);
  if (hato_domain_name_is_askable (sender_domain))
    hato_finding_cite (finding, hato_look_up (answers, sender_domain, HATO_DNS_TXT));
  g_ptr_array_add (findings, finding);
}

/**
 * hato_alignment_judge:
 * @subject: with a sender and a sending address of a real mail, else there is nothing to judge; where a selector is known the
 *   mail has a signature of the domain's own
 * @findings: (element-type HatoFinding): where it goes
 *
 * A mail passes SPF in the name of another organization (RFC 9989 §4.4): that does not count for the domain in its From field.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_alignment_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  const char *at = subject->mail_from != NULL ? strrchr (subject->mail_from, '@') : NULL;
  g_autofree char *sender_domain = at != NULL ? g_ascii_strdown (at + 1, -1) : NULL;
  g_auto (HatoSpfEvaluation) spf = { 0 };
  g_auto (HatoDmarcEvaluation) dmarc = { 0 };
  HatoDmarcInput input = { .author_domain = subject->domain, .spf_domain = sender_domain };
  gboolean complete;

  if (sender_domain == NULL || *sender_domain == '\0' || subject->sending_ips[0] == NULL
      || subject->selectors[0] != NULL)
    return TRUE;

  complete = evaluate_spf (subject, answers, &spf);
  complete = hato_dmarc_evaluate (&input, answers, &dmarc) && complete;
  if (!complete)
    return FALSE;

  if (spf.result == HATO_SPF_PASS && dmarc.record != NULL && !dmarc.spf_aligned
      && dmarc.failure == NULL)
    add_unaligned (subject, sender_domain, &dmarc, answers, findings);
  return TRUE;
}
