/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/ses-notification.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/json-limits.h"

#define RECIPIENTS_MAX 500u
#define DEPTH_MAX      16u
#define VALUES_MAX     20000u

/* A string member, on one line: it becomes the value of a field. NULL where there is none. */
static char *
dup_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  char *value;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  value = g_strdup (json_node_get_string (node));
  return g_strdelimit (value, "\r\n", ' ');
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
add_field (GString *report, const char *name, const char *type, const char *value)
{
  if (value != NULL)
    g_string_append_printf (report, "%s: %s%s\n", name, type, value);
}

static void
add_member (GString *report,
            const char *name,
            const char *type,
            JsonObject *object,
            const char *member)
{
  g_autofree char *value = dup_member (object, member);

  add_field (report, name, type, value);
}

static void
add_bounced (GString *report, JsonObject *bounce)
{
  JsonArray *recipients = get_array (bounce, "bouncedRecipients");
  guint length = recipients != NULL ? MIN (json_array_get_length (recipients), RECIPIENTS_MAX) : 0;

  add_member (report, "Reporting-MTA", "", bounce, "reportingMTA");
  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (recipients, i);
      JsonObject *recipient = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      g_string_append_c (report, '\n');
      add_member (report, "Final-Recipient", "rfc822; ", recipient, "emailAddress");
      add_member (report, "Action", "", recipient, "action");
      add_member (report, "Status", "", recipient, "status");
      add_member (report, "Diagnostic-Code", "", recipient, "diagnosticCode");
    }
}

static void
add_delivered (GString *report, JsonObject *delivery)
{
  JsonArray *recipients = get_array (delivery, "recipients");
  guint length = recipients != NULL ? MIN (json_array_get_length (recipients), RECIPIENTS_MAX) : 0;

  add_member (report, "Reporting-MTA", "", delivery, "reportingMTA");
  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (recipients, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        continue;
      g_string_append_c (report, '\n');
      add_field (report, "Final-Recipient", "rfc822; ", json_node_get_string (node));
      add_field (report, "Action", "", "delivered");
      add_member (report, "Diagnostic-Code", "smtp; ", delivery, "smtpResponse");
    }
}

static void
add_complaint (GString *report, JsonObject *complaint)
{
  JsonArray *recipients = get_array (complaint, "complainedRecipients");
  guint length = recipients != NULL ? MIN (json_array_get_length (recipients), RECIPIENTS_MAX) : 0;

  add_member (report, "Feedback-Type", "", complaint, "complaintFeedbackType");
  add_member (report, "User-Agent", "", complaint, "userAgent");
  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (recipients, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_member (report, "Original-Rcpt-To", "", json_node_get_object (node), "emailAddress");
    }
}

/* A long line of JSON, broken by a server on its way: "…sim!\n ulator…". */
static char *
join_lines (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit (text, "!\n ", -1);

  return g_strjoinv ("", pieces);
}

static JsonParser *
parse (const char *text)
{
  const char *start = strchr (text, '{'), *end;
  g_autofree char *joined = NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  char *last;

  if (start == NULL)
    return NULL;
  joined = join_lines (start);
  end = strstr (joined, "\n--\n");
  if (end != NULL)
    joined[end - joined] = '\0';
  last = strrchr (joined, '}');
  if (last == NULL)
    return NULL;
  last[1] = '\0';
  return hato_json_within_limits ("SES", joined, strlen (joined), DEPTH_MAX, VALUES_MAX, NULL)
                 && json_parser_load_from_data (parser, joined, -1, NULL)
                 && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser))
             ? g_steal_pointer (&parser)
             : NULL;
}

/**
 * hato_ses_notification_to_report:
 * @text: a notification of Amazon SES, sent on as mail by SNS: JSON ("Amazon SNS notification contents for Amazon SES")
 * @is_complaint: (out): it is a complaint, in fields of RFC 5965; else of RFC 3464
 *
 * Returns: (transfer full) (nullable): the same in the fields of a report; NULL for other text
 */
char *
hato_ses_notification_to_report (const char *text, gboolean *is_complaint)
{
  g_autoptr (JsonParser) parser = parse (text);
  JsonObject *root = parser != NULL ? json_node_get_object (json_parser_get_root (parser)) : NULL;
  JsonObject *bounce = get_object (root, "bounce"), *delivery = get_object (root, "delivery");
  JsonObject *complaint = get_object (root, "complaint");
  GString *report;

  if (bounce == NULL && delivery == NULL && complaint == NULL)
    return NULL;

  report = g_string_new (NULL);
  *is_complaint = bounce == NULL && complaint != NULL;
  if (bounce != NULL)
    add_bounced (report, bounce);
  else if (complaint != NULL)
    add_complaint (report, complaint);
  else
    add_delivered (report, delivery);
  return g_string_free (report, FALSE);
}
