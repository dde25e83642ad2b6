/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a mail: each signature gets one outcome, and a broken one never passes. */
#include "config.h"

#include "fuzz.h"

#include "bounce/authentication-results.h"
#include "bounce/dkim-verify.h"

/* One key for every name. */
static void
answer_all (HatoAnswers *answers)
{
  static const char key[] = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  g_autoptr (GPtrArray) wanted = hato_answers_take_wanted (answers);

  g_assert_cmpuint (wanted->len, >, 0);
  for (guint i = 0; i < wanted->len; i++)
    {
      g_autoptr (HatoEvidence) evidence = hato_evidence_new (g_ptr_array_index (wanted, i), "zone");
      HatoDnsRecord *record = hato_dns_record_new (HATO_DNS_TXT, 300);
      g_autoptr (GBytes) bytes = g_bytes_new_static (key, sizeof key - 1);
      const GBytes *const strings[] = { bytes };

      hato_dns_record_set_strings (record, strings, 1);
      hato_dns_record_finish (record);
      hato_evidence_take_record (evidence, record);
      hato_answers_add (answers, evidence);
    }
}

static void
read_results (const HatoMailSource *source)
{
  for (guint i = 0; i < source->fields->len; i++)
    {
      g_autofree char *value =
          hato_mail_source_dup_value (source, hato_mail_source_get_field (source, i));
      g_autoptr (HatoAuthenticationResults) results = hato_authentication_results_parse (value);
      g_autoptr (HatoAuthenticationResults) arc = hato_authentication_results_parse_arc (value);
      g_autoptr (HatoAuthenticationResults) spf =
          hato_authentication_results_parse_received_spf (value);

      g_assert_true (g_utf8_validate (value, -1, NULL));
      g_assert_cmpuint (results->methods->len + arc->methods->len, <=, 64);
      g_assert_cmpuint (spf->methods->len, <=, 1);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoMailSource) source = hato_mail_source_new (data, size, NULL);
  g_autoptr (HatoDkimMail) mail = NULL;
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (GArray) outcomes = g_array_new (FALSE, FALSE, sizeof (HatoDkimOutcome));

  if (source == NULL)
    return 0;

  g_assert_cmpuint (source->body, <=, g_bytes_get_size (source->bytes));
  read_results (source);
  mail = hato_dkim_mail_new (source);
  while (!hato_dkim_verify (mail, 1700000000, answers, outcomes))
    answer_all (answers);
  g_assert_cmpuint (outcomes->len, ==, mail->proofs->len);
  for (guint i = 0; i < outcomes->len; i++)
    {
      const HatoDkimOutcome *outcome = &g_array_index (outcomes, HatoDkimOutcome, i);
      const HatoDkimProof *proof = g_ptr_array_index (mail->proofs, i);

      g_assert_cmpint (outcome->result, !=, HATO_DKIM_NONE);
      if (outcome->result == HATO_DKIM_PASS)
        g_assert_true (proof->body_intact && proof->signature->fault == NULL);
    }
  return 0;
}
