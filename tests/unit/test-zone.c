/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/zone.h"

#include <string.h>

#include "base/error.h"

static HatoZone *
zone_from (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return hato_zone_new_from_bytes (bytes, error);
}

static const char sample[] =
    "{\"Shop.Test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"a\", \"b\"], \"ttl\": 60}, "
    "{\"type\": \"MX\", \"preference\": 10, \"exchange\": "
    "\"mail.shop.test.\"}, {\"type\": \"NS\", \"data\": \"ns1.host.test.\"}], \"ad\": true},"
    "\"mail.shop.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}], "
    "\"timeout_other_types\": true},"
    "\"deep.below.shop.test\": {\"records\": [{\"type\": \"AAAA\", \"address\": \"2001:db8::1\"}]},"
    "\"*.wild.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"w\"]}]}, \"x.wild.test\": "
    "{\"records\": []}, \"y.z.wild.test\": {\"records\": []},"
    "\"alias.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"shop.test\"}]}, "
    "\"lost.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"gone.test\"}]},"
    "\"loop.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"loop.test\"}]},"
    "\"bad.test\": {\"rcode\": \"SERVFAIL\"}, \"slow.test\": {\"timeout\": true}, \"half.test\": "
    "{\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.2\"}], \"timeout\": [\"TXT\"]},"
    "\"null.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 0, \"exchange\": \"\"}], "
    "\"unknown_key\": 5},"
    "\"over.test\": {\"records\": [{\"type\": \"TXT\", \"absent\": true}]}}";

static const struct
{
  const char *description;
  const char *name;
  guint16 type;
  HatoOutcome outcome;
  const char *text;
} rows[] = {
  { "strings", "shop.test", HATO_DNS_TXT, HATO_OUTCOME_ANSWER, "\"a\" \"b\"" },
  { "names fold", "SHOP.test.", HATO_DNS_MX, HATO_OUTCOME_ANSWER, "10 mail.shop.test." },
  { "data form", "shop.test", HATO_DNS_NS, HATO_OUTCOME_ANSWER, "ns1.host.test." },
  { "no such record", "shop.test", HATO_DNS_A, HATO_OUTCOME_NODATA, NULL },
  { "RFC 8020 §2: a name that only has names below it", "below.shop.test", HATO_DNS_TXT,
    HATO_OUTCOME_NODATA, NULL },
  { "no such name", "no.shop.test", HATO_DNS_TXT, HATO_OUTCOME_NXDOMAIN, NULL },
  { "RFC 4592 §2.2: wildcard", "any.wild.test", HATO_DNS_TXT, HATO_OUTCOME_ANSWER, "\"w\"" },
  { "RFC 4592 §2.2: several labels", "a.b.wild.test", HATO_DNS_TXT, HATO_OUTCOME_ANSWER, "\"w\"" },
  { "RFC 4592 §2.2: a name that is there is no wildcard", "x.wild.test", HATO_DNS_TXT,
    HATO_OUTCOME_NODATA, NULL },
  { "RFC 4592 §2.2.2: nor below an empty name that is there", "q.z.wild.test", HATO_DNS_TXT,
    HATO_OUTCOME_NXDOMAIN, NULL },
  { "alias", "alias.test", HATO_DNS_TXT, HATO_OUTCOME_ANSWER, "\"a\" \"b\"" },
  { "alias asked for itself", "alias.test", HATO_DNS_CNAME, HATO_OUTCOME_ANSWER, "shop.test." },
  { "alias to nowhere", "lost.test", HATO_DNS_TXT, HATO_OUTCOME_NXDOMAIN, NULL },
  { "alias loop", "loop.test", HATO_DNS_TXT, HATO_OUTCOME_FAILED, NULL },
  { "rcode", "bad.test", HATO_DNS_TXT, HATO_OUTCOME_FAILED, NULL },
  { "time-out", "slow.test", HATO_DNS_TXT, HATO_OUTCOME_FAILED, NULL },
  { "time-out of one type", "half.test", HATO_DNS_TXT, HATO_OUTCOME_FAILED, NULL },
  { "and not of another", "half.test", HATO_DNS_A, HATO_OUTCOME_ANSWER, "192.0.2.2" },
  { "time-out of the other types", "mail.shop.test", HATO_DNS_AAAA, HATO_OUTCOME_FAILED, NULL },
  { "RFC 7505: null MX", "null.test", HATO_DNS_MX, HATO_OUTCOME_ANSWER, "0 ." },
};

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) zone = zone_from (sample, &error);
  const HatoClock clock = { .fixed = 12345 };

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoQuestion) question = hato_question_new_dns (rows[i].name, rows[i].type);
      g_autoptr (HatoEvidence) evidence = hato_zone_answer (zone, question, &clock);

      g_test_message ("%s", rows[i].description);
      g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, rows[i].outcome);
      g_assert_cmpstr (
          evidence->records->len > 0
              ? ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text
              : NULL,
          ==, rows[i].text);
      g_assert_cmpstr (evidence->transport, ==, "zone");
      g_assert_cmpint (evidence->time, ==, 12345);
    }
}

static void
test_details (void)
{
  g_autoptr (HatoZone) zone = zone_from (sample, NULL);
  g_autoptr (HatoQuestion) question = hato_question_new_dns ("shop.test", HATO_DNS_TXT);
  g_autoptr (HatoQuestion) other = hato_question_new_dns ("shop.test", HATO_DNS_A);
  g_autoptr (HatoQuestion) absent = hato_question_new_dns ("over.test", HATO_DNS_TXT);
  g_autoptr (HatoEvidence) evidence = hato_zone_answer (zone, question, NULL);
  g_autoptr (HatoEvidence) gone = hato_zone_answer (zone, absent, NULL);

  g_assert_true (evidence->ad);
  g_assert_cmpuint (evidence->ttl, ==, 60);
  g_assert_true (hato_zone_covers (zone, question));
  g_assert_false (hato_zone_covers (zone, other));
  g_assert_true (hato_zone_covers (zone, absent));
  g_assert_cmpint (hato_evidence_get_outcome (gone), ==, HATO_OUTCOME_NODATA);
}

/* A file that cannot be used says where and why. */
static void
test_bad_files (void)
{
  static const struct
  {
    const char *json;
    const char *part; /* of the message */
  } bad[] = {
    { "", "zone file" },
    { "[]", "names" },
    { "{\"a.test\": 5}", "a.test" },
    { "{\"a.test\": {\"records\": 5}}", "records" },
    { "{\"a.test\": {\"records\": [5]}}", "record" },
    { "{\"a.test\": {\"records\": [{\"type\": \"NOPE\"}]}}", "type" },
    { "{\"a.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2\"}]}}", "address" },
    { "{\"a.test\": {\"records\": [{\"type\": \"A\"}]}}", "address" },
    { "{\"a.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": \"x\"}]}}", "strings" },
    { "{\"a.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [5]}]}}", "strings" },
    { "{\"a.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 1}]}}", "target" },
    { "{\"a.test\": {\"rcode\": \"WHAT\"}}", "rcode" },
    { "{\"a.test\": {\"timeout\": [\"NOPE\"]}}", "timeout" },
    { "{\"a.test\": {\"records\": [{\"type\": \"TXT\"", "zone file" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoZone) zone = zone_from (bad[i].json, &error);

      g_assert_null (zone);
      g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].part));
    }
}

/* A NUL in a string is kept: hostile records hold some. */
static void
test_nul (void)
{
  g_autoptr (HatoZone) zone = zone_from (
      "{\"a.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"x\\u0000y\\\\u0000\"]}]}}",
      NULL);
  g_autoptr (HatoQuestion) question = hato_question_new_dns ("a.test", HATO_DNS_TXT);
  g_autoptr (HatoEvidence) evidence = hato_zone_answer (zone, question, NULL);
  const HatoDnsRecord *record = g_ptr_array_index (evidence->records, 0);

  g_assert_cmpuint (record->size, ==, 9);
  g_assert_true (memcmp (record->bytes, "x\0y\\u0000", 9) == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/rows", test_rows);
  g_test_add_func ("/zone/details", test_details);
  g_test_add_func ("/zone/bad-files", test_bad_files);
  g_test_add_func ("/zone/nul", test_nul);
  return g_test_run ();
}
