/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that a person pastes into a shell to see what this program saw. Names come from strangers: what is not plainly
 * a name makes no command. */
#include "config.h"

#include "report/command.h"

#include <string.h>

#include "base/address.h"

#define NAME_MAX_BYTES 253u /* RFC 1035 §2.3.4 */

/** hato_command_is_safe_name: letters, digits, dot, underscore and hyphen alone, and nothing that reads as an option */
gboolean
hato_command_is_safe_name (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > NAME_MAX_BYTES || name[0] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("._-", name[i]) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
is_address (const char *text)
{
  HatoAddress address;

  return hato_address_parse (text, &address);
}

/* -q and -t: a name like "any" or "txt" would be read as a type. */
static char *
dup_dig (const char *name, const char *type, const char *server, gboolean checking_disabled)
{
  GString *command = g_string_new ("dig +noall +comments +answer");
  g_autofree char *quoted = g_shell_quote (name);

  if (checking_disabled)
    g_string_append (command, " +cdflag");
  if (server != NULL)
    g_string_append_printf (command, " +norecurse @%s", server);
  g_string_append_printf (command, " -t %s -q %s", type, quoted);
  return g_string_free (command, FALSE);
}

static char *
dup_openssl (const HatoQuestion *question)
{
  static const char *const dialogues[HATO_PROTOCOLS] = {
    [HATO_PROTOCOL_SMTP] = "smtp",
    [HATO_PROTOCOL_SUBMISSION] = "smtp",
    [HATO_PROTOCOL_IMAP] = "imap",
    [HATO_PROTOCOL_POP3] = "pop3",
  };
  const char *dialogue = dialogues[question->protocol];
  const char *server = question->server != NULL ? question->server : question->name;
  g_autofree char *place =
      g_strdup_printf (strchr (server, ':') != NULL ? "[%s]:%u" : "%s:%u", server, question->type);
  g_autofree char *quoted = g_shell_quote (place);
  GString *command = g_string_new ("openssl s_client -showcerts -connect ");

  g_string_append (command, quoted);
  if (!is_address (question->name))
    {
      g_autofree char *name = g_shell_quote (question->name);

      g_string_append_printf (command, " -servername %s", name);
    }
  if (dialogue != NULL)
    g_string_append_printf (command, " -starttls %s", dialogue);
  if ((question->flags & HATO_QUESTION_OLD_TLS) != 0)
    g_string_append (command, " -no_tls1_3 -no_tls1_2 -cipher 'DEFAULT@SECLEVEL=0'");
  g_string_append (command, " </dev/null");
  return g_string_free (command, FALSE);
}

/** hato_command_dup_for_question: (transfer full) (nullable): asks the name servers of the line; NULL for an odd name */
char *
hato_command_dup_for_question (const char *name, const char *type)
{
  return hato_command_is_safe_name (name) && hato_command_is_safe_name (type)
             ? dup_dig (name, type, NULL, FALSE)
             : NULL;
}

/** hato_command_dup_for_evidence: (transfer full) (nullable): asks the same once more; NULL where its name is odd or nobody was asked */
char *
hato_command_dup_for_evidence (const HatoEvidence *evidence)
{
  const HatoQuestion *question = evidence->question;
  const char *type = hato_dns_type_to_string (question->type);

  if (question->kind == HATO_QUESTION_MESSAGE
      || !(hato_command_is_safe_name (question->name)
           || (question->kind == HATO_QUESTION_SESSION && is_address (question->name)))
      || (question->server != NULL && !is_address (question->server)))
    return NULL;
  if (question->kind == HATO_QUESTION_SESSION)
    return dup_openssl (question);
  if (question->kind == HATO_QUESTION_POLICY)
    {
      g_autofree char *url = hato_question_dup_url (question);
      g_autofree char *quoted = g_shell_quote (url);

      return g_strdup_printf ("curl -sS -i --max-redirs 0 %s", quoted);
    }
  return hato_command_is_safe_name (type)
             ? dup_dig (question->name, type, question->server,
                        (question->flags & HATO_QUESTION_CHECKING_DISABLED) != 0)
             : NULL;
}

static void
append_option (GString *command, const char *option, const char *value)
{
  if (hato_command_is_safe_name (value) || is_address (value))
    {
      g_autofree char *quoted = g_shell_quote (value);

      g_string_append_printf (command, " %s %s", option, quoted);
    }
}

/** hato_command_dup_for_subject: (transfer full) (nullable): the whole check with this program */
char *
hato_command_dup_for_subject (const HatoSubject *subject)
{
  GString *command;
  g_autofree char *quoted = NULL;

  if (!hato_command_is_safe_name (subject->domain))
    return NULL;

  quoted = g_shell_quote (subject->domain);
  command = g_string_new ("hatobin-cli check ");
  g_string_append (command, quoted);
  for (gsize i = 0; subject->sending_ips[i] != NULL; i++)
    append_option (command, "--sending-ip", subject->sending_ips[i]);
  for (gsize i = 0; subject->selectors[i] != NULL; i++)
    append_option (command, "--selector", subject->selectors[i]);
  return g_string_free (command, FALSE);
}
