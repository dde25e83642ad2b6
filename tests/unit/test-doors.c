/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which doors of a domain are tried: names (claims) and connections (doors). */
#include "config.h"

#include "tls/doors.h"

#include <string.h>

#include "fakes/zone-answers.h"

#define ROUNDS_MAX 8u

/* What a door is besides its id: N named, G guessed, L old versions later, - never; then why it is not tried. */
static const struct
{
  const char *description;
  const char *zone;
  const char *doors;
} rows[] = {
  { "nothing at all", "{\"d.test\": {\"records\": []}}", "" },
  { "a domain that does not exist", "{}", "" },
  { "the null MX takes no mail, RFC 7505 §3",
    "{\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 0, \"exchange\": \"\"}]}}",
    "" },
  { "the one MX is named, its other doors are guessed",
    "{\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 10, \"exchange\": "
    "\"mx.d.test\"}]},"
    " \"mx.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]}}",
    "smtp:mx.d.test:25:192.0.2.1 NL\n"
    "submissions:mx.d.test:465:192.0.2.1 GL\n"
    "submission:mx.d.test:587:192.0.2.1 GL\n"
    "imaps:mx.d.test:993:192.0.2.1 GL\n"
    "imap:mx.d.test:143:192.0.2.1 GL\n"
    "pop3s:mx.d.test:995:192.0.2.1 GL\n"
    "pop3:mx.d.test:110:192.0.2.1 GL\n" },
  { "without an MX the domain itself takes mail, RFC 5321 §5.1; web servers share an address",
    "{\"d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]},"
    " \"www.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]},"
    " \"mta-sts.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.2\"}]}}",
    "smtp:d.test:25:192.0.2.1 GL\n"
    "submissions:d.test:465:192.0.2.1 GL\n"
    "submission:d.test:587:192.0.2.1 GL\n"
    "imaps:d.test:993:192.0.2.1 GL\n"
    "imap:d.test:143:192.0.2.1 GL\n"
    "pop3s:d.test:995:192.0.2.1 GL\n"
    "pop3:d.test:110:192.0.2.1 GL\n"
    "https:d.test:443:192.0.2.1 G-\n"
    "https:www.d.test:443:192.0.2.1 G-\n"
    "https:mta-sts.d.test:443:192.0.2.2 P-\n" },
  { "two names at an address share its two connections; a third is not tried, and known",
    "{\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 10, \"exchange\": "
    "\"mx.d.test\"}]},"
    " \"mx.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]},"
    " \"mail.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]},"
    " \"imap.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]}}",
    "smtp:mx.d.test:25:192.0.2.1 NL\n"
    "submissions:mail.d.test:465:192.0.2.1 GL mx.d.test imap.d.test\n"
    "submission:mail.d.test:587:192.0.2.1 GL mx.d.test imap.d.test\n"
    "imaps:mail.d.test:993:192.0.2.1 G- mx.d.test imap.d.test\n"
    "imaps:imap.d.test:993:192.0.2.1 G- mx.d.test mail.d.test\n"
    "imap:mail.d.test:143:192.0.2.1 G- mx.d.test imap.d.test\n"
    "imap:imap.d.test:143:192.0.2.1 G- mx.d.test mail.d.test\n"
    "pop3s:mail.d.test:995:192.0.2.1 GL mx.d.test imap.d.test\n"
    "pop3:mail.d.test:110:192.0.2.1 GL mx.d.test imap.d.test\n" },
  { "each address family is a door; a company's manual, made whole by the MX",
    "{\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 10, \"exchange\": "
    "\"sv9.wpx.ne.jp\"}]},"
    " \"sv9.wpx.ne.jp\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"},"
    "  {\"type\": \"AAAA\", \"address\": \"2001:db8::1\"}]}}",
    "smtp:sv9.wpx.ne.jp:25:192.0.2.1 NL\n"
    "smtp:sv9.wpx.ne.jp:25:2001:db8::1 NL\n"
    "submissions:sv9.wpx.ne.jp:465:192.0.2.1 L\n"
    "submissions:sv9.wpx.ne.jp:465:2001:db8::1 L\n"
    "submission:sv9.wpx.ne.jp:587:192.0.2.1 L\n"
    "submission:sv9.wpx.ne.jp:587:2001:db8::1 L\n"
    "imaps:sv9.wpx.ne.jp:993:192.0.2.1 L\n"
    "imaps:sv9.wpx.ne.jp:993:2001:db8::1 L\n"
    "imap:sv9.wpx.ne.jp:143:192.0.2.1 L\n"
    "imap:sv9.wpx.ne.jp:143:2001:db8::1 L\n"
    "pop3s:sv9.wpx.ne.jp:995:192.0.2.1 L\n"
    "pop3s:sv9.wpx.ne.jp:995:2001:db8::1 L\n"
    "pop3:sv9.wpx.ne.jp:110:192.0.2.1 L\n"
    "pop3:sv9.wpx.ne.jp:110:2001:db8::1 L\n" },
  { "a company recognised by the server's own name alone",
    "{\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 10, \"exchange\": "
    "\"mx.d.test\"}]},"
    " \"mx.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]},"
    " \"1.2.0.192.in-addr.arpa\": {\"records\": [{\"type\": \"PTR\", \"target\": "
    "\"sv9.xbiz.ne.jp\"}]},"
    " \"sv9.xbiz.ne.jp\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]}}",
    "smtp:mx.d.test:25:192.0.2.1 NL\n"
    "submissions:sv9.xbiz.ne.jp:465:192.0.2.1 L mx.d.test\n"
    "submission:sv9.xbiz.ne.jp:587:192.0.2.1 L mx.d.test\n" },
  { "SRV, RFC 6186 §3 and RFC 8314 §5.1: with its port; \".\" = no such service",
    "{\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 0, \"exchange\": \"\"}]},"
    " \"_submissions._tcp.d.test\": {\"records\": [{\"type\": \"SRV\", \"data\": \"0 1 4465 "
    "s.d.test.\"}]},"
    " \"_imaps._tcp.d.test\": {\"records\": [{\"type\": \"SRV\", \"data\": \"0 1 993 "
    "gone.test.\"}]},"
    " \"_pop3s._tcp.d.test\": {\"records\": [{\"type\": \"SRV\", \"data\": \"0 0 0 .\"}]},"
    " \"s.d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]}}",
    "submissions:s.d.test:4465:192.0.2.1 NL\n"
    "imaps:gone.test:993: NL no_server_address\n" },
  { "a guess without an answer is said once",
    "{\"d.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 0, \"exchange\": \"\"}]},"
    " \"mail.d.test\": {\"timeout\": true}}",
    "submissions:mail.d.test:465: GL timeout\n" },
};

static void
add_line (GString *lines, const HatoEndpoint *door)
{
  static const char modes[] = { '0', 'L', '-' };
  g_autofree char *id = hato_endpoint_dup_id (door);

  g_string_append_printf (lines, "%s %s%s%s%c", id, door->named ? "N" : "",
                          door->guessed ? "G" : "", door->policy ? "P" : "", modes[door->old_tls]);
  if (door->reason != NULL)
    g_string_append_printf (lines, " %s", door->reason);
  for (guint i = 0; i < door->others->len; i++)
    g_string_append_printf (lines, " %s", (const char *) g_ptr_array_index (door->others, i));
  g_string_append_c (lines, '\n');
}

static GPtrArray *
find (const char *zone, const HatoProviderList *providers)
{
  g_auto (FakeZoneAnswers) fake = { NULL };
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (GArray) claims = hato_claims_new ();
  GPtrArray *doors = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_endpoint_free);

  fake_zone_answers_init (&fake, zone, NULL);
  for (guint i = 0; i < ROUNDS_MAX; i++)
    {
      gboolean complete = hato_claims_find ("d.test", providers, answers, claims);

      if (hato_doors_find (claims, answers, doors) && complete)
        return doors;
      g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
    }
  g_assert_not_reached ();
}

static void
test_rows (void)
{
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) doors = find (rows[i].zone, providers);
      g_autoptr (GString) lines = g_string_new (NULL);

      g_test_message ("%s", rows[i].description);
      for (guint j = 0; j < doors->len; j++)
        add_line (lines, g_ptr_array_index (doors, j));
      g_assert_cmpstr (lines->str, ==, rows[i].doors);
    }
}

/* limits: ten MX hosts are considered, five are connected; the others are told, not forgotten. */
static void
test_limits (void)
{
  g_autoptr (GString) zone = g_string_new ("{\"d.test\": {\"records\": [");
  g_autoptr (GPtrArray) doors = NULL;
  guint n_tried = 0, n_told = 0;

  for (guint i = 0; i < 12; i++)
    g_string_append_printf (
        zone, "%s{\"type\": \"MX\", \"preference\": %u, \"exchange\": \"mx%u.d.test\"}",
        i > 0 ? ", " : "", i, i);
  g_string_append (zone, "]}");
  for (guint i = 0; i < 12; i++)
    g_string_append_printf (zone,
                            ", \"mx%u.d.test\": {\"records\": [{\"type\": \"A\", \"address\": "
                            "\"192.0.2.%u\"}]}",
                            i, i + 1);
  g_string_append (zone, "}");
  doors = find (zone->str, NULL);
  for (guint i = 0; i < doors->len; i++)
    {
      const HatoEndpoint *door = g_ptr_array_index (doors, i);

      if (door->protocol != HATO_PROTOCOL_SMTP)
        continue;
      g_assert_false (door->named);
      if (door->reason == NULL)
        n_tried++;
      else
        n_told++;
    }
  g_assert_cmpuint (n_tried, ==, 5);
  g_assert_cmpuint (n_told, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doors/rows", test_rows);
  g_test_add_func ("/doors/limits", test_limits);
  return g_test_run ();
}
