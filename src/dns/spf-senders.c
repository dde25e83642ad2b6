/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the record says of the addresses that are known to send (contract, "Known sending addresses"). */
#include "config.h"

#include "dns/spf-senders.h"

#include <string.h>

#include "base/address.h"
#include "dns/spf-eval.h"
#include "dns/spf-where.h"
#include "records/spf-record.h"

#define SENDERS_MAX       20u /* given addresses that are evaluated */
#define OWN_ADDRESSES_MAX 10u /* single addresses of a record that are evaluated */

/* The sender's address, where it is of this domain: what another domain publishes is not judged here. */
static char *
make_sender (const HatoSubject *subject)
{
  const char *at = subject->mail_from != NULL ? strrchr (subject->mail_from, '@') : NULL;

  return at != NULL && g_ascii_strcasecmp (at + 1, subject->domain) == 0
             ? g_strdup (subject->mail_from)
             : g_strconcat ("postmaster@", subject->domain, NULL);
}

/* What the record says of one address. FALSE = pending. */
static gboolean
evaluate (const HatoSubject *subject,
          const HatoAddress *ip,
          gboolean trace,
          HatoAnswers *answers,
          HatoSpfEvaluation *evaluation)
{
  g_autofree char *mail_from = make_sender (subject);
  HatoSpfInput input = { .ip = *ip, .mail_from = mail_from };

  input.helo = subject->helo != NULL ? subject->helo : subject->domain;
  input.trace = trace;
  return hato_spf_evaluate (&input, answers, evaluation);
}

/* The answer that is missing for a sure result. */
static const HatoEvidence *
get_missing (const HatoSpfEvaluation *evaluation)
{
  return evaluation->failed != NULL ? evaluation->failed : evaluation->doubtful;
}

static HatoFinding *
add_finding (GPtrArray *findings,
             const char *code,
             const HatoSubject *subject,
             const HatoAddress *ip,
             const HatoEvidence *txt)
{
  g_autofree char *text = hato_address_to_string (ip);
  HatoFinding *finding = hato_finding_new_usual (code, subject->domain);
  const HatoSpfRecord *record = hato_spf_txt_get (txt)->record;

  hato_finding_add_argument (finding, "ip", text);
  hato_finding_take_excerpt (finding, hato_excerpt_new (record->text, record->size));
  hato_finding_cite (finding, txt);
  g_ptr_array_add (findings, finding);
  return finding;
}

/* Whether it has been said already that @evidence told nothing. */
static gboolean
is_told (const GPtrArray *findings, const HatoEvidence *evidence)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == HATO_LEVEL_UNCHECKED
          && g_ptr_array_find (finding->evidence, evidence, NULL))
        return TRUE;
    }
  return FALSE;
}

/* Asks a second time what made a sender not pass. @first, @second: (out) (nullable): an answer that did not stay the same.
 * FALSE = pending. */
static gboolean
confirm_negatives (const HatoSpfEvaluation *evaluation,
                   HatoAnswers *answers,
                   const HatoEvidence **first,
                   const HatoEvidence **second)
{
  gboolean complete = TRUE;

  *first = *second = NULL;
  for (guint i = 0; evaluation->negatives != NULL && i < evaluation->negatives->len; i++)
    {
      const HatoEvidence *negative = g_ptr_array_index (evaluation->negatives, i), *again;
      HatoSure sure = hato_look_again (answers, negative, &again);

      complete = complete && sure != HATO_SURE_PENDING;
      if (sure == HATO_SURE_DIFFERENT && *first == NULL)
        {
          *first = negative;
          *second = again;
        }
    }
  return complete;
}

static void
add_unchecked (GPtrArray *findings,
               const char *reason,
               const HatoSubject *subject,
               const HatoEvidence *txt,
               const HatoEvidence *first,
               const HatoEvidence *second)
{
  HatoFinding *finding = hato_finding_new_unchecked ("spf", reason, subject->domain);

  hato_finding_cite (finding, txt);
  hato_finding_cite (finding, first);
  hato_finding_cite (finding, second);
  g_ptr_array_add (findings, finding);
}

/* One sender that does not pass, and what was confirmed of it. */
typedef struct
{
  const HatoAddress *ip;
  const HatoSpfEvaluation *evaluation;
  const HatoEvidence *first; /* (nullable): an answer that changed … */
  const HatoEvidence *second;
} Refused;

/* Where an answer is missing for a sender, nothing is a fault (contract, rule 1). */
static void
add_sender (const HatoSubject *subject,
            const Refused *refused,
            const HatoEvidence *txt,
            const HatoSpfTree *tree,
            GPtrArray *findings)
{
  HatoSpfResult result = refused->evaluation->result;
  const HatoEvidence *failed = get_missing (refused->evaluation);
  gboolean fails =
      result == HATO_SPF_FAIL || result == HATO_SPF_SOFTFAIL || result == HATO_SPF_NEUTRAL;

  if (failed == NULL && refused->first != NULL)
    add_unchecked (findings, hato_sure_get_reason (refused->second), subject, txt, refused->first,
                   refused->second);
  else if (failed == NULL && fails)
    {
      HatoFinding *finding = add_finding (
          findings, refused->ip->size == 4 ? "spf.sender_not_covered" : "spf.ipv6_not_covered",
          subject, refused->ip, txt);

      hato_finding_add_argument (finding, "result", hato_spf_result_to_string (result));
    }
  else if (failed != NULL && !is_told (findings, failed) && !is_told (tree->findings, failed))
    add_unchecked (findings, hato_evidence_get_reason (failed), subject, txt, failed, NULL);
}

/* The senders that are known from the record itself: its single addresses (contract, "Known sending addresses"). */
typedef struct
{
  HatoAddress addresses[OWN_ADDRESSES_MAX];
  guint n_addresses;
} Senders;

static void
take_address (Senders *self, const guint8 *bytes, gsize size)
{
  HatoAddress *address;

  if (self->n_addresses == OWN_ADDRESSES_MAX || (size != 4 && size != 16))
    return;

  address = &self->addresses[self->n_addresses++];
  memcpy (address->bytes, bytes, size);
  address->size = size;
}

/* The addresses of a host, if they are known already; nothing is asked for them. */
static void
take_host (Senders *self, const char *name, HatoAnswers *answers)
{
  static const guint16 types[] = { HATO_DNS_A, HATO_DNS_AAAA };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      HatoQuestion question = { .kind = HATO_QUESTION_DNS, .type = types[i], .name = name };
      const HatoEvidence *evidence = hato_answers_find (answers, &question);

      for (guint j = 0; evidence != NULL && j < evidence->records->len; j++)
        {
          const HatoDnsRecord *record = g_ptr_array_index (evidence->records, j);

          take_address (self, record->bytes, record->size);
        }
    }
}

static void
take_term (Senders *self, const HatoSpfTerm *term, const HatoSubject *subject, HatoAnswers *answers)
{
  const char *name = term->domain.text != NULL ? term->domain.text : subject->domain;
  HatoQuestion question = { .kind = HATO_QUESTION_DNS, .type = HATO_DNS_MX, .name = name };
  const HatoEvidence *mx;

  if (term->qualifier != HATO_SPF_QUALIFIER_PASS || term->domain.macros)
    return;

  if (term->mechanism == HATO_SPF_IP4 && term->prefix4 == 32)
    take_address (self, term->network, 4);
  else if (term->mechanism == HATO_SPF_IP6 && term->prefix6 == 128)
    take_address (self, term->network, 16);
  else if (term->mechanism == HATO_SPF_A && term->prefix4 == 32 && term->prefix6 == 128)
    take_host (self, name, answers);
  else if (term->mechanism == HATO_SPF_MX && term->prefix4 == 32 && term->prefix6 == 128)
    {
      mx = hato_answers_find (answers, &question);
      for (guint i = 0; mx != NULL && i < mx->records->len; i++)
        take_host (self, ((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target,
                   answers);
    }
}

/* Whether each of the domain's own addresses passes: what goes wrong behind them hits no sender that is known. */
static gboolean
own_addresses_pass (const HatoSubject *subject,
                    const HatoSpfRecord *record,
                    HatoAnswers *answers,
                    gboolean *all_pass)
{
  Senders senders = { .n_addresses = 0 };
  gboolean complete = TRUE;

  for (guint i = 0; i < record->n_terms; i++)
    take_term (&senders, &record->terms[i], subject, answers);

  *all_pass = senders.n_addresses > 0;
  for (guint i = 0; i < senders.n_addresses; i++)
    {
      g_auto (HatoSpfEvaluation) evaluation = { 0 };

      complete = evaluate (subject, &senders.addresses[i], FALSE, answers, &evaluation) && complete;
      *all_pass = *all_pass && evaluation.result == HATO_SPF_PASS;
    }
  return complete;
}

/**
 * hato_spf_senders_evaluate:
 * @result: (out): temperror also where the second look at an answer was not the same, or an answer is missing on the way
 *
 * What the record says of an address, each negative on the way asked for twice.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_spf_senders_evaluate (const HatoSubject *subject,
                           const HatoAddress *ip,
                           HatoAnswers *answers,
                           HatoSpfResult *result)
{
  g_auto (HatoSpfEvaluation) evaluation = { 0 };
  const HatoEvidence *first = NULL, *second;

  if (!evaluate (subject, ip, FALSE, answers, &evaluation))
    return FALSE;
  if (evaluation.result != HATO_SPF_PASS
      && !confirm_negatives (&evaluation, answers, &first, &second))
    return FALSE;

  *result =
      first != NULL || get_missing (&evaluation) != NULL ? HATO_SPF_TEMPERROR : evaluation.result;
  return TRUE;
}

/* The given address number @index. FALSE where it is none. */
static gboolean
get_given (const HatoSubject *subject, guint index, HatoAddress *ip)
{
  if (!hato_address_parse (subject->sending_ips[index], ip))
    return FALSE;

  hato_address_unmap (ip);
  return TRUE;
}

static guint
count_given (const HatoSubject *subject)
{
  return MIN (g_strv_length (subject->sending_ips), SENDERS_MAX);
}

/**
 * hato_spf_senders_judge:
 * @txt: the answer that holds the record
 * @tree: the walk through it; the terms at which addresses match are noted there
 * @findings: (element-type HatoFinding): where those go on addresses that do not pass
 * @all_pass: (out): whether there are known sending addresses and all of them pass: then what goes wrong elsewhere in the
 *   record hits none of them (contract, rule 6)
 *
 * Evaluates the addresses that were given; where there are none, the domain's own single addresses.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_spf_senders_judge (const HatoSubject *subject,
                        const HatoEvidence *txt,
                        HatoSpfTree *tree,
                        HatoAnswers *answers,
                        GPtrArray *findings,
                        gboolean *all_pass)
{
  gboolean complete = TRUE;

  if (subject->sending_ips[0] == NULL)
    return own_addresses_pass (subject, hato_spf_txt_get (txt)->record, answers, all_pass);

  *all_pass = TRUE;
  for (guint i = 0; i < count_given (subject); i++)
    {
      HatoAddress ip;
      g_auto (HatoSpfEvaluation) evaluation = { 0 };
      Refused refused = { &ip, &evaluation, NULL, NULL };

      if (!get_given (subject, i, &ip))
        continue;
      if (!evaluate (subject, &ip, TRUE, answers, &evaluation))
        complete = FALSE;
      else if (evaluation.result != HATO_SPF_PASS
               && !confirm_negatives (&evaluation, answers, &refused.first, &refused.second))
        complete = FALSE;
      else if (evaluation.result != HATO_SPF_PASS)
        add_sender (subject, &refused, txt, tree, findings);
      hato_spf_where_mark (tree->tree, &evaluation, subject->sending_ips[i]);
      *all_pass = *all_pass && evaluation.result == HATO_SPF_PASS;
    }
  return complete;
}

/* What a permanent error is called. */
static const char *
name_cause (const HatoSpfEvaluation *evaluation)
{
  const HatoEvidence *evidence = evaluation->cause_evidence;

  switch (evaluation->cause)
    {
    case HATO_SPF_CAUSE_VOIDS:
      return "spf.void_lookups";
    case HATO_SPF_CAUSE_BROKEN:
      return "spf.include_broken";
    case HATO_SPF_CAUSE_NO_RECORD:
      if (evaluation->cause_term != NULL
          && g_ascii_strncasecmp (evaluation->cause_term, "redirect", strlen ("redirect")) == 0)
        return "spf.redirect_no_spf";

      return evidence != NULL && hato_evidence_get_outcome (evidence) == HATO_OUTCOME_NXDOMAIN
                 ? "spf.include_nxdomain"
                 : "spf.include_no_spf";
    case HATO_SPF_CAUSE_LOOKUPS:
    case HATO_SPF_CAUSE_HOSTS:
    case HATO_SPF_CAUSE_NONE:
    default:
      return "spf.too_many_lookups";
    }
}

static void
add_permanent_error (const HatoSubject *subject,
                     const HatoAddress *ip,
                     const HatoSpfEvaluation *evaluation,
                     const HatoEvidence *txt,
                     GPtrArray *findings)
{
  const HatoEvidence *evidence = evaluation->cause_evidence;
  const char *code = name_cause (evaluation);
  /* Macros make names of any bytes. */
  g_autofree char *name =
      g_utf8_make_valid (evidence != NULL                 ? evidence->question->name
                         : evaluation->cause_term != NULL ? evaluation->cause_term
                                                          : subject->domain,
                         -1);
  HatoFinding *finding = add_finding (findings, code, subject, ip, txt);

  if (evaluation->cause == HATO_SPF_CAUSE_VOIDS)
    {
      hato_finding_add_number (finding, "count", evaluation->void_lookups);
      hato_finding_add_number (finding, "limit", HATO_SPF_VOID_LOOKUPS_MAX);
      hato_spf_name_voids (finding, evaluation->negatives);
    }
  else if (evaluation->cause == HATO_SPF_CAUSE_HOSTS)
    {
      hato_finding_add_number (finding, "count", evidence->records->len);
      hato_finding_add_number (finding, "limit", HATO_SPF_HOSTS_MAX);
    }
  else if (evaluation->cause == HATO_SPF_CAUSE_LOOKUPS)
    {
      hato_finding_add_number (finding, "count", evaluation->lookups);
      hato_finding_add_number (finding, "limit", HATO_SPF_LOOKUPS_MAX);
    }
  hato_finding_add_argument (finding, "name", name);
  hato_finding_add_argument (finding, "term", evaluation->cause_term);
  hato_finding_cite (finding, evidence);
}

/**
 * hato_spf_senders_explain:
 *
 * Names a permanent error that only a sender meets, as it hangs on macros or on its kind of address: the walk through the
 * tree cannot see it. One is enough: the others meet the same. To be called when hato_spf_senders_judge () has settled.
 */
void
hato_spf_senders_explain (const HatoSubject *subject,
                          const HatoEvidence *txt,
                          HatoAnswers *answers,
                          GPtrArray *findings)
{
  for (guint i = 0; i < count_given (subject); i++)
    {
      HatoAddress ip;
      g_auto (HatoSpfEvaluation) evaluation = { 0 };
      const HatoEvidence *first, *second;

      if (get_given (subject, i, &ip) && evaluate (subject, &ip, FALSE, answers, &evaluation)
          && evaluation.result == HATO_SPF_PERMERROR && get_missing (&evaluation) == NULL
          && confirm_negatives (&evaluation, answers, &first, &second) && first == NULL)
        {
          add_permanent_error (subject, &ip, &evaluation, txt, findings);
          return;
        }
    }
}
