/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/endpoint-id.h"

#include <string.h>

#include "base/address.h"
#include "base/cursor.h"

/** hato_endpoint_id_new: (transfer full): the id of the row of one door. */
char *
hato_endpoint_id_new (HatoProtocol protocol, const char *host, guint16 port, const char *address)
{
  return g_strdup_printf ("%s:%s:%u:%s", hato_protocol_to_string (protocol), host, port, address);
}

/* Whether the two can belong together: a host that has colons is an address, which is connected to itself. */
static gboolean
fit (const HatoEndpointId *self)
{
  HatoAddress address;

  if (strchr (self->host, ':') != NULL && strcmp (self->host, self->address) != 0)
    return *self->address == '\0' && hato_address_parse (self->host, &address);

  return *self->host != '\0'
         && (*self->address == '\0' || hato_address_parse (self->address, &address));
}

/* PORT:ADDRESS, if that is what stands from @cursor on. */
static gboolean
take_place (HatoCursor cursor, HatoEndpointId *self)
{
  guint64 port;

  if (!hato_cursor_take_decimal (&cursor, G_MAXUINT16, &port)
      || !hato_cursor_take_char (&cursor, ':'))
    return FALSE;

  g_free (self->address);
  self->address = hato_cursor_dup_range (&cursor, cursor.position, cursor.size);
  self->port = (guint16) port;
  return TRUE;
}

/**
 * hato_endpoint_id_parse:
 *
 * Reads what hato_endpoint_id_new () wrote. Addresses have colons too, so that the port is where host and address around it fit
 * together.
 *
 * Returns: (transfer full) (nullable): NULL for the id of any other row
 */
HatoEndpointId *
hato_endpoint_id_parse (const char *id)
{
  g_autoptr (HatoEndpointId) self = g_new0 (HatoEndpointId, 1);
  g_autofree char *protocol = NULL;
  HatoCursor cursor;
  gsize start;

  hato_cursor_init (&cursor, id, strlen (id));
  hato_cursor_take_until_any_of (&cursor, ":");
  protocol = hato_cursor_dup_range (&cursor, 0, cursor.position);
  if (!hato_protocol_from_string (protocol, &self->protocol)
      || !hato_cursor_take_char (&cursor, ':'))
    return NULL;

  start = cursor.position;
  while (!hato_cursor_at_end (&cursor))
    {
      hato_cursor_take_until_any_of (&cursor, ":");
      g_free (self->host);
      self->host = hato_cursor_dup_range (&cursor, start, cursor.position);
      if (hato_cursor_take_char (&cursor, ':') && take_place (cursor, self) && fit (self))
        return g_steal_pointer (&self);
    }
  return NULL;
}

void
hato_endpoint_id_free (HatoEndpointId *self)
{
  g_free (self->host);
  g_free (self->address);
  g_free (self);
}
