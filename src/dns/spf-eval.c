/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/spf-eval.h"

#include <string.h>

#include "base/domain-name.h"
#include "records/spf-macro.h"
#include "records/spf-record.h"

#define DEPTH_MAX      12u /* more cannot be reached within the ten look-ups */
#define HOSTS_MAX      10u /* §4.6.4: names of an MX or PTR answer */
#define LOOK_AHEAD_MAX 60u /* names that are asked for before they are known to be needed */
#define NAME_SIZE      (HATO_DOMAIN_NAME_MAX + 1)

static const char *const result_names[] = {
  [HATO_SPF_NONE] = "none",           [HATO_SPF_NEUTRAL] = "neutral",
  [HATO_SPF_PASS] = "pass",           [HATO_SPF_FAIL] = "fail",
  [HATO_SPF_SOFTFAIL] = "softfail",   [HATO_SPF_TEMPERROR] = "temperror",
  [HATO_SPF_PERMERROR] = "permerror",
};

static const HatoSpfResult qualifier_results[] = {
  [HATO_SPF_QUALIFIER_PASS] = HATO_SPF_PASS,
  [HATO_SPF_QUALIFIER_FAIL] = HATO_SPF_FAIL,
  [HATO_SPF_QUALIFIER_SOFTFAIL] = HATO_SPF_SOFTFAIL,
  [HATO_SPF_QUALIFIER_NEUTRAL] = HATO_SPF_NEUTRAL,
};

/* One evaluation at work. */
typedef struct
{
  const HatoSpfInput *input;
  HatoAnswers *answers;
  HatoSpfEvaluation *out;
  HatoSpfMacroInput macros;
  char validated[NAME_SIZE]; /* macro p, once it is known */
  guint look_ahead;
  gboolean
      pending; /* an answer was missing: from here on it is only seen what else will be needed */

  /* The record whose directive failed the mail, and its domain: where the explanation is found (§6.2). */
  const HatoSpfRecord *failed;
  char failed_domain[NAME_SIZE];
} Evaluation;

/* What one directive says. */
typedef enum
{
  NO_MATCH,
  MATCH,
  TEMPORARY_ERROR,
  PERMANENT_ERROR,
} Match;

static HatoSpfResult
check_host (Evaluation *self, const char *domain, guint depth, gboolean included);

/** hato_spf_result_to_string: "pass", "softfail", … */
const char *
hato_spf_result_to_string (HatoSpfResult result)
{
  return result_names[result];
}

static void
step_free (gpointer data)
{
  HatoSpfStep *step = data;

  g_free (step->domain);
  g_free (step->term);
  g_free (step);
}

static void
trace (Evaluation *self,
       guint depth,
       const char *domain,
       const HatoSpfRecord *record,
       gsize start,
       gsize end,
       const char *outcome)
{
  HatoSpfStep *step;

  if (self->out->trace == NULL)
    return;

  step = g_new0 (HatoSpfStep, 1);
  step->depth = depth;
  step->domain = g_utf8_make_valid (domain, -1); /* macros make names of any bytes */
  step->term = record != NULL ? g_strndup (record->text + start, end - start) : g_strdup ("");
  step->outcome = outcome;
  g_ptr_array_add (self->out->trace, step);
}

/* Looks up; a missing answer makes the evaluation pending. @name is folded. */
static void
note_negative (HatoSpfEvaluation *out, const HatoEvidence *evidence)
{
  if (out->negatives == NULL)
    out->negatives = g_ptr_array_new ();
  g_ptr_array_add (out->negatives, (gpointer) evidence);
}

static const HatoEvidence *
look_up (Evaluation *self, const char *name, guint16 type)
{
  const HatoEvidence *evidence;

  if (self->pending && self->look_ahead >= LOOK_AHEAD_MAX)
    return NULL;

  evidence = hato_look_up (self->answers, name, type);
  if (evidence == NULL)
    {
      self->pending = TRUE;
      self->look_ahead++;
    }
  else if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    self->out->failed = evidence;
  else if (hato_evidence_get_outcome (evidence) != HATO_OUTCOME_ANSWER)
    note_negative (self->out, evidence);
  return evidence;
}

/* §4.6.4: counts a look-up that a term costs; FALSE past the limit. */
static gboolean
count_lookup (Evaluation *self)
{
  return ++self->out->lookups <= HATO_SPF_LOOKUPS_MAX;
}

/* §4.6.4: counts an answer without records; FALSE past the limit. */
static gboolean
count_void (Evaluation *self, const HatoEvidence *evidence)
{
  HatoOutcome outcome = hato_evidence_get_outcome (evidence);

  if (outcome == HATO_OUTCOME_NODATA || outcome == HATO_OUTCOME_NXDOMAIN)
    self->out->void_lookups++;
  return self->out->void_lookups <= HATO_SPF_VOID_LOOKUPS_MAX;
}

static gboolean
record_in_network (const HatoDnsRecord *record, const HatoAddress *ip, guint prefix)
{
  return record->size == ip->size
         && hato_address_in_network (ip, record->bytes, record->size, prefix);
}

static gboolean
any_in_network (const HatoEvidence *evidence, const HatoAddress *ip, guint prefix)
{
  for (guint i = 0; i < evidence->records->len; i++)
    if (record_in_network (g_ptr_array_index (evidence->records, i), ip, prefix))
      return TRUE;

  return FALSE;
}

static guint16
address_type (const Evaluation *self)
{
  return self->input->ip.size == 4 ? HATO_DNS_A : HATO_DNS_AAAA;
}

static guint
address_prefix (const Evaluation *self, const HatoSpfTerm *term)
{
  return self->input->ip.size == 4 ? term->prefix4 : term->prefix6;
}

/* §7.3: a name that is too long loses labels from the left. FALSE where what is left cannot be asked for. */
static gboolean
fit_name (GString *name)
{
  g_string_replace (name, "\\", "\\\\", 0); /* in names a backslash escapes (RFC 1035 §5.1) */
  if (name->len > 0 && name->str[name->len - 1] == '.')
    g_string_truncate (name, name->len - 1);
  while (name->len > HATO_DOMAIN_NAME_MAX)
    {
      const char *dot = strchr (name->str, '.');

      if (dot == NULL)
        return FALSE;
      g_string_erase (name, 0, dot + 1 - name->str);
    }
  for (gsize i = 0; i < name->len; i++)
    name->str[i] = g_ascii_tolower (name->str[i]);
  return hato_domain_name_is_askable (name->str);
}

/* Whether @name leads to the client's address: a "validated" name (§5.5). */
static gboolean
is_validated (Evaluation *self, const char *name)
{
  const HatoEvidence *evidence =
      hato_domain_name_is_askable (name) ? look_up (self, name, address_type (self)) : NULL;

  return evidence != NULL
         && any_in_network (evidence, &self->input->ip, (guint) self->input->ip.size * 8);
}

static const HatoEvidence *
look_up_reverse (Evaluation *self)
{
  g_autofree char *name = hato_address_to_reverse_name (&self->input->ip);

  return look_up (self, name, HATO_DNS_PTR);
}

/* The macro p (§7.2): the domain itself if it is validated, else a name below it, else any. */
static void
find_validated (Evaluation *self, const char *domain)
{
  const HatoEvidence *ptr = self->validated[0] == '\0' ? look_up_reverse (self) : NULL;
  int best = 0;

  for (guint i = 0; ptr != NULL && i < MIN (ptr->records->len, HOSTS_MAX); i++)
    {
      const char *name = ((const HatoDnsRecord *) g_ptr_array_index (ptr->records, i))->target;
      int rank = strcmp (name, domain) == 0 ? 3 : hato_domain_name_is_below (name, domain) ? 2 : 1;

      if (rank > best && is_validated (self, name))
        {
          best = rank;
          g_strlcpy (self->validated, name, sizeof self->validated);
        }
    }
  self->macros.validated = self->validated[0] != '\0' ? self->validated : NULL;
}

/* The name that a domain-spec makes here. NULL where it makes none that can be asked for. */
static const char *
make_name (Evaluation *self, const HatoSpfDomainSpec *spec, const char *domain, GString *buffer)
{
  if (spec->text == NULL)
    return domain;
  if (!spec->macros)
    return hato_domain_name_is_askable (spec->text) ? spec->text : NULL;

  self->macros.domain = domain;
  if (hato_spf_macro_needs_validated (spec->text))
    find_validated (self, domain);
  return hato_spf_macro_expand (spec->text, &self->macros, FALSE, buffer) && fit_name (buffer)
             ? buffer->str
             : NULL;
}

/* §5.3 */
static Match
match_a (Evaluation *self, const HatoSpfTerm *term, const char *name)
{
  const HatoEvidence *evidence = look_up (self, name, address_type (self));

  if (evidence == NULL)
    return NO_MATCH;
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    return TEMPORARY_ERROR;
  if (!count_void (self, evidence))
    return PERMANENT_ERROR;

  return any_in_network (evidence, &self->input->ip, address_prefix (self, term)) ? MATCH
                                                                                  : NO_MATCH;
}

/* §5.4 */
static Match
match_mx (Evaluation *self, const HatoSpfTerm *term, const char *name)
{
  const HatoEvidence *mx = look_up (self, name, HATO_DNS_MX);

  if (mx == NULL)
    return NO_MATCH;
  if (hato_evidence_get_outcome (mx) == HATO_OUTCOME_FAILED)
    return TEMPORARY_ERROR;
  if (!count_void (self, mx) || mx->records->len > HOSTS_MAX)
    return PERMANENT_ERROR;

  for (guint i = 0; i < mx->records->len; i++)
    {
      const char *host = ((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target;
      const HatoEvidence *evidence =
          hato_domain_name_is_askable (host) ? look_up (self, host, address_type (self)) : NULL;

      if (evidence == NULL)
        continue;
      if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
        return TEMPORARY_ERROR;
      if (!self->pending
          && any_in_network (evidence, &self->input->ip, address_prefix (self, term)))
        return MATCH;
    }
  return NO_MATCH;
}

/* §5.5: an error of the PTR look-up makes no match, and a name whose address look-up is answered with an error is skipped.
 * Where no answer came at all and no other name matches, nothing has been found out: a time-out is not a negative fact, and
 * the libraries that receivers run call it temperror too. */
static Match
match_ptr (Evaluation *self, const char *name)
{
  const HatoEvidence *ptr = look_up_reverse (self);
  gboolean failed = FALSE;

  if (ptr == NULL)
    return NO_MATCH;
  if (!count_void (self, ptr))
    return PERMANENT_ERROR;

  for (guint i = 0; i < MIN (ptr->records->len, HOSTS_MAX); i++)
    {
      const char *host = ((const HatoDnsRecord *) g_ptr_array_index (ptr->records, i))->target;
      const HatoEvidence *evidence =
          hato_domain_name_is_askable (host) ? look_up (self, host, address_type (self)) : NULL;

      if (evidence == NULL)
        continue;
      if (evidence->failure != NULL)
        failed = TRUE;
      else if (!self->pending
               && any_in_network (evidence, &self->input->ip, (guint) self->input->ip.size * 8)
               && (strcmp (host, name) == 0 || hato_domain_name_is_below (host, name)))
        return MATCH;
    }
  return failed ? TEMPORARY_ERROR : NO_MATCH;
}

/* §5.7: always an A record, whatever the client's family. */
static Match
match_exists (Evaluation *self, const char *name)
{
  const HatoEvidence *evidence = look_up (self, name, HATO_DNS_A);

  if (evidence == NULL)
    return NO_MATCH;
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    return TEMPORARY_ERROR;
  if (!count_void (self, evidence))
    return PERMANENT_ERROR;

  return evidence->records->len > 0 ? MATCH : NO_MATCH;
}

/* §5.2: the table of what an included result means. */
static Match
match_include (Evaluation *self, const char *name, guint depth)
{
  switch (check_host (self, name, depth + 1, TRUE))
    {
    case HATO_SPF_PASS:
      return MATCH;
    case HATO_SPF_TEMPERROR:
      return TEMPORARY_ERROR;
    case HATO_SPF_PERMERROR:
    case HATO_SPF_NONE:
      return PERMANENT_ERROR;
    case HATO_SPF_NEUTRAL:
    case HATO_SPF_FAIL:
    case HATO_SPF_SOFTFAIL:
    default:
      return NO_MATCH;
    }
}

/* A term that asks the DNS. */
static Match
match_by_name (Evaluation *self, const HatoSpfTerm *term, const char *domain, guint depth)
{
  g_autoptr (GString) buffer = term->domain.macros ? g_string_new (NULL) : NULL;
  const char *name;

  if (!count_lookup (self))
    return PERMANENT_ERROR;
  name = make_name (self, &term->domain, domain, buffer);
  if (name == NULL)
    return term->mechanism == HATO_SPF_INCLUDE ? PERMANENT_ERROR : NO_MATCH;

  switch ((int) term->mechanism)
    {
    case HATO_SPF_INCLUDE:
      return match_include (self, name, depth);
    case HATO_SPF_A:
      return match_a (self, term, name);
    case HATO_SPF_MX:
      return match_mx (self, term, name);
    case HATO_SPF_PTR:
      return match_ptr (self, name);
    default:
      return match_exists (self, name);
    }
}

static Match
match_term (Evaluation *self, const HatoSpfTerm *term, const char *domain, guint depth)
{
  switch ((int) term->mechanism)
    {
    case HATO_SPF_ALL:
      return MATCH;
    case HATO_SPF_IP4: /* §5.6 */
      return hato_address_in_network (&self->input->ip, term->network, 4, term->prefix4) ? MATCH
                                                                                         : NO_MATCH;
    case HATO_SPF_IP6:
      return hato_address_in_network (&self->input->ip, term->network, 16, term->prefix6)
                 ? MATCH
                 : NO_MATCH;
    default:
      return match_by_name (self, term, domain, depth);
    }
}

static const char *
match_to_string (Match match)
{
  return match == MATCH             ? "match"
         : match == NO_MATCH        ? "no match"
         : match == TEMPORARY_ERROR ? "temperror"
                                    : "permerror";
}

static void
note_decision (Evaluation *self,
               const HatoSpfRecord *record,
               const HatoSpfTerm *term,
               const char *domain,
               gboolean included)
{
  if (included || self->pending)
    return;

  g_free (self->out->mechanism);
  self->out->mechanism = g_strndup (record->text + term->start, term->end - term->start);
  self->failed = record;
  g_strlcpy (self->failed_domain, domain, sizeof self->failed_domain);
}

/* §6.1 */
static HatoSpfResult
follow_redirect (Evaluation *self,
                 const HatoSpfRecord *record,
                 const char *domain,
                 guint depth,
                 gboolean included)
{
  g_autoptr (GString) buffer = record->redirect.macros ? g_string_new (NULL) : NULL;
  const char *name;
  HatoSpfResult result;

  if (!count_lookup (self))
    return HATO_SPF_PERMERROR;
  name = make_name (self, &record->redirect, domain, buffer);
  trace (self, depth, domain, record, record->redirect_start, record->redirect_end, "redirect");
  result = name != NULL ? check_host (self, name, depth + 1, included) : HATO_SPF_NONE;
  return result == HATO_SPF_NONE ? HATO_SPF_PERMERROR : result;
}

/* The record of @domain, if it has one that is right (§4.4, §4.5). */
static const HatoSpfRecord *
find_record (Evaluation *self, const char *domain, HatoSpfResult *result)
{
  const HatoEvidence *evidence = look_up (self, domain, HATO_DNS_TXT);
  const HatoSpfTxt *txt;

  *result = HATO_SPF_NEUTRAL;
  if (evidence == NULL)
    return NULL;
  if (hato_evidence_get_outcome (evidence) != HATO_OUTCOME_ANSWER)
    {
      *result = hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED ? HATO_SPF_TEMPERROR
                                                                            : HATO_SPF_NONE;
      return NULL;
    }
  txt = hato_spf_txt_get (evidence);
  if (txt->n_records != 1)
    {
      *result = txt->n_records == 0 ? HATO_SPF_NONE : HATO_SPF_PERMERROR;
      return NULL;
    }
  *result = HATO_SPF_PERMERROR; /* §4.6: a syntax error anywhere */
  return txt->record->valid ? txt->record : NULL;
}

/* check_host () of §4. While it is pending its result counts for nothing: what it asks for does. */
static HatoSpfResult
check_host (Evaluation *self, const char *domain, guint depth, gboolean included)
{
  HatoSpfResult result;
  const HatoSpfRecord *record = find_record (self, domain, &result);

  if (record == NULL || depth >= DEPTH_MAX)
    {
      trace (self, depth, domain, NULL, 0, 0,
             result_names[record != NULL ? HATO_SPF_PERMERROR : result]);
      return record != NULL ? HATO_SPF_PERMERROR : result;
    }

  for (guint i = 0; i < record->n_terms; i++)
    {
      const HatoSpfTerm *term = &record->terms[i];
      Match match = match_term (self, term, domain, depth);

      trace (self, depth, domain, record, term->start, term->end, match_to_string (match));
      switch (match)
        {
        case MATCH:
          note_decision (self, record, term, domain, included);
          return qualifier_results[term->qualifier];
        case TEMPORARY_ERROR:
          return HATO_SPF_TEMPERROR;
        case PERMANENT_ERROR:
          return HATO_SPF_PERMERROR;
        case NO_MATCH:
        default:
          break;
        }
    }
  return record->redirect.text != NULL ? follow_redirect (self, record, domain, depth, included)
                                       : HATO_SPF_NEUTRAL; /* §4.7 */
}

static gboolean
is_printable_ascii (const guint8 *bytes, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (bytes[i] < 0x20 || bytes[i] > 0x7e)
      return FALSE;

  return TRUE;
}

/* §6.2: the sender's explanation of a fail; whatever is wrong with it, there is none. FALSE = pending. */
static gboolean
explain (Evaluation *self)
{
  g_autoptr (GString) name_buffer = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  const HatoEvidence *evidence;
  const HatoDnsRecord *record;
  const char *name;

  if (self->failed->explanation.text == NULL)
    return TRUE;
  name = make_name (self, &self->failed->explanation, self->failed_domain, name_buffer);
  evidence = name != NULL ? look_up (self, name, HATO_DNS_TXT) : NULL;
  if (self->pending)
    return FALSE;
  if (evidence == NULL || evidence->records->len != 1)
    return TRUE;

  record = g_ptr_array_index (evidence->records, 0);
  self->macros.domain = self->failed_domain;
  if (!is_printable_ascii (record->bytes, record->size))
    return TRUE;
  if (hato_spf_macro_needs_validated ((const char *) record->bytes))
    find_validated (self, self->failed_domain);
  if (self->pending)
    return FALSE;
  if (record->size > 0
      && hato_spf_macro_expand ((const char *) record->bytes, &self->macros, TRUE, text)
      && is_printable_ascii ((const guint8 *) text->str,
                             text->len)) /* what the sender put in, too */
    self->out->explanation = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

/* The domain that is checked, and what the macros say of the sender (§2.4, §4.3). FALSE where there is none. */
static gboolean
read_sender (Evaluation *self,
             char *domain,
             char *local,
             gsize local_size,
             char *sender,
             gsize sender_size)
{
  const char *mail_from = self->input->mail_from;
  const char *at = strrchr (mail_from, '@');
  const char *name = *mail_from == '\0' ? self->input->helo : at != NULL ? at + 1 : mail_from;
  gsize length = strlen (name);

  if (length > HATO_DOMAIN_NAME_MAX)
    return FALSE;
  for (gsize i = 0; i <= length; i++)
    domain[i] = g_ascii_tolower (name[i]);
  if (length > 0 && domain[length - 1] == '.')
    domain[length - 1] = '\0';

  if (at != NULL && at != mail_from)
    g_strlcpy (local, mail_from, MIN (local_size, (gsize) (at - mail_from) + 1));
  else
    g_strlcpy (local, "postmaster", local_size);
  g_snprintf (sender, (gulong) sender_size, "%s@%s", local, name);
  self->macros.sender_domain = name;
  return strchr (domain, '.') != NULL && hato_domain_name_is_askable (domain);
}

/**
 * hato_spf_evaluate:
 * @evaluation: (out caller-allocates): what comes of it; to be cleared in any case
 *
 * check_host () of RFC 7208 §4, from the answers that are there. Where one is missing, it goes on to see what else will be
 * asked for, so that the whole tree's names are wanted as soon as they are known.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_spf_evaluate (const HatoSpfInput *input, HatoAnswers *answers, HatoSpfEvaluation *evaluation)
{
  HatoSpfInput unmapped = *input;
  Evaluation self;
  char domain[NAME_SIZE], local[512], sender[1024];

  memset (evaluation, 0, sizeof *evaluation);
  hato_address_unmap (&unmapped.ip);
  self.input = &unmapped;
  self.answers = answers;
  self.out = evaluation;
  self.validated[0] = '\0';
  self.look_ahead = 0;
  self.pending = FALSE;
  self.failed = NULL;
  if (input->trace)
    evaluation->trace = g_ptr_array_new_with_free_func (step_free);
  if (!read_sender (&self, domain, local, sizeof local, sender, sizeof sender))
    {
      evaluation->result = HATO_SPF_NONE; /* §4.3 */
      return TRUE;
    }

  self.macros.sender = sender;
  self.macros.local = local;
  self.macros.address = unmapped.ip;
  self.macros.validated = NULL;
  self.macros.helo = input->helo;
  self.macros.receiver = input->receiver != NULL ? input->receiver : "unknown";
  self.macros.time = input->time;
  evaluation->result = check_host (&self, domain, 0, FALSE);
  if (evaluation->result != HATO_SPF_TEMPERROR) /* a failed PTR is no match (§5.5, §7.3) */
    evaluation->doubtful = evaluation->failed;
  if (!self.pending && evaluation->result == HATO_SPF_FAIL)
    explain (&self);
  if (self.pending || evaluation->result == HATO_SPF_TEMPERROR
      || evaluation->result == HATO_SPF_PERMERROR || evaluation->result == HATO_SPF_NONE)
    g_clear_pointer (&evaluation->mechanism, g_free);
  if (evaluation->result != HATO_SPF_TEMPERROR)
    evaluation->failed = NULL; /* it did not decide, or only the explanation is without it */
  return !self.pending;
}

/** hato_spf_evaluation_clear: frees what the evaluation holds. */
void
hato_spf_evaluation_clear (HatoSpfEvaluation *self)
{
  g_clear_pointer (&self->mechanism, g_free);
  g_clear_pointer (&self->explanation, g_free);
  g_clear_pointer (&self->negatives, g_ptr_array_unref);
  g_clear_pointer (&self->trace, g_ptr_array_unref);
}
