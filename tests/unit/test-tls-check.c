/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/tls-check.h"

#include <string.h>

#include "fakes/fake-server.h"
#include "fakes/tls-fixture.h"
#include "net/resolver-zone.h"

static const HatoFinding *
find (const HatoCheckup *checkup, const char *code)
{
  static const HatoFinding nothing = { .code = "nothing", .level = HATO_LEVEL_NOT_APPLICABLE };

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (strcmp (finding->code, code) == 0)
        return finding;
    }
  for (guint i = 0; i < checkup->findings->len; i++)
    g_test_message ("instead of %s: %s", code,
                    ((const HatoFinding *) g_ptr_array_index (checkup->findings, i))->code);
  g_test_fail ();
  return &nothing;
}

/* Which codes stand as problem or caution, and whether the wanted one is there at its level. */
static void
assert_told (const HatoCheckup *checkup, const char *code, HatoLevel level)
{
  const HatoFinding *wanted = find (checkup, code);

  g_assert_cmpint (wanted->level, ==, level);
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (finding != wanted && finding->level <= HATO_LEVEL_CAUTION)
        g_error ("%s stands beside %s", finding->code, code);
    }
}

typedef struct
{
  const char *description;
  FakeCertificateForm form;
  int signer; /* 0 = root, 1 = middle and it is sent, 2 = middle and it is not sent, 3 = itself */
  HatoProtocol protocol;
  const char *priority;
  gboolean wants_certificate;
  const char *code;
  HatoLevel level;
} DoorRow;

static const DoorRow doors[] = {
  { "good", { TLS_FIXTURE_NAMED }, 0, HATO_PROTOCOL_IMAPS, NULL, FALSE, "tls.ok", HATO_LEVEL_OK },
  { "good, a chain",
    { TLS_FIXTURE_NAMED },
    1,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.ok",
    HATO_LEVEL_OK },
  { "another name",
    { .common_name = "x", .dns = { "other.test" } },
    0,
    HATO_PROTOCOL_IMAPS,
    NULL,
    FALSE,
    "tls.hostname_mismatch",
    HATO_LEVEL_PROBLEM },
  { "another name, between servers",
    { .common_name = "x", .dns = { "other.test" } },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.hostname_mismatch",
    HATO_LEVEL_CAUTION },
  { "a name nobody reads",
    { .common_name = "mail.example.test" },
    0,
    HATO_PROTOCOL_IMAPS,
    NULL,
    FALSE,
    "tls.cn_only_no_san",
    HATO_LEVEL_PROBLEM },
  { "run out",
    { TLS_FIXTURE_NAMED, .begins = -60, .ends = -1 },
    0,
    HATO_PROTOCOL_HTTPS,
    NULL,
    FALSE,
    "tls.cert_expired",
    HATO_LEVEL_PROBLEM },
  { "run out, between servers",
    { TLS_FIXTURE_NAMED, .begins = -60, .ends = -1 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.cert_expired",
    HATO_LEVEL_CAUTION },
  { "not valid yet",
    { TLS_FIXTURE_NAMED, .begins = 2, .ends = 60 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.cert_not_yet_valid",
    HATO_LEVEL_CAUTION },
  { "25 of 365 days left",
    { TLS_FIXTURE_NAMED, .begins = -340, .ends = 25 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.expires_soon",
    HATO_LEVEL_CAUTION },
  { "2 of 365 days left",
    { TLS_FIXTURE_NAMED, .begins = -363, .ends = 2 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.expires_soon",
    HATO_LEVEL_PROBLEM },
  { "25 of 90 days left is usual",
    { TLS_FIXTURE_NAMED, .begins = -65, .ends = 25 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.ok",
    HATO_LEVEL_OK },
  { "signed by itself",
    { TLS_FIXTURE_NAMED },
    3,
    HATO_PROTOCOL_IMAPS,
    NULL,
    FALSE,
    "tls.self_signed",
    HATO_LEVEL_PROBLEM },
  { "the middle is missing",
    { TLS_FIXTURE_NAMED },
    2,
    HATO_PROTOCOL_IMAPS,
    NULL,
    FALSE,
    "tls.missing_intermediate",
    HATO_LEVEL_PROBLEM },
  { "for clients",
    { TLS_FIXTURE_NAMED, .purpose = GNUTLS_KP_TLS_WWW_CLIENT },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.wrong_purpose",
    HATO_LEVEL_CAUTION },
  { "SHA-1",
    { TLS_FIXTURE_NAMED, .sha1 = TRUE },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.sig_weak",
    HATO_LEVEL_CAUTION },
  { "RSA 1024",
    { TLS_FIXTURE_NAMED, .rsa_bits = 1024 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.key_too_small",
    HATO_LEVEL_CAUTION },
  { "must staple, web",
    { TLS_FIXTURE_NAMED, .must_staple = TRUE },
    0,
    HATO_PROTOCOL_HTTPS,
    NULL,
    FALSE,
    "tls.ocsp_must_staple_missing",
    HATO_LEVEL_PROBLEM },
  { "must staple, mail",
    { TLS_FIXTURE_NAMED, .must_staple = TRUE },
    0,
    HATO_PROTOCOL_IMAPS,
    NULL,
    FALSE,
    "tls.ocsp_must_staple_missing",
    HATO_LEVEL_CAUTION },
  { "only TLS 1.1, web",
    { TLS_FIXTURE_NAMED },
    0,
    HATO_PROTOCOL_HTTPS,
    "NORMAL:-VERS-ALL:+VERS-TLS1.1",
    FALSE,
    "tls.only_old_tls",
    HATO_LEVEL_PROBLEM },
  { "only TLS 1.1, between servers",
    { TLS_FIXTURE_NAMED },
    0,
    HATO_PROTOCOL_SMTP,
    "NORMAL:-VERS-ALL:+VERS-TLS1.1",
    FALSE,
    "tls.only_old_tls",
    HATO_LEVEL_CAUTION },
  { "TLS 1.1 beside 1.2",
    { TLS_FIXTURE_NAMED },
    0,
    HATO_PROTOCOL_SMTP,
    "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.1",
    FALSE,
    "tls.old_tls_offered",
    HATO_LEVEL_CAUTION },
  { "only RC4, web",
    { TLS_FIXTURE_NAMED },
    0,
    HATO_PROTOCOL_HTTPS,
    "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+ARCFOUR-128",
    FALSE,
    "tls.cipher_weak",
    HATO_LEVEL_PROBLEM },
  { "asks for a certificate",
    { TLS_FIXTURE_NAMED },
    0,
    HATO_PROTOCOL_HTTPS,
    NULL,
    TRUE,
    "tls.client_cert_required",
    HATO_LEVEL_CAUTION },
};

static HatoCheckup *
check (HatoTlsInput *input)
{
  g_autoptr (GError) error = NULL;
  HatoCheckup *checkup = hato_tls_check_run (NULL, input, &error);

  g_assert_no_error (error);
  return checkup;
}

static void
test_doors (TlsFixture *fixture, gconstpointer data)
{
  static const HatoAffects touched[] = { [HATO_ROLE_MX] = HATO_AFFECTS_RECEIVING,
                                         [HATO_ROLE_MAIL_PROGRAM] = HATO_AFFECTS_MAIL_PROGRAM,
                                         [HATO_ROLE_WEB] = HATO_AFFECTS_WEB };
  static const FakeStep mail[FAKE_STEPS_MAX] = TLS_FIXTURE_MAIL;
  static const FakeStep implicit[FAKE_STEPS_MAX] = TLS_FIXTURE_IMPLICIT;

  for (gsize i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      const FakeCertificate *signers[] = { fixture->root, fixture->middle, fixture->middle, NULL };
      g_autoptr (FakeCertificate) leaf =
          fake_certificate_new (&doors[i].form, signers[doors[i].signer]);
      const FakeTls tls = { .chain = { leaf, doors[i].signer == 1 ? fixture->middle : NULL },
                            .priority = doors[i].priority,
                            .wants_certificate = doors[i].wants_certificate };
      g_autoptr (FakeServer) server =
          fake_server_new (hato_protocol_is_implicit (doors[i].protocol) ? implicit : mail, &tls);
      g_autoptr (HatoTlsInput) input = tls_fixture_new_input (
          fixture, "mail.example.test", doors[i].protocol, fake_server_get_port (server));
      g_autoptr (HatoCheckup) checkup = NULL;

      g_test_message ("%s", doors[i].description);
      checkup = check (input);
      assert_told (checkup, doors[i].code, doors[i].level);
      g_assert_cmpint (find (checkup, doors[i].code)->affects, ==,
                       touched[hato_protocol_get_role (doors[i].protocol)]);
      g_assert_cmpuint (fake_server_get_connections (server), <=, 3);
    }
}

/* Faults of the certificate between: it has run out, it may not sign for this name. */
static void
test_middle (TlsFixture *fixture, gconstpointer data)
{
  static const struct
  {
    FakeCertificateForm form;
    const char *code;
  } rows[] = {
    { { .common_name = "Old Middle", .ca = TRUE, .begins = -60, .ends = -1 }, "tls.cert_expired" },
    { { .common_name = "Small Middle", .ca = TRUE, .permitted = "other.test" },
      "tls.chain_invalid" },
  };
  const FakeStep steps[FAKE_STEPS_MAX] = TLS_FIXTURE_MAIL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const FakeCertificateForm form = { TLS_FIXTURE_NAMED };
      g_autoptr (FakeCertificate) middle = fake_certificate_new (&rows[i].form, fixture->root);
      g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, middle);
      const FakeTls tls = { .chain = { leaf, middle } };
      g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
      g_autoptr (HatoTlsInput) input = tls_fixture_new_input (
          fixture, "mail.example.test", HATO_PROTOCOL_SMTP, fake_server_get_port (server));
      g_autoptr (HatoCheckup) checkup = NULL;

      g_test_message ("%s", rows[i].code);
      checkup = check (input);
      assert_told (checkup, rows[i].code, HATO_LEVEL_CAUTION);
    }
}

/* The name to type, proved by a connection of its own; for a name, and for digits. */
static void
test_server_name (TlsFixture *fixture, gconstpointer data)
{
  static const char *const typed[] = { "mail.example.test", "127.0.0.1" };
  const FakeStep steps[FAKE_STEPS_MAX] = TLS_FIXTURE_IMPLICIT;
  const FakeCertificateForm form = { .common_name = "x",
                                     .dns = { "neighbour.test", "sv123.xs.test", "*.xs.test" } };
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, fixture->root);
  const FakeTls tls = { .chain = { leaf } };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
      g_autoptr (HatoTlsInput) input = tls_fixture_new_input (
          fixture, typed[i], HATO_PROTOCOL_IMAPS, fake_server_get_port (server));
      g_autoptr (HatoCheckup) checkup = check (input);
      const HatoFinding *name = find (checkup, "tls.server_name");

      assert_told (checkup, i == 0 ? "tls.hostname_mismatch" : "tls.ip_used_as_name",
                   HATO_LEVEL_PROBLEM);
      g_assert_cmpint (name->level, ==, HATO_LEVEL_OK);
      g_assert_cmpstr (hato_finding_get_argument (name, "name"), ==, "sv123.xs.test");
      g_assert_cmpstr (hato_finding_get_argument (name, "proved"), ==, "true");
      g_assert_cmpuint (fake_server_get_connections (server), ==, 3);
    }
}

/* A server that a domain's owner asks about is not what the checkup is about. */
static void
test_subject (TlsFixture *fixture, gconstpointer data)
{
  guint16 port = fake_server_find_closed_port ();
  g_autoptr (HatoTlsInput) alone =
      tls_fixture_new_input (fixture, "127.0.0.1", HATO_PROTOCOL_POP3, port);
  g_autoptr (HatoTlsInput) owned =
      tls_fixture_new_input (fixture, "127.0.0.1", HATO_PROTOCOL_POP3, port);
  g_autoptr (HatoCheckup) first = check (alone);
  g_autoptr (HatoCheckup) second = NULL;

  owned->subject = hato_subject_new ("shop.test", "shop.test");
  second = check (owned);
  g_assert_cmpstr (first->subject->domain, ==, "127.0.0.1");
  g_assert_cmpstr (second->subject->domain, ==, "shop.test");
  g_assert_cmpstr (first->subject->host, ==, "127.0.0.1");
  g_assert_cmpstr (second->subject->host, ==, "127.0.0.1");
}

/* With a policy in force a fault between servers has one name and is a problem (contract, rules 7 and 10). */
static void
test_policy (TlsFixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = TLS_FIXTURE_MAIL;
  const FakeCertificateForm good = { TLS_FIXTURE_NAMED };
  const FakeCertificateForm bad = { .common_name = "x", .dns = { "other.test" } };
  g_autoptr (FakeCertificate) verified = fake_certificate_new (&good, fixture->root);
  g_autoptr (FakeCertificate) refused = fake_certificate_new (&bad, fixture->root);
  const FakeCertificate *const leaves[] = { verified, refused };

  for (gsize i = 0; i < G_N_ELEMENTS (leaves); i++)
    {
      const FakeTls tls = { .chain = { leaves[i] } };
      g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
      g_autoptr (HatoTlsInput) input = tls_fixture_new_input (
          fixture, "mail.example.test", HATO_PROTOCOL_SMTP, fake_server_get_port (server));
      g_autoptr (HatoCheckup) checkup = NULL;

      input->mail_domain = g_strdup ("sts.test");
      checkup = check (input);
      if (i == 0)
        assert_told (checkup, "mta-sts.ok", HATO_LEVEL_OK);
      else
        assert_told (checkup, "mta-sts.certificate", HATO_LEVEL_PROBLEM);
    }
}

/* What never comes to a certificate. */
static void
test_not_reached (TlsFixture *fixture, gconstpointer data)
{
  static const struct
  {
    HatoProtocol protocol;
    FakeStep steps[FAKE_STEPS_MAX];
    const char *code;
    HatoLevel level;
  } rows[] = {
    { HATO_PROTOCOL_SMTP,
      { { FAKE_SAY, "421 busy\r\n", 0 } },
      "reach.refused_by_server",
      HATO_LEVEL_UNCHECKED },
    { HATO_PROTOCOL_SMTP,
      { { FAKE_SAY, "garbage\r\n", 0 } },
      "reach.not_smtp",
      HATO_LEVEL_PROBLEM },
    { HATO_PROTOCOL_SMTP, { { FAKE_RESET, NULL, 0 } }, "reach.reset", HATO_LEVEL_PROBLEM },
    { HATO_PROTOCOL_IMAP,
      { { FAKE_SAY, "* BYE\r\n", 0 } },
      "reach.refused_by_server",
      HATO_LEVEL_UNCHECKED },
    { HATO_PROTOCOL_IMAP,
      { { FAKE_SAY, "* PREAUTH\r\n", 0 } },
      "tls.starttls_impossible",
      HATO_LEVEL_PROBLEM },
    { HATO_PROTOCOL_POP3,
      { { FAKE_SAY, "+OK\r\n", 0 }, { FAKE_HEAR, NULL, 0 }, { FAKE_SAY, "+OK\r\n.\r\n", 0 } },
      "tls.starttls_missing",
      HATO_LEVEL_PROBLEM },
    { HATO_PROTOCOL_SUBMISSIONS,
      { { FAKE_SAY, "220 mx\r\n", 0 } },
      "tls.plaintext_on_tls_port",
      HATO_LEVEL_PROBLEM },
    { HATO_PROTOCOL_SUBMISSION,
      { { FAKE_SAY, "220 mx\r\n", 0 },
        { FAKE_HEAR, NULL, 0 },
        { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 },
        { FAKE_HEAR, NULL, 0 },
        { FAKE_SAY, "454 no\r\n", 0 } },
      "tls.starttls_refused",
      HATO_LEVEL_PROBLEM },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FakeServer) server = fake_server_new (rows[i].steps, NULL);
      g_autoptr (HatoTlsInput) input = tls_fixture_new_input (
          fixture, "mail.example.test", rows[i].protocol, fake_server_get_port (server));
      g_autoptr (HatoCheckup) checkup = NULL;

      g_test_message ("%s", rows[i].code);
      checkup = check (input);
      assert_told (checkup, rows[i].code, rows[i].level);
      g_assert_cmpuint (fake_server_get_connections (server), <=, 2);
    }
}

static void
assert_checked (HatoTlsInput *input, const char *code, HatoLevel level)
{
  g_autoptr (HatoCheckup) checkup = check (input);

  assert_told (checkup, code, level);
}

/* A door where nothing listens is a fault only if somebody asked for it; a private address is not connected to; a file knows no
 * network; a name without an address is no fault of a door. */
static void
test_nothing_there (TlsFixture *fixture, gconstpointer data)
{
  guint16 port = fake_server_find_closed_port ();
  g_autoptr (HatoTlsInput) named =
      tls_fixture_new_input (fixture, "127.0.0.1", HATO_PROTOCOL_POP3, port);
  g_autoptr (HatoTlsInput) unnamed =
      tls_fixture_new_input (fixture, "127.0.0.1", HATO_PROTOCOL_POP3, port);
  g_autoptr (HatoTlsInput) nowhere =
      tls_fixture_new_input (fixture, "no.test", HATO_PROTOCOL_POP3, port);
  g_autoptr (HatoResolver) file = hato_resolver_zone_new (fixture->settings);
  g_autoptr (HatoTlsInput) offline = hato_tls_input_new ("127.0.0.1", file, 1, G_USEC_PER_SEC);
  g_autoptr (HatoTlsInput) private = NULL;

  unnamed->named = FALSE;
  hato_tls_input_add_door (offline, HATO_PROTOCOL_POP3, port);
  assert_checked (named, "reach.closed", HATO_LEVEL_PROBLEM);
  assert_checked (unnamed, "reach.not_applicable", HATO_LEVEL_NOT_APPLICABLE);
  assert_checked (nowhere, "reach.unchecked", HATO_LEVEL_UNCHECKED);
  assert_checked (offline, "reach.offline", HATO_LEVEL_UNCHECKED);
  fixture->settings->allow_private = FALSE;
  private = tls_fixture_new_input (fixture, "127.0.0.1", HATO_PROTOCOL_POP3, port);
  assert_checked (private, "reach.private_address", HATO_LEVEL_UNCHECKED);
}

int
main (int argc, char **argv)
{
  static const TlsTest tests[] = {
    { "/tls-check/doors", test_doors },
    { "/tls-check/middle", test_middle },
    { "/tls-check/server-name", test_server_name },
    { "/tls-check/subject", test_subject },
    { "/tls-check/policy", test_policy },
    { "/tls-check/not-reached", test_not_reached },
    { "/tls-check/nothing-there", test_nothing_there },
  };

  g_test_init (&argc, &argv, NULL);
  return tls_fixture_run (tests, G_N_ELEMENTS (tests));
}
