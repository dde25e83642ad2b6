/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mail-check.h"

#include <string.h>

#include "base/domain-name.h"
#include "bounce/message.h"
#include "dns/dmarc-policy.h"
#include "dns/noted.h"
#include "net/settle.h"

#define QUESTIONS_MAX 60u
#define FIELDS_MAX    20u /* of each kind that receivers write */
#define ITEM          "signature"

/* One check at work. */
typedef struct
{
  const HatoMailInput *input;
  HatoMailCheck *check; /* what it makes */
  char *domain;         /* (owned) (nullable): of From, A-labels */
  GPtrArray *findings;  /* (owned) (element-type HatoFinding) */
} Work;

typedef HatoAuthenticationResults *(*ParseFunc) (const char *value);

/* How an outcome is told. */
static const struct
{
  const char *reason;
  const char *code;
} told[] = {
  { "body_hash", "signature.body_changed" },  { "signature", "signature.header_changed" },
  { "key_missing", "signature.key_missing" }, { "key_revoked", "signature.key_revoked" },
  { "key_bad", "signature.key_bad" },         { "expired", "signature.expired" },
  { "malformed", "signature.malformed" },     { "algorithm", "signature.old_algorithm" },
};

G_DEFINE_BOXED_TYPE (HatoMailInput, hato_mail_input, hato_mail_input_ref, hato_mail_input_unref)
G_DEFINE_BOXED_TYPE (HatoMailCheck, hato_mail_check, hato_mail_check_ref, hato_mail_check_unref)

/**
 * hato_mail_input_new:
 * @source: a reference is taken
 * @resolver: one run's; a reference is taken
 * @started: microseconds since 1970
 * @timeout: microseconds for the whole check
 *
 * Returns: (transfer full)
 */
HatoMailInput *
hato_mail_input_new (HatoMailSource *source, HatoResolver *resolver, gint64 started, gint64 timeout)
{
  HatoMailInput *self = g_atomic_rc_box_new0 (HatoMailInput);

  self->source = hato_mail_source_ref (source);
  self->resolver = g_object_ref (resolver);
  self->started = started;
  self->timeout = timeout;
  return self;
}

HatoMailInput *
hato_mail_input_ref (HatoMailInput *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
mail_input_clear (gpointer data)
{
  HatoMailInput *self = data;

  hato_mail_source_unref (self->source);
  g_object_unref (self->resolver);
}

void
hato_mail_input_unref (HatoMailInput *self)
{
  g_atomic_rc_box_release_full (self, mail_input_clear);
}

/* The fields of one name, read. */
static GPtrArray *
read_fields (const HatoMailSource *source, const char *name, ParseFunc parse)
{
  GPtrArray *list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_authentication_results_unref);

  for (guint i = 0; i < source->fields->len && list->len < FIELDS_MAX; i++)
    {
      const HatoMailField *field = hato_mail_source_get_field (source, i);

      if (strcmp (field->name, name) == 0)
        {
          g_autofree char *value = hato_mail_source_dup_value (source, field);

          g_ptr_array_add (list, parse (value));
        }
    }
  return list;
}

/* The domain of From, A-labels; NULL where there is none that can be asked for. */
static char *
dup_author_domain (const HatoMailSource *source)
{
  g_autoptr (GBytes) header = g_bytes_new_from_bytes (source->bytes, 0, source->body);
  g_autoptr (HatoMessage) message = hato_message_parse (header);
  g_autofree char *address = hato_message_dup_address (message, "From");
  const char *at = address != NULL ? strrchr (address, '@') : NULL;
  g_autoptr (HatoDomainName) name = at != NULL ? hato_domain_name_new (at + 1, NULL) : NULL;

  return name != NULL ? g_strdup (name->ascii) : NULL;
}

static void
add_finding (Work *work, HatoFinding *finding, const HatoDkimSignature *signature)
{
  if (signature != NULL)
    {
      hato_finding_add_argument (finding, "name", signature->domain);
      hato_finding_add_argument (finding, "selector", signature->selector);
    }
  g_ptr_array_add (work->findings, finding);
}

/* What is wrong with a key that could not be used: it is one of a real mail (contract, rule 5). Whether anything was
 * named. */
static gboolean
add_key_faults (Work *work, const HatoDkimOutcome *outcome, const HatoDkimSignature *signature)
{
  const HatoDnsRecord *record = g_ptr_array_index (outcome->key->records, 0);
  g_autoptr (HatoDkimKey) key = hato_dkim_key_parse (record->bytes, record->size);
  guint first = work->findings->len;

  hato_noted_add_findings (work->findings, key->notes, record->bytes, record->size,
                           outcome->key->question->name, outcome->key);
  for (guint i = first; i < work->findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (work->findings, i);

      hato_finding_add_argument (finding, "selector", signature->selector);
      if (key->bits > 0)
        hato_finding_add_number (finding, "bits", key->bits);
    }
  return work->findings->len > first;
}

static const char *
find_code (const char *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    if (g_strcmp0 (reason, told[i].reason) == 0)
      return told[i].code;

  return NULL;
}

static void
tell_outcome (Work *work, const HatoDkimOutcome *outcome, const HatoDkimSignature *signature)
{
  const char *code =
      outcome->result == HATO_DKIM_PASS ? "signature.ok" : find_code (outcome->reason);
  HatoFinding *finding;

  if (outcome->result == HATO_DKIM_TEMPERROR)
    finding = hato_finding_new_unchecked (ITEM, outcome->reason, signature->domain);
  else if (g_strcmp0 (outcome->reason, "key_bad") == 0 && add_key_faults (work, outcome, signature))
    finding = hato_finding_new (code, HATO_LEVEL_ADVICE, signature->domain); /* contract, rule 10 */
  else
    finding = hato_finding_new_usual (code, signature->domain);
  if (outcome->key != NULL)
    hato_finding_cite (finding, outcome->key);
  add_finding (work, finding, signature);
}

/* Whether one of the domains is the author's own where nothing is published: by registered domain (RFC 9989 §4.10). */
static gboolean
is_own (const char *author, const char *const *domains)
{
  const char *registered = hato_domain_name_get_registered (author);

  for (gsize i = 0; registered != NULL && domains[i] != NULL; i++)
    if (g_strcmp0 (hato_domain_name_get_registered (domains[i]), registered) == 0)
      return TRUE;

  return FALSE;
}

/* Whether a signature that passed is the sender's own (RFC 9989 §4.4.1); FALSE while answers are missing. */
static gboolean
judge_alignment (Work *work, HatoAnswers *answers)
{
  g_autoptr (GPtrArray) passed = g_ptr_array_new ();
  g_auto (HatoDmarcEvaluation) evaluation = { HATO_DMARC_RESULT_NONE };
  HatoDmarcInput input = { .author_domain = work->domain };

  for (guint i = 0; i < work->check->outcomes->len; i++)
    if (g_array_index (work->check->outcomes, HatoDkimOutcome, i).result == HATO_DKIM_PASS)
      g_ptr_array_add (passed,
                       ((const HatoDkimProof *) g_ptr_array_index (work->check->mail->proofs, i))
                           ->signature->domain);
  if (work->domain == NULL || passed->len == 0)
    return TRUE;

  g_ptr_array_add (passed, NULL);
  input.dkim_domains = (const char *const *) passed->pdata;
  if (!hato_dmarc_evaluate (&input, answers, &evaluation))
    return FALSE;

  if (!evaluation.dkim_aligned && evaluation.result != HATO_DMARC_RESULT_TEMPERROR
      && (evaluation.record != NULL || !is_own (work->domain, input.dkim_domains)))
    add_finding (
        work, hato_finding_new_usual ("dkim.default_signature", work->domain),
        ((const HatoDkimProof *) g_ptr_array_index (work->check->mail->proofs, 0))->signature);
  return TRUE;
}

static gboolean
judge (gpointer data, HatoAnswers *answers)
{
  Work *work = data;
  HatoMailCheck *check = work->check;

  g_ptr_array_set_size (work->findings, 0);
  if (!hato_dkim_verify (check->mail, work->input->started / G_USEC_PER_SEC, answers,
                         check->outcomes))
    return FALSE;

  for (guint i = 0; i < check->outcomes->len; i++)
    tell_outcome (work, &g_array_index (check->outcomes, HatoDkimOutcome, i),
                  ((const HatoDkimProof *) g_ptr_array_index (check->mail->proofs, i))->signature);
  if (check->outcomes->len == 0)
    add_finding (
        work, hato_finding_new_usual ("signature.none", work->domain != NULL ? work->domain : ""),
        NULL);
  return judge_alignment (work, answers);
}

/* A check that was given up at its deadline: what was not told is unchecked. */
static void
finish (Work *work, HatoSettlement *settlement, gint64 began)
{
  HatoMailCheck *check = work->check;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  HatoStatistics statistics = { settlement->evidence->len, settlement->waves, -1 };
  const char *domain = work->domain != NULL ? work->domain : "";
  HatoSubject *subject = hato_subject_new (domain, domain);

  if (work->findings->len == 0)
    add_finding (work, hato_finding_new_unchecked (ITEM, "internal", domain), NULL);
  check->result = hato_dkim_sum_up (check->outcomes);
  g_ptr_array_add (items, hato_item_new (ITEM, work->findings));
  check->checkup = hato_checkup_new (subject, items, settlement->evidence, work->input->started,
                                     g_get_monotonic_time () - began, &statistics);
  hato_subject_free (subject);
}

/**
 * hato_mail_check_run:
 * @job: (nullable): what cancels the check
 *
 * Verifies the signatures of a whole mail (RFC 6376), and reads what its receivers wrote into its header. Blocks; a
 * HatoWorkFunc.
 *
 * Returns: (transfer full) (nullable): NULL with G_IO_ERROR_CANCELLED
 */
HatoMailCheck *
hato_mail_check_run (HatoJob *job, const HatoMailInput *input, GError **error)
{
  g_autoptr (HatoMailCheck) check = g_atomic_rc_box_new0 (HatoMailCheck);
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autofree char *domain = dup_author_domain (input->source);
  Work work = { input, check, domain, findings };
  HatoJudge seat = { judge, &work, QUESTIONS_MAX };
  HatoSettlement settlement = { NULL };
  gint64 began = g_get_monotonic_time ();

  check->mail = hato_dkim_mail_new (input->source);
  check->outcomes = g_array_new (FALSE, FALSE, sizeof (HatoDkimOutcome));
  check->authentication_results =
      read_fields (input->source, "authentication-results", hato_authentication_results_parse);
  check->received_spf =
      read_fields (input->source, "received-spf", hato_authentication_results_parse_received_spf);
  check->arc = read_fields (input->source, "arc-authentication-results",
                            hato_authentication_results_parse_arc);
  if (!hato_resolver_settle (input->resolver, &seat, 1, began + input->timeout,
                             job != NULL ? hato_job_get_cancellable (job) : NULL, NULL, NULL,
                             &settlement, error))
    return NULL;

  finish (&work, &settlement, began);
  g_ptr_array_unref (settlement.evidence);
  return g_steal_pointer (&check);
}

HatoMailCheck *
hato_mail_check_ref (HatoMailCheck *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
mail_check_clear (gpointer data)
{
  HatoMailCheck *self = data;

  g_clear_pointer (&self->mail, hato_dkim_mail_unref);
  g_clear_pointer (&self->outcomes, g_array_unref);
  g_clear_pointer (&self->authentication_results, g_ptr_array_unref);
  g_clear_pointer (&self->received_spf, g_ptr_array_unref);
  g_clear_pointer (&self->arc, g_ptr_array_unref);
  g_clear_pointer (&self->checkup, hato_checkup_unref);
}

void
hato_mail_check_unref (HatoMailCheck *self)
{
  g_atomic_rc_box_release_full (self, mail_check_clear);
}
