/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/foreign-text.h"
#include "cli/check.h"
#include "cli/commands.h"
#include "cli/print.h"
#include "cli/read-input.h"
#include "report/before-after.h"
#include "report/checkup-file.h"
#include "report/json.h"
#include "report/output.h"
#include "report/phrase.h"
#include "report/safe-file.h"

#define NAME "report"

/* The command at work. */
typedef struct
{
  char *output;         /* (owned) (nullable): a path */
  char *owner_language; /* (owned) (nullable) */
  gboolean no_redaction;
  char *before; /* (owned) (nullable): a path: an earlier checkup, as JSON */
  char *after;  /* (owned) (nullable): a path: a later one */
  HatoOutputKind kind;
  HatoTranslation *owner; /* (owned) (nullable): of page 1 */
} Report;

static void
report_clear (Report *self)
{
  g_free (self->output);
  g_free (self->owner_language);
  g_free (self->before);
  g_free (self->after);
  g_clear_pointer (&self->owner, hato_translation_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Report, report_clear)

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
print_json (const Report *self, guint n_pages, guint n_masked)
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
  hato_json_add_integer (builder, "masked", n_masked);
  json_builder_end_object (builder);
  json = hato_json_end (builder);
  puts (json);
}

static void
print_written (const Report *self, const HatoOptions *options, guint n_pages, guint n_masked)
{
  g_autofree char *name = g_filename_display_name (self->output);
  g_autofree char *file = hato_foreign_line (name);
  g_autofree char *written =
      hato_phrase_dup (options->translation, N_ ("Written: {file}"), "file", file, NULL);

  if (options->json)
    print_json (self, n_pages, n_masked);
  else
    g_print ("%s\n", written);
}

static void
print_masked (const HatoReport *report, const HatoTranslation *translation)
{
  g_autoptr (GPtrArray) masked = hato_report_dup_masked (report, translation);

  if (masked->len > 0)
    g_print ("%s\n", hato_translate (translation, N_ ("Left out of it:")));
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
  print_written (self, options, n_pages, hato_redaction_count (report->redaction));
  if (!options->json)
    print_masked (report, options->translation);
  return TRUE;
}

/* ---- before and after ---- */

static HatoCheckup *
read_checkup (const char *option, const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = hato_read_input (path, HATO_CHECKUP_FILE_SIZE_MAX, &reason);
  HatoCheckup *checkup = bytes != NULL ? hato_checkup_file_read (bytes, &reason) : NULL;

  if (checkup == NULL)
    g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "%s \"%s\": %s", option, path,
                 reason->message);
  return checkup;
}

static gboolean
write_comparison (Report *self, const HatoOptions *options, GError **error)
{
  g_autoptr (HatoCheckup) before = NULL, after = NULL;
  g_autoptr (HatoDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint n_pages = 0;

  if (self->before == NULL || self->after == NULL || options->arguments != NULL
      || self->kind == HATO_OUTPUT_JSON)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "--before and --after take a file each, and then no domain is named and "
                           "--output ends in .pdf or .txt");
      return FALSE;
    }
  before = read_checkup ("--before", self->before, error);
  after = before != NULL ? read_checkup ("--after", self->after, error) : NULL;
  document = after != NULL ? hato_before_after_new (before, after, hato_paper_for_locale (),
                                                    self->owner, error)
                           : NULL;
  bytes = document != NULL
              ? hato_output_render_document (NULL, document, self->kind, &n_pages, error)
              : NULL;
  if (bytes == NULL
      || !hato_safe_file_write (self->output, bytes, FALSE, options->translation, NULL, error))
    return FALSE;

  print_written (self, options, n_pages, 0);
  return TRUE;
}

/* Without a check: two that were made before are laid side by side. */
static int
compare (Report *self, const GOptionEntry *entries, int argc, char **argv)
{
  g_auto (HatoOptions) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (hato_options_parse (&options, &argc, &argv,
                          N_ ("report --before FILE --after FILE --output FILE"), entries, &error)
      && options_are_good (&options, self, &error) && write_comparison (self, &options, &error))
    return HATO_EXIT_NO_PROBLEM;

  hato_print_error (NAME, error);
  return HATO_EXIT_USAGE;
}

static gboolean
is_named (int argc, char **argv, const char *option)
{
  for (int i = 1; i < argc && strcmp (argv[i], "--") != 0; i++)
    if (g_str_has_prefix (argv[i], option)
        && (argv[i][strlen (option)] == '\0' || argv[i][strlen (option)] == '='))
      return TRUE;

  return FALSE;
}

/** hato_command_report: report DOMAIN: checks it as "check" does and writes a file for the IT contact; or, of two checks that
 * were made before, one page on what has changed. */
int
hato_command_report (int argc, char **argv)
{
  g_auto (Report) self = { NULL };
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &self.output,
      N_ ("The file to write; its ending says what: .pdf, .txt or .json"), "FILE" },
    { "owner-language", 0, 0, G_OPTION_ARG_STRING, &self.owner_language,
      N_ ("The language of page 1: ja or en"), "LANGUAGE" },
    { "no-redaction", 0, 0, G_OPTION_ARG_NONE, &self.no_redaction, N_ ("Leave in what is private"),
      NULL },
    { "before", 0, 0, G_OPTION_ARG_FILENAME, &self.before,
      N_ ("An earlier check (check --json), to be compared; without a domain"), "FILE" },
    { "after", 0, 0, G_OPTION_ARG_FILENAME, &self.after,
      N_ ("A later check, to be compared with it"), "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  const HatoCheckCommand command = {
    .name = NAME,
    .summary = N_ ("report DOMAIN --output FILE"),
    .entries = entries,
    .n_domains_max = 1,
    .options_are_good = options_are_good,
    .checked = write_report,
  };

  if (is_named (argc, argv, "--before") || is_named (argc, argv, "--after"))
    return compare (&self, entries, argc, argv);

  return hato_check_command_run (&command, &self, argc, argv);
}
