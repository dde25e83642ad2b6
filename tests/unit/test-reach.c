/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reach.h"

static const struct
{
  const char *what;
  const char *address;
  gboolean allowed;
} rows[] = {
  { "an address of the Internet", "8.8.8.8", TRUE },
  { "an IPv6 address of the Internet", "2620:fe::fe", TRUE },
  { "loopback", "127.0.0.1", FALSE },
  { "loopback (RFC 4291 §2.5.3)", "::1", FALSE },
  { "RFC 1918", "10.1.2.3", FALSE },
  { "RFC 1918, first", "172.16.0.0", FALSE },
  { "RFC 1918, last", "172.31.255.255", FALSE },
  { "just behind", "172.32.0.1", TRUE },
  { "RFC 1918", "192.168.0.1", FALSE },
  { "shared (RFC 6598)", "100.64.0.1", FALSE },
  { "link-local", "169.254.169.254", FALSE },
  { "multicast", "224.0.0.1", FALSE },
  { "broadcast", "255.255.255.255", FALSE },
  { "this network", "0.0.0.0", FALSE },
  { "documentation (RFC 5737)", "203.0.113.1", FALSE },
  { "measurements (RFC 2544), fake-IP proxies", "198.18.0.1", FALSE },
  { "unique local", "fd00::1", FALSE },
  { "link-local", "fe80::1", FALSE },
  { "multicast", "ff02::1", FALSE },
  { "documentation (RFC 3849)", "2001:db8::1", FALSE },
  { "IPv4-mapped, private", "::ffff:10.0.0.1", FALSE },
  { "IPv4-mapped, public", "::ffff:8.8.8.8", TRUE },
  { "IPv4-compatible, private", "::10.0.0.1", FALSE },
  { "NAT64 (RFC 6052), private", "64:ff9b::a00:1", FALSE },
  { "NAT64 (RFC 6052), public", "64:ff9b::808:808", TRUE },
  { "6to4 (RFC 3056), private", "2002:a00:1::1", FALSE },
  { "6to4 (RFC 3056), public", "2002:808:808::1", TRUE },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HatoAddress address;

      g_test_message ("%s: %s", rows[i].what, rows[i].address);
      g_assert_true (hato_address_parse (rows[i].address, &address));
      g_assert_true (hato_reach_is_allowed (&address, FALSE) == rows[i].allowed);
      g_assert_true (hato_reach_is_allowed (&address, TRUE));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reach/rows", test_rows);
  return g_test_run ();
}
