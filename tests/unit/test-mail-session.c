/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/mail-session.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "fakes/fake-server.h"

#define SMTP_TLS                                                                                   \
  {                                                                                                \
    { FAKE_SAY, "220 mx\r\n", 0 }, { FAKE_HEAR, NULL, 0 },                                         \
        { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 }, { FAKE_HEAR, NULL, 0 },                     \
        { FAKE_SAY, "220 go\r\n", 0 }, { FAKE_TLS, NULL, 0 }, { FAKE_HEAR, NULL, 0 },              \
  }

/* The certificates of the tests: an authority, and what it signed. */
typedef struct
{
  FakeCertificate *authority;
  FakeCertificate *good;
  HatoTlsTrust *trust;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const FakeCertificateForm authority = { .common_name = "Test Root", .ca = TRUE };
  const FakeCertificateForm good = { .common_name = "mx.example", .dns = { "mx.example" } };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->authority = fake_certificate_new (&authority, NULL);
  fixture->good = fake_certificate_new (&good, fixture->authority);
  path = fake_certificate_write_file (fixture->authority);
  fixture->trust = hato_tls_trust_new (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hato_tls_trust_unref (fixture->trust);
  fake_certificate_free (fixture->good);
  fake_certificate_free (fixture->authority);
}

static HatoTalk *
visit (Fixture *fixture, guint16 port, HatoProtocol protocol, HatoQuestionFlags flags)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new_session ("mx.example", "127.0.0.1", port, protocol, flags);

  return hato_mail_session_run (question, fixture->trust, TRUE, NULL);
}

/* How each script ends the conversation. */
static const struct
{
  const char *description;
  HatoProtocol protocol;
  FakeStep steps[FAKE_STEPS_MAX];
  HatoTalkEnd end;
} rows[] = {
  { "SMTP", HATO_PROTOCOL_SMTP, SMTP_TLS, HATO_TALK_ENCRYPTED },
  { "submission that asks in pieces",
    HATO_PROTOCOL_SUBMISSION,
    { { FAKE_DRIP, "220-a\r\n220 b\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "250-mx\r\n250-start", 0 },
      { FAKE_WAIT, NULL, 30 },
      { FAKE_SAY, "tls\r\n250 HELP\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "220 go\r\n", 0 },
      { FAKE_TLS, NULL, 0 } },
    HATO_TALK_ENCRYPTED },
  { "IMAP",
    HATO_PROTOCOL_IMAP,
    { { FAKE_SAY, "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "a2 OK go\r\n", 0 },
      { FAKE_TLS, NULL, 0 } },
    HATO_TALK_ENCRYPTED },
  { "POP3",
    HATO_PROTOCOL_POP3,
    { { FAKE_SAY, "+OK hi\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "+OK\r\nSTLS\r\n.\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "+OK go\r\n", 0 },
      { FAKE_TLS, NULL, 0 } },
    HATO_TALK_ENCRYPTED },
  { "implicit TLS", HATO_PROTOCOL_IMAPS, { { FAKE_TLS, NULL, 0 } }, HATO_TALK_ENCRYPTED },
  { "broken off at once", HATO_PROTOCOL_SMTP, { { FAKE_RESET, NULL, 0 } }, HATO_TALK_RESET },
  { "closed without a word", HATO_PROTOCOL_SMTP, { { FAKE_END, NULL, 0 } }, HATO_TALK_REFUSED },
  { "busy", HATO_PROTOCOL_SMTP, { { FAKE_SAY, "421 busy\r\n", 0 } }, HATO_TALK_REFUSED },
  { "garbage",
    HATO_PROTOCOL_SMTP,
    { { FAKE_SAY, "\x80\x81\x82", 0 }, { FAKE_HOLD, NULL, 0 } },
    HATO_TALK_NOT_MAIL },
  { "an endless greeting",
    HATO_PROTOCOL_SMTP,
    { { FAKE_FLOOD, "220-more and more\r\n", 100000 } },
    HATO_TALK_BROKEN },
  { "an endless line",
    HATO_PROTOCOL_SMTP,
    { { FAKE_SAY, "220 mx\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "250-", 0 },
      { FAKE_FLOOD, "0123456789abcdef", 500000 } },
    HATO_TALK_BROKEN },
  { "words behind the go-ahead",
    HATO_PROTOCOL_SMTP,
    { { FAKE_SAY, "220 mx\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "220 go\r\n250 evil\r\n", 0 },
      { FAKE_HOLD, NULL, 0 } },
    HATO_TALK_INJECTED },
  { "words behind the go-ahead, a moment later",
    HATO_PROTOCOL_SMTP,
    { { FAKE_SAY, "220 mx\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "220 go\r\n", 0 },
      { FAKE_WAIT, NULL, 30 },
      { FAKE_SAY, "250 evil\r\n", 0 },
      { FAKE_HOLD, NULL, 0 } },
    HATO_TALK_INJECTED },
  { "garbage instead of a handshake",
    HATO_PROTOCOL_SMTP,
    { { FAKE_SAY, "220 mx\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "220 go\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "garbage garbage", 0 },
      { FAKE_HOLD, NULL, 0 } },
    HATO_TALK_HANDSHAKE_FAILED },
  { "closed instead of a handshake",
    HATO_PROTOCOL_SMTP,
    { { FAKE_SAY, "220 mx\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 },
      { FAKE_HEAR, NULL, 0 },
      { FAKE_SAY, "220 go\r\n", 0 } },
    HATO_TALK_HANDSHAKE_FAILED },
  { "a mail server without TLS on its TLS port",
    HATO_PROTOCOL_SUBMISSIONS,
    { { FAKE_SAY, "220 mx\r\n", 0 }, { FAKE_HOLD, NULL, 0 } },
    HATO_TALK_PLAINTEXT },
  { "a web server without TLS",
    HATO_PROTOCOL_HTTPS,
    { { FAKE_HEAR, NULL, 0 }, { FAKE_SAY, "HTTP/1.1 400 Bad Request\r\n\r\n", 0 } },
    HATO_TALK_PLAINTEXT },
};

static void
test_ends (Fixture *fixture, gconstpointer data)
{
  const FakeTls tls = { .chain = { fixture->good } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FakeServer) server = fake_server_new (rows[i].steps, &tls);
      g_autoptr (HatoTalk) talk = NULL;

      g_test_message ("%s", rows[i].description);
      talk = visit (fixture, fake_server_get_port (server), rows[i].protocol, HATO_QUESTION_PLAIN);
      g_assert_cmpstr (hato_talk_end_to_string (talk->end), ==,
                       hato_talk_end_to_string (rows[i].end));
      g_assert_cmpint (talk->chain->len > 0, ==, talk->end == HATO_TALK_ENCRYPTED);
      g_assert_cmpuint (talk->transcript->len, <=, 200);
    }
}

/* What the server showed is kept, and what was said is polite: nothing but the words up to STARTTLS. */
static void
test_encrypted (Fixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = SMTP_TLS;
  const FakeCertificateForm middle_form = { .common_name = "Test Middle", .ca = TRUE };
  const FakeCertificateForm form = { .common_name = "mx.example", .dns = { "mx.example" } };
  g_autoptr (FakeCertificate) middle = fake_certificate_new (&middle_form, fixture->authority);
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, middle);
  const FakeTls tls = { .chain = { leaf, middle } };
  g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
  g_autoptr (HatoTalk) talk =
      visit (fixture, fake_server_get_port (server), HATO_PROTOCOL_SMTP, HATO_QUESTION_PLAIN);
  g_autoptr (GBytes) der = fake_certificate_dup_der (leaf);
  g_autofree char *heard = NULL;

  g_assert_cmpstr (talk->tls_version, ==, "TLS1.3");
  g_assert_cmpuint (talk->verify, ==, 0);
  g_assert_cmpuint (talk->chain->len, ==, 2);
  g_assert_true (g_bytes_equal (g_ptr_array_index (talk->chain, 0), der));
  g_assert_cmpint (talk->greeting_after, >=, 0);
  g_assert_true (talk->same_machine);
  g_assert_false (talk->client_cert_required);
  g_usleep (50000); /* the last word is on its way */
  heard = fake_server_dup_heard (server);
  g_assert_cmpstr (heard, ==, "EHLO [127.0.0.1]\r\nSTARTTLS\r\nQUIT\r\n");
  g_assert_cmpuint (fake_server_get_connections (server), ==, 1);
}

/* A chain that nobody trusts is fetched all the same, with what is wrong with it. */
static void
test_faults (Fixture *fixture, gconstpointer data)
{
  const FakeCertificateForm stranger_form = { .common_name = "Stranger", .ca = TRUE };
  const FakeCertificateForm form = { .common_name = "mx.example", .dns = { "mx.example" } };
  const FakeCertificateForm client = { .common_name = "mx.example",
                                       .dns = { "mx.example" },
                                       .purpose = GNUTLS_KP_TLS_WWW_CLIENT };
  const FakeCertificateForm over = {
    .common_name = "mx.example", .dns = { "mx.example" }, .begins = -60, .ends = -1
  };
  const FakeCertificateForm sha1 = { .common_name = "mx.example",
                                     .dns = { "mx.example" },
                                     .sha1 = TRUE };
  const FakeCertificateForm staple = { .common_name = "mx.example",
                                       .dns = { "mx.example" },
                                       .must_staple = TRUE };
  g_autoptr (FakeCertificate) stranger = fake_certificate_new (&stranger_form, NULL);
  g_autoptr (FakeCertificate) untrusted = fake_certificate_new (&form, stranger);
  g_autoptr (FakeCertificate) purpose = fake_certificate_new (&client, fixture->authority);
  g_autoptr (FakeCertificate) expired = fake_certificate_new (&over, fixture->authority);
  g_autoptr (FakeCertificate) weak = fake_certificate_new (&sha1, fixture->authority);
  g_autoptr (FakeCertificate) must_staple = fake_certificate_new (&staple, fixture->authority);
  const struct
  {
    const FakeCertificate *certificate;
    guint verify;
  } faults[] = {
    { untrusted, GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND },
    { purpose, GNUTLS_CERT_INVALID | GNUTLS_CERT_PURPOSE_MISMATCH },
    { expired, 0 }, /* dates are the judges' */
    { weak, 0 },    /* and so are weak signatures */
    { must_staple, GNUTLS_CERT_INVALID | GNUTLS_CERT_MISSING_OCSP_STATUS },
  };
  const FakeStep steps[FAKE_STEPS_MAX] = { { FAKE_TLS, NULL, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      const FakeTls tls = { .chain = { faults[i].certificate } };
      g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
      g_autoptr (HatoTalk) talk =
          visit (fixture, fake_server_get_port (server), HATO_PROTOCOL_IMAPS, HATO_QUESTION_PLAIN);

      g_test_message ("row %zu", i);
      g_assert_cmpint (talk->end, ==, HATO_TALK_ENCRYPTED);
      g_assert_cmpuint (talk->chain->len, ==, 1);
      g_assert_cmphex (talk->verify, ==, faults[i].verify);
    }
}

static void
test_versions (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *priority;
    const char *version;  /* that the usual question finds */
    gboolean old_offered; /* that the second look finds */
  } versions[] = {
    { "NORMAL:-VERS-ALL:+VERS-TLS1.3", "TLS1.3", FALSE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.2", "TLS1.2", FALSE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.1", "TLS1.2", TRUE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.1", "TLS1.1", TRUE },
  };
  const FakeStep steps[FAKE_STEPS_MAX] = { { FAKE_TLS, NULL, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      const FakeTls tls = { .chain = { fixture->good }, .priority = versions[i].priority };
      g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
      guint16 port = fake_server_get_port (server);
      g_autoptr (HatoTalk) usual = visit (fixture, port, HATO_PROTOCOL_IMAPS, 0);
      g_autoptr (HatoTalk) old = visit (fixture, port, HATO_PROTOCOL_IMAPS, HATO_QUESTION_OLD_TLS);

      g_test_message ("%s", versions[i].priority);
      g_assert_cmpstr (usual->tls_version, ==, versions[i].version);
      g_assert_cmpint (old->end == HATO_TALK_ENCRYPTED, ==, versions[i].old_offered);
    }
}

static void
test_client_certificate (Fixture *fixture, gconstpointer data)
{
  static const char *const priorities[] = { "NORMAL", "NORMAL:-VERS-TLS1.3" };
  const FakeStep steps[FAKE_STEPS_MAX] = { { FAKE_TLS, NULL, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (priorities); i++)
    {
      const FakeTls tls = { .chain = { fixture->good },
                            .priority = priorities[i],
                            .wants_certificate = TRUE };
      g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
      g_autoptr (HatoTalk) talk =
          visit (fixture, fake_server_get_port (server), HATO_PROTOCOL_HTTPS, 0);

      g_test_message ("%s", priorities[i]);
      g_assert_cmpint (talk->end, ==, HATO_TALK_ENCRYPTED);
      g_assert_true (talk->client_cert_required);
      g_assert_cmpuint (talk->chain->len, ==, 1);
    }
}

/* TLS where STARTTLS was expected: the second look finds it out, the first says nothing out of turn. */
static void
test_implicit (Fixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = { { FAKE_TLS, NULL, 0 } };
  const FakeTls tls = { .chain = { fixture->good } };
  g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
  g_autoptr (HatoTalk) talk = visit (fixture, fake_server_get_port (server),
                                     HATO_PROTOCOL_SUBMISSION, HATO_QUESTION_OLD_TLS);

  g_assert_cmpint (talk->end, ==, HATO_TALK_IMPLICIT_TLS);
}

static void
test_greeting (Fixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = { { FAKE_SAY, "220 mx\r\n", 0 }, { FAKE_HEAR, NULL, 0 } };
  g_autoptr (FakeServer) server = fake_server_new (steps, NULL);
  g_autoptr (HatoTalk) talk =
      visit (fixture, fake_server_get_port (server), HATO_PROTOCOL_SMTP, HATO_QUESTION_GREETING);

  g_assert_cmpint (talk->end, ==, HATO_TALK_GREETED);
}

/* A port where nothing listens, and an address that is not connected to. */
static void
test_not_reached (Fixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = { { FAKE_SAY, "220 mx\r\n", 0 } };
  g_autoptr (FakeServer) server = fake_server_new (steps, NULL);
  g_autoptr (HatoTalk) closed =
      visit (fixture, fake_server_find_closed_port (), HATO_PROTOCOL_SMTP, 0);
  g_autoptr (HatoQuestion) question = hato_question_new_session (
      "mx.example", "127.0.0.1", fake_server_get_port (server), HATO_PROTOCOL_SMTP, 0);
  g_autoptr (HatoTalk) private = hato_mail_session_run (question, fixture->trust, FALSE, NULL);

  g_assert_cmpint (closed->end, ==, HATO_TALK_CLOSED);
  g_assert_cmpint (private->end, ==, HATO_TALK_PRIVATE);
  g_assert_cmpuint (fake_server_get_connections (server), ==, 0);
}

static gpointer
cancel_thread (gpointer cancellable)
{
  g_usleep (100000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Has the conversation and cancels it after 100 ms: it ends within 200 ms more. */
static void
assert_cancelled (Fixture *fixture, guint16 port, HatoProtocol protocol)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (HatoQuestion) question =
      hato_question_new_session ("mx.example", "127.0.0.1", port, protocol, 0);
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (HatoTalk) talk = hato_mail_session_run (question, fixture->trust, TRUE, cancellable);

  g_assert_cmpint (talk->end, ==, HATO_TALK_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 300000);
  g_thread_join (thread);
}

/* In each state: before the greeting, in the dialogue, before the go-ahead, in the handshake, and where words never end. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    HatoProtocol protocol;
    FakeStep steps[FAKE_STEPS_MAX];
  } scripts[] = {
    { HATO_PROTOCOL_SMTP, { { FAKE_HOLD, NULL, 0 } } },
    { HATO_PROTOCOL_SMTP, { { FAKE_SAY, "220 mx\r\n", 0 }, { FAKE_HOLD, NULL, 0 } } },
    { HATO_PROTOCOL_SMTP,
      { { FAKE_SAY, "220 mx\r\n", 0 },
        { FAKE_HEAR, NULL, 0 },
        { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 },
        { FAKE_HOLD, NULL, 0 } } },
    { HATO_PROTOCOL_SMTP,
      { { FAKE_SAY, "220 mx\r\n", 0 },
        { FAKE_HEAR, NULL, 0 },
        { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 },
        { FAKE_HEAR, NULL, 0 },
        { FAKE_SAY, "220 go\r\n", 0 },
        { FAKE_HOLD, NULL, 0 } } },
    { HATO_PROTOCOL_SMTP,
      { { FAKE_DRIP, "220-0123456789012345678901234567890123456789\r\n220 mx\r\n", 0 } } },
    { HATO_PROTOCOL_IMAP, { { FAKE_SAY, "* OK hi\r\n", 0 }, { FAKE_HOLD, NULL, 0 } } },
    { HATO_PROTOCOL_POP3, { { FAKE_SAY, "+OK hi\r\n", 0 }, { FAKE_HOLD, NULL, 0 } } },
    { HATO_PROTOCOL_IMAPS, { { FAKE_HOLD, NULL, 0 } } },
  };
  int dark[2];

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (FakeServer) server = fake_server_new (scripts[i].steps, NULL);

      assert_cancelled (fixture, fake_server_get_port (server), scripts[i].protocol);
    }
  assert_cancelled (fixture, fake_server_make_dark_port (dark), HATO_PROTOCOL_SMTP);
  close (dark[1]);
  close (dark[0]);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/mail-session/ends", test_ends },
    { "/mail-session/encrypted", test_encrypted },
    { "/mail-session/faults", test_faults },
    { "/mail-session/versions", test_versions },
    { "/mail-session/client-certificate", test_client_certificate },
    { "/mail-session/implicit", test_implicit },
    { "/mail-session/greeting", test_greeting },
    { "/mail-session/not-reached", test_not_reached },
    { "/mail-session/cancel", test_cancel },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
