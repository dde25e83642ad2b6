/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/bounce-fields.h"

#include <string.h>

#include "base/domain-name.h"

static const char *
get_domain (const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  return at != NULL && at[1] != '\0' ? at + 1 : NULL;
}

static gboolean
is_same_domain (const char *a, const char *b)
{
  return a != NULL && b != NULL && g_ascii_strcasecmp (a, b) == 0;
}

/* Names below one registered domain are one organisation's. */
static gboolean
is_aligned (const char *a, const char *b)
{
  g_autofree char *one = a != NULL ? g_ascii_strdown (a, -1) : NULL;
  g_autofree char *other = b != NULL ? g_ascii_strdown (b, -1) : NULL;
  const char *registered = one != NULL ? hato_domain_name_get_registered (one) : NULL;

  return registered != NULL && other != NULL
         && g_strcmp0 (registered, hato_domain_name_get_registered (other)) == 0;
}

static void
set_once (char **text, const char *value)
{
  if (*text == NULL)
    *text = g_strdup (value);
}

/* The result that the whole is told by: one that failed, and of these one that words, not codes, explain. */
static const HatoResult *
choose_leading (const HatoBounce *bounce)
{
  const HatoResult *leading = NULL;

  for (guint i = 0; i < bounce->results->len; i++)
    {
      const HatoResult *result = g_ptr_array_index (bounce->results, i);
      gboolean is_worse = leading == NULL || result->refusal->action < leading->refusal->action;

      if (is_worse
          || (result->refusal->action == leading->refusal->action
              && result->decision->basis < leading->decision->basis))
        leading = result;
    }
  return leading;
}

/** hato_bounce_fields_lead: chooses the result that the whole is told by, and takes what the whole says from it */
void
hato_bounce_fields_lead (HatoBounce *bounce)
{
  const HatoRefusal *refusal;
  const HatoDecision *decision;

  bounce->leading = choose_leading (bounce);
  if (bounce->leading == NULL)
    return;

  refusal = bounce->leading->refusal;
  decision = bounce->leading->decision;
  bounce->status = g_strdup (refusal->status);
  bounce->reply_code = g_strdup (refusal->reply_code);
  bounce->diagnostic = refusal->text[0] != '\0' ? g_strdup (refusal->text) : NULL;
  bounce->remote_mta = g_strdup (refusal->remote_mta);
  bounce->reporting_mta = g_strdup (refusal->reporting_mta);
  bounce->stage = refusal->stage;
  bounce->cause = decision->cause;
  bounce->detail = g_strdup (decision->detail);
  bounce->basis = decision->basis;
  bounce->refused_by_id = g_strdup (decision->refused_by_id);
  bounce->refused_by_name = g_strdup (decision->refused_by_name);
  bounce->concerned_ip = g_strdup (decision->concerned_ip);
  bounce->concerned_domain = g_strdup (decision->concerned_domain);
  bounce->selector = g_strdup (decision->selector);
  bounce->rule = g_strdup (decision->rule);
}

/* The signature of the sender's own domain, or the first one. */
static void
fill_signature (HatoBounce *bounce, const HatoOriginal *original)
{
  const HatoSignature *chosen = NULL;

  for (guint i = 0; i < original->signatures->len; i++)
    {
      const HatoSignature *signature = g_ptr_array_index (original->signatures, i);

      if (chosen == NULL
          || (!is_aligned (chosen->domain, bounce->sender_domain)
              && is_aligned (signature->domain, bounce->sender_domain)))
        chosen = signature;
    }
  if (chosen == NULL || bounce->selector != NULL || bounce->signing_domain != NULL)
    return;
  bounce->selector = g_strdup (chosen->selector);
  bounce->signing_domain = g_strdup (chosen->domain);
}

/* Who delivered: where the reporting server itself refused, the one that it had the mail from; else the reporting server, whose
 * address the refusal may name. */
static void
fill_sending_ip (HatoBounce *bounce, const HatoOriginal *original)
{
  gboolean refused_elsewhere =
      bounce->remote_mta != NULL && !is_aligned (bounce->remote_mta, bounce->reporting_mta);

  if (refused_elsewhere)
    set_once (&bounce->sending_ip, bounce->concerned_ip);
  else
    set_once (&bounce->sending_ip, original != NULL ? original->sending_ip : NULL);
}

static void
fill_sender (HatoBounce *bounce, const HatoDsn *dsn, const char *addressee)
{
  const HatoOriginal *original = bounce->original;
  const char *domain = NULL;

  if (original != NULL)
    {
      bounce->from = g_strdup (original->from);
      set_once (&bounce->envelope_sender, original->envelope_sender);
      set_once (&bounce->message_id, original->message_id);
    }
  if (dsn != NULL)
    set_once (&bounce->envelope_sender, dsn->envelope_sender);
  set_once (&bounce->envelope_sender, addressee);
  domain = get_domain (bounce->from);
  if (domain == NULL)
    domain = get_domain (bounce->envelope_sender);
  bounce->sender_domain = domain != NULL ? g_ascii_strdown (domain, -1) : NULL;
}

/* A mail that another server sent on: the checks of its sender fail there through no fault of his. */
static gboolean
was_forwarded (const HatoBounce *bounce, const HatoDsn *dsn)
{
  if (bounce->original != NULL && bounce->original->forwarded)
    return TRUE;
  for (guint i = 0; dsn != NULL && i < dsn->recipients->len; i++)
    {
      const HatoDsnRecipient *recipient = g_ptr_array_index (dsn->recipients, i);
      const char *from = get_domain (recipient->original_recipient);
      const char *to = get_domain (recipient->recipient);

      if (from != NULL && to != NULL && !is_same_domain (from, to) && !is_aligned (from, to))
        return TRUE;
    }
  return FALSE;
}

/* The report went to somebody at the refused recipient's domain, and the mail came from another: a mail to the owner. */
static HatoDirection
find_direction (const HatoBounce *bounce, const char *addressee)
{
  const char *refused =
      bounce->recipients->len > 0 ? get_domain (g_ptr_array_index (bounce->recipients, 0)) : NULL;

  return is_same_domain (get_domain (addressee), refused) && bounce->from != NULL
                 && !is_same_domain (get_domain (bounce->from), refused)
             ? HATO_DIRECTION_RECEIVED
             : HATO_DIRECTION_SENT;
}

static void
fill_from_dsn (HatoBounce *bounce, const HatoDsn *dsn)
{
  set_once (&bounce->reporting_mta, dsn->reporting_mta);
  set_once (&bounce->arrival_date, dsn->arrival_date);
  set_once (&bounce->queue_id, dsn->queue_id);
  for (guint i = 0; i < dsn->recipients->len; i++)
    set_once (
        &bounce->will_retry_until,
        ((const HatoDsnRecipient *) g_ptr_array_index (dsn->recipients, i))->will_retry_until);
}

static gboolean
failed_spf (const char *results)
{
  g_autofree char *folded = results != NULL ? g_ascii_strdown (results, -1) : NULL;

  return folded != NULL
         && (strstr (folded, "spf=fail") != NULL || strstr (folded, "spf=softfail") != NULL);
}

/* A real report of a mail that the owner did not send: by what the reporting server found, it came from elsewhere, and
 * nothing in it is of the sender's own making: neither a signature nor the Message-ID. */
static gboolean
is_backscatter (const HatoBounce *bounce, const char *addressee)
{
  const HatoOriginal *original = bounce->original;

  if (original == NULL || !failed_spf (original->authentication_results)
      || original->message_id == NULL || !is_aligned (get_domain (addressee), bounce->sender_domain)
      || is_aligned (get_domain (original->message_id), bounce->sender_domain))
    return FALSE;
  for (guint i = 0; i < original->signatures->len; i++)
    if (is_aligned (((const HatoSignature *) g_ptr_array_index (original->signatures, i))->domain,
                    bounce->sender_domain))
      return FALSE;
  return TRUE;
}

static void
replace (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/**
 * hato_bounce_fields_fill:
 * @original: (nullable): the message that came back
 * @dsn: (nullable): the report for machines
 * @addressee: (nullable): to whom the report came: who sent the message
 *
 * Fills in whose mail it was, by what way it went and how it was signed.
 */
void
hato_bounce_fields_fill (HatoBounce *bounce,
                         HatoOriginal *original,
                         const HatoDsn *dsn,
                         const char *addressee)
{
  bounce->original = original != NULL ? hato_original_ref (original) : NULL;
  if (dsn != NULL)
    fill_from_dsn (bounce, dsn);
  fill_sender (bounce, dsn, addressee);
  if (original != NULL)
    fill_signature (bounce, original);
  fill_sending_ip (bounce, original);
  bounce->forwarded = was_forwarded (bounce, dsn);
  if (bounce->forwarded && bounce->cause == HATO_CAUSE_SENDER_AUTH)
    replace (&bounce->detail, "forwarded");
  if (bounce->kind == HATO_BOUNCE_KIND_BOUNCE && !bounce->forwarded
      && is_backscatter (bounce, addressee))
    {
      bounce->suspicion = HATO_SUSPICION_BACKSCATTER;
      replace (&bounce->detail, "backscatter");
    }
  bounce->direction = find_direction (bounce, addressee);
}
