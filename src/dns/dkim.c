/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/dkim.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/domain.h"
#include "dns/mend.h"
#include "dns/misplaced.h"
#include "dns/noted.h"
#include "records/dkim-key.h"

#define SELECTORS_GIVEN_MAX 8u
#define RANKS_TRIED         30u
#define SELECTORS_TRIED_MAX 45u
#define LOOKED_AROUND_MAX                                                                          \
  1u /* given selectors whose wrong places are asked for with the first questions */

/* The judge at work. */
typedef struct
{
  const HatoSubject *subject;
  HatoAnswers *answers;
  GPtrArray *findings;           /* (element-type HatoFinding) */
  GString *good;                 /* (owned): selectors whose keys are right */
  GPtrArray *good_evidence;      /* (owned) (element-type HatoEvidence) */
  GPtrArray *seen;               /* (owned) (element-type HatoDnsRecord): keys that were judged */
  const HatoEvidence *existence; /* (nullable): the answer for _domainkey */
  const HatoEvidence *failed;    /* (nullable): a selector whose answer did not come */
  guint n_looked_around;         /* selectors whose wrong places were asked for in advance */
  gboolean pending;
  gboolean sends_no_mail;
} Dkim;

static const HatoMisplacedPlace places[] = {
  { "{s}.domainkey.{d}", "dkim.wrong_name_no_underscore" },
  { "{s}._domainkey.{d}.{d}", "dkim.wrong_name_doubled" },
  { "{s}._domainkey._domainkey.{d}", "dkim.wrong_name_doubled" },
  { "{s}._domainkey.{s}._domainkey.{d}", "dkim.wrong_name_doubled" },
  { "{s}.{s}._domainkey.{d}", "dkim.wrong_name_doubled" },
  { "{s}.{d}", "dkim.wrong_name" },
  { "{s}_domainkey.{d}", "dkim.wrong_name" },
  { "_{s}._domainkey.{d}", "dkim.wrong_name" },
  { "_domainkey.{s}.{d}", "dkim.wrong_name" },
  { "{s}._domainkey.www.{d}", "dkim.wrong_name" },
  { "{s}._domainkeys.{d}", "dkim.wrong_name" },
  { "{s}._dkim.{d}", "dkim.wrong_name" },
  { "_domainkey.{d}", "dkim.wrong_name" },
  { "{d}", "dkim.wrong_name" },
};

static const HatoDnsRecord *
find_key (const HatoEvidence *evidence)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);

      if (hato_dkim_key_is_meant (record->bytes, record->size))
        return record;
    }
  return NULL;
}

static const HatoMisplacedKind kind = { places, G_N_ELEMENTS (places), find_key };

/* Looks a selector up; FALSE if it cannot be asked for, because the name would be none or too long. @evidence is NULL
 * then, and while the answer is pending. */
static gboolean
look_up_selector (Dkim *self, const char *selector, const HatoEvidence **evidence)
{
  g_autofree char *name = g_strconcat (selector, "._domainkey.", self->subject->domain, NULL);

  *evidence = NULL;
  if (!hato_domain_name_is_askable (name))
    return FALSE;

  *evidence = hato_look_up (self->answers, name, HATO_DNS_TXT);
  if (*evidence == NULL)
    self->pending = TRUE;
  return TRUE;
}

static HatoFinding *
add_finding (Dkim *self, HatoFinding *finding, const char *selector, const HatoEvidence *evidence)
{
  if (selector != NULL && hato_finding_get_argument (finding, "selector") == NULL)
    hato_finding_add_argument (finding, "selector", selector);
  hato_finding_cite (finding, evidence);
  g_ptr_array_add (self->findings, finding);
  return finding;
}

static void
remember_good (Dkim *self, const char *selector, const HatoEvidence *evidence)
{
  if (self->good->len > 0)
    g_string_append (self->good, ", ");
  g_string_append (self->good, selector);
  g_ptr_array_add (self->good_evidence, (gpointer) evidence);
}

/* The level of a key fault by what is known of its selector (contract, rules 3 and 5). */
static HatoLevel
get_level (const Dkim *self, const HatoFinding *finding, gboolean in_use)
{
  if (strcmp (finding->code, "dkim.private_key") == 0 || finding->level > HATO_LEVEL_PROBLEM)
    return finding->level;
  if (strcmp (finding->code, "dkim.revoked") == 0 && self->sends_no_mail)
    return HATO_LEVEL_OK;
  if (strcmp (finding->code, "dkim.revoked") == 0 && !in_use)
    return HATO_LEVEL_ADVICE;

  return in_use ? HATO_LEVEL_PROBLEM : HATO_LEVEL_CAUTION;
}

/* Whether the same text was judged at another selector: a wildcard answers at all of them. */
static gboolean
was_seen (Dkim *self, const HatoDnsRecord *record)
{
  for (guint i = 0; i < self->seen->len; i++)
    {
      const HatoDnsRecord *other = g_ptr_array_index (self->seen, i);

      if (other->size == record->size && memcmp (other->bytes, record->bytes, record->size) == 0)
        return TRUE;
    }
  g_ptr_array_add (self->seen, (gpointer) record);
  return FALSE;
}

/* Judges the text of one key record. */
static void
judge_key (Dkim *self, const char *selector, const HatoEvidence *evidence, gboolean in_use)
{
  const HatoDnsRecord *record = g_ptr_array_index (evidence->records, 0);
  g_autoptr (HatoDkimKey) key = hato_dkim_key_parse (record->bytes, record->size);
  g_autoptr (GPtrArray) noted =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  HatoLevel worst;

  hato_noted_add_findings (noted, key->notes, record->bytes, record->size, evidence->question->name,
                           evidence);
  hato_mend_attach (noted, HATO_RECORD_DKIM, evidence->question->name, record);
  worst = hato_level_worst (noted);
  for (guint i = 0; i < noted->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (noted, i);
      HatoFinding *levelled =
          hato_finding_new_with_level (finding, get_level (self, finding, in_use));

      hato_finding_add_argument (levelled, "selector", selector);
      if (key->bits > 0)
        hato_finding_add_number (levelled, "bits", key->bits);
      g_ptr_array_add (self->findings, levelled);
    }
  if (worst > HATO_LEVEL_CAUTION)
    remember_good (self, selector, evidence);
}

static HatoFinding *
add_broken_alias (Dkim *self, const char *selector, const HatoEvidence *evidence, gboolean in_use)
{
  const HatoDnsRecord *last = g_ptr_array_index (evidence->aliases, evidence->aliases->len - 1);
  HatoFinding *finding =
      hato_finding_new ("dkim.cname_broken", in_use ? HATO_LEVEL_PROBLEM : HATO_LEVEL_ADVICE,
                        evidence->question->name);

  hato_finding_add_argument (finding, "name", last->target);
  return add_finding (self, finding, selector, evidence);
}

/* Whether a selector that mail uses is really not there: it is asked for twice, and two answers that differ are told. */
static gboolean
is_confirmed (Dkim *self,
              const char *selector,
              const HatoEvidence *evidence,
              const HatoEvidence **second)
{
  HatoFinding *finding;

  switch (hato_look_again (self->answers, evidence, second))
    {
    case HATO_SURE_CONFIRMED:
      return TRUE;
    case HATO_SURE_DIFFERENT:
      finding = hato_finding_new_unchecked ("dkim", hato_sure_get_reason (*second),
                                            self->subject->domain);
      add_finding (self, finding, selector, evidence);
      hato_finding_cite (finding, *second);
      return FALSE;
    case HATO_SURE_PENDING:
    default:
      self->pending = TRUE;
      return FALSE;
    }
}

/* What a domain without mail of its own lacks is as it should be (contract, rule 3). */
static HatoFinding *
new_missing (const Dkim *self)
{
  return hato_finding_new_usual (self->sends_no_mail ? "dkim.not_applicable" : "dkim.missing",
                                 self->subject->domain);
}

static const char *
name_answer (const HatoEvidence *evidence)
{
  return hato_evidence_get_outcome (evidence) == HATO_OUTCOME_NXDOMAIN ? "NXDOMAIN" : "NODATA";
}

/* A key that stands elsewhere can be registered at its place as it is, if it is right. */
static HatoFinding *
new_misplaced (const Dkim *self, const HatoMisplaced *misplaced, const HatoEvidence *here)
{
  const HatoDnsRecord *record = misplaced->record;
  g_autoptr (HatoDkimKey) key = hato_dkim_key_parse (record->bytes, record->size);
  HatoFinding *finding =
      hato_finding_new (misplaced->code, HATO_LEVEL_PROBLEM, self->subject->domain);

  hato_misplaced_tell (misplaced, finding);
  if (key->valid && !key->revoked)
    hato_finding_set_record (finding, here->question->name, "TXT", NULL, key->text);
  return finding;
}

/* No key at a selector that mail uses: perhaps it stands somewhere near. */
static void
judge_missing (Dkim *self, const char *selector, const HatoEvidence *evidence)
{
  g_auto (HatoMisplaced) misplaced = { 0 };
  HatoSure sure = hato_misplaced_find (&kind, self->subject->domain, selector, evidence,
                                       self->answers, &misplaced);
  HatoFinding *finding;

  if (sure == HATO_SURE_PENDING)
    {
      self->pending = TRUE;
      return;
    }
  if (sure == HATO_SURE_DIFFERENT)
    finding = hato_finding_new_unchecked ("dkim", hato_sure_get_reason (misplaced.second),
                                          self->subject->domain);
  else if (misplaced.record != NULL)
    finding = new_misplaced (self, &misplaced, evidence);
  else
    {
      finding = new_missing (self);
      hato_finding_add_argument (finding, "name", evidence->question->name);
      hato_finding_add_argument (finding, "answer", name_answer (evidence));
    }
  add_finding (self, finding, selector, evidence);
  hato_finding_cite (finding, misplaced.second);
}

/* An alias of a selector that mail uses, to a name without a key. */
static void
judge_used_alias (Dkim *self, const char *selector, const HatoEvidence *evidence)
{
  const HatoEvidence *second;

  if (is_confirmed (self, selector, evidence, &second))
    hato_finding_cite (add_broken_alias (self, selector, evidence, TRUE), second);
}

/* A selector that was given and cannot stand before this domain: so it is not the one in use, and that is not known.
 * Where nothing exists below _domainkey there is no key under any name. */
static void
add_unaskable (Dkim *self, const char *selector)
{
  const char *reason;

  if (self->existence == NULL
      || hato_evidence_get_outcome (self->existence) == HATO_OUTCOME_NXDOMAIN)
    return;

  reason = hato_evidence_get_reason (self->existence);
  add_finding (self,
               hato_finding_new_unchecked ("dkim", reason != NULL ? reason : "selector_unknown",
                                           self->subject->domain),
               selector, self->existence);
}

/* A selector that a mail used, or that was given. */
static void
judge_given (Dkim *self, const char *selector)
{
  const HatoEvidence *evidence;

  if (!look_up_selector (self, selector, &evidence))
    {
      add_unaskable (self, selector);
      return;
    }
  /* The places near by are asked in the same round: the answers are there when they are needed. */
  if (self->n_looked_around++ < LOOKED_AROUND_MAX)
    hato_misplaced_look_up (&kind, self->subject->domain, selector, self->answers);

  if (evidence == NULL)
    return;

  switch (hato_evidence_get_outcome (evidence))
    {
    case HATO_OUTCOME_FAILED:
      add_finding (self,
                   hato_finding_new_unchecked ("dkim", hato_evidence_get_reason (evidence),
                                               self->subject->domain),
                   selector, evidence);
      break;
    case HATO_OUTCOME_ANSWER:
      was_seen (self, g_ptr_array_index (evidence->records, 0));
      if (evidence->records->len > 1)
        add_finding (
            self, hato_finding_new ("dkim.multiple", HATO_LEVEL_PROBLEM, evidence->question->name),
            selector, evidence);
      else
        judge_key (self, selector, evidence, TRUE);
      break;
    case HATO_OUTCOME_NODATA:
    case HATO_OUTCOME_NXDOMAIN:
    default:
      if (evidence->aliases->len > 0)
        judge_used_alias (self, selector, evidence);
      else
        judge_missing (self, selector, evidence);
      break;
    }
}

/* A selector that is only tried: what is not there says nothing. */
static void
judge_tried (Dkim *self, const char *selector)
{
  const HatoEvidence *evidence;

  if (g_strv_contains ((const char *const *) self->subject->selectors, selector))
    return;

  if (!look_up_selector (self, selector, &evidence) || evidence == NULL)
    return;

  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    self->failed = evidence;
  else if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_ANSWER
           && find_key (evidence) != NULL
           && !was_seen (self, g_ptr_array_index (evidence->records, 0)))
    {
      if (evidence->records->len > 1)
        add_finding (
            self, hato_finding_new ("dkim.multiple", HATO_LEVEL_CAUTION, evidence->question->name),
            selector, evidence);
      else
        judge_key (self, selector, evidence, FALSE);
    }
}

/* Nothing was found: does anything exist below _domainkey? NXDOMAIN means that nothing does (RFC 8020 §2); an empty
 * answer means that there is a key whose name we do not know, which is no fault. */
static void
judge_existence (Dkim *self)
{
  const HatoEvidence *existence = self->existence;
  const char *reason = hato_evidence_get_reason (existence);
  HatoFinding *finding;

  if (reason == NULL && self->failed != NULL)
    reason = hato_evidence_get_reason (self->failed);
  if (self->sends_no_mail)
    finding = hato_finding_new_usual ("dkim.not_applicable", self->subject->domain);
  else if (reason != NULL)
    finding = hato_finding_new_unchecked ("dkim", reason, self->subject->domain);
  else if (hato_evidence_get_outcome (existence) == HATO_OUTCOME_NXDOMAIN
           && self->findings->len == 0)
    {
      finding = new_missing (self);
      hato_finding_add_argument (finding, "name", existence->question->name);
      hato_finding_add_argument (finding, "answer", name_answer (existence));
    }
  else
    finding = hato_finding_new_unchecked ("dkim", "selector_unknown", self->subject->domain);
  if (reason != NULL && self->failed != NULL)
    hato_finding_cite (finding, self->failed);
  add_finding (self, finding, NULL, existence);
}

/* Whether something was found that tells of the signature in use; a key that was withdrawn or an alias that was left over at a
 * selector that is only tried does not. */
static gboolean
is_decided (const Dkim *self)
{
  for (guint i = 0; i < self->findings->len; i++)
    if (((const HatoFinding *) g_ptr_array_index (self->findings, i))->level != HATO_LEVEL_ADVICE)
      return TRUE;

  return FALSE;
}

static void
add_tried (GPtrArray *tried, const char *selector)
{
  if (selector != NULL && tried->len < SELECTORS_TRIED_MAX
      && !g_ptr_array_find_with_equal_func (tried, selector, g_str_equal, NULL))
    g_ptr_array_add (tried, (gpointer) selector);
}

/* The selectors of the company that a record of the domain names. */
static void
add_providers (const HatoEvidence *evidence,
               HatoProviderList *providers,
               HatoProviderSign sign,
               GPtrArray *tried)
{
  for (guint i = 0; evidence != NULL && i < evidence->records->len; i++)
    {
      const char *target =
          ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, i))->target;
      const HatoProvider *provider =
          target != NULL ? hato_provider_list_find (providers, sign, target) : NULL;

      for (gsize j = 0; provider != NULL && provider->selectors[j] != NULL; j++)
        add_tried (tried, provider->selectors[j]);
    }
}

/* The frequent ones, and those of the companies that are recognised by MX and name servers. */
static GPtrArray *
list_tried (Dkim *self, HatoSelectorList *selectors, HatoProviderList *providers)
{
  GPtrArray *tried = g_ptr_array_new ();

  for (guint rank = 1; selectors != NULL && rank <= RANKS_TRIED; rank++)
    add_tried (tried, hato_selector_list_get (selectors, rank));
  if (providers != NULL)
    {
      add_providers (hato_look_up (self->answers, self->subject->domain, HATO_DNS_MX), providers,
                     HATO_PROVIDER_BY_MX, tried);
      add_providers (hato_look_up (self->answers, self->subject->domain, HATO_DNS_NS), providers,
                     HATO_PROVIDER_BY_NAME_SERVER, tried);
    }
  return tried;
}

static void
judge_selectors (Dkim *self, HatoSelectorList *selectors, HatoProviderList *providers)
{
  g_autoptr (GPtrArray) tried = NULL;

  for (guint i = 0; self->subject->selectors[i] != NULL && i < SELECTORS_GIVEN_MAX; i++)
    judge_given (self, self->subject->selectors[i]);

  tried = list_tried (self, selectors, providers);
  for (guint i = 0; i < tried->len; i++)
    judge_tried (self, g_ptr_array_index (tried, i));
}

/**
 * hato_dkim_judge:
 * @selectors: (nullable): selectors that are worth a try
 * @providers: (nullable): to try those of the providers that are recognised
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item dkim. Whether mail is signed cannot be told from a domain name alone: an unknown selector is unchecked.
 * There are three states: a key is found; surely none (_domainkey does not exist); some exist, names unknown.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_dkim_judge (const HatoSubject *subject,
                 HatoSelectorList *selectors,
                 HatoProviderList *providers,
                 HatoAnswers *answers,
                 GPtrArray *findings)
{
  g_autoptr (GString) good = g_string_new (NULL);
  g_autoptr (GPtrArray) good_evidence = g_ptr_array_new ();
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  Dkim self = { .subject = subject,
                .answers = answers,
                .findings = findings,
                .good = good,
                .good_evidence = good_evidence,
                .seen = seen };
  g_autofree char *existence_name = g_strconcat ("_domainkey.", subject->domain, NULL);
  const HatoEvidence *apex;
  gboolean known;

  if (!hato_domain_name_is_askable (existence_name)) /* too long for any key below it */
    {
      add_finding (&self, hato_finding_new_usual ("dkim.not_applicable", subject->domain), NULL,
                   NULL);
      return TRUE;
    }

  self.existence = hato_look_up (answers, existence_name, HATO_DNS_TXT);
  apex = hato_look_up (answers, subject->domain, HATO_DNS_TXT);
  known = hato_domain_sends_no_mail (subject, answers, &self.sends_no_mail);
  judge_selectors (&self, selectors, providers);
  if (self.pending || !known || self.existence == NULL || apex == NULL)
    {
      g_ptr_array_set_size (findings, 0);
      return FALSE;
    }

  if (hato_evidence_get_outcome (apex) == HATO_OUTCOME_NXDOMAIN)
    {
      g_ptr_array_set_size (findings, 0);
      return hato_domain_judge_nxdomain (subject, "dkim", "dkim.not_applicable", apex, answers,
                                         findings);
    }
  if (good->len > 0)
    {
      HatoFinding *finding = hato_finding_new_usual ("dkim.ok", subject->domain);

      for (guint i = 0; i < good_evidence->len; i++)
        hato_finding_cite (finding, g_ptr_array_index (good_evidence, i));
      add_finding (&self, finding, good->str, NULL);
    }
  if (good->len == 0 && !is_decided (&self))
    judge_existence (&self);
  return TRUE;
}
