/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/copy-row.h"

#include <glib/gi18n.h>

#include "base/foreign-text.h"

#define NAME_CHARS 17

struct _HatoCopyRow
{
  AdwBin parent_instance;

  char *text; /* (owned): the exact bytes */

  GtkLabel *name;
  GtkLabel *value;
  GtkButton *copy;
};

G_DEFINE_FINAL_TYPE (HatoCopyRow, hato_copy_row, ADW_TYPE_BIN)

static void
copy_cb (HatoCopyRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", _ ("Copied"));
}

static GtkLabel *
append_label (GtkBox *box)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_box_append (box, GTK_WIDGET (label));
  return label;
}

static void
hato_copy_row_finalize (GObject *object)
{
  g_free (HATO_COPY_ROW (object)->text);

  G_OBJECT_CLASS (hato_copy_row_parent_class)->finalize (object);
}

static void
hato_copy_row_class_init (HatoCopyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_copy_row_finalize;
}

static void
hato_copy_row_init (HatoCopyRow *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));

  self->name = append_label (box);
  gtk_label_set_width_chars (self->name, NAME_CHARS);
  gtk_label_set_max_width_chars (self->name, NAME_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "hato-state");
  self->value = append_label (box);
  gtk_widget_set_hexpand (GTK_WIDGET (self->value), TRUE);
  self->copy = GTK_BUTTON (gtk_button_new_from_icon_name ("hato-copy-symbolic"));
  gtk_widget_set_valign (GTK_WIDGET (self->copy), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->copy), "flat");
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, GTK_WIDGET (self->copy));
  gtk_widget_add_css_class (GTK_WIDGET (box), "hato-copy-row");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
}

/**
 * hato_copy_row_new:
 * @value: from anybody
 * @is_typed: FALSE = it is chosen there or said in other words, and cannot be copied
 */
HatoCopyRow *
hato_copy_row_new (const char *name, const char *value, gboolean is_typed)
{
  HatoCopyRow *self = g_object_new (HATO_TYPE_COPY_ROW, NULL);
  g_autofree char *shown = hato_foreign_line (value);
  g_autofree char *what = g_strdup_printf (_ ("Copy “%s”"), shown);

  self->text = g_strdup (value);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->value, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->copy), is_typed);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->copy), what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, what,
                                  -1);
  return self;
}
