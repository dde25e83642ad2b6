/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/application.h"

#include <glib/gi18n.h>

#include "ui/context.h"
#include "ui/window.h"

struct _HatoApplication
{
  AdwApplication parent_instance;

  HatoContext *context; /* (owned) (nullable): from startup on */
  GStrv servers;        /* (owned) (nullable): option --dns-server */
  char *zone_path;      /* (owned) (nullable): option --zone */
  gboolean allow_private;
};

G_DEFINE_FINAL_TYPE (HatoApplication, hato_application, ADW_TYPE_APPLICATION)

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GApplication *application = user_data;
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (GTK_APPLICATION (application))) != NULL)
    gtk_window_destroy (window);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  g_autofree char *debug = g_strdup_printf (
      "Hatobin %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n", HATO_VERSION,
      gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
      adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
      glib_major_version, glib_minor_version, glib_micro_version);

  adw_show_about_window (window, "application-name", _ ("Hatobin"), "application-icon",
                         HATO_APPLICATION_ID, "version", HATO_VERSION, "developer-name", "Hatobin",
                         "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Finds out why a company’s mail does not arrive. Everything runs on "
                            "this computer; no mail "
                            "is sent anywhere."),
                         "debug-info", debug,
                         /* Translators: your name, a line each */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit_action },
  { .name = "about", .activate = about_action },
};

static const struct
{
  const char *action;
  const char *accelerators[3];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.again", { "<Control>r", "F5" } },
  { "win.focus-domain", { "<Control>l" } },
};

static HatoSettings *
new_settings (HatoApplication *self, GError **error)
{
  HatoSettings *settings = hato_settings_new ();

  settings->servers = g_strdupv (self->servers);
  settings->allow_private = self->allow_private;
  if (self->zone_path == NULL)
    return settings;

  settings->zone = hato_zone_new_from_file (self->zone_path, error);
  if (settings->zone == NULL)
    g_clear_pointer (&settings, hato_settings_unref);
  return settings;
}

/* Reads what was asked for before any window is made, so that a file that cannot be read is said where it was typed. */
static int
hato_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  HatoApplication *self = HATO_APPLICATION (application);
  g_autoptr (HatoSettings) settings = NULL;
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Hatobin %s\n", HATO_VERSION);
      return 0;
    }

  /* A run of another kind is no matter of the window that is open already. */
  if (self->servers != NULL || self->zone_path != NULL || self->allow_private)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  settings = new_settings (self, &error);
  if (settings != NULL)
    self->context = hato_context_new (settings, &error);
  if (self->context == NULL)
    {
      g_printerr ("hatobin: %s\n", error->message);
      return 2;
    }
  return -1;
}

static int
hato_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  HatoApplication *self = HATO_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (hato_window_new (GTK_APPLICATION (application), self->context));
  if (g_variant_dict_contains (options, "sample"))
    hato_window_start_sample (HATO_WINDOW (window));
  gtk_window_present (window);
  return 0;
}

static void
hato_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (hato_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].accelerators);
}

static void
hato_application_finalize (GObject *object)
{
  HatoApplication *self = HATO_APPLICATION (object);

  g_clear_pointer (&self->context, hato_context_unref);
  g_strfreev (self->servers);
  g_free (self->zone_path);

  G_OBJECT_CLASS (hato_application_parent_class)->finalize (object);
}

static void
hato_application_class_init (HatoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hato_application_finalize;
  application_class->handle_local_options = hato_application_handle_local_options;
  application_class->command_line = hato_application_command_line;
  application_class->startup = hato_application_startup;
}

static void
hato_application_init (HatoApplication *self)
{
  const GOptionEntry options[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Open with the built-in sample; no network is used"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
    { "dns-server", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->servers,
      N_ ("Ask this server instead of the system’s"), "ADDR[#PORT]" },
    { "zone", 0, 0, G_OPTION_ARG_FILENAME, &self->zone_path,
      N_ ("Answer from this file; no network is used"), "FILE" },
    { "allow-private", 0, 0, G_OPTION_ARG_NONE, &self->allow_private,
      N_ ("Private addresses may be connected to"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/** hato_application_new: (transfer full) */
HatoApplication *
hato_application_new (void)
{
  return g_object_new (HATO_TYPE_APPLICATION, "application-id", HATO_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       "/io/github/hatobin/Hatobin", NULL);
}
