/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/tls-check.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "fakes/fake-server.h"
#include "net/resolver-zone.h"
#include "net/session-pool.h"

#define ZONE                                                                                       \
  "{\"mail.example.test\": {\"records\": [{\"type\": \"A\", \"address\": \"127.0.0.1\"}]},"        \
  " \"sv123.xs.test\": {\"records\": [{\"type\": \"A\", \"address\": \"127.0.0.1\"}]},"            \
  " \"neighbour.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.9\"}]},"           \
  " \"_mta-sts.sts.test\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=STSv1; "           \
  "id=1\"]}]},"                                                                                    \
  " \"mta-sts.sts.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.8\"}],"          \
  "  \"policy\": \"version: STSv1\\nmode: enforce\\nmx: mail.example.test\\nmax_age: 86400\\n\"}," \
  " \"sts.test\": {\"records\": [{\"type\": \"MX\", \"preference\": 10,"                           \
  "  \"exchange\": \"mail.example.test\"}]}}"

#define MAIL                                                                                       \
  {                                                                                                \
    { FAKE_SAY, "220 mx\r\n", 0 }, { FAKE_HEAR, NULL, 0 },                                         \
        { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 }, { FAKE_HEAR, NULL, 0 },                     \
        { FAKE_SAY, "220 go\r\n", 0 }, { FAKE_TLS, NULL, 0 }, { FAKE_HEAR, NULL, 0 },              \
  }
#define TLS                                                                                        \
  {                                                                                                \
    {                                                                                              \
      FAKE_TLS, NULL, 0                                                                            \
    }                                                                                              \
  }

typedef struct
{
  FakeCertificate *root;
  FakeCertificate *middle; /* signed by root */
  HatoSettings *settings;
  HatoRunner *runner;
  GCancellable *cancellable; /* of the conversations */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const FakeCertificateForm root = { .common_name = "Test Root", .ca = TRUE };
  const FakeCertificateForm middle = { .common_name = "Test Middle", .ca = TRUE };
  g_autoptr (GBytes) zone = g_bytes_new_static (ZONE, strlen (ZONE));
  g_autoptr (GError) error = NULL;

  fixture->root = fake_certificate_new (&root, NULL);
  fixture->middle = fake_certificate_new (&middle, fixture->root);
  fixture->settings = hato_settings_new ();
  fixture->settings->allow_private = TRUE;
  fixture->settings->ca_file = fake_certificate_write_file (fixture->root);
  fixture->settings->zone = hato_zone_new_from_bytes (zone, &error);
  g_assert_no_error (error);
  fixture->runner = hato_runner_new ();
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->settings->ca_file);
  g_object_unref (fixture->cancellable);
  g_object_unref (fixture->runner);
  hato_settings_unref (fixture->settings);
  fake_certificate_free (fixture->middle);
  fake_certificate_free (fixture->root);
}

static HatoTlsInput *
new_input (Fixture *fixture, const char *host, HatoProtocol protocol, guint16 port)
{
  g_autoptr (HatoResolver) resolver = hato_resolver_zone_new (fixture->settings);
  HatoTlsInput *input;

  hato_resolver_set_sessions (
      resolver, (HatoSessionFunc) hato_session_pool_send,
      hato_session_pool_new (fixture->runner, fixture->settings, fixture->cancellable),
      (GDestroyNotify) hato_session_pool_unref);
  input = hato_tls_input_new (host, resolver, g_get_real_time (), 60 * G_USEC_PER_SEC);
  hato_tls_input_add_door (input, protocol, port);
  input->named = TRUE;
  return input;
}

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

#define NAMED .common_name = "mail.example.test", .dns = { "mail.example.test" }

static const DoorRow doors[] = {
  { "good", { NAMED }, 0, HATO_PROTOCOL_IMAPS, NULL, FALSE, "tls.ok", HATO_LEVEL_OK },
  { "good, a chain", { NAMED }, 1, HATO_PROTOCOL_SMTP, NULL, FALSE, "tls.ok", HATO_LEVEL_OK },
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
    { NAMED, .begins = -60, .ends = -1 },
    0,
    HATO_PROTOCOL_HTTPS,
    NULL,
    FALSE,
    "tls.cert_expired",
    HATO_LEVEL_PROBLEM },
  { "run out, between servers",
    { NAMED, .begins = -60, .ends = -1 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.cert_expired",
    HATO_LEVEL_CAUTION },
  { "not valid yet",
    { NAMED, .begins = 2, .ends = 60 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.cert_not_yet_valid",
    HATO_LEVEL_CAUTION },
  { "25 of 365 days left",
    { NAMED, .begins = -340, .ends = 25 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.expires_soon",
    HATO_LEVEL_CAUTION },
  { "2 of 365 days left",
    { NAMED, .begins = -363, .ends = 2 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.expires_soon",
    HATO_LEVEL_PROBLEM },
  { "25 of 90 days left is usual",
    { NAMED, .begins = -65, .ends = 25 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.ok",
    HATO_LEVEL_OK },
  { "signed by itself",
    { NAMED },
    3,
    HATO_PROTOCOL_IMAPS,
    NULL,
    FALSE,
    "tls.self_signed",
    HATO_LEVEL_PROBLEM },
  { "the middle is missing",
    { NAMED },
    2,
    HATO_PROTOCOL_IMAPS,
    NULL,
    FALSE,
    "tls.missing_intermediate",
    HATO_LEVEL_PROBLEM },
  { "for clients",
    { NAMED, .purpose = GNUTLS_KP_TLS_WWW_CLIENT },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.wrong_purpose",
    HATO_LEVEL_CAUTION },
  { "SHA-1",
    { NAMED, .sha1 = TRUE },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.sig_weak",
    HATO_LEVEL_CAUTION },
  { "RSA 1024",
    { NAMED, .rsa_bits = 1024 },
    0,
    HATO_PROTOCOL_SMTP,
    NULL,
    FALSE,
    "tls.key_too_small",
    HATO_LEVEL_CAUTION },
  { "must staple, web",
    { NAMED, .must_staple = TRUE },
    0,
    HATO_PROTOCOL_HTTPS,
    NULL,
    FALSE,
    "tls.ocsp_must_staple_missing",
    HATO_LEVEL_PROBLEM },
  { "must staple, mail",
    { NAMED, .must_staple = TRUE },
    0,
    HATO_PROTOCOL_IMAPS,
    NULL,
    FALSE,
    "tls.ocsp_must_staple_missing",
    HATO_LEVEL_CAUTION },
  { "only TLS 1.1, web",
    { NAMED },
    0,
    HATO_PROTOCOL_HTTPS,
    "NORMAL:-VERS-ALL:+VERS-TLS1.1",
    FALSE,
    "tls.only_old_tls",
    HATO_LEVEL_PROBLEM },
  { "only TLS 1.1, between servers",
    { NAMED },
    0,
    HATO_PROTOCOL_SMTP,
    "NORMAL:-VERS-ALL:+VERS-TLS1.1",
    FALSE,
    "tls.only_old_tls",
    HATO_LEVEL_CAUTION },
  { "TLS 1.1 beside 1.2",
    { NAMED },
    0,
    HATO_PROTOCOL_SMTP,
    "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.1",
    FALSE,
    "tls.old_tls_offered",
    HATO_LEVEL_CAUTION },
  { "only RC4, web",
    { NAMED },
    0,
    HATO_PROTOCOL_HTTPS,
    "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+ARCFOUR-128",
    FALSE,
    "tls.cipher_weak",
    HATO_LEVEL_PROBLEM },
  { "asks for a certificate",
    { NAMED },
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
test_doors (Fixture *fixture, gconstpointer data)
{
  static const HatoAffects touched[] = { [HATO_ROLE_MX] = HATO_AFFECTS_RECEIVING,
                                         [HATO_ROLE_MAIL_PROGRAM] = HATO_AFFECTS_MAIL_PROGRAM,
                                         [HATO_ROLE_WEB] = HATO_AFFECTS_WEB };
  static const FakeStep mail[FAKE_STEPS_MAX] = MAIL;
  static const FakeStep implicit[FAKE_STEPS_MAX] = TLS;

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
      g_autoptr (HatoTlsInput) input = new_input (fixture, "mail.example.test", doors[i].protocol,
                                                  fake_server_get_port (server));
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
test_middle (Fixture *fixture, gconstpointer data)
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
  const FakeStep steps[FAKE_STEPS_MAX] = MAIL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const FakeCertificateForm form = { NAMED };
      g_autoptr (FakeCertificate) middle = fake_certificate_new (&rows[i].form, fixture->root);
      g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, middle);
      const FakeTls tls = { .chain = { leaf, middle } };
      g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
      g_autoptr (HatoTlsInput) input = new_input (fixture, "mail.example.test", HATO_PROTOCOL_SMTP,
                                                  fake_server_get_port (server));
      g_autoptr (HatoCheckup) checkup = NULL;

      g_test_message ("%s", rows[i].code);
      checkup = check (input);
      assert_told (checkup, rows[i].code, HATO_LEVEL_CAUTION);
    }
}

typedef struct
{
  GMainLoop *loop;
  GPtrArray *posted; /* (owned) (element-type HatoItem) */
} Witness;

static gpointer
work (HatoJob *job, gconstpointer input, GError **error)
{
  return hato_tls_check_run (job, input, error);
}

static void
settled_cb (gpointer settled, gpointer user_data)
{
  g_ptr_array_add (((Witness *) user_data)->posted, hato_item_ref (settled));
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HatoCheckup) checkup = hato_runner_run_finish (HATO_RUNNER (source), result, NULL);

  g_assert_nonnull (checkup);
  g_main_loop_quit (((Witness *) user_data)->loop);
}

/* All rows are known before one settles, so that whoever waits knows for how many. */
static void
test_announced (Fixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = TLS;
  const FakeCertificateForm form = { NAMED };
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, fixture->root);
  const FakeTls tls = { .chain = { leaf } };
  g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
  HatoTlsInput *input =
      new_input (fixture, "mail.example.test", HATO_PROTOCOL_IMAPS, fake_server_get_port (server));
  Witness witness = { g_main_loop_new (NULL, FALSE),
                      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref) };
  const HatoItem *const *items;

  hato_tls_input_add_door (input, HATO_PROTOCOL_POP3S, fake_server_get_port (server));
  hato_runner_run_async (fixture->runner, work, input, (GDestroyNotify) hato_tls_input_unref,
                         (GDestroyNotify) hato_checkup_unref, NULL, settled_cb, finished_cb,
                         &witness);
  g_main_loop_run (witness.loop);

  items = (const HatoItem *const *) witness.posted->pdata;
  g_assert_cmpuint (witness.posted->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (items[i]->findings->len > 0, ==, i >= 2);
  g_assert_true (g_str_has_prefix (items[0]->id, "imaps:"));
  g_assert_true (g_str_has_prefix (items[1]->id, "pop3s:"));
  g_ptr_array_unref (witness.posted);
  g_main_loop_unref (witness.loop);
}

/* Has seen enough when the first row settles. */
typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  gint64 cancelled; /* monotonic; 0 = not yet */
} Impatient;

static void
first_settled_cb (gpointer settled, gpointer user_data)
{
  const HatoItem *item = settled;
  Impatient *impatient = user_data;

  if (item->findings->len == 0) /* announced */
    return;

  g_assert_true (g_str_has_prefix (item->id, "imaps:"));
  impatient->cancelled = g_get_monotonic_time ();
  g_cancellable_cancel (impatient->cancellable);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Impatient *impatient = user_data;

  g_assert_null (hato_runner_run_finish (HATO_RUNNER (source), result, NULL));
  g_main_loop_quit (impatient->loop);
}

/* A server that says nothing and one behind a firewall are waited for: a good door beside them has settled by then, and who has
 * seen enough gets away at once. */
static void
test_apart (Fixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = TLS, silence[FAKE_STEPS_MAX] = { { FAKE_HOLD, NULL, 0 } };
  const FakeCertificateForm form = { NAMED };
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, fixture->root);
  const FakeTls tls = { .chain = { leaf } };
  g_autoptr (FakeServer) silent = fake_server_new (silence, NULL);
  g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
  Impatient impatient = { g_main_loop_new (NULL, FALSE), fixture->cancellable, 0 };
  HatoTlsInput *input =
      new_input (fixture, "mail.example.test", HATO_PROTOCOL_SMTP, fake_server_get_port (silent));
  int dark[2];

  hato_tls_input_add_door (input, HATO_PROTOCOL_SUBMISSION, fake_server_make_dark_port (dark));
  hato_tls_input_add_door (input, HATO_PROTOCOL_IMAPS, fake_server_get_port (server));
  hato_runner_run_async (fixture->runner, work, input, (GDestroyNotify) hato_tls_input_unref,
                         (GDestroyNotify) hato_checkup_unref, fixture->cancellable,
                         first_settled_cb, cancelled_cb, &impatient);
  g_main_loop_run (impatient.loop);
  g_assert_cmpint (impatient.cancelled, !=, 0);
  g_assert_cmpint (g_get_monotonic_time () - impatient.cancelled, <, 200000);
  close (dark[1]);
  close (dark[0]);
  g_main_loop_unref (impatient.loop);
}

/* The name to type, proved by a connection of its own; for a name, and for digits. */
static void
test_server_name (Fixture *fixture, gconstpointer data)
{
  static const char *const typed[] = { "mail.example.test", "127.0.0.1" };
  const FakeStep steps[FAKE_STEPS_MAX] = TLS;
  const FakeCertificateForm form = { .common_name = "x",
                                     .dns = { "neighbour.test", "sv123.xs.test", "*.xs.test" } };
  g_autoptr (FakeCertificate) leaf = fake_certificate_new (&form, fixture->root);
  const FakeTls tls = { .chain = { leaf } };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
      g_autoptr (HatoTlsInput) input =
          new_input (fixture, typed[i], HATO_PROTOCOL_IMAPS, fake_server_get_port (server));
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

/* With a policy in force a fault between servers has one name and is a problem (contract, rules 7 and 10). */
static void
test_policy (Fixture *fixture, gconstpointer data)
{
  const FakeStep steps[FAKE_STEPS_MAX] = MAIL;
  const FakeCertificateForm good = { NAMED };
  const FakeCertificateForm bad = { .common_name = "x", .dns = { "other.test" } };
  g_autoptr (FakeCertificate) verified = fake_certificate_new (&good, fixture->root);
  g_autoptr (FakeCertificate) refused = fake_certificate_new (&bad, fixture->root);
  const FakeCertificate *const leaves[] = { verified, refused };

  for (gsize i = 0; i < G_N_ELEMENTS (leaves); i++)
    {
      const FakeTls tls = { .chain = { leaves[i] } };
      g_autoptr (FakeServer) server = fake_server_new (steps, &tls);
      g_autoptr (HatoTlsInput) input = new_input (fixture, "mail.example.test", HATO_PROTOCOL_SMTP,
                                                  fake_server_get_port (server));
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
test_not_reached (Fixture *fixture, gconstpointer data)
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
      g_autoptr (HatoTlsInput) input =
          new_input (fixture, "mail.example.test", rows[i].protocol, fake_server_get_port (server));
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
test_nothing_there (Fixture *fixture, gconstpointer data)
{
  guint16 port = fake_server_find_closed_port ();
  g_autoptr (HatoTlsInput) named = new_input (fixture, "127.0.0.1", HATO_PROTOCOL_POP3, port);
  g_autoptr (HatoTlsInput) unnamed = new_input (fixture, "127.0.0.1", HATO_PROTOCOL_POP3, port);
  g_autoptr (HatoTlsInput) nowhere = new_input (fixture, "no.test", HATO_PROTOCOL_POP3, port);
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
  private = new_input (fixture, "127.0.0.1", HATO_PROTOCOL_POP3, port);
  assert_checked (private, "reach.private_address", HATO_LEVEL_UNCHECKED);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/tls-check/doors", test_doors },
    { "/tls-check/middle", test_middle },
    { "/tls-check/announced", test_announced },
    { "/tls-check/apart", test_apart },
    { "/tls-check/server-name", test_server_name },
    { "/tls-check/policy", test_policy },
    { "/tls-check/not-reached", test_not_reached },
    { "/tls-check/nothing-there", test_nothing_there },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
