/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/dmarc-policy.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/domain-name.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "net/settle.h"
#include "report/json.h"

#define QUESTIONS_MAX 60u

/* The command at work. */
typedef struct
{
  HatoOptions options;
  char *spf;           /* (owned) (nullable): RESULT:DOMAIN */
  GStrv dkim;          /* (owned) (nullable): RESULT:DOMAIN */
  char *author_domain; /* (owned) (nullable) */
  char *spf_domain;    /* (owned) (nullable) */
  GStrv dkim_domains;  /* (owned) (nullable) */
  HatoDmarcInput input;
  HatoDmarcEvaluation evaluation;
} Dmarc;

static gboolean
judge (gpointer data, HatoAnswers *answers)
{
  Dmarc *dmarc = data;

  hato_dmarc_evaluation_clear (&dmarc->evaluation);
  return hato_dmarc_evaluate (&dmarc->input, answers, &dmarc->evaluation);
}

static void
print_json (const HatoDmarcEvaluation *evaluation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "result", hato_dmarc_result_to_string (evaluation->result));
  hato_json_add_string (builder, "policy_domain", evaluation->policy_domain);
  hato_json_add_string (builder, "organizational_domain", evaluation->organizational_domain);
  hato_json_add_string (builder, "published_policy",
                        hato_dmarc_policy_to_string (evaluation->published));
  hato_json_add_string (builder, "effective_policy",
                        hato_dmarc_policy_to_string (evaluation->effective));
  hato_json_add_string (builder, "applied", evaluation->applied);
  hato_json_add_boolean (builder, "spf_aligned", evaluation->spf_aligned);
  hato_json_add_boolean (builder, "dkim_aligned", evaluation->dkim_aligned);
  json_builder_set_member_name (builder, "tree_walk");
  json_builder_begin_array (builder);
  for (guint i = 0; i < evaluation->tree_walk->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (evaluation->tree_walk, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = hato_json_end (builder);
  puts (text);
}

static void
print_text (const HatoDmarcEvaluation *evaluation)
{
  const char *effective = hato_dmarc_policy_to_string (evaluation->effective);

  g_print ("%s\n", hato_dmarc_result_to_string (evaluation->result));
  g_print ("organizational domain: %s\n", evaluation->organizational_domain);
  if (evaluation->policy_domain != NULL)
    g_print ("policy: %s (%s of _dmarc.%s)\n", effective != NULL ? effective : "-",
             evaluation->applied, evaluation->policy_domain);
  g_print ("aligned: SPF %s, DKIM %s\n", evaluation->spf_aligned ? "yes" : "no",
           evaluation->dkim_aligned ? "yes" : "no");
}

/* The words for what an examination gave (RFC 8601 §2.7.1, §2.7.2). */
static const char *const results[] = { "pass",   "fail",      "softfail",  "neutral", "none",
                                       "policy", "temperror", "permerror", NULL };

/* The domain of "pass:example.jp"; *domain NULL for another result. */
static gboolean
read_result (const char *text, char **domain, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *result = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_autoptr (HatoDomainName) name =
      colon != NULL && colon[1] != '\0' ? hato_domain_name_new (colon + 1, NULL) : NULL;

  *domain = NULL;
  if (name == NULL || !g_strv_contains (results, result))
    {
      g_set_error (
          error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
          "a result reads RESULT:DOMAIN, for example pass:example.jp or fail:example.jp: %s", text);
      return FALSE;
    }
  if (strcmp (result, "pass") == 0)
    *domain = g_strdup (name->ascii);
  return TRUE;
}

static gboolean
read_input (Dmarc *dmarc, GError **error)
{
  g_autoptr (GStrvBuilder) passed = g_strv_builder_new ();
  g_autoptr (HatoSubject) subject = NULL;

  hato_options_use_sample (&dmarc->options);
  if (dmarc->options.arguments == NULL)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "name the domain of the From address");
      return FALSE;
    }
  if (!hato_options_limit_arguments (&dmarc->options, 1, error))
    return FALSE;
  subject = hato_options_new_subject (&dmarc->options, dmarc->options.arguments[0], error);
  if (subject == NULL
      || (dmarc->spf != NULL && !read_result (dmarc->spf, &dmarc->spf_domain, error)))
    return FALSE;

  for (gsize i = 0; dmarc->dkim != NULL && dmarc->dkim[i] != NULL; i++)
    {
      g_autofree char *domain = NULL;

      if (!read_result (dmarc->dkim[i], &domain, error))
        return FALSE;
      if (domain != NULL)
        g_strv_builder_add (passed, domain);
    }
  dmarc->author_domain = g_strdup (subject->domain);
  dmarc->dkim_domains = g_strv_builder_end (passed);
  dmarc->input.author_domain = dmarc->author_domain;
  dmarc->input.spf_domain = dmarc->spf_domain;
  dmarc->input.dkim_domains = (const char *const *) dmarc->dkim_domains;
  return TRUE;
}

static int
get_exit_status (HatoDmarcResult result)
{
  if (result == HATO_DMARC_RESULT_TEMPERROR)
    return HATO_EXIT_NOT_CHECKED;

  return result == HATO_DMARC_RESULT_FAIL || result == HATO_DMARC_RESULT_PERMERROR
             ? HATO_EXIT_PROBLEM
             : HATO_EXIT_NO_PROBLEM;
}

static int
run (Dmarc *dmarc, GError **error)
{
  g_autoptr (HatoResolver) resolver = NULL;
  HatoJudge seat = { judge, dmarc, QUESTIONS_MAX };

  if (!read_input (dmarc, error))
    return HATO_EXIT_USAGE;

  resolver = hato_options_new_resolver (&dmarc->options, error);
  if (resolver == NULL)
    return HATO_EXIT_USAGE;
  if (!hato_resolver_settle (resolver, &seat, 1,
                             g_get_monotonic_time () + hato_options_get_timeout (&dmarc->options),
                             NULL, NULL, NULL, NULL, error))
    return HATO_EXIT_NOT_CHECKED;
  if (!hato_options_record_run (&dmarc->options, resolver,
                                hato_clock_now (&dmarc->options.settings->clock), error))
    return HATO_EXIT_USAGE;

  if (dmarc->options.json)
    print_json (&dmarc->evaluation);
  else
    print_text (&dmarc->evaluation);
  return get_exit_status (dmarc->evaluation.result);
}

/** hato_command_dmarc: dmarc DOMAIN: the policy that applies and, with results, whether a mail passes. */
int
hato_command_dmarc (int argc, char **argv)
{
  Dmarc dmarc = { .spf = NULL };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "spf", 0, 0, G_OPTION_ARG_FILENAME, &dmarc.spf, N_ ("What SPF gave for which domain"),
      "RESULT:DOMAIN" },
    { "dkim", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &dmarc.dkim,
      N_ ("What a signature gave for which domain"), "RESULT:DOMAIN" },
    G_OPTION_ENTRY_NULL,
  };
  int status = HATO_EXIT_USAGE;

  if (hato_options_parse (&dmarc.options, &argc, &argv,
                          N_ ("dmarc DOMAIN: policy discovery of RFC 9989"), entries, &error))
    status = run (&dmarc, &error);
  if (error != NULL)
    hato_print_error ("dmarc", error);
  hato_dmarc_evaluation_clear (&dmarc.evaluation);
  hato_options_clear (&dmarc.options);
  g_free (dmarc.spf);
  g_free (dmarc.author_domain);
  g_free (dmarc.spf_domain);
  g_strfreev (dmarc.dkim);
  g_strfreev (dmarc.dkim_domains);
  return status;
}
