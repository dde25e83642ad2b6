/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/helo.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/domain.h"
#include "dns/senders.h"

static HatoFinding *
add_finding (GPtrArray *findings,
             const char *code,
             const char *helo,
             const HatoEvidence *const *evidence)
{
  HatoFinding *finding = hato_finding_new_usual (code, helo);

  hato_finding_add_argument (finding, "name", helo);
  for (; evidence != NULL && *evidence != NULL; evidence++)
    hato_finding_cite (finding, *evidence);
  g_ptr_array_add (findings, finding);
  return finding;
}

static void
add_unchecked (GPtrArray *findings,
               const char *reason,
               const char *helo,
               const HatoEvidence *first,
               const HatoEvidence *second)
{
  HatoFinding *finding = hato_finding_new_unchecked ("helo", reason, helo);

  hato_finding_cite (finding, first);
  hato_finding_cite (finding, second);
  g_ptr_array_add (findings, finding);
}

static gboolean
is_sender (const HatoSenders *senders, const guint8 *bytes, gsize size)
{
  for (guint i = 0; i < senders->n_senders; i++)
    if (senders->senders[i].address.size == size
        && memcmp (senders->senders[i].address.bytes, bytes, size) == 0)
      return TRUE;

  return FALSE;
}

/* RFC 5321 §4.1.3: an address in brackets stands for itself. */
static gboolean
judge_literal (const HatoSenders *senders, const char *helo, GPtrArray *findings)
{
  g_autofree char *inner = g_strndup (helo + 1, strcspn (helo + 1, "]"));
  const char *text = g_ascii_strncasecmp (inner, "ipv6:", 5) == 0 ? inner + 5 : inner;
  HatoAddress address;

  if (!hato_address_parse (text, &address))
    add_finding (findings, "helo.not_resolving", helo, NULL);
  else if (senders->n_senders > 0 && !is_sender (senders, address.bytes, address.size))
    add_finding (findings, "helo.mismatch", helo, NULL);
  else
    add_finding (findings, "helo.ok", helo, NULL);
  return TRUE;
}

/* No address at all, or none of those that send: what it rests on is asked twice. */
static gboolean
judge_negative (const char *code,
                const char *helo,
                const HatoEvidence *a,
                const HatoEvidence *aaaa,
                HatoAnswers *answers,
                GPtrArray *findings)
{
  const HatoEvidence *second_a, *second_aaaa;
  HatoSure sure_a = hato_look_again (answers, a, &second_a);
  HatoSure sure_aaaa = hato_look_again (answers, aaaa, &second_aaaa);

  if (sure_a == HATO_SURE_PENDING || sure_aaaa == HATO_SURE_PENDING)
    return FALSE;

  if (sure_a == HATO_SURE_DIFFERENT)
    add_unchecked (findings, hato_sure_get_reason (second_a), helo, a, second_a);
  else if (sure_aaaa == HATO_SURE_DIFFERENT)
    add_unchecked (findings, hato_sure_get_reason (second_aaaa), helo, aaaa, second_aaaa);
  else
    add_finding (findings, code, helo,
                 (const HatoEvidence *[]){ a, aaaa, second_a != NULL ? second_a : second_aaaa,
                                           second_a != NULL ? second_aaaa : NULL, NULL });
  return TRUE;
}

static gboolean
leads_to_sender (const HatoEvidence *evidence, const HatoSenders *senders)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);

      if (is_sender (senders, record->bytes, record->size))
        return TRUE;
    }
  return FALSE;
}

static gboolean
judge_name (const HatoSenders *senders,
            const char *shown,
            const char *name,
            HatoAnswers *answers,
            GPtrArray *findings)
{
  const HatoEvidence *a = hato_look_up (answers, name, HATO_DNS_A);
  const HatoEvidence *aaaa = hato_look_up (answers, name, HATO_DNS_AAAA);
  const HatoEvidence *failed;
  gboolean found;

  if (a == NULL || aaaa == NULL)
    return FALSE;

  failed = hato_evidence_get_outcome (a) == HATO_OUTCOME_FAILED      ? a
           : hato_evidence_get_outcome (aaaa) == HATO_OUTCOME_FAILED ? aaaa
                                                                     : NULL;
  found = a->records->len > 0 || aaaa->records->len > 0;
  if (found
      && (senders->n_senders == 0 || leads_to_sender (a, senders)
          || leads_to_sender (aaaa, senders)))
    add_finding (findings, "helo.ok", shown, (const HatoEvidence *[]){ a, aaaa, NULL });
  else if (failed != NULL) /* the half that is not known may be the one that fits */
    add_unchecked (findings, hato_evidence_get_reason (failed), shown, failed, NULL);
  else
    return judge_negative (found ? "helo.mismatch" : "helo.not_resolving", shown, a, aaaa, answers,
                           findings);
  return TRUE;
}

/* The name is in no record: what the domain says of its senders shows that none is told. */
static gboolean
judge_unknown (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  const HatoEvidence *txt = hato_look_up (answers, subject->domain, HATO_DNS_TXT);

  gboolean sends_none;

  if (!hato_domain_sends_no_mail (subject, answers, &sends_none) || txt == NULL)
    return FALSE;

  if (!sends_none)
    add_unchecked (findings, "helo_unknown", subject->domain, txt, NULL);
  else
    add_finding (findings, "helo.not_applicable", subject->domain,
                 (const HatoEvidence *[]){ txt, NULL });
  return TRUE;
}

/**
 * hato_helo_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item helo: the name that the sending server gives of itself (RFC 5321 §4.1.1.1). It is known only from a mail, or
 * where it was given. Whether it leads to the sending address is told where that was given too.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_helo_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  g_autoptr (HatoDomainName) name = NULL;
  HatoSenders senders = { .n_senders = 0 };

  if (subject->helo == NULL || *subject->helo == '\0')
    return judge_unknown (subject, answers, findings);
  /* Addresses of the record may belong to other servers than the one that gives this name. */
  if (subject->sending_ips[0] != NULL && !hato_senders_find (subject, answers, &senders))
    return FALSE;
  if (*subject->helo == '[')
    return judge_literal (&senders, subject->helo, findings);

  name = hato_domain_name_new (subject->helo, NULL);
  if (name == NULL || !hato_domain_name_is_askable (name->ascii))
    {
      add_finding (findings, "helo.not_resolving", subject->helo, NULL);
      return TRUE;
    }
  return judge_name (&senders, subject->helo, name->ascii, answers, findings);
}
