/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/policy-fetch.h"

#include "net/fixed-address.h"
#include "net/reach.h"
#include "net/web-library.h"

#define BODY_MAX     (64u * 1024) /* RFC 8461 §3.3: senders limit what they read */
#define BLOCK        4096u
#define TIME_SECONDS 10u /* limits, T10: in all, from the first packet to the last */
#define HTTPS_PORT   443u

/* One policy on its way. */
typedef struct
{
  HatoWebLibrary soup;
  HatoEvidence *evidence;    /* (owned) */
  SoupSession *session;      /* (owned) */
  SoupMessage *message;      /* (owned) */
  GInputStream *stream;      /* (owned) (nullable) */
  GByteArray *body;          /* (owned) */
  GCancellable *cancellable; /* (owned): of this fetch alone */
  GCancellable *run;         /* (owned) (nullable): of the whole run */
  gulong run_handler;
  GSource *deadline; /* (owned) */
  gint64 began;
  gboolean late;
  HatoPolicyFetchedFunc fetched;
  gpointer user_data;
} Fetch;

/* What is wrong with a certificate, the most telling first. */
static const struct
{
  GTlsCertificateFlags flag;
  const char *word;
} faults[] = {
  { G_TLS_CERTIFICATE_BAD_IDENTITY, "hostname_mismatch" },
  { G_TLS_CERTIFICATE_EXPIRED, "cert_expired" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, "cert_not_yet_valid" },
  { G_TLS_CERTIFICATE_REVOKED, "cert_revoked" },
  { G_TLS_CERTIFICATE_INSECURE, "sig_weak" },
  { G_TLS_CERTIFICATE_UNKNOWN_CA, "untrusted_root" },
};

static void
fetch_free (Fetch *self)
{
  if (self->run_handler != 0)
    g_cancellable_disconnect (self->run, self->run_handler);
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->run);
  g_object_unref (self->cancellable);
  g_byte_array_unref (self->body);
  g_clear_pointer (&self->evidence, hato_evidence_unref);
  g_free (self);
}

/* Hands the evidence over; what did not come is a failure. */
static void
fetch_end (Fetch *self, const char *failure)
{
  HatoEvidence *evidence = g_steal_pointer (&self->evidence);

  evidence->failure = failure;
  evidence->duration = g_get_monotonic_time () - self->began;
  if (failure != NULL)
    g_clear_pointer (&evidence->policy, hato_policy_body_free);
  self->fetched (evidence, self->user_data);
  fetch_free (self);
}

static const char *
name_fault (GTlsCertificateFlags flags)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if ((flags & faults[i].flag) != 0)
      return faults[i].word;

  return "chain_invalid";
}

/* A connection that failed: a certificate that does not hold is an answer, all else is not. */
static void
fetch_fail (Fetch *self, const GError *error)
{
  HatoPolicyBody *policy = self->evidence->policy;

  if (self->late)
    fetch_end (self, "timeout");
  else if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    {
      policy->status = 0;
      policy->certificate = g_strdup (
          name_fault (self->soup.message_get_tls_peer_certificate_errors (self->message)));
      fetch_end (self, NULL);
    }
  else if (error->domain == G_TLS_ERROR)
    fetch_end (self, "tls");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    fetch_end (self, "timeout");
  else
    fetch_end (self, "network");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) block = g_input_stream_read_bytes_finish (self->stream, result, &error);
  gsize size;
  gconstpointer data;

  if (block == NULL)
    {
      fetch_fail (self, error);
      return;
    }
  data = g_bytes_get_data (block, &size);
  if (size > BODY_MAX - self->body->len)
    {
      fetch_end (self, "too_big");
      return;
    }
  g_byte_array_append (self->body, data, (guint) size);
  if (size > 0)
    {
      g_input_stream_read_bytes_async (self->stream, BLOCK, G_PRIORITY_DEFAULT, self->cancellable,
                                       read_cb, self);
      return;
    }
  g_bytes_unref (self->evidence->policy->body);
  self->evidence->policy->body = g_bytes_new (self->body->data, self->body->len);
  fetch_end (self, NULL);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *self = user_data;
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers;

  self->stream = self->soup.session_send_finish (self->session, result, &error);
  if (self->stream == NULL)
    {
      fetch_fail (self, error);
      return;
    }
  headers = self->soup.message_get_response_headers (self->message);
  self->evidence->policy->status = (guint) self->soup.message_get_status (self->message);
  self->evidence->policy->content_type =
      g_utf8_make_valid (self->soup.message_headers_get_content_type (headers, NULL) != NULL
                             ? self->soup.message_headers_get_content_type (headers, NULL)
                             : "",
                         -1);
  g_input_stream_read_bytes_async (self->stream, BLOCK, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, self);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Fetch *self = user_data;

  self->late = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/* Any thread. */
static void
run_cancelled_cb (GCancellable *run, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Nothing of the reader's surroundings takes part: no proxy, no cookies, no cache, no login. */
static SoupSession *
new_session (const HatoWebLibrary *soup, const HatoSettings *settings, GSocketConnectable *host)
{
  SoupSession *session = soup->session_new_with_options (
      "remote-connectable", host, "proxy-resolver", NULL, "max-conns", 1, "user-agent", "hatobin",
      "accept-language-auto", FALSE, NULL);

  soup->session_remove_feature_by_type (session, soup->content_decoder_get_type ());
  if (settings->ca_file != NULL)
    {
      g_autoptr (GTlsDatabase) database = g_tls_file_database_new (settings->ca_file, NULL);

      soup->session_set_tls_database (session, database);
    }
  return session;
}

static void
fetch_start (Fetch *self, const HatoSettings *settings, const HatoAddress *address)
{
  g_autoptr (GSocketConnectable) host = hato_fixed_address_new (
      self->evidence->question->name, settings->https_port != 0 ? settings->https_port : HTTPS_PORT,
      address);

  self->session = new_session (&self->soup, settings, host);
  self->message = self->soup.message_new ("GET", self->evidence->policy->url);
  if (self->message == NULL)
    {
      fetch_end (self, "protocol");
      return;
    }
  /* RFC 8461 §3.3: a redirect must not be followed. */
  self->soup.message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  self->deadline = g_timeout_source_new_seconds (TIME_SECONDS);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
  if (self->run != NULL)
    self->run_handler = g_cancellable_connect (self->run, G_CALLBACK (run_cancelled_cb),
                                               g_object_ref (self->cancellable), g_object_unref);
  self->soup.session_send_async (self->session, self->message, G_PRIORITY_DEFAULT,
                                 self->cancellable, sent_cb, self);
}

/**
 * hato_policy_fetch:
 * @settings: whether private addresses may be connected to, and whom to trust
 * @question: of kind POLICY; its server is the address to connect to, without one there is none
 * @cancellable: (nullable): ends it soon, with whatever failure
 * @fetched: called once, in this call or later in the thread's default context
 *
 * Fetches an MTA-STS policy (RFC 8461 §3.3): HTTPS alone, with a certificate that holds, from the address that was looked at,
 * without redirects, 64 kB in 10 seconds at most.
 */
void
hato_policy_fetch (HatoSettings *settings,
                   HatoQuestion *question,
                   GCancellable *cancellable,
                   HatoPolicyFetchedFunc fetched,
                   gpointer user_data)
{
  Fetch *self = g_new0 (Fetch, 1);
  g_autofree char *url = hato_question_dup_url (question);
  HatoAddress address;

  self->evidence = hato_evidence_new (question, "https");
  self->evidence->policy = hato_policy_body_new (url);
  self->evidence->server = g_strdup (question->server);
  self->evidence->time = hato_clock_now (&settings->clock);
  self->body = g_byte_array_new ();
  self->cancellable = g_cancellable_new ();
  self->run = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->began = g_get_monotonic_time ();
  self->fetched = fetched;
  self->user_data = user_data;
  if (question->server == NULL || !hato_address_parse (question->server, &address))
    fetch_end (self, "no_address");
  else if (!hato_reach_is_allowed (&address, settings->allow_private))
    fetch_end (self, "private_address");
  else if (!hato_web_library_load (&self->soup))
    fetch_end (self, "network");
  else
    fetch_start (self, settings, &address);
}
