/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mechanisms of RFC 7208 §5 but for include, and the names that macros make for them. */
#include "config.h"

#include "dns/spf-run.h"

#include <string.h>

#define LOOK_AHEAD_MAX 60u /* names that are asked for before they are known to be needed */

static void
note_negative (HatoSpfEvaluation *out, const HatoEvidence *evidence)
{
  if (out->negatives == NULL)
    out->negatives = g_ptr_array_new ();
  g_ptr_array_add (out->negatives, (gpointer) evidence);
}

/** hato_spf_run_look_up: (transfer none) (nullable): the answer; a missing one makes the run pending. @name is folded. */
const HatoEvidence *
hato_spf_run_look_up (HatoSpfRun *self, const char *name, guint16 type)
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

/** hato_spf_run_fail: a permanent error; @evidence (nullable) is what it rests on. */
HatoSpfMatch
hato_spf_run_fail (HatoSpfRun *self, HatoSpfCause cause, const HatoEvidence *evidence)
{
  self->out->cause = cause;
  self->out->cause_evidence = evidence;
  return HATO_SPF_PERMANENT_ERROR;
}

/* §4.6.4: counts an answer without records; FALSE past the limit. */
static gboolean
count_void (HatoSpfRun *self, const HatoEvidence *evidence)
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
address_type (const HatoSpfRun *self)
{
  return self->input->ip.size == 4 ? HATO_DNS_A : HATO_DNS_AAAA;
}

static guint
address_prefix (const HatoSpfRun *self, const HatoSpfTerm *term)
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
is_validated (HatoSpfRun *self, const char *name)
{
  const HatoEvidence *evidence = hato_domain_name_is_askable (name)
                                     ? hato_spf_run_look_up (self, name, address_type (self))
                                     : NULL;

  return evidence != NULL
         && any_in_network (evidence, &self->input->ip, (guint) self->input->ip.size * 8);
}

static const HatoEvidence *
look_up_reverse (HatoSpfRun *self)
{
  g_autofree char *name = hato_address_to_reverse_name (&self->input->ip);

  return hato_spf_run_look_up (self, name, HATO_DNS_PTR);
}

/** hato_spf_run_find_validated: the macro p (§7.2): the domain itself if it is validated, else a name below it, else any. */
void
hato_spf_run_find_validated (HatoSpfRun *self, const char *domain)
{
  const HatoEvidence *ptr = self->validated[0] == '\0' ? look_up_reverse (self) : NULL;
  int best = 0;

  for (guint i = 0; ptr != NULL && i < MIN (ptr->records->len, HATO_SPF_HOSTS_MAX); i++)
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

/** hato_spf_run_make_name: (transfer none) (nullable): the name that a domain-spec makes here; NULL where it makes none that
 * can be asked for. @buffer (nullable): needed where there are macros. */
const char *
hato_spf_run_make_name (HatoSpfRun *self,
                        const HatoSpfDomainSpec *spec,
                        const char *domain,
                        GString *buffer)
{
  if (spec->text == NULL)
    return domain;
  if (!spec->macros)
    return hato_domain_name_is_askable (spec->text) ? spec->text : NULL;

  self->macros.domain = domain;
  if (hato_spf_macro_needs_validated (spec->text))
    hato_spf_run_find_validated (self, domain);
  return hato_spf_macro_expand (spec->text, &self->macros, FALSE, buffer) && fit_name (buffer)
             ? buffer->str
             : NULL;
}

/* §5.3 */
static HatoSpfMatch
match_a (HatoSpfRun *self, const HatoSpfTerm *term, const char *name)
{
  const HatoEvidence *evidence = hato_spf_run_look_up (self, name, address_type (self));

  if (evidence == NULL)
    return HATO_SPF_NO_MATCH;
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    return HATO_SPF_TEMPORARY_ERROR;
  if (!count_void (self, evidence))
    return hato_spf_run_fail (self, HATO_SPF_CAUSE_VOIDS, evidence);

  return any_in_network (evidence, &self->input->ip, address_prefix (self, term))
             ? HATO_SPF_MATCH
             : HATO_SPF_NO_MATCH;
}

/* §5.4 */
static HatoSpfMatch
match_mx (HatoSpfRun *self, const HatoSpfTerm *term, const char *name)
{
  const HatoEvidence *mx = hato_spf_run_look_up (self, name, HATO_DNS_MX);

  if (mx == NULL)
    return HATO_SPF_NO_MATCH;
  if (hato_evidence_get_outcome (mx) == HATO_OUTCOME_FAILED)
    return HATO_SPF_TEMPORARY_ERROR;
  if (!count_void (self, mx))
    return hato_spf_run_fail (self, HATO_SPF_CAUSE_VOIDS, mx);
  if (mx->records->len > HATO_SPF_HOSTS_MAX)
    return hato_spf_run_fail (self, HATO_SPF_CAUSE_HOSTS, mx);

  for (guint i = 0; i < mx->records->len; i++)
    {
      const char *host = ((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target;
      const HatoEvidence *evidence = hato_domain_name_is_askable (host)
                                         ? hato_spf_run_look_up (self, host, address_type (self))
                                         : NULL;

      if (evidence == NULL)
        continue;
      if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
        return HATO_SPF_TEMPORARY_ERROR;
      if (!self->pending
          && any_in_network (evidence, &self->input->ip, address_prefix (self, term)))
        return HATO_SPF_MATCH;
    }
  return HATO_SPF_NO_MATCH;
}

/* §5.5: an error of the PTR look-up makes no match, and a name whose address look-up is answered with an error is skipped.
 * Where no answer came at all and no other name matches, nothing has been found out: a time-out is not a negative fact, and
 * the libraries that receivers run call it temperror too. */
static HatoSpfMatch
match_ptr (HatoSpfRun *self, const char *name)
{
  const HatoEvidence *ptr = look_up_reverse (self);
  gboolean failed = FALSE;

  if (ptr == NULL)
    return HATO_SPF_NO_MATCH;
  if (!count_void (self, ptr))
    return hato_spf_run_fail (self, HATO_SPF_CAUSE_VOIDS, ptr);

  for (guint i = 0; i < MIN (ptr->records->len, HATO_SPF_HOSTS_MAX); i++)
    {
      const char *host = ((const HatoDnsRecord *) g_ptr_array_index (ptr->records, i))->target;
      const HatoEvidence *evidence = hato_domain_name_is_askable (host)
                                         ? hato_spf_run_look_up (self, host, address_type (self))
                                         : NULL;

      if (evidence == NULL)
        continue;
      if (evidence->failure != NULL)
        failed = TRUE;
      else if (!self->pending
               && any_in_network (evidence, &self->input->ip, (guint) self->input->ip.size * 8)
               && (strcmp (host, name) == 0 || hato_domain_name_is_below (host, name)))
        return HATO_SPF_MATCH;
    }
  return failed ? HATO_SPF_TEMPORARY_ERROR : HATO_SPF_NO_MATCH;
}

/* §5.7: always an A record, whatever the client's family. */
static HatoSpfMatch
match_exists (HatoSpfRun *self, const char *name)
{
  const HatoEvidence *evidence = hato_spf_run_look_up (self, name, HATO_DNS_A);

  if (evidence == NULL)
    return HATO_SPF_NO_MATCH;
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    return HATO_SPF_TEMPORARY_ERROR;
  if (!count_void (self, evidence))
    return hato_spf_run_fail (self, HATO_SPF_CAUSE_VOIDS, evidence);

  return evidence->records->len > 0 ? HATO_SPF_MATCH : HATO_SPF_NO_MATCH;
}

/**
 * hato_spf_run_match:
 * @term: any but include
 * @name: what its domain-spec made; unused for all, ip4 and ip6
 *
 * Returns: what the directive says of the client's address (§5)
 */
HatoSpfMatch
hato_spf_run_match (HatoSpfRun *self, const HatoSpfTerm *term, const char *name)
{
  switch ((int) term->mechanism)
    {
    case HATO_SPF_ALL:
      return HATO_SPF_MATCH;
    case HATO_SPF_IP4: /* §5.6 */
      return hato_address_in_network (&self->input->ip, term->network, 4, term->prefix4)
                 ? HATO_SPF_MATCH
                 : HATO_SPF_NO_MATCH;
    case HATO_SPF_IP6:
      return hato_address_in_network (&self->input->ip, term->network, 16, term->prefix6)
                 ? HATO_SPF_MATCH
                 : HATO_SPF_NO_MATCH;
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
