/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/rules.h"

#include <string.h>

#include "base/folded-text.h"
#include "bounce/concerned.h"
#include "bounce/smtp-reply.h"

#define TEXT_MAX_BYTES                                                                             \
  16384u /* of one refusal: an answer has lines of 512 bytes (RFC 5321 §4.5.3.1.5) */

/* The words of a refusal as the rules see them, and the way back to the words as they are shown. */
typedef struct
{
  char *unfolded;         /* (owned) */
  guint32 *places;        /* (owned): of @unfolded in the refusal's text */
  HatoFoldedText *folded; /* (owned) */
} Words;

static void
words_init (Words *self, const char *text)
{
  gsize size = strnlen (text, TEXT_MAX_BYTES);

  self->unfolded = hato_smtp_reply_unfold (text, size, &self->places);
  self->folded = hato_folded_text_new (self->unfolded, strlen (self->unfolded));
}

static void
words_clear (Words *self)
{
  g_free (self->unfolded);
  g_free (self->places);
  hato_folded_text_free (self->folded);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* Moves @at back to where a character starts. */
static gsize
to_character (const char *text, gsize at)
{
  while (at > 0 && ((guint8) text[at] & 0xc0) == 0x80)
    at--;
  return at;
}

static void
set_mark (HatoDecision *decision, const Words *words, const HatoRuling *ruling, const char *text)
{
  gsize start, end;

  if (ruling->end <= ruling->start)
    return;
  start = words->places[words->folded->places[ruling->start]];
  end = words->places[words->folded->places[ruling->end]];
  decision->mark_start = to_character (text, start);
  decision->mark_end = to_character (text, MAX (end, start));
  /* a phrase may begin or end amid a word: "e|mail has been blocked" */
  while (decision->mark_start > 0 && g_ascii_isalnum (text[decision->mark_start - 1])
         && g_ascii_isalnum (text[decision->mark_start]))
    decision->mark_start--;
  while (decision->mark_end > 0 && g_ascii_isalnum (text[decision->mark_end])
         && g_ascii_isalnum (text[decision->mark_end - 1]))
    decision->mark_end++;
  while (decision->mark_end > decision->mark_start && text[decision->mark_end - 1] == ' ')
    decision->mark_end--;
}

static gboolean
is_security (const char *status)
{
  return status != NULL && strlen (status) > 3 && status[2] == '7' && status[3] == '.';
}

static HatoBasis
basis_of (const HatoBounceRule *rule)
{
  if (rule->has_text && !rule->of_code)
    return HATO_BASIS_TEXT;
  return rule->statuses[0] != NULL ? HATO_BASIS_STATUS : HATO_BASIS_REPLY_CODE;
}

/* Contract: a 5.7.x refusal is never called a wrong address: that it names one says whose filter it was. */
static HatoCause
cause_of (const HatoBounceRule *rule, const char *status)
{
  HatoCause cause = HATO_CAUSE_UNKNOWN;

  hato_cause_from_string (rule->cause, &cause);
  return cause == HATO_CAUSE_MAILBOX_UNKNOWN && is_security (status) ? HATO_CAUSE_RECIPIENT_FILTER
                                                                     : cause;
}

static gboolean
is_of_recipient (const char *domain, const char *recipient)
{
  const char *at = recipient != NULL ? strrchr (recipient, '@') : NULL;

  return at != NULL && g_ascii_strcasecmp (domain, at + 1) == 0;
}

/* What the refusal is about, as it names it. A wrong address is about nothing of the sender's but his address. */
static void
set_concerned (HatoDecision *decision,
               const HatoBounceRuleList *rules,
               const HatoRefusal *refusal,
               const HatoFoldedText *text)
{
  decision->concerned_ip = hato_concerned_dup (rules, text, "ip");
  if (decision->concerned_ip == NULL)
    decision->concerned_ip = hato_concerned_dup_any_ip (text);
  switch ((int) decision->cause)
    {
    case HATO_CAUSE_MAILBOX_UNKNOWN:
    case HATO_CAUSE_MAILBOX_FULL:
    case HATO_CAUSE_MAILBOX_DISABLED:
    case HATO_CAUSE_HOST_UNKNOWN:
    case HATO_CAUSE_SIZE:
      return;
    default:
      break;
    }
  decision->concerned_domain = hato_concerned_dup (rules, text, "domain");
  if (decision->concerned_domain != NULL
      && is_of_recipient (decision->concerned_domain, refusal->recipient))
    g_clear_pointer (&decision->concerned_domain, g_free);
  if (decision->cause == HATO_CAUSE_SENDER_AUTH)
    decision->selector = hato_concerned_dup (rules, text, "selector");
}

/* A forwarder breaks SPF, not the sender (contract, detail `forwarded`). */
static gboolean
was_forwarded (const HatoRefusal *refusal, HatoCause cause)
{
  return cause == HATO_CAUSE_SENDER_AUTH && refusal->original != NULL
         && refusal->original->forwarded;
}

static void
apply_ruling (HatoDecision *decision, const HatoRuling *ruling, const HatoRefusal *refusal)
{
  const HatoBounceRule *rule = ruling->rule;

  if (ruling->organisation != NULL)
    {
      decision->refused_by_id = g_strdup (ruling->organisation->id);
      decision->refused_by_name = g_strdup (ruling->organisation->name);
    }
  if (rule == NULL)
    return;

  if (rule->kind != NULL)
    decision->is_final = hato_bounce_kind_from_string (rule->kind, &decision->kind)
                         && decision->kind == HATO_BOUNCE_KIND_BOUNCE;
  decision->rule = g_strdup (rule->id);
  decision->detail =
      g_strdup (was_forwarded (refusal, decision->cause) ? "forwarded" : rule->detail);
  decision->who = g_strdup (rule->who);
}

static const char *
either (const char *given, const char *read)
{
  return given != NULL ? given : read[0] != '\0' ? read : NULL;
}

static HatoDecision *
decide (const HatoBounceRuleList *rules,
        const HatoRefusal *refusal,
        const Words *words,
        gboolean is_around)
{
  HatoSmtpReply reply;
  HatoRuling ruling;
  HatoRefusalFacts facts = { .text = words->folded->text,
                             .size = words->folded->size,
                             .stage = hato_stage_to_string (refusal->stage),
                             .remote_mta = refusal->remote_mta,
                             .recipient = refusal->recipient,
                             .is_around = is_around };
  HatoDecision *decision;

  hato_smtp_reply_find (words->unfolded, strlen (words->unfolded), &reply);
  facts.status = either (refusal->status, reply.status);
  facts.reply_code = either (refusal->reply_code, reply.reply_code);
  hato_bounce_rule_list_decide (rules, &facts, &ruling);
  decision = ruling.rule != NULL
                 ? hato_decision_new (cause_of (ruling.rule, facts.status), basis_of (ruling.rule))
                 : hato_decision_new (HATO_CAUSE_UNKNOWN, HATO_BASIS_NONE);
  apply_ruling (decision, &ruling, refusal);
  if (!is_around)
    set_mark (decision, words, &ruling, refusal->text);
  set_concerned (decision, rules, refusal, words->folded);
  return decision;
}

/**
 * hato_rules_decide:
 * @refusal: what became of one recipient; its codes are read from its words where it has none
 *
 * Words decide over codes; a code alone is a fall-back, which the decision's basis says.
 *
 * Returns: (transfer full): why it was refused, who refused, and what the refusal is about
 */
HatoDecision *
hato_rules_decide (const HatoBounceRuleList *rules, const HatoRefusal *refusal)
{
  g_auto (Words) words = { 0 };

  words_init (&words, refusal->text);
  return decide (rules, refusal, &words, FALSE);
}

/**
 * hato_rules_decide_around:
 * @around: the report in which @refusal stands
 *
 * Decides by what a report says around an answer that tells nothing itself. Nothing is marked: the words are not the
 * refusal's.
 *
 * Returns: (transfer full): as hato_rules_decide ()
 */
HatoDecision *
hato_rules_decide_around (const HatoBounceRuleList *rules,
                          const HatoRefusal *refusal,
                          const char *around)
{
  g_auto (Words) words = { 0 };

  words_init (&words, around);
  return decide (rules, refusal, &words, TRUE);
}
