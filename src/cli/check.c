/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/check.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "advice/case.h"
#include "advice/sample.h"
#include "base/address.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "base/line-reader.h"
#include "base/runner.h"
#include "bounce/paste-check.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/read-input.h"
#include "dns/dns-check.h"
#include "net/session-pool.h"
#include "report/json.h"
#include "tls/tls-check.h"

#define JOBS_USUAL      4
#define JOBS_MAX        64
#define SHORTEST_DOMAIN "a.jp"

/* The command at work: domains are started in order, printed in order, and at most a window of them is kept. */
typedef struct
{
  const HatoCheckCommand *command;
  gpointer data; /* of the command */
  HatoOptions options;
  GStrv sending_ips;      /* (owned) (nullable) */
  GStrv selectors;        /* (owned) (nullable) */
  char *mail_from;        /* (owned) (nullable) */
  char *helo;             /* (owned) (nullable) */
  char *bounce_path;      /* (owned) (nullable) */
  HatoPasteCheck *bounce; /* (owned) (nullable): its first mail is the one */
  gboolean no_tls;
  int n_jobs;

  HatoSelectorList *selector_list; /* (owned) */
  HatoProviderList *provider_list; /* (owned) */
  HatoBlocklistList *blocklists;   /* (owned) */
  HatoRunner *runner;              /* (owned) */
  HatoSessionMemory *memory;       /* (owned) */
  GMainLoop *loop;                 /* (owned) */
  guint next_argument;
  HatoLineReader *names; /* (owned) (nullable): of standard input */
  GQueue window;         /* (owned) (element-type Run): started, not printed yet, in order */
  guint n_running;
  guint n_problems;
  guint n_checked;
  guint n_refused;
} Check;

/* One domain on its way. */
typedef struct
{
  Check *check;
  char *domain;           /* (owned): as typed */
  HatoResolver *resolver; /* (owned) (nullable): kept where the run is recorded */
  HatoCheckup *checkup;   /* (owned) (nullable) */
  HatoCheckup *tls;       /* (owned) (nullable) */
  GError *error;          /* (owned) (nullable) */
  guint n_parts;          /* that have not ended */
  gboolean done;
} Run;

static void start_more (Check *check);

static void
run_free (Run *run)
{
  g_free (run->domain);
  g_clear_object (&run->resolver);
  g_clear_pointer (&run->checkup, hato_checkup_unref);
  g_clear_pointer (&run->tls, hato_checkup_unref);
  g_clear_error (&run->error);
  g_free (run);
}

static void
names_cb (gpointer user_data)
{
  start_more (user_data);
}

/* The next name as typed. NULL at the end of the list, or while standard input has none to give: start_more () is called then
 * when it has. */
static char *
next_domain (Check *check)
{
  const char *argument;
  char *name;

  if (check->names != NULL)
    {
      name = hato_line_reader_take (check->names);
      if (name != NULL)
        return name;
      if (!hato_line_reader_is_over (check->names))
        {
          hato_line_reader_fill (check->names);
          return NULL;
        }
      g_clear_pointer (&check->names, hato_line_reader_free);
    }

  argument = check->options.arguments[check->next_argument];
  if (argument == NULL)
    return NULL;
  check->next_argument++;
  if (strcmp (argument, "-") == 0)
    {
      g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);

      check->names = hato_line_reader_new (input, names_cb, check);
      return next_domain (check);
    }
  return g_strdup (argument);
}

/* A mail that came back may have a cause of its own; what the domain has is a problem all the same. */
static gboolean
has_problem (const Run *run, const HatoCase *joined)
{
  return joined->level == HATO_LEVEL_PROBLEM
         || hato_level_worst (run->checkup->findings) == HATO_LEVEL_PROBLEM
         || (run->tls != NULL && hato_level_worst (run->tls->findings) == HATO_LEVEL_PROBLEM);
}

/* What "check" itself makes of a domain. */
static gboolean
print_checked (HatoCase *shown,
               HatoBounce *bounce,
               const HatoOptions *options,
               gpointer data,
               GError **error)
{
  if (options->json)
    {
      g_autofree char *json = hato_json_case (shown, bounce, options->translation);

      puts (json);
    }
  else
    hato_print_case (shown, options->translation, options->sample);
  return TRUE;
}

static void
refuse_run (Check *check, const Run *run, const GError *reason)
{
  g_autofree char *shown = g_strescape (run->domain, NULL);
  g_autoptr (GError) error =
      g_error_new (HATO_ERROR, HATO_ERROR_INVALID_INPUT, "\"%s\": %s", shown, reason->message);

  hato_print_error (check->command->name, error);
  check->n_refused++;
}

static void
print_run (Check *check, const Run *run)
{
  const HatoPastedMail *mail =
      check->bounce != NULL ? g_ptr_array_index (check->bounce->mails, 0) : NULL;
  g_autoptr (HatoCase) joined = NULL;
  g_autoptr (GError) error = NULL;

  if (run->error != NULL)
    {
      refuse_run (check, run, run->error);
      return;
    }

  joined = hato_case_join (run->checkup, run->tls, mail != NULL ? mail->checkup : NULL);
  if (!check->command->checked (joined, mail != NULL ? mail->bounce : NULL, &check->options,
                                check->data, &error))
    {
      refuse_run (check, run, error); /* what could not be written is told by the exit status too */
      return;
    }
  check->n_problems += has_problem (run, joined) ? 1 : 0;
  check->n_checked += joined->level != HATO_LEVEL_UNCHECKED ? 1 : 0;
}

static void
print_finished (Check *check)
{
  Run *run;

  while ((run = g_queue_peek_head (&check->window)) != NULL && run->done)
    {
      print_run (check, run);
      run_free (g_queue_pop_head (&check->window));
    }
  fflush (stdout);
}

/* One of the run's parts has ended; with the last one the run has. */
static void
end_part (Run *run)
{
  Check *check = run->check;

  if (--run->n_parts > 0)
    return;

  if (run->checkup != NULL && run->resolver != NULL
      && !hato_options_record_run (&check->options, run->resolver, run->checkup->started,
                                   &run->error))
    g_clear_pointer (&run->checkup, hato_checkup_unref);
  run->done = TRUE;
  check->n_running--;
  print_finished (check);
  start_more (check);
}

/* Keeps (transfer full) the first error of a run. */
static void
take_error (Run *run, GError *error)
{
  if (run->error == NULL)
    run->error = error;
  else
    g_clear_error (&error);
}

static void
dns_finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  GError *error = NULL;

  run->checkup = hato_runner_run_finish (HATO_RUNNER (source), result, &error);
  if (error != NULL)
    take_error (run, error);
  end_part (run);
}

static void
tls_finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  GError *error = NULL;

  run->tls = hato_runner_run_finish (HATO_RUNNER (source), result, &error);
  if (error != NULL)
    take_error (run, error);
  end_part (run);
}

static HatoSubject *
new_subject (Check *check, const char *domain, GError **error)
{
  HatoSubject *subject = check->options.sample
                             ? hato_sample_new_subject ()
                             : hato_options_new_subject (&check->options, domain, error);

  if (subject == NULL)
    return NULL;
  if (check->sending_ips != NULL)
    {
      g_strfreev (subject->sending_ips);
      subject->sending_ips = g_strdupv (check->sending_ips);
    }
  if (check->selectors != NULL)
    {
      g_strfreev (subject->selectors);
      subject->selectors = g_strdupv (check->selectors);
    }
  subject->mail_from = g_strdup (check->mail_from);
  subject->helo = g_strdup (check->helo);
  if (check->bounce != NULL)
    hato_bounce_tell_subject (
        ((const HatoPastedMail *) g_ptr_array_index (check->bounce->mails, 0))->bounce, subject);
  return subject;
}

static void
start_dns (Check *check, Run *run, const HatoSubject *subject, HatoResolver *resolver)
{
  HatoDnsInput *input = hato_dns_input_new (
      subject, resolver, check->selector_list, check->provider_list,
      hato_clock_now (&check->options.settings->clock), hato_options_get_timeout (&check->options));

  input->blocklists = hato_blocklist_list_ref (check->blocklists);
  hato_dns_input_take_settings (input, check->options.settings);
  run->n_parts++;
  hato_runner_run_async (check->runner, (HatoWorkFunc) hato_dns_check_run, input,
                         (GDestroyNotify) hato_dns_input_unref, (GDestroyNotify) hato_checkup_unref,
                         NULL, NULL, dns_finished_cb, run);
}

/* The doors of the domain, from the same answers: no question is asked twice. */
static void
start_tls (Check *check, Run *run, const HatoSubject *subject, HatoResolver *resolver)
{
  HatoTlsInput *input = hato_tls_input_new_for_domain (
      subject->domain, check->provider_list, resolver,
      hato_clock_now (&check->options.settings->clock), hato_options_get_timeout (&check->options));

  run->n_parts++;
  hato_runner_run_async (check->runner, (HatoWorkFunc) hato_tls_check_run, input,
                         (GDestroyNotify) hato_tls_input_unref, (GDestroyNotify) hato_checkup_unref,
                         NULL, NULL, tls_finished_cb, run);
}

static void
start_run (Check *check, char *domain)
{
  Run *run = g_new0 (Run, 1);
  g_autoptr (HatoSubject) subject = NULL;
  g_autoptr (HatoResolver) resolver = NULL;

  run->check = check;
  run->domain = domain;
  g_queue_push_tail (&check->window, run);
  subject = new_subject (check, domain, &run->error);
  resolver = subject != NULL ? hato_options_new_resolver (&check->options, &run->error) : NULL;
  if (resolver == NULL)
    {
      run->done = TRUE;
      return;
    }

  hato_session_pool_attach (resolver, check->runner, check->options.settings, NULL, check->memory);
  if (check->options.record_run != NULL)
    run->resolver = g_object_ref (resolver);
  check->n_running++;
  start_dns (check, run, subject, resolver);
  if (!check->no_tls)
    start_tls (check, run, subject, resolver);
}

/* Starts domains up to the number of jobs, and no further ahead of the printed one than a few times that. */
static void
start_more (Check *check)
{
  char *domain;

  while (check->n_running < (guint) check->n_jobs
         && check->window.length < 4 * (guint) check->n_jobs
         && (domain = next_domain (check)) != NULL)
    {
      start_run (check, domain);
      print_finished (check);
    }
  if (check->n_running == 0 && check->names == NULL)
    g_main_loop_quit (check->loop);
}

/* Whether each selector can stand before ._domainkey and a domain, if that is short enough (RFC 6376 §3.1). */
static gboolean
selectors_are_good (const Check *check, GError **error)
{
  for (gsize i = 0; check->selectors != NULL && check->selectors[i] != NULL; i++)
    {
      g_autofree char *name =
          g_strconcat (check->selectors[i], "._domainkey." SHORTEST_DOMAIN, NULL);

      if (!hato_domain_name_is_askable (name))
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "--selector \"%s\": %s",
                       check->selectors[i],
                       hato_translate (check->options.translation,
                                       N_ ("this cannot be a selector. Type what stands behind s= "
                                           "in the DKIM-Signature of a mail.")));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
options_are_good (Check *check, GError **error)
{
  HatoAddress address;

  if (check->options.sample)
    {
      g_strfreev (check->options.arguments);
      check->options.arguments = g_strsplit ("sample", " ", -1);
    }
  if (check->options.arguments == NULL)
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "name at least one domain, or use --sample");
      return FALSE;
    }
  if (check->options.record_run != NULL
      && (g_strv_length (check->options.arguments) != 1
          || strcmp (check->options.arguments[0], "-") == 0))
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "--record-run records the run of one domain: name just that");
      return FALSE;
    }
  if (check->command->n_domains_max > 0
      && (g_strv_length (check->options.arguments) > check->command->n_domains_max
          || strcmp (check->options.arguments[0], "-") == 0))
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "%s takes one domain at a time",
                   check->command->name);
      return FALSE;
    }
  if (check->command->options_are_good != NULL
      && !check->command->options_are_good (&check->options, check->data, error))
    return FALSE;
  if (check->n_jobs < 1 || check->n_jobs > JOBS_MAX)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                   "--jobs takes a number from 1 to %d", JOBS_MAX);
      return FALSE;
    }
  for (gsize i = 0; check->sending_ips != NULL && check->sending_ips[i] != NULL; i++)
    if (!hato_address_parse (check->sending_ips[i], &address))
      {
        g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                     "--sending-ip takes an IP address: %s", check->sending_ips[i]);
        return FALSE;
      }
  return selectors_are_good (check, error);
}

static gboolean
load_bounce (Check *check, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (check->bounce_path == NULL)
    return TRUE;

  bytes = hato_read_input (check->bounce_path, HATO_MIME_SIZE_MAX, &reason);
  if (bytes == NULL)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "--bounce \"%s\": %s",
                   check->bounce_path, reason->message);
      return FALSE;
    }
  check->bounce = hato_paste_check_run (NULL, bytes, error);
  return check->bounce != NULL;
}

static gboolean
load (Check *check, GError **error)
{
  if (!load_bounce (check, error))
    return FALSE;

  check->selector_list = hato_selector_list_new (error);
  if (check->selector_list == NULL)
    return FALSE;

  check->provider_list = hato_provider_list_new (error);
  if (check->provider_list == NULL)
    return FALSE;

  check->blocklists = hato_blocklist_list_new (error);
  return check->blocklists != NULL;
}

static int
get_exit_status (const Check *check)
{
  if (check->n_problems > 0)
    return HATO_EXIT_PROBLEM;
  if (check->n_refused > 0)
    return HATO_EXIT_USAGE;

  return check->n_checked > 0 ? HATO_EXIT_NO_PROBLEM : HATO_EXIT_NOT_CHECKED;
}

static void
check_clear (Check *check)
{
  hato_options_clear (&check->options);
  g_strfreev (check->sending_ips);
  g_strfreev (check->selectors);
  g_free (check->mail_from);
  g_free (check->helo);
  g_free (check->bounce_path);
  g_clear_pointer (&check->bounce, hato_paste_check_unref);
  g_clear_pointer (&check->selector_list, hato_selector_list_unref);
  g_clear_pointer (&check->provider_list, hato_provider_list_unref);
  g_clear_pointer (&check->names, hato_line_reader_free);
  g_clear_pointer (&check->blocklists, hato_blocklist_list_unref);
  g_clear_object (&check->runner);
  g_clear_pointer (&check->memory, hato_session_memory_unref);
  g_clear_pointer (&check->loop, g_main_loop_unref);
}

/* Those of the check, then those of the command. */
static GOptionEntry *
join_entries (const GOptionEntry *entries, gsize n_entries, const GOptionEntry *more)
{
  GArray *joined = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  g_array_append_vals (joined, entries, (guint) n_entries);
  for (gsize i = 0; more != NULL && more[i].long_name != NULL; i++)
    g_array_append_val (joined, more[i]);
  return (GOptionEntry *) (void *) g_array_free (joined, FALSE);
}

/**
 * hato_check_command_run:
 * @data: of the command, for its functions
 *
 * Checks what the command line names, and hands each case to the command.
 *
 * Returns: the exit status of "check"
 */
int
hato_check_command_run (const HatoCheckCommand *self, gpointer data, int argc, char **argv)
{
  Check check = { .command = self, .data = data, .n_jobs = JOBS_USUAL };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "sending-ip", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &check.sending_ips,
      N_ ("An address that sends mail for the domain"), "IP" },
    { "mail-from", 0, 0, G_OPTION_ARG_FILENAME, &check.mail_from, N_ ("The envelope sender"),
      "ADDR" },
    { "helo", 0, 0, G_OPTION_ARG_FILENAME, &check.helo,
      N_ ("The name that the sending server gives"), "NAME" },
    { "selector", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &check.selectors,
      N_ ("A DKIM selector that real mail uses"), "S" },
    { "bounce", 0, 0, G_OPTION_ARG_FILENAME, &check.bounce_path,
      N_ ("The mail that came back: a file, or - for standard input"), "FILE" },
    { "no-tls", 0, 0, G_OPTION_ARG_NONE, &check.no_tls, N_ ("Leave the certificates out"), NULL },
    { "jobs", 0, 0, G_OPTION_ARG_INT, &check.n_jobs, N_ ("How many domains at once (4)"), "N" },
  };
  g_autofree GOptionEntry *joined = join_entries (entries, G_N_ELEMENTS (entries), self->entries);
  int status = HATO_EXIT_USAGE;

  if (hato_options_parse (&check.options, &argc, &argv, self->summary, joined, &error)
      && options_are_good (&check, &error) && load (&check, &error))
    {
      check.runner = hato_runner_new ();
      check.memory = hato_session_memory_new ();
      check.loop = g_main_loop_new (NULL, FALSE);
      start_more (&check);
      if (check.n_running > 0 || check.names != NULL)
        g_main_loop_run (check.loop);
      status = get_exit_status (&check);
    }
  else
    hato_print_error (self->name, error);
  check_clear (&check);
  return status;
}

/** hato_command_check: check DOMAIN…: one verdict a domain, in the order given. */
int
hato_command_check (int argc, char **argv)
{
  static const HatoCheckCommand command = {
    .name = "check",
    .summary = N_ ("check DOMAIN…; - reads names from standard input"),
    .checked = print_checked,
  };

  return hato_check_command_run (&command, NULL, argc, argv);
}
