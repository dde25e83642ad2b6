/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "base/error.h"
#include "cli/check.h"
#include "cli/commands.h"
#include "report/json.h"
#include "report/output.h"
#include "report/phrase.h"
#include "report/safe-file.h"

/* The command at work. */
typedef struct
{
  char *output;         /* (owned) (nullable): a path */
  char *owner_language; /* (owned) (nullable) */
  gboolean no_redaction;
  HatoOutputKind kind;
  HatoTranslation *owner; /* (owned) (nullable): of page 1 */
} Report;

static gboolean
options_are_good (const HatoOptions *options, gpointer data, GError **error)
{
  Report *self = data;

  if (self->output == NULL || !hato_output_kind_from_path (self->output, &self->kind))
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "--output takes a file name that ends in .pdf, .txt or .json");
      return FALSE;
    }
  self->owner = self->owner_language != NULL
                    ? hato_translation_new_for_language (self->owner_language)
                    : hato_translation_ref (options->translation);
  if (self->owner == NULL)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                   "--owner-language takes ja or en: %s", self->owner_language);
      return FALSE;
    }
  return TRUE;
}

static void
print_json (const Report *self, const HatoReport *report, guint n_pages)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *file = g_filename_display_name (self->output);
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "file", file);
  if (n_pages > 0)
    hato_json_add_integer (builder, "pages", n_pages);
  else
    hato_json_add_null (builder, "pages");
  hato_json_add_integer (builder, "masked", hato_redaction_count (report->redaction));
  json_builder_end_object (builder);
  json = hato_json_end (builder);
  puts (json);
}

static void
print_words (const Report *self, const HatoReport *report, const HatoOptions *options)
{
  g_autofree char *file = g_filename_display_name (self->output);
  g_autofree char *written =
      hato_phrase_dup (options->translation, N_ ("Written: {file}"), "file", file, NULL);
  g_autoptr (GPtrArray) masked = hato_report_dup_masked (report, options->translation);

  g_print ("%s\n", written);
  if (masked->len > 0)
    g_print ("%s\n", hato_translate (options->translation, N_ ("Left out of it:")));
  for (guint i = 0; i < masked->len; i++)
    g_print ("- %s\n", (const char *) g_ptr_array_index (masked, i));
}

static gboolean
write_report (HatoCase *shown,
              HatoBounce *bounce,
              const HatoOptions *options,
              gpointer data,
              GError **error)
{
  Report *self = data;
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (error);
  g_autoptr (HatoReportInput) input = NULL;
  g_autoptr (HatoReport) report = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint n_pages = 0;

  if (providers == NULL)
    return FALSE;

  input = hato_report_input_new (shown, bounce, providers, self->owner, options->translation);
  input->masks = !self->no_redaction;
  input->is_sample = options->sample;
  report = hato_report_run (NULL, input, error);
  bytes = report != NULL ? hato_output_render (NULL, report, self->kind, &n_pages, error) : NULL;
  if (bytes == NULL
      || !hato_safe_file_write (self->output, bytes, FALSE, options->translation, NULL, error))
    return FALSE;
  if (options->json)
    print_json (self, report, n_pages);
  else
    print_words (self, report, options);
  return TRUE;
}

/** hato_command_report: report DOMAIN: checks it as "check" does and writes a file for the IT contact. */
int
hato_command_report (int argc, char **argv)
{
  Report self = { NULL };
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &self.output,
      N_ ("The file to write; its ending says what: .pdf, .txt or .json"), "FILE" },
    { "owner-language", 0, 0, G_OPTION_ARG_STRING, &self.owner_language,
      N_ ("The language of page 1: ja or en"), "LANGUAGE" },
    { "no-redaction", 0, 0, G_OPTION_ARG_NONE, &self.no_redaction, N_ ("Leave in what is private"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  const HatoCheckCommand command = {
    .name = "report",
    .summary = N_ ("report DOMAIN --output FILE"),
    .entries = entries,
    .n_domains_max = 1,
    .options_are_good = options_are_good,
    .checked = write_report,
  };
  int status = hato_check_command_run (&command, &self, argc, argv);

  g_free (self.output);
  g_free (self.owner_language);
  g_clear_pointer (&self.owner, hato_translation_unref);
  return status;
}
