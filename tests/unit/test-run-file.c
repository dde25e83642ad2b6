/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recorded run: everything comes back, and a file from a stranger is bounded (limits T23). */
#include "config.h"

#include "net/run-file.h"

#include <string.h>

#include "base/error.h"
#include "net/resolver-run.h"
#include "net/resolver-zone.h"
#include "net/run-answer.h"
#include "net/settle.h"

#define NOW (G_GINT64_CONSTANT (1795500000) * G_USEC_PER_SEC)

static const char zone_json[] =
    "{\"a.test\": {\"ad\": true, \"records\": [{\"type\": \"TXT\", \"strings\": [\"v=spf1 \", "
    "\"-all\\u0000\\u00ff\"]}, {\"type\": \"TXT\", \"strings\": [\"\"]}, {\"type\": \"A\", "
    "\"address\": \"192.0.2.1\"}, {\"type\": \"AAAA\", \"address\": \"2001:db8::1\"}, {\"type\": "
    "\"MX\", \"preference\": 10, \"exchange\": \"\"}, {\"type\": \"NS\", \"target\": \"ns.test\"}, "
    "{\"type\": \"SOA\", \"data\": \"ns.test. h.test. 7 1 1 1 60\"}, {\"type\": \"CAA\", \"data\": "
    "\"0 issue \\\"ca.test\\\"\"}]}, \"alias.test\": {\"records\": [{\"type\": \"CNAME\", "
    "\"target\": \"a.test\"}]}, \"silent.test\": {\"timeout\": true}, \"broken.test\": {\"rcode\": "
    "\"SERVFAIL\"}, \"mta-sts.a.test\": {\"records\": [], \"policy\": \"version: STSv1\\n\"}}";

static const struct
{
  HatoQuestionKind kind;
  const char *name;
  guint16 type;
  const char *server;
  HatoQuestionFlags flags;
} asked[] = {
  { HATO_QUESTION_DNS, "a.test", HATO_DNS_TXT, NULL, 0 },
  { HATO_QUESTION_DNS, "a.test", HATO_DNS_TXT, NULL, HATO_QUESTION_AGAIN },
  { HATO_QUESTION_DNS, "a.test", HATO_DNS_TXT, "192.0.2.53", 0 },
  { HATO_QUESTION_DNS, "a.test", HATO_DNS_A, NULL, HATO_QUESTION_CHECKING_DISABLED },
  { HATO_QUESTION_DNS, "a.test", HATO_DNS_AAAA, NULL, 0 },
  { HATO_QUESTION_DNS, "a.test", HATO_DNS_MX, NULL, 0 },
  { HATO_QUESTION_DNS, "a.test", HATO_DNS_NS, NULL, 0 },
  { HATO_QUESTION_DNS, "a.test", HATO_DNS_SOA, NULL, 0 },
  { HATO_QUESTION_DNS, "a.test", HATO_DNS_CAA, NULL, 0 },
  { HATO_QUESTION_DNS, "alias.test", HATO_DNS_TXT, NULL, 0 },
  { HATO_QUESTION_DNS, "silent.test", HATO_DNS_A, NULL, 0 },
  { HATO_QUESTION_DNS, "broken.test", HATO_DNS_A, NULL, 0 },
  { HATO_QUESTION_DNS, "gone.test", HATO_DNS_A, NULL, 0 },
  { HATO_QUESTION_DNS, "\xff\xfe.test", HATO_DNS_A, NULL, 0 },
  { HATO_QUESTION_POLICY, "mta-sts.a.test", 443, NULL, 0 },
};

static gboolean
judge (gpointer data, HatoAnswers *answers)
{
  HatoEvidence **evidence = data;
  gboolean settled = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (HatoQuestion) question = hato_question_new (
          asked[i].kind, asked[i].name, asked[i].type, asked[i].server, asked[i].flags);

      evidence[i] = (HatoEvidence *) hato_look_up_question (answers, question);
      settled = settled && evidence[i] != NULL;
      if (evidence[i] != NULL)
        hato_evidence_ref (evidence[i]);
    }
  for (gsize i = 0; !settled && i < G_N_ELEMENTS (asked); i++)
    g_clear_pointer (&evidence[i], hato_evidence_unref);
  return settled;
}

static void
settle (HatoResolver *resolver, HatoEvidence **evidence)
{
  HatoJudge seat = { judge, evidence, 100 };

  g_assert_true (hato_resolver_settle (resolver, &seat, 1,
                                       g_get_monotonic_time () + 5 * G_USEC_PER_SEC, NULL, NULL,
                                       NULL, NULL, NULL));
}

static HatoSettings *
new_settings (void)
{
  HatoSettings *settings = hato_settings_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (zone_json, strlen (zone_json));
  g_autoptr (GError) error = NULL;

  settings->zone = hato_zone_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  settings->clock.fixed = NOW;
  settings->authoritative = TRUE;
  settings->name_servers = g_strsplit ("ns.new.test", " ", -1);
  return settings;
}

static HatoRunFile *
read_json (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return hato_run_file_new_from_bytes (bytes, error);
}

static void
assert_same (const HatoEvidence *a, const HatoEvidence *b)
{
  g_assert_true (hato_question_equal (a->question, b->question));
  g_assert_true (hato_evidence_same_answer (a, b));
  g_assert_cmpstr (a->failure, ==, b->failure);
  g_assert_cmpstr (a->transport, ==, b->transport);
  g_assert_cmpstr (a->server, ==, b->server);
  g_assert_cmpuint (a->rcode, ==, b->rcode);
  g_assert_cmpint (a->aa, ==, b->aa);
  g_assert_cmpint (a->ad, ==, b->ad);
  g_assert_cmpuint (a->ttl, ==, b->ttl);
  g_assert_cmpint (a->time, ==, b->time);
  g_assert_cmpint (a->duration, ==, b->duration);
  g_assert_cmpuint (a->aliases->len, ==, b->aliases->len);
  for (guint i = 0; i < a->records->len; i++)
    {
      const HatoDnsRecord *left = g_ptr_array_index (a->records, i);
      const HatoDnsRecord *right = g_ptr_array_index (b->records, i);

      g_assert_cmpuint (left->size, ==, right->size);
      g_assert_true (left->size == 0 || memcmp (left->bytes, right->bytes, left->size) == 0);
      g_assert_cmpstr (left->target, ==, right->target);
      g_assert_cmpuint (left->ttl, ==, right->ttl);
      g_assert_cmpuint (left->n_strings, ==, right->n_strings);
    }
}

/* Written, read, asked, and written again: the same answers, and the same bytes. */
static void
test_round_trip (void)
{
  g_autoptr (HatoSettings) settings = new_settings ();
  g_autoptr (HatoSettings) again = hato_settings_new ();
  g_autoptr (HatoResolver) resolver = hato_resolver_zone_new (settings);
  g_autoptr (HatoResolver) replay = NULL;
  g_autoptr (HatoRunFile) run = NULL, copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL, *second = NULL;
  HatoEvidence *first[G_N_ELEMENTS (asked)], *replayed[G_N_ELEMENTS (asked)];

  hato_resolver_set_overlay (resolver, NULL, &settings->clock);
  settle (resolver, first);
  run = hato_run_file_new (resolver, settings, NOW);
  json = hato_run_file_to_json (run);

  again->replay = read_json (json, &error);
  g_assert_no_error (error);
  replay = hato_resolver_run_new (again);
  settle (replay, replayed);
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      assert_same (first[i], replayed[i]);
      hato_evidence_unref (first[i]);
      hato_evidence_unref (replayed[i]);
    }
  g_assert_cmpint (again->replay->started, ==, NOW);
  g_assert_true (hato_settings_asks_servers (again));

  copy = hato_run_file_new (replay, again, NOW);
  second = hato_run_file_to_json (again->replay);
  g_assert_cmpstr (json, ==, second);
  g_assert_cmpuint (copy->answers->len, ==, run->answers->len);
}

/* A conversation comes back word by word, whatever bytes it was made of. */
static void
test_talk (void)
{
  g_autoptr (HatoQuestion) question = hato_question_new_session (
      "a.test", "192.0.2.1", 2525, HATO_PROTOCOL_SUBMISSION, HATO_QUESTION_OLD_TLS);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (HatoEvidence) again = NULL;
  HatoTalk *talk = evidence->talk = hato_talk_new ();
  const char *wrong;

  talk->end = HATO_TALK_ENCRYPTED;
  talk->greeting_after = 1234;
  talk->starttls_offered = talk->plaintext_login = talk->same_machine = TRUE;
  talk->cipher_weak = talk->client_cert_required = talk->stapled = TRUE;
  talk->tls_version = "TLS1.2";
  talk->cipher = g_strdup ("3DES-CBC");
  talk->trouble = g_strdup ("none");
  talk->dh_bits = 1024;
  talk->verify = 0x42;
  hato_talk_add_line (talk, FALSE, "220 hi", 6);
  hato_talk_add_line (talk, TRUE, "\xff\xfe\x1b", 3);
  g_ptr_array_add (talk->chain, g_bytes_new_static ("\0\1\2", 3));
  node = hato_run_answer_to_json (evidence);
  again = hato_run_answer_from_json (node, NOW, &wrong);
  g_assert_cmpstr (wrong, ==, NULL);
  assert_same (evidence, again);
  g_assert_cmpint (again->talk->end, ==, HATO_TALK_ENCRYPTED);
  g_assert_cmpint (again->talk->greeting_after, ==, 1234);
  g_assert_true (again->talk->starttls_offered && again->talk->plaintext_login
                 && again->talk->same_machine && again->talk->cipher_weak
                 && again->talk->client_cert_required && again->talk->stapled);
  g_assert_cmpstr (again->talk->tls_version, ==, "TLS1.2");
  g_assert_cmpstr (again->talk->cipher, ==, "3DES-CBC");
  g_assert_cmpstr (again->talk->trouble, ==, "none");
  g_assert_cmpuint (again->talk->dh_bits, ==, 1024);
  g_assert_cmpuint (again->talk->verify, ==, 0x42);
  g_assert_cmpuint (again->talk->transcript->len, ==, 2);
  g_assert_cmpstr (((HatoTalkLine *) g_ptr_array_index (again->talk->transcript, 1))->text, ==,
                   "\xff\xfe\x1b");
  g_assert_true (((HatoTalkLine *) g_ptr_array_index (again->talk->transcript, 1))->from_client);
  g_assert_true (g_bytes_equal (g_ptr_array_index (talk->chain, 0),
                                g_ptr_array_index (again->talk->chain, 0)));
}

/* What the recorded run did not ask is not known, and no negative. */
static void
test_not_recorded (void)
{
  g_autoptr (HatoRunFile) run =
      read_json ("{\"hatobin_run\": 1, \"started\": 5, \"answers\": []}", NULL);
  g_autoptr (HatoQuestion) question = hato_question_new_dns ("a.test", HATO_DNS_A);
  g_autoptr (HatoEvidence) evidence = hato_run_file_answer (run, question);

  g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, HATO_OUTCOME_FAILED);
  g_assert_cmpstr (hato_evidence_get_reason (evidence), ==, "not_recorded");
  g_assert_cmpint (evidence->time, ==, 5);
}

#define RUN(answers)     "{\"hatobin_run\": 1, \"started\": 5, \"answers\": [" answers "]}"
#define ANSWER(more)     "{\"name\": \"a.test\", \"type\": 16, \"transport\": \"udp\"" more "}"
#define RECORDS(more)    ANSWER (", \"records\": [" more "]")
#define TXT(bytes, ends) "{\"type\": 16, \"bytes\": \"" bytes "\", \"ends\": [" ends "]}"
#define SESSION(port, more)                                                                        \
  "{\"kind\": \"session\", \"name\": \"a.test\", \"type\": " port ", \"ask\": \"192.0.2.1\", "     \
  "\"protocol\": \"smtp\", \"transport\": \"tcp\"" more "}"
#define TALK(port, talk) SESSION (port, ", \"talk\": {" talk "}")
#define ENCRYPTED        "\"end\": \"encrypted\", \"tls_version\": \"TLS1.3\", \"cipher\": \"AES-256-GCM\""

static const struct
{
  const char *description;
  const char *json;
  gboolean good;
} strange_rows[] = {
  { "the least", RUN (""), TRUE },
  { "one answer", RUN (ANSWER ("")), TRUE },
  { "a text", RUN (RECORDS (TXT ("YWJj", "1, 3"))), TRUE },
  { "an empty string in a text", RUN (RECORDS (TXT ("YWJj", "0, 3, 3"))), TRUE },
  { "unknown members", "{\"hatobin_run\": 1, \"started\": 5, \"answers\": [], \"x\": {}}", TRUE },
  { "nothing", "", FALSE },
  { "no object", "[]", FALSE },
  { "no JSON", "{", FALSE },
  { "no version", "{\"answers\": []}", FALSE },
  { "a later version", "{\"hatobin_run\": 2, \"answers\": []}", FALSE },
  { "no answers", "{\"hatobin_run\": 1}", FALSE },
  { "a time before all times", "{\"hatobin_run\": 1, \"started\": -1, \"answers\": []}", FALSE },
  { "the end of all times",
    "{\"hatobin_run\": 1, \"started\": 253402300799000000, \"answers\": []}", TRUE },
  { "after it", "{\"hatobin_run\": 1, \"started\": 253402300799000001, \"answers\": []}", FALSE },
  { "servers that are none", "{\"hatobin_run\": 1, \"servers\": [1], \"answers\": []}", FALSE },
  { "an answer that is none", RUN ("1"), FALSE },
  { "no question", RUN ("{}"), FALSE },
  { "one question answered twice", RUN (ANSWER ("") "," ANSWER ("")), FALSE },
  { "a kind that is none", RUN (ANSWER (", \"kind\": \"mail\"")), FALSE },
  { "flags beyond those there are", RUN (ANSWER (", \"flags\": 4")), FALSE },
  { "a transport that is none", RUN ("{\"name\": \"a\", \"transport\": \"pigeon\"}"), FALSE },
  { "a failure that is none", RUN (ANSWER (", \"failure\": \"\\u001b[31m\"")), FALSE },
  { "a negative TTL", RUN (ANSWER (", \"ttl\": -1")), FALSE },
  { "a TTL beyond RFC 2181 §8", RUN (ANSWER (", \"ttl\": 2147483648")), FALSE },
  { "a record of another type", RUN (RECORDS ("{\"type\": 1, \"bytes\": \"AAAAAA==\"}")), FALSE },
  { "ends beyond the bytes", RUN (RECORDS (TXT ("YWJj", "4"))), FALSE },
  { "ends that go back", RUN (RECORDS (TXT ("YWJj", "2, 1, 3"))), FALSE },
  { "ends that stop short", RUN (RECORDS (TXT ("YWJj", "2"))), FALSE },
  { "no base64", RUN (RECORDS (TXT ("Y*", "1"))), FALSE },
  { "a text without bytes", RUN (RECORDS ("{\"type\": 16, \"text\": \"x\"}")), FALSE },
  { "an address of three bytes",
    RUN ("{\"name\": \"a\", \"type\": 1, \"records\": [{\"type\": 1, \"bytes\": \"AAAA\"}]}"),
    FALSE },
  { "an MX without host",
    RUN ("{\"name\": \"a\", \"type\": 15, \"records\": [{\"type\": 15, \"preference\": 1}]}"),
    FALSE },
  { "a preference that does not fit",
    RUN ("{\"name\": \"a\", \"type\": 15, \"records\": [{\"type\": 15, \"preference\": 65536, "
         "\"target\": \"b\"}]}"),
    FALSE },
  { "a target with a terminal's code",
    RUN ("{\"name\": \"a\", \"type\": 15, \"records\": [{\"type\": 15, \"target\": "
         "\"\\u001b[31m\"}]}"),
    FALSE },
  { "an SOA with nothing", RUN ("{\"name\": \"a\", \"type\": 6, \"records\": [{\"type\": 6}]}"),
    FALSE },
  { "an alias without an end", RUN (ANSWER (", \"aliases\": [{\"type\": 5}]")), FALSE },
  { "a policy that nobody asked for",
    RUN (ANSWER (", \"policy\": {\"url\": \"u\", \"body\": \"\"}")), FALSE },
  { "a conversation", RUN (TALK ("25", "\"end\": \"closed\"")), TRUE },
  { "encryption", RUN (TALK ("25", ENCRYPTED)), TRUE },
  { "encryption without its name", RUN (TALK ("25", "\"end\": \"encrypted\"")), FALSE },
  { "a conversation without words", RUN (SESSION ("25", "")), FALSE },
  { "one that failed needs none", RUN (SESSION ("25", ", \"failure\": \"budget\"")), TRUE },
  { "an end that is none", RUN (TALK ("25", "\"end\": \"well\"")), FALSE },
  { "a version that is none", RUN (TALK ("25", "\"end\": \"closed\", \"tls_version\": \"SSL3\"")),
    FALSE },
  { "a chain without base64", RUN (TALK ("25", "\"end\": \"closed\", \"chain\": [\"*\"]")), FALSE },
  { "a line without text", RUN (TALK ("25", "\"end\": \"closed\", \"transcript\": [{}]")), FALSE },
  { "a flag of DNS in a conversation",
    RUN (SESSION ("25", ", \"flags\": 1, \"talk\": {\"end\": \"closed\"}")), FALSE },
  { "a conversation that nobody asked for", RUN (ANSWER (", \"talk\": {\"end\": \"closed\"}")),
    FALSE },
  { "a policy without a body",
    RUN ("{\"kind\": \"policy\", \"name\": \"a\", \"policy\": {\"url\": \"u\"}}"), FALSE },
};

static void
test_strangers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strange_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoRunFile) run = read_json (strange_rows[i].json, &error);

      g_test_message ("%s: %s", strange_rows[i].description,
                      error != NULL ? error->message : "read");
      g_assert_cmpint (run != NULL, ==, strange_rows[i].good);
      if (!strange_rows[i].good)
        g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
    }
}

static void
test_bounds (void)
{
  static const struct
  {
    guint n_answers;
    gboolean good;
  } rows[] = { { 2000, TRUE }, { 2001, FALSE } };
  g_autofree guint8 *big = g_malloc0 (32u * 1024 * 1024 + 1);
  g_autoptr (GBytes) too_big = g_bytes_new_static (big, 32u * 1024 * 1024 + 1);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) json = g_string_new ("{\"hatobin_run\": 1, \"answers\": [");
      g_autoptr (HatoRunFile) run = NULL;

      for (guint j = 0; j < rows[i].n_answers; j++)
        g_string_append_printf (json, "%s{\"name\": \"n%u\"}", j > 0 ? "," : "", j);
      g_string_append (json, "]}");
      run = read_json (json->str, NULL);
      g_assert_cmpint (run != NULL, ==, rows[i].good);
    }
  g_assert_null (hato_run_file_new_from_bytes (too_big, &error));
  g_assert_error (error, HATO_ERROR, HATO_ERROR_TOO_BIG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-file/round-trip", test_round_trip);
  g_test_add_func ("/run-file/talk", test_talk);
  g_test_add_func ("/run-file/not-recorded", test_not_recorded);
  g_test_add_func ("/run-file/strangers", test_strangers);
  g_test_add_func ("/run-file/bounds", test_bounds);
  return g_test_run ();
}
