/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/address.h"

#include <arpa/inet.h>
#include <string.h>

/* Address ranges that nobody can reach from the Internet (IANA special-purpose registries, RFC 6890). */
static const struct
{
  const char *network;
  guint prefix;
} private_networks[] = {
  { "0.0.0.0", 8 },      { "10.0.0.0", 8 },    { "100.64.0.0", 10 },  { "127.0.0.0", 8 },
  { "169.254.0.0", 16 }, { "172.16.0.0", 12 }, { "192.168.0.0", 16 }, { "224.0.0.0", 3 },
  { "::", 127 },         { "fc00::", 7 },      { "fe80::", 10 },      { "ff00::", 8 },
};

/** hato_address_parse: reads an IPv4 or IPv6 address in its text form (RFC 4291 §2.2); FALSE for anything else. */
gboolean
hato_address_parse (const char *text, HatoAddress *address)
{
  memset (address, 0, sizeof *address);
  if (inet_pton (AF_INET, text, address->bytes) == 1)
    address->size = 4;
  else if (inet_pton (AF_INET6, text, address->bytes) == 1)
    address->size = 16;
  return address->size > 0;
}

/** hato_address_to_string: (transfer full): the text form, IPv6 as RFC 5952 has it. */
char *
hato_address_to_string (const HatoAddress *self)
{
  char text[INET6_ADDRSTRLEN];

  return g_strdup (
      inet_ntop (self->size == 4 ? AF_INET : AF_INET6, self->bytes, text, sizeof text));
}

/** hato_address_to_reverse_name: (transfer full): the name of its PTR record (RFC 1035 §3.5, RFC 3596 §2.5). */
char *
hato_address_to_reverse_name (const HatoAddress *self)
{
  GString *name = g_string_new (NULL);

  for (gsize i = self->size; i-- > 0;)
    if (self->size == 4)
      g_string_append_printf (name, "%u.", self->bytes[i]);
    else
      g_string_append_printf (name, "%x.%x.", self->bytes[i] & 0x0fu, self->bytes[i] >> 4);
  g_string_append (name, self->size == 4 ? "in-addr.arpa" : "ip6.arpa");
  return g_string_free (name, FALSE);
}

/**
 * hato_address_in_network:
 * @network: (array length=size): its address
 * @prefix: how many leading bits count
 *
 * Returns: whether the address is of that family and lies in the network
 */
gboolean
hato_address_in_network (const HatoAddress *self, const guint8 *network, gsize size, guint prefix)
{
  guint whole = prefix / 8, rest = prefix % 8;

  if (self->size != size || prefix > size * 8 || memcmp (self->bytes, network, whole) != 0)
    return FALSE;

  return rest == 0 || ((self->bytes[whole] ^ network[whole]) >> (8 - rest)) == 0;
}

/** hato_address_unmap: makes an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) the IPv4 address that it is. */
void
hato_address_unmap (HatoAddress *self)
{
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  if (self->size != 16 || memcmp (self->bytes, mapped, sizeof mapped) != 0)
    return;

  memmove (self->bytes, self->bytes + 12, 4);
  memset (self->bytes + 4, 0, 12);
  self->size = 4;
}

/** hato_address_is_private: whether nobody can reach it from the Internet: private, loopback, link-local, shared, multicast. */
gboolean
hato_address_is_private (const HatoAddress *self)
{
  HatoAddress address = *self;

  hato_address_unmap (&address);
  for (gsize i = 0; i < G_N_ELEMENTS (private_networks); i++)
    {
      HatoAddress network;

      if (hato_address_parse (private_networks[i].network, &network)
          && hato_address_in_network (&address, network.bytes, network.size,
                                      private_networks[i].prefix))
        return TRUE;
    }
  return FALSE;
}
