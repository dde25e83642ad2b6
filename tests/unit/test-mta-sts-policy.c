/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "records/mta-sts-policy.h"

#define POLICY_SIZE_MAX 65536u
#define REST            "max_age: 1\n"
#define HEAD            "version: STSv1\nmode: enforce\n"

/* RFC 8461 §3.2. */
static const struct
{
  const char *description;
  const char *text;
  gboolean is_record;
  gboolean valid;
  const char *code; /* (nullable): of the first note */
} rows[] = {
  { "a policy", HEAD "mx: mail.x.test\n" REST, TRUE, TRUE, NULL },
  { "CRLF, and none at the end", "version: STSv1\r\nmode: enforce\r\nmx: mail.x.test\r\nmax_age: 1",
    TRUE, TRUE, NULL },
  { "no space behind colons, spaces behind values",
    "version:STSv1 \nmode:\tenforce\t\nmx:mail.x.test\nmax_age:1\n", TRUE, TRUE, NULL },
  { "another order", "max_age: 1\nmx: mail.x.test\nmode: enforce\nversion: STSv1\n", TRUE, TRUE,
    NULL },
  { "a wildcard", HEAD "mx: *.x.test\n" REST, TRUE, TRUE, NULL },
  { "an extension", HEAD "mx: mail.x.test\na: b c\n" REST, TRUE, TRUE, NULL },
  { "an extension of 32 characters",
    HEAD "mx: mail.x.test\na2345678901234567890123456789012: 1\n" REST, TRUE, TRUE, NULL },
  { "… and of 33", HEAD "mx: mail.x.test\na23456789012345678901234567890123: 1\n" REST, TRUE, FALSE,
    "mta-sts.bad_policy" },
  { "none needs no mx", "version: STSv1\nmode: none\nmax_age: 1\n", TRUE, TRUE, NULL },
  { "testing", "version: STSv1\nmode: testing\nmx: mail.x.test\n" REST, TRUE, TRUE,
    "mta-sts.mode_testing" },
  { "of repeated fields the first counts", HEAD "mode: none\nmx: mail.x.test\n" REST, TRUE, TRUE,
    NULL },
  { "10 digits of age", HEAD "mx: mail.x.test\nmax_age: 9999999999\n", TRUE, TRUE, NULL },
  { "11 digits", HEAD "mx: mail.x.test\nmax_age: 99999999999\n", TRUE, FALSE,
    "mta-sts.bad_policy" },
  { "an age in words", HEAD "mx: mail.x.test\nmax_age: 1d\n", TRUE, FALSE, "mta-sts.bad_policy" },
  { "no version", "mode: enforce\nmx: mail.x.test\n" REST, FALSE, FALSE, "mta-sts.bad_policy" },
  { "version 2", "version: STSv2\nmode: enforce\nmx: mail.x.test\n" REST, FALSE, FALSE,
    "mta-sts.bad_policy" },
  { "no mode", "version: STSv1\nmx: mail.x.test\n" REST, TRUE, FALSE, "mta-sts.bad_policy" },
  { "a mode that is none", "version: STSv1\nmode: strict\nmx: mail.x.test\n" REST, TRUE, FALSE,
    "mta-sts.bad_policy" },
  { "no mx", HEAD REST, TRUE, FALSE, "mta-sts.bad_policy" },
  { "an address for a name", HEAD "mx: 192.0.2.1:25\n" REST, TRUE, FALSE, "mta-sts.bad_policy" },
  { "two stars", HEAD "mx: *.*.x.test\n" REST, TRUE, FALSE, "mta-sts.bad_policy" },
  { "a star in a label", HEAD "mx: mail*.x.test\n" REST, TRUE, FALSE, "mta-sts.bad_policy" },
  { "no colon", HEAD "mx mail.x.test\n" REST, TRUE, FALSE, "mta-sts.bad_policy" },
  { "no age", HEAD "mx: mail.x.test\n", TRUE, FALSE, "mta-sts.bad_policy" },
  { "a web page", "<!doctype html><html></html>", FALSE, FALSE, "mta-sts.policy_html" },
  { "a web page behind a byte order mark", "\xef\xbb\xbf\n<html>", FALSE, FALSE,
    "mta-sts.policy_html" },
  { "nothing", "", FALSE, FALSE, "mta-sts.bad_policy" },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoMtaStsPolicy) policy =
          hato_mta_sts_policy_parse (rows[i].text, strlen (rows[i].text));
      const char *code =
          policy->notes->len > 0 ? g_array_index (policy->notes, HatoNote, 0).code : NULL;

      g_test_message ("%s", rows[i].description);
      g_assert_cmpint (policy->is_record, ==, rows[i].is_record);
      g_assert_cmpint (policy->valid, ==, rows[i].valid);
      g_assert_cmpstr (code, ==, rows[i].code);
    }
}

/* The line that is wrong is the one that is marked. */
static void
test_marks (void)
{
  const char *text = "version: STSv1\r\nmode: strict\r\nmx: mail.x.test\r\nmax_age: 1\r\n";
  g_autoptr (HatoMtaStsPolicy) policy = hato_mta_sts_policy_parse (text, strlen (text));
  const HatoNote *note = &g_array_index (policy->notes, HatoNote, 0);
  g_autofree char *marked = g_strndup (text + note->start, note->end - note->start);

  g_assert_cmpstr (marked, ==, "mode: strict");
}

/* §4.1: a star stands for one label, at the left. */
static void
test_matches (void)
{
  const char *text = HEAD "mx: Mail.X.test\nmx: *.y.test\n" REST;
  g_autoptr (HatoMtaStsPolicy) policy = hato_mta_sts_policy_parse (text, strlen (text));

  g_assert_true (hato_mta_sts_policy_matches (policy, "mail.x.test"));
  g_assert_false (hato_mta_sts_policy_matches (policy, "x.test"));
  g_assert_false (hato_mta_sts_policy_matches (policy, "a.mail.x.test"));
  g_assert_true (hato_mta_sts_policy_matches (policy, "mail.y.test"));
  g_assert_false (hato_mta_sts_policy_matches (policy, "y.test"));
  g_assert_false (hato_mta_sts_policy_matches (policy, "a.mail.y.test"));
}

static void
test_written_back (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoMtaStsPolicy) policy =
          hato_mta_sts_policy_parse (rows[i].text, strlen (rows[i].text));
      g_autofree char *written = hato_mta_sts_policy_to_string (policy);
      g_autoptr (HatoMtaStsPolicy) again = NULL;
      g_autofree char *twice = NULL;

      g_assert_cmpint (written != NULL, ==, policy->valid);
      if (written == NULL)
        continue;
      again = hato_mta_sts_policy_parse (written, strlen (written));
      twice = hato_mta_sts_policy_to_string (again);
      g_assert_cmpstr (written, ==, twice);
      g_assert_cmpint (again->mode, ==, policy->mode);
      g_assert_cmpuint (again->mx->len, ==, policy->mx->len);
    }
}

/* §3.3: both sides of the size that is read. */
static void
test_limit (void)
{
  g_autoptr (GString) text = g_string_new (HEAD "mx: mail.x.test\n" REST "a: ");
  g_autoptr (HatoMtaStsPolicy) most = NULL;
  g_autoptr (HatoMtaStsPolicy) more = NULL;

  while (text->len < POLICY_SIZE_MAX)
    g_string_append_c (text, 'x');
  most = hato_mta_sts_policy_parse (text->str, text->len);
  g_string_append_c (text, 'x');
  more = hato_mta_sts_policy_parse (text->str, text->len);
  g_assert_true (most->valid);
  g_assert_false (more->valid);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mta-sts-policy/limit", test_limit);
  g_test_add_func ("/mta-sts-policy/marks", test_marks);
  g_test_add_func ("/mta-sts-policy/matches", test_matches);
  g_test_add_func ("/mta-sts-policy/rows", test_rows);
  g_test_add_func ("/mta-sts-policy/written-back", test_written_back);
  return g_test_run ();
}
