/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits T14: a person pastes these into a shell, and names come from strangers. */
#include "config.h"

#include "report/command.h"

#include <gio/gio.h>
#include <string.h>

#define NAMES 100000u
#define BATCH 20000u

static HatoEvidence *
new_evidence (HatoQuestionKind kind, const char *name, guint16 type, const char *server)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new (kind, name, type, server, HATO_QUESTION_PLAIN);

  question->protocol = type == 465 ? HATO_PROTOCOL_SUBMISSIONS : HATO_PROTOCOL_SMTP;
  return hato_evidence_new (question, "udp");
}

static const struct
{
  HatoQuestionKind kind;
  const char *name;
  guint16 type;
  const char *server;  /* (nullable) */
  const char *command; /* (nullable) */
} rows[] = {
  { HATO_QUESTION_DNS, "_dmarc.shop.example", HATO_DNS_TXT, NULL,
    "dig +noall +comments +answer -t TXT -q '_dmarc.shop.example'" },
  { HATO_QUESTION_DNS, "shop.example", HATO_DNS_MX, "192.0.2.53",
    "dig +noall +comments +answer +norecurse @192.0.2.53 -t MX -q 'shop.example'" },
  { HATO_QUESTION_DNS, "txt", HATO_DNS_TXT, NULL, "dig +noall +comments +answer -t TXT -q 'txt'" },
  { HATO_QUESTION_POLICY, "mta-sts.shop.example", 0, NULL,
    "curl -sS -i --max-redirs 0 'https://mta-sts.shop.example/.well-known/mta-sts.txt'" },
  { HATO_QUESTION_SESSION, "mx.shop.example", 25, "192.0.2.1",
    "openssl s_client -showcerts -connect '192.0.2.1:25' -servername 'mx.shop.example' -starttls "
    "smtp </dev/null" },
  { HATO_QUESTION_SESSION, "mx.shop.example", 465, "2001:db8::1",
    "openssl s_client -showcerts -connect '[2001:db8::1]:465' -servername 'mx.shop.example' "
    "</dev/null" },
  { HATO_QUESTION_SESSION, "192.0.2.1", 465, "192.0.2.1",
    "openssl s_client -showcerts -connect '192.0.2.1:465' </dev/null" },
  { HATO_QUESTION_MESSAGE, "refusal", 0, NULL, NULL },
  { HATO_QUESTION_DNS, "-x", HATO_DNS_TXT, NULL, NULL },
  { HATO_QUESTION_DNS, "a b", HATO_DNS_TXT, NULL, NULL },
  { HATO_QUESTION_DNS, "a'b", HATO_DNS_TXT, NULL, NULL },
  { HATO_QUESTION_DNS, "$(id).example", HATO_DNS_TXT, NULL, NULL },
  { HATO_QUESTION_DNS, "\xe3\x81\x82.example", HATO_DNS_TXT, NULL, NULL },
  { HATO_QUESTION_DNS, "2001:db8::1", HATO_DNS_TXT, NULL, NULL },
  { HATO_QUESTION_DNS, "", HATO_DNS_NS, NULL, NULL },
  { HATO_QUESTION_DNS, "a.example", HATO_DNS_TXT, "ns.example", NULL },
  { HATO_QUESTION_DNS, "a.example", 9999, NULL, NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoEvidence) evidence =
          new_evidence (rows[i].kind, rows[i].name, rows[i].type, rows[i].server);
      g_autofree char *command = hato_command_dup_for_evidence (evidence);

      g_assert_cmpstr (command, ==, rows[i].command);
    }
}

static void
test_subject (void)
{
  g_autoptr (HatoSubject) subject = hato_subject_new ("shop.example", "shop.example");
  g_autoptr (HatoSubject) odd = hato_subject_new ("-o.example", "x");
  g_autofree char *command = NULL;

  hato_subject_add_sending_ip (subject, "2001:db8::1");
  hato_subject_add_sending_ip (subject, "***");
  hato_subject_add_selector (subject, "key1");
  hato_subject_add_selector (subject, "a;b");
  command = hato_command_dup_for_subject (subject);
  g_assert_cmpstr (command, ==,
                   "hatobin-cli check 'shop.example' --sending-ip '2001:db8::1' --selector 'key1'");
  g_assert_null (hato_command_dup_for_subject (odd));
}

/* A shell that only reads (sh -n) takes them all, and none has anything but words for it. */
static void
read_by_shell (GString *script)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) shell = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, "sh", "-n", NULL);
  g_autofree char *complaint = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (shell, script->str, NULL, NULL, &complaint, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (complaint, ==, "");
  g_assert_true (g_subprocess_get_successful (shell));
  g_string_truncate (script, 0);
}

static void
test_names (void)
{
  static const char bytes[] = "abz09._-._-AZ'\"`$();|&<>*?!#~ \\\t\n\r/%{}[]^@:,+=\xc3\x81\x01";
  g_autoptr (GString) script = g_string_new (NULL);
  guint n_commands = 0;

  for (guint i = 0; i < NAMES; i++)
    {
      char name[24];
      gsize length = (gsize) g_test_rand_int_range (1, sizeof name);
      gsize choice = g_test_rand_bit () ? 13 : sizeof bytes - 1; /* half of them from safe bytes */
      g_autoptr (HatoEvidence) evidence = NULL;
      g_autofree char *command = NULL;

      for (gsize j = 0; j < length; j++)
        name[j] = bytes[g_test_rand_int_range (0, (gint32) choice)];
      name[length - 1] = '\0';
      evidence = new_evidence (HATO_QUESTION_DNS, name, HATO_DNS_TXT, NULL);
      command = hato_command_dup_for_evidence (evidence);
      if (command == NULL)
        continue;
      g_assert_cmpuint (strspn (command, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789._-+ '"),
                        ==, strlen (command));
      g_string_append_printf (script, "%s\n", command);
      n_commands++;
      if (script->len > BATCH * 40)
        read_by_shell (script);
    }
  read_by_shell (script);
  g_assert_cmpuint (n_commands, >, NAMES / 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/rows", test_rows);
  g_test_add_func ("/command/subject", test_subject);
  g_test_add_func ("/command/names", test_names);
  return g_test_run ();
}
