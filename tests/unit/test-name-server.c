/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/name-server.h"

#include <string.h>

#include "base/error.h"

static const struct
{
  const char *description;
  const char *given;
  const char *text; /* NULL = no server */
  guint16 port;
  gsize size;
} rows[] = {
  { "IPv4", "192.0.2.1", "192.0.2.1", 53, 4 },
  { "IPv4 and a port", "192.0.2.1#5353", "192.0.2.1#5353", 5353, 4 },
  { "the usual port goes without saying", "192.0.2.1#53", "192.0.2.1", 53, 4 },
  { "the last port", "192.0.2.1#65535", "192.0.2.1#65535", 65535, 4 },
  { "IPv6", "2001:db8::1", "2001:db8::1", 53, 16 },
  { "IPv6 and a port", "2001:db8::1#5353", "2001:db8::1#5353", 5353, 16 },
  { "IPv6 in brackets", "[2001:db8::1]", "2001:db8::1", 53, 16 },
  { "IPv6 in brackets and a port", "[2001:db8::1]#5353", "2001:db8::1#5353", 5353, 16 },
  { "nothing", "", NULL, 0, 0 },
  { "a name", "localhost", NULL, 0, 0 },
  { "half an address", "192.0.2", NULL, 0, 0 },
  { "a port without digits", "192.0.2.1#", NULL, 0, 0 },
  { "port 0", "192.0.2.1#0", NULL, 0, 0 },
  { "a port too high", "192.0.2.1#65536", NULL, 0, 0 },
  { "a port that is none", "192.0.2.1#dns", NULL, 0, 0 },
  { "more behind the port", "192.0.2.1#53x", NULL, 0, 0 },
  { "two ports", "192.0.2.1#53#53", NULL, 0, 0 },
  { "a colon before the port", "192.0.2.1:53", NULL, 0, 0 },
  { "a bracket without its other", "[2001:db8::1", NULL, 0, 0 },
  { "the other bracket alone", "2001:db8::1]", NULL, 0, 0 },
  { "more behind the bracket", "[2001:db8::1]53", NULL, 0, 0 },
  { "a space", "192.0.2.1 ", NULL, 0, 0 },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoNameServer) server = hato_name_server_new (rows[i].given);

      g_test_message ("%s", rows[i].description);
      g_assert_cmpint (server != NULL, ==, rows[i].text != NULL);
      if (server == NULL)
        continue;
      g_assert_cmpstr (server->text, ==, rows[i].text);
      g_assert_cmpuint (server->port, ==, rows[i].port);
      g_assert_cmpuint (server->address.size, ==, rows[i].size);
    }
}

/* There is always a way to this computer itself; nothing is sent. */
static void
test_route (void)
{
  g_autoptr (HatoNameServer) here = hato_name_server_new ("127.0.0.1#9");

  g_assert_true (hato_name_server_has_route (here));
}

static void
test_system (void)
{
  g_autoptr (GPtrArray) servers = hato_name_server_list_system ();

  g_assert_cmpuint (servers->len, <=, 8);
  for (guint i = 0; i < servers->len; i++)
    g_assert_cmpuint (((HatoNameServer *) g_ptr_array_index (servers, i))->port, ==, 53);
}

static void
test_list (void)
{
  const char *const texts[] = { "192.0.2.1", "192.0.2.2#5353", "192.0.2.3", NULL };
  const char *const wrong[] = { "192.0.2.1", "ns.example", NULL };
  const char *const many[] = { "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5",
                               "192.0.2.6", "192.0.2.7", "192.0.2.8", "192.0.2.9", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) servers = hato_name_server_list_new (texts, NULL);
  g_autoptr (GPtrArray) first = hato_name_server_list_new (many, NULL);
  HatoNameServer *one = g_ptr_array_index (servers, 0), *two = g_ptr_array_index (servers, 1),
                 *three = g_ptr_array_index (servers, 2);

  g_assert_cmpuint (first->len, ==, 8);
  g_assert_null (hato_name_server_list_new (wrong, &error));
  g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, "ns.example"));

  g_assert_true (hato_name_server_list_next (servers, NULL) == one);
  g_assert_true (hato_name_server_list_next (servers, one) == two);
  g_assert_true (hato_name_server_list_next (servers, three) == one);
  two->n_silent = 1; /* who keeps silent comes last */
  g_assert_true (hato_name_server_list_next (servers, one) == three);

  g_assert_true (hato_name_server_list_get (servers, "192.0.2.2#5353") == two);
  g_assert_cmpuint (servers->len, ==, 3);
  g_assert_nonnull (hato_name_server_list_get (servers, "2001:db8::1"));
  g_assert_cmpuint (servers->len, ==, 4);
  g_assert_null (hato_name_server_list_get (servers, "ns.example"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name-server/rows", test_rows);
  g_test_add_func ("/name-server/route", test_route);
  g_test_add_func ("/name-server/system", test_system);
  g_test_add_func ("/name-server/list", test_list);
  return g_test_run ();
}
