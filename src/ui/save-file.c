/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/save-file.h"

#include <glib/gi18n.h>

#include "base/foreign-text.h"

/* What waits for the person to say where it goes. */
typedef struct
{
  GtkWidget *widget; /* (owned): says what came of it */
  GBytes *bytes;     /* (owned) */
} Errand;

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->widget);
  g_bytes_unref (errand->bytes);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    said = g_strdup (_ ("Saved"));
  else
    {
      g_autofree char *reason = hato_foreign_line (error->message);

      said = g_strdup_printf (_ ("The file could not be saved: %s"), reason);
    }
  gtk_widget_activate_action (errand->widget, "win.say", "s", said);
}

/* Written beside and renamed: never through a link, never half a file, and nobody else's to read. */
static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;
  GBytes *bytes = errand->bytes;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file != NULL)
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                         G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                         NULL, saved_cb, g_steal_pointer (&errand));
}

/**
 * hato_save_file:
 * @widget: of the window that asks, and that says what came of it
 * @title: of the dialog
 * @name: of the file, as it is proposed
 * @bytes: what is written
 *
 * Lets the person choose a place, and saves there.
 */
void
hato_save_file (GtkWidget *widget, const char *title, const char *name, GBytes *bytes)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  Errand *errand = g_new0 (Errand, 1);

  errand->widget = g_object_ref (widget);
  errand->bytes = g_bytes_ref (bytes);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), errand);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
