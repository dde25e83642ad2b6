/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/merge.h"

#include <string.h>

#include "bounce/smtp-reply.h"

/* What the words for people say of @address; of the only one where they name none, or one for one. */
static const HatoRefusal *
find_said (const GPtrArray *said, const HatoDsnRecipient *recipient, gboolean is_only)
{
  const char *addresses[] = { recipient->recipient, recipient->original_recipient };

  for (guint i = 0; i < said->len; i++)
    {
      const HatoRefusal *refusal = g_ptr_array_index (said, i);

      for (gsize n = 0; n < G_N_ELEMENTS (addresses) && refusal->recipient != NULL; n++)
        if (addresses[n] != NULL && g_ascii_strcasecmp (addresses[n], refusal->recipient) == 0)
          return refusal;
    }
  return is_only && said->len == 1 ? g_ptr_array_index (said, 0) : NULL;
}

static gboolean
has_reply (const char *text, HatoSmtpReply *reply)
{
  return text != NULL && hato_smtp_reply_find (text, strlen (text), reply)
         && reply->reply_code[0] != '\0';
}

/* sendmail puts the first line of an answer into its report, and all of them into its transcript. */
static gboolean
is_first_line_only (const char *text, const HatoSmtpReply *reply)
{
  g_autofree char *last = NULL;

  if (text[reply->start + 3] != '-')
    return FALSE;
  last = g_strconcat (reply->reply_code, " ", NULL);
  return strstr (text + reply->start + 3, last) == NULL;
}

/** hato_merge_is_complete: whether the report for machines alone has each server's whole answer, so that the words add nothing */
gboolean
hato_merge_is_complete (const HatoDsn *dsn)
{
  for (guint i = 0; i < dsn->recipients->len; i++)
    {
      const HatoDsnRecipient *recipient = g_ptr_array_index (dsn->recipients, i);
      HatoSmtpReply reply;

      if (recipient->recipient == NULL || !has_reply (recipient->diagnostic, &reply)
          || is_first_line_only (recipient->diagnostic, &reply)
          || g_str_has_suffix (reply.status, ".4.7"))
        return FALSE;
    }
  return dsn->recipients->len > 0;
}

/* What a server says of its own work, where the words for people do not say it, too: "x-unix; …: Disk quota exceeded". */
static char *
join_own (const char *words, const char *diagnostic)
{
  if (strchr (diagnostic, ' ') == NULL || strstr (words, diagnostic) != NULL)
    return g_strdup (words);
  return g_strconcat (words, " ", diagnostic, NULL);
}

/* The fuller account of the same refusal: the report's, or that of the words. */
static char *
choose_text (const HatoDsnRecipient *recipient, const HatoRefusal *said)
{
  const char *words = said != NULL && said->text[0] != '\0' ? said->text : NULL;
  HatoSmtpReply reply, other;

  if (recipient->diagnostic == NULL || words == NULL)
    return g_strdup (recipient->diagnostic != NULL ? recipient->diagnostic
                     : words != NULL               ? words
                                                   : "");
  if (has_reply (recipient->diagnostic, &reply))
    return g_strdup (is_first_line_only (recipient->diagnostic, &reply) ? words
                                                                        : recipient->diagnostic);
  if (has_reply (words, &other))
    return g_strdup (words);
  return recipient->is_smtp ? g_strdup (recipient->diagnostic)
                            : join_own (words, recipient->diagnostic);
}

static gboolean
is_vague (const char *status)
{
  return status == NULL || status[0] == '\0' || g_str_has_suffix (status, ".0.0")
         || strcmp (status, "4.4.7") == 0 || strcmp (status, "5.4.7") == 0;
}

/* The status of the refusing server over that of the reporting one, which often knows only that it gave up. */
static char *
choose_status (const HatoDsnRecipient *recipient,
               const HatoRefusal *said,
               const HatoSmtpReply *reply)
{
  const char *of_words = said != NULL ? said->status : NULL;

  if (is_vague (reply->status) && is_vague (recipient->status) && !is_vague (of_words))
    return g_strdup (of_words);
  if (reply->status[0] != '\0' && !(is_vague (reply->status) && !is_vague (recipient->status)))
    return g_strdup (reply->status);
  if (is_vague (recipient->status) && of_words != NULL)
    return g_strdup (of_words);
  return g_strdup (recipient->status);
}

/* "554 4.4.7 Message expired … <421 4.4.2 Connection timed out>": the reply that counts is the one that is quoted. */
static void
find_reply (const char *text, HatoSmtpReply *reply)
{
  HatoSmtpReply inner;
  const char *quoted;

  hato_smtp_reply_find (text, strlen (text), reply);
  quoted = is_vague (reply->status) && reply->status[0] != '\0'
               ? strpbrk (text + reply->start, "<('")
               : NULL;
  if (quoted == NULL || !hato_smtp_reply_find (quoted, strlen (quoted), &inner)
      || inner.reply_code[0] == '\0' || inner.status[0] == '\0' || is_vague (inner.status))
    return;
  *reply = inner;
}

/* The words quote what the server said at the attempts before the last one. */
static gboolean
knows_better (const char *words, HatoSmtpReply *reply)
{
  HatoSmtpReply other;

  find_reply (words, &other);
  if (other.reply_code[0] == '\0' || is_vague (other.status))
    return FALSE;
  *reply = other;
  return TRUE;
}

static char *
dup_either (const char *first, const char *second)
{
  return g_strdup (first != NULL ? first : second);
}

static HatoRefusal *
merge (const HatoDsn *dsn, const HatoDsnRecipient *recipient, const HatoRefusal *said)
{
  g_autofree char *text = choose_text (recipient, said);
  HatoRefusal *refusal = hato_refusal_new (text);
  HatoSmtpReply reply = { .start = 0 };

  find_reply (text, &reply);
  if (said != NULL && is_vague (reply.status) && knows_better (said->text, &reply))
    {
      g_free (refusal->text);
      refusal->text = g_strdup (said->text);
    }
  refusal->recipient = dup_either (recipient->recipient, said != NULL ? said->recipient : NULL);
  refusal->status = choose_status (recipient, said, &reply);
  refusal->reply_code = reply.reply_code[0] != '\0'
                            ? g_strdup (reply.reply_code)
                            : g_strdup (said != NULL ? said->reply_code : NULL);
  refusal->remote_mta = dup_either (recipient->remote_mta, said != NULL ? said->remote_mta : NULL);
  refusal->reporting_mta =
      dup_either (dsn->reporting_mta, said != NULL ? said->reporting_mta : NULL);
  refusal->stage = said != NULL ? said->stage : HATO_STAGE_UNKNOWN;
  refusal->action =
      recipient->action != HATO_ACTION_UNKNOWN ? recipient->action : HATO_ACTION_FAILED;
  return refusal;
}

static HatoRefusal *
copy (const HatoRefusal *said)
{
  HatoRefusal *refusal = hato_refusal_new (said->text);

  refusal->status = g_strdup (said->status);
  refusal->reply_code = g_strdup (said->reply_code);
  refusal->recipient = g_strdup (said->recipient);
  refusal->remote_mta = g_strdup (said->remote_mta);
  refusal->reporting_mta = g_strdup (said->reporting_mta);
  refusal->stage = said->stage;
  refusal->action = said->action;
  return refusal;
}

static gboolean
is_address (const char *text, const char *address)
{
  return text != NULL && address != NULL && g_ascii_strcasecmp (text, address) == 0;
}

/* The sender himself: reports name him too, and he is not who was not reached, unless he wrote to himself. */
static gboolean
is_sender (const char *address, const char *addressee, const HatoOriginal *original)
{
  if (!is_address (address, addressee)
      && !(original != NULL
           && (is_address (address, original->from)
               || is_address (address, original->envelope_sender))))
    return FALSE;
  for (guint i = 0; original != NULL && i < original->to->len; i++)
    if (is_address (address, g_ptr_array_index (original->to, i)))
      return FALSE;
  return TRUE;
}

/**
 * hato_merge_drop_senders:
 * @said: (element-type HatoRefusal): what the words say
 * @addressee: (nullable): to whom the report came
 * @original: (nullable): the message that came back
 *
 * Returns: (transfer full) (element-type HatoRefusal): the accounts that are not of the sender himself; where there is no
 * other, his
 */
GPtrArray *
hato_merge_drop_senders (const GPtrArray *said, const char *addressee, const HatoOriginal *original)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_refusal_unref);

  for (guint i = 0; i < said->len; i++)
    {
      HatoRefusal *refusal = g_ptr_array_index (said, i);

      if (!is_sender (refusal->recipient, addressee, original))
        g_ptr_array_add (kept, hato_refusal_ref (refusal));
    }
  if (kept->len == 0 && said->len > 0)
    {
      HatoRefusal *refusal = copy (g_ptr_array_index (said, 0));

      /* a server's answer beside his address is about him after all */
      if (refusal->reply_code == NULL)
        g_clear_pointer (&refusal->recipient, g_free);
      g_ptr_array_add (kept, refusal);
    }
  return kept;
}

/* Whom the header of the report names, each with what the words say of him; of the only one they say it all. */
static void
add_failed (GPtrArray *refusals, const GPtrArray *failed, const GPtrArray *said)
{
  for (guint i = 0; i < failed->len; i++)
    {
      const HatoDsnRecipient recipient = { .recipient = g_ptr_array_index (failed, i) };
      const HatoRefusal *words = find_said (said, &recipient, failed->len == 1);
      HatoRefusal *refusal = words != NULL ? copy (words) : hato_refusal_new ("");

      g_free (refusal->recipient);
      refusal->recipient = g_strdup (recipient.recipient);
      g_ptr_array_add (refusals, refusal);
    }
}

/**
 * hato_merge_refusals:
 * @dsn: (nullable): the report for machines
 * @failed: (element-type utf8): addresses of X-Failed-Recipients, which Exim and Gmail add
 * @said: (element-type HatoRefusal): the same for people, as it was read
 * @original: (nullable): the message that came back
 *
 * One refusal a recipient, out of the two accounts: a report for machines is surer of who and whether, the words for people
 * often have the server's whole answer.
 * Returns: (transfer full) (element-type HatoRefusal): in the order of the report
 */
GPtrArray *
hato_merge_refusals (const HatoDsn *dsn,
                     const GPtrArray *failed,
                     const GPtrArray *said,
                     HatoOriginal *original)
{
  GPtrArray *refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_refusal_unref);
  gboolean is_silent; /* neither the report for machines nor the header names anybody */

  for (guint i = 0; dsn != NULL && i < dsn->recipients->len; i++)
    {
      const HatoDsnRecipient *recipient = g_ptr_array_index (dsn->recipients, i);

      g_ptr_array_add (
          refusals, merge (dsn, recipient, find_said (said, recipient, dsn->recipients->len == 1)));
    }
  if (refusals->len == 0)
    add_failed (refusals, failed, said);
  is_silent = refusals->len == 0;
  for (guint i = 0; is_silent && i < said->len; i++)
    g_ptr_array_add (refusals, copy (g_ptr_array_index (said, i)));
  for (guint i = 0; original != NULL && i < refusals->len; i++)
    ((HatoRefusal *) g_ptr_array_index (refusals, i))->original = hato_original_ref (original);
  return refusals;
}
