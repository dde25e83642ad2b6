/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/zone.h"

#include <glib/gstdio.h>
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
    { "{\"a.test\": {}, \"A.test.\": {}}", "twice" },
    { "{\"a.test\": {\"ad\": 1}}", "ad" },
    { "{\"a.test\": {\"timeout\": 1}}", "timeout" },
    { "{\"a.test\": {\"timeout_other_types\": []}}", "timeout_other_types" },
    { "{\"a.test\": {\"rcode\": 2}}", "rcode" },
    { "{\"a.test\": {\"records\": [{\"type\": \"TXT\", \"absent\": \"yes\"}]}}", "absent" },
    { "{\"a.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [], \"ttl\": -1}]}}", "ttl" },
    { "{\"a.test\": {\"records\": [{\"type\": \"MX\", \"exchange\": \"m\", \"preference\": "
      "65536}]}}",
      "preference" },
    { "{\"a.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": []}, {\"type\": \"A\"}]}}",
      "record 2" },
    { "{\"a.test\": {\"records\": [{\"type\": \"SOA\", \"data\": \"a. b. 1 2 3 4\"}]}}", "SOA" },
    { "{\"a.test\": {\"records\": [{\"type\": \"SOA\", \"data\": \"a. b. 1 2 3 4 5 6\"}]}}",
      "SOA" },
    { "{\"a.test\": {\"records\": [{\"type\": \"TLSA\", \"data\": \"\\u009b\"}]}}", "ASCII" },
    { "{\"a.test\": // who\n {}}", "line 1" },
    { "{\n\"a.test\": {\n\"records", "line 3" },
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

static HatoEvidence *
answer (const char *json, const char *name, guint16 type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) zone = zone_from (json, &error);
  g_autoptr (HatoQuestion) question = hato_question_new_dns (name, type);

  g_assert_no_error (error);
  return hato_zone_answer (zone, question, NULL);
}

/* RFC 2308 §5: what is not there is not there for as long as the SOA record says; an alias on the way may live shorter. */
static void
test_negative_ttl (void)
{
  static const char json[] =
      "{\"shop.test\": {\"records\": [{\"type\": \"SOA\", \"ttl\": 900, "
      "\"data\": \"NS.shop.test. h.shop.test. 1 2 3 4 600\"}]}, \"a.shop.test\": {\"records\": "
      "[{\"type\": \"CNAME\", \"ttl\": 60, \"target\": \"b.shop.test\"}]}, \"other.test\": {}, "
      "\"short.test\": {\"records\": [{\"type\": \"SOA\", \"ttl\": 30, \"data\": \"a. b. 1 2 3 4 "
      "600\"}]}}";
  static const struct
  {
    const char *name;
    guint32 ttl;
  } ttls[] = {
    { "shop.test", 600 },  { "no.such.shop.test", 600 }, { "a.shop.test", 60 },
    { "x.other.test", 0 }, { "x.short.test", 30 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ttls); i++)
    {
      g_autoptr (HatoEvidence) evidence = answer (json, ttls[i].name, HATO_DNS_TXT);

      g_assert_cmpuint (evidence->records->len, ==, 0);
      g_assert_cmpuint (evidence->ttl, ==, ttls[i].ttl);
    }

  g_autoptr (HatoEvidence) soa = answer (json, "shop.test", HATO_DNS_SOA);

  g_assert_cmpstr (((const HatoDnsRecord *) g_ptr_array_index (soa->records, 0))->target, ==,
                   "ns.shop.test");
}

/* RFC 4035 §3.2.3: an answer is validated when all of it is, the alias on the way included. */
static void
test_validated (void)
{
  static const char json[] =
      "{\"d.test\": {\"ad\": true, \"records\": [{\"type\": \"TXT\", \"strings\": [\"x\"]}]}, "
      "\"good.test\": {\"ad\": true, \"records\": [{\"type\": \"CNAME\", \"target\": "
      "\"d.test\"}]}, "
      "\"bad.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"d.test\"}]}}";
  g_autoptr (HatoEvidence) straight = answer (json, "d.test", HATO_DNS_TXT);
  g_autoptr (HatoEvidence) good = answer (json, "good.test", HATO_DNS_TXT);
  g_autoptr (HatoEvidence) bad = answer (json, "bad.test", HATO_DNS_TXT);
  g_autoptr (HatoEvidence) none = answer (json, "none.test", HATO_DNS_TXT);

  g_assert_true (straight->ad);
  g_assert_true (good->ad);
  g_assert_false (bad->ad);
  g_assert_false (none->ad);
}

/* The root is there, even where the file does not name it; odd bytes of names stay printable. */
static void
test_odd_names (void)
{
  g_autoptr (HatoEvidence) root = answer ("{\"a.test\": {}}", "", HATO_DNS_NS);
  g_autoptr (HatoEvidence) odd = answer (
      "{\"a.test\": {\"records\": [{\"type\": \"PTR\", \"target\": \"\\u001b[31m x.test\"}]}}",
      "a.test", HATO_DNS_PTR);

  g_assert_cmpint (hato_evidence_get_outcome (root), ==, HATO_OUTCOME_NODATA);
  g_assert_cmpstr (((const HatoDnsRecord *) g_ptr_array_index (odd->records, 0))->text, ==,
                   "\\027[31m\\032x.test.");
}

/* What one server answers instead: record sets, failures for all below, answers without authority. */
static void
test_servers (void)
{
  static const char json[] =
      "{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"new\"]}, {\"type\": \"A\", "
      "\"address\": \"192.0.2.1\"}], \"servers\": {\"192.0.2.51\": {\"records\": [{\"type\": "
      "\"TXT\", \"strings\": [\"old\"]}]}, \"192.0.2.52\": {\"rcode\": \"REFUSED\"}, "
      "\"192.0.2.53\": {\"timeout\": true}, \"192.0.2.54\": {\"aa\": false}, \"192.0.2.55\": "
      "{\"records\": [{\"type\": \"TXT\", \"absent\": true}]}}}, \"a.d.test\": {\"records\": "
      "[{\"type\": \"TXT\", \"strings\": [\"a\"]}]}}";
  static const struct
  {
    const char *server;
    const char *name;
    const char *text; /* NULL = none */
    const char *reason;
    HatoOutcome outcome;
    gboolean aa;
  } asked[] = {
    { NULL, "d.test", "\"new\"", NULL, HATO_OUTCOME_ANSWER, FALSE },
    { "192.0.2.50", "d.test", "\"new\"", NULL, HATO_OUTCOME_ANSWER, TRUE },
    { "192.0.2.51", "d.test", "\"old\"", NULL, HATO_OUTCOME_ANSWER, TRUE },
    { "192.0.2.51", "a.d.test", "\"a\"", NULL, HATO_OUTCOME_ANSWER, TRUE },
    { "192.0.2.52", "d.test", NULL, "refused", HATO_OUTCOME_FAILED, TRUE },
    { "192.0.2.52", "a.d.test", NULL, "refused", HATO_OUTCOME_FAILED, TRUE },
    { "192.0.2.53", "a.d.test", NULL, "timeout", HATO_OUTCOME_FAILED, TRUE },
    { "192.0.2.54", "a.d.test", "\"a\"", NULL, HATO_OUTCOME_ANSWER, FALSE },
    { "192.0.2.55", "d.test", NULL, NULL, HATO_OUTCOME_NODATA, TRUE },
    { "192.0.2.55", "gone.test", NULL, NULL, HATO_OUTCOME_NXDOMAIN, TRUE },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) zone = zone_from (json, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (HatoQuestion) question = hato_question_new (
          HATO_QUESTION_DNS, asked[i].name, HATO_DNS_TXT, asked[i].server, HATO_QUESTION_PLAIN);
      g_autoptr (HatoEvidence) evidence = hato_zone_answer (zone, question, NULL);

      g_test_message ("%s at %s", asked[i].name, asked[i].server != NULL ? asked[i].server : "all");
      g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, asked[i].outcome);
      g_assert_cmpstr (hato_evidence_get_reason (evidence), ==, asked[i].reason);
      g_assert_cmpint (evidence->aa, ==, asked[i].aa);
      if (asked[i].text != NULL)
        g_assert_cmpstr (((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text,
                         ==, asked[i].text);
    }
}

/* limits T23: no file makes the program fall over or takes all memory; each limit from both sides. */
static void
test_limits (void)
{
  static const struct
  {
    const char *description;
    const char *before, *piece, *after;
    guint most; /* pieces that are read */
  } limits[] = {
    { "lists in lists", "{\"a.test\": {\"x\":", "[", NULL, 14 },
    { "values", "{\"a.test\": {\"x\": [0", ",0", "]}}", 499997 },
    { "length of a name", "{\"", "a", "\": {}}", 1024 },
    { "labels of a name", "{\"", "a.", "\": {}}", 512 },
    { "records at a name", "{\"a.test\": {\"records\": [{\"type\":\"TXT\",\"strings\":[]}",
      ",{\"type\":\"TXT\",\"strings\":[]}", "]}}", 999 },
    { "strings of a record", "{\"a.test\": {\"records\": [{\"type\":\"TXT\",\"strings\":[\"\"",
      ",\"\"", "]}]}}", 999 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    for (guint over = 0; over <= 1; over++)
      {
        g_autoptr (GString) json = g_string_new (limits[i].before);
        g_autoptr (GError) error = NULL;
        g_autoptr (HatoZone) zone = NULL;

        for (guint j = 0; j < limits[i].most + over; j++)
          g_string_append (json, limits[i].piece);
        for (guint j = 0; limits[i].after == NULL && j < limits[i].most + over; j++)
          g_string_append_c (json, ']');
        g_string_append (json, limits[i].after != NULL ? limits[i].after : "}}");
        zone = zone_from (json->str, &error);
        g_test_message ("%s: %s", limits[i].description, error != NULL ? error->message : "read");
        g_assert_cmpint (zone != NULL, ==, over == 0);
      }
}

/* The same from a file, and what is no file. */
static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hatobin-zone-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "zone.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) zone = NULL;
  g_autoptr (HatoZone) none = NULL;

  g_assert_true (g_file_set_contents (path, sample, -1, NULL));
  zone = hato_zone_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (zone);
  g_assert_cmpint (g_remove (path), ==, 0);
  none = hato_zone_new_from_file (path, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (hato_zone_new_from_file (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_null (hato_zone_new_from_file ("/dev/zero", &error));
  g_assert_error (error, HATO_ERROR, HATO_ERROR_TOO_BIG);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/rows", test_rows);
  g_test_add_func ("/zone/details", test_details);
  g_test_add_func ("/zone/bad-files", test_bad_files);
  g_test_add_func ("/zone/nul", test_nul);
  g_test_add_func ("/zone/negative-ttl", test_negative_ttl);
  g_test_add_func ("/zone/validated", test_validated);
  g_test_add_func ("/zone/odd-names", test_odd_names);
  g_test_add_func ("/zone/servers", test_servers);
  g_test_add_func ("/zone/limits", test_limits);
  g_test_add_func ("/zone/files", test_files);
  return g_test_run ();
}
