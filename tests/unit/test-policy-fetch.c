/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Over a real connection: every bad form of a policy's web server (limits, T9 and T10). */
#include "config.h"

#include "net/policy-fetch.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fakes/fake-authority.h"
#include "fakes/fake-https.h"

#define HOST     "mta-sts.d.test"
#define OK       "HTTP/1.1 200 OK\r\nConnection: close\r\n"
#define TEXT     OK "Content-Type: text/plain; charset=utf-8\r\n\r\n"
#define POLICY   "version: STSv1\r\nmode: enforce\r\nmx: mx.d.test\r\nmax_age: 86400\r\n"
#define BODY_MAX (64u * 1024)

typedef struct
{
  FakeAuthority *authority; /* (owned) */
  char *folder;             /* (owned) */
  HatoSettings *settings;   /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->authority = fake_authority_new ();
  self->folder = g_dir_make_tmp ("hatobin-XXXXXX", &error);
  g_assert_no_error (error);
  self->settings = hato_settings_new ();
  self->settings->ca_file = g_build_filename (self->folder, "ca.pem", NULL);
  self->settings->allow_private = TRUE;
  g_file_set_contents (self->settings->ca_file, fake_authority_get_pem (self->authority), -1,
                       &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->settings->ca_file);
  g_rmdir (self->folder);
  hato_settings_unref (self->settings);
  fake_authority_free (self->authority);
  g_free (self->folder);
}

static void
fetched_cb (HatoEvidence *evidence, gpointer user_data)
{
  *(HatoEvidence **) user_data = evidence;
}

static HatoEvidence *
fetch (Fixture *self, const char *address, GCancellable *cancellable)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new (HATO_QUESTION_POLICY, HOST, 0, address, HATO_QUESTION_PLAIN);
  HatoEvidence *evidence = NULL;

  hato_policy_fetch (self->settings, question, cancellable, fetched_cb, &evidence);
  while (evidence == NULL)
    g_main_context_iteration (NULL, TRUE);
  return evidence;
}

/* One server with a certificate that is right. */
static HatoEvidence *
fetch_from (Fixture *self, const char *response, gboolean endless, guint *n_connections)
{
  g_autofree char *pem = fake_authority_sign (self->authority, HOST, -1, 30);
  g_autoptr (FakeHttps) server = fake_https_new (pem, response, 0, endless);
  HatoEvidence *evidence;

  self->settings->https_port = fake_https_get_port (server);
  evidence = fetch (self, "127.0.0.1", NULL);
  if (n_connections != NULL)
    *n_connections = fake_https_count_connections (server);
  return evidence;
}

static const struct
{
  const char *what;
  const char *response;
  guint status;
  const char *type;
  const char *body;
} answers[] = {
  { "a policy", TEXT POLICY, 200, "text/plain", POLICY },
  { "a redirect is not followed (RFC 8461 §3.3)",
    "HTTP/1.1 301 Moved\r\nLocation: https://127.0.0.1/\r\nConnection: close\r\n\r\n", 301, "",
    "" },
  { "not there", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404, "", "" },
  { "trouble", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", 503, "", "" },
  { "a web page", OK "Content-Type: text/html\r\n\r\n<html>", 200, "text/html", "<html>" },
  { "compressed text is not unpacked",
    OK "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\nzzz", 200, "text/plain", "zzz" },
};

static void
test_answers (Fixture *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      guint n_connections = 0;
      g_autoptr (HatoEvidence) evidence =
          fetch_from (self, answers[i].response, FALSE, &n_connections);

      g_test_message ("%s", answers[i].what);
      g_assert_cmpstr (evidence->failure, ==, NULL);
      g_assert_cmpuint (evidence->policy->status, ==, answers[i].status);
      g_assert_cmpstr (evidence->policy->content_type, ==, answers[i].type);
      g_assert_cmpuint (g_bytes_get_size (evidence->policy->body), ==, strlen (answers[i].body));
      if (*answers[i].body != '\0')
        g_assert_true (memcmp (g_bytes_get_data (evidence->policy->body, NULL), answers[i].body,
                               strlen (answers[i].body))
                       == 0);
      g_assert_cmpuint (n_connections, ==, 1);
      g_assert_cmpstr (evidence->server, ==, "127.0.0.1");
      g_assert_cmpstr (evidence->policy->url, ==, "https://" HOST "/.well-known/mta-sts.txt");
    }
}

/* Both sides of 64 kB, and a body without an end. */
static void
test_size (Fixture *self, gconstpointer data)
{
  for (guint over = 0; over <= 1; over++)
    {
      g_autofree char *body = g_strnfill (BODY_MAX + over, 'x');
      g_autofree char *response = g_strconcat (TEXT, body, NULL);
      g_autoptr (HatoEvidence) evidence = fetch_from (self, response, FALSE, NULL);
      g_autoptr (HatoEvidence) endless = NULL;

      g_assert_cmpstr (evidence->failure, ==, over ? "too_big" : NULL);
      if (!over)
        continue;
      g_assert_null (evidence->policy);
      endless = fetch_from (self, TEXT "x", TRUE, NULL);
      g_assert_cmpstr (endless->failure, ==, "too_big");
    }
}

static const struct
{
  const char *what;
  const char *host;
  int first_day;
  int last_day;
  gboolean stranger; /* signed by an authority that nobody trusts */
  const char *word;
} certificates[] = {
  { "for another host", "www.d.test", -1, 30, FALSE, "hostname_mismatch" },
  { "over", HOST, -30, -1, FALSE, "cert_expired" },
  { "not yet good", HOST, 1, 30, FALSE, "cert_not_yet_valid" },
  { "of nobody", HOST, -1, 30, TRUE, "untrusted_root" },
};

static void
test_certificates (Fixture *self, gconstpointer data)
{
  g_autoptr (FakeAuthority) stranger = fake_authority_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autofree char *pem = fake_authority_sign (
          certificates[i].stranger ? stranger : self->authority, certificates[i].host,
          certificates[i].first_day, certificates[i].last_day);
      g_autoptr (FakeHttps) server = fake_https_new (pem, TEXT POLICY, 0, FALSE);
      g_autoptr (HatoEvidence) evidence = NULL;
      g_autofree char *request = NULL;

      g_test_message ("%s", certificates[i].what);
      self->settings->https_port = fake_https_get_port (server);
      evidence = fetch (self, "127.0.0.1", NULL);
      request = fake_https_dup_request (server);
      g_assert_null (evidence->failure);
      g_assert_cmpstr (evidence->policy->certificate, ==, certificates[i].word);
      g_assert_cmpuint (evidence->policy->status, ==, 0);
      g_assert_null (request); /* nothing was asked of such a server */
    }
}

/* No answer is no fact: each with its own reason. */
static void
test_failures (Fixture *self, gconstpointer data)
{
  g_autoptr (FakeHttps) plain = fake_https_new (NULL, TEXT POLICY, 0, FALSE);
  g_autoptr (HatoEvidence) without_tls = NULL;
  g_autoptr (HatoEvidence) closed = NULL;
  g_autoptr (HatoEvidence) nowhere = NULL;

  self->settings->https_port = fake_https_get_port (plain);
  without_tls = fetch (self, "127.0.0.1", NULL);
  g_assert_cmpstr (without_tls->failure, ==, "tls");
  self->settings->https_port = 1;
  closed = fetch (self, "127.0.0.1", NULL);
  g_assert_cmpstr (closed->failure, ==, "network");
  nowhere = fetch (self, NULL, NULL);
  g_assert_cmpstr (nowhere->failure, ==, "no_address");
}

/* T9: a name that leads into the reader's own network gets no connection. */
static void
test_private (Fixture *self, gconstpointer data)
{
  g_autofree char *pem = fake_authority_sign (self->authority, HOST, -1, 30);
  g_autoptr (FakeHttps) server = fake_https_new (pem, TEXT POLICY, 0, FALSE);
  g_autoptr (HatoEvidence) evidence = NULL;

  self->settings->allow_private = FALSE;
  self->settings->https_port = fake_https_get_port (server);
  evidence = fetch (self, "127.0.0.1", NULL);
  g_assert_cmpstr (evidence->failure, ==, "private_address");
  g_assert_cmpuint (fake_https_count_connections (server), ==, 0);
}

/* Nothing of the surroundings takes part: no proxy, no cookie; the name stays for SNI and Host. */
static void
test_alone (Fixture *self, gconstpointer data)
{
  g_autofree char *pem = fake_authority_sign (self->authority, HOST, -1, 30);
  g_autoptr (FakeHttps) server = fake_https_new (
      pem, OK "Set-Cookie: a=b\r\nContent-Type: text/plain\r\n\r\n" POLICY, 0, FALSE);

  g_setenv ("https_proxy", "http://127.0.0.1:1/", TRUE);
  g_setenv ("all_proxy", "http://127.0.0.1:1/", TRUE);
  self->settings->https_port = fake_https_get_port (server);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (HatoEvidence) evidence = fetch (self, "127.0.0.1", NULL);
      g_autofree char *request = fake_https_dup_request (server);

      g_assert_null (evidence->failure);
      g_assert_nonnull (strstr (request, "Host: " HOST "\r\n"));
      g_assert_null (strstr (request, "Cookie"));
      g_assert_true (g_str_has_prefix (request, "GET /.well-known/mta-sts.txt HTTP/1.1\r\n"));
    }
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* A byte a second: cancelled within 200 ms; else over after 10 s. */
static void
test_drip (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *pem = fake_authority_sign (self->authority, HOST, -1, 30);
      g_autoptr (FakeHttps) server = fake_https_new (pem, TEXT POLICY, G_USEC_PER_SEC / 4, FALSE);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GThread *canceller = i == 0 ? g_thread_new ("cancel", cancel_soon, cancellable) : NULL;
      gint64 began = g_get_monotonic_time ();
      g_autoptr (HatoEvidence) evidence = NULL;
      gint64 took;

      self->settings->https_port = fake_https_get_port (server);
      evidence = fetch (self, "127.0.0.1", cancellable);
      took = g_get_monotonic_time () - began;
      g_assert_nonnull (evidence->failure);
      if (canceller != NULL)
        {
          g_thread_join (canceller);
          g_assert_cmpint (took, <, 1500 * 1000);
        }
      else
        {
          g_assert_cmpstr (evidence->failure, ==, "timeout");
          g_assert_cmpint (took, >=, 9 * G_USEC_PER_SEC);
          g_assert_cmpint (took, <, 12 * G_USEC_PER_SEC);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/policy-fetch/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("answers", test_answers);
  ADD ("size", test_size);
  ADD ("certificates", test_certificates);
  ADD ("failures", test_failures);
  ADD ("private", test_private);
  ADD ("alone", test_alone);
  ADD ("drip", test_drip);
#undef ADD
  return g_test_run ();
}
