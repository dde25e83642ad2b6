/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/visible-recipients.h"

#include <string.h>

#include "bounce/address-scan.h"
#include "bounce/smtp-reply.h"

#define MENTIONS_MAX 8u  /* of one address: a report names it in two or three places */
#define NEAR_BYTES   80u /* between words that announce an address and the address */
#define AFTER_BYTES  8u  /* between an address and words that speak of it */

/* How sure it is that an address is one that was not reached. */
typedef enum
{
  CREDIT_NONE,  /* somebody else's: the sender's, a help desk's */
  CREDIT_ALIAS, /* it led to the one that was not reached, which is no address */
  CREDIT_BARE,  /* it stands somewhere */
  CREDIT_REPLY, /* a server speaks of it: "<a@example.jp>: User unknown" */
  CREDIT_LISTED /* it stands for itself on a line, or after words that announce it */
} Credit;

typedef struct
{
  const HatoVisibleText *text;
  gboolean in_answer;                  /* the line goes on with the words of a server */
  guint answer_indent;                 /* of the line in which they began */
  GPtrArray *found[CREDIT_LISTED + 1]; /* (owned) (element-type HatoVisibleRecipient) */
  GHashTable *seen[CREDIT_LISTED + 1]; /* (owned): recipients by address in small letters */
} Search;

static void
recipient_free (gpointer data)
{
  HatoVisibleRecipient *self = data;

  g_free (self->address);
  g_array_unref (self->mentions);
  g_free (self);
}

/* Mailboxes that every report names and no mail is sent to. */
static gboolean
is_machine (const char *address, gsize length)
{
  static const char *const names[] = { "mailer-daemon@", "postmaster@", "abuse@",  "noreply@",
                                       "no-reply@",      "support@",    "delist@", "helpdesk@" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (length > strlen (names[i])
        && g_ascii_strncasecmp (address, names[i], strlen (names[i])) == 0)
      return TRUE;
  return FALSE;
}

/* Only signs that stand before an address in a list: bullets, brackets, a name of a kind of address. */
static gboolean
leads_line (const char *text, gsize start)
{
  static const char *const kinds[] = { "rfc822;", "rfc822; ", "utf-8;", "smtp:" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (start == strlen (kinds[i]) && g_ascii_strncasecmp (text, kinds[i], start) == 0)
      return TRUE;
  return strspn (text, " \t<(\"'*-.:#[") >= start || (start == 3 && strncmp (text, "・", 3) == 0)
         || (start == 3 && text[2] == '.') || (start == 4 && strncmp (text, "・<", 4) == 0);
}

/* Whether the line is nothing but the address: "<a@example.jp>:", "a@example.jp (Taro)". */
static gboolean
is_alone (const char *text, gsize end)
{
  gsize rest = end + strspn (text + end, " \t>)\"'],;:.");

  return text[rest] == '\0';
}

/* Whether a line before this one goes on in it: it has words and ends in none of the signs that end something. */
static gboolean
is_continuation (const HatoVisibleText *text, guint index)
{
  const HatoVisibleLine *before;
  gsize length;

  if (index == 0)
    return FALSE;
  before = hato_visible_text_get_line (text, index - 1);
  length = strlen (before->text);
  if (length == 0 || strchr (":-=#.)*>_,", before->text[length - 1]) != NULL)
    return FALSE;
  return !g_str_has_suffix (before->text, "。") && !g_str_has_suffix (before->text, "：")
         && hato_visible_text_get_line (text, index)->indent >= before->indent;
}

static Credit
credit_of_role (HatoFrameRole role, Credit otherwise)
{
  switch ((int) role)
    {
    case HATO_FRAME_RECIPIENT:
      return CREDIT_LISTED;
    case HATO_FRAME_OTHER_ADDRESS:
      return CREDIT_NONE;
    case HATO_FRAME_ALIAS:
      return CREDIT_ALIAS;
    default:
      return otherwise;
    }
}

/* Words at the end of the line before, past an empty one: "A message sent by" and, on a line of its own, the address. */
static Credit
credit_by_line_before (const HatoVisibleText *text, guint index)
{
  const HatoVisibleLine *before = NULL;
  Credit credit = CREDIT_BARE;

  for (guint back = 1; back <= 2 && back <= index; back++)
    {
      before = hato_visible_text_get_line (text, index - back);
      if (before->text[0] != '\0')
        break;
    }
  for (guint i = 0; before != NULL && i < before->frames->len; i++)
    {
      const HatoFrameMatch *match = &g_array_index (before->frames, HatoFrameMatch, i);

      if (match->end + 1 >= before->folded->size)
        credit = credit_of_role (match->frame->role, credit);
    }
  return credit;
}

/* The words nearest before the address decide whose it is, or those right after it. Places are of the folded line. */
static Credit
credit_by_frames (const HatoVisibleText *text, guint index, gsize start, gsize end)
{
  const HatoVisibleLine *line = hato_visible_text_get_line (text, index);
  Credit credit = start <= 2 ? credit_by_line_before (text, index) : CREDIT_BARE;
  gsize nearest = 0;

  for (guint i = 0; i < line->frames->len; i++)
    {
      const HatoFrameMatch *match = &g_array_index (line->frames, HatoFrameMatch, i);
      Credit of_role = credit_of_role (match->frame->role, CREDIT_BARE);

      if (match->start >= end && match->start - end <= AFTER_BYTES)
        {
          if (match->frame->role == HATO_FRAME_RECIPIENT_BEFORE)
            return CREDIT_LISTED;
          if (match->frame->role == HATO_FRAME_OTHER_BEFORE)
            return CREDIT_NONE;
        }
      if (of_role == CREDIT_BARE || match->end > start || start - match->end > NEAR_BYTES
          || match->end < nearest)
        continue;
      credit = of_role;
      nearest = match->end;
    }
  return credit;
}

static gboolean
is_in_reply (const HatoVisibleLine *line, gsize end)
{
  const char *after = line->folded->text + end;

  after += strspn (after, ">");
  return g_str_has_prefix (after, ":") || g_str_has_prefix (after, "...")
         || strstr (line->folded->text, "rcpt to:") != NULL;
}

/* The offset in the folded text of the byte that was at @place of the line. */
static gsize
to_folded (const HatoFoldedText *folded, gsize place)
{
  gsize low = 0, high = folded->size;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (folded->places[middle] < place)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static Credit
credit_of (const HatoVisibleText *text, guint index, const HatoAddressSpan *span)
{
  const HatoVisibleLine *line = hato_visible_text_get_line (text, index);
  gsize start = to_folded (line->folded, span->start), end = to_folded (line->folded, span->end);
  Credit credit = credit_by_frames (text, index, start, end);

  if (credit == CREDIT_NONE || credit == CREDIT_ALIAS)
    return credit;
  if (leads_line (line->text, span->start) && is_alone (line->text, span->end))
    return CREDIT_LISTED;
  if (is_machine (line->text + span->start, span->end - span->start))
    return CREDIT_NONE;
  if (credit == CREDIT_LISTED)
    return CREDIT_LISTED;
  if (leads_line (line->text, span->start) && !is_continuation (text, index))
    return CREDIT_LISTED;
  return is_in_reply (line, end) ? CREDIT_REPLY : CREDIT_BARE;
}

/** hato_visible_recipient_new: (transfer full): an address that no mention is known of yet */
HatoVisibleRecipient *
hato_visible_recipient_new (const char *address)
{
  HatoVisibleRecipient *self = g_new0 (HatoVisibleRecipient, 1);

  self->address = g_strdup (address);
  self->mentions = g_array_new (FALSE, FALSE, sizeof (HatoMention));
  return self;
}

static void
add (Search *self, guint index, const HatoAddressSpan *span, Credit credit)
{
  const char *text = hato_visible_text_get_line (self->text, index)->text;
  g_autofree char *address = g_strndup (text + span->start, span->end - span->start);
  g_autofree char *key = g_ascii_strdown (address, -1);
  HatoVisibleRecipient *recipient = g_hash_table_lookup (self->seen[credit], key);
  HatoMention mention = { index, span->end };

  if (recipient == NULL)
    {
      if (self->found[credit]->len >= HATO_VISIBLE_RECIPIENTS_MAX)
        return;
      recipient = hato_visible_recipient_new (address);
      g_ptr_array_add (self->found[credit], recipient);
      g_hash_table_insert (self->seen[credit], g_steal_pointer (&key), recipient);
    }
  if (recipient->mentions->len < MENTIONS_MAX)
    g_array_append_val (recipient->mentions, mention);
}

/* Where the words of a server begin in the line; its length where they do not. */
static gsize
find_answer (const HatoVisibleLine *line)
{
  HatoSmtpReply reply;
  gsize start = strlen (line->text);

  if (hato_smtp_reply_find (line->text, start, &reply) && reply.is_sure
      && reply.reply_code[0] != '\0')
    start = reply.start;
  for (guint i = 0; i < line->frames->len; i++)
    {
      const HatoFrameMatch *match = &g_array_index (line->frames, HatoFrameMatch, i);

      if (match->frame->role == HATO_FRAME_ANSWER)
        start = MIN (start, line->folded->places[match->start]);
    }
  return start;
}

/* "taro@example.jp <taro@example.jp>": of a name and an address (RFC 5322 §3.4) it is the address, however the name looks. */
static gboolean
is_name_of_next (const char *text, gsize size, const HatoAddressSpan *span, HatoAddressSpan *next)
{
  gsize at = span->end + strspn (text + span->end, "\"' ");

  return text[at] == '<' && hato_address_scan_next (text, size, at, next) && next->start == at + 1;
}

static void
search_line (Search *self, guint index)
{
  const HatoVisibleLine *line = hato_visible_text_get_line (self->text, index);
  gsize size = strlen (line->text), answer = find_answer (line);
  HatoAddressSpan span, next;

  if (size == 0 || line->indent == 0 || line->indent < self->answer_indent)
    self->in_answer = FALSE;
  for (gsize from = 0; hato_address_scan_next (line->text, size, from, &span); from = span.end)
    {
      HatoAddressSpan whole = span;
      Credit credit;

      if (is_name_of_next (line->text, size, &span, &next))
        {
          whole.end = next.end;
          span = next;
        }
      credit = credit_of (self->text, index, &whole);
      /* whom a server speaks of is no entry of the report's list */
      if (credit == CREDIT_LISTED && (self->in_answer || span.start > answer))
        credit = CREDIT_REPLY;
      if (credit != CREDIT_NONE)
        add (self, index, &span, credit);
    }
  if (answer < size && !self->in_answer)
    {
      self->in_answer = TRUE;
      self->answer_indent = line->indent;
    }
}

/**
 * hato_visible_recipients_find:
 * @is_sure: (out): the report says of them that they were not reached; FALSE = they only stand in it
 *
 * Returns: (transfer full) (element-type HatoVisibleRecipient): the addresses that the report says were not reached, in
 *   its order: those it lists, else those that a server's answer names, else those that are nobody else's
 */
GPtrArray *
hato_visible_recipients_find (const HatoVisibleText *text, gboolean *is_sure)
{
  Search self = { .text = text };
  GPtrArray *best = NULL;

  for (guint i = CREDIT_ALIAS; i <= CREDIT_LISTED; i++)
    {
      self.found[i] = g_ptr_array_new_with_free_func (recipient_free);
      self.seen[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
  for (guint i = 0; i < text->lines->len; i++)
    search_line (&self, i);
  *is_sure = self.found[CREDIT_LISTED]->len > 0 || self.found[CREDIT_REPLY]->len > 0;
  for (guint i = CREDIT_LISTED; i >= CREDIT_ALIAS; i--)
    {
      if (best == NULL && self.found[i]->len > 0)
        best = g_ptr_array_ref (self.found[i]);
      g_ptr_array_unref (self.found[i]);
      g_hash_table_unref (self.seen[i]);
    }
  return best != NULL ? best : g_ptr_array_new_with_free_func (recipient_free);
}
