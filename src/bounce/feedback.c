/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/feedback.h"

#include <string.h>

#include "base/address.h"
#include "bounce/dsn.h"
#include "bounce/report-fields.h"
#include "bounce/returned.h"

/* All fields of a report: a writer that puts an empty line between them means one report all the same. */
static const char *
find (const HatoReportFields *fields, const char *name)
{
  const char *value = NULL;

  for (guint i = 0; i < fields->groups->len && value == NULL; i++)
    value = hato_report_group_get (g_ptr_array_index (fields->groups, i), name);
  return value;
}

static char *
dup_value (const HatoReportFields *fields, const char *name)
{
  const char *value = find (fields, name);

  return value != NULL && *value != '\0' ? g_strdup (hato_report_value_skip_type (value)) : NULL;
}

static void
add_recipients (HatoBounce *bounce, const HatoReportFields *fields, const char *name)
{
  for (guint i = 0; i < fields->groups->len; i++)
    {
      const GPtrArray *group = g_ptr_array_index (fields->groups, i);

      for (guint n = 0; n < group->len; n++)
        {
          const HatoReportField *field = g_ptr_array_index (group, n);
          g_autofree char *address = NULL;

          if (g_ascii_strcasecmp (field->name, name) != 0)
            continue;
          address = hato_dsn_dup_address (field->value);
          if (address != NULL)
            hato_bounce_add_recipient (bounce, address);
        }
    }
}

/**
 * hato_feedback_read:
 * @text: the part message/feedback-report (RFC 5965 §3), valid UTF-8
 *
 * A recipient called a mail unwanted; or (RFC 6591) a receiver tells that a mail did not pass its checks.
 * Returns: (transfer full): a complaint
 */
HatoBounce *
hato_feedback_read (const char *text)
{
  g_autoptr (HatoReportFields) fields = hato_report_fields_parse (text);
  HatoBounce *bounce = hato_bounce_new (HATO_BOUNCE_KIND_COMPLAINT);
  const char *source = find (fields, "Source-IP");
  const char *failure = find (fields, "Auth-Failure");
  HatoAddress address;

  bounce->cause = HATO_CAUSE_COMPLAINT;
  bounce->detail =
      g_strdup (failure != NULL && *failure != '\0' ? failure : find (fields, "Feedback-Type"));
  bounce->envelope_sender = hato_dsn_dup_address (find (fields, "Original-Mail-From"));
  bounce->arrival_date = dup_value (fields, "Arrival-Date");
  if (bounce->arrival_date == NULL)
    bounce->arrival_date = dup_value (fields, "Received-Date");
  bounce->reporting_mta = dup_value (fields, "Reporting-MTA");
  bounce->concerned_domain = dup_value (fields, "Reported-Domain");
  bounce->selector = dup_value (fields, "DKIM-Selector");
  bounce->signing_domain = dup_value (fields, "DKIM-Domain");
  if (source != NULL && hato_address_parse (source, &address))
    {
      bounce->sending_ip = hato_address_to_string (&address);
      bounce->concerned_ip = g_strdup (bounce->sending_ip);
    }
  add_recipients (bounce, fields, "Original-Rcpt-To");
  add_recipients (bounce, fields, "Removal-Recipient");
  return bounce;
}

/**
 * hato_receipt_read:
 * @text: the part message/disposition-notification (RFC 8098 §3), valid UTF-8
 *
 * Returns: (transfer full): what it is: a receipt, no refusal; "detail" says whether the mail was opened or only got rid of
 */
HatoBounce *
hato_receipt_read (const char *text)
{
  g_autoptr (HatoReportFields) fields = hato_report_fields_parse (text);
  HatoBounce *bounce = hato_bounce_new (HATO_BOUNCE_KIND_DELIVERED);

  bounce->cause = HATO_CAUSE_DELIVERED;
  bounce->detail = g_strdup ("receipt");
  add_recipients (bounce, fields, "Final-Recipient");
  if (bounce->recipients->len == 0)
    add_recipients (bounce, fields, "Original-Recipient");
  bounce->message_id = hato_returned_dup_id (find (fields, "Original-Message-ID"));
  bounce->reporting_mta = dup_value (fields, "Reporting-UA");
  return bounce;
}
