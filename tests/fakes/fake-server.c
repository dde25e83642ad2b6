/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/hand-over.h"

#define DRIP_MS 20u

struct _FakeServer
{
  FakeStep steps[FAKE_STEPS_MAX];
  FakeTls tls;
  int listener;
  int over[2]; /* a pipe: closed at its writing end when the server goes */
  guint16 port;
  GThread *thread;
  GThreadPool *connections;
  GMutex lock;
  guint n_connections; /* (lock) */
  gboolean silent;     /* (lock): somebody gets no answer */
  GString *heard;      /* (lock) (owned): all lines */
};

/* One connection; the session is NULL before the handshake. */
typedef struct
{
  FakeServer *server;
  int fd;
  gnutls_session_t session;
} Visit;

/* FALSE when the server goes, or after @ms. */
static gboolean
wait_for_bytes (Visit *visit, int ms)
{
  struct pollfd polled[2] = { { .fd = visit->fd, .events = POLLIN },
                              { .fd = visit->server->over[0], .events = POLLIN } };

  return poll (polled, 2, ms) > 0 && polled[1].revents == 0;
}

static gboolean
say (Visit *visit, const char *words, gsize size)
{
  if (visit->session != NULL)
    return gnutls_record_send (visit->session, words, size) > 0;

  return send (visit->fd, words, size, MSG_NOSIGNAL) == (gssize) size;
}

static gssize
read_byte (Visit *visit, char *byte)
{
  if (visit->session != NULL)
    return gnutls_record_recv (visit->session, byte, 1);

  return wait_for_bytes (visit, -1) ? recv (visit->fd, byte, 1, 0) : 0;
}

static gboolean
hear (Visit *visit)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char byte = '\0';

  while (byte != '\n' && read_byte (visit, &byte) == 1)
    g_string_append_c (line, byte);
  g_mutex_lock (&visit->server->lock);
  g_string_append (visit->server->heard, line->str);
  g_mutex_unlock (&visit->server->lock);
  return byte == '\n';
}

static gboolean
drip (Visit *visit, const char *words)
{
  for (gsize i = 0; words[i] != '\0'; i++)
    if (!say (visit, words + i, 1)
        || (wait_for_bytes (visit, DRIP_MS) && recv (visit->fd, &(char){ 0 }, 1, MSG_PEEK) <= 0))
      return FALSE;

  return TRUE;
}

/* Whether the first words of the client have the name to which no answer is given: it stands there in clear (RFC 6066 §3). */
static gboolean
is_left_alone (Visit *visit)
{
  const char *name = visit->server->tls.silent_to;
  char hello[4096];
  gssize size;

  if (name == NULL || !wait_for_bytes (visit, -1))
    return FALSE;

  size = recv (visit->fd, hello, sizeof hello, MSG_PEEK);
  return size > 0 && memmem (hello, (gsize) size, name, strlen (name)) != NULL;
}

static gboolean
hold (Visit *visit)
{
  char byte;

  while (read_byte (visit, &byte) == 1)
    continue;
  return FALSE;
}

static gboolean
leave_alone (Visit *visit)
{
  g_mutex_lock (&visit->server->lock);
  visit->server->silent = TRUE;
  g_mutex_unlock (&visit->server->lock);
  return hold (visit);
}

static gboolean
shake_hands (Visit *visit, gnutls_certificate_credentials_t credentials)
{
  const FakeTls *tls = &visit->server->tls;
  gnutls_x509_crt_t chain[G_N_ELEMENTS (tls->chain)];
  int n = 0, result;

  while (n < (int) G_N_ELEMENTS (tls->chain) && tls->chain[n] != NULL)
    {
      chain[n] = tls->chain[n]->certificate;
      n++;
    }
  gnutls_certificate_set_flags (credentials, GNUTLS_CERTIFICATE_SKIP_KEY_CERT_MATCH);
  if (gnutls_certificate_set_x509_key (credentials, chain, n, tls->chain[0]->key) < 0
      || gnutls_init (&visit->session, GNUTLS_SERVER) < 0
      || gnutls_priority_set_direct (
             visit->session,
             tls->priority != NULL ? tls->priority : "NORMAL:-VERS-TLS1.1:-VERS-TLS1.0", NULL)
             < 0)
    return FALSE;

  gnutls_credentials_set (visit->session, GNUTLS_CRD_CERTIFICATE, credentials);
  if (tls->wants_certificate)
    gnutls_certificate_server_set_request (visit->session, GNUTLS_CERT_REQUIRE);
  gnutls_transport_set_int (visit->session, visit->fd);
  gnutls_handshake_set_timeout (visit->session, 5000);
  do
    result = gnutls_handshake (visit->session);
  while (result < 0 && gnutls_error_is_fatal (result) == 0);
  if (result < 0)
    gnutls_alert_send_appropriate (visit->session, result);
  return result == 0;
}

static void
reset (Visit *visit)
{
  const struct linger linger = { 1, 0 };

  setsockopt (visit->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

static gboolean
do_step (Visit *visit, const FakeStep *step, gnutls_certificate_credentials_t credentials)
{
  switch (step->deed)
    {
    case FAKE_SAY:
      return say (visit, step->words, strlen (step->words));
    case FAKE_HEAR:
      return hear (visit);
    case FAKE_WAIT:
      return !wait_for_bytes (visit, (int) step->number) || TRUE;
    case FAKE_DRIP:
      return drip (visit, step->words);
    case FAKE_FLOOD:
      for (guint i = 0; i < step->number; i++)
        if (!say (visit, step->words, strlen (step->words)))
          return FALSE;
      return TRUE;
    case FAKE_TLS:
      return is_left_alone (visit) ? leave_alone (visit) : shake_hands (visit, credentials);
    case FAKE_RESET:
      reset (visit);
      return FALSE;
    case FAKE_HOLD:
      return hold (visit);
    case FAKE_END:
    default:
      return FALSE;
    }
}

static void
visit_cb (gpointer data, gpointer user_data)
{
  Visit visit = { user_data, GPOINTER_TO_INT (data) - 1, NULL };
  gnutls_certificate_credentials_t credentials = NULL;
  const int on = 1;

  HATO_TAKE_OVER (visit.server);
  setsockopt (visit.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  gnutls_certificate_allocate_credentials (&credentials);
  for (guint i = 0; i < FAKE_STEPS_MAX; i++)
    if (!do_step (&visit, &visit.server->steps[i], credentials))
      break;
  if (visit.session != NULL)
    gnutls_deinit (visit.session);
  gnutls_certificate_free_credentials (credentials);
  close (visit.fd);
  HATO_HAND_OVER (visit.server);
}

static gpointer
accept_thread (gpointer data)
{
  FakeServer *self = data;
  struct pollfd polled[2] = { { .fd = self->listener, .events = POLLIN },
                              { .fd = self->over[0], .events = POLLIN } };

  while (poll (polled, 2, -1) >= 0 && polled[1].revents == 0)
    {
      int fd = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);

      if (fd < 0)
        continue;
      g_mutex_lock (&self->lock);
      self->n_connections++;
      g_mutex_unlock (&self->lock);
      HATO_HAND_OVER (self);
      g_thread_pool_push (self->connections, GINT_TO_POINTER (fd + 1), NULL);
    }
  return NULL;
}

static int
listen_somewhere (guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) (gpointer) &address, size), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) (gpointer) &address, &size), ==, 0);
  *port = g_ntohs (address.sin_port);
  return fd;
}

/**
 * fake_server_new:
 * @steps: ended by FAKE_END
 * @tls: (nullable): for the step FAKE_TLS; its certificates must outlive the server
 */
FakeServer *
fake_server_new (const FakeStep *steps, const FakeTls *tls)
{
  FakeServer *self = g_new0 (FakeServer, 1);

  for (guint i = 0; i < FAKE_STEPS_MAX && steps[i].deed != FAKE_END; i++)
    self->steps[i] = steps[i];
  if (tls != NULL)
    self->tls = *tls;
  g_mutex_init (&self->lock);
  self->heard = g_string_new (NULL);
  self->listener = listen_somewhere (&self->port);
  g_assert_cmpint (listen (self->listener, 64), ==, 0);
  g_assert_cmpint (pipe (self->over), ==, 0);
  self->connections = g_thread_pool_new (visit_cb, self, 32, FALSE, NULL);
  self->thread = g_thread_new ("fake-server", accept_thread, self);
  return self;
}

void
fake_server_free (FakeServer *self)
{
  close (self->over[1]);
  g_thread_join (self->thread);
  g_thread_pool_free (self->connections, FALSE, TRUE);
  HATO_TAKE_OVER (self);
  close (self->over[0]);
  close (self->listener);
  g_string_free (self->heard, TRUE);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint16
fake_server_get_port (const FakeServer *self)
{
  return self->port;
}

guint
fake_server_get_connections (FakeServer *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_connections;
  g_mutex_unlock (&self->lock);
  return n;
}

/** fake_server_is_silent: whether somebody waits for a handshake that never comes. */
gboolean
fake_server_is_silent (FakeServer *self)
{
  gboolean silent;

  g_mutex_lock (&self->lock);
  silent = self->silent;
  g_mutex_unlock (&self->lock);
  return silent;
}

/** fake_server_dup_heard: (transfer full): every line that clients sent. */
char *
fake_server_dup_heard (FakeServer *self)
{
  char *heard;

  g_mutex_lock (&self->lock);
  heard = g_strdup (self->heard->str);
  g_mutex_unlock (&self->lock);
  return heard;
}

/** fake_server_find_closed_port: where nothing listens. */
guint16
fake_server_find_closed_port (void)
{
  guint16 port;
  int fd = listen_somewhere (&port);

  close (fd);
  return port;
}

/**
 * fake_server_make_dark_port:
 * @kept: (out): to be closed
 *
 * A port that answers no opening packet, as one behind a firewall: the one place in its queue is taken.
 */
guint16
fake_server_make_dark_port (int kept[2])
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  guint16 port;

  kept[0] = listen_somewhere (&port);
  g_assert_cmpint (listen (kept[0], 0), ==, 0);
  address.sin_port = g_htons (port);
  address.sin_addr.s_addr = g_htonl (INADDR_LOOPBACK);
  kept[1] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (connect (kept[1], (struct sockaddr *) &address, sizeof address), ==, 0);
  return port;
}
