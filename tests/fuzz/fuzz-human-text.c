/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is pasted: what is told of it is valid text, marks lie in it, and a time is kept. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "bounce/human-text.h"

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_refusal (const HatoRefusal *refusal, const HatoDecision *decision)
{
  gsize size = strlen (refusal->text);

  check_text (refusal->text);
  check_text (refusal->recipient);
  check_text (refusal->remote_mta);
  check_text (decision->concerned_ip);
  check_text (decision->concerned_domain);
  check_text (decision->selector);
  g_assert_null (strchr (refusal->text, '\n'));
  g_assert_true (refusal->recipient == NULL || strchr (refusal->recipient, '@') != NULL);
  g_assert_cmpuint (decision->mark_start, <=, decision->mark_end);
  g_assert_cmpuint (decision->mark_end, <=, size);
  g_assert_true (g_utf8_validate (refusal->text, (gssize) decision->mark_start, NULL));
  g_assert_true (g_utf8_validate (refusal->text, (gssize) decision->mark_end, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static HatoBounceRuleList *rules; /* read once: the same for every input */
  static HatoMailFrameList *frames;
  g_autoptr (HatoHumanText) read = NULL;

  if (rules == NULL)
    {
      rules = hato_bounce_rule_list_new (NULL);
      frames = hato_mail_frame_list_new (NULL);
    }
  read = hato_human_text_read ((const char *) data, size, rules, frames);
  g_assert_cmpuint (read->refusals->len, ==, read->decisions->len);
  check_text (read->reporting_mta);
  for (guint i = 0; i < read->refusals->len; i++)
    check_refusal (g_ptr_array_index (read->refusals, i), g_ptr_array_index (read->decisions, i));
  return 0;
}
