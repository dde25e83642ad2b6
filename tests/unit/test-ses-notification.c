/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/ses-notification.h"

static const struct
{
  const char *what;
  const char *text;
  const char *report; /* NULL = it is none */
  gboolean is_complaint;
} rows[] = {
  { "a bounce",
    "{\"notificationType\":\"Bounce\",\"bounce\":{\"reportingMTA\":\"dns; "
    "a.amazonses.com\",\"bouncedRecipients\":[{\"emailAddress\":\"x@y.example\","
    "\"status\":\"5.1.1\",\"action\":\"failed\",\"diagnosticCode\":\"smtp; 550 5.1.1 "
    "gone\\nAction: delivered\"}]}}\n\n--\nIf you wish to stop {\n",
    "Reporting-MTA: dns; a.amazonses.com\n\nFinal-Recipient: rfc822; x@y.example\nAction: "
    "failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 gone Action: delivered\n",
    FALSE },
  { "a complaint",
    "{\"complaint\":{\"complaintFeedbackType\":\"abuse\",\"complainedRecipients\":[{"
    "\"emailAddress\":\"x@y.exa!\n mple\"}]}}",
    "Feedback-Type: abuse\nOriginal-Rcpt-To: x@y.example\n", TRUE },
  { "a delivery", "{\"delivery\":{\"recipients\":[\"x@y.example\",1],\"smtpResponse\":\"250 ok\"}}",
    "\nFinal-Recipient: rfc822; x@y.example\nAction: delivered\nDiagnostic-Code: smtp; 250 ok\n",
    FALSE },
  { "members of other kinds",
    "{\"bounce\":{\"bouncedRecipients\":[{\"emailAddress\":1},2,null],\"reportingMTA\":[]}}",
    "\n\n\n", FALSE },
  { "other JSON", "{\"a\":1}", NULL, FALSE },
  { "nobody bounced", "{\"bounce\":{}}", "", FALSE },
  { "half of it", "{\"bounce\":{\"bouncedRecipients\":[", NULL, FALSE },
  { "no JSON", "hello", NULL, FALSE },
  { "nothing", "", NULL, FALSE },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean is_complaint = FALSE;
      g_autofree char *report = hato_ses_notification_to_report (rows[i].text, &is_complaint);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (report, ==, rows[i].report);
      g_assert_cmpint (is_complaint, ==, rows[i].is_complaint);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ses-notification/rows", test_rows);
  return g_test_run ();
}
