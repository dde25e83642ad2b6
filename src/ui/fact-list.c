/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/fact-list.h"

#include <string.h>

#include "base/foreign-text.h"

#define VALUE_MAX  512u /* characters (limits, T1) */
#define NAME_CHARS 16

struct _HatoFactList
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (HatoFactList, hato_fact_list, GTK_TYPE_BOX)

void
hato_fact_list_clear (HatoFactList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

static GtkLabel *
new_label (const char *text)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (text));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_yalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  return label;
}

/** hato_fact_list_add: a line more; without a @value (nullable: text from strangers) there is none. */
void
hato_fact_list_add (HatoFactList *self, const char *name, const char *value)
{
  GtkWidget *line;
  GtkLabel *title, *text;
  g_autofree char *shown = NULL;

  if (value == NULL || *value == '\0')
    return;

  shown = hato_foreign_text (value, strlen (value), VALUE_MAX);
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  title = new_label (name);
  text = new_label (shown);
  gtk_label_set_width_chars (title, NAME_CHARS);
  gtk_label_set_max_width_chars (title, NAME_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (title), "hato-state");
  gtk_widget_set_hexpand (GTK_WIDGET (text), TRUE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (title));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (text));
  gtk_box_append (GTK_BOX (self), line);
}

static void
hato_fact_list_class_init (HatoFactListClass *klass)
{
}

static void
hato_fact_list_init (HatoFactList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}
