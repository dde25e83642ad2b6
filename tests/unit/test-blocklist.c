/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocklists over DNS (RFC 5782): the data, and what an answer is worth. */
#include "config.h"

#include "dns/blocklist.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/domain-name.h"
#include "fakes/zone-answers.h"

#define RESOURCE   "/io/github/hatobin/Hatobin/catalogue/blocklists.json"
#define ROUNDS_MAX 60u
#define ORDERS     6u

#define A(name, ip)     ", \"" name "\": {\"records\": [{\"type\": \"A\", \"address\": \"" ip "\"}]}"
#define TXT(text)       "{\"d.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"
#define SENDER          TXT ("v=spf1 ip4:192.0.2.5 -all")
#define ZEN             A ("2.0.0.127.zen.spamhaus.org", "127.0.0.2")
#define DBL             A ("dbltest.com.dbl.spamhaus.org", "127.0.1.2")
#define COP             A ("2.0.0.127.bl.spamcop.net", "127.0.0.2")
#define PSBL            A ("2.0.0.127.psbl.surriel.com", "127.0.0.2")
#define ALL             ZEN DBL COP PSBL
#define ENTRY(list, ip) A ("5.2.0.192." list, ip)

static const struct
{
  const char *description;
  const char *zone;
  const char *server;   /* (nullable): of the run */
  const char *findings; /* code, level, and what tells it apart */
} rows[] = {
  { "nobody is listed", SENDER ALL "}", "192.0.2.53#5353",
    "blocklist.not_listed ok names=Spamhaus ZEN, Spamhaus DBL, SpamCop, PSBL;" },
  { "listed (contract, rule 8: a caution)", SENDER ALL ENTRY ("zen.spamhaus.org", "127.0.0.4") "}",
    NULL, "blocklist.listed caution list=Spamhaus ZEN meaning=compromised answer=127.0.0.4;" },
  { "the domain is listed", SENDER ALL A ("d.test.dbl.spamhaus.org", "127.0.1.104") "}", NULL,
    "blocklist.listed caution list=Spamhaus DBL meaning=hacked_website answer=127.0.1.104;" },
  { "not the resolver's business: 127.255.255.254 is no listing",
    SENDER ALL ENTRY ("zen.spamhaus.org", "127.255.255.254") "}", NULL,
    "blocklist.not_checked unchecked reason=list_refuses list=Spamhaus ZEN;"
    "blocklist.not_listed ok names=Spamhaus DBL, SpamCop, PSBL;" },
  { "the test entry says that the resolver is refused",
    SENDER A ("2.0.0.127.zen.spamhaus.org", "127.255.255.254")
        ENTRY ("zen.spamhaus.org", "127.255.255.254") DBL COP PSBL "}",
    NULL,
    "blocklist.not_checked unchecked reason=list_refuses list=Spamhaus ZEN;"
    "blocklist.not_listed ok names=Spamhaus DBL, SpamCop, PSBL;" },
  { "a list that lists the whole world (as bl.spamcop.net on 2021-01-31)",
    SENDER ZEN DBL PSBL A ("*.bl.spamcop.net", "127.0.0.2") "}", NULL,
    "blocklist.not_checked unchecked reason=list_broken list=SpamCop;"
    "blocklist.not_listed ok names=Spamhaus ZEN, Spamhaus DBL, PSBL;" },
  { "a lapsed domain answers with a web server",
    SENDER ZEN DBL PSBL A ("*.bl.spamcop.net", "62.0.58.94") "}", NULL,
    "blocklist.not_checked unchecked reason=list_broken list=SpamCop;"
    "blocklist.not_listed ok names=Spamhaus ZEN, Spamhaus DBL, PSBL;" },
  { "an answer that the operator does not explain",
    SENDER ALL ENTRY ("bl.spamcop.net", "127.0.0.99") "}", NULL,
    "blocklist.not_checked unchecked reason=list_broken list=SpamCop;"
    "blocklist.not_listed ok names=Spamhaus ZEN, Spamhaus DBL, PSBL;" },
  { "lists that do not answer their test: told once", SENDER ZEN DBL "}", NULL,
    "blocklist.not_checked unchecked reason=list_closed list=SpamCop, PSBL;"
    "blocklist.not_listed ok names=Spamhaus ZEN, Spamhaus DBL;" },
  { "a list that keeps silent", SENDER ALL ", \"5.2.0.192.zen.spamhaus.org\": {\"timeout\": true}}",
    NULL,
    "blocklist.not_checked unchecked reason=timeout list=Spamhaus ZEN;"
    "blocklist.not_listed ok names=Spamhaus DBL, SpamCop, PSBL;" },
  { "no address is known: the domain alone", TXT ("v=spf1 include:i.test -all") ALL "}", NULL,
    "blocklist.not_checked unchecked reason=sending_address_unknown "
    "list=Spamhaus ZEN, Spamhaus DBL, SpamCop, PSBL;"
    "blocklist.not_listed ok names=Spamhaus DBL;" },
  { "an IPv6 sender: nibbles, and only where a list has them (RFC 5782 §2.4)",
    TXT ("v=spf1 ip6:2001:db8::5 -all")
        ALL A ("5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.zen.spamhaus.org",
               "127.0.0.3") "}",
    NULL, "blocklist.listed caution list=Spamhaus ZEN meaning=low_reputation answer=127.0.0.3;" },
  { "no mail is sent (contract, rule 3)", TXT ("v=spf1 -all") ALL "}", NULL,
    "blocklist.not_applicable not_applicable;" },
  { "through a public resolver nothing is asked",
    SENDER ALL ENTRY ("zen.spamhaus.org", "127.0.0.4") "}", "8.8.8.8#53",
    "blocklist.not_checked unchecked reason=public_resolver "
    "list=Spamhaus ZEN, Spamhaus DBL, SpamCop, PSBL provider=Google Public DNS;" },
  { "the same in IPv6", SENDER ALL "}", "2606:4700:4700:0:0:0:0:1111",
    "blocklist.not_checked unchecked reason=public_resolver "
    "list=Spamhaus ZEN, Spamhaus DBL, SpamCop, PSBL provider=Cloudflare 1.1.1.1;" },
};

static void
append_finding (GString *list, const HatoFinding *finding)
{
  static const char *const names[] = { "reason", "list", "names", "meaning", "answer", "provider" };

  g_string_append_printf (list, "%s %s", finding->code, hato_level_to_string (finding->level));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (hato_finding_get_argument (finding, names[i]) != NULL)
      g_string_append_printf (list, " %s=%s", names[i],
                              hato_finding_get_argument (finding, names[i]));
  g_string_append_c (list, ';');
}

/* Settles in the order of the lots; every finding cites its evidence. */
static char *
judge (gsize row, guint32 seed, const HatoBlocklistList *lists)
{
  const char *const servers[] = { "192.0.2.53", rows[row].server, NULL };
  g_auto (FakeZoneAnswers) fake = { 0 };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (GRand) lots = g_rand_new_with_seed (seed);
  GString *list = g_string_new (NULL);

  fake_zone_answers_init (&fake, rows[row].zone, NULL);
  for (guint round = 0; !hato_blocklist_judge (subject, lists, servers, answers, findings); round++)
    {
      g_assert_cmpuint (round, <, ROUNDS_MAX);
      g_assert_cmpuint (findings->len, ==, 0);
      g_assert_cmpuint (fake_zone_answers_bring_one (&fake, answers, lots), >, 0);
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      g_assert_cmpuint (finding->evidence->len, >, 0);
      append_finding (list, finding);
    }
  return g_string_free (list, FALSE);
}

static void
test_rows (void)
{
  g_autoptr (HatoBlocklistList) lists = hato_blocklist_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint32 seed = 0; seed < ORDERS; seed++)
      {
        g_autofree char *found = judge (i, seed, lists);

        g_test_message ("%s", rows[i].description);
        g_assert_cmpstr (found, ==, rows[i].findings);
      }
}

/* The tests of the lists go out with the first questions, whatever is known by then; through a public resolver none does. */
static void
test_first_round (void)
{
  static const char *const servers[] = { "1.1.1.1", NULL };
  g_autoptr (HatoBlocklistList) lists = hato_blocklist_list_new (NULL);

  for (guint public = 0; public < 2; public ++)
    {
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_autoptr (GPtrArray) wanted = NULL;
      guint n_lists = 0;

      hato_blocklist_judge (subject, lists, public ? servers : NULL, answers, findings);
      wanted = hato_answers_take_wanted (answers);
      for (guint i = 0; i < wanted->len; i++)
        {
          const HatoQuestion *question = g_ptr_array_index (wanted, i);

          n_lists += strcmp (question->name, "d.test") != 0;
        }
      g_assert_cmpuint (n_lists, ==, public ? 0 : 9);
    }
}

/* Dead lists, closed ones, and those that list whole neighbourhoods are not in the file. */
static void
test_file (void)
{
  static const char *const members[] = { "id",   "name",          "zone",     "lists",
                                         "ipv6", "source",        "meanings", "test_listed",
                                         "date", "test_unlisted", "removal",  "confidence",
                                         NULL };
  static const char *const never[] = {
    "sorbs",        "manitu",      "spamcannibal",  "ahbl",    "njabl",
    "emailbasura",  "cyberlogic",  "backscatterer", "psky",    "nszones",
    "rfc-ignorant", "dsbl",        "visi.com",      "abuseat", "rbl.jp",
    "uceprotect",   "senderscore", "uribl",         "abusix",  "barracuda",
  };
  static const char *const meanings[] = { "spam_source", "low_reputation", "compromised",
                                          "home_line",   "abused_domain",  "hacked_website",
                                          NULL };
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (HatoBlocklistList) lists = hato_blocklist_list_new (NULL);
  JsonArray *array;

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                             (gssize) g_bytes_get_size (bytes), NULL));
  array = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                        "blocklists");
  g_assert_cmpuint (json_array_get_length (array), ==, hato_blocklist_list_get_length (lists));
  for (guint i = 0; i < hato_blocklist_list_get_length (lists); i++)
    {
      const HatoBlocklist *list = hato_blocklist_list_get (lists, i);
      g_autoptr (GList) names = json_object_get_members (json_array_get_object_element (array, i));

      for (GList *l = names; l != NULL; l = l->next)
        g_assert_true (g_strv_contains (members, l->data));
      g_assert_true (hato_domain_name_is_askable (list->zone));
      g_assert_true (g_str_has_prefix (list->removal, "https://"));
      for (gsize j = 0; j < G_N_ELEMENTS (never); j++)
        g_assert_null (strstr (list->zone, never[j]));
      for (guint j = 0; j < list->meanings->len; j++)
        {
          const HatoBlocklistMeaning *meaning = g_ptr_array_index (list->meanings, j);

          g_assert_true (g_str_has_prefix (meaning->answer, "127.0."));
          g_assert_cmpstr (meaning->answer, !=, "127.0.0.1");
          g_assert_true (g_strv_contains (meanings, meaning->word));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blocklist/rows", test_rows);
  g_test_add_func ("/blocklist/first-round", test_first_round);
  g_test_add_func ("/blocklist/file", test_file);
  return g_test_run ();
}
