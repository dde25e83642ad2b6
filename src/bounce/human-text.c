/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/human-text.h"

#include <string.h>

#include "bounce/message.h"
#include "bounce/returned.h"
#include "bounce/rules.h"
#include "bounce/smtp-reply.h"
#include "bounce/visible-answer.h"
#include "bounce/visible-recipients.h"
#include "bounce/visible-text.h"

#define RETURNED_MAX_BYTES      65536u
#define RETURNED_MAX_RECIPIENTS 3u /* of more it cannot be told which one was refused */
#define SHORT_LINES             25u /* a text of so few lines that a rule fits is a refusal, not a letter */

typedef struct
{
  HatoHumanText *result;
  const HatoVisibleText *text;
  const HatoBounceRuleList *rules;
  char *whole;                     /* (owned): all lines of the report on one */
  gboolean has_frame[HATO_FRAMES]; /* words of that role are in the report */
  GPtrArray *recipients;           /* (owned) (element-type HatoVisibleRecipient) */
} Reading;

G_DEFINE_BOXED_TYPE (HatoHumanText, hato_human_text, hato_human_text_ref, hato_human_text_unref)

HatoHumanText *
hato_human_text_ref (HatoHumanText *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
human_text_clear (gpointer data)
{
  HatoHumanText *self = data;

  g_ptr_array_unref (self->refusals);
  g_ptr_array_unref (self->decisions);
  g_free (self->reporting_mta);
  g_free (self->returned);
}

void
hato_human_text_unref (HatoHumanText *self)
{
  g_atomic_rc_box_release_full (self, human_text_clear);
}

/* Kana: what no other language writes with. */
static gboolean
has_kana (const char *text)
{
  for (const char *at = text; (at = strchr (at, '\xe3')) != NULL; at++)
    {
      gunichar character = g_utf8_get_char (at);

      if (character >= 0x3041 && character <= 0x30fe)
        return TRUE;
    }
  return FALSE;
}

/* Whom the report names; where it says of nobody that he was not reached, those to whom the message went that came back
 * with it. */
static void
find_recipients (Reading *self, const char *returned)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HatoMessage) message = NULL;
  g_autoptr (HatoOriginal) original = NULL;
  gboolean is_sure;

  self->recipients = hato_visible_recipients_find (self->text, &is_sure);
  if (is_sure || returned == NULL)
    return;
  returned += strspn (returned, " \r\n");
  bytes = g_bytes_new (returned, MIN (strlen (returned), RETURNED_MAX_BYTES));
  message = hato_message_parse (bytes);
  original = hato_returned_read (message);
  if (original->to->len == 0 || original->to->len > RETURNED_MAX_RECIPIENTS)
    return;
  g_ptr_array_set_size (self->recipients, 0);
  for (guint i = 0; i < original->to->len; i++)
    g_ptr_array_add (self->recipients,
                     hato_visible_recipient_new (g_ptr_array_index (original->to, i)));
}

static void
find_frames (Reading *self, const HatoMailFrameList *frames)
{
  g_autoptr (HatoFoldedText) folded = hato_folded_text_new (self->whole, strlen (self->whole));
  g_autoptr (GArray) matches = hato_mail_frame_list_find (frames, folded->text, folded->size);

  for (guint i = 0; i < matches->len; i++)
    self->has_frame[g_array_index (matches, HatoFrameMatch, i).frame->role] = TRUE;
}

/* The line after the last one that speaks of the recipient from @mention on. */
static guint
find_block_end (const Reading *self, const HatoMention *mention)
{
  guint end = self->text->lines->len;

  for (guint i = 0; i < self->recipients->len; i++)
    {
      const HatoVisibleRecipient *other = g_ptr_array_index (self->recipients, i);

      for (guint j = 0; j < other->mentions->len; j++)
        {
          guint line = g_array_index (other->mentions, HatoMention, j).line;

          if (line > mention->line)
            {
              end = MIN (end, line);
              break; /* mentions are in their order */
            }
        }
    }
  return end;
}

static gboolean
says_something (const HatoRefusal *refusal)
{
  return refusal->reply_code != NULL || refusal->status != NULL;
}

static HatoRefusal *
read_mention (const Reading *self, const HatoVisibleRecipient *recipient, guint index)
{
  const HatoMention *mention = &g_array_index (recipient->mentions, HatoMention, index);

  return hato_visible_answer_read (self->text, mention->line, mention->end,
                                   find_block_end (self, mention));
}

/* What is said after one of the places that name the recipient: the first with codes, else the first with words. */
static HatoRefusal *
read_recipient (const Reading *self, const HatoVisibleRecipient *recipient)
{
  HatoRefusal *best;

  if (recipient->mentions->len == 0)
    return hato_visible_answer_read (self->text, 0, 0, self->text->lines->len);

  best = read_mention (self, recipient, 0);

  for (guint i = 1; i < recipient->mentions->len && !says_something (best); i++)
    {
      HatoRefusal *other = read_mention (self, recipient, i);

      if (says_something (other) || best->text[0] == '\0')
        {
          hato_refusal_unref (best);
          best = other;
        }
      else
        hato_refusal_unref (other);
    }
  return best;
}

/* Words decide over codes, wherever they stand; the answer's own go first, but where a mail program speaks. */
static HatoDecision *
decide (const Reading *self, const HatoRefusal *refusal)
{
  HatoDecision *decision = hato_rules_decide (self->rules, refusal), *other;

  if (decision->basis == HATO_BASIS_TEXT && !self->has_frame[HATO_FRAME_CLIENT_ERROR])
    return decision;
  other = hato_rules_decide_around (self->rules, refusal, self->whole);
  if (other->basis == HATO_BASIS_TEXT)
    {
      hato_decision_unref (decision);
      return other;
    }
  hato_decision_unref (other);
  return decision;
}

static void
add (Reading *self, HatoRefusal *refusal)
{
  refusal->reporting_mta = g_strdup (self->result->reporting_mta);
  g_ptr_array_add (self->result->refusals, refusal);
  g_ptr_array_add (self->result->decisions, decide (self, refusal));
}

/* Recipients in a list share what is said after the list. */
static void
share_text (GPtrArray *refusals)
{
  for (guint i = refusals->len; i > 1; i--)
    {
      HatoRefusal *refusal = g_ptr_array_index (refusals, i - 2);
      const HatoRefusal *next = g_ptr_array_index (refusals, i - 1);

      if (refusal->text[0] != '\0' || says_something (refusal))
        continue;
      g_free (refusal->text);
      refusal->text = g_strdup (next->text);
      refusal->status = g_strdup (next->status);
      refusal->reply_code = g_strdup (next->reply_code);
      refusal->stage = next->stage;
      refusal->remote_mta = g_strdup (next->remote_mta);
    }
}

static void
read_refusals (Reading *self)
{
  g_autoptr (GPtrArray) refusals = g_ptr_array_new ();

  for (guint i = 0; i < self->recipients->len; i++)
    {
      const HatoVisibleRecipient *recipient = g_ptr_array_index (self->recipients, i);
      HatoRefusal *refusal = read_recipient (self, recipient);

      refusal->recipient = g_strdup (recipient->address);
      g_ptr_array_add (refusals, refusal);
    }
  share_text (refusals);
  if (refusals->len == 0)
    g_ptr_array_add (refusals, hato_visible_answer_read (self->text, 0, 0, self->text->lines->len));
  for (guint i = 0; i < refusals->len; i++)
    add (self, g_ptr_array_index (refusals, i));
}

/* What comes before any address may tell the answer: "550 … The following addresses failed: a@example.jp". */
static void
fill_from_whole (Reading *self)
{
  HatoSmtpReply reply;

  if (self->result->refusals->len != 1)
    return;
  hato_smtp_reply_find (self->whole, strlen (self->whole), &reply);
  for (guint i = 0; i < self->result->refusals->len; i++)
    {
      HatoRefusal *refusal = g_ptr_array_index (self->result->refusals, i);

      if (says_something (refusal))
        continue;
      refusal->reply_code = reply.reply_code[0] != '\0' ? g_strdup (reply.reply_code) : NULL;
      refusal->status = reply.status[0] != '\0' ? g_strdup (reply.status) : NULL;
      g_ptr_array_remove_index (self->result->decisions, i);
      g_ptr_array_insert (self->result->decisions, (int) i, decide (self, refusal));
    }
}

/* A refusal's code, not "550 yen". */
static gboolean
has_code (const Reading *self)
{
  HatoSmtpReply reply;

  return hato_smtp_reply_find (self->whole, strlen (self->whole), &reply) && reply.is_sure
         && reply.status[0] != '2';
}

/* A rule that fits words of a letter would make a refusal of it: only a short text is taken at its word. */
static gboolean
is_refusal_alone (const Reading *self)
{
  const HatoDecision *first = g_ptr_array_index (self->result->decisions, 0);

  return first->basis == HATO_BASIS_TEXT && self->text->lines->len <= SHORT_LINES;
}

static HatoBounceKind
find_kind (const Reading *self)
{
  const HatoDecision *first = g_ptr_array_index (self->result->decisions, 0);
  gboolean failed = self->has_frame[HATO_FRAME_FAILURE], coded = has_code (self);

  if (first->kind != HATO_BOUNCE_KIND_BOUNCE)
    return first->kind;
  if (self->has_frame[HATO_FRAME_CLIENT_ERROR])
    return HATO_BOUNCE_KIND_CLIENT_ERROR;
  if (self->has_frame[HATO_FRAME_CHALLENGE] && !coded)
    return HATO_BOUNCE_KIND_NOT_BOUNCE;
  if (self->has_frame[HATO_FRAME_COMPLAINT] && !failed && !coded)
    return HATO_BOUNCE_KIND_COMPLAINT;
  if (self->has_frame[HATO_FRAME_DELAY] && !self->has_frame[HATO_FRAME_FINAL])
    return HATO_BOUNCE_KIND_DELAY;
  if (self->has_frame[HATO_FRAME_DELIVERED] && !failed && !coded
      && !self->has_frame[HATO_FRAME_HINT])
    return HATO_BOUNCE_KIND_DELIVERED;
  if (self->has_frame[HATO_FRAME_AUTO_REPLY] && !failed && !coded)
    return HATO_BOUNCE_KIND_AUTO_REPLY;
  if (failed || coded || self->has_frame[HATO_FRAME_HINT] || is_refusal_alone (self))
    return HATO_BOUNCE_KIND_BOUNCE;
  return HATO_BOUNCE_KIND_NOT_BOUNCE;
}

/* The address in a warning is the sender's: whom the recipient's program could not be sure of. */
static void
turn_to_sender (HatoRefusal *refusal, HatoDecision *decision)
{
  g_autofree char *address = g_steal_pointer (&refusal->recipient);
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  if (at != NULL && decision->concerned_domain == NULL)
    decision->concerned_domain = g_ascii_strdown (at + 1, -1);
}

/* Nothing was refused, or nobody knows: then nobody is named as refusing. */
static void
settle_kind (Reading *self)
{
  HatoHumanText *result = self->result;

  result->kind = find_kind (self);
  result->is_challenge =
      result->kind == HATO_BOUNCE_KIND_NOT_BOUNCE && self->has_frame[HATO_FRAME_CHALLENGE];
  if (result->kind == HATO_BOUNCE_KIND_BOUNCE || result->kind == HATO_BOUNCE_KIND_DELAY
      || result->kind == HATO_BOUNCE_KIND_CLIENT_ERROR || result->kind == HATO_BOUNCE_KIND_WARNING)
    {
      for (guint i = 0; i < result->decisions->len; i++)
        {
          HatoDecision *decision = g_ptr_array_index (result->decisions, i);

          decision->kind = result->kind;
          if (result->kind == HATO_BOUNCE_KIND_WARNING)
            turn_to_sender (g_ptr_array_index (result->refusals, i), decision);
        }
      return;
    }
  g_ptr_array_set_size (result->refusals, 0);
  g_ptr_array_set_size (result->decisions, 0);
}

/**
 * hato_human_text_read:
 * @text: what a mail program showed; what is no UTF-8 becomes replacement characters
 *
 * Returns: (transfer full): what it says: whether anything was refused, which addresses, in which words
 */
HatoHumanText *
hato_human_text_read (const char *text,
                      gsize size,
                      const HatoBounceRuleList *rules,
                      HatoMailFrameList *frames)
{
  HatoHumanText *result = g_atomic_rc_box_new0 (HatoHumanText);
  g_autoptr (HatoVisibleText) visible = hato_visible_text_new (text, size, frames);
  Reading self = { .result = result, .text = visible, .rules = rules };

  result->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_refusal_unref);
  result->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_decision_unref);
  self.whole = hato_visible_text_join (visible, 0, visible->lines->len);
  result->is_japanese = has_kana (self.whole);
  result->reporting_mta =
      hato_visible_server_find (visible, 0, visible->lines->len, HATO_FRAME_REPORTING_MTA);
  result->returned = g_steal_pointer (&visible->returned);
  find_recipients (&self, result->returned);
  find_frames (&self, frames);
  read_refusals (&self);
  fill_from_whole (&self);
  settle_kind (&self);
  g_free (self.whole);
  g_ptr_array_unref (self.recipients);
  return result;
}
