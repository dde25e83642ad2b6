/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "advice/case.h"
#include "advice/sample.h"
#include "base/address.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "net/session-pool.h"
#include "net/tls-session.h"
#include "report/json.h"
#include "tls/tls-check.h"

/* The command at work. */
typedef struct
{
  HatoOptions options;
  GStrv protocols;           /* (owned) (nullable) */
  char *port_text;           /* (owned) (nullable): as typed */
  guint16 port;              /* 0 = the usual ones */
  char *connect;             /* (owned) (nullable) */
  char *name;                /* (owned) (nullable) */
  char *mail_domain;         /* (owned) (nullable) */
  GStrv controls;            /* (owned) (nullable) */
  HatoRunner *runner;        /* (owned) */
  HatoSessionMemory *memory; /* (owned) */
  guint n_problems;
  guint n_checked;
} Tls;

static void
tls_clear (Tls *self)
{
  hato_options_clear (&self->options);
  g_strfreev (self->protocols);
  g_free (self->port_text);
  g_free (self->connect);
  g_free (self->name);
  g_free (self->mail_domain);
  g_strfreev (self->controls);
  g_clear_object (&self->runner);
  g_clear_pointer (&self->memory, hato_session_memory_unref);
}

/* A host as typed: an address, or a name. */
static char *
read_host (const char *text, GError **error)
{
  HatoAddress address;
  g_autoptr (HatoDomainName) name = NULL;

  if (hato_address_parse (text, &address))
    return hato_address_to_string (&address);

  name = hato_domain_name_new (text, error);
  return name != NULL ? g_strdup (name->ascii) : NULL;
}

/* Replaces an option by its folded form; FALSE with an error that names it. */
static gboolean
fold_option (char **value, const char *option, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *folded;

  if (*value == NULL)
    return TRUE;
  folded = read_host (*value, &local);
  if (folded == NULL)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "%s: %s", option, local->message);
      return FALSE;
    }
  g_free (*value);
  *value = folded;
  return TRUE;
}

static gboolean
protocols_are_good (const Tls *self, GError **error)
{
  HatoProtocol protocol;

  for (gsize i = 0; self->protocols != NULL && self->protocols[i] != NULL; i++)
    if (!hato_protocol_from_string (self->protocols[i], &protocol))
      {
        g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                     "--protocol takes smtp, submission, submissions, imap, imaps, pop3, pop3s or "
                     "https: %s",
                     self->protocols[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_port (Tls *self, GError **error)
{
  guint64 port = 0;

  if (self->port_text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (self->port_text, 10, 1, G_MAXUINT16, &port, NULL)
      || self->protocols == NULL || self->protocols[1] != NULL)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                   "--port takes a number from 1 to 65535, and one --protocol beside it: %s",
                   self->port_text);
      return FALSE;
    }
  self->port = (guint16) port;
  return TRUE;
}

static gboolean
options_are_good (Tls *self, GError **error)
{
  HatoAddress address;

  if (self->options.sample && self->options.arguments == NULL)
    self->options.arguments = g_strsplit (hato_sample_get_server (), " ", -1);
  if (self->options.arguments == NULL)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "name at least one host, or use --sample");
      return FALSE;
    }
  if (self->options.record_run != NULL && g_strv_length (self->options.arguments) != 1)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "--record-run records the run of one host: name just that");
      return FALSE;
    }
  if (self->connect != NULL && !hato_address_parse (self->connect, &address))
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "--connect takes an IP address: %s",
                   self->connect);
      return FALSE;
    }
  return protocols_are_good (self, error) && read_port (self, error)
         && fold_option (&self->name, "--name", error)
         && fold_option (&self->mail_domain, "--domain", error);
}

static void
add_doors (const Tls *self, HatoTlsInput *input)
{
  HatoProtocol protocol;

  for (gsize i = 0; self->protocols != NULL && self->protocols[i] != NULL; i++)
    if (hato_protocol_from_string (self->protocols[i], &protocol))
      hato_tls_input_add_door (input, protocol,
                               self->port != 0 ? self->port : hato_protocol_get_port (protocol));
  for (guint i = 0; self->protocols == NULL && i < HATO_PROTOCOLS; i++)
    hato_tls_input_add_door (input, (HatoProtocol) i, hato_protocol_get_port ((HatoProtocol) i));
  input->named = self->protocols != NULL;
}

static HatoTlsInput *
new_input (Tls *self, const char *argument, GError **error)
{
  g_autofree char *host = read_host (argument, error);
  g_autoptr (HatoResolver) resolver =
      host != NULL ? hato_options_new_resolver (&self->options, error) : NULL;
  HatoSettings *settings = self->options.settings;
  HatoTlsInput *input;

  if (resolver == NULL)
    return NULL;
  hato_session_pool_attach (resolver, self->runner, settings, NULL, self->memory);
  input = hato_tls_input_new (host, resolver, hato_clock_now (&settings->clock),
                              hato_options_get_timeout (&self->options));
  add_doors (self, input);
  if (self->name != NULL)
    {
      g_free (input->name);
      input->name = g_strdup (self->name);
    }
  input->connect = g_strdup (self->connect);
  input->mail_domain = g_strdup (self->mail_domain);
  if (self->controls != NULL)
    {
      g_strfreev (input->controls);
      input->controls = g_strdupv (self->controls);
    }
  return input;
}

static gboolean
check_host (Tls *self, const char *argument, GError **error)
{
  g_autoptr (HatoTlsInput) input = new_input (self, argument, error);
  g_autoptr (HatoCheckup) checkup = NULL;
  g_autoptr (HatoCase) joined = NULL;

  if (input == NULL)
    return FALSE;
  checkup = hato_tls_check_run (NULL, input, error);
  if (checkup == NULL
      || !hato_options_record_run (&self->options, input->resolver, checkup->started, error))
    return FALSE;

  joined = hato_case_join (NULL, checkup, NULL);
  self->n_problems += joined->level == HATO_LEVEL_PROBLEM ? 1 : 0;
  self->n_checked += joined->level != HATO_LEVEL_UNCHECKED ? 1 : 0;
  if (self->options.json)
    {
      g_autofree char *json = hato_json_case (joined, NULL, self->options.translation);

      puts (json);
    }
  else
    hato_print_case (joined, self->options.translation, self->options.sample);
  return TRUE;
}

/* A host that cannot be checked is told, and the others are checked all the same. */
static int
run (Tls *self)
{
  guint n_refused = 0;

  self->runner = hato_runner_new ();
  self->memory = hato_session_memory_new ();
  for (gsize i = 0; self->options.arguments[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) told = NULL;
      g_autofree char *shown = NULL;

      if (check_host (self, self->options.arguments[i], &error))
        continue;
      shown = g_strescape (self->options.arguments[i], NULL);
      told =
          g_error_new (HATO_ERROR, HATO_ERROR_INVALID_INPUT, "\"%s\": %s", shown, error->message);
      hato_print_error ("tls", told);
      n_refused++;
    }
  if (self->n_problems > 0)
    return HATO_EXIT_PROBLEM;
  if (n_refused > 0)
    return HATO_EXIT_USAGE;

  return self->n_checked > 0 ? HATO_EXIT_NO_PROBLEM : HATO_EXIT_NOT_CHECKED;
}

/* Takes the file over where there is something to trust in it: else nothing would be checked, and nobody would know why. */
static gboolean
take_ca_file (Tls *self, char **ca_file, GError **error)
{
  g_autoptr (HatoTlsTrust) trust = NULL;

  if (*ca_file == NULL)
    return TRUE;

  trust = hato_tls_trust_new (*ca_file, error);
  if (trust == NULL)
    return FALSE;

  self->options.settings->ca_file = g_steal_pointer (ca_file);
  return TRUE;
}

/** hato_command_tls: tls HOST…: one checkup a host, in the order given. */
int
hato_command_tls (int argc, char **argv)
{
  Tls self = { .n_problems = 0 };
  g_autoptr (GError) error = NULL;
  char *ca_file = NULL;
  const GOptionEntry entries[] = {
    { "protocol", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self.protocols,
      N_ ("smtp, submission, submissions, imap, imaps, pop3, pop3s or https (all)"), "P" },
    { "port", 0, 0, G_OPTION_ARG_FILENAME, &self.port_text, N_ ("Another port than the usual one"),
      "N" },
    { "connect", 0, 0, G_OPTION_ARG_FILENAME, &self.connect,
      N_ ("Connect to this address instead of the host's"), "ADDR" },
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &self.name,
      N_ ("The name that the certificate must be for (HOST)"), "NAME" },
    { "domain", 0, 0, G_OPTION_ARG_FILENAME, &self.mail_domain,
      N_ ("Look at MTA-STS of this mail domain too"), "DOMAIN" },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &ca_file,
      N_ ("Trust these certificates instead of this computer's"), "FILE" },
    { "control", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self.controls,
      N_ ("A mail server that tells a dark line from a dark server"), "HOST[:PORT]" },
    G_OPTION_ENTRY_NULL,
  };
  int status = HATO_EXIT_USAGE;

  if (hato_options_parse (&self.options, &argc, &argv, "tls HOST…", entries, &error)
      && options_are_good (&self, &error) && take_ca_file (&self, &ca_file, &error))
    status = run (&self);
  if (error != NULL)
    hato_print_error ("tls", error);
  g_free (ca_file);
  tls_clear (&self);
  return status;
}
