/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reach.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>

/* Ranges that are not private, and still lead nowhere on the Internet (IANA special-purpose registries, RFC 6890): for
 * documentation, for measurements, for protocols. */
static const struct
{
  const char *network;
  guint prefix;
} nowhere[] = {
  { "192.0.0.0", 24 },    { "192.0.2.0", 24 },   { "198.18.0.0", 15 },
  { "198.51.100.0", 24 }, { "203.0.113.0", 24 }, { "100::", 64 },
  { "2001:db8::", 32 },   { "2001::", 32 },      { "3fff::", 20 },
};

/* Networks whose addresses carry an IPv4 address: mapped, compatible (RFC 4291 §2.5.5), NAT64 (RFC 6052 §2.1), 6to4 (RFC 3056
 * §2). */
static const struct
{
  const char *network;
  guint prefix;
  gsize offset; /* of the IPv4 address, in bytes */
} carriers[] = {
  { "::ffff:0:0", 96, 12 },
  { "::", 96, 12 },
  { "64:ff9b::", 96, 12 },
  { "2002::", 16, 2 },
};

static gboolean
is_in (const HatoAddress *address, const char *network, guint prefix)
{
  HatoAddress parsed;

  return hato_address_parse (network, &parsed)
         && hato_address_in_network (address, parsed.bytes, parsed.size, prefix);
}

static gboolean
leads_nowhere (const HatoAddress *address)
{
  if (hato_address_is_private (address))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (nowhere); i++)
    if (is_in (address, nowhere[i].network, nowhere[i].prefix))
      return TRUE;

  return FALSE;
}

/* Whether an address inside of this one leads nowhere. */
static gboolean
carries_nowhere (const HatoAddress *address)
{
  for (gsize i = 0; i < G_N_ELEMENTS (carriers); i++)
    if (is_in (address, carriers[i].network, carriers[i].prefix))
      {
        HatoAddress inner = { .size = 4 };

        memcpy (inner.bytes, address->bytes + carriers[i].offset, inner.size);
        if (leads_nowhere (&inner))
          return TRUE;
      }
  return FALSE;
}

static gboolean
is_same (const HatoAddress *address, const struct sockaddr *own)
{
  if (own == NULL)
    return FALSE;
  if (own->sa_family == AF_INET)
    return address->size == 4
           && memcmp (address->bytes, &((const struct sockaddr_in *) (gconstpointer) own)->sin_addr,
                      4)
                  == 0;

  return own->sa_family == AF_INET6 && address->size == 16
         && memcmp (address->bytes, &((const struct sockaddr_in6 *) (gconstpointer) own)->sin6_addr,
                    16)
                == 0;
}

static gboolean
is_own (const HatoAddress *address)
{
  struct ifaddrs *list = NULL;
  gboolean found = FALSE;

  if (getifaddrs (&list) < 0)
    return FALSE;
  for (const struct ifaddrs *at = list; at != NULL && !found; at = at->ifa_next)
    found = is_same (address, at->ifa_addr);
  freeifaddrs (list);
  return found;
}

/**
 * hato_reach_is_allowed:
 * @address: what a name led to; the connection must then be made to this very address
 * @allow_private: somebody said that such addresses may be connected to
 *
 * Whether the program may connect to @address: names that strangers publish must not lead it into the reader's own network
 * (limits, T9).
 */
gboolean
hato_reach_is_allowed (const HatoAddress *address, gboolean allow_private)
{
  HatoAddress plain = *address;

  if (allow_private)
    return TRUE;

  hato_address_unmap (&plain);
  return !leads_nowhere (&plain) && !carries_nowhere (address) && !is_own (&plain);
}
