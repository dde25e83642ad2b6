/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/spf-eval.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/spf-run.h"

#define DEPTH_MAX 12u /* more cannot be reached within the ten look-ups */

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
  HatoSpfRun run;

  /* The record whose directive failed the mail, and its domain: where the explanation is found (§6.2). */
  const HatoSpfRecord *failed;
  char failed_domain[HATO_SPF_NAME_SIZE];
} Evaluation;

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

  if (self->run.out->trace == NULL)
    return;

  step = g_new0 (HatoSpfStep, 1);
  step->depth = depth;
  step->domain = g_utf8_make_valid (domain, -1); /* macros make names of any bytes */
  step->term = record != NULL ? g_strndup (record->text + start, end - start) : g_strdup ("");
  step->outcome = outcome;
  g_ptr_array_add (self->run.out->trace, step);
}

/* §4.6.4: counts a look-up that a term costs; FALSE past the limit. */
static gboolean
count_lookup (Evaluation *self)
{
  if (++self->run.out->lookups <= HATO_SPF_LOOKUPS_MAX)
    return TRUE;

  hato_spf_run_fail (&self->run, HATO_SPF_CAUSE_LOOKUPS, NULL);
  return FALSE;
}

/* §5.2: the table of what an included result means. */
static HatoSpfMatch
match_include (Evaluation *self, const char *name, guint depth)
{
  switch (check_host (self, name, depth + 1, TRUE))
    {
    case HATO_SPF_PASS:
      return HATO_SPF_MATCH;
    case HATO_SPF_TEMPERROR:
      return HATO_SPF_TEMPORARY_ERROR;
    case HATO_SPF_PERMERROR:
    case HATO_SPF_NONE:
      return HATO_SPF_PERMANENT_ERROR;
    case HATO_SPF_NEUTRAL:
    case HATO_SPF_FAIL:
    case HATO_SPF_SOFTFAIL:
    default:
      return HATO_SPF_NO_MATCH;
    }
}

/* A term that asks the DNS. */
static HatoSpfMatch
match_by_name (Evaluation *self, const HatoSpfTerm *term, const char *domain, guint depth)
{
  g_autoptr (GString) buffer = term->domain.macros ? g_string_new (NULL) : NULL;
  const char *name;

  if (!count_lookup (self))
    return HATO_SPF_PERMANENT_ERROR;
  name = hato_spf_run_make_name (&self->run, &term->domain, domain, buffer);
  if (term->mechanism == HATO_SPF_INCLUDE)
    return name != NULL ? match_include (self, name, depth)
                        : hato_spf_run_fail (&self->run, HATO_SPF_CAUSE_NO_RECORD, NULL);

  return name != NULL ? hato_spf_run_match (&self->run, term, name) : HATO_SPF_NO_MATCH;
}

static HatoSpfMatch
match_term (Evaluation *self, const HatoSpfTerm *term, const char *domain, guint depth)
{
  return term->mechanism == HATO_SPF_ALL || term->mechanism == HATO_SPF_IP4
                 || term->mechanism == HATO_SPF_IP6
             ? hato_spf_run_match (&self->run, term, NULL)
             : match_by_name (self, term, domain, depth);
}

static const char *
match_to_string (HatoSpfMatch match)
{
  return match == HATO_SPF_MATCH             ? "match"
         : match == HATO_SPF_NO_MATCH        ? "no match"
         : match == HATO_SPF_TEMPORARY_ERROR ? "temperror"
                                             : "permerror";
}

static void
note_decision (Evaluation *self,
               const HatoSpfRecord *record,
               const HatoSpfTerm *term,
               const char *domain,
               gboolean included)
{
  if (included || self->run.pending)
    return;

  g_free (self->run.out->mechanism);
  self->run.out->mechanism = g_strndup (record->text + term->start, term->end - term->start);
  self->failed = record;
  g_strlcpy (self->failed_domain, domain, sizeof self->failed_domain);
}

/* The term at which a permanent error came up: the innermost, which is noted first. */
static void
note_cause (Evaluation *self, const HatoSpfRecord *record, gsize start, gsize end)
{
  if (self->run.out->cause_term == NULL && !self->run.pending)
    self->run.out->cause_term = g_strndup (record->text + start, end - start);
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
    {
      note_cause (self, record, record->redirect_start, record->redirect_end);
      return HATO_SPF_PERMERROR;
    }
  name = hato_spf_run_make_name (&self->run, &record->redirect, domain, buffer);
  trace (self, depth, domain, record, record->redirect_start, record->redirect_end, "redirect");
  result = name != NULL ? check_host (self, name, depth + 1, included) : HATO_SPF_NONE;
  if (name == NULL)
    hato_spf_run_fail (&self->run, HATO_SPF_CAUSE_NO_RECORD, NULL);
  if (result == HATO_SPF_NONE)
    result = HATO_SPF_PERMERROR;
  if (result == HATO_SPF_PERMERROR)
    note_cause (self, record, record->redirect_start, record->redirect_end);
  return result;
}

/* The record of @domain, if it has one that is right (§4.4, §4.5). */
static const HatoSpfRecord *
find_record (Evaluation *self, const char *domain, HatoSpfResult *result)
{
  const HatoEvidence *evidence = hato_spf_run_look_up (&self->run, domain, HATO_DNS_TXT);
  const HatoSpfTxt *txt;

  *result = HATO_SPF_NEUTRAL;
  if (evidence == NULL)
    return NULL;
  if (hato_evidence_get_outcome (evidence) != HATO_OUTCOME_ANSWER)
    {
      *result = hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED ? HATO_SPF_TEMPERROR
                                                                            : HATO_SPF_NONE;
      hato_spf_run_fail (&self->run, HATO_SPF_CAUSE_NO_RECORD, evidence);
      return NULL;
    }
  txt = hato_spf_txt_get (evidence);
  if (txt->n_records != 1)
    {
      *result = txt->n_records == 0 ? HATO_SPF_NONE : HATO_SPF_PERMERROR;
      hato_spf_run_fail (&self->run,
                         txt->n_records == 0 ? HATO_SPF_CAUSE_NO_RECORD : HATO_SPF_CAUSE_BROKEN,
                         evidence);
      return NULL;
    }
  if (txt->record->valid)
    return txt->record;

  *result = HATO_SPF_PERMERROR; /* §4.6: a syntax error anywhere */
  hato_spf_run_fail (&self->run, HATO_SPF_CAUSE_BROKEN, evidence);
  return NULL;
}

/* check_host () of §4. While it is pending its result counts for nothing: what it asks for does. */
static HatoSpfResult
check_host (Evaluation *self, const char *domain, guint depth, gboolean included)
{
  HatoSpfResult result;
  const HatoSpfRecord *record = find_record (self, domain, &result);

  if (record == NULL || depth >= DEPTH_MAX)
    {
      if (record != NULL)
        hato_spf_run_fail (&self->run, HATO_SPF_CAUSE_LOOKUPS, NULL);
      trace (self, depth, domain, NULL, 0, 0,
             result_names[record != NULL ? HATO_SPF_PERMERROR : result]);
      return record != NULL ? HATO_SPF_PERMERROR : result;
    }

  for (guint i = 0; i < record->n_terms; i++)
    {
      const HatoSpfTerm *term = &record->terms[i];
      HatoSpfMatch match = match_term (self, term, domain, depth);

      trace (self, depth, domain, record, term->start, term->end, match_to_string (match));
      switch (match)
        {
        case HATO_SPF_MATCH:
          note_decision (self, record, term, domain, included);
          return qualifier_results[term->qualifier];
        case HATO_SPF_TEMPORARY_ERROR:
          return HATO_SPF_TEMPERROR;
        case HATO_SPF_PERMANENT_ERROR:
          note_cause (self, record, term->start, term->end);
          return HATO_SPF_PERMERROR;
        case HATO_SPF_NO_MATCH:
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
  name = hato_spf_run_make_name (&self->run, &self->failed->explanation, self->failed_domain,
                                 name_buffer);
  evidence = name != NULL ? hato_spf_run_look_up (&self->run, name, HATO_DNS_TXT) : NULL;
  if (self->run.pending)
    return FALSE;
  if (evidence == NULL || evidence->records->len != 1)
    return TRUE;

  record = g_ptr_array_index (evidence->records, 0);
  self->run.macros.domain = self->failed_domain;
  if (!is_printable_ascii (record->bytes, record->size))
    return TRUE;
  if (hato_spf_macro_needs_validated ((const char *) record->bytes))
    hato_spf_run_find_validated (&self->run, self->failed_domain);
  if (self->run.pending)
    return FALSE;
  if (record->size > 0
      && hato_spf_macro_expand ((const char *) record->bytes, &self->run.macros, TRUE, text)
      && is_printable_ascii ((const guint8 *) text->str,
                             text->len)) /* what the sender put in, too */
    self->run.out->explanation = g_string_free (g_steal_pointer (&text), FALSE);
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
  const char *mail_from = self->run.input->mail_from;
  const char *at = strrchr (mail_from, '@');
  const char *name = *mail_from == '\0' ? self->run.input->helo : at != NULL ? at + 1 : mail_from;
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
  self->run.macros.sender_domain = name;
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
  char domain[HATO_SPF_NAME_SIZE], local[512], sender[1024];

  memset (evaluation, 0, sizeof *evaluation);
  hato_address_unmap (&unmapped.ip);
  self.run.input = &unmapped;
  self.run.answers = answers;
  self.run.out = evaluation;
  self.run.validated[0] = '\0';
  self.run.look_ahead = 0;
  self.run.pending = FALSE;
  self.failed = NULL;
  if (input->trace)
    evaluation->trace = g_ptr_array_new_with_free_func (step_free);
  if (!read_sender (&self, domain, local, sizeof local, sender, sizeof sender))
    {
      evaluation->result = HATO_SPF_NONE; /* §4.3 */
      return TRUE;
    }

  self.run.macros.sender = sender;
  self.run.macros.local = local;
  self.run.macros.address = unmapped.ip;
  self.run.macros.validated = NULL;
  self.run.macros.helo = input->helo;
  self.run.macros.receiver = input->receiver != NULL ? input->receiver : "unknown";
  self.run.macros.time = input->time;
  evaluation->result = check_host (&self, domain, 0, FALSE);
  if (evaluation->result != HATO_SPF_TEMPERROR) /* a failed PTR is no match (§5.5, §7.3) */
    evaluation->doubtful = evaluation->failed;
  if (!self.run.pending && evaluation->result == HATO_SPF_FAIL)
    explain (&self);
  if (self.run.pending || evaluation->result == HATO_SPF_TEMPERROR
      || evaluation->result == HATO_SPF_PERMERROR || evaluation->result == HATO_SPF_NONE)
    g_clear_pointer (&evaluation->mechanism, g_free);
  if (self.run.pending || evaluation->result != HATO_SPF_PERMERROR)
    {
      evaluation->cause = HATO_SPF_CAUSE_NONE;
      evaluation->cause_evidence = NULL;
    }
  if (evaluation->result != HATO_SPF_TEMPERROR)
    evaluation->failed = NULL; /* it did not decide, or only the explanation is without it */
  return !self.run.pending;
}

/** hato_spf_evaluation_clear: frees what the evaluation holds. */
void
hato_spf_evaluation_clear (HatoSpfEvaluation *self)
{
  g_clear_pointer (&self->mechanism, g_free);
  g_clear_pointer (&self->cause_term, g_free);
  g_clear_pointer (&self->explanation, g_free);
  g_clear_pointer (&self->negatives, g_ptr_array_unref);
  g_clear_pointer (&self->trace, g_ptr_array_unref);
}
