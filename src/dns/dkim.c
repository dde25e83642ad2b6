/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/dkim.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/domain.h"
#include "dns/noted.h"
#include "records/dkim-key.h"

#define SELECTORS_GIVEN_MAX 8u
#define RANKS_TRIED         30u
#define SELECTORS_TRIED_MAX 45u

/* The judge at work. */
typedef struct
{
  const HatoSubject *subject;
  HatoAnswers *answers;
  GPtrArray *findings;           /* (element-type HatoFinding) */
  GString *good;                 /* (owned): selectors whose keys are right */
  GPtrArray *good_evidence;      /* (owned) (element-type HatoEvidence) */
  const HatoEvidence *existence; /* (nullable): the answer for _domainkey */
  const HatoEvidence *failed;    /* (nullable): a selector whose answer did not come */
  gboolean pending;
  gboolean sends_no_mail;
} Dkim;

/* Places where a key for a selector is put by mistake, and the code that names the place. */
static const struct
{
  const char *form; /* {s} = the selector, {d} = the domain */
  const char *code;
} wrong_places[] = {
  { "{s}.domainkey.{d}", "dkim.wrong_name_no_underscore" },
  { "{s}._domainkey.{d}.{d}", "dkim.wrong_name_doubled" },
  { "{s}._domainkey._domainkey.{d}", "dkim.wrong_name_doubled" },
  { "{s}.{d}", "dkim.wrong_name" },
  { "{s}_domainkey.{d}", "dkim.wrong_name" },
};

static char *
make_name (const char *form, const char *selector, const char *domain)
{
  GString *name = g_string_new (form);

  g_string_replace (name, "{s}", selector, 0);
  g_string_replace (name, "{d}", domain, 0);
  return g_string_free (name, FALSE);
}

/* Looks a selector up; FALSE if it cannot be asked for, because the name would be none or too long. @evidence is NULL
 * then, and while the answer is pending. */
static gboolean
look_up_selector (Dkim *self, const char *selector, const HatoEvidence **evidence)
{
  g_autofree char *name = make_name ("{s}._domainkey.{d}", selector, self->subject->domain);

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

static gboolean
looks_like_key (const HatoEvidence *evidence)
{
  const HatoDnsRecord *record = g_ptr_array_index (evidence->records, 0);

  return hato_dkim_key_is_meant (record->bytes, record->size);
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

/* The key that stands near its place; the places count in their order, whatever answer comes first. */
static const HatoEvidence *
find_misplaced (Dkim *self, const char *selector, const char **code)
{
  const HatoEvidence *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong_places); i++)
    {
      g_autofree char *name = make_name (wrong_places[i].form, selector, self->subject->domain);
      const HatoEvidence *there = NULL;

      if (!hato_domain_name_is_askable (name))
        continue;
      there = hato_look_up (self->answers, name, HATO_DNS_TXT);
      if (there == NULL)
        self->pending = TRUE;
      else if (found == NULL && hato_evidence_get_outcome (there) == HATO_OUTCOME_ANSWER
               && looks_like_key (there))
        {
          found = there;
          *code = wrong_places[i].code;
        }
    }
  return found;
}

/* No key at a selector that mail uses: perhaps it stands somewhere near. */
static void
judge_missing (Dkim *self, const char *selector, const HatoEvidence *evidence)
{
  const char *code = "dkim.missing";
  const HatoEvidence *second;
  const HatoEvidence *misplaced = find_misplaced (self, selector, &code);
  HatoFinding *finding;

  if (!is_confirmed (self, selector, evidence, &second) || self->pending)
    return;

  if (misplaced == NULL)
    finding = hato_finding_new_usual (code, self->subject->domain);
  else
    {
      finding = hato_finding_new (code, HATO_LEVEL_PROBLEM, self->subject->domain);
      hato_finding_add_argument (finding, "name", misplaced->question->name);
    }
  add_finding (self, finding, selector, evidence);
  hato_finding_cite (finding, second);
  hato_finding_cite (finding, misplaced);
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
  /* The wrong places are asked in the same round: the answer is there when it is needed. */
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_places); i++)
    {
      g_autofree char *name = make_name (wrong_places[i].form, selector, self->subject->domain);

      if (hato_domain_name_is_askable (name))
        hato_look_up (self->answers, name, HATO_DNS_TXT);
    }

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
  else if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_ANSWER && looks_like_key (evidence))
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
  else if (hato_evidence_get_outcome (existence) == HATO_OUTCOME_NXDOMAIN)
    finding = hato_finding_new_usual ("dkim.missing", self->subject->domain);
  else
    finding = hato_finding_new_unchecked ("dkim", "selector_unknown", self->subject->domain);
  if (reason != NULL && self->failed != NULL)
    hato_finding_cite (finding, self->failed);
  add_finding (self, finding, NULL, existence);
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
  Dkim self = { .subject = subject,
                .answers = answers,
                .findings = findings,
                .good = good,
                .good_evidence = good_evidence };
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
  if (findings->len == 0)
    judge_existence (&self);
  return TRUE;
}
