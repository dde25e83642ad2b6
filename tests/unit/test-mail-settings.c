/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/mail-settings.h"

#define FINDINGS_MAX 2
#define DOORS_MAX    3

/* A door, and what was found out about it. */
typedef struct
{
  HatoProtocol protocol;
  const char *host;
  struct
  {
    const char *code;
    HatoLevel level;
  } findings[FINDINGS_MAX];
  const char *proved; /* (nullable): the name that was found for it */
} Door;

#define GOOD                                                                                       \
  {                                                                                                \
    {                                                                                              \
      "tls.ok", HATO_LEVEL_OK                                                                      \
    }                                                                                              \
  }
#define ONE(code, level)                                                                           \
  {                                                                                                \
    {                                                                                              \
      code, level                                                                                  \
    }                                                                                              \
  }

static const struct
{
  const char *description;
  Door doors[DOORS_MAX];
  HatoMailPurpose purpose;
  const char *server; /* (nullable): what is advised */
  guint16 port;
  gboolean starttls;
} rows[] = {
  { "TLS at once before STARTTLS, RFC 8314 §3",
    { { HATO_PROTOCOL_SUBMISSION, "a.test", GOOD, NULL },
      { HATO_PROTOCOL_SUBMISSIONS, "b.test", GOOD, NULL } },
    HATO_MAIL_SENDING,
    "b.test",
    465,
    FALSE },
  { "STARTTLS where it is all there is",
    { { HATO_PROTOCOL_IMAP, "a.test", GOOD, NULL },
      { HATO_PROTOCOL_IMAPS, "a.test", ONE ("reach.not_applicable", HATO_LEVEL_NOT_APPLICABLE),
        NULL } },
    HATO_MAIL_IMAP,
    "a.test",
    143,
    TRUE },
  { "a certificate that has run out is not advised",
    { { HATO_PROTOCOL_POP3S, "a.test", ONE ("tls.cert_expired", HATO_LEVEL_PROBLEM), NULL } },
    HATO_MAIL_POP,
    NULL,
    0,
    FALSE },
  { "a caution stands in no way",
    { { HATO_PROTOCOL_POP3S, "a.test", ONE ("tls.expires_soon", HATO_LEVEL_CAUTION), NULL } },
    HATO_MAIL_POP,
    "a.test",
    995,
    FALSE },
  { "a wrong name does, softened or not",
    { { HATO_PROTOCOL_POP3S, "a.test", ONE ("tls.hostname_mismatch", HATO_LEVEL_CAUTION), NULL } },
    HATO_MAIL_POP,
    NULL,
    0,
    FALSE },
  { "the proved name takes its place",
    { { HATO_PROTOCOL_IMAPS, "a.test", ONE ("tls.hostname_mismatch", HATO_LEVEL_PROBLEM),
        "sv1.test" } },
    HATO_MAIL_IMAP,
    "sv1.test",
    993,
    FALSE },
  { "and mends nothing else",
    { { HATO_PROTOCOL_IMAPS,
        "a.test",
        { { "tls.hostname_mismatch", HATO_LEVEL_PROBLEM },
          { "tls.self_signed", HATO_LEVEL_PROBLEM } },
        "sv1.test" } },
    HATO_MAIL_IMAP,
    NULL,
    0,
    FALSE },
  { "nothing for what was not looked at",
    { { HATO_PROTOCOL_SMTP, "a.test", GOOD, NULL } },
    HATO_MAIL_SENDING,
    NULL,
    0,
    FALSE },
};

static HatoItem *
make_item (const Door *door)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (HatoQuestion) question = hato_question_new_session (
      door->host, "192.0.2.1", hato_protocol_get_port (door->protocol), door->protocol, 0);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");
  g_autofree char *id =
      g_strdup_printf ("%s:%s", hato_protocol_to_string (door->protocol), door->host);

  for (gsize i = 0; i < FINDINGS_MAX && door->findings[i].code != NULL; i++)
    {
      HatoFinding *finding =
          hato_finding_new (door->findings[i].code, door->findings[i].level, door->host);

      hato_finding_cite (finding, evidence);
      g_ptr_array_add (findings, finding);
    }
  if (door->proved != NULL)
    {
      HatoFinding *finding = hato_finding_new_usual ("tls.server_name", door->host);

      hato_finding_add_argument (finding, "name", door->proved);
      hato_finding_add_boolean (finding, "proved", TRUE);
      g_ptr_array_add (findings, finding);
    }
  return hato_item_new (id, findings);
}

static HatoCheckup *
make_checkup (const Door *doors)
{
  g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
  HatoStatistics statistics = { 0 };

  for (gsize i = 0; i < DOORS_MAX && doors[i].host != NULL; i++)
    g_ptr_array_add (items, make_item (&doors[i]));
  return hato_checkup_new (subject, items, evidence, 0, 0, &statistics);
}

static void
test_rows (void)
{
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoCheckup) checkup = make_checkup (rows[i].doors);
      g_autoptr (HatoMailSettings) settings = hato_mail_settings_new (checkup, providers);
      const HatoMailSetting *setting = &settings->settings[rows[i].purpose];

      g_test_message ("%s", rows[i].description);
      g_assert_cmpstr (setting->server, ==, rows[i].server);
      g_assert_cmpuint (setting->port, ==, rows[i].port);
      g_assert_cmpint (setting->starttls, ==, rows[i].starttls);
      g_assert_cmpint (hato_mail_settings_is_empty (settings), ==, rows[i].server == NULL);
      g_assert_false (settings->user_is_address);
    }
}

/* A company of the list that is known to take the whole address. */
static void
test_user (void)
{
  static const Door doors[DOORS_MAX] = { { HATO_PROTOCOL_IMAPS, "sv123.xserver.jp", GOOD, NULL } };
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (NULL);
  g_autoptr (HatoCheckup) checkup = make_checkup (doors);
  g_autoptr (HatoMailSettings) settings = hato_mail_settings_new (checkup, providers);

  g_assert_true (settings->user_is_address);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-settings/rows", test_rows);
  g_test_add_func ("/mail-settings/user", test_user);
  return g_test_run ();
}
