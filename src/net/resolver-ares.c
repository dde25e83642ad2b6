/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/resolver-ares.h"

#include <ares.h>
#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/address.h"
#include "base/cursor.h"
#include "base/error.h"
#include "base/hand-over.h"
#include "net/dns-message.h"

#define TRIES_MAX     3u
#define QUESTION_TIME (5 * G_USEC_PER_SEC) /* after which a question has failed */
#define UDP_TIMEOUT   900                  /* milliseconds, then another server is asked */
#define TCP_TIMEOUT   2000
#define EDNS_SIZE     1232
#define SERVERS_MAX   8u
#define RESOLV_CONF   "/etc/resolv.conf"

/* A name server. */
typedef struct
{
  char *text; /* (owned): as people write it: "192.0.2.1" or "192.0.2.1#5353" */
  HatoAddress address;
  guint16 port;
  guint n_silent; /* times in a row that it did not answer; network thread only */
} Server;

typedef struct _Net Net;

/* One c-ares channel: to one server, over one transport. */
typedef struct
{
  Net *net; /* (not owned) */
  ares_channel ares;
  GHashTable *sockets; /* (owned): fd → GSource */
  GSource *timer;      /* (owned) */
} Channel;

/* What the resolver and its thread share. */
struct _Net
{
  GMainContext *context; /* (owned) */
  GMainLoop *loop;       /* (owned) */
  GWeakRef resolver;
  HatoSettings *settings; /* (owned) */
  GPtrArray *servers;     /* (owned) (element-type Server): the run's */
  GPtrArray
      *direct; /* (owned) (element-type Server): those that a question names; network thread only */
  GHashTable *channels;     /* (owned): "udp 192.0.2.1#53" → Channel; network thread only */
  GSourceFuncs timer_funcs; /* constant; GLib wants it writable */
  gboolean over;            /* network thread only */
};

struct _HatoResolverAres
{
  HatoResolver parent_instance;

  Net *net; /* (owned) */
};

/* One question on its way. */
typedef struct
{
  Net *net;               /* (not owned): the thread outlives it */
  HatoQuestion *question; /* (owned) */
  Server *server;         /* (not owned) */
  gint64 began;
  guint n_tries;
  gboolean tcp;
  gboolean plain; /* without EDNS: the server does not know it */
} Asking;

G_DEFINE_FINAL_TYPE (HatoResolverAres, hato_resolver_ares, HATO_TYPE_RESOLVER)

static void asking_send (Asking *asking);

static void
server_free (gpointer data)
{
  Server *server = data;

  g_free (server->text);
  g_free (server);
}

/* "ADDR", "ADDR#PORT", "[v6]", "[v6]#PORT". */
static Server *
server_new (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "#", 2);
  g_autofree char *address = g_strdup (parts[0] != NULL ? parts[0] : "");
  Server *server = g_new0 (Server, 1);
  HatoCursor cursor;
  guint64 port = 53;
  gsize length = strlen (address);

  if (length > 2 && address[0] == '[' && address[length - 1] == ']')
    {
      address[length - 1] = '\0';
      memmove (address, address + 1, length - 1);
    }
  if (parts[0] != NULL && parts[1] != NULL)
    {
      hato_cursor_init (&cursor, parts[1], strlen (parts[1]));
      if (!hato_cursor_take_decimal (&cursor, G_MAXUINT16, &port) || !hato_cursor_at_end (&cursor))
        port = 0;
    }
  if (port == 0 || !hato_address_parse (address, &server->address))
    {
      g_free (server);
      return NULL;
    }
  server->port = (guint16) port;
  server->text = port == 53 ? g_strdup (address) : g_strdup_printf ("%s#%u", address, server->port);
  return server;
}

/* The system's servers. An unreadable file leaves none: then the computer is offline. */
static void
read_system_servers (GPtrArray *servers)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (RESOLV_CONF, &contents, NULL, NULL))
    return;

  lines = g_strsplit (contents, "\n", 1000);
  for (gsize i = 0; lines[i] != NULL && servers->len < SERVERS_MAX; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (g_strstrip (lines[i]), " \t", 8);
      const char *address = NULL;
      Server *server;

      for (gsize j = 1; words[0] != NULL && strcmp (words[0], "nameserver") == 0 && words[j] != NULL
                        && address == NULL;
           j++)
        address = *words[j] != '\0' ? words[j] : NULL;
      server = address != NULL ? server_new (address) : NULL;
      if (server != NULL)
        g_ptr_array_add (servers, server);
    }
}

static gboolean
read_servers (GPtrArray *servers, const HatoSettings *settings, GError **error)
{
  if (settings->servers == NULL)
    {
      read_system_servers (servers);
      return TRUE;
    }
  for (gsize i = 0; settings->servers[i] != NULL && servers->len < SERVERS_MAX; i++)
    {
      Server *server = server_new (settings->servers[i]);

      if (server == NULL)
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                       "a name server reads ADDRESS or ADDRESS#PORT, for example 192.0.2.1: %s",
                       settings->servers[i]);
          return FALSE;
        }
      g_ptr_array_add (servers, server);
    }
  return TRUE;
}

/* ---- c-ares in a GMainContext ---- */

static void
channel_arm (Channel *channel)
{
  struct timeval span;

  if (ares_timeout (channel->ares, NULL, &span) != NULL)
    g_source_set_ready_time (channel->timer, g_get_monotonic_time () + span.tv_sec * G_USEC_PER_SEC
                                                 + span.tv_usec + 1000);
  else
    g_source_set_ready_time (channel->timer, -1);
}

static gboolean
timer_cb (gpointer data)
{
  Channel *channel = data;

  g_source_set_ready_time (channel->timer, -1);
  ares_process_fd (channel->ares, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  channel_arm (channel);
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
  Channel *channel = data;

  ares_process_fd (channel->ares,
                   (condition & (G_IO_IN | G_IO_HUP | G_IO_ERR)) != 0 ? fd : ARES_SOCKET_BAD,
                   (condition & G_IO_OUT) != 0 ? fd : ARES_SOCKET_BAD);
  channel_arm (channel);
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
  Channel *channel = data;
  GSource *source;

  g_hash_table_remove (channel->sockets, GINT_TO_POINTER (fd));
  if (!readable && !writable)
    return;

  source = g_unix_fd_source_new (fd, (readable ? G_IO_IN : 0) | (writable ? G_IO_OUT : 0));
  g_source_set_callback (source, G_SOURCE_FUNC (socket_cb), channel, NULL);
  g_source_attach (source, channel->net->context);
  g_hash_table_insert (channel->sockets, GINT_TO_POINTER (fd), source);
}

static Channel *
channel_new (Net *net, const Server *server, gboolean tcp)
{
  Channel *channel = g_new0 (Channel, 1);
  g_autofree char *address = hato_address_to_string (&server->address);
  g_autofree char *csv =
      g_strdup_printf (server->address.size == 16 ? "[%s]:%u" : "%s:%u", address, server->port);
  char lookups[] = "b"; /* the DNS, not the hosts file */
  struct ares_options options = {
    /* TC is ours to see (IGNTC), and so is every rcode (NOCHECKRESP); EDNS here only lets long answers through whole. */
    .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_NOCHECKRESP | ARES_FLAG_EDNS
             | ARES_FLAG_IGNTC | ARES_FLAG_STAYOPEN | (tcp ? ARES_FLAG_USEVC : 0),
    .timeout = tcp ? TCP_TIMEOUT : UDP_TIMEOUT,
    .tries = 1,
    .lookups = lookups,
    .ednspsz = EDNS_SIZE,
    .sock_state_cb = socket_state_cb,
    .sock_state_cb_data = channel,
  };

  channel->net = net;
  channel->sockets = g_hash_table_new_full (NULL, NULL, NULL, source_free);
  if (ares_init_options (&channel->ares, &options,
                         ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS
                             | ARES_OPT_DOMAINS | ARES_OPT_EDNSPSZ | ARES_OPT_SOCK_STATE_CB)
          != ARES_SUCCESS
      || ares_set_servers_ports_csv (channel->ares, csv) != ARES_SUCCESS)
    {
      g_hash_table_unref (channel->sockets);
      g_free (channel);
      return NULL;
    }
  channel->timer = g_source_new (&net->timer_funcs, sizeof (GSource));
  g_source_set_callback (channel->timer, timer_cb, channel, NULL);
  g_source_attach (channel->timer, net->context);
  return channel;
}

static void
channel_free (gpointer data)
{
  Channel *channel = data;

  ares_destroy (channel->ares); /* calls every open callback with ARES_EDESTRUCTION */
  g_hash_table_unref (channel->sockets);
  source_free (channel->timer);
  g_free (channel);
}

static Channel *
get_channel (Net *net, const Server *server, gboolean tcp)
{
  g_autofree char *key = g_strconcat (tcp ? "tcp " : "udp ", server->text, NULL);
  Channel *channel = g_hash_table_lookup (net->channels, key);

  if (channel == NULL)
    {
      channel = channel_new (net, server, tcp);
      if (channel != NULL)
        g_hash_table_insert (net->channels, g_steal_pointer (&key), channel);
    }
  return channel;
}

/* ---- one question ---- */

static void
asking_free (Asking *asking)
{
  hato_question_unref (asking->question);
  g_free (asking);
}

/* Hands the answer over, and the question is done with. */
static void
asking_finish (Asking *asking, HatoEvidence *evidence)
{
  g_autoptr (HatoResolver) resolver = g_weak_ref_get (&asking->net->resolver);

  evidence->time = hato_clock_now (&asking->net->settings->clock);
  evidence->duration = g_get_monotonic_time () - asking->began;
  evidence->server = asking->server != NULL ? g_strdup (asking->server->text) : NULL;
  if (resolver != NULL)
    hato_resolver_answer (resolver, evidence);
  else
    hato_evidence_unref (evidence);
  asking_free (asking);
}

static void
asking_fail (Asking *asking, const char *failure)
{
  asking_finish (
      asking, hato_evidence_new_failure (asking->question, asking->tcp ? "tcp" : "udp", failure));
}

/* The servers that may answer this question: the run's, or the one that it names. */
static guint
count_servers (const Asking *asking)
{
  return asking->question->server != NULL ? 1 : asking->net->servers->len;
}

/* The next server of the run, those that keep silent last. */
static Server *
next_server (Net *net, const Server *current)
{
  guint start = 0, best = 0;

  if (!g_ptr_array_find (net->servers, current, &start))
    start = net->servers->len - 1;
  for (guint i = 1; i <= net->servers->len; i++)
    {
      guint index = (start + i) % net->servers->len;

      if (i == 1
          || ((Server *) g_ptr_array_index (net->servers, index))->n_silent
                 < ((Server *) g_ptr_array_index (net->servers, best))->n_silent)
        best = index;
    }
  return g_ptr_array_index (net->servers, best);
}

/* The server whose address a question names. */
static Server *
direct_server (Net *net, const char *text)
{
  Server *server;

  for (guint i = 0; i < net->direct->len; i++)
    if (strcmp (((Server *) g_ptr_array_index (net->direct, i))->text, text) == 0)
      return g_ptr_array_index (net->direct, i);

  server = server_new (text);
  if (server != NULL)
    g_ptr_array_add (net->direct, server);
  return server;
}

/* Whether this computer has a way to the server at all: nothing is sent, the kernel alone is asked. */
static gboolean
has_route (const Server *server)
{
  struct sockaddr_storage storage = { .ss_family = server->address.size == 4 ? AF_INET : AF_INET6 };
  socklen_t length =
      server->address.size == 4 ? sizeof (struct sockaddr_in) : sizeof (struct sockaddr_in6);
  int fd = socket (storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  gboolean route;

  if (fd < 0)
    return FALSE;
  if (storage.ss_family == AF_INET)
    {
      struct sockaddr_in *in = (struct sockaddr_in *) &storage;

      in->sin_port = htons (server->port);
      memcpy (&in->sin_addr, server->address.bytes, 4);
    }
  else
    {
      struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) &storage;

      in6->sin6_port = htons (server->port);
      memcpy (&in6->sin6_addr, server->address.bytes, 16);
    }
  route = connect (fd, (struct sockaddr *) &storage, length) == 0
          || (errno != ENETUNREACH && errno != EADDRNOTAVAIL);
  close (fd);
  return route;
}

/* Tries once more: at another server where there is one. */
static void
asking_retry (Asking *asking, const char *failure)
{
  Net *net = asking->net;

  if (asking->n_tries >= TRIES_MAX || g_get_monotonic_time () - asking->began >= QUESTION_TIME)
    {
      asking_fail (asking, failure);
      return;
    }
  /* A second look by TCP that gets nowhere is made by UDP after all: many home routers know no other. */
  if (asking->tcp && (asking->question->flags & HATO_QUESTION_AGAIN) != 0)
    asking->tcp = FALSE;
  if (asking->question->server == NULL)
    asking->server = next_server (net, asking->server);
  asking_send (asking);
}

/* An answer that says of itself that it does not help; another server may know more. */
static gboolean
is_unhelpful (const Asking *asking, const HatoEvidence *evidence)
{
  return (evidence->rcode == HATO_RCODE_SERVFAIL || evidence->rcode == HATO_RCODE_REFUSED)
         && count_servers (asking) > 1 && asking->n_tries < TRIES_MAX
         && asking->n_tries < count_servers (asking);
}

static void
asking_receive (Asking *asking, const guint8 *bytes, gsize size)
{
  HatoEvidence *evidence = hato_evidence_new (asking->question, asking->tcp ? "tcp" : "udp");
  HatoDnsRead read = hato_dns_message_read (bytes, size, evidence);

  asking->server->n_silent = 0;
  if (read == HATO_DNS_READ_ANSWER
      && (evidence->rcode == HATO_RCODE_FORMERR || evidence->rcode == HATO_RCODE_NOTIMP)
      && !asking->plain)
    {
      hato_evidence_unref (evidence);
      asking->plain = TRUE; /* RFC 6891 §7: it may not know EDNS */
      asking_send (asking);
    }
  else if (read == HATO_DNS_READ_ANSWER && !is_unhelpful (asking, evidence))
    asking_finish (asking, evidence);
  else
    {
      hato_evidence_unref (evidence);
      if (read != HATO_DNS_READ_ANSWER && !asking->tcp) /* cut, or unreadable and perhaps cut */
        {
          asking->tcp = TRUE;
          asking_send (asking);
        }
      else
        asking_retry (asking, read == HATO_DNS_READ_TRUNCATED ? "too_big" : "protocol");
    }
}

static void
answered_cb (void *data, int status, int timeouts, unsigned char *bytes, int size)
{
  Asking *asking = data;

  if (asking->net->over || status == ARES_EDESTRUCTION || status == ARES_ECANCELLED)
    asking_free (asking);
  else if (bytes != NULL && size > 0)
    asking_receive (asking, bytes, (gsize) size);
  else if (status == ARES_ETIMEOUT)
    {
      asking->server->n_silent++;
      asking_retry (asking, "timeout");
    }
  else
    {
      asking->server->n_silent++;
      asking_retry (asking, !has_route (asking->server)   ? "offline"
                            : status == ARES_ECONNREFUSED ? "network"
                                                          : "protocol");
    }
}

static void
asking_send (Asking *asking)
{
  HatoDnsMessageFlags flags = (asking->question->server == NULL ? HATO_DNS_MESSAGE_RECURSION : 0)
                              | (asking->plain ? 0 : HATO_DNS_MESSAGE_EDNS);
  g_autoptr (GBytes) message =
      hato_dns_message_build (asking->question, (guint16) g_random_int (), flags);
  Channel *channel = get_channel (asking->net, asking->server, asking->tcp);
  gconstpointer bytes;
  gsize size;

  if (message == NULL || channel == NULL)
    {
      asking_fail (asking, "protocol");
      return;
    }
  asking->n_tries++;
  bytes = g_bytes_get_data (message, &size);
  ares_send (channel->ares, bytes, (int) size, answered_cb,
             asking); /* may call back before it returns: asking is not touched again */
  channel_arm (channel);
}

/* In the network thread: a question has come. */
static gboolean
start_cb (gpointer data)
{
  Asking *asking = data;
  Net *net;
  gboolean again;

  HATO_TAKE_OVER (asking);
  net = asking->net;
  again = (asking->question->flags & HATO_QUESTION_AGAIN) != 0;
  if (net->over)
    {
      asking_free (asking);
      return G_SOURCE_REMOVE;
    }
  if (asking->question->server != NULL)
    asking->server = direct_server (net, asking->question->server);
  else if (net->servers->len > 0)
    asking->server = next_server (net, again ? g_ptr_array_index (net->servers, 0) : NULL);
  asking->tcp = again && count_servers (asking) < 2;
  if (asking->server != NULL)
    asking_send (asking);
  else
    asking_fail (asking, asking->question->server != NULL ? "protocol" : "offline");
  return G_SOURCE_REMOVE;
}

/* ---- the thread ---- */

static void
net_clear (gpointer data)
{
  Net *net = data;

  g_main_loop_unref (net->loop);
  g_main_context_unref (net->context);
  g_weak_ref_clear (&net->resolver);
  hato_settings_unref (net->settings);
  g_ptr_array_unref (net->servers);
  g_ptr_array_unref (net->direct);
  g_hash_table_unref (net->channels);
}

static void
net_unref (gpointer net)
{
  g_atomic_rc_box_release_full (net, net_clear);
}

static gpointer
net_thread (gpointer data)
{
  Net *net = data;

  g_main_context_push_thread_default (net->context);
  g_main_loop_run (net->loop);
  net->over = TRUE;
  g_hash_table_remove_all (net->channels);
  while (g_main_context_iteration (net->context,
                                   FALSE)) /* questions that came too late free themselves */
    ;
  g_main_context_pop_thread_default (net->context);
  net_unref (net);
  return NULL;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (((Net *) data)->loop);
  return G_SOURCE_REMOVE;
}

static void
net_invoke (Net *net, GSourceFunc func, gpointer data, GDestroyNotify data_free)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, data_free);
  g_source_attach (source, net->context);
}

static void
hato_resolver_ares_send (HatoResolver *resolver, HatoQuestion *question)
{
  HatoResolverAres *self = HATO_RESOLVER_ARES (resolver);
  Asking *asking = g_new0 (Asking, 1);

  asking->net = self->net;
  asking->question = hato_question_ref (question);
  asking->began = g_get_monotonic_time ();
  HATO_HAND_OVER (asking);
  net_invoke (self->net, start_cb, asking, NULL);
}

/* The last reference: the thread ends by itself, and is not waited for. */
static void
hato_resolver_ares_finalize (GObject *object)
{
  HatoResolverAres *self = HATO_RESOLVER_ARES (object);

  if (self->net != NULL)
    net_invoke (self->net, quit_cb, g_atomic_rc_box_acquire (self->net), net_unref);
  g_clear_pointer (&self->net, net_unref);

  G_OBJECT_CLASS (hato_resolver_ares_parent_class)->finalize (object);
}

static void
hato_resolver_ares_class_init (HatoResolverAresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_resolver_ares_finalize;
  HATO_RESOLVER_CLASS (klass)->send = hato_resolver_ares_send;
}

static void
hato_resolver_ares_init (HatoResolverAres *self)
{
}

/**
 * hato_resolver_ares_new:
 * @settings: a reference is taken; its servers are those asked, or else the system's
 *
 * Returns: (transfer full) (nullable): one run's resolver with a thread of its own; NULL where a server's address cannot be read
 */
HatoResolver *
hato_resolver_ares_new (HatoSettings *settings, GError **error)
{
  g_autoptr (GPtrArray) servers = g_ptr_array_new_with_free_func (server_free);
  HatoResolverAres *self;
  Net *net;

  if (!read_servers (servers, settings, error))
    return NULL;

  self = g_object_new (HATO_TYPE_RESOLVER_ARES, NULL);
  net = g_atomic_rc_box_new0 (Net);
  net->context = g_main_context_new ();
  net->loop = g_main_loop_new (net->context, FALSE);
  net->settings = hato_settings_ref (settings);
  net->servers = g_steal_pointer (&servers);
  net->timer_funcs.dispatch = timer_dispatch;
  net->direct = g_ptr_array_new_with_free_func (server_free);
  net->channels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, channel_free);
  g_weak_ref_init (&net->resolver, self);
  self->net = net;
  g_thread_unref (g_thread_new ("hato-dns", net_thread, g_atomic_rc_box_acquire (net)));
  return HATO_RESOLVER (self);
}
