/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/reverse.h"

#include <string.h>

#include "base/address.h"
#include "dns/senders.h"

#define PTR_NAMES_MAX 10u /* as RFC 7208 §4.6.4 has it for the ptr mechanism */

static HatoFinding *
add_finding (GPtrArray *findings,
             const char *code,
             const char *ip,
             const char *name,
             const HatoEvidence *first,
             const HatoEvidence *second)
{
  HatoFinding *finding = hato_finding_new_usual (code, ip);

  hato_finding_add_argument (finding, "ip", ip);
  hato_finding_add_argument (finding, "name", name);
  hato_finding_cite (finding, first);
  hato_finding_cite (finding, second);
  g_ptr_array_add (findings, finding);
  return finding;
}

static void
add_unchecked (GPtrArray *findings,
               const char *ip,
               const char *reason,
               const HatoEvidence *first,
               const HatoEvidence *second)
{
  HatoFinding *finding = hato_finding_new_unchecked ("ptr", reason, ip);

  hato_finding_add_argument (finding, "ip", ip);
  hato_finding_cite (finding, first);
  hato_finding_cite (finding, second);
  g_ptr_array_add (findings, finding);
}

static gboolean
has_address (const HatoEvidence *evidence, const HatoAddress *address)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);

      if (record->size == address->size
          && memcmp (record->bytes, address->bytes, address->size) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A name that carries the address in digits is one that the line's owner gave to all its lines: "192-0-2-1.example.net". */
static gboolean
is_generic (const char *name, const HatoAddress *address)
{
  guint found = 0, number = 0;
  gboolean in_number = FALSE;
  guint8 numbers[64];

  for (const char *at = name;; at++)
    if (g_ascii_isdigit (*at))
      {
        number = MIN (number * 10 + (guint) (*at - '0'), 1000u);
        in_number = TRUE;
      }
    else
      {
        if (in_number && number <= 255 && found < G_N_ELEMENTS (numbers))
          numbers[found++] = (guint8) number;
        in_number = FALSE;
        number = 0;
        if (*at == '\0')
          break;
      }

  for (guint i = 0; address->size == 4 && i + 4 <= found; i++)
    {
      gboolean forward = memcmp (numbers + i, address->bytes, 4) == 0;
      gboolean backward = numbers[i] == address->bytes[3] && numbers[i + 1] == address->bytes[2]
                          && numbers[i + 2] == address->bytes[1]
                          && numbers[i + 3] == address->bytes[0];

      if (forward || backward)
        return TRUE;
    }
  return FALSE;
}

/* No name leads back: what the problem rests on is every name's negative, each asked twice. FALSE = pending. */
static gboolean
judge_unconfirmed (const HatoEvidence *ptr,
                   const char *ip,
                   GPtrArray *negatives,
                   HatoAnswers *answers,
                   GPtrArray *findings)
{
  const HatoEvidence *different = NULL, *other = NULL;
  const HatoDnsRecord *first = g_ptr_array_index (ptr->records, 0);
  gboolean pending = FALSE;
  HatoFinding *finding;

  for (guint i = 0; i < negatives->len; i++)
    {
      const HatoEvidence *negative = g_ptr_array_index (negatives, i), *second;
      HatoSure sure = hato_look_again (answers, negative, &second);

      pending = pending || sure == HATO_SURE_PENDING;
      if (sure == HATO_SURE_DIFFERENT && different == NULL)
        {
          different = negative;
          other = second;
        }
    }
  if (pending)
    return FALSE;
  if (different != NULL)
    {
      add_unchecked (findings, ip, hato_sure_get_reason (other), different, other);
      return TRUE;
    }

  finding = add_finding (findings, "ptr.not_forward_confirmed", ip, first->target, ptr, NULL);
  for (guint i = 0; i < negatives->len; i++)
    {
      const HatoEvidence *negative = g_ptr_array_index (negatives, i), *second;

      hato_look_again (answers, negative, &second);
      hato_finding_cite (finding, negative);
      hato_finding_cite (finding, second);
    }
  return TRUE;
}

/* Whether one of the names resolves back to the address: forward confirmation. Nothing is judged before all names are
 * answered, so that what is said does not depend on which answer came first. FALSE = pending. */
static gboolean
judge_names (const HatoEvidence *ptr,
             const char *ip,
             const HatoAddress *address,
             HatoAnswers *answers,
             GPtrArray *findings)
{
  guint16 type = address->size == 4 ? HATO_DNS_A : HATO_DNS_AAAA;
  g_autoptr (GPtrArray) negatives = g_ptr_array_new ();
  const HatoEvidence *confirmed[2] = { NULL }, *failed[2] = { NULL }; /* by being generic */
  gboolean pending = FALSE;

  for (guint i = 0; i < MIN (ptr->records->len, PTR_NAMES_MAX); i++)
    {
      const char *name = ((const HatoDnsRecord *) g_ptr_array_index (ptr->records, i))->target;
      const HatoEvidence *forward = hato_look_up (answers, name, type);
      guint generic = is_generic (name, address) ? 1 : 0;

      if (forward == NULL)
        pending = TRUE;
      else if (hato_evidence_get_outcome (forward) == HATO_OUTCOME_FAILED)
        failed[generic] = failed[generic] != NULL ? failed[generic] : forward;
      else if (has_address (forward, address))
        confirmed[generic] = confirmed[generic] != NULL ? confirmed[generic] : forward;
      else
        g_ptr_array_add (negatives, (gpointer) forward);
    }
  if (pending)
    return FALSE;

  /* An own name that leads back is enough; one that could not be asked might have been that. */
  for (guint generic = 0; generic < 2; generic++)
    {
      if (confirmed[generic] != NULL)
        {
          add_finding (findings, generic ? "ptr.generic" : "ptr.ok", ip,
                       confirmed[generic]->question->name, ptr, confirmed[generic]);
          return TRUE;
        }
      if (failed[generic] != NULL)
        {
          add_unchecked (findings, ip, hato_evidence_get_reason (failed[generic]), ptr,
                         failed[generic]);
          return TRUE;
        }
    }
  return judge_unconfirmed (ptr, ip, negatives, answers, findings);
}

static gboolean
judge_address (const HatoAddress *address,
               const char *ip,
               HatoAnswers *answers,
               GPtrArray *findings)
{
  g_autofree char *name = hato_address_to_reverse_name (address);
  const HatoEvidence *ptr = hato_look_up (answers, name, HATO_DNS_PTR), *second;

  if (ptr == NULL)
    return FALSE;
  if (hato_evidence_get_outcome (ptr) == HATO_OUTCOME_ANSWER)
    return judge_names (ptr, ip, address, answers, findings);
  if (hato_evidence_get_outcome (ptr) == HATO_OUTCOME_FAILED)
    {
      add_unchecked (findings, ip, hato_evidence_get_reason (ptr), ptr, NULL);
      return TRUE;
    }

  switch (hato_look_again (answers, ptr, &second))
    {
    case HATO_SURE_PENDING:
      return FALSE;
    case HATO_SURE_DIFFERENT:
      add_unchecked (findings, ip, hato_sure_get_reason (second), ptr, second);
      return TRUE;
    case HATO_SURE_CONFIRMED:
    default:
      add_finding (findings, "ptr.missing", ip, NULL, ptr, second);
      return TRUE;
    }
}

/* Whether a host of an a or mx term sends is not known; it may be the web server alone: a step milder (contract, rule 2). */
static void
soften (GPtrArray *findings, guint first, const HatoSender *sender)
{
  for (guint i = first; i < findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (findings, i);

      hato_finding_cite (finding, sender->evidence);
      if (sender->origin == HATO_SENDER_HOST && finding->level < HATO_LEVEL_ADVICE)
        {
          g_ptr_array_index (findings, i) =
              hato_finding_new_with_level (finding, (HatoLevel) (finding->level + 1));
          hato_finding_unref (finding);
        }
    }
}

/* No address is known to send. */
static void
add_none (const HatoSubject *subject, const HatoSenders *senders, GPtrArray *findings)
{
  const char *reason = senders->missing != NULL ? hato_evidence_get_reason (senders->missing)
                                                : "sending_address_unknown";
  HatoFinding *finding = senders->sends_none
                             ? hato_finding_new_usual ("ptr.not_applicable", subject->domain)
                             : hato_finding_new_unchecked ("ptr", reason, subject->domain);

  hato_finding_cite (finding, senders->txt);
  hato_finding_cite (finding, senders->missing);
  g_ptr_array_add (findings, finding);
}

/**
 * hato_reverse_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item ptr: the reverse names of the sending addresses, and whether they lead back (RFC 1912 §2.1; Gmail and others
 * ask for both). Only addresses known to send are judged: an MX that does not send needs none.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_reverse_judge (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  HatoSenders senders;
  gboolean pending = !hato_senders_find (subject, answers, &senders);

  for (guint i = 0; i < senders.n_senders; i++)
    {
      g_autofree char *ip = hato_address_to_string (&senders.senders[i].address);
      guint first = findings->len;

      if (!judge_address (&senders.senders[i].address, ip, answers, findings))
        pending = TRUE;
      soften (findings, first, &senders.senders[i]);
    }
  if (pending)
    g_ptr_array_set_size (findings, 0);
  else if (senders.n_senders == 0)
    add_none (subject, &senders, findings);
  else if (senders.cut)
    add_unchecked (findings, subject->domain, "budget", senders.txt, NULL);
  return !pending;
}
