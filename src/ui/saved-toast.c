/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/saved-toast.h"

#include <glib/gi18n.h>

#include "ui/button.h"

static void
open_uri (GtkWidget *widget, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME);
}

static void
open_cb (GtkWidget *button, GFile *file)
{
  open_uri (button, file);
}

/* A file manager that can point at a file was asked; without one the folder is opened. */
static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) button = user_data;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply == NULL && gtk_widget_get_root (button) != NULL)
    open_uri (button, g_object_get_data (G_OBJECT (button), "folder"));
}

/* org.freedesktop.FileManager1: "File Manager DBus Interface" of freedesktop.org. */
static void
show_cb (GtkWidget *button, GFile *file)
{
  GtkApplication *application =
      gtk_window_get_application (GTK_WINDOW (gtk_widget_get_root (button)));
  GDBusConnection *bus =
      application != NULL ? g_application_get_dbus_connection (G_APPLICATION (application)) : NULL;
  g_autofree char *uri = g_file_get_uri (file);
  const char *const uris[] = { uri, NULL };

  if (bus == NULL)
    open_uri (button, g_object_get_data (G_OBJECT (button), "folder"));
  else
    g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                            "org.freedesktop.FileManager1", "ShowItems",
                            g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                            NULL, shown_cb, g_object_ref (button));
}

static GtkWidget *
append_button (GtkBox *box, const char *label, GCallback clicked, GFile *file)
{
  GtkWidget *button = g_object_new (HATO_TYPE_BUTTON, "label", label, NULL);

  g_signal_connect_object (button, "clicked", clicked, file, 0);
  g_object_set_data_full (G_OBJECT (button), "file", g_object_ref (file), g_object_unref);
  gtk_box_append (box, button);
  return button;
}

/** hato_saved_toast_new: (transfer full): that @file was written, with the two things that people do next. It stays until it
 * is put away: nobody has to be quick. */
AdwToast *
hato_saved_toast_new (GFile *file)
{
  AdwToast *toast = adw_toast_new (_ ("Saved"));
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  GtkWidget *label = gtk_label_new (_ ("Saved")), *show;

  gtk_box_append (box, label);
  append_button (box, _ ("Open"), G_CALLBACK (open_cb), file);
  show = append_button (box, _ ("Show in folder"), G_CALLBACK (show_cb), file);
  g_object_set_data_full (G_OBJECT (show), "folder", g_file_get_parent (file), g_object_unref);
  adw_toast_set_custom_title (toast, GTK_WIDGET (box));
  adw_toast_set_timeout (toast, 0);
  return toast;
}
