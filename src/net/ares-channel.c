/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/ares-channel.h"

#include <glib-unix.h>

#define UDP_TIMEOUT 900 /* milliseconds, then another server is asked */
#define TCP_TIMEOUT 2000
#define EDNS_SIZE   1232

struct _HatoAresChannel
{
  GMainContext *context; /* (owned) */
  ares_channel ares;
  GHashTable *sockets;      /* (owned): fd → GSource */
  GSource *timer;           /* (owned) */
  GSource *cancelling;      /* (owned) (nullable) */
  GSourceFuncs timer_funcs; /* constant; GLib wants it writable */
};

static void
arm (HatoAresChannel *self)
{
  struct timeval span;

  if (ares_timeout (self->ares, NULL, &span) != NULL)
    g_source_set_ready_time (self->timer, g_get_monotonic_time () + span.tv_sec * G_USEC_PER_SEC
                                              + span.tv_usec + 1000);
  else
    g_source_set_ready_time (self->timer, -1);
}

static gboolean
timer_cb (gpointer data)
{
  HatoAresChannel *self = data;

  g_source_set_ready_time (self->timer, -1);
  ares_process_fd (self->ares, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  arm (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static gboolean
socket_cb (int fd, GIOCondition condition, gpointer data)
{
  HatoAresChannel *self = data;

  ares_process_fd (self->ares,
                   (condition & (G_IO_IN | G_IO_HUP | G_IO_ERR)) != 0 ? fd : ARES_SOCKET_BAD,
                   (condition & G_IO_OUT) != 0 ? fd : ARES_SOCKET_BAD);
  arm (self);
  return G_SOURCE_CONTINUE;
}

static void
source_free (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* c-ares tells which of its sockets wait for what; (0, 0) comes before it closes one. */
static void
socket_state_cb (void *data, ares_socket_t fd, int readable, int writable)
{
  HatoAresChannel *self = data;
  GSource *source;

  g_hash_table_remove (self->sockets, GINT_TO_POINTER (fd));
  if (!readable && !writable)
    return;

  source = g_unix_fd_source_new (fd, (readable ? G_IO_IN : 0) | (writable ? G_IO_OUT : 0));
  g_source_set_callback (source, G_SOURCE_FUNC (socket_cb), self, NULL);
  g_source_attach (source, self->context);
  g_hash_table_insert (self->sockets, GINT_TO_POINTER (fd), source);
}

static gboolean
start_ares (HatoAresChannel *self, const HatoNameServer *server, gboolean tcp)
{
  g_autofree char *address = hato_address_to_string (&server->address);
  g_autofree char *csv =
      g_strdup_printf (server->address.size == 16 ? "[%s]:%u" : "%s:%u", address, server->port);
  char lookups[] = "b"; /* the DNS, not the hosts file */
  int wanted = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS
               | ARES_OPT_DOMAINS | ARES_OPT_EDNSPSZ | ARES_OPT_SOCK_STATE_CB;
  struct ares_options options = {
    /* TC is ours to see (IGNTC), and so is every rcode (NOCHECKRESP); EDNS here only lets long answers through whole. */
    .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_NOCHECKRESP | ARES_FLAG_EDNS
             | ARES_FLAG_IGNTC | ARES_FLAG_STAYOPEN | (tcp ? ARES_FLAG_USEVC : 0),
    .timeout = tcp ? TCP_TIMEOUT : UDP_TIMEOUT,
    .tries = 1,
    .lookups = lookups,
    .ednspsz = EDNS_SIZE,
    .sock_state_cb = socket_state_cb,
    .sock_state_cb_data = self,
  };

#ifdef ARES_OPT_QUERY_CACHE /* c-ares 1.31 and later would answer a second look from the first */
  wanted |= ARES_OPT_QUERY_CACHE;
#endif
  if (ares_init_options (&self->ares, &options, wanted) != ARES_SUCCESS)
    {
      self->ares = NULL;
      return FALSE;
    }
  return ares_set_servers_ports_csv (self->ares, csv) == ARES_SUCCESS;
}

/** hato_ares_channel_new: (transfer full) (nullable): NULL where c-ares has no memory or takes not the address. */
HatoAresChannel *
hato_ares_channel_new (GMainContext *context, const HatoNameServer *server, gboolean tcp)
{
  HatoAresChannel *self = g_new0 (HatoAresChannel, 1);

  self->context = g_main_context_ref (context);
  self->sockets = g_hash_table_new_full (NULL, NULL, NULL, source_free);
  self->timer_funcs.dispatch = timer_dispatch;
  self->timer = g_source_new (&self->timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, context);
  if (!start_ares (self, server, tcp))
    g_clear_pointer (&self, hato_ares_channel_free);
  return self;
}

static gboolean
cancel_cb (gpointer data)
{
  HatoAresChannel *self = data;

  g_clear_pointer (&self->cancelling, g_source_unref);
  ares_cancel (self->ares);
  arm (self);
  return G_SOURCE_REMOVE;
}

/**
 * hato_ares_channel_cancel_soon:
 *
 * Calls every open callback with ARES_ECANCELLED, from the context, not before this returns. For a port that takes no messages: the
 * kernel tells that to one of the questions on their way, and the others would wait until their time is over.
 */
void
hato_ares_channel_cancel_soon (HatoAresChannel *self)
{
  if (self->cancelling != NULL)
    return;

  self->cancelling = g_idle_source_new ();
  g_source_set_priority (self->cancelling, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->cancelling, cancel_cb, self, NULL);
  g_source_attach (self->cancelling, self->context);
}

/** hato_ares_channel_free: calls every open callback with ARES_EDESTRUCTION. Not from a callback. */
void
hato_ares_channel_free (HatoAresChannel *self)
{
  if (self->ares != NULL)
    ares_destroy (self->ares);
  g_hash_table_unref (self->sockets);
  source_free (self->timer);
  g_clear_pointer (&self->cancelling, source_free);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * hato_ares_channel_send:
 * @message: a DNS message
 * @callback: called exactly once, perhaps before this returns
 */
void
hato_ares_channel_send (HatoAresChannel *self,
                        GBytes *message,
                        ares_callback callback,
                        gpointer user_data)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (message, &size);

  ares_send (self->ares, bytes, (int) size, callback, user_data);
  arm (self);
}
