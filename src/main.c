/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "ui/application.h"

/* Where the catalogues lie: installed, or as a test of the build folder says. */
static const char *
get_locale_dir (void)
{
  const char *folder = g_getenv ("HATOBIN_LOCALE_DIR");

  return folder != NULL ? folder : HATO_LOCALE_DIR;
}

int
main (int argc, char *argv[])
{
  g_autoptr (HatoApplication) application = NULL;

  /* The same characters are drawn otherwise in Chinese and Japanese: Pango takes the first language of this list that is
   * written with them, where the locale's own is not. */
  g_setenv ("PANGO_LANGUAGE", "ja", FALSE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, get_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = hato_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
