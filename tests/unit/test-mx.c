/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where mail is delivered: one host that works carries the others (contract, rule 2), and half an answer is no fault. */
#include "config.h"

#include "dns/mx.h"

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 8u
#define MX(host)   "{\"type\": \"MX\", \"preference\": 10, \"exchange\": \"" host "\"}"
#define A(address) "{\"type\": \"A\", \"address\": \"" address "\"}"
#define SPF                                                                                        \
  "{\"type\": \"TXT\", \"strings\": [\"v=spf1 +a:sv1.xserver.jp +mx "                              \
  "include:spf.sender.xserver.jp ~all\"]}"
#define PTR(name)                                                                                  \
  "\"7.100.51.198.in-addr.arpa\": {\"records\": [{\"type\": \"PTR\", \"target\": \"" name "\"}]}"
#define NAME(name, records) "\"" name "\": {\"records\": [" records "]}"

static const struct
{
  const char *description;
  const char *zone;
  const char *codes; /* with their levels, as they stand */
} rows[] = {
  { "a host that works",
    "{" NAME ("d.test", MX ("m.d.test")) "," NAME ("m.d.test", A ("198.51.100.7")) "}",
    "mx.ok ok" },
  { "a private address alone",
    "{" NAME ("d.test", MX ("m.d.test")) "," NAME ("m.d.test", A ("10.0.0.1")) "}",
    "mx.private_ip problem" },
  { "a private address beside one that works",
    "{" NAME ("d.test", MX ("m.d.test")) "," NAME ("m.d.test",
                                                   A ("10.0.0.1") "," A ("198.51.100.7")) "}",
    "mx.private_ip caution" },
  { "a private host beside one that works",
    "{" NAME ("d.test", MX ("m.d.test") "," MX ("n.d.test")) "," NAME (
        "m.d.test",
        A ("10.0.0.1")) "," NAME ("n.d.test", A ("198.51.100.7")) "}",
    "mx.private_ip caution" },
  { "the host does not answer",
    "{" NAME ("d.test", MX ("m.d.test")) ",\"m.d.test\": {\"timeout\": true}}",
    "mx.unchecked unchecked" },
  { "two null MX (RFC 7505 §3)", "{" NAME ("d.test", MX ("") "," MX ("")) "}", "mx.null ok" },
  { "a null MX beside a host",
    "{" NAME ("d.test", MX ("") "," MX ("m.d.test")) "," NAME ("m.d.test", A ("198.51.100.7")) "}",
    "mx.null_and_real problem" },
  { "the domain of the host is gone: anybody may register it (RFC 8020)",
    "{" NAME ("d.test", MX ("m.gone.example")) "}", "mx.nxdomain problem" },
  { "the host's domain is there",
    "{" NAME ("d.test", MX ("m.there.example")) "," NAME ("there.example", A ("198.51.100.7")) "}",
    "mx.no_address problem" },
  { "the bare domain (field, cause 8)",
    "{" NAME ("d.test", MX ("d.test") "," A ("198.51.100.7")) "}",
    "mx.bare_domain advice, mx.ok ok" },
  { "the bare domain, and the website is at the mail host",
    "{" NAME ("d.test",
              MX ("d.test") "," A ("198.51.100.7") "," SPF) "," NAME ("sv1.xserver.jp",
                                                                      A ("198.51.100.7")) "}",
    "mx.bare_domain advice, mx.ok ok" },
  { "another address of the same host, by its name",
    "{" NAME ("d.test", MX ("d.test") "," A ("198.51.100.7") "," SPF) "," NAME (
        "sv1.xserver.jp",
        A ("198.51.100.8")) "," PTR ("sv2.xserver.jp") "}",
    "mx.bare_domain advice, mx.ok ok" },
  { "the website has left the mail host",
    "{" NAME ("d.test", MX ("d.test") "," A ("198.51.100.7") "," SPF) "," NAME (
        "sv1.xserver.jp",
        A ("198.51.100.8")) "," PTR ("cdn.example") "}",
    "mx.follows_website problem" },
  { "the website's name did not come: no fault",
    "{" NAME ("d.test", MX ("d.test") "," A ("198.51.100.7") "," SPF) "," NAME (
        "sv1.xserver.jp",
        A ("198.51.100.8")) ", \"7.100.51.198.in-addr.arpa\": {\"timeout\": true}}",
    "mx.bare_domain advice, mx.ok ok" },
  { "an old host beside the new service",
    "{" NAME ("d.test", MX ("aspmx.l.google.com") "," MX ("sv1.xserver.jp")) "," NAME (
        "aspmx.l.google.com",
        A ("198.51.100.7")) "," NAME ("sv1.xserver.jp", A ("198.51.100.8")) "}",
    "mx.leftover caution" },
  { "the bare domain beside the new service",
    "{" NAME ("d.test",
              MX ("aspmx.l.google.com") "," MX ("d.test") "," A (
                  "198.51.100.8")) "," NAME ("aspmx.l.google.com", A ("198.51.100.7")) "}",
    "mx.bare_domain advice, mx.leftover caution" },
  { "two hosts of one service",
    "{" NAME ("d.test", MX ("aspmx.l.google.com") "," MX ("alt1.aspmx.l.google.com")) "," NAME (
        "aspmx.l.google.com",
        A ("198.51.100.7")) "," NAME ("alt1.aspmx.l.google.com", A ("198.51.100.8")) "}",
    "mx.ok ok" },
  { "an own server as a second one is nobody's leftover",
    "{" NAME ("d.test", MX ("aspmx.l.google.com") "," MX ("mail.d.test")) "," NAME (
        "aspmx.l.google.com",
        A ("198.51.100.7")) "," NAME ("mail.d.test", A ("198.51.100.8")) "}",
    "mx.ok ok" },
  { "two hosting companies",
    "{" NAME ("d.test", MX ("sv1.xserver.jp") "," MX ("www1.sakura.ne.jp")) "," NAME (
        "sv1.xserver.jp",
        A ("198.51.100.7")) "," NAME ("www1.sakura.ne.jp", A ("198.51.100.8")) "}",
    "mx.leftover caution" },
};

static void
test_rows (void)
{
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (FakeZoneAnswers) fake = { 0 };
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_autoptr (GString) codes = g_string_new (NULL);

      fake_zone_answers_init (&fake, rows[i].zone, NULL);
      for (guint round = 0; !hato_mx_judge (subject, providers, answers, findings); round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
        }
      for (guint j = 0; j < findings->len; j++)
        {
          const HatoFinding *finding = g_ptr_array_index (findings, j);

          g_string_append_printf (codes, "%s%s %s", j > 0 ? ", " : "", finding->code,
                                  hato_level_to_string (finding->level));
        }
      g_test_message ("%s", rows[i].description);
      g_assert_cmpstr (codes->str, ==, rows[i].codes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mx/rows", test_rows);
  return g_test_run ();
}
