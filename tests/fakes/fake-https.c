/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-https.h"

#include <string.h>

#define BLOCK 1024

struct _FakeHttps
{
  GSocketListener *listener; /* (owned) */
  GThread *thread;
  GTlsCertificate *certificate; /* (owned) (nullable): NULL = plain HTTP */
  char *response;               /* (owned) */
  gulong pause;                 /* microseconds before each byte of the body */
  gboolean endless;             /* the last byte comes again and again */
  guint16 port;
  GCancellable *over; /* (owned) */
  GMutex lock;
  guint n_connections; /* (lock) */
  char *request;       /* (lock) (owned) (nullable): the last one */
};

/* Reads up to the empty line. */
static void
read_request (FakeHttps *self, GInputStream *in)
{
  g_autoptr (GString) request = g_string_new (NULL);
  char block[1024];

  while (strstr (request->str, "\r\n\r\n") == NULL)
    {
      gssize n = g_input_stream_read (in, block, sizeof block, self->over, NULL);

      if (n <= 0)
        return;
      g_string_append_len (request, block, n);
    }
  g_mutex_lock (&self->lock);
  g_free (self->request);
  self->request = g_strdup (request->str);
  g_mutex_unlock (&self->lock);
}

/* The last byte again and again, a block at a time, until the other side has enough. */
static void
write_without_end (FakeHttps *self, GOutputStream *out, char byte)
{
  g_autofree char *block = g_strnfill (BLOCK, byte);

  while (g_output_stream_write_all (out, block, BLOCK, NULL, self->over, NULL))
    ;
}

static void
write_response (FakeHttps *self, GOutputStream *out)
{
  const char *body = strstr (self->response, "\r\n\r\n");
  gsize head = body != NULL ? (gsize) (body + 4 - self->response) : strlen (self->response);
  gsize at_once = self->pause == 0 ? strlen (self->response) : head;

  g_output_stream_write_all (out, self->response, at_once, NULL, self->over, NULL);
  for (const char *at = self->response + at_once; *at != '\0'; at++)
    {
      g_usleep (self->pause);
      if (!g_output_stream_write_all (out, at, 1, NULL, self->over, NULL))
        return;
    }
  if (self->endless)
    write_without_end (self, out, self->response[strlen (self->response) - 1]);
}

static void
serve (FakeHttps *self, GSocketConnection *connection)
{
  g_autoptr (GIOStream) stream = NULL;

  g_mutex_lock (&self->lock);
  self->n_connections++;
  g_mutex_unlock (&self->lock);
  stream = self->certificate != NULL
               ? g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL)
               : G_IO_STREAM (g_object_ref (connection));
  if (self->certificate == NULL
      || g_tls_connection_handshake (G_TLS_CONNECTION (stream), self->over, NULL))
    {
      if (self->certificate != NULL)
        read_request (self, g_io_stream_get_input_stream (stream));
      write_response (self, g_io_stream_get_output_stream (stream));
    }
  g_io_stream_close (stream, self->over, NULL);
}

/* One connection after the other, until the test is over. */
static gpointer
run (gpointer data)
{
  FakeHttps *self = data;

  while (!g_cancellable_is_cancelled (self->over))
    {
      g_autoptr (GSocketConnection) connection =
          g_socket_listener_accept (self->listener, NULL, self->over, NULL);

      if (connection != NULL)
        serve (self, connection);
    }
  return NULL;
}

/**
 * fake_https_new:
 * @pem: (nullable): certificate and key; NULL = no encryption, and an answer before any question
 * @response: status line, header, empty line and body as they go out
 * @pause: microseconds before each byte of the body
 * @endless: the last byte of the body comes again and again
 */
FakeHttps *
fake_https_new (const char *pem, const char *response, gulong pause, gboolean endless)
{
  FakeHttps *self = g_new0 (FakeHttps, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  self->response = g_strdup (response);
  self->pause = pause;
  self->endless = endless;
  self->over = g_cancellable_new ();
  if (pem != NULL)
    self->certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("fake-https", run, self);
  return self;
}

void
fake_https_free (FakeHttps *self)
{
  g_cancellable_cancel (self->over);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_clear_object (&self->certificate);
  g_object_unref (self->over);
  g_free (self->response);
  g_free (self->request);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint16
fake_https_get_port (const FakeHttps *self)
{
  return self->port;
}

guint
fake_https_count_connections (FakeHttps *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_connections;
  g_mutex_unlock (&self->lock);
  return n;
}

/** fake_https_dup_request: (transfer full) (nullable): the last request as it came */
char *
fake_https_dup_request (FakeHttps *self)
{
  char *request;

  g_mutex_lock (&self->lock);
  request = g_strdup (self->request);
  g_mutex_unlock (&self->lock);
  return request;
}
