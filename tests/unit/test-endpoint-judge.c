/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/endpoint-judge.h"

#include <string.h>

#include "fakes/fake-certificate.h"
#include "fakes/zone-answers.h"

#define SERVER  "192.0.2.1"
#define CONTROL "192.0.2.25"

static void
answer (HatoAnswers *answers,
        const char *address,
        HatoProtocol protocol,
        HatoQuestionFlags flags,
        HatoTalkEnd end,
        gint64 greeting_after)
{
  g_autoptr (HatoQuestion) question = hato_question_new_session (
      strcmp (address, SERVER) == 0 ? "mx.test" : address, address, 25, protocol, flags);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");

  evidence->talk = hato_talk_new ();
  evidence->talk->end = end;
  evidence->talk->greeting_after = greeting_after;
  evidence->duration = 7 * G_USEC_PER_SEC;
  hato_answers_add (answers, evidence);
}

static int
get_level (const GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->code, code) == 0)
        return (int) finding->level;
    }
  return -1;
}

static void
answer_nothing (HatoAnswers *answers, const char *name, guint16 type)
{
  g_autoptr (HatoQuestion) question = hato_question_new_dns (name, type);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "udp");

  hato_answers_add (answers, evidence);
}

/* The server announces nothing in DNS, and is no other name's. */
static HatoAnswers *
new_answers (void)
{
  HatoAnswers *answers = hato_answers_new ();

  answer_nothing (answers, "_25._tcp.mx.test", HATO_DNS_TLSA);
  answer_nothing (answers, "mx.test", HATO_DNS_A);
  return answers;
}

static HatoEndpoint *
make (HatoProtocol protocol)
{
  HatoEndpoint *door = hato_endpoint_new (protocol, 25, "mx.test", SERVER);

  door->named = TRUE;
  door->controls = g_strsplit (CONTROL " 192.0.2.26:25", " ", -1);
  door->now = 1;
  return door;
}

/* A door that does not answer: who else does tells whether it is the line (contract, reach.filtered). */
static const struct
{
  const char *description;
  HatoProtocol protocol;
  HatoTalkEnd first, second; /* of the controls */
  const char *code;
  HatoLevel level;
} dark[] = {
  { "another server answers", HATO_PROTOCOL_SMTP, HATO_TALK_GREETED, HATO_TALK_FILTERED,
    "reach.filtered", HATO_LEVEL_PROBLEM },
  { "the second one answers", HATO_PROTOCOL_SMTP, HATO_TALK_FILTERED, HATO_TALK_REFUSED,
    "reach.filtered", HATO_LEVEL_PROBLEM },
  { "nobody answers", HATO_PROTOCOL_SMTP, HATO_TALK_FILTERED, HATO_TALK_FILTERED,
    "reach.port25_blocked", HATO_LEVEL_UNCHECKED },
  { "no way there at all", HATO_PROTOCOL_SMTP, HATO_TALK_UNREACHABLE, HATO_TALK_UNREACHABLE,
    "reach.port25_blocked", HATO_LEVEL_UNCHECKED },
  { "another port: nothing is known of it", HATO_PROTOCOL_SUBMISSION, HATO_TALK_GREETED,
    HATO_TALK_GREETED, "reach.unchecked", HATO_LEVEL_UNCHECKED },
};

static void
test_dark (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dark); i++)
    {
      g_autoptr (HatoEndpoint) door = make (dark[i].protocol);
      g_autoptr (HatoAnswers) answers = new_answers ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      const HatoFinding *finding;

      g_test_message ("%s", dark[i].description);
      g_assert_false (hato_endpoint_judge (door, answers, findings));
      answer (answers, SERVER, dark[i].protocol, HATO_QUESTION_PLAIN, HATO_TALK_FILTERED, -1);
      g_assert_false (hato_endpoint_judge (door, answers, findings));
      answer (answers, SERVER, dark[i].protocol, HATO_QUESTION_OLD_TLS, HATO_TALK_FILTERED, -1);
      if (dark[i].protocol == HATO_PROTOCOL_SMTP)
        g_assert_false (hato_endpoint_judge (door, answers, findings));
      answer (answers, CONTROL, HATO_PROTOCOL_SMTP, HATO_QUESTION_GREETING, dark[i].first, -1);
      answer (answers, "192.0.2.26", HATO_PROTOCOL_SMTP, HATO_QUESTION_GREETING, dark[i].second,
              -1);
      g_ptr_array_set_size (findings, 0);
      g_assert_true (hato_endpoint_judge (door, answers, findings));
      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, dark[i].code);
      g_assert_cmpint (finding->level, ==, dark[i].level);
    }
}

/* Another MX host of the domain that answers speaks for the line, as does one that closes its port; one over the other kind of
 * address does not. */
static void
test_neighbours (void)
{
  static const struct
  {
    const char *address;
    HatoTalkEnd end;
    const char *code;
  } cases[] = {
    { "192.0.2.2", HATO_TALK_ENCRYPTED, "reach.filtered" },
    { "192.0.2.2", HATO_TALK_CLOSED, "reach.filtered" },
    { "192.0.2.2", HATO_TALK_FILTERED, "reach.port25_blocked" },
    { "2001:db8::2", HATO_TALK_ENCRYPTED, "reach.port25_blocked" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) doors =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_endpoint_free);
      HatoEndpoint *door = make (HATO_PROTOCOL_SMTP);
      g_autoptr (HatoAnswers) answers = new_answers ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_autoptr (HatoQuestion) question = hato_question_new_session (
          "mx2.test", cases[i].address, 25, HATO_PROTOCOL_SMTP, HATO_QUESTION_PLAIN);
      g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");

      g_clear_pointer (&door->controls, g_strfreev);
      door->old_tls = HATO_OLD_TLS_LATER;
      door->doors = doors;
      g_ptr_array_add (doors, door);
      g_ptr_array_add (doors,
                       hato_endpoint_new (HATO_PROTOCOL_SMTP, 25, "mx2.test", cases[i].address));
      answer (answers, SERVER, HATO_PROTOCOL_SMTP, HATO_QUESTION_PLAIN, HATO_TALK_FILTERED, -1);
      evidence->talk = hato_talk_new ();
      evidence->talk->end = cases[i].end;
      hato_answers_add (answers, evidence);
      g_assert_true (hato_endpoint_judge (door, answers, findings));
      g_assert_cmpuint (findings->len, ==, 1);
      g_assert_cmpstr (((const HatoFinding *) g_ptr_array_index (findings, 0))->code, ==,
                       cases[i].code);
    }
}

/* How a name came to be looked at. */
enum
{
  KNOWN,
  GUESSED,
  POLICY,
};

static const struct
{
  const char *name; /* (nullable): of the certificate; NULL = the connection was reset */
  const char *code;
  HatoLevel level;
  HatoLevel level_if_known;
} guessed_rows[] = {
  { "other.test", "tls.hostname_mismatch", HATO_LEVEL_CAUTION, HATO_LEVEL_PROBLEM },
  { "other.test", "tls.cert_expired", HATO_LEVEL_CAUTION, HATO_LEVEL_PROBLEM },
  { "mail.test", "tls.cert_expired", HATO_LEVEL_PROBLEM, HATO_LEVEL_PROBLEM },
  { NULL, "reach.reset", HATO_LEVEL_ADVICE, HATO_LEVEL_PROBLEM },
};

/* Of a name that nobody is known to use: a certificate for another name, and its other faults, may be what strangers are shown; one
 * for this name is meant. What is no mail server need not be one. Of the host of an MTA-STS policy another part tells what is wrong. */
static void
test_guessed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guessed_rows); i++)
    for (guint kind = KNOWN; kind <= POLICY; kind++)
      {
        const FakeCertificateForm form = {
          .common_name = "x", .dns = { guessed_rows[i].name }, .begins = -60, .ends = -1
        };
        g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, NULL);
        g_autoptr (HatoEndpoint) door =
            hato_endpoint_new (HATO_PROTOCOL_IMAPS, 993, "mail.test", SERVER);
        FakeZoneAnswers zone = { NULL };
        g_autoptr (HatoAnswers) answers = hato_answers_new ();
        g_autoptr (GPtrArray) findings =
            g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
        g_autoptr (HatoQuestion) question = hato_question_new_session (
            "mail.test", SERVER, 993, HATO_PROTOCOL_IMAPS, HATO_QUESTION_PLAIN);
        g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");

        fake_zone_answers_init (&zone, "{}", NULL);
        door->guessed = kind == GUESSED;
        door->policy = kind == POLICY;
        door->old_tls = HATO_OLD_TLS_NEVER;
        door->now = g_get_real_time ();
        evidence->talk = hato_talk_new ();
        evidence->talk->end = guessed_rows[i].name != NULL ? HATO_TALK_ENCRYPTED : HATO_TALK_RESET;
        evidence->talk->tls_version = "TLS1.3";
        g_ptr_array_add (evidence->talk->chain, fake_certificate_dup_der (leaf));
        hato_answers_add (answers, evidence);
        while (!hato_endpoint_judge (door, answers, findings))
          {
            g_autoptr (HatoQuestion) proof = hato_question_new_session (
                "other.test", SERVER, 993, HATO_PROTOCOL_IMAPS, HATO_QUESTION_PLAIN);
            g_autoptr (HatoEvidence) failed = hato_evidence_new_failure (proof, "tcp", "network");

            hato_answers_add (answers, failed);
            fake_zone_answers_bring (&zone, answers);
          }
        g_assert_cmpint (get_level (findings, guessed_rows[i].code), ==,
                         kind == POLICY    ? HATO_LEVEL_ADVICE
                         : kind == GUESSED ? guessed_rows[i].level
                                           : guessed_rows[i].level_if_known);
        fake_zone_answers_clear (&zone);
      }
}

/* A door that nobody can be connected to says why, by the words of the contract. */
static void
test_nowhere (void)
{
  static const struct
  {
    const char *reason;
    const char *code;
  } cases[] = { { "budget", "reach.budget" },
                { "offline", "reach.offline" },
                { "no_server_address", "reach.unchecked" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HatoEndpoint) door = hato_endpoint_new (HATO_PROTOCOL_IMAPS, 993, "mail.test", "");
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      const HatoFinding *finding;

      door->reason = cases[i].reason;
      g_assert_true (hato_endpoint_judge (door, answers, findings));
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, cases[i].code);
      g_assert_cmpint (finding->level, ==, HATO_LEVEL_UNCHECKED);
      g_assert_cmpstr (hato_finding_get_argument (finding, "reason"), ==, cases[i].reason);
    }
}

/* How each end of a conversation is told. */
static const struct
{
  HatoTalkEnd usual, old;
  const char *code;
  HatoLevel level;
} ends[] = {
  { HATO_TALK_SILENT, HATO_TALK_SILENT, "reach.banner_timeout", HATO_LEVEL_UNCHECKED },
  { HATO_TALK_SILENT, HATO_TALK_IMPLICIT_TLS, "tls.implicit_tls_on_starttls_port",
    HATO_LEVEL_PROBLEM },
  { HATO_TALK_LATE, HATO_TALK_LATE, "tls.tls_timeout", HATO_LEVEL_UNCHECKED },
  { HATO_TALK_HANDSHAKE_LATE, HATO_TALK_LATE, "tls.tls_timeout", HATO_LEVEL_UNCHECKED },
  { HATO_TALK_BROKEN, HATO_TALK_BROKEN, "reach.protocol_error", HATO_LEVEL_UNCHECKED },
  { HATO_TALK_UNREACHABLE, HATO_TALK_UNREACHABLE, "reach.unchecked", HATO_LEVEL_UNCHECKED },
  { HATO_TALK_CANCELLED, HATO_TALK_CANCELLED, "reach.unchecked", HATO_LEVEL_UNCHECKED },
  { HATO_TALK_INJECTED, HATO_TALK_INJECTED, "tls.starttls_injection", HATO_LEVEL_PROBLEM },
  { HATO_TALK_HANDSHAKE_FAILED, HATO_TALK_HANDSHAKE_FAILED, "tls.tls_handshake_failed",
    HATO_LEVEL_PROBLEM },
};

static void
test_ends (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (HatoEndpoint) door = make (HATO_PROTOCOL_SMTP);
      g_autoptr (HatoAnswers) answers = new_answers ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      const HatoFinding *finding;

      g_test_message ("%s", ends[i].code);
      answer (answers, SERVER, HATO_PROTOCOL_SMTP, HATO_QUESTION_PLAIN, ends[i].usual, -1);
      answer (answers, SERVER, HATO_PROTOCOL_SMTP, HATO_QUESTION_OLD_TLS, ends[i].old, -1);
      g_assert_true (hato_endpoint_judge (door, answers, findings));
      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, ends[i].code);
      g_assert_cmpint (finding->level, ==, ends[i].level);
    }
}

/* A conversation under @name that showed @leaf. */
static void
answer_encrypted (HatoAnswers *answers,
                  const char *name,
                  HatoQuestionFlags flags,
                  FakeCertificate *leaf)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new_session (name, SERVER, 25, HATO_PROTOCOL_SMTP, flags);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");

  evidence->talk = hato_talk_new ();
  evidence->talk->end = HATO_TALK_ENCRYPTED;
  evidence->talk->tls_version = "TLS1.3";
  g_ptr_array_add (evidence->talk->chain, fake_certificate_dup_der (leaf));
  hato_answers_add (answers, evidence);
}

/* What the server announces is an exact copy of @leaf, at the name that mx.test is another name for. */
static char *
make_announcement (FakeCertificate *leaf)
{
  g_autoptr (GBytes) der = fake_certificate_dup_der (leaf);
  g_autoptr (GString) hexadecimal = g_string_new (NULL);
  const guint8 *bytes = g_bytes_get_data (der, NULL);

  for (gsize i = 0; i < g_bytes_get_size (der); i++)
    g_string_append_printf (hexadecimal, "%02x", bytes[i]);
  return g_strdup_printf (
      "{\"mx.test\": {\"ad\": true, \"records\": [{\"type\": \"CNAME\", \"target\": "
      "\"real.test\"}]},"
      " \"real.test\": {\"ad\": true, \"records\": [{\"type\": \"A\", \"address\": \"" SERVER
      "\"}]},"
      " \"\": {\"ad\": true, \"records\": [{\"type\": \"NS\", \"target\": \"a.test\"}]},"
      " \"_25._tcp.real.test\": {\"ad\": true, \"records\": [{\"type\": \"TLSA\", \"data\": \"3 0 "
      "0 %s\"}]}}",
      hexadecimal->str);
}

/* Which certificate is compared with an announcement under another name is the one that is shown under that name (RFC 7672 §8.1); a
 * door with a fault is not called in order as well (contract, rule 10). */
static void
test_announced (void)
{
  static const struct
  {
    gboolean fits; /* the certificate that is shown under the other name */
    const char *codes;
  } cases[] = { { TRUE, "tls.ok dane.ok " }, { FALSE, "dane.mismatch " } };
  const FakeCertificateForm form = {
    .common_name = "x", .dns = { "mx.test" }, .begins = -60, .ends = 300
  };
  const FakeCertificateForm root = { .common_name = "Root", .ca = TRUE };
  g_autoptr (FakeCertificate) anchor = fake_certificate_new (&root, NULL);
  g_autoptr (FakeCertificate) announced = fake_certificate_new (&form, anchor);
  g_autoptr (FakeCertificate) other = fake_certificate_new (&form, anchor);
  g_autofree char *text = make_announcement (announced);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (FakeZoneAnswers) zone = { NULL };
      g_autoptr (HatoEndpoint) door = make (HATO_PROTOCOL_SMTP);
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_autoptr (GString) codes = g_string_new (NULL);

      fake_zone_answers_init (&zone, text, NULL);
      door->old_tls = HATO_OLD_TLS_NEVER;
      door->now = g_get_real_time ();
      answer_encrypted (answers, "mx.test", HATO_QUESTION_PLAIN, other);
      answer_encrypted (answers, "real.test", HATO_QUESTION_PLAIN,
                        cases[i].fits ? announced : other);
      while (!hato_endpoint_judge (door, answers, findings))
        g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), >, 0);
      for (guint j = 0; j < findings->len; j++)
        g_string_append_printf (codes, "%s ",
                                ((const HatoFinding *) g_ptr_array_index (findings, j))->code);
      g_assert_cmpstr (codes->str, ==, cases[i].codes);
    }
}

/* A greeting that took more than five seconds is told beside the rest. */
static void
test_slow (void)
{
  for (guint more = 0; more < 2; more++)
    {
      g_autoptr (HatoEndpoint) door = make (HATO_PROTOCOL_SMTP);
      g_autoptr (HatoAnswers) answers = new_answers ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);

      answer (answers, SERVER, HATO_PROTOCOL_SMTP, HATO_QUESTION_PLAIN, HATO_TALK_STARTTLS_MISSING,
              5 * G_USEC_PER_SEC + more);
      answer (answers, SERVER, HATO_PROTOCOL_SMTP, HATO_QUESTION_OLD_TLS,
              HATO_TALK_STARTTLS_MISSING, 0);
      g_assert_true (hato_endpoint_judge (door, answers, findings));
      g_assert_cmpuint (findings->len, ==, 1 + more);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint-judge/neighbours", test_neighbours);
  g_test_add_func ("/endpoint-judge/guessed", test_guessed);
  g_test_add_func ("/endpoint-judge/nowhere", test_nowhere);
  g_test_add_func ("/endpoint-judge/dark", test_dark);
  g_test_add_func ("/endpoint-judge/ends", test_ends);
  g_test_add_func ("/endpoint-judge/announced", test_announced);
  g_test_add_func ("/endpoint-judge/slow", test_slow);
  return g_test_run ();
}
