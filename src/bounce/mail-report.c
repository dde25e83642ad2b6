/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mail-report.h"

#include <string.h>

#include "base/cursor.h"
#include "bounce/charset.h"
#include "bounce/report-fields.h"
#include "bounce/returned.h"
#include "bounce/ses-notification.h"

#define BODY_MAX (64u * 1024) /* bytes of a body that has no parts */

static const char *const dsn_types[] = { "message/delivery-status",
                                         "message/global-delivery-status", NULL };
static const char *const feedback_types[] = { "message/feedback-report", NULL };
static const char *const receipt_types[] = { "message/disposition-notification",
                                             "message/global-disposition-notification", NULL };

G_DEFINE_BOXED_TYPE (HatoMailReport, hato_mail_report, hato_mail_report_ref, hato_mail_report_unref)

HatoMailReport *
hato_mail_report_ref (HatoMailReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
mail_report_clear (gpointer data)
{
  HatoMailReport *self = data;

  hato_message_unref (self->message);
  g_free (self->words);
  g_clear_pointer (&self->dsn, hato_dsn_unref);
  g_free (self->feedback);
  g_free (self->receipt);
  g_clear_pointer (&self->original, hato_original_unref);
}

void
hato_mail_report_unref (HatoMailReport *self)
{
  g_atomic_rc_box_release_full (self, mail_report_clear);
}

static gboolean
is_report_part (const HatoPart *part)
{
  return g_strv_contains (dsn_types, part->type) || g_strv_contains (feedback_types, part->type)
         || g_strv_contains (receipt_types, part->type);
}

static gboolean
is_report (const HatoMessage *message)
{
  for (guint i = 0; i < message->parts->len; i++)
    if (is_report_part (g_ptr_array_index (message->parts, i)))
      return TRUE;
  return FALSE;
}

static char *
dup_part_text (const HatoMessage *message, const char *const *types)
{
  const HatoPart *part = hato_message_find_part (message, types);

  return part != NULL ? hato_part_dup_text (part) : NULL;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* Of alternatives the plain one, unless it is empty. */
static gboolean
is_preferred (const HatoMessage *message, const HatoPart *part, guint after)
{
  if (part->alternative == 0)
    return TRUE;
  for (guint i = after; i < message->parts->len; i++)
    {
      const HatoPart *other = g_ptr_array_index (message->parts, i);

      if (other->alternative == part->alternative && strcmp (other->type, "text/plain") == 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_attachment (const HatoMessage *message)
{
  for (guint i = 0; i < message->parts->len; i++)
    if (((const HatoPart *) g_ptr_array_index (message->parts, i))->is_attachment)
      return TRUE;
  return FALSE;
}

/* What stands before the report and the message that came back; with nothing there, what stands anywhere. */
static char *
collect_words (const HatoMessage *message)
{
  GString *words = g_string_new (NULL);
  guint taken = 0; /* the multipart/alternative that words were taken from */

  for (guint i = 0; i < message->parts->len; i++)
    {
      const HatoPart *part = g_ptr_array_index (message->parts, i);
      g_autofree char *text = NULL;

      if ((is_report_part (part) || part->message != NULL) && words->len > 0)
        break;
      if (!g_str_has_prefix (part->type, "text/") || part->message != NULL
          || (part->alternative != 0 && part->alternative == taken)
          || (strcmp (part->type, "text/html") == 0 && !is_preferred (message, part, i + 1)))
        continue;
      text = hato_part_dup_text (part);
      if (is_blank (text))
        continue;
      taken = part->alternative;
      g_string_append (words, text);
      g_string_append_c (words, '\n');
    }
  /* its parts were lost on the way: the body as it is */
  if (words->len == 0 && !is_report (message) && !has_attachment (message))
    {
      gsize size;
      gconstpointer body = g_bytes_get_data (message->body, &size);
      g_autofree char *text = hato_charset_to_utf8 (body, MIN (size, BODY_MAX), NULL);

      g_string_append (words, text);
    }
  return g_string_free (words, FALSE);
}

static gboolean
says_something (const HatoOriginal *original)
{
  return original->from != NULL || original->message_id != NULL || original->to->len > 0;
}

static void
read_original (HatoMailReport *self, const HatoMessage *returned)
{
  g_autoptr (HatoOriginal) original = hato_returned_read (returned);

  if (self->original == NULL && says_something (original))
    self->original = g_steal_pointer (&original);
}

/* The message that came back as a part; or, as the old servers do it, in the text. */
static void
find_original (HatoMailReport *self)
{
  gsize length = strlen (self->words), start;

  for (guint i = 0; i < self->message->parts->len; i++)
    {
      const HatoPart *part = g_ptr_array_index (self->message->parts, i);

      if (part->message != NULL)
        read_original (self, part->message);
    }
  start = hato_returned_find (self->words, length);
  if (start == length)
    return;
  if (self->original == NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (self->words + start, length - start);
      g_autoptr (HatoMessage) returned = hato_message_parse (bytes);

      read_original (self, returned);
    }
  self->words[start] = '\0';
}

/* A report whose parts were lost on the way: its fields stand in the text. */
static gsize
find_fields (const char *text)
{
  static const char *const firsts[] = { "Reporting-MTA:", "Final-Recipient:" };
  gsize length = strlen (text), found = length;
  HatoCursor cursor, line;

  hato_cursor_init (&cursor, text, length);
  for (gsize start = 0; found == length && hato_cursor_take_line (&cursor, &line);
       start = cursor.position)
    for (gsize i = 0; i < G_N_ELEMENTS (firsts); i++)
      if (hato_cursor_take_literal_any_case (&line, firsts[i]))
        found = start;
  return found;
}

/* Amazon's own form of a report. */
static void
find_notification (HatoMailReport *self)
{
  g_autofree char *report = NULL;
  gboolean is_complaint;

  if (hato_message_get_header (self->message, "X-Amz-Sns-Message-Id") == NULL)
    return;
  report = hato_ses_notification_to_report (self->words, &is_complaint);
  if (report == NULL)
    return;
  self->words[0] = '\0';
  if (is_complaint)
    self->feedback = g_steal_pointer (&report);
  else
    self->dsn = hato_dsn_parse (report);
}

static void
find_dsn (HatoMailReport *self)
{
  g_autofree char *text = dup_part_text (self->message, dsn_types);
  gsize start;

  if (text != NULL)
    {
      self->dsn = hato_dsn_parse (text);
      return;
    }
  start = find_fields (self->words);
  if (self->words[start] == '\0')
    return;
  self->dsn = hato_dsn_parse (self->words + start);
  self->words[start] = '\0';
}

/* Sieve's "reject" (RFC 5429 §2.2.1): a receipt that no person sent, for a mail that was got rid of, is a refusal. */
static void
find_refusing_receipt (HatoMailReport *self)
{
  g_autoptr (HatoReportFields) fields = NULL;
  const char *disposition = NULL;

  if (self->receipt == NULL || self->dsn != NULL)
    return;
  fields = hato_report_fields_parse (self->receipt);
  for (guint i = 0; i < fields->groups->len && disposition == NULL; i++)
    disposition = hato_report_group_get (g_ptr_array_index (fields->groups, i), "Disposition");
  if (disposition == NULL || g_ascii_strncasecmp (disposition, "automatic-action", 16) != 0
      || !g_str_has_suffix (disposition, "deleted"))
    return;
  self->dsn = hato_dsn_parse (self->receipt);
  g_clear_pointer (&self->receipt, g_free);
}

/* A server's own words, without parts for machines. */
static gboolean
is_of_server (const HatoMessage *message)
{
  HatoMailSigns signs = { FALSE };

  hato_mail_signs_read (&signs, message);
  return signs.is_from_server && (signs.is_about_failure || signs.is_about_delay);
}

/* A report that somebody sent on as an attachment is what is asked about, not the mail around it. */
static HatoMessage *
find_report (HatoMessage *message)
{
  HatoMailSigns signs = { FALSE };

  if (is_report (message))
    return message;
  hato_mail_signs_read (&signs, message);
  for (guint i = 0; i < message->parts->len; i++)
    {
      const HatoPart *part = g_ptr_array_index (message->parts, i);

      if (part->message != NULL
          && (is_report (part->message) || (!signs.is_from_server && is_of_server (part->message))))
        return part->message;
    }
  return message;
}

/**
 * hato_mail_report_read:
 * @message: a mail
 *
 * Returns: (transfer full): its parts as those of a report, as far as there are such
 */
HatoMailReport *
hato_mail_report_read (HatoMessage *message)
{
  HatoMailReport *self = g_atomic_rc_box_new0 (HatoMailReport);

  self->message = hato_message_ref (find_report (message));
  /* a report says itself what it is */
  if (!is_report (self->message))
    hato_mail_signs_read (&self->signs, self->message);
  self->feedback = dup_part_text (self->message, feedback_types);
  self->receipt = dup_part_text (self->message, receipt_types);
  self->words = collect_words (self->message);
  find_dsn (self);
  if (self->dsn == NULL && self->feedback == NULL)
    find_notification (self);
  find_refusing_receipt (self);
  find_original (self);
  return self;
}
