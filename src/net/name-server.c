/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/name-server.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/cursor.h"
#include "base/error.h"

#define PORT_USUAL  53u
#define SERVERS_MAX 8u
#define LINES_MAX   1000
#define RESOLV_CONF "/etc/resolv.conf"

void
hato_name_server_free (HatoNameServer *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * hato_name_server_new:
 * @text: "ADDR", "ADDR#PORT", "[ADDR]" or "[ADDR]#PORT"
 *
 * Returns: (transfer full) (nullable): NULL where @text is none of these
 */
HatoNameServer *
hato_name_server_new (const char *text)
{
  g_autoptr (HatoNameServer) self = g_new0 (HatoNameServer, 1);
  g_autofree char *address = NULL;
  guint64 port = PORT_USUAL;
  HatoCursor cursor;
  gboolean brackets;
  gsize start;

  hato_cursor_init (&cursor, text, strlen (text));
  brackets = hato_cursor_take_char (&cursor, '[');
  start = cursor.position;
  hato_cursor_take_until_any_of (&cursor, "#]");
  address = hato_cursor_dup_range (&cursor, start, cursor.position);
  if (brackets && !hato_cursor_take_char (&cursor, ']'))
    return NULL;
  if (hato_cursor_take_char (&cursor, '#')
      && !hato_cursor_take_decimal (&cursor, G_MAXUINT16, &port))
    return NULL;
  if (!hato_cursor_at_end (&cursor) || port == 0 || !hato_address_parse (address, &self->address))
    return NULL;

  self->port = (guint16) port;
  self->text =
      port == PORT_USUAL ? g_strdup (address) : g_strdup_printf ("%s#%u", address, self->port);
  return g_steal_pointer (&self);
}

/** hato_name_server_has_route: whether this computer has a way to the server at all: nothing is sent, the kernel alone is asked. */
gboolean
hato_name_server_has_route (const HatoNameServer *self)
{
  struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons (self->port) };
  struct sockaddr_in6 in6 = { .sin6_family = AF_INET6, .sin6_port = htons (self->port) };
  gboolean is_4 = self->address.size == 4, route;
  int fd = socket (is_4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return FALSE;

  memcpy (is_4 ? (void *) &in.sin_addr : (void *) &in6.sin6_addr, self->address.bytes,
          self->address.size);
  route = connect (fd, is_4 ? (const struct sockaddr *) &in : (const struct sockaddr *) &in6,
                   is_4 ? sizeof in : sizeof in6)
              == 0
          || (errno != ENETUNREACH && errno != EHOSTUNREACH && errno != EADDRNOTAVAIL);
  close (fd);
  return route;
}

/* The address of a line "nameserver ADDRESS". */
static HatoNameServer *
read_line (char *line)
{
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (line), " \t", 8);

  if (words[0] == NULL || strcmp (words[0], "nameserver") != 0)
    return NULL;
  for (gsize i = 1; words[i] != NULL; i++)
    if (*words[i] != '\0')
      return hato_name_server_new (words[i]);
  return NULL;
}

/**
 * hato_name_server_list_system:
 *
 * Returns: (transfer full) (element-type HatoNameServer): the servers that the system asks; empty where it names none
 */
GPtrArray *
hato_name_server_list_system (void)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_name_server_free);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (RESOLV_CONF, &contents, NULL, NULL))
    return servers;

  lines = g_strsplit (contents, "\n", LINES_MAX);
  for (gsize i = 0; lines[i] != NULL && servers->len < SERVERS_MAX; i++)
    {
      HatoNameServer *server = read_line (lines[i]);

      if (server != NULL)
        g_ptr_array_add (servers, server);
    }
  return servers;
}

/**
 * hato_name_server_list_new:
 * @texts: addresses as people write them
 *
 * Returns: (transfer full) (nullable) (element-type HatoNameServer): the first of them; NULL with %HATO_ERROR_INVALID_INPUT
 *   where one cannot be read
 */
GPtrArray *
hato_name_server_list_new (const char *const *texts, GError **error)
{
  g_autoptr (GPtrArray) servers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_name_server_free);

  for (gsize i = 0; texts[i] != NULL && servers->len < SERVERS_MAX; i++)
    {
      HatoNameServer *server = hato_name_server_new (texts[i]);

      if (server == NULL)
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                       "a name server reads ADDRESS or ADDRESS#PORT, for example 192.0.2.1: %s",
                       texts[i]);
          return NULL;
        }
      g_ptr_array_add (servers, server);
    }
  return g_steal_pointer (&servers);
}

/** hato_name_server_list_next: (transfer none): the one after @current (nullable), those that keep silent last; @servers is
 * not empty */
HatoNameServer *
hato_name_server_list_next (GPtrArray *servers, const HatoNameServer *current)
{
  guint start = 0, best = 0;

  if (!g_ptr_array_find (servers, current, &start))
    start = servers->len - 1;
  for (guint i = 1; i <= servers->len; i++)
    {
      guint index = (start + i) % servers->len;

      if (i == 1
          || ((HatoNameServer *) g_ptr_array_index (servers, index))->n_silent
                 < ((HatoNameServer *) g_ptr_array_index (servers, best))->n_silent)
        best = index;
    }
  return g_ptr_array_index (servers, best);
}

/** hato_name_server_list_get: (transfer none) (nullable): the server of that address, added if it is new; NULL where @text
 * is no address */
HatoNameServer *
hato_name_server_list_get (GPtrArray *servers, const char *text)
{
  HatoNameServer *server = hato_name_server_new (text);

  for (guint i = 0; server != NULL && i < servers->len; i++)
    {
      HatoNameServer *known = g_ptr_array_index (servers, i);

      if (strcmp (known->text, server->text) == 0)
        {
          hato_name_server_free (server);
          return known;
        }
    }
  if (server != NULL)
    g_ptr_array_add (servers, server);
  return server;
}
