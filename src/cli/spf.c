/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/spf-eval.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/domain-name.h"
#include "base/error.h"
#include "base/foreign-text.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "net/settle.h"
#include "report/json.h"

#define QUESTIONS_MAX 150u

/* The command at work. */
typedef struct
{
  HatoOptions options;
  char *ip;        /* (owned) (nullable) */
  char *mail_from; /* (owned) (nullable) */
  char *helo;      /* (owned) (nullable) */
  gboolean trace;
  HatoSpfInput input;
  HatoSpfEvaluation evaluation;
} Spf;

static gboolean
judge (gpointer data, HatoAnswers *answers)
{
  Spf *spf = data;

  hato_spf_evaluation_clear (&spf->evaluation);
  return hato_spf_evaluate (&spf->input, answers, &spf->evaluation);
}

static void
add_trace (JsonBuilder *builder, const GPtrArray *steps)
{
  json_builder_set_member_name (builder, "trace");
  json_builder_begin_array (builder);
  for (guint i = 0; steps != NULL && i < steps->len; i++)
    {
      const HatoSpfStep *step = g_ptr_array_index (steps, i);

      json_builder_begin_object (builder);
      hato_json_add_integer (builder, "depth", step->depth);
      hato_json_add_string (builder, "domain", step->domain);
      hato_json_add_string (builder, "term", step->term);
      hato_json_add_string (builder, "outcome", step->outcome);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const HatoSpfEvaluation *evaluation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "result", hato_spf_result_to_string (evaluation->result));
  hato_json_add_string (builder, "mechanism", evaluation->mechanism);
  hato_json_add_string (builder, "explanation", evaluation->explanation);
  hato_json_add_integer (builder, "lookups", evaluation->lookups);
  hato_json_add_integer (builder, "void_lookups", evaluation->void_lookups);
  add_trace (builder, evaluation->trace);
  json_builder_end_object (builder);
  text = hato_json_end (builder);
  puts (text);
}

static void
print_line (const char *label, const char *text)
{
  g_autofree char *shown = text != NULL ? hato_foreign_line (text) : NULL;

  if (shown != NULL)
    g_print ("%s: %s\n", label, shown);
}

static void
print_text (const HatoSpfEvaluation *evaluation)
{
  g_print ("%s\n", hato_spf_result_to_string (evaluation->result));
  print_line ("mechanism", evaluation->mechanism);
  print_line ("explanation", evaluation->explanation);
  g_print ("look-ups: %u, void: %u\n", evaluation->lookups, evaluation->void_lookups);
  for (guint i = 0; evaluation->trace != NULL && i < evaluation->trace->len; i++)
    {
      const HatoSpfStep *step = g_ptr_array_index (evaluation->trace, i);
      g_autofree char *domain = hato_foreign_line (step->domain);
      g_autofree char *term = hato_foreign_line (step->term);

      g_print ("%*s%s  %s: %s\n", (int) (2 * step->depth), "", domain, term, step->outcome);
    }
}

/* Folds a name in another script (RFC 8616 §4). A malformed ASCII one stays: RFC 7208 §4.3 has a result for it. */
static gboolean
fold (char **name, gsize start, GError **error)
{
  g_autoptr (HatoDomainName) folded = NULL;
  char *typed = *name;

  if (g_str_is_ascii (typed + start))
    return TRUE;
  folded = hato_domain_name_new (typed + start, error);
  if (folded == NULL)
    return FALSE;

  typed[start] = '\0';
  *name = g_strconcat (typed, folded->ascii, NULL);
  g_free (typed);
  return TRUE;
}

static gboolean
fold_names (Spf *spf, GError **error)
{
  const char *at = spf->mail_from != NULL ? strrchr (spf->mail_from, '@') : NULL;
  gsize start = at != NULL ? (gsize) (at + 1 - spf->mail_from) : 0;

  return (spf->mail_from == NULL || fold (&spf->mail_from, start, error))
         && (spf->helo == NULL || fold (&spf->helo, 0, error));
}

/* What the words make of the sender: a domain alone stands for its postmaster. */
static gboolean
read_input (Spf *spf, GError **error)
{
  if (spf->mail_from == NULL && spf->helo == NULL)
    hato_options_use_sample (&spf->options);
  if (!hato_options_limit_arguments (&spf->options, 1, error))
    return FALSE;
  if (spf->ip == NULL || !hato_address_parse (spf->ip, &spf->input.ip))
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "--ip takes the IP address of the sending server");
      return FALSE;
    }
  if (spf->options.arguments != NULL)
    {
      g_autoptr (HatoSubject) subject =
          hato_options_new_subject (&spf->options, spf->options.arguments[0], error);

      if (subject == NULL)
        return FALSE;
      if (spf->mail_from == NULL)
        spf->mail_from = g_strconcat ("postmaster@", subject->domain, NULL);
      if (spf->helo == NULL)
        spf->helo = g_strdup (subject->domain);
    }
  if (spf->helo == NULL && (spf->mail_from == NULL || spf->mail_from[0] == '\0'))
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "name a domain, --mail-from or --helo");
      return FALSE;
    }
  if (!fold_names (spf, error))
    return FALSE;

  spf->input.mail_from = spf->mail_from != NULL ? spf->mail_from : "";
  spf->input.helo = spf->helo != NULL ? spf->helo : "unknown";
  spf->input.time = hato_clock_now (&spf->options.settings->clock) / G_USEC_PER_SEC;
  spf->input.trace = spf->trace;
  return TRUE;
}

static int
get_exit_status (HatoSpfResult result)
{
  if (result == HATO_SPF_TEMPERROR)
    return HATO_EXIT_NOT_CHECKED;

  return result == HATO_SPF_FAIL || result == HATO_SPF_SOFTFAIL || result == HATO_SPF_PERMERROR
             ? HATO_EXIT_PROBLEM
             : HATO_EXIT_NO_PROBLEM;
}

static int
run (Spf *spf, GError **error)
{
  g_autoptr (HatoResolver) resolver = NULL;
  HatoJudge seat = { judge, spf, QUESTIONS_MAX };

  if (!read_input (spf, error))
    return HATO_EXIT_USAGE;

  resolver = hato_options_new_resolver (&spf->options, error);
  if (resolver == NULL)
    return HATO_EXIT_USAGE;
  if (!hato_resolver_settle (resolver, &seat, 1,
                             g_get_monotonic_time () + hato_options_get_timeout (&spf->options),
                             NULL, NULL, NULL, NULL, error))
    return HATO_EXIT_NOT_CHECKED;
  if (!hato_options_record_run (&spf->options, resolver,
                                hato_clock_now (&spf->options.settings->clock), error))
    return HATO_EXIT_USAGE;

  if (spf->options.json)
    print_json (&spf->evaluation);
  else
    print_text (&spf->evaluation);
  return get_exit_status (spf->evaluation.result);
}

/** hato_command_spf: spf [DOMAIN] --ip IP: what a receiver makes of mail from this address. */
int
hato_command_spf (int argc, char **argv)
{
  Spf spf = { .trace = FALSE };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "ip", 0, 0, G_OPTION_ARG_FILENAME, &spf.ip, N_ ("The sending server's address"), "IP" },
    { "mail-from", 0, 0, G_OPTION_ARG_FILENAME, &spf.mail_from,
      N_ ("The envelope sender; empty: postmaster at the HELO name"), "ADDR" },
    { "helo", 0, 0, G_OPTION_ARG_FILENAME, &spf.helo, N_ ("The name that the sending server gives"),
      "NAME" },
    { "trace", 0, 0, G_OPTION_ARG_NONE, &spf.trace, N_ ("Tell every step"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  int status = HATO_EXIT_USAGE;

  if (hato_options_parse (&spf.options, &argc, &argv,
                          N_ ("spf [DOMAIN] --ip IP: check_host () of RFC 7208"), entries, &error))
    status = run (&spf, &error);
  if (error != NULL)
    hato_print_error ("spf", error);
  hato_spf_evaluation_clear (&spf.evaluation);
  hato_options_clear (&spf.options);
  g_free (spf.ip);
  g_free (spf.mail_from);
  g_free (spf.helo);
  return status;
}
