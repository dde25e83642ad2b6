/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/button.h"

struct _HatoButton
{
  GtkButton parent_instance;
};

G_DEFINE_FINAL_TYPE (HatoButton, hato_button, GTK_TYPE_BUTTON)

/* GtkButton makes a label of its own for its text. */
static void
label_changed_cb (HatoButton *self)
{
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (self));

  if (!GTK_IS_LABEL (child))
    return;

  gtk_label_set_wrap (GTK_LABEL (child), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (child), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (child), GTK_JUSTIFY_CENTER);
}

static void
hato_button_class_init (HatoButtonClass *klass)
{
}

static void
hato_button_init (HatoButton *self)
{
  g_signal_connect (self, "notify::label", G_CALLBACK (label_changed_cb), NULL);
}
