/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way of what came back, from a file of mails to what is told of each: valid text on one line, within its bounds. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "bounce/bounce-check.h"
#include "bounce/bounce-finding.h"
#include "bounce/mbox.h"
#include "bounce/saved-mail.h"

#define MAILS_MAX 20u

static void
check_line (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  g_assert_true (text == NULL || strpbrk (text, "\n") == NULL);
}

static void
check_result (const HatoResult *result)
{
  check_line (result->refusal->text);
  check_line (result->refusal->recipient);
  check_line (result->refusal->remote_mta);
  g_assert_cmpuint (result->decision->mark_start, <=, result->decision->mark_end);
  g_assert_cmpuint (result->decision->mark_end, <=, strlen (result->refusal->text));
}

static void
check_bounce (const HatoBounce *bounce)
{
  const char *texts[] = {
    bounce->status,           bounce->reply_code,    bounce->diagnostic,       bounce->remote_mta,
    bounce->reporting_mta,    bounce->sender_domain, bounce->envelope_sender,  bounce->from,
    bounce->sending_ip,       bounce->concerned_ip,  bounce->concerned_domain, bounce->selector,
    bounce->signing_domain,   bounce->message_id,    bounce->queue_id,         bounce->date,
    bounce->will_retry_until, bounce->arrival_date
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check_line (texts[i]);
  for (guint i = 0; i < bounce->recipients->len; i++)
    check_line (g_ptr_array_index (bounce->recipients, i));
  for (guint i = 0; i < bounce->results->len; i++)
    check_result (g_ptr_array_index (bounce->results, i));
  g_assert_true (bounce->results->len == 0 || bounce->leading != NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static HatoBounceRuleList *rules; /* read once: the same for every input */
  static HatoMailFrameList *frames;
  g_autoptr (GBytes) given = g_bytes_new_static (data, size);
  g_autoptr (GBytes) saved = hato_saved_mail_read (given, NULL);
  HatoCursor file, mail;

  if (rules == NULL)
    {
      rules = hato_bounce_rule_list_new (NULL);
      frames = hato_mail_frame_list_new (NULL);
    }
  if (saved == NULL)
    return 0;
  hato_cursor_init (&file, g_bytes_get_data (saved, NULL), g_bytes_get_size (saved));
  for (guint i = 0; i < MAILS_MAX && hato_mbox_take (&file, &mail); i++)
    {
      g_autoptr (GBytes) bytes = hato_mbox_unescape (&mail);
      g_autoptr (HatoBounce) bounce = hato_bounce_check_read (bytes, rules, frames);
      g_autoptr (HatoCheckup) checkup = hato_bounce_checkup_new (bounce, 0);

      check_bounce (bounce);
      g_assert_cmpuint (checkup->findings->len, ==, 1);
    }
  return 0;
}
