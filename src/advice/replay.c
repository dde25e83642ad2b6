/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "What if": the answers of a run, one of them as it would read after a change, evaluated as a receiver does (RFC 7208). Nobody is
 * asked anything. */
#include "config.h"

#include "advice/replay.h"

#include <string.h>

/* The text of a record with its strings joined, as a change names it. */
static gboolean
has_text (const HatoDnsRecord *record, const char *text)
{
  return record->size == strlen (text) && memcmp (record->bytes, text, record->size) == 0;
}

static void
add_text (HatoEvidence *evidence, const char *text)
{
  HatoDnsRecord *record = hato_dns_record_new (HATO_DNS_TXT, evidence->ttl);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  const GBytes *const strings[] = { bytes };

  hato_dns_record_set_strings (record, strings, G_N_ELEMENTS (strings));
  hato_dns_record_finish (record);
  hato_evidence_take_record (evidence, record);
}

/* (transfer full): the answer with the change made: the old text gone, the new one there, all others as they were */
static HatoEvidence *
change_answer (const HatoEvidence *answer, const HatoRecordChange *change)
{
  HatoEvidence *changed = hato_evidence_new (answer->question, "zone");

  for (guint i = 0; i < answer->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (answer->records, i);

      if (change->old_text == NULL || !has_text (record, change->old_text))
        hato_evidence_take_record (changed, hato_dns_record_copy (record));
    }
  if (change->new_text != NULL)
    add_text (changed, change->new_text);
  return changed;
}

static gboolean
is_changed (const HatoEvidence *evidence, const HatoRecordChange *change)
{
  const HatoQuestion *question = evidence->question;

  return change != NULL && question->kind == HATO_QUESTION_DNS && question->type == HATO_DNS_TXT
         && g_ascii_strcasecmp (question->name, change->name) == 0;
}

/**
 * hato_replay_evaluate:
 * @change: (nullable): made before
 * @ip: a sending address
 * @result: (out)
 *
 * What check_host () (RFC 7208 §4) makes of @ip, from the answers of the check alone.
 *
 * Returns: FALSE where an answer is missing or had failed: nothing is known then
 */
gboolean
hato_replay_evaluate (const HatoCheckup *checkup,
                      const HatoRecordChange *change,
                      const char *ip,
                      HatoSpfResult *result)
{
  const HatoSubject *subject = checkup->subject;
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autofree char *sender = g_strconcat ("postmaster@", subject->domain, NULL);
  g_auto (HatoSpfEvaluation) evaluation = { HATO_SPF_NONE };
  HatoSpfInput input = { .mail_from = subject->mail_from != NULL ? subject->mail_from : sender,
                         .helo = subject->helo != NULL ? subject->helo : subject->domain,
                         .receiver = "unknown" };

  if (!hato_address_parse (ip, &input.ip))
    return FALSE;
  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (is_changed (evidence, change))
        {
          g_autoptr (HatoEvidence) changed = change_answer (evidence, change);

          hato_answers_add (answers, changed);
        }
      else
        hato_answers_add (answers, evidence);
    }
  if (!hato_spf_evaluate (&input, answers, &evaluation) || evaluation.result == HATO_SPF_TEMPERROR)
    return FALSE;

  *result = evaluation.result;
  return TRUE;
}

/**
 * hato_replay_run:
 * @change: of the TXT record of a domain
 * @ip: a sending address
 * @replay: (out caller-allocates)
 *
 * SPF of a mail from @ip, from the answers of the check alone, as they are and as they would be. An answer that failed is no
 * answer: what rests on it is not known.
 */
void
hato_replay_run (const HatoCheckup *checkup,
                 const HatoRecordChange *change,
                 const char *ip,
                 HatoReplay *replay)
{
  *replay = (HatoReplay){ .known = FALSE };
  replay->known = hato_replay_evaluate (checkup, NULL, ip, &replay->before)
                  && hato_replay_evaluate (checkup, change, ip, &replay->after);
}

static void
add_once (GPtrArray *senders, const char *ip)
{
  if (!g_ptr_array_find_with_equal_func (senders, ip, g_str_equal, NULL))
    g_ptr_array_add (senders, g_strdup (ip));
}

/** hato_replay_add_senders: adds the addresses that are known to send for the domain and are not in @senders (element-type utf8, its
 * own) yet: those that were given, and those of which a finding tells. */
void
hato_replay_add_senders (const HatoCheckup *checkup, GPtrArray *senders)
{
  for (gsize i = 0; checkup->subject->sending_ips[i] != NULL; i++)
    add_once (senders, checkup->subject->sending_ips[i]);
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);
      const char *ip = hato_finding_get_argument (finding, "ip");
      HatoAddress address;

      if (g_str_has_prefix (finding->code, "ptr.") && ip != NULL
          && hato_address_parse (ip, &address))
        add_once (senders, ip);
    }
}
