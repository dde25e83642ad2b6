/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/address.h"

/* What is an address, how it is written (RFC 5952), and where its PTR record is (RFC 1035 §3.5, RFC 3596 §2.5). */
static const struct
{
  const char *text;
  const char *written; /* NULL = not an address */
  const char *reverse;
} rows[] = {
  { "192.0.2.1", "192.0.2.1", "1.2.0.192.in-addr.arpa" },
  { "0.0.0.0", "0.0.0.0", "0.0.0.0.in-addr.arpa" },
  { "255.255.255.255", "255.255.255.255", "255.255.255.255.in-addr.arpa" },
  { "::", "::", "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa" },
  { "2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1",
    "1.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa" },
  { "2001:db8::192.0.2.33", "2001:db8::c000:221",
    "1.2.2.0.0.0.0.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa" },
  { "::ffff:192.0.2.1", "::ffff:192.0.2.1",
    "1.0.2.0.0.0.0.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa" },
  { "", NULL, NULL },
  { "192.0.2", NULL, NULL },
  { "192.0.2.256", NULL, NULL },
  { "192.0.2.01", NULL, NULL },
  { "0x7f.0.0.1", NULL, NULL },
  { "3221225985", NULL, NULL },
  { " 192.0.2.1", NULL, NULL },
  { "192.0.2.1 ", NULL, NULL },
  { "192.0.2.1.", NULL, NULL },
  { "192.0.2.1/32", NULL, NULL },
  { "１９２.0.2.1", NULL, NULL },
  { "2001:db8::1::2", NULL, NULL },
  { "2001:db8:1:2:3:4:5:6:7", NULL, NULL },
  { "2001:db8::12345", NULL, NULL },
  { "[2001:db8::1]", NULL, NULL },
  { "fe80::1%eth0", NULL, NULL },
  { "example.co.jp", NULL, NULL },
};

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HatoAddress address;
      gboolean parsed = hato_address_parse (rows[i].text, &address);
      g_autofree char *written = NULL;
      g_autofree char *reverse = NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (parsed, ==, rows[i].written != NULL);
      if (!parsed)
        continue;

      written = hato_address_to_string (&address);
      reverse = hato_address_to_reverse_name (&address);
      g_assert_cmpstr (written, ==, rows[i].written);
      g_assert_cmpstr (reverse, ==, rows[i].reverse);
    }
}

/* Both sides of the last bit that counts, whole octets and none. */
static const struct
{
  const char *address;
  const char *network;
  guint prefix;
  gboolean inside;
} networks[] = {
  { "192.0.2.255", "192.0.2.0", 24, TRUE },      { "192.0.3.0", "192.0.2.0", 24, FALSE },
  { "192.0.2.127", "192.0.2.0", 25, TRUE },      { "192.0.2.128", "192.0.2.0", 25, FALSE },
  { "192.0.2.1", "192.0.2.1", 32, TRUE },        { "192.0.2.2", "192.0.2.1", 32, FALSE },
  { "203.0.113.9", "0.0.0.0", 0, TRUE },         { "192.0.2.1", "192.0.2.1", 33, FALSE },
  { "2001:db8:7fff::", "2001:db8::", 33, TRUE }, { "2001:db8:8000::", "2001:db8::", 33, FALSE },
  { "2001:db8::1", "2001:db8::1", 128, TRUE },   { "2001:db8::", "2001:db8::1", 128, FALSE },
  { "2001:db8::1", "2001:db8::1", 129, FALSE },  { "192.0.2.1", "::", 0, FALSE },
  { "::ffff:192.0.2.1", "0.0.0.0", 0, FALSE },
};

static void
test_network (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      HatoAddress address, network;

      g_test_message ("%s in %s/%u", networks[i].address, networks[i].network, networks[i].prefix);
      g_assert_true (hato_address_parse (networks[i].address, &address));
      g_assert_true (hato_address_parse (networks[i].network, &network));
      g_assert_cmpint (
          hato_address_in_network (&address, network.bytes, network.size, networks[i].prefix), ==,
          networks[i].inside);
    }
}

static void
test_unmap (void)
{
  static const char *const pairs[][2] = {
    { "::ffff:192.0.2.1", "192.0.2.1" },
    { "::192.0.2.1",
      "::192.0.2.1" }, /* IPv4-compatible, deprecated (RFC 4291 §2.5.5.1): no mapping */
    { "::fffe:192.0.2.1", "::fffe:c000:201" },
    { "192.0.2.1", "192.0.2.1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      HatoAddress address;
      g_autofree char *written = NULL;

      g_assert_true (hato_address_parse (pairs[i][0], &address));
      hato_address_unmap (&address);
      written = hato_address_to_string (&address);
      g_assert_cmpstr (written, ==, pairs[i][1]);
    }
}

static void
test_private (void)
{
  static const struct
  {
    const char *address;
    gboolean is_private;
  } addresses[] = {
    { "9.255.255.255", FALSE },
    { "10.0.0.0", TRUE },
    { "10.255.255.255", TRUE },
    { "11.0.0.0", FALSE },
    { "100.63.255.255", FALSE },
    { "100.64.0.1", TRUE },
    { "127.0.0.1", TRUE },
    { "172.15.255.255", FALSE },
    { "172.31.255.255", TRUE },
    { "192.168.1.1", TRUE },
    { "192.169.0.0", FALSE },
    { "224.0.0.1", TRUE },
    { "::1", TRUE },
    { "::ffff:10.0.0.1", TRUE },
    { "::ffff:9.9.9.9", FALSE },
    { "fd00::1", TRUE },
    { "fe80::1", TRUE },
    { "2001:db8::1", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      HatoAddress address;

      g_assert_true (hato_address_parse (addresses[i].address, &address));
      g_assert_cmpint (hato_address_is_private (&address), ==, addresses[i].is_private);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/text", test_text);
  g_test_add_func ("/address/network", test_network);
  g_test_add_func ("/address/unmap", test_unmap);
  g_test_add_func ("/address/private", test_private);
  return g_test_run ();
}
