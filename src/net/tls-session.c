/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/tls-session.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <poll.h>
#include <string.h>

#include "base/error.h"

/* Whole strings, as systems may have no @SYSTEM, and old ciphers at the end, so that a server with nothing better still
 * shows its certificate. */
#define PRIORITY_ALL                                                                               \
  "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:+VERS-TLS1.1:+VERS-TLS1.0:+3DES-CBC:+ARCFOUR-128:"   \
  "+SHA1:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1:%COMPAT:%VERIFY_ALLOW_SIGN_WITH_SHA1"
#define PRIORITY_OLD                                                                               \
  "NORMAL:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0:+3DES-CBC:+ARCFOUR-128:+SHA1:+SIGN-RSA-SHA1:"        \
  "+SIGN-ECDSA-SHA1:%COMPAT:%VERIFY_ALLOW_SIGN_WITH_SHA1"

#define DH_BITS_MIN  512u                 /* seen, not trusted: the judge says what is too short */
#define ALERT_WAIT   (1 * G_USEC_PER_SEC) /* TLS 1.3: a refusal comes behind the handshake */
#define WARNINGS_MAX 16u
#define FIRST_BYTES  4u
#define RECORD_SMALL 4096u

struct _HatoTlsTrust
{
  gnutls_certificate_credentials_t credentials; /* (owned) */
};

/* One handshake. */
typedef struct
{
  HatoConnection *connection;
  HatoTalk *talk;
  gnutls_session_t session; /* (owned) */
  gint64 deadline;
  guint8 first[FIRST_BYTES]; /* that the server sent */
  gsize n_first;
} Handshake;

static void
trust_clear (gpointer data)
{
  HatoTlsTrust *self = data;

  gnutls_certificate_free_credentials (self->credentials);
}

/**
 * hato_tls_trust_new:
 * @ca_file: (nullable): PEM certificates to trust; NULL = those of this computer
 *
 * Loads them: tens of milliseconds, so once for all conversations. Dates are left to the judges, who have the run's clock,
 * and weak signatures too, so that they hide no other fault.
 *
 * Returns: (transfer full) (nullable): NULL with an error where none could be loaded
 */
HatoTlsTrust *
hato_tls_trust_new (const char *ca_file, GError **error)
{
  g_autoptr (HatoTlsTrust) self = g_atomic_rc_box_new0 (HatoTlsTrust);
  int n = gnutls_certificate_allocate_credentials (&self->credentials);

  if (n < 0)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_TLS, gnutls_strerror (n));
      return NULL;
    }
  n = ca_file != NULL
          ? gnutls_certificate_set_x509_trust_file (self->credentials, ca_file, GNUTLS_X509_FMT_PEM)
          : gnutls_certificate_set_x509_system_trust (self->credentials);
  if (n <= 0)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_TLS,
                   "no certificates to trust could be loaded: %s",
                   ca_file != NULL ? ca_file : "this computer's own");
      return NULL;
    }
  gnutls_certificate_set_verify_flags (
      self->credentials,
      GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS
          | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1 | GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5);
  return g_steal_pointer (&self);
}

HatoTlsTrust *
hato_tls_trust_ref (HatoTlsTrust *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hato_tls_trust_unref (HatoTlsTrust *self)
{
  g_atomic_rc_box_release_full (self, trust_clear);
}

static ssize_t
pull_cb (gnutls_transport_ptr_t data, void *bytes, size_t size)
{
  Handshake *self = data;
  gssize n = hato_connection_read (self->connection, bytes, size);

  if (n > 0 && self->n_first < FIRST_BYTES)
    {
      gsize part = MIN ((gsize) n, FIRST_BYTES - self->n_first);

      memcpy (self->first + self->n_first, bytes, part);
      self->n_first += part;
    }
  else if (n < 0)
    gnutls_transport_set_errno (self->session, errno);
  return n;
}

static ssize_t
push_cb (gnutls_transport_ptr_t data, const void *bytes, size_t size)
{
  Handshake *self = data;
  gssize n = hato_connection_write (self->connection, bytes, size);

  if (n < 0)
    gnutls_transport_set_errno (self->session, errno);
  return n;
}

/* Waits for what the library waits for. */
static HatoWait
wait_for_library (Handshake *self, gint64 deadline)
{
  short events = gnutls_record_get_direction (self->session) != 0 ? POLLOUT : POLLIN;

  return hato_connection_wait (self->connection, events, deadline);
}

static int
shake_hands (Handshake *self, HatoWait *wait)
{
  int result;
  guint n_warnings = 0;

  *wait = HATO_WAIT_READY;
  while ((result = gnutls_handshake (self->session)) < 0 && gnutls_error_is_fatal (result) == 0)
    {
      if (result != GNUTLS_E_AGAIN && result != GNUTLS_E_INTERRUPTED && ++n_warnings > WARNINGS_MAX)
        break;
      if (result == GNUTLS_E_AGAIN)
        *wait = wait_for_library (self, self->deadline);
      if (*wait != HATO_WAIT_READY)
        break;
    }
  return result;
}

static void
keep_chain (Handshake *self)
{
  unsigned int n = 0;
  const gnutls_datum_t *certificates = gnutls_certificate_get_peers (self->session, &n);

  for (guint i = 0; certificates != NULL && i < MIN (n, HATO_TLS_CHAIN_MAX); i++)
    g_ptr_array_add (self->talk->chain, g_bytes_new (certificates[i].data, certificates[i].size));
}

/* Names are left out (RFC 9525 is judged by tls/server-name), the purpose is not: peers3 would not look at it. */
static void
verify_chain (Handshake *self)
{
  gnutls_typed_vdata_st purpose = { .type = GNUTLS_DT_KEY_PURPOSE_OID,
                                    .data = (unsigned char *) GNUTLS_KP_TLS_WWW_SERVER };
  unsigned int status = 0;
  int result;

  if (self->talk->chain->len == 0)
    return;

  result = gnutls_certificate_verify_peers (self->session, &purpose, 1, &status);
  self->talk->verify = result < 0 ? GNUTLS_CERT_INVALID : status;
  self->talk->stapled = gnutls_ocsp_status_request_is_checked (self->session, 0) != 0;
}

static const char *
get_version_name (gnutls_protocol_t version)
{
  static const struct
  {
    gnutls_protocol_t version;
    const char *name;
  } versions[] = {
    { GNUTLS_TLS1_0, "TLS1.0" },
    { GNUTLS_TLS1_1, "TLS1.1" },
    { GNUTLS_TLS1_2, "TLS1.2" },
    { GNUTLS_TLS1_3, "TLS1.3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    if (versions[i].version == version)
      return versions[i].name;

  return NULL;
}

static void
keep_parameters (Handshake *self)
{
  gnutls_cipher_algorithm_t cipher = gnutls_cipher_get (self->session);
  int bits = gnutls_dh_get_prime_bits (self->session);

  self->talk->tls_version = get_version_name (gnutls_protocol_get_version (self->session));
  self->talk->cipher = g_strdup (gnutls_cipher_get_name (cipher));
  self->talk->cipher_weak = cipher == GNUTLS_CIPHER_ARCFOUR_128 || cipher == GNUTLS_CIPHER_3DES_CBC
                            || cipher == GNUTLS_CIPHER_NULL;
  self->talk->dh_bits = bits > 0 ? (guint) bits : 0;
}

/* Whether the server that asked for a certificate breaks off, as we have none (RFC 8446 §4.4.2.4: after the handshake). */
static gboolean
breaks_off (Handshake *self)
{
  gint64 deadline = MIN (self->deadline, g_get_monotonic_time () + ALERT_WAIT);
  guint8 bytes[RECORD_SMALL];
  gssize n;

  while ((n = gnutls_record_recv (self->session, bytes, sizeof bytes)) < 0
         && gnutls_error_is_fatal ((int) n) == 0)
    if (wait_for_library (self, deadline) != HATO_WAIT_READY)
      return FALSE;

  return n <= 0;
}

/* Text where a TLS record should be. */
static gboolean
is_text (const Handshake *self)
{
  return self->n_first > 0 && g_ascii_isprint ((char) self->first[0]);
}

/* Three digits and a blank, a star and a blank, or +OK: words of the server that stand where TLS should begin. */
static gboolean
is_reply (const Handshake *self)
{
  const guint8 *first = self->first;

  if (self->n_first < FIRST_BYTES)
    return FALSE;

  return (g_ascii_isdigit ((char) first[0]) && g_ascii_isdigit ((char) first[1])
          && g_ascii_isdigit ((char) first[2]) && (first[3] == ' ' || first[3] == '-'))
         || (first[0] == '*' && first[1] == ' ') || memcmp (first, "+OK", 3) == 0;
}

/* A sentence of the library, to stand inside of another. */
static char *
dup_trouble (int result)
{
  char *words = g_strdup (gnutls_strerror (result));

  if (g_str_has_suffix (words, "."))
    words[strlen (words) - 1] = '\0';
  return words;
}

static void
end_failed (Handshake *self, HatoWait wait, gboolean after_starttls, int result)
{
  self->talk->trouble = dup_trouble (result);
  if (wait == HATO_WAIT_CANCELLED)
    self->talk->end = HATO_TALK_CANCELLED;
  else if (after_starttls && is_reply (self))
    self->talk->end = HATO_TALK_INJECTED;
  else if (!after_starttls && is_text (self))
    self->talk->end = HATO_TALK_PLAINTEXT;
  else
    self->talk->end =
        wait == HATO_WAIT_LATE ? HATO_TALK_HANDSHAKE_LATE : HATO_TALK_HANDSHAKE_FAILED;
}

static gboolean
prepare (Handshake *self, HatoTlsTrust *trust, const char *server_name, HatoTlsVersions versions)
{
  if (gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0)
    return FALSE;
  if (gnutls_priority_set_direct (
          self->session, versions == HATO_TLS_OLD_VERSIONS ? PRIORITY_OLD : PRIORITY_ALL, NULL)
          < 0
      || gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, trust->credentials) < 0)
    return FALSE;

  if (server_name != NULL) /* RFC 6066 §3: a DNS name, never an address */
    gnutls_server_name_set (self->session, GNUTLS_NAME_DNS, server_name, strlen (server_name));
  gnutls_ocsp_status_request_enable_client (self->session, NULL, 0, NULL);
  gnutls_dh_set_prime_bits (self->session, DH_BITS_MIN);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull_cb);
  gnutls_transport_set_push_function (self->session, push_cb);
  return TRUE;
}

/* Whether it came to a certificate; what is known of the encryption is in the talk. */
static void
converse (Handshake *self, const char *farewell, gboolean after_starttls)
{
  HatoWait wait;
  int result = shake_hands (self, &wait);
  gboolean asked = gnutls_certificate_client_get_request_status (self->session) != 0;

  keep_chain (self);
  verify_chain (self);
  if (result < 0 && !(asked && self->talk->chain->len > 0 && wait == HATO_WAIT_READY))
    {
      end_failed (self, wait, after_starttls, result);
      return;
    }
  self->talk->end = HATO_TALK_ENCRYPTED;
  keep_parameters (self);
  self->talk->client_cert_required = result < 0 || (asked && breaks_off (self));
  if (result < 0 || self->talk->client_cert_required)
    return;

  /* One flight each, and no waiting: who does not hear them sees the connection close. */
  if (farewell != NULL)
    gnutls_record_send (self->session, farewell, strlen (farewell));
  gnutls_bye (self->session, GNUTLS_SHUT_WR);
}

/**
 * hato_tls_session_run:
 * @server_name: (nullable): A-labels, for SNI; NULL = an address was typed
 * @farewell: (nullable): what is said under encryption before leaving; NULL = TLS began with the first byte
 * @deadline: monotonic time in microseconds, for all of it
 * @talk: filled: end, and what the server showed
 *
 * Shakes hands with the server behind the open connection. A chain that nobody trusts is kept all the same: verifying is
 * part of what is found out, not of the handshake.
 */
void
hato_tls_session_run (HatoConnection *connection,
                      HatoTlsTrust *trust,
                      const char *server_name,
                      HatoTlsVersions versions,
                      const char *farewell,
                      gint64 deadline,
                      HatoTalk *talk)
{
  Handshake self = { .connection = connection, .talk = talk, .deadline = deadline };

  if (prepare (&self, trust, server_name, versions))
    converse (&self, farewell, farewell != NULL);
  else
    {
      talk->end = HATO_TALK_HANDSHAKE_FAILED;
      talk->trouble = g_strdup ("this computer's TLS library allows none of these versions");
    }
  if (self.session != NULL)
    gnutls_deinit (self.session);
}
