/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/application.h"

#include <glib/gi18n.h>

#include "net/run-file.h"
#include "ui/context.h"
#include "ui/help-window.h"
#include "ui/preferences-window.h"
#include "ui/window.h"

struct _HatoApplication
{
  AdwApplication parent_instance;

  HatoContext *context; /* (owned) (nullable): from startup on */
  GStrv servers;        /* (owned) (nullable): option --dns-server */
  char *zone_path;      /* (owned) (nullable): option --zone */
  char *run_path;       /* (owned) (nullable): option --replay-run */
  gboolean allow_private;
  gboolean quits; /* option --quit-after-first-frame */
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
  g_autofree char *libraries = g_strdup_printf (
      "Hatobin %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n", HATO_VERSION,
      gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
      adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
      glib_major_version, glib_minor_version, glib_micro_version);

  /* The toolkit's own: in libadwaita 1.2 its window speaks no Japanese, and what the program does is on its second page. */
  gtk_show_about_dialog (window, "program-name", _ ("Hatobin"), "logo-icon-name",
                         HATO_APPLICATION_ID, "version", HATO_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Finds out why a company’s mail does not arrive. Everything runs on "
                            "this computer; no mail "
                            "is sent anywhere."),
                         "system-information", libraries,
                         /* Translators: your name, a line each */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HatoApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (HATO_IS_WINDOW (window))
    gtk_window_present (GTK_WINDOW (hato_preferences_window_new (window, self->context)));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HatoApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (HATO_IS_WINDOW (window))
    gtk_window_present (GTK_WINDOW (hato_help_window_new (window, self->context->translation)));
}

/* Made when it is wanted: GtkApplication would make it with each window, before the first frame. */
static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/hatobin/Hatobin/ui/shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, window);
  gtk_window_present (shortcuts);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit_action },
  { .name = "about", .activate = about_action },
  { .name = "preferences", .activate = preferences_action },
  { .name = "help", .activate = help_action },
  { .name = "shortcuts", .activate = shortcuts_action },
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
  { "win.open-mail", { "<Control>o" } },
  { "win.report", { "<Control>s" } },
  { "win.tab(1)", { "<Alt>1" } },
  { "win.tab(2)", { "<Alt>2" } },
  { "win.tab(3)", { "<Alt>3" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "app.shortcuts", { "<Control>question" } },
};

/* A recorded run gives all answers at the time when it was made; beside a file with answers its conversations alone. */
static gboolean
take_run (HatoApplication *self, HatoSettings *settings, GError **error)
{
  HatoRunFile *run;

  if (self->run_path == NULL)
    return TRUE;

  run = hato_run_file_new_from_file (self->run_path, error);
  if (run == NULL)
    return FALSE;

  settings->clock.fixed = run->started;
  if (self->zone_path != NULL)
    settings->talks = run;
  else
    settings->replay = run;
  return TRUE;
}

static HatoSettings *
new_settings (HatoApplication *self, GError **error)
{
  HatoSettings *settings = hato_settings_new ();

  settings->servers = g_strdupv (self->servers);
  settings->allow_private = self->allow_private;
  if (!take_run (self, settings, error))
    g_clear_pointer (&settings, hato_settings_unref);
  if (settings == NULL || self->zone_path == NULL)
    return settings;

  settings->zone = hato_zone_new_from_file (self->zone_path, error);
  if (settings->zone == NULL)
    g_clear_pointer (&settings, hato_settings_unref);
  return settings;
}

/* Asks the servers that the person chose, where the command line names none. */
static void
take_servers (HatoApplication *self)
{
  g_auto (GStrv) servers = hato_session_dup_servers (self->context->session);
  HatoContext *context;

  if (!self->context->takes_servers
      || (servers[0] == NULL && self->context->settings->servers == NULL))
    return;

  context = hato_context_new_with_servers (self->context, (const char *const *) servers);
  hato_context_unref (self->context);
  self->context = context;
}

static void
servers_changed_cb (HatoApplication *self)
{
  take_servers (self);
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL;
       item = item->next)
    if (HATO_IS_WINDOW (item->data))
      hato_window_set_context (item->data, self->context);
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
  if (self->servers != NULL || self->zone_path != NULL || self->run_path != NULL
      || self->allow_private)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  settings = new_settings (self, &error);
  if (settings == NULL)
    {
      g_printerr ("hatobin: %s\n", error->message);
      return 2;
    }
  self->context = hato_context_new (settings);
  take_servers (self);
  g_signal_connect_object (self->context->session, "servers-changed",
                           G_CALLBACK (servers_changed_cb), self, G_CONNECT_SWAPPED);
  return -1;
}

static void
painted_cb (GdkFrameClock *clock, GApplication *application)
{
  g_application_quit (application);
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
  if (self->quits)
    g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                             G_CALLBACK (painted_cb), self, 0);
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
  g_free (self->run_path);

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
    { "replay-run", 0, 0, G_OPTION_ARG_FILENAME, &self->run_path,
      N_ ("Answer as this recorded run; no network is used"), "FILE" },
    { "allow-private", 0, 0, G_OPTION_ARG_NONE, &self->allow_private,
      N_ ("Private addresses may be connected to"), NULL },
    { "quit-after-first-frame", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->quits,
      "Measure the start", NULL },
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
