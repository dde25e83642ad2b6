/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of signatures, and of a domain whose signatures do not verify. */
#include "config.h"

#include "dns/dnssec.h"

#include <string.h>

/* RFC 4034 §5.4: its example key, whose tag is 60485, of algorithm 5. */
static const char key[] =
    "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdj"
    "MmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/r"
    "ljwvFw==";

#define TAG 60485

static HatoEvidence *
new_answer (guint16 type, HatoQuestionFlags flags, guint16 rcode)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new (HATO_QUESTION_DNS, "d.test", type, NULL, flags);
  HatoEvidence *evidence = hato_evidence_new (question, "udp");

  evidence->rcode = rcode;
  return evidence;
}

static void
take (HatoEvidence *evidence, GByteArray *rdata)
{
  HatoDnsRecord *record = hato_dns_record_new (evidence->question->type, 60);

  record->size = rdata->len;
  record->bytes = g_byte_array_free (rdata, FALSE);
  hato_dns_record_finish (record);
  hato_evidence_take_record (evidence, record);
}

static void
take_key (HatoEvidence *evidence)
{
  static const guint8 head[] = { 1, 0, 3, 5 };
  GByteArray *rdata = g_byte_array_new ();
  gsize size;
  g_autofree guint8 *bytes = g_base64_decode (key, &size);

  g_byte_array_append (rdata, head, sizeof head);
  g_byte_array_append (rdata, bytes, (guint) size);
  take (evidence, rdata);
}

static void
take_ds (HatoEvidence *evidence, guint16 tag, guint8 algorithm)
{
  const guint8 head[] = { (guint8) (tag >> 8), (guint8) tag, algorithm, 1, 0xab };
  GByteArray *rdata = g_byte_array_new ();

  g_byte_array_append (rdata, head, sizeof head);
  take (evidence, rdata);
}

static const struct
{
  const char *description;
  guint16 tags[2]; /* of the DS records, 0 = none */
  guint8 algorithm;
  gboolean key;
  gboolean ad;
  gboolean differs; /* the second look finds the key after all */
  const char *code;
} rows[] = {
  { "not signed", { 0, 0 }, 5, FALSE, FALSE, FALSE, "dns.no_dnssec" },
  { "keys, and the parent does not know them", { 0, 0 }, 5, TRUE, FALSE, FALSE, "dns.no_dnssec" },
  { "verified (RFC 4035 §3.2.3)", { TAG, 0 }, 5, TRUE, TRUE, FALSE, "dns.validated" },
  { "signed, the resolver does not verify", { TAG, 0 }, 5, TRUE, FALSE, FALSE, "dns.signed" },
  { "one of two DS records fits: a change of keys",
    { 1, TAG },
    5,
    TRUE,
    FALSE,
    FALSE,
    "dns.signed" },
  { "no DS record fits (RFC 4035 §5.2)", { 1, 2 }, 5, TRUE, FALSE, FALSE, "dns.bogus" },
  { "another algorithm", { TAG, 0 }, 8, TRUE, FALSE, FALSE, "dns.bogus" },
  { "a DS record left behind, no keys", { TAG, 0 }, 5, FALSE, FALSE, FALSE, "dns.bogus" },
  { "the keys are there when asked again", { TAG, 0 }, 5, FALSE, FALSE, TRUE, "dns.unchecked" },
  { "the resolver verified what cannot be followed here",
    { 1, 0 },
    5,
    TRUE,
    TRUE,
    FALSE,
    "dns.validated" },
};

static void
test_states (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_autoptr (HatoEvidence) soa = new_answer (HATO_DNS_SOA, HATO_QUESTION_PLAIN, 0);
      const HatoFinding *finding;
      HatoEvidence *ds[2], *keys[2];

      soa->ad = rows[i].ad;
      for (guint again = 0; again < 2; again++)
        {
          HatoQuestionFlags flags = again ? HATO_QUESTION_AGAIN : HATO_QUESTION_PLAIN;

          ds[again] = new_answer (HATO_DNS_DS, flags, 0);
          keys[again] = new_answer (HATO_DNS_DNSKEY, flags, 0);
          for (guint j = 0; j < 2; j++)
            if (rows[i].tags[j] != 0)
              take_ds (ds[again], rows[i].tags[j], rows[i].algorithm);
          if (rows[i].key || (rows[i].differs && again))
            take_key (keys[again]);
          hato_answers_add (answers, ds[again]);
          hato_answers_add (answers, keys[again]);
        }
      g_test_message ("%s", rows[i].description);
      g_assert_true (hato_dnssec_judge (subject, soa, ds[0], keys[0], answers, findings));
      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, rows[i].code);
      g_assert_cmpuint (finding->evidence->len, >=, 2);
      for (guint again = 0; again < 2; again++)
        {
          hato_evidence_unref (ds[again]);
          hato_evidence_unref (keys[again]);
        }
    }
}

/* A problem rests on two answers: nothing is said before the second is there. */
static void
test_asked_twice (void)
{
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (HatoEvidence) soa = new_answer (HATO_DNS_SOA, HATO_QUESTION_PLAIN, 0);
  g_autoptr (HatoEvidence) ds = new_answer (HATO_DNS_DS, HATO_QUESTION_PLAIN, 0);
  g_autoptr (HatoEvidence) keys = new_answer (HATO_DNS_DNSKEY, HATO_QUESTION_PLAIN, 0);
  g_autoptr (GPtrArray) wanted = NULL;

  take_ds (ds, TAG, 5);
  g_assert_false (hato_dnssec_judge (subject, soa, ds, keys, answers, findings));
  g_assert_cmpuint (findings->len, ==, 0);
  wanted = hato_answers_take_wanted (answers);
  g_assert_cmpuint (wanted->len, ==, 2);
}

/* RFC 4035 §4.7: SERVFAIL, and an answer with checking switched off. */
static void
test_servfail (void)
{
  static const struct
  {
    guint16 rcode;
    const char *code;
    HatoLevel level;
  } cases[] = {
    { HATO_RCODE_NOERROR, "dns.bogus", HATO_LEVEL_PROBLEM },
    { HATO_RCODE_NXDOMAIN, "dns.bogus", HATO_LEVEL_PROBLEM },
    { HATO_RCODE_SERVFAIL, "dns.servfail", HATO_LEVEL_UNCHECKED },
    { HATO_RCODE_REFUSED, "dns.servfail", HATO_LEVEL_UNCHECKED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_autoptr (HatoEvidence) soa =
          new_answer (HATO_DNS_SOA, HATO_QUESTION_PLAIN, HATO_RCODE_SERVFAIL);
      g_autoptr (HatoEvidence) unverified =
          new_answer (HATO_DNS_SOA, HATO_QUESTION_CHECKING_DISABLED, cases[i].rcode);
      const HatoFinding *finding;

      g_assert_false (hato_dnssec_judge_servfail (subject, soa, answers, findings));
      hato_answers_add (answers, unverified);
      g_assert_true (hato_dnssec_judge_servfail (subject, soa, answers, findings));
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, cases[i].code);
      g_assert_cmpint (finding->level, ==, cases[i].level);
      g_assert_cmpuint (finding->evidence->len, ==, 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dnssec/states", test_states);
  g_test_add_func ("/dnssec/asked-twice", test_asked_twice);
  g_test_add_func ("/dnssec/servfail", test_servfail);
  return g_test_run ();
}
