/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "advice/sample.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "base/smart-input.h"
#include "net/name-server.h"
#include "net/resolver-ares.h"
#include "net/resolver-run.h"
#include "net/resolver-zone.h"
#include "net/run-file.h"

#define TIMEOUT_USUAL (60 * G_USEC_PER_SEC)
#define TIMEOUT_MAX   3600.0

static gboolean
read_timeout (HatoOptions *self, GError **error)
{
  char *end = NULL;
  double seconds;

  if (self->timeout == NULL)
    return TRUE;

  seconds = g_ascii_strtod (self->timeout, &end);
  if (*end != '\0' || !(seconds > 0.0 && seconds <= TIMEOUT_MAX))
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                   "--timeout takes seconds, more than 0 and up to %.0f: %s", TIMEOUT_MAX,
                   self->timeout);
      return FALSE;
    }
  self->settings->timeout = (gint64) (seconds * (double) G_USEC_PER_SEC);
  return TRUE;
}

/* The new name servers are host names, or addresses with or without a port. Names are folded. */
static gboolean
read_name_servers (HatoOptions *self, GError **error)
{
  GStrv names = self->settings->name_servers;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      HatoNameServer *server = hato_name_server_new (names[i]);
      g_autoptr (HatoDomainName) name = NULL;

      if (server != NULL)
        {
          hato_name_server_free (server);
          continue;
        }
      name = hato_domain_name_new (names[i], NULL);
      if (name == NULL)
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                       "--name-server takes a host name or an address: %s", names[i]);
          return FALSE;
        }
      g_free (names[i]);
      names[i] = g_strdup (name->ascii);
    }
  return TRUE;
}

static gboolean
read_zones (HatoOptions *self, GError **error)
{
  if (self->sample)
    {
      if (!hato_sample_fill_settings (self->settings, error))
        return FALSE;
    }
  else if (self->zone != NULL)
    {
      self->settings->zone = hato_zone_new_from_file (self->zone, error);
      if (self->settings->zone == NULL)
        return FALSE;
    }
  if (self->overlay != NULL)
    {
      self->settings->overlay = hato_zone_new_from_file (self->overlay, error);
      if (self->settings->overlay == NULL)
        return FALSE;
    }
  return TRUE;
}

/* A recorded run is asked as it was: with its clock and its answers alone. */
static gboolean
read_run (HatoOptions *self, GError **error)
{
  if (self->replay_run == NULL)
    return TRUE;
  if (self->zone != NULL || self->sample || self->dns_servers != NULL)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "--replay-run takes the place of --zone, --sample and --dns-server");
      return FALSE;
    }
  self->settings->replay = hato_run_file_new_from_file (self->replay_run, error);
  if (self->settings->replay == NULL)
    return FALSE;

  self->settings->clock.fixed = self->settings->replay->started;
  return TRUE;
}

static gboolean
read_language (HatoOptions *self, GError **error)
{
  self->translation = self->language != NULL ? hato_translation_new_for_language (self->language)
                                             : hato_translation_new_for_locale ();
  if (self->translation != NULL)
    return TRUE;

  g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "--language takes ja or en: %s",
               self->language);
  return FALSE;
}

/* GLib asks for the translation of texts that are not there, too. */
static const char *
translate_cb (const char *text, gpointer translation)
{
  return text != NULL ? hato_translate (translation, text) : NULL;
}

/* The language of the help: it is printed before the options are known, so that --language is looked for here. */
static HatoTranslation *
new_help_translation (int argc, char *const *argv)
{
  HatoTranslation *translation = NULL;

  for (int i = 1; i < argc && translation == NULL; i++)
    if (g_str_has_prefix (argv[i], "--language="))
      translation = hato_translation_new_for_language (argv[i] + strlen ("--language="));
    else if (strcmp (argv[i], "--language") == 0 && i + 1 < argc)
      translation = hato_translation_new_for_language (argv[i + 1]);
  return translation != NULL ? translation : hato_translation_new_for_locale ();
}

/**
 * hato_options_parse:
 * @self: zeroed; to be cleared whatever comes back
 * @argc, @argv: without the command's name
 * @summary: in English, as are the texts of @entries: the help is in the language of the person
 * @entries: the command's own options, ended by an empty one
 *
 * Reads the options that every command takes, and the command's own.
 */
gboolean
hato_options_parse (HatoOptions *self,
                    int *argc,
                    char ***argv,
                    const char *summary,
                    const GOptionEntry *entries,
                    GError **error)
{
  const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print JSON, one object a line"), NULL },
    { "dns-server", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->dns_servers,
      N_ ("Ask this server instead of the system's"), "ADDR[#PORT]" },
    { "authoritative", 0, 0, G_OPTION_ARG_NONE, &self->authoritative,
      N_ ("With --dns-server or --zone: ask each authoritative server too"), NULL },
    { "name-server", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->name_servers,
      N_ ("Before a move: a new name server, asked directly"), "NAME" },
    { "zone", 0, 0, G_OPTION_ARG_FILENAME, &self->zone,
      N_ ("No network: take answers from this file"), "FILE" },
    { "overlay", 0, 0, G_OPTION_ARG_FILENAME, &self->overlay,
      N_ ("Lay these records over the real answers"), "FILE" },
    { "record-run", 0, 0, G_OPTION_ARG_FILENAME, &self->record_run,
      N_ ("Write every answer of the run to this file"), "FILE" },
    { "replay-run", 0, 0, G_OPTION_ARG_FILENAME, &self->replay_run,
      N_ ("No network: take the answers of a recorded run"), "FILE" },
    { "timeout", 0, 0, G_OPTION_ARG_FILENAME, &self->timeout, N_ ("For the whole run (60)"),
      "SECONDS" },
    { "allow-private", 0, 0, G_OPTION_ARG_NONE, &self->allow_private,
      N_ ("Private addresses may be connected to"), NULL },
    { "sample", 0, 0, G_OPTION_ARG_NONE, &self->sample, N_ ("Use the built-in sample shop"), NULL },
    { "language", 0, 0, G_OPTION_ARG_FILENAME, &self->language,
      N_ ("Language of the texts (the locale's)"), "ja|en" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->arguments, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (HatoTranslation) translation = new_help_translation (*argc, *argv);

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  g_option_context_set_translate_func (context, translate_cb, translation, NULL);
  g_option_group_set_translate_func (g_option_context_get_main_group (context), translate_cb,
                                     translation, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  self->settings = hato_settings_new ();
  self->settings->servers = g_strdupv (self->dns_servers);
  self->settings->name_servers = g_strdupv (self->name_servers);
  self->settings->authoritative = self->authoritative;
  self->settings->allow_private = self->allow_private;
  return read_timeout (self, error) && read_language (self, error)
         && read_name_servers (self, error) && read_zones (self, error) && read_run (self, error);
}

/** hato_options_limit_arguments: FALSE where more is left than a command reads: a text without its quotes, as a rule. */
gboolean
hato_options_limit_arguments (const HatoOptions *self, guint n_max, GError **error)
{
  if (self->arguments == NULL || g_strv_length (self->arguments) <= n_max)
    return TRUE;

  g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
               "one word too many: %s (a text with spaces stands in quotes)",
               self->arguments[n_max]);
  return FALSE;
}

/** hato_options_use_sample: where --sample stands alone, the domain is the sample shop's. */
void
hato_options_use_sample (HatoOptions *self)
{
  HatoSubject *subject;

  if (!self->sample || self->arguments != NULL)
    return;

  subject = hato_sample_new_subject ();
  self->arguments = g_new0 (char *, 2);
  self->arguments[0] = g_strdup (subject->domain);
  hato_subject_free (subject);
}

void
hato_options_clear (HatoOptions *self)
{
  g_clear_pointer (&self->dns_servers, g_strfreev);
  g_clear_pointer (&self->name_servers, g_strfreev);
  g_clear_pointer (&self->zone, g_free);
  g_clear_pointer (&self->overlay, g_free);
  g_clear_pointer (&self->record_run, g_free);
  g_clear_pointer (&self->replay_run, g_free);
  g_clear_pointer (&self->timeout, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->arguments, g_strfreev);
  g_clear_pointer (&self->settings, hato_settings_unref);
  g_clear_pointer (&self->translation, hato_translation_unref);
}

/** hato_options_new_resolver: (transfer full) (nullable): one run's resolver, as the options say. */
HatoResolver *
hato_options_new_resolver (const HatoOptions *self, GError **error)
{
  HatoResolver *resolver;

  if (self->settings->replay != NULL)
    resolver = hato_resolver_run_new (self->settings);
  else if (self->settings->zone != NULL)
    resolver = hato_resolver_zone_new (self->settings);
  else
    resolver = hato_resolver_ares_new (self->settings, error);

  if (resolver != NULL)
    hato_resolver_set_overlay (resolver, self->settings->overlay, &self->settings->clock);
  return resolver;
}

/**
 * hato_options_record_run:
 * @resolver: of a run that has ended
 * @started: microseconds since 1970
 *
 * Writes the run to the file that --record-run names, if there is one: whole or not at all, and for its owner alone.
 */
gboolean
hato_options_record_run (const HatoOptions *self,
                         HatoResolver *resolver,
                         gint64 started,
                         GError **error)
{
  g_autoptr (HatoRunFile) run = NULL;
  g_autofree char *json = NULL;

  if (self->record_run == NULL)
    return TRUE;

  run = hato_run_file_new (resolver, self->settings, started);
  json = hato_run_file_to_json (run);
  return g_file_set_contents_full (self->record_run, json, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

/** hato_options_get_timeout: microseconds for a whole run. */
gint64
hato_options_get_timeout (const HatoOptions *self)
{
  return self->settings->timeout > 0 ? self->settings->timeout : TIMEOUT_USUAL;
}

/** hato_options_new_subject: (transfer full) (nullable): the subject that @domain, as typed, names; its error is a sentence in the person's language. */
HatoSubject *
hato_options_new_subject (const HatoOptions *self, const char *domain, GError **error)
{
  g_autoptr (HatoSmartInput) input = NULL;

  input = hato_smart_input_read (domain, self->translation, error);
  if (input == NULL)
    return NULL;
  if (input->domain == NULL)
    {
      g_set_error_literal (
          error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
          hato_translate (self->translation,
                          N_ ("This is a whole mail. Type only the domain: the part after the @ of "
                              "your own mail address.")));
      return NULL;
    }
  return hato_subject_new (input->domain->ascii, input->domain->unicode);
}
