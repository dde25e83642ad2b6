/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/fixed-address.h"

struct _HatoFixedAddress
{
  GNetworkAddress parent_instance;

  GSocketAddress *address; /* (owned) */
};

/* Gives the one address, once. */
#define HATO_TYPE_FIXED_ENUMERATOR (hato_fixed_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (HatoFixedEnumerator,
                      hato_fixed_enumerator,
                      HATO,
                      FIXED_ENUMERATOR,
                      GSocketAddressEnumerator)

struct _HatoFixedEnumerator
{
  GSocketAddressEnumerator parent_instance;

  GSocketAddress *address; /* (owned) (nullable): not given yet */
};

static void hato_fixed_address_connectable_init (GSocketConnectableIface *iface);

G_DEFINE_FINAL_TYPE (HatoFixedEnumerator, hato_fixed_enumerator, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)
G_DEFINE_FINAL_TYPE_WITH_CODE (HatoFixedAddress,
                               hato_fixed_address,
                               G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      hato_fixed_address_connectable_init))

static GSocketAddress *
hato_fixed_enumerator_next (GSocketAddressEnumerator *enumerator,
                            GCancellable *cancellable,
                            GError **error)
{
  return g_steal_pointer (&HATO_FIXED_ENUMERATOR (enumerator)->address);
}

static void
hato_fixed_enumerator_finalize (GObject *object)
{
  g_clear_object (&HATO_FIXED_ENUMERATOR (object)->address);

  G_OBJECT_CLASS (hato_fixed_enumerator_parent_class)->finalize (object);
}

static void
hato_fixed_enumerator_class_init (HatoFixedEnumeratorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_fixed_enumerator_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = hato_fixed_enumerator_next;
}

static void
hato_fixed_enumerator_init (HatoFixedEnumerator *self)
{
}

static GSocketAddressEnumerator *
hato_fixed_address_enumerate (GSocketConnectable *connectable)
{
  HatoFixedEnumerator *enumerator = g_object_new (HATO_TYPE_FIXED_ENUMERATOR, NULL);

  enumerator->address = g_object_ref (HATO_FIXED_ADDRESS (connectable)->address);
  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

static void
hato_fixed_address_connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = hato_fixed_address_enumerate;
  iface->proxy_enumerate = hato_fixed_address_enumerate; /* a proxy would resolve the name anew */
}

static void
hato_fixed_address_finalize (GObject *object)
{
  g_clear_object (&HATO_FIXED_ADDRESS (object)->address);

  G_OBJECT_CLASS (hato_fixed_address_parent_class)->finalize (object);
}

static void
hato_fixed_address_class_init (HatoFixedAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_fixed_address_finalize;
}

static void
hato_fixed_address_init (HatoFixedAddress *self)
{
}

/** hato_fixed_address_new: (transfer full): @host at @port, reached at @address and nowhere else */
GSocketConnectable *
hato_fixed_address_new (const char *host, guint16 port, const HatoAddress *address)
{
  HatoFixedAddress *self =
      g_object_new (HATO_TYPE_FIXED_ADDRESS, "hostname", host, "port", (guint) port, NULL);
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_bytes (
      address->bytes, address->size == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);

  self->address = g_inet_socket_address_new (inet, port);
  return G_SOCKET_CONNECTABLE (self);
}
