/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/bounce-finding.h"

#include <string.h>

#include "base/domain-name.h"
#include "findings/wording.h"

#define ITEM "bounce"

/* What an error of the owner's own mail program is told as. */
static const struct
{
  HatoCause cause;
  const char *code;
} client_codes[] = {
  { HATO_CAUSE_TLS, "bounce.client_tls" },
  { HATO_CAUSE_NETWORK, "bounce.client_network" },
  { HATO_CAUSE_RELAY_DENIED, "bounce.client_login" },
};

/* Causes at the mailbox of the recipient: where that is the owner's, the roles turn round. */
static gboolean
is_at_recipient (HatoCause cause)
{
  return cause == HATO_CAUSE_MAILBOX_UNKNOWN || cause == HATO_CAUSE_MAILBOX_DISABLED
         || cause == HATO_CAUSE_HOST_UNKNOWN || cause == HATO_CAUSE_NETWORK
         || cause == HATO_CAUSE_EXPIRED || cause == HATO_CAUSE_RELAY_DENIED;
}

/* The code with the detail where there are texts for it, else that of the cause. */
static char *
dup_cause_code (const HatoBounce *bounce)
{
  const char *cause = hato_cause_to_string (bounce->cause);

  if (bounce->detail != NULL)
    {
      char *code = g_strdup_printf ("bounce.%s_%s", cause, bounce->detail);

      if (hato_wording_find (code) != NULL)
        return code;
      g_free (code);
    }
  return g_strconcat ("bounce.", cause, NULL);
}

static char *
dup_code (const HatoBounce *bounce)
{
  if (bounce->suspicion == HATO_SUSPICION_FAKE)
    return g_strdup ("bounce.suspicious");
  if (bounce->suspicion == HATO_SUSPICION_BACKSCATTER)
    return g_strdup ("bounce.backscatter");
  if (g_strcmp0 (bounce->detail, "compromised_account") == 0)
    return g_strdup ("bounce.compromised_account");
  if (bounce->kind == HATO_BOUNCE_KIND_CLIENT_ERROR)
    for (gsize i = 0; i < G_N_ELEMENTS (client_codes); i++)
      if (client_codes[i].cause == bounce->cause)
        return g_strdup (client_codes[i].code);
  if (bounce->kind == HATO_BOUNCE_KIND_WARNING && bounce->cause == HATO_CAUSE_SENDER_AUTH)
    return g_strdup ("bounce.warning");
  if (bounce->kind == HATO_BOUNCE_KIND_DELAY && bounce->cause != HATO_CAUSE_GREYLIST)
    return g_strdup ("bounce.delay");
  if (bounce->direction == HATO_DIRECTION_RECEIVED && bounce->cause == HATO_CAUSE_MAILBOX_FULL)
    return g_strdup ("bounce.own_mailbox_full");
  if (bounce->direction == HATO_DIRECTION_RECEIVED && is_at_recipient (bounce->cause))
    return g_strdup ("bounce.received");

  return dup_cause_code (bounce);
}

/* The first of the names that is known; never NULL. */
static const char *
choose (const char *a, const char *b, const char *c)
{
  if (a != NULL && *a != '\0')
    return a;
  if (b != NULL && *b != '\0')
    return b;

  return c != NULL ? c : "";
}

/* The domain of an address, or NULL. */
static const char *
get_domain (const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  return at != NULL && at[1] != '\0' ? at + 1 : NULL;
}

static const char *
get_recipient (const HatoBounce *bounce)
{
  return bounce->recipients->len > 0 ? g_ptr_array_index (bounce->recipients, 0) : NULL;
}

/* What the cause was read from: the words of the refusal, its code, or what kind of mail it is. */
static HatoEvidence *
evidence_new (const HatoBounce *bounce)
{
  const char *words = bounce->leading != NULL ? bounce->leading->refusal->text : NULL;
  const char *text = choose (words, bounce->diagnostic, NULL);

  if (*text != '\0')
    return hato_evidence_new_message ("refusal", text);

  return hato_evidence_new_message ("report", choose (bounce->status, bounce->reply_code,
                                                      hato_bounce_kind_to_string (bounce->kind)));
}

/**
 * hato_bounce_finding_new:
 *
 * Returns: (transfer full): what came back as a finding: its subject is the sender's domain, its arguments are "name" (who
 *   refused), "recipient", "term" (the words of the server) and, where they are known, "status", "ip", "domain", "selector",
 *   "detail", "rule" and "basis"; the excerpt marks the words that decided
 */
HatoFinding *
hato_bounce_finding_new (const HatoBounce *bounce)
{
  g_autofree char *code = dup_code (bounce);
  g_autoptr (HatoEvidence) evidence = NULL;
  const char *recipient = get_recipient (bounce);
  HatoFinding *finding = hato_finding_new_usual (
      code, choose (bounce->sender_domain, bounce->concerned_domain, get_domain (bounce->from)));
  const struct
  {
    const char *name;
    const char *value;
  } arguments[] = {
    { "status", choose (bounce->status, bounce->reply_code, NULL) },
    { "ip", bounce->concerned_ip },
    { "domain", bounce->concerned_domain },
    { "selector", bounce->selector },
    { "detail", bounce->detail },
    { "rule", bounce->rule },
    { "basis", hato_basis_to_string (bounce->basis) },
  };

  hato_finding_add_argument (
      finding, "name",
      choose (bounce->refused_by_name, get_domain (recipient), bounce->remote_mta));
  hato_finding_add_argument (finding, "recipient", recipient != NULL ? recipient : "");
  hato_finding_add_argument (finding, "term",
                             choose (bounce->diagnostic, bounce->status, bounce->reply_code));
  for (gsize i = 0; i < G_N_ELEMENTS (arguments); i++)
    if (arguments[i].value != NULL && *arguments[i].value != '\0')
      hato_finding_add_argument (finding, arguments[i].name, arguments[i].value);
  if (bounce->leading != NULL && bounce->leading->refusal->text[0] != '\0')
    {
      const HatoDecision *decision = bounce->leading->decision;
      const char *text = bounce->leading->refusal->text;
      HatoExcerpt *excerpt = hato_excerpt_new (text, strlen (text));

      if (decision->mark_end > decision->mark_start)
        hato_excerpt_add_mark (excerpt, decision->mark_start, decision->mark_end, code);
      hato_finding_take_excerpt (finding, excerpt);
    }
  evidence = evidence_new (bounce);
  hato_finding_cite (finding, evidence);
  return finding;
}

/* Whether the mail was the domain's, as far as it tells: another company's server is no server of this one. */
static gboolean
is_about (const HatoBounce *bounce, const HatoSubject *subject)
{
  const char *domain = choose (bounce->sender_domain, bounce->concerned_domain, "");

  return *domain == '\0'
         || g_strcmp0 (hato_domain_name_get_registered (domain),
                       hato_domain_name_get_registered (subject->domain))
                == 0;
}

/** hato_bounce_tell_subject: what a check of @subject can take from a mail of its own: sending address, selector and
 * envelope sender */
void
hato_bounce_tell_subject (const HatoBounce *bounce, HatoSubject *subject)
{
  const char *ip = choose (bounce->concerned_ip, bounce->sending_ip, NULL);

  if (!is_about (bounce, subject))
    return;
  if (*ip != '\0')
    hato_subject_add_sending_ip (subject, ip);
  if (bounce->selector != NULL)
    hato_subject_add_selector (subject, bounce->selector);
  if (bounce->envelope_sender != NULL && *bounce->envelope_sender != '\0'
      && subject->mail_from == NULL)
    subject->mail_from = g_strdup (bounce->envelope_sender);
}

/**
 * hato_bounce_checkup_new:
 * @started: microseconds since 1970
 *
 * Returns: (transfer full): what came back as a checkup of one item, so that a case joins it with the others
 */
HatoCheckup *
hato_bounce_checkup_new (const HatoBounce *bounce, gint64 started)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
  HatoStatistics statistics = { 0, 0, -1 };
  const char *domain = bounce->direction == HATO_DIRECTION_RECEIVED
                           ? choose (get_domain (get_recipient (bounce)), NULL, NULL)
                           : choose (bounce->sender_domain, bounce->concerned_domain, NULL);
  HatoSubject *subject = hato_subject_new (domain, domain);
  HatoCheckup *checkup;

  g_ptr_array_add (findings, hato_bounce_finding_new (bounce));
  g_ptr_array_add (items, hato_item_new (ITEM, findings));
  checkup = hato_checkup_new (subject, items, evidence, started, 0, &statistics);
  hato_subject_free (subject);
  return checkup;
}
