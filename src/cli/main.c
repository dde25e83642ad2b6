/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "base/translation.h"
#include "cli/commands.h"
#include "cli/options.h"

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *usage;
  const char *summary;
} commands[] = {
  { "check", hato_command_check, "check DOMAIN…",
    N_ ("everything that a domain says about its mail") },
  { "spf", hato_command_spf, "spf [DOMAIN] --ip IP",
    N_ ("what a receiver makes of mail from this address (RFC 7208)") },
  { "dmarc", hato_command_dmarc, "dmarc DOMAIN",
    N_ ("the policy that applies to a domain (RFC 9989)") },
  { "dkim", hato_command_dkim, "dkim FILE", N_ ("verifies the signatures of a mail (RFC 6376)") },
  { "bounce", hato_command_bounce, "bounce FILE…",
    N_ ("what came back: who refused it, why, whose job it is") },
  { "tls", hato_command_tls, "tls HOST…",
    N_ ("encryption and certificates of a mail or web server") },
  { "report", hato_command_report, "report DOMAIN --output FILE",
    N_ ("a report for the IT contact, as a file") },
  { "record", hato_command_record, "record KIND [TEXT|-]",
    N_ ("judges one record, without a network") },
};

static void
print_usage (void)
{
  g_autoptr (HatoTranslation) translation = hato_translation_new_for_locale ();

  g_printerr ("hatobin-cli COMMAND …\n\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_printerr ("  %s\n      %s\n", commands[i].usage,
                hato_translate (translation, commands[i].summary));
  g_printerr ("\n%s\n",
              hato_translate (translation, N_ ("hatobin-cli COMMAND --help tells the options of "
                                               "a command.")));
}

/* In the locale "C", which is also what one that is not installed comes to, letters are ASCII: every Japanese word would be
 * printed as question marks. */
static void
set_locale (void)
{
  setlocale (LC_ALL, "");
  if (strcmp (nl_langinfo (CODESET), "ANSI_X3.4-1968") == 0)
    setlocale (LC_CTYPE, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  set_locale ();

  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return commands[i].run (argc - 1, argv + 1);

  if (argc > 1 && strcmp (argv[1], "--version") == 0)
    {
      g_print ("hatobin %s\n", HATO_VERSION);
      return HATO_EXIT_NO_PROBLEM;
    }
  if (argc > 1 && strcmp (argv[1], "--help") != 0)
    {
      g_autofree char *shown = g_strescape (argv[1], NULL);

      g_printerr ("hatobin-cli: there is no command \"%s\"\n", shown);
    }
  print_usage ();
  return argc > 1 && strcmp (argv[1], "--help") == 0 ? HATO_EXIT_NO_PROBLEM : HATO_EXIT_USAGE;
}
