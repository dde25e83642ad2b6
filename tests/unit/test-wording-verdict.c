/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headline: there is one for whatever leads, in both languages, and it shows only what its finding has. */
#include "config.h"

#include "advice/wording-verdict.h"

#include <string.h>

#include "findings/wording.h"

#define SENTENCES_MAX 2 /* product U4 */

static guint
count (const char *text, const char *needle)
{
  guint n = 0;

  for (const char *at = strstr (text, needle); at != NULL; at = strstr (at + 1, needle))
    n++;
  return n;
}

/* A headline's place must be one that the finding's own texts have too: its maker hands that in. */
static void
check_places (const HatoWording *wording, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "{", -1);
  g_autofree char *own =
      g_strconcat (wording->meaning, wording->action, wording->details, "{subject}", NULL);

  for (guint i = 1; parts[i] != NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("{%.*s}", (int) strcspn (parts[i], "}"), parts[i]);

      g_test_message ("%s: %s in: %s", wording->code, place, text);
      g_assert_nonnull (strstr (own, place));
    }
}

static void
check_headline (const HatoVerdictWording *verdict)
{
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");
  const char *headline = hato_translate (japanese, verdict->headline);

  g_assert_cmpstr (headline, !=, verdict->headline);
  g_assert_cmpstr (hato_translate (japanese, verdict->action), !=, verdict->action);
  g_assert_cmpuint (count (headline, "。"), >=, 1);
  g_assert_cmpuint (count (headline, "。"), <=, SENTENCES_MAX);
  g_assert_true (g_str_has_suffix (headline, "。"));
  g_assert_true (g_str_has_suffix (verdict->headline, "."));
  g_assert_cmpuint (count (verdict->headline, ". "), <, SENTENCES_MAX);
  g_assert_true (g_str_has_suffix (verdict->action, "."));
  g_assert_null (strstr (headline, "なりすまし")); /* product U9: a headline accuses nobody */
}

/* Every code that is a problem or a caution, at that level and where a rule of the contract makes it milder. */
static void
test_every_code (void)
{
  gsize n_tables;
  const HatoWordingTable *const *tables = hato_wording_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    for (gsize j = 0; j < tables[i]->n_wordings; j++)
      {
        const HatoWording *wording = &tables[i]->wordings[j];

        if (strcmp (tables[i]->area, "bounce") == 0)
          continue; /* told in words of its own (advice/bounce-cause) */
        for (int level = wording->level; level <= HATO_LEVEL_CAUTION; level++)
          {
            g_autoptr (HatoFinding) finding =
                hato_finding_new (wording->code, (HatoLevel) level, "d.test");
            const HatoVerdictWording *verdict =
                hato_verdict_wording_find ((HatoLevel) level, TRUE, finding);

            g_test_message ("%s: %s", wording->code, verdict->headline);
            /* Not a sentence for anything; what was softened in an area without cautions of its own has only the general one. */
            g_assert_true (verdict->cause != NULL || level != (int) wording->level);
            check_headline (verdict);
            check_places (wording, verdict->headline);
            check_places (wording, verdict->action);
          }
      }
}

static const struct
{
  const char *description;
  HatoLevel level;
  const char *leading; /* code of the leading finding, or NULL */
  const char *beginning;
  HatoWho who;
} rows[] = {
  { "nothing to say", HATO_LEVEL_OK, NULL, "Everything that can be seen", HATO_WHO_NOBODY },
  { "habits only", HATO_LEVEL_ADVICE, NULL, "Everything that can be seen", HATO_WHO_NOBODY },
  { "there is nothing to check", HATO_LEVEL_UNCHECKED, NULL, "No server was found",
    HATO_WHO_NOBODY },
  { "nothing could be checked, a time-out leads", HATO_LEVEL_UNCHECKED, "spf.unchecked",
    "Nothing could be checked", HATO_WHO_NOBODY },
  { "no network", HATO_LEVEL_UNCHECKED, "dns.offline", "This computer is not connected",
    HATO_WHO_NOBODY },
  { "the line lies", HATO_LEVEL_UNCHECKED, "dns.resolver_lies", "From this line", HATO_WHO_NOBODY },
  { "the name server has trouble", HATO_LEVEL_UNCHECKED, "dns.servfail",
    "The settings of the domain could not be read", HATO_WHO_NOBODY },
  { "no SPF", HATO_LEVEL_PROBLEM, "spf.missing", "SPF is not set up yet", HATO_WHO_YOU },
  { "a slip in SPF", HATO_LEVEL_PROBLEM, "spf.comma_separated",
    "SPF is registered, but receivers cannot use it", HATO_WHO_YOU },
  { "a slip in SPF that costs one entry", HATO_LEVEL_PROBLEM, "spf.include_equals",
    "SPF is registered, but a part of it", HATO_WHO_YOU },
  { "an SPF that works all the same", HATO_LEVEL_CAUTION, "spf.ptr",
    "SPF is registered and can be read", HATO_WHO_YOU },
  { "no DMARC", HATO_LEVEL_CAUTION, "dmarc.missing", "DMARC is not set up yet", HATO_WHO_YOU },
  { "no PTR", HATO_LEVEL_PROBLEM, "ptr.missing", "The address of your sending server",
    HATO_WHO_HOST },
};

static void
test_states (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoFinding) finding =
          rows[i].leading != NULL ? hato_finding_new (rows[i].leading, rows[i].level, "d.test")
                                  : NULL;
      const HatoVerdictWording *verdict = hato_verdict_wording_find (rows[i].level, TRUE, finding);

      g_test_message ("%s: %s", rows[i].description, verdict->headline);
      g_assert_true (g_str_has_prefix (verdict->headline, rows[i].beginning));
      g_assert_cmpint (verdict->who, ==, rows[i].who);
      check_headline (verdict);
    }
}

/* The name to type is in the headline where it was proved, and only for who can type one. */
static void
test_server_name (void)
{
  static const struct
  {
    HatoLevel level;
    HatoAffects affects;
    gboolean proved;
    const char *code;
    const char *action; /* how it begins */
  } cases[] = {
    { HATO_LEVEL_PROBLEM, HATO_AFFECTS_MAIL_PROGRAM, TRUE, "tls.hostname_mismatch",
      "Type {host} as the server name" },
    { HATO_LEVEL_PROBLEM, HATO_AFFECTS_MAIL_PROGRAM, TRUE, "tls.ip_used_as_name",
      "Type {host} as the server name" },
    { HATO_LEVEL_CAUTION, HATO_AFFECTS_MAIL_PROGRAM, TRUE, "tls.hostname_mismatch",
      "Type {host} there" },
    { HATO_LEVEL_PROBLEM, HATO_AFFECTS_MAIL_PROGRAM, FALSE, "tls.hostname_mismatch",
      "Type the server name of the certificate" },
    { HATO_LEVEL_PROBLEM, HATO_AFFECTS_WEB, FALSE, "tls.hostname_mismatch", "Show the points" },
    { HATO_LEVEL_CAUTION, HATO_AFFECTS_RECEIVING, FALSE, "tls.hostname_mismatch",
      "Show the points" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HatoFinding) finding =
          hato_finding_new (cases[i].code, cases[i].level, "mail.d.test");
      const HatoVerdictWording *verdict;

      finding->affects = cases[i].affects;
      if (cases[i].proved)
        hato_finding_add_argument (finding, "host", "sv1.test");
      verdict = hato_verdict_wording_find (cases[i].level, TRUE, finding);
      g_assert_true (g_str_has_prefix (verdict->action, cases[i].action));
      check_headline (verdict);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wording-verdict/every-code", test_every_code);
  g_test_add_func ("/wording-verdict/states", test_states);
  g_test_add_func ("/wording-verdict/server-name", test_server_name);
  return g_test_run ();
}
