/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the company that keeps the mail is in the list. */
#include "config.h"

#include "dns/spf-mailhost.h"

#include <string.h>

#include "dns/spf.h"
#include "fakes/zone-answers.h"

#define ROUNDS_MAX 16u
#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"
#define DOMAIN(text, mx)                                                                           \
  "\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text                           \
  "\"]}, {\"type\": \"MX\", \"preference\": 5, \"exchange\": \"" mx                                \
  "\"}, {\"type\": \"MX\", \"preference\": 20, \"exchange\": \"mx.other.test\"}]}"
#define GOOGLE                                                                                     \
  TXT ("_spf.google.com", "v=spf1 include:_netblocks.google.com ~all")                             \
  "," TXT ("_netblocks.google.com", "v=spf1 ip4:209.85.128.0/17 ~all")
#define MICROSOFT TXT ("spf.protection.outlook.com", "v=spf1 ip4:40.92.0.0/15 -all")
#define XSERVER   TXT ("spf.sender.xserver.jp", "v=spf1 ip4:203.0.113.16/28 ~all")
#define WORLD     "," GOOGLE "," MICROSOFT "," XSERVER "}"

static const struct
{
  const char *description;
  const char *zone;
  const char *ip;   /* (nullable): that is known to send */
  const char *code; /* (nullable) */
  HatoLevel level;
} rows[] = {
  { "moved to Google, the old host alone is in the list",
    "{" DOMAIN ("v=spf1 ip4:192.0.2.1 ~all", "aspmx.l.google.com") WORLD, NULL,
    "spf.mailhost_not_covered", HATO_LEVEL_PROBLEM },
  { "moved to Microsoft",
    "{" DOMAIN ("v=spf1 ip4:192.0.2.1 -all", "d-test.mail.protection.outlook.com") WORLD, NULL,
    "spf.mailhost_not_covered", HATO_LEVEL_PROBLEM },
  { "mail is known to leave elsewhere, and passes",
    "{" DOMAIN ("v=spf1 ip4:192.0.2.1 ~all", "aspmx.l.google.com") WORLD, "192.0.2.1",
    "spf.mailhost_not_covered", HATO_LEVEL_CAUTION },
  { "Google included",
    "{" DOMAIN ("v=spf1 include:_spf.google.com ~all", "aspmx.l.google.com") WORLD, NULL, NULL, 0 },
  { "Google by a redirect",
    "{" DOMAIN ("v=spf1 redirect=_spf.google.com", "aspmx.l.google.com") WORLD, NULL, NULL, 0 },
  { "Google included by another list",
    "{" DOMAIN ("v=spf1 include:all.test ~all",
                "aspmx.l.google.com") "," TXT ("all.test", "v=spf1 include:_spf.google.com ~all")
        WORLD,
    NULL, NULL, 0 },
  { "its networks written out",
    "{" DOMAIN ("v=spf1 ip4:209.85.128.0/17 ~all", "aspmx.l.google.com") WORLD, NULL, NULL, 0 },
  { "mail leaves through a sending service",
    "{" DOMAIN ("v=spf1 include:sendgrid.net ~all",
                "aspmx.l.google.com") "," TXT ("sendgrid.net", "v=spf1 ip4:167.89.0.0/17 ~all")
        WORLD,
    NULL, NULL, 0 },
  { "nobody may send", "{" DOMAIN ("v=spf1 -all", "aspmx.l.google.com") WORLD, NULL, NULL, 0 },
  { "a record that cannot be read has one fault",
    "{" DOMAIN ("v=spf1 ipv4:192.0.2.1 ~all", "aspmx.l.google.com") WORLD, NULL, NULL, 0 },
  { "an MX of nobody that is known", "{" DOMAIN ("v=spf1 ip4:192.0.2.1 ~all", "mx.d.test") WORLD,
    NULL, NULL, 0 },
  { "a gateway that only receives",
    "{" DOMAIN ("v=spf1 ip4:192.0.2.1 ~all",
                "cluster1.messagelabs.com") "," TXT ("spf.messagelabs.com",
                                                     "v=spf1 ip4:198.51.100.0/24 ~all") WORLD,
    NULL, NULL, 0 },
  { "a host's relay is left out",
    "{" DOMAIN ("v=spf1 ip4:192.0.2.1 ~all", "sv123.xserver.jp") WORLD, NULL,
    "spf.relay_include_missing", HATO_LEVEL_CAUTION },
  { "… seen by the record's own host alone",
    "{" DOMAIN ("v=spf1 +a:sv123.xserver.jp ~all",
                "mx.d.test") ","
                             "\"sv123.xserver.jp\": {\"records\": [{\"type\": \"A\", \"address\": "
                             "\"192.0.2.7\"}]}" WORLD,
    NULL, "spf.relay_include_missing", HATO_LEVEL_CAUTION },
  { "the host's own line",
    "{" DOMAIN ("v=spf1 +a:sv123.xserver.jp include:spf.sender.xserver.jp ~all",
                "sv123.xserver.jp") ","
                                    "\"sv123.xserver.jp\": {\"records\": [{\"type\": \"A\", "
                                    "\"address\": \"192.0.2.7\"}]}" WORLD,
    NULL, NULL, 0 },
  { "the company's list is not there to compare with",
    "{" DOMAIN ("v=spf1 ip4:192.0.2.1 ~all", "aspmx.l.google.com") "}", NULL, NULL, 0 },
  { "it times out",
    "{" DOMAIN ("v=spf1 ip4:192.0.2.1 ~all",
                "aspmx.l.google.com") ", \"_spf.google.com\": {\"timeout\": true}}",
    NULL, NULL, 0 },
};

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (&error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      const HatoFinding *found = NULL;

      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strsplit (rows[i].ip != NULL ? rows[i].ip : "", " ", -1);
      fake_zone_answers_init (&zone, rows[i].zone, NULL);
      for (guint round = 0; !hato_spf_judge (subject, providers, answers, findings); round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), >, 0);
        }
      for (guint j = 0; j < findings->len; j++)
        {
          const HatoFinding *finding = g_ptr_array_index (findings, j);

          if (strcmp (finding->code, "spf.mailhost_not_covered") == 0
              || strcmp (finding->code, "spf.relay_include_missing") == 0)
            found = finding;
        }
      g_test_message ("%s: %s", rows[i].description, found != NULL ? found->code : "nothing");
      g_assert_cmpstr (found != NULL ? found->code : NULL, ==, rows[i].code);
      if (found != NULL)
        {
          g_assert_cmpint (found->level, ==, rows[i].level);
          g_assert_cmpuint (found->evidence->len, >=, 1);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf-mailhost/rows", test_rows);
  return g_test_run ();
}
