/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/bounce-check.h"

#include <string.h>

#include "base/cursor.h"
#include "bounce/address-scan.h"
#include "bounce/bounce-fields.h"
#include "bounce/charset.h"
#include "bounce/feedback.h"
#include "bounce/human-text.h"
#include "bounce/mail-report.h"
#include "bounce/mbox.h"
#include "bounce/merge.h"
#include "bounce/returned.h"
#include "bounce/rules.h"
#include "bounce/ses-notification.h"
#include "bounce/visible-answer.h"

#define HEADERS_LOOKED_AT (64u * 1024)   /* bytes that decide whether it is a mail */
#define TEXT_MAX          (1024u * 1024) /* bytes of visible text that are read */

/**
 * hato_bounce_check_is_raw:
 * @bytes: what was pasted or opened
 *
 * Returns: whether it is a whole mail with its headers, and not the text that a mail program shows of one
 */
gboolean
hato_bounce_check_is_raw (gconstpointer bytes, gsize size)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, bytes, MIN (size, HEADERS_LOOKED_AT));
  hato_cursor_take_literal (&cursor, "\xef\xbb\xbf");
  hato_cursor_take_any_of (&cursor, "\r\n");
  return !hato_cursor_at_end (&cursor)
         && hato_returned_find ((const char *) cursor.data + cursor.position,
                                hato_cursor_get_left (&cursor))
                == 0;
}

/* What the words say, as one account a recipient. */
static void
add_said (HatoBounce *bounce, const HatoHumanText *said)
{
  for (guint i = 0; i < said->refusals->len; i++)
    hato_bounce_add_result (bounce, g_ptr_array_index (said->refusals, i),
                            g_ptr_array_index (said->decisions, i));
}

/* The kind of a report, by what became of its recipients: one that failed makes it a bounce. */
static HatoBounceKind
kind_of_actions (const HatoBounce *bounce)
{
  HatoBounceKind kind = HATO_BOUNCE_KIND_DELIVERED;

  for (guint i = 0; i < bounce->results->len; i++)
    {
      const HatoResult *result = g_ptr_array_index (bounce->results, i);

      if (result->refusal->action == HATO_ACTION_FAILED
          || result->refusal->action == HATO_ACTION_UNKNOWN || result->decision->is_final)
        return HATO_BOUNCE_KIND_BOUNCE;
      if (result->refusal->action == HATO_ACTION_DELAYED)
        kind = HATO_BOUNCE_KIND_DELAY;
    }
  return kind;
}

/* A server that says of a mailbox that it is full or none may name another than the report does: the one that the mail was
 * led on to. */
static void
add_named (HatoBounce *bounce, const HatoResult *result, const HatoMailReport *report)
{
  const char *text = result->refusal->text;
  g_autofree char *address = NULL, *addressee = NULL;
  HatoAddressSpan span;

  if ((result->decision->cause != HATO_CAUSE_MAILBOX_UNKNOWN
       && result->decision->cause != HATO_CAUSE_MAILBOX_FULL
       && result->decision->cause != HATO_CAUSE_MAILBOX_DISABLED)
      || report->dsn != NULL || result->refusal->reply_code == NULL
      || !g_str_has_prefix (text, result->refusal->reply_code)
      || !hato_address_scan_next (text, strlen (text), 0, &span))
    return;
  address = g_strndup (text + span.start, span.end - span.start);
  addressee = hato_message_dup_address (report->message, "To");
  if (addressee == NULL || g_ascii_strcasecmp (address, addressee) != 0)
    hato_bounce_add_recipient (bounce, address);
}

/* Recipients that no account names: whom the mail that came back was for. */
static void
add_recipients (HatoBounce *bounce, const HatoMailReport *report)
{
  for (guint i = 0; i < bounce->results->len; i++)
    {
      const HatoResult *result = g_ptr_array_index (bounce->results, i);

      if (result->refusal->recipient != NULL)
        hato_bounce_add_recipient (bounce, result->refusal->recipient);
      add_named (bounce, result, report);
    }
  if (bounce->recipients->len == 0 && report->original != NULL && report->original->to->len == 1)
    hato_bounce_add_recipient (bounce, g_ptr_array_index (report->original->to, 0));
}

/* What the words say; of a report that says it all alone they are not read. */
static GPtrArray *
list_said (const HatoMailReport *report, const HatoHumanText *said)
{
  g_autofree char *addressee = NULL;

  if (said == NULL)
    return g_ptr_array_new ();
  addressee = hato_message_dup_address (report->message, "To");
  return hato_merge_drop_senders (said->refusals, addressee, report->original);
}

/* What the words for people say of the recipient of @refusal, by their words; of the only one they say it all. */
static HatoDecision *
find_worded (const HatoHumanText *said, const HatoRefusal *refusal)
{
  for (guint i = 0; said != NULL && i < said->decisions->len; i++)
    {
      const HatoRefusal *other = g_ptr_array_index (said->refusals, i);
      HatoDecision *decision = g_ptr_array_index (said->decisions, i);

      if (decision->basis != HATO_BASIS_TEXT
          || (said->decisions->len > 1
              && (refusal->recipient == NULL || other->recipient == NULL
                  || g_ascii_strcasecmp (refusal->recipient, other->recipient) != 0)))
        continue;
      /* the telling part is of other words than those that are shown */
      if (strcmp (other->text, refusal->text) != 0)
        decision->mark_start = decision->mark_end = 0;
      return decision;
    }
  return NULL;
}

/* Words decide over codes, also those around an answer that tells nothing itself. */
static HatoDecision *
decide_one (const HatoRefusal *refusal,
            const HatoHumanText *said,
            gboolean is_only,
            const HatoBounceRuleList *rules)
{
  HatoDecision *decision = hato_rules_decide (rules, refusal), *worded;

  if (decision->basis == HATO_BASIS_TEXT || (!is_only && refusal->text[0] == '\0'))
    return decision;
  worded = find_worded (said, refusal);
  if (worded == NULL)
    return decision;
  hato_decision_unref (decision);
  return hato_decision_ref (worded);
}

static HatoBounce *
decide (const HatoMailReport *report,
        const HatoHumanText *said,
        const HatoBounceRuleList *rules,
        const HatoMailFrameList *frames)
{
  g_autoptr (GPtrArray) accounts = list_said (report, said);
  g_autoptr (GPtrArray) failed =
      hato_message_list_addresses (report->message, "X-Failed-Recipients");
  g_autoptr (GPtrArray) refusals =
      hato_merge_refusals (report->dsn, failed, accounts, report->original);
  HatoBounce *bounce = hato_bounce_new (HATO_BOUNCE_KIND_BOUNCE);

  if (refusals->len == 0)
    g_ptr_array_add (refusals, hato_refusal_new (""));
  for (guint i = 0; i < refusals->len; i++)
    {
      HatoRefusal *refusal = g_ptr_array_index (refusals, i);
      g_autoptr (HatoDecision) decision = NULL;

      if (said == NULL && refusals->len == 1)
        refusal->stage = hato_visible_stage_find (frames, report->words);
      decision = decide_one (refusal, said, refusals->len == 1, rules);
      hato_bounce_add_result (bounce, refusal, decision);
    }
  add_recipients (bounce, report);
  hato_bounce_fields_lead (bounce);
  return bounce;
}

/* The cause of what is no refusal is its kind. */
static HatoCause
cause_of_kind (HatoBounceKind kind)
{
  HatoCause cause = HATO_CAUSE_UNKNOWN;

  hato_cause_from_string (hato_bounce_kind_to_string (kind), &cause);
  return cause;
}

static HatoBounce *
new_of_kind (HatoBounceKind kind)
{
  HatoBounce *bounce = hato_bounce_new (kind);

  bounce->cause = cause_of_kind (kind);
  return bounce;
}

/* Whether the words of every answer tell what it means. */
static gboolean
is_told (const HatoBounce *bounce)
{
  for (guint i = 0; i < bounce->results->len; i++)
    if (((const HatoResult *) g_ptr_array_index (bounce->results, i))->decision->basis
        != HATO_BASIS_TEXT)
      return FALSE;
  return TRUE;
}

static HatoBounce *
read_dsn (const HatoMailReport *report, const HatoBounceRuleList *rules, HatoMailFrameList *frames)
{
  g_autoptr (HatoHumanText) said = NULL;
  HatoBounce *bounce;

  bounce = hato_merge_is_complete (report->dsn) ? decide (report, NULL, rules, frames) : NULL;
  if (bounce == NULL || !is_told (bounce))
    {
      g_clear_pointer (&bounce, hato_bounce_unref);
      said = hato_human_text_read (report->words, strlen (report->words), rules, frames);
      bounce = decide (report, said, rules, frames);
    }
  bounce->kind = kind_of_actions (bounce);
  if (bounce->kind == HATO_BOUNCE_KIND_DELIVERED)
    bounce->cause = HATO_CAUSE_DELIVERED;
  if (said == NULL || !said->is_challenge || bounce->reply_code != NULL)
    return bounce;
  hato_bounce_unref (bounce);
  return new_of_kind (HATO_BOUNCE_KIND_NOT_BOUNCE);
}

/* A mail without a report for machines: what it is its headers and its words tell together. */
static HatoBounce *
read_words (const HatoMailReport *report,
            const HatoBounceRuleList *rules,
            HatoMailFrameList *frames)
{
  const HatoMailSigns *signs = &report->signs;
  g_autoptr (HatoHumanText) said =
      hato_human_text_read (report->words, strlen (report->words), rules, frames);
  gboolean says_so = said->kind == HATO_BOUNCE_KIND_BOUNCE || said->kind == HATO_BOUNCE_KIND_DELAY;
  HatoBounce *bounce;

  if (signs->is_complaint)
    return new_of_kind (HATO_BOUNCE_KIND_COMPLAINT);
  if (signs->is_automatic && !signs->is_from_server && !signs->is_about_failure)
    return new_of_kind (HATO_BOUNCE_KIND_AUTO_REPLY);
  if (!signs->is_from_server && !signs->is_about_failure && !(says_so && report->original != NULL))
    return said->kind == HATO_BOUNCE_KIND_AUTO_REPLY ? new_of_kind (HATO_BOUNCE_KIND_AUTO_REPLY)
                                                     : new_of_kind (HATO_BOUNCE_KIND_NOT_BOUNCE);

  bounce = decide (report, said, rules, frames);
  if (said->kind == HATO_BOUNCE_KIND_DELAY
      || (signs->is_about_delay && said->kind != HATO_BOUNCE_KIND_BOUNCE))
    bounce->kind = HATO_BOUNCE_KIND_DELAY;
  return bounce;
}

/* A fake (limits T24): it speaks of a failure, names nobody and no answer of any server, brings nothing back, wants a link to be followed,
 * and came with a sender, which reports of servers do not have (RFC 5321 §4.5.5). */
static gboolean
is_fake (const HatoMailReport *report, const HatoBounce *bounce)
{
  const char *path = hato_message_get_header (report->message, "Return-Path");

  return report->signs.is_about_failure && report->dsn == NULL && report->original == NULL
         && bounce->recipients->len == 0 && bounce->reply_code == NULL && bounce->status == NULL
         && path != NULL && strchr (path, '@') != NULL
         && (strstr (report->words, "http://") != NULL
             || strstr (report->words, "https://") != NULL);
}

/* The same, of text that was copied: its headers are not there, but such a fake names nobody that was not reached, either. */
static gboolean
is_fake_text (const HatoBounce *bounce, const HatoHumanText *said, const char *text)
{
  return bounce->kind == HATO_BOUNCE_KIND_BOUNCE && bounce->recipients->len == 0
         && said->returned == NULL && bounce->reply_code == NULL && bounce->status == NULL
         && bounce->refused_by_id == NULL
         && (strstr (text, "http://") != NULL || strstr (text, "https://") != NULL);
}

/* Of a delay that nothing is said of: the other side was not reached yet. */
static void
settle_delay (HatoBounce *bounce)
{
  if (bounce->kind == HATO_BOUNCE_KIND_DELAY && bounce->cause == HATO_CAUSE_UNKNOWN)
    bounce->cause = HATO_CAUSE_NETWORK;
}

static HatoBounce *
read_raw (GBytes *bytes, const HatoBounceRuleList *rules, HatoMailFrameList *frames)
{
  g_autoptr (HatoMessage) message = hato_message_parse (bytes);
  g_autoptr (HatoMailReport) report = hato_mail_report_read (message);
  g_autofree char *addressee = hato_message_dup_address (report->message, "To");
  HatoBounce *bounce;

  if (report->feedback != NULL)
    bounce = hato_feedback_read (report->feedback);
  else if (report->receipt != NULL)
    bounce = hato_receipt_read (report->receipt);
  else if (report->dsn != NULL)
    bounce = read_dsn (report, rules, frames);
  else
    bounce = read_words (report, rules, frames);
  settle_delay (bounce);
  bounce->is_raw = TRUE;
  bounce->limit = MAX (message->limit, report->message->limit);
  bounce->language = hato_charset_has_japanese (report->words) ? "ja" : "en";
  bounce->date = g_strdup (hato_message_get_header (report->message, "Date"));
  hato_bounce_fields_fill (bounce, report->original, report->dsn, addressee);
  if (is_fake (report, bounce))
    bounce->suspicion = HATO_SUSPICION_FAKE;
  return bounce;
}

/* The headers that were copied with the report. */
static HatoOriginal *
read_returned (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (HatoMessage) message = hato_message_parse (bytes);

  return hato_returned_read (message);
}

/* A host's wrapper around a report: what came back is itself one that says who refused whom (RFC 3464 §2). */
static HatoBounce *
read_wrapped (const char *text, const HatoBounceRuleList *rules, HatoMailFrameList *frames)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (HatoMessage) message = hato_message_parse (bytes);
  g_autoptr (HatoMailReport) report = hato_mail_report_read (message);

  if (report->dsn == NULL || report->dsn->recipients->len == 0)
    return NULL;
  return read_raw (bytes, rules, frames);
}

/* No server's answer is quoted; whom such words name may be the one that the report was for. */
static gboolean
is_silent (const HatoHumanText *said)
{
  const HatoRefusal *only = said->refusals->len == 1 ? g_ptr_array_index (said->refusals, 0) : NULL;

  return only != NULL && only->reply_code == NULL && only->status == NULL;
}

/* The notification of Amazon SES, copied out of the mail that brought it. */
static HatoBounce *
read_notification (const char *text, const HatoBounceRuleList *rules, HatoMailFrameList *frames)
{
  g_autofree char *report = NULL, *mail = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HatoBounce *bounce;
  gboolean is_complaint;

  if (text[strspn (text, " \t\r\n>")] != '{' || strstr (text, "notificationType") == NULL)
    return NULL;
  report = hato_ses_notification_to_report (text, &is_complaint);
  if (report == NULL)
    return NULL;
  mail = g_strconcat ("Content-Type: message/",
                      is_complaint ? "feedback-report" : "delivery-status", "\n\n", report, NULL);
  bytes = g_bytes_new (mail, strlen (mail));
  bounce = read_raw (bytes, rules, frames);
  bounce->is_raw = FALSE;
  return bounce;
}

/* (nullable): the last line that says what a mail was about: below the report's own stands the one of the mail that came back */
static char *
dup_pasted_subject (const char *text)
{
  static const char *const labels[] = { "subject:", "件名:", "件名：" };
  HatoCursor cursor, line;
  char *subject = NULL;

  hato_cursor_init (&cursor, text, strlen (text));
  while (hato_cursor_take_line (&cursor, &line))
    {
      hato_cursor_take_any_of (&line, " \t>");
      for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
        if (hato_cursor_take_literal_any_case (&line, labels[i]))
          {
            g_free (subject);
            subject = g_strstrip (hato_cursor_dup_range (&line, line.position, line.size));
          }
    }
  return subject;
}

static HatoBounce *
read_visible (const char *text, const HatoBounceRuleList *rules, HatoMailFrameList *frames)
{
  g_autoptr (HatoHumanText) said = hato_human_text_read (text, strlen (text), rules, frames);
  g_autoptr (HatoOriginal) original =
      said->returned != NULL ? read_returned (said->returned) : NULL;
  HatoBounce *bounce =
      original != NULL && is_silent (said) ? read_wrapped (said->returned, rules, frames) : NULL;

  if (bounce != NULL)
    return bounce;
  bounce = hato_bounce_new (said->kind);
  bounce->cause = cause_of_kind (said->kind);
  bounce->language = said->is_japanese ? "ja" : "en";
  add_said (bounce, said);
  for (guint i = 0; i < said->refusals->len; i++)
    {
      const HatoRefusal *refusal = g_ptr_array_index (said->refusals, i);

      if (refusal->recipient != NULL)
        hato_bounce_add_recipient (bounce, refusal->recipient);
    }
  hato_bounce_fields_lead (bounce);
  if (bounce->reporting_mta == NULL)
    bounce->reporting_mta = g_strdup (said->reporting_mta);
  hato_bounce_fields_fill (bounce, original, NULL, NULL);
  bounce->pasted_subject = dup_pasted_subject (text);
  settle_delay (bounce);
  if (is_fake_text (bounce, said, text))
    bounce->suspicion = HATO_SUSPICION_FAKE;
  return bounce;
}

/**
 * hato_bounce_check_read:
 * @bytes: one mail, the first of an mbox, or the text that a mail program shows of one
 * @rules: what refusals mean
 * @frames: what mail programs and servers put around them
 *
 * Reads what came back: finds out by itself in which of the two forms it is. A pure function.
 * Returns: (transfer full): what it is, who refused whom and why
 */
HatoBounce *
hato_bounce_check_read (GBytes *bytes, const HatoBounceRuleList *rules, HatoMailFrameList *frames)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  HatoCursor file, mail;
  g_autofree char *text = NULL;
  HatoBounce *bounce;

  hato_cursor_init (&file, data, size);
  if (hato_mbox_take (&file, &mail) && hato_bounce_check_is_raw (mail.data, mail.size))
    {
      g_autoptr (GBytes) whole =
          g_bytes_new_from_bytes (bytes, (gsize) (mail.data - (const guint8 *) data), mail.size);

      return read_raw (whole, rules, frames);
    }
  text = hato_charset_to_utf8 (data, MIN (size, TEXT_MAX), NULL);
  bounce = read_notification (text, rules, frames);
  if (bounce == NULL)
    bounce = read_visible (text, rules, frames);
  if (size > TEXT_MAX)
    bounce->limit = HATO_MIME_LIMIT_SIZE;
  return bounce;
}
