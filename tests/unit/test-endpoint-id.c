/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ids of rows that are about doors: what is written is read again. */
#include "config.h"

#include "base/endpoint-id.h"

static const struct
{
  HatoProtocol protocol;
  const char *host;
  guint16 port;
  const char *address;
  const char *id;
} rows[] = {
  { HATO_PROTOCOL_SMTP, "mx.example.jp", 25, "192.0.2.1", "smtp:mx.example.jp:25:192.0.2.1" },
  { HATO_PROTOCOL_IMAPS, "mail.example.jp", 993, "2001:db8::1",
    "imaps:mail.example.jp:993:2001:db8::1" },
  { HATO_PROTOCOL_SUBMISSION, "gone.example.jp", 587, "", "submission:gone.example.jp:587:" },
  { HATO_PROTOCOL_POP3S, "192.0.2.7", 995, "192.0.2.7", "pop3s:192.0.2.7:995:192.0.2.7" },
  { HATO_PROTOCOL_HTTPS, "2001:db8::443:1", 443, "2001:db8::443:1",
    "https:2001:db8::443:1:443:2001:db8::443:1" },
  { HATO_PROTOCOL_IMAP, "::1", 143, "", "imap:::1:143:" },
  { HATO_PROTOCOL_POP3, "993", 65535, "::1", "pop3:993:65535:::1" },
};

static const char *const others[] = {
  "",
  "spf",
  "mta-sts",
  "imaps",
  "imaps:",
  "imaps:mail.example.jp",
  "imaps:mail.example.jp:",
  "imaps:mail.example.jp:993",
  "imaps:mail.example.jp:65536:192.0.2.1",
  "imaps:mail.example.jp:-1:192.0.2.1",
  "imaps:mail.example.jp::192.0.2.1",
  "imaps::993:192.0.2.1",
  "imaps:mail.example.jp:993:nowhere",
  "IMAPS:mail.example.jp:993:192.0.2.1",
  "gopher:mail.example.jp:70:192.0.2.1",
};

static void
test_both_ways (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id =
          hato_endpoint_id_new (rows[i].protocol, rows[i].host, rows[i].port, rows[i].address);
      g_autoptr (HatoEndpointId) parsed = hato_endpoint_id_parse (rows[i].id);

      g_assert_cmpstr (id, ==, rows[i].id);
      g_assert_nonnull (parsed);
      g_assert_cmpint (parsed->protocol, ==, rows[i].protocol);
      g_assert_cmpstr (parsed->host, ==, rows[i].host);
      g_assert_cmpuint (parsed->port, ==, rows[i].port);
      g_assert_cmpstr (parsed->address, ==, rows[i].address);
    }
}

static void
test_others (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("%s", others[i]);
      g_assert_null (hato_endpoint_id_parse (others[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint-id/both-ways", test_both_ways);
  g_test_add_func ("/endpoint-id/others", test_others);
  return g_test_run ();
}
