/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings entered at the company of the mail, while the domain's are read at another. */
#include "config.h"

#include "dns/elsewhere.h"

#include "fakes/zone-answers.h"

#define ADDRESS   "203.0.113.53"
#define SOA       "{\"type\": \"SOA\", \"data\": \"ns1.other.test. h.d.test. 7 3600 600 86400 900\"}"
#define TXT(text) "{\"type\": \"TXT\", \"strings\": [\"" text "\"]}"
#define ZONE(name_server, here, there)                                                             \
  "{\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 10, \"exchange\": "              \
  "\"sv1.xserver.jp\"},"                                                                           \
  "{\"type\": \"NS\", \"target\": \"" name_server "\"}," SOA here "], \"servers\": {\"" ADDRESS    \
  "\": {" there "}}},"                                                                             \
  "\"ns1.xserver.jp\": {\"records\": [{\"type\": \"A\", \"address\": \"" ADDRESS "\"}]}}"

static const struct
{
  const char *what;
  const char *zone;
  gboolean told;
} rows[] = {
  { "SPF stands at the mail's company, and nowhere else",
    ZONE ("ns1.other.test",
          "",
          "\"records\": [" SOA "," TXT ("v=spf1 include:spf.sender.xserver.jp ~all") "]"),
    TRUE },
  { "another SPF is read",
    ZONE ("ns1.other.test",
          "," TXT ("v=spf1 -all"),
          "\"records\": [" SOA "," TXT ("v=spf1 mx ~all") "]"),
    TRUE },
  { "both say the same",
    ZONE ("ns1.other.test",
          "," TXT ("v=spf1 mx ~all"),
          "\"records\": [" SOA "," TXT ("v=spf1 mx ~all") "]"),
    FALSE },
  { "it knows the domain, and no SPF of it",
    ZONE ("ns1.other.test", "", "\"records\": [" SOA "," TXT ("hello") "]"), FALSE },
  { "it does not know the domain", ZONE ("ns1.other.test", "", "\"rcode\": \"REFUSED\""), FALSE },
  { "it keeps silent: no fact", ZONE ("ns1.other.test", "", "\"timeout\": true"), FALSE },
  { "the mail's company keeps the settings too",
    ZONE ("ns2.xserver.jp", "", "\"records\": [" SOA "," TXT ("v=spf1 mx ~all") "]"), FALSE },
  { "no mail", "{\"d.test\": {\"records\": [{\"type\": \"NS\", \"target\": \"ns1.other.test\"}]}}",
    FALSE },
};

static void
test_rows (void)
{
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_auto (FakeZoneAnswers) fake = { NULL };

      g_test_message ("%s", rows[i].what);
      fake_zone_answers_init (&fake, rows[i].zone, NULL);
      while (!hato_elsewhere_judge (subject, providers, FALSE, answers, findings))
        g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
      g_assert_cmpuint (findings->len, ==, rows[i].told ? 1 : 0);
      if (rows[i].told)
        {
          const HatoFinding *finding = g_ptr_array_index (findings, 0);

          g_assert_cmpstr (finding->code, ==, "dns.edited_elsewhere");
          g_assert_cmpstr (hato_finding_get_argument (finding, "name"), ==, "ns1.xserver.jp");
          g_assert_cmpuint (finding->evidence->len, ==, 3);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/elsewhere/rows", test_rows);
  return g_test_run ();
}
