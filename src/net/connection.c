/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/connection.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _HatoConnection
{
  int fd;                    /* -1 = not open */
  GCancellable *cancellable; /* (owned) */
  int wake;                  /* of the cancellable; -1 = none */
};

/* An address and port as the socket calls want them. */
typedef union
{
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
} SocketAddress;

/** hato_connection_new: (transfer full): not open yet; @cancellable (nullable) ends every wait. */
HatoConnection *
hato_connection_new (GCancellable *cancellable)
{
  HatoConnection *self = g_new0 (HatoConnection, 1);

  self->fd = -1;
  self->wake = -1;
  if (cancellable != NULL)
    {
      self->cancellable = g_object_ref (cancellable);
      self->wake = g_cancellable_get_fd (cancellable);
    }
  return self;
}

/** hato_connection_free: closes it. */
void
hato_connection_free (HatoConnection *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->wake >= 0)
    g_cancellable_release_fd (self->cancellable);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * hato_connection_wait:
 * @events: POLLIN or POLLOUT
 * @deadline: monotonic time in microseconds
 */
HatoWait
hato_connection_wait (HatoConnection *self, short events, gint64 deadline)
{
  struct pollfd polled[2] = { { .fd = self->fd, .events = events },
                              { .fd = self->wake, .events = POLLIN } };

  for (;;)
    {
      gint64 left = deadline - g_get_monotonic_time ();
      int n;

      if (g_cancellable_is_cancelled (self->cancellable))
        return HATO_WAIT_CANCELLED;
      if (left <= 0)
        return HATO_WAIT_LATE;
      n = poll (polled, G_N_ELEMENTS (polled), (int) MIN (left / 1000 + 1, G_MAXINT));
      if (n > 0 && polled[0].revents != 0)
        return HATO_WAIT_READY;
      if (n < 0 && errno != EINTR)
        return HATO_WAIT_LATE;
    }
}

/* What a failed connection says of the server, or of the way to it. */
static HatoTalkEnd
get_end (int error)
{
  switch (error)
    {
    case ECONNREFUSED:
      return HATO_TALK_CLOSED;
    case ETIMEDOUT:
      return HATO_TALK_FILTERED;
    case ECONNRESET:
    case EPIPE:
      return HATO_TALK_RESET;
    default:
      return HATO_TALK_UNREACHABLE;
    }
}

static socklen_t
fill (SocketAddress *socket_address, const HatoAddress *address, guint16 port)
{
  memset (socket_address, 0, sizeof *socket_address);
  if (address->size == 4)
    {
      socket_address->v4.sin_family = AF_INET;
      socket_address->v4.sin_port = g_htons (port);
      memcpy (&socket_address->v4.sin_addr, address->bytes, 4);
      return sizeof socket_address->v4;
    }
  socket_address->v6.sin6_family = AF_INET6;
  socket_address->v6.sin6_port = g_htons (port);
  memcpy (&socket_address->v6.sin6_addr, address->bytes, 16);
  return sizeof socket_address->v6;
}

static int
connect_now (HatoConnection *self, const HatoAddress *address, guint16 port)
{
  SocketAddress to;
  socklen_t size = fill (&to, address, port);
  const int on = 1;

  self->fd = socket (to.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (self->fd < 0)
    return errno;

  setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return connect (self->fd, &to.any, size) == 0 ? 0 : errno;
}

/**
 * hato_connection_open:
 * @deadline: monotonic time in microseconds
 * @end: (out): why not
 *
 * Connects. The address must have been found fit to be connected to (net/reach).
 */
gboolean
hato_connection_open (HatoConnection *self,
                      const HatoAddress *address,
                      guint16 port,
                      gint64 deadline,
                      HatoTalkEnd *end)
{
  int error = connect_now (self, address, port);
  socklen_t size = sizeof error;

  if (error == EINPROGRESS)
    {
      HatoWait wait = hato_connection_wait (self, POLLOUT, deadline);

      if (wait != HATO_WAIT_READY)
        {
          *end = wait == HATO_WAIT_LATE ? HATO_TALK_FILTERED : HATO_TALK_CANCELLED;
          return FALSE;
        }
      if (getsockopt (self->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        error = errno;
    }
  *end = get_end (error);
  return error == 0;
}

/** hato_connection_read: as read (2), for a socket that does not block. */
gssize
hato_connection_read (HatoConnection *self, gpointer bytes, gsize size)
{
  return recv (self->fd, bytes, size, 0);
}

/** hato_connection_write: as write (2), without SIGPIPE, for a socket that does not block. */
gssize
hato_connection_write (HatoConnection *self, gconstpointer bytes, gsize size)
{
  return send (self->fd, bytes, size, MSG_NOSIGNAL);
}

static gboolean
get_name (const HatoConnection *self, gboolean of_peer, HatoAddress *address)
{
  SocketAddress name;
  socklen_t size = sizeof name;

  if ((of_peer ? getpeername (self->fd, &name.any, &size)
               : getsockname (self->fd, &name.any, &size))
      != 0)
    return FALSE;

  address->size = name.any.sa_family == AF_INET ? 4 : 16;
  memcpy (address->bytes,
          name.any.sa_family == AF_INET ? (gpointer) &name.v4.sin_addr
                                        : (gpointer) &name.v6.sin6_addr,
          address->size);
  return TRUE;
}

/** hato_connection_is_to_itself: whether the server runs on this machine. */
gboolean
hato_connection_is_to_itself (const HatoConnection *self)
{
  HatoAddress own, peer;

  return get_name (self, FALSE, &own) && get_name (self, TRUE, &peer) && own.size == peer.size
         && memcmp (own.bytes, peer.bytes, own.size) == 0;
}

/** hato_connection_dup_literal: (transfer full): our address as EHLO may name it (RFC 5321 §4.1.3). */
char *
hato_connection_dup_literal (const HatoConnection *self)
{
  HatoAddress own;
  g_autofree char *text = NULL;

  if (!get_name (self, FALSE, &own))
    return g_strdup ("[127.0.0.1]");

  text = hato_address_to_string (&own);
  return g_strdup_printf (own.size == 4 ? "[%s]" : "[IPv6:%s]", text);
}
