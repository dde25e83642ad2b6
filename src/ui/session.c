/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/session.h"

struct _HatoSession
{
  GObject parent_instance;

  GSettings *settings; /* (owned) (nullable): NULL where the schema is not installed */
  GStrv servers;       /* (owned): what is asked where @settings is NULL */
};

enum
{
  SERVERS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HatoSession, hato_session, G_TYPE_OBJECT)

/** hato_session_restore: gives @window the size that it had. */
void
hato_session_restore (HatoSession *self, GtkWindow *window)
{
  int width, height;

  if (self->settings == NULL)
    return;

  g_settings_get (self->settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (window, width, height);
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (window);
}

/** hato_session_save: remembers the size of @window. */
void
hato_session_save (HatoSession *self, GtkWindow *window)
{
  int width, height;

  if (self->settings == NULL)
    return;

  /* The default size of a window is the one that it has when it is not maximised. */
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set (self->settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
}

/** hato_session_dup_tab: (transfer full): the name of the tab that was looked at last. */
char *
hato_session_dup_tab (HatoSession *self)
{
  return self->settings != NULL ? g_settings_get_string (self->settings, "tab") : g_strdup ("");
}

void
hato_session_set_tab (HatoSession *self, const char *tab)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "tab", tab);
}

/** hato_session_dup_servers: (transfer full): the name servers to ask; empty = the system's. */
GStrv
hato_session_dup_servers (HatoSession *self)
{
  return self->settings != NULL ? g_settings_get_strv (self->settings, "dns-servers")
                                : g_strdupv (self->servers);
}

/** hato_session_set_servers: @servers: each as net/settings takes it; empty = the system's */
void
hato_session_set_servers (HatoSession *self, const char *const *servers)
{
  g_strfreev (self->servers);
  self->servers = g_strdupv ((char **) servers);
  if (self->settings != NULL)
    g_settings_set_strv (self->settings, "dns-servers", servers);
  g_signal_emit (self, signals[SERVERS_CHANGED], 0);
}

static void
hato_session_finalize (GObject *object)
{
  HatoSession *self = HATO_SESSION (object);

  g_clear_object (&self->settings);
  g_strfreev (self->servers);

  G_OBJECT_CLASS (hato_session_parent_class)->finalize (object);
}

static void
hato_session_class_init (HatoSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_session_finalize;
  signals[SERVERS_CHANGED] = g_signal_new ("servers-changed", HATO_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hato_session_init (HatoSession *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, HATO_APPLICATION_ID, TRUE) : NULL;

  self->servers = g_new0 (char *, 1);
  /* g_settings_new () would end the program where there is no schema. */
  if (schema != NULL)
    self->settings = g_settings_new_full (schema, NULL, NULL);
}

HatoSession *
hato_session_new (void)
{
  return g_object_new (HATO_TYPE_SESSION, NULL);
}
