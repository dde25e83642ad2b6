/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is made of a case is made of a copy without what is private: nothing is covered afterwards. */
#include "config.h"

#include "report/redaction.h"

#include <string.h>

#include "base/address.h"

G_DEFINE_BOXED_TYPE (HatoRedaction, hato_redaction, hato_redaction_ref, hato_redaction_unref)

/* A copy at work: what stands for what. */
typedef struct
{
  HatoMask mask;
  GHashTable *
      evidence; /* (owned) (element-type HatoEvidence HatoEvidence): old and new, both owned by checkups or the table */
  GHashTable *findings; /* (owned) (element-type HatoFinding HatoFinding) */
} Copy;

static void
replace (char **text, char *masked)
{
  g_free (*text);
  *text = masked;
}

/* ---- who is who ---- */

static void
keep_own (HatoMask *mask, const HatoCase *shown, const HatoBounce *bounce)
{
  hato_mask_keep_address (mask, shown->checkup->subject->mail_from);
  if (bounce == NULL)
    return;
  if (bounce->direction == HATO_DIRECTION_RECEIVED)
    {
      for (guint i = 0; i < bounce->recipients->len; i++)
        hato_mask_keep_address (mask, g_ptr_array_index (bounce->recipients, i));
      return;
    }
  hato_mask_keep_address (mask, bounce->from);
  hato_mask_keep_address (mask, bounce->envelope_sender);
}

static void
add_people (HatoMask *mask, const HatoCase *shown, const HatoBounce *bounce)
{
  hato_mask_add_address (mask, shown->checkup->subject->mail_from);
  if (bounce == NULL)
    return;
  for (guint i = 0; i < bounce->recipients->len; i++)
    hato_mask_add_address (mask, g_ptr_array_index (bounce->recipients, i));
  for (guint i = 0; i < bounce->results->len; i++)
    hato_mask_add_address (
        mask, ((const HatoResult *) g_ptr_array_index (bounce->results, i))->refusal->recipient);
  hato_mask_add_address (mask, bounce->from);
  hato_mask_add_address (mask, bounce->envelope_sender);
  hato_mask_add_subject (mask, bounce->pasted_subject);
  if (bounce->original == NULL)
    return;
  for (guint i = 0; i < bounce->original->to->len; i++)
    hato_mask_add_address (mask, g_ptr_array_index (bounce->original->to, i));
  hato_mask_add_address (mask, bounce->original->from);
  hato_mask_add_address (mask, bounce->original->envelope_sender);
  hato_mask_add_address (mask, bounce->original->forwarded_by);
  hato_mask_add_subject (mask, bounce->original->subject);
}

/* ---- what came back ---- */

/* Hosts search their logs by it: what stands in front of the @ stays; the computer's name behind it may not. */
static char *
mask_message_id (HatoMask *mask, const char *id)
{
  const char *at = id != NULL ? strrchr (id, '@') : NULL;
  g_autofree char *name = at != NULL ? hato_mask_dup_name (mask, at + 1) : NULL;

  return at != NULL ? g_strdup_printf ("%.*s@%s", (int) (at - id), id, name) : g_strdup (id);
}

static char *
mask_subject (HatoMask *mask, const char *subject)
{
  if (subject == NULL || *subject == '\0')
    return NULL;

  mask->counts[HATO_MASKED_SUBJECT]++;
  return g_strdup (HATO_MASK);
}

static HatoOriginal *
mask_original (HatoMask *mask, const HatoOriginal *original)
{
  HatoOriginal *masked;

  if (original == NULL)
    return NULL;

  masked = hato_original_new ();
  masked->from = hato_mask_dup_address (mask, original->from);
  masked->envelope_sender = hato_mask_dup_address (mask, original->envelope_sender);
  for (guint i = 0; i < original->to->len; i++)
    g_ptr_array_add (masked->to, hato_mask_dup_address (mask, g_ptr_array_index (original->to, i)));
  masked->subject = mask_subject (mask, original->subject);
  masked->message_id = mask_message_id (mask, original->message_id);
  masked->date = g_strdup (original->date);
  for (guint i = 0; i < original->signatures->len; i++)
    {
      const HatoSignature *signature = g_ptr_array_index (original->signatures, i);

      hato_original_add_signature (masked, signature->domain, signature->selector);
    }
  masked->authentication_results = hato_mask_dup (mask, original->authentication_results, NULL);
  masked->sending_ip = hato_mask_dup_name (mask, original->sending_ip);
  masked->sending_host = hato_mask_dup_name (mask, original->sending_host);
  masked->forwarded = original->forwarded;
  masked->forwarded_by = hato_mask_dup_address (mask, original->forwarded_by);
  masked->is_auto_reply = original->is_auto_reply;
  return masked;
}

static HatoDecision *
mask_decision (HatoMask *mask, const HatoDecision *decision, const GArray *spans)
{
  HatoDecision *masked = hato_decision_new (decision->cause, decision->basis);

  masked->kind = decision->kind;
  masked->detail = g_strdup (decision->detail);
  masked->who = g_strdup (decision->who);
  masked->rule = g_strdup (decision->rule);
  masked->refused_by_id = g_strdup (decision->refused_by_id);
  masked->refused_by_name = g_strdup (decision->refused_by_name);
  masked->concerned_ip = hato_mask_dup_name (mask, decision->concerned_ip);
  masked->concerned_domain = hato_mask_dup_name (mask, decision->concerned_domain);
  masked->selector = g_strdup (decision->selector);
  masked->mark_start = hato_mask_map (spans, decision->mark_start);
  masked->mark_end = hato_mask_map (spans, decision->mark_end);
  return masked;
}

static void
mask_result (HatoMask *mask, const HatoResult *result, HatoOriginal *original, HatoBounce *masked)
{
  const HatoRefusal *refusal = result->refusal;
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HatoMaskedSpan));
  g_autofree char *text = hato_mask_dup (mask, refusal->text, spans);
  g_autoptr (HatoRefusal) rewritten = hato_refusal_new (text);
  g_autoptr (HatoDecision) decision = mask_decision (mask, result->decision, spans);

  rewritten->status = g_strdup (refusal->status);
  rewritten->reply_code = g_strdup (refusal->reply_code);
  rewritten->recipient = hato_mask_dup_address (mask, refusal->recipient);
  rewritten->remote_mta = hato_mask_dup_name (mask, refusal->remote_mta);
  rewritten->reporting_mta = hato_mask_dup_name (mask, refusal->reporting_mta);
  rewritten->stage = refusal->stage;
  rewritten->action = refusal->action;
  if (original != NULL && refusal->original != NULL)
    rewritten->original = hato_original_ref (original);
  hato_bounce_add_result (masked, rewritten, decision);
}

/* How the refusal is told: copied field by field, so that one that is added later does not get out by itself. */
static void
mask_fields (HatoMask *mask, const HatoBounce *bounce, HatoBounce *masked)
{
  masked->direction = bounce->direction;
  masked->suspicion = bounce->suspicion;
  masked->is_raw = bounce->is_raw;
  masked->language = bounce->language;
  masked->stage = bounce->stage;
  masked->cause = bounce->cause;
  masked->basis = bounce->basis;
  masked->forwarded = bounce->forwarded;
  masked->status = g_strdup (bounce->status);
  masked->reply_code = g_strdup (bounce->reply_code);
  masked->diagnostic = hato_mask_dup (mask, bounce->diagnostic, NULL);
  masked->remote_mta = hato_mask_dup_name (mask, bounce->remote_mta);
  masked->reporting_mta = hato_mask_dup_name (mask, bounce->reporting_mta);
  masked->detail = g_strdup (bounce->detail);
  masked->refused_by_id = g_strdup (bounce->refused_by_id);
  masked->refused_by_name = g_strdup (bounce->refused_by_name);
  masked->sender_domain = hato_mask_dup_name (mask, bounce->sender_domain);
  masked->envelope_sender = hato_mask_dup_address (mask, bounce->envelope_sender);
  masked->from = hato_mask_dup_address (mask, bounce->from);
  masked->sending_ip = hato_mask_dup_name (mask, bounce->sending_ip);
  masked->concerned_ip = hato_mask_dup_name (mask, bounce->concerned_ip);
  masked->concerned_domain = hato_mask_dup_name (mask, bounce->concerned_domain);
  masked->selector = g_strdup (bounce->selector);
  masked->signing_domain = hato_mask_dup_name (mask, bounce->signing_domain);
  masked->rule = g_strdup (bounce->rule);
  masked->message_id = mask_message_id (mask, bounce->message_id);
  masked->queue_id = g_strdup (bounce->queue_id);
  masked->date = g_strdup (bounce->date);
  masked->arrival_date = g_strdup (bounce->arrival_date);
  masked->will_retry_until = g_strdup (bounce->will_retry_until);
}

static HatoBounce *
mask_bounce (HatoMask *mask, const HatoBounce *bounce)
{
  HatoBounce *masked = hato_bounce_new (bounce->kind);

  mask_fields (mask, bounce, masked);
  masked->original = mask_original (mask, bounce->original);
  for (guint i = 0; i < bounce->results->len; i++)
    {
      const HatoResult *result = g_ptr_array_index (bounce->results, i);

      mask_result (mask, result, masked->original, masked);
      if (result == bounce->leading)
        masked->leading = g_ptr_array_index (masked->results, masked->results->len - 1);
    }
  for (guint i = 0; i < bounce->recipients->len; i++)
    {
      g_autofree char *address =
          hato_mask_dup_address (mask, g_ptr_array_index (bounce->recipients, i));

      hato_bounce_add_recipient (masked, address);
    }
  return masked;
}

/* ---- evidence ---- */

static gboolean
is_private (const char *server)
{
  HatoAddress address;

  return server != NULL && hato_address_parse (server, &address)
         && hato_address_is_private (&address);
}

static HatoTalk *
mask_talk (HatoMask *mask, const HatoTalk *talk, const char *server)
{
  HatoTalk *masked = hato_talk_new ();

  masked->end = talk->end;
  masked->greeting_after = talk->greeting_after;
  masked->starttls_offered = talk->starttls_offered;
  masked->plaintext_login = talk->plaintext_login;
  masked->same_machine = talk->same_machine;
  masked->tls_version = talk->tls_version;
  masked->cipher = g_strdup (talk->cipher);
  masked->dh_bits = talk->dh_bits;
  masked->cipher_weak = talk->cipher_weak;
  masked->client_cert_required = talk->client_cert_required;
  masked->stapled = talk->stapled;
  masked->verify = talk->verify;
  masked->trouble = g_strdup (talk->trouble);
  for (guint i = 0; i < talk->chain->len; i++)
    g_ptr_array_add (masked->chain, g_bytes_ref (g_ptr_array_index (talk->chain, i)));
  for (guint i = 0; i < talk->transcript->len; i++)
    {
      const HatoTalkLine *line = g_ptr_array_index (talk->transcript, i);
      g_autofree char *text = hato_mask_dup_line (mask, line->text, server != NULL ? server : "");

      hato_talk_add_line (masked, line->from_client, text, strlen (text));
    }
  return masked;
}

/* (transfer full): @evidence itself where nothing in it is private: what a domain publishes is not */
static HatoEvidence *
mask_evidence (HatoMask *mask, HatoEvidence *evidence)
{
  HatoEvidence *masked;

  if (evidence->question->kind == HATO_QUESTION_MESSAGE)
    {
      g_autofree char *text = hato_mask_dup (mask, evidence->message, NULL);

      return hato_evidence_new_message (evidence->question->name, text);
    }
  if (evidence->talk == NULL && !is_private (evidence->server))
    return hato_evidence_ref (evidence);

  masked = hato_evidence_new (evidence->question, evidence->transport);
  masked->failure = evidence->failure;
  if (evidence->server != NULL)
    masked->server = hato_mask_dup (mask, evidence->server, NULL);
  masked->rcode = evidence->rcode;
  masked->aa = evidence->aa;
  masked->ad = evidence->ad;
  for (guint i = 0; i < evidence->aliases->len; i++)
    hato_evidence_take_alias (masked,
                              hato_dns_record_copy (g_ptr_array_index (evidence->aliases, i)));
  for (guint i = 0; i < evidence->records->len; i++)
    hato_evidence_take_record (masked,
                               hato_dns_record_copy (g_ptr_array_index (evidence->records, i)));
  if (evidence->talk != NULL)
    masked->talk = mask_talk (mask, evidence->talk, evidence->question->server);
  masked->ttl = evidence->ttl;
  masked->time = evidence->time;
  masked->duration = evidence->duration;
  return masked;
}

static HatoEvidence *
get_evidence (Copy *copy, HatoEvidence *evidence)
{
  HatoEvidence *masked = g_hash_table_lookup (copy->evidence, evidence);

  if (masked == NULL)
    {
      masked = mask_evidence (&copy->mask, evidence);
      g_hash_table_insert (copy->evidence, evidence, masked);
    }
  return masked;
}

/* ---- findings ---- */

/* What is told of a mail; the others tell of what is published. */
static gboolean
is_of_mail (const HatoFinding *finding)
{
  return g_str_has_prefix (finding->code, "bounce.")
         || g_str_has_prefix (finding->code, "signature.");
}

static void
mask_excerpt (HatoMask *mask, HatoFinding *finding)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HatoMaskedSpan));
  g_autofree char *text = NULL;
  HatoExcerpt *excerpt;

  if (finding->excerpt == NULL)
    return;

  text = hato_mask_dup (mask, finding->excerpt->text, spans);
  excerpt = hato_excerpt_new (text, strlen (text));
  for (guint i = 0; i < finding->excerpt->marks->len; i++)
    {
      const HatoMark *mark = g_ptr_array_index (finding->excerpt->marks, i);

      hato_excerpt_add_mark (excerpt, hato_mask_map (spans, mark->start),
                             hato_mask_map (spans, mark->end), mark->code);
    }
  hato_excerpt_free (finding->excerpt);
  finding->excerpt = excerpt;
}

static void
mask_arguments (HatoMask *mask, HatoFinding *finding)
{
  for (guint i = 0; i < finding->arguments->len; i++)
    {
      HatoArgument *argument = g_ptr_array_index (finding->arguments, i);

      replace (&argument->value, strcmp (argument->name, "recipient") == 0
                                     ? hato_mask_dup_address (mask, argument->value)
                                     : hato_mask_dup (mask, argument->value, NULL));
    }
}

/* (transfer none): of the table */
static HatoFinding *
get_finding (Copy *copy, HatoFinding *finding)
{
  HatoFinding *masked = g_hash_table_lookup (copy->findings, finding);

  if (masked != NULL)
    return masked;

  masked = hato_finding_new_with_level (finding, finding->level);
  g_ptr_array_set_size (masked->evidence, 0);
  for (guint i = 0; i < finding->evidence->len; i++)
    hato_finding_cite (masked, get_evidence (copy, g_ptr_array_index (finding->evidence, i)));
  if (is_of_mail (finding))
    {
      replace (&masked->subject, hato_mask_dup (&copy->mask, finding->subject, NULL));
      mask_arguments (&copy->mask, masked);
      mask_excerpt (&copy->mask, masked);
    }
  g_hash_table_insert (copy->findings, finding, masked);
  return masked;
}

/* ---- the whole ---- */

static void
mask_list (HatoMask *mask, GStrv texts)
{
  for (gsize i = 0; texts[i] != NULL; i++)
    replace (&texts[i], hato_mask_dup_name (mask, texts[i]));
}

static HatoCheckup *
mask_checkup (Copy *copy, const HatoCheckup *checkup)
{
  g_autoptr (HatoSubject) subject = hato_subject_copy (checkup->subject);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (GPtrArray) evidence = g_ptr_array_new ();

  replace (&subject->mail_from, hato_mask_dup_address (&copy->mask, subject->mail_from));
  replace (&subject->helo, hato_mask_dup_name (&copy->mask, subject->helo));
  mask_list (&copy->mask, subject->sending_ips);
  for (guint i = 0; i < checkup->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (checkup->items, i);
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);

      for (guint j = 0; j < item->findings->len; j++)
        g_ptr_array_add (
            findings, hato_finding_ref (get_finding (copy, g_ptr_array_index (item->findings, j))));
      g_ptr_array_add (items, hato_item_new (item->id, findings));
    }
  for (guint i = 0; i < checkup->evidence->len; i++)
    g_ptr_array_add (evidence, get_evidence (copy, g_ptr_array_index (checkup->evidence, i)));
  return hato_checkup_new (subject, items, evidence, checkup->started, checkup->elapsed,
                           &checkup->statistics);
}

static void
redact (HatoRedaction *self, HatoCase *shown, HatoBounce *bounce, HatoRedactionKind kind)
{
  Copy copy = { .evidence =
                    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) hato_evidence_unref),
                .findings =
                    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) hato_finding_unref) };
  g_autoptr (HatoCheckup) checkup = NULL;

  hato_mask_init (&copy.mask, shown->checkup->subject->domain);
  if (kind == HATO_REDACTION_PRIVATE)
    keep_own (&copy.mask, shown, bounce);
  add_people (&copy.mask, shown, bounce);
  self->bounce = bounce != NULL ? mask_bounce (&copy.mask, bounce) : NULL;
  checkup = mask_checkup (&copy, shown->checkup);
  self->shown = hato_case_new_rewritten (
      shown, checkup, shown->leading != NULL ? get_finding (&copy, shown->leading) : NULL,
      shown->bounce != NULL ? get_finding (&copy, shown->bounce) : NULL);
  memcpy (self->masked, copy.mask.counts, sizeof self->masked);
  hato_mask_clear (&copy.mask);
  g_hash_table_unref (copy.evidence);
  g_hash_table_unref (copy.findings);
}

/**
 * hato_redaction_new:
 * @bounce: (nullable): what came back
 *
 * The local parts of other people's addresses, tokens, addresses and names of inner networks, and what the mail was about are
 * left out; the body of a mail is in no case. The owner's own addresses stay, as does what the domain publishes.
 *
 * Returns: (transfer full): what a report, a letter or JSON is made of
 */
HatoRedaction *
hato_redaction_new (HatoCase *shown, HatoBounce *bounce, HatoRedactionKind kind)
{
  HatoRedaction *self = g_atomic_rc_box_new0 (HatoRedaction);

  if (kind != HATO_REDACTION_NONE)
    redact (self, shown, bounce, kind);
  else
    {
      self->shown = hato_case_ref (shown);
      self->bounce = bounce != NULL ? hato_bounce_ref (bounce) : NULL;
    }
  return self;
}

HatoRedaction *
hato_redaction_ref (HatoRedaction *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
redaction_clear (gpointer data)
{
  HatoRedaction *self = data;

  hato_case_unref (self->shown);
  g_clear_pointer (&self->bounce, hato_bounce_unref);
}

void
hato_redaction_unref (HatoRedaction *self)
{
  g_atomic_rc_box_release_full (self, redaction_clear);
}

/** hato_redaction_count: how many places were masked */
guint
hato_redaction_count (const HatoRedaction *self)
{
  guint count = 0;

  for (guint i = 0; i < HATO_MASKED_KINDS; i++)
    count += self->masked[i];
  return count;
}
