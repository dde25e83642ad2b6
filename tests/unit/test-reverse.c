/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reverse names: what is said does not depend on which answer came first. */
#include "config.h"

#include "dns/reverse.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 20u
#define ORDERS     24u

#define PTR(name) "{\"type\": \"PTR\", \"target\": \"" name "\"}"
#define REVERSE(names)                                                                             \
  "\"10.2.0.192.in-addr.arpa\": {\"records\": [" names "]}, \"www.d.test\": {\"records\": []}"
#define A(name, ip)   ", \"" name "\": {\"records\": [{\"type\": \"A\", \"address\": \"" ip "\"}]}"
#define TIMEOUT(name) ", \"" name "\": {\"timeout\": true}"

/* In the records' order, which is that of their text: the line's name stands first. */
#define LINE  "192-0-2-10.isp.test"
#define OWN   "mail.d.test"
#define OTHER "www.d.test"

static const struct
{
  const char *description;
  const char *zone;
  const char *again; /* (nullable): second answers where they differ */
  const char *code;
  const char *name;     /* (nullable): the argument */
  const char *reason;   /* (nullable): the argument */
  const char *evidence; /* names cited, in order; "2" = the second answer */
} rows[] = {
  { "the line's name and an own one: the own one counts",
    REVERSE (PTR (LINE) "," PTR (OWN)) A (LINE, "192.0.2.10") A (OWN, "192.0.2.10"), NULL, "ptr.ok",
    OWN, NULL, "10.2.0.192.in-addr.arpa " OWN },
  { "two own names: the first in order",
    REVERSE (PTR (OTHER) "," PTR (OWN)) A (OTHER, "192.0.2.10") A (OWN, "192.0.2.10"), NULL,
    "ptr.ok", OWN, NULL, "10.2.0.192.in-addr.arpa " OWN },
  { "only the line's name leads back",
    REVERSE (PTR (LINE) "," PTR (OWN)) A (LINE, "192.0.2.10") A (OWN, "192.0.2.9"), NULL,
    "ptr.generic", LINE, NULL, "10.2.0.192.in-addr.arpa " LINE },
  { "the line's name leads back, the own one timed out: it might be in order",
    REVERSE (PTR (LINE) "," PTR (OWN)) A (LINE, "192.0.2.10") TIMEOUT (OWN), NULL, "ptr.unchecked",
    NULL, "timeout", "10.2.0.192.in-addr.arpa " OWN },
  { "the line's name leads back, another of the line timed out: no difference",
    REVERSE (PTR (LINE) "," PTR ("p192-0-2-10.isp.test")) A (LINE, "192.0.2.10")
        TIMEOUT ("p192-0-2-10.isp.test"),
    NULL, "ptr.generic", LINE, NULL, "10.2.0.192.in-addr.arpa " LINE },
  { "an own name leads back, another timed out",
    REVERSE (PTR (OWN) "," PTR (OTHER)) A (OTHER, "192.0.2.10") TIMEOUT (OWN), NULL, "ptr.ok",
    OTHER, NULL, "10.2.0.192.in-addr.arpa " OTHER },
  { "two time-outs: the first in order",
    REVERSE (PTR (OWN) "," PTR (OTHER)) TIMEOUT (OTHER) TIMEOUT (OWN), NULL, "ptr.unchecked", NULL,
    "timeout", "10.2.0.192.in-addr.arpa " OWN },
  { "one leads elsewhere, one timed out",
    REVERSE (PTR (OWN) "," PTR (OTHER)) A (OWN, "192.0.2.9") TIMEOUT (OTHER), NULL, "ptr.unchecked",
    NULL, "timeout", "10.2.0.192.in-addr.arpa " OTHER },
  { "none leads back: every name asked again and cited",
    REVERSE (PTR (OWN) "," PTR (OTHER)) A (OWN, "192.0.2.9") A (OTHER, "192.0.2.8"), NULL,
    "ptr.not_forward_confirmed", OWN, NULL,
    "10.2.0.192.in-addr.arpa " OWN " " OWN "2 " OTHER " " OTHER "2" },
  { "none leads back, the first differs when asked again",
    REVERSE (PTR (OWN) "," PTR (OTHER)) A (OWN, "192.0.2.9") A (OTHER, "192.0.2.8"),
    REVERSE ("") A (OWN, "192.0.2.10") A (OTHER, "192.0.2.8"), "ptr.unchecked", NULL,
    "answers_differ", OWN " " OWN "2" },
  { "none leads back, the last differs when asked again",
    REVERSE (PTR (OWN) "," PTR (OTHER)) A (OWN, "192.0.2.9") A (OTHER, "192.0.2.8"),
    REVERSE ("") A (OWN, "192.0.2.9") TIMEOUT (OTHER), "ptr.unchecked", NULL, "timeout",
    OTHER " " OTHER "2" },
  { "both differ when asked again: the first in order",
    REVERSE (PTR (OWN) "," PTR (OTHER)) A (OWN, "192.0.2.9") A (OTHER, "192.0.2.8"), REVERSE (""),
    "ptr.unchecked", NULL, "answers_differ", OWN " " OWN "2" },
};

static char *
list_evidence (const HatoFinding *finding)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (finding->evidence, i);

      g_string_append_printf (list, "%s%s%s", i == 0 ? "" : " ", evidence->question->name,
                              (evidence->question->flags & HATO_QUESTION_AGAIN) != 0 ? "2" : "");
    }
  return g_string_free (list, FALSE);
}

static void
test_any_order (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows) * ORDERS; i++)
    {
      gsize row = i / ORDERS;
      g_autofree char *zone = g_strconcat ("{", rows[row].zone, "}", NULL);
      g_autofree char *again =
          g_strconcat ("{", rows[row].again != NULL ? rows[row].again : rows[row].zone, "}", NULL);
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_autoptr (GRand) lots = g_rand_new_with_seed ((guint32) i);
      g_auto (FakeZoneAnswers) fake = { 0 };
      g_autofree char *evidence = NULL;
      HatoSubject *subject = hato_subject_new ("d.test", "d.test");
      const HatoFinding *finding;

      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit ("192.0.2.10", " ", -1);
      fake_zone_answers_init (&fake, zone, again);
      for (guint round = 0; !hato_reverse_judge (subject, answers, findings); round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (findings->len, ==, 0);
          g_assert_cmpuint (fake_zone_answers_bring_one (&fake, answers, lots), >, 0);
        }

      g_test_message ("%s", rows[row].description);
      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, rows[row].code);
      g_assert_cmpstr (hato_finding_get_argument (finding, "name"), ==, rows[row].name);
      g_assert_cmpstr (hato_finding_get_argument (finding, "reason"), ==, rows[row].reason);
      evidence = list_evidence (finding);
      g_assert_cmpstr (evidence, ==, rows[row].evidence);
      hato_subject_free (subject);
    }
}

/* RFC 7208 §4.6.4 for ptr: ten names are looked at. */
static void
test_limit (void)
{
  for (guint n = 10; n <= 11; n++)
    {
      g_autoptr (GString) zone =
          g_string_new ("{\"10.2.0.192.in-addr.arpa\": {\"records\": [" PTR ("a00.d.test"));
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_auto (FakeZoneAnswers) fake = { 0 };
      HatoSubject *subject = hato_subject_new ("d.test", "d.test");

      for (guint i = 1; i < n; i++)
        g_string_append_printf (zone, "," PTR ("a%02u.d.test"), i);
      g_string_append_printf (zone, "]}" A ("a%02u.d.test", "192.0.2.10") "}", n - 1);
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit ("192.0.2.10", " ", -1);
      fake_zone_answers_init (&fake, zone->str, NULL);
      for (guint round = 0; !hato_reverse_judge (subject, answers, findings); round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
        }
      g_assert_cmpuint (findings->len, ==, 1);
      g_assert_cmpstr (((const HatoFinding *) g_ptr_array_index (findings, 0))->code, ==,
                       n == 10 ? "ptr.ok" : "ptr.not_forward_confirmed");
      hato_subject_free (subject);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reverse/any-order", test_any_order);
  g_test_add_func ("/reverse/limit", test_limit);
  return g_test_run ();
}
