/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mail-check.h"
#include "bounce/saved-mail.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "advice/authentication-words.h"
#include "base/error.h"
#include "base/foreign-text.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/read-input.h"
#include "report/json-dkim.h"

static void
print_results (const char *label, const GPtrArray *list, const HatoTranslation *translation)
{
  for (guint i = 0; i < list->len; i++)
    {
      const HatoAuthenticationResults *results = g_ptr_array_index (list, i);
      g_autofree char *server = hato_foreign_line (results->server != NULL ? results->server : "-");

      g_autofree char *words = hato_authentication_results_dup_words (results, translation);

      g_print ("%s %s:", label, server);
      for (guint j = 0; j < results->methods->len; j++)
        {
          const HatoAuthenticationMethod *method = g_ptr_array_index (results->methods, j);
          g_autofree char *name = hato_foreign_line (method->method);
          g_autofree char *result = hato_foreign_line (method->result);

          g_print (" %s=%s", name, result);
        }
      g_print ("\n");
      if (*words != '\0')
        g_print ("  %s\n", words);
    }
}

static void
print_text (const HatoMailCheck *check, const HatoTranslation *translation)
{
  g_print ("%s\n", hato_dkim_result_to_string (check->result));
  for (guint i = 0; i < check->outcomes->len; i++)
    {
      const HatoDkimOutcome *outcome = &g_array_index (check->outcomes, HatoDkimOutcome, i);
      const HatoDkimProof *proof = g_ptr_array_index (check->mail->proofs, i);
      g_autofree char *domain = hato_foreign_line (proof->signature->domain);
      g_autofree char *selector = hato_foreign_line (proof->signature->selector);

      g_print ("  d=%s s=%s: %s%s%s\n", domain, selector,
               hato_dkim_result_to_string (outcome->result), outcome->reason != NULL ? ", " : "",
               outcome->reason != NULL ? outcome->reason : "");
    }
  print_results ("Authentication-Results", check->authentication_results, translation);
  print_results ("Received-SPF", check->received_spf, translation);
  print_results ("ARC-Authentication-Results", check->arc, translation);
  hato_print_findings (check->checkup->findings, translation);
}

static int
get_exit_status (HatoDkimResult result)
{
  if (result == HATO_DKIM_TEMPERROR)
    return HATO_EXIT_NOT_CHECKED;

  return result == HATO_DKIM_FAIL || result == HATO_DKIM_PERMERROR ? HATO_EXIT_PROBLEM
                                                                   : HATO_EXIT_NO_PROBLEM;
}

static HatoMailSource *
read_mail (const HatoOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = NULL, mail = NULL;
  g_autoptr (HatoMailSource) source = NULL;

  if (options->arguments == NULL)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "name the file of a mail, or - for standard input");
      return NULL;
    }
  if (!hato_options_limit_arguments (options, 1, error))
    return NULL;
  bytes = hato_read_input (options->arguments[0], HATO_MIME_SIZE_MAX, error);
  mail = bytes != NULL ? hato_saved_mail_read (bytes, error) : NULL;
  if (mail == NULL)
    return NULL;

  source = hato_mail_source_new (g_bytes_get_data (mail, NULL), g_bytes_get_size (mail), error);
  if (source != NULL && source->fields->len == 0)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "this is no whole mail: it does not begin with a header");
      return NULL;
    }
  return g_steal_pointer (&source);
}

static int
run (HatoOptions *options, GError **error)
{
  g_autoptr (HatoMailSource) source = read_mail (options, error);
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoMailInput) input = NULL;
  g_autoptr (HatoMailCheck) check = NULL;
  g_autofree char *json = NULL;

  if (source == NULL)
    return HATO_EXIT_USAGE;

  resolver = hato_options_new_resolver (options, error);
  if (resolver == NULL)
    return HATO_EXIT_USAGE;
  input = hato_mail_input_new (source, resolver, hato_clock_now (&options->settings->clock),
                               hato_options_get_timeout (options));
  check = hato_mail_check_run (NULL, input, error);
  if (check == NULL)
    return HATO_EXIT_NOT_CHECKED;
  if (!hato_options_record_run (options, resolver, input->started, error))
    return HATO_EXIT_USAGE;

  if (options->json)
    {
      json = hato_json_mail_check (options->arguments[0], check, options->translation);
      puts (json);
    }
  else
    print_text (check, options->translation);
  return get_exit_status (check->result);
}

/** hato_command_dkim: dkim FILE: verifies the signatures of a mail and tells what its receivers wrote into it. */
int
hato_command_dkim (int argc, char **argv)
{
  g_auto (HatoOptions) options = { .json = FALSE };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  int status = HATO_EXIT_USAGE;

  if (hato_options_parse (&options, &argc, &argv,
                          N_ ("dkim FILE: verifies the signatures of a mail (RFC 6376)"), entries,
                          &error))
    status = run (&options, &error);
  if (error != NULL)
    hato_print_error ("dkim", error);
  return status;
}
