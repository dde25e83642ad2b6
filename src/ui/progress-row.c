/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/progress-row.h"

#include <glib/gi18n.h>

#include "ui/button.h"

struct _HatoProgressRow
{
  AdwBin parent_instance;

  GtkProgressBar *progress;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (HatoProgressRow, hato_progress_row, ADW_TYPE_BIN)

static void
show (HatoProgressRow *self, const char *text, guint n_settled, guint n_items)
{
  gtk_label_set_text (self->count, text);
  gtk_progress_bar_set_fraction (self->progress, n_settled / (double) MAX (n_items, 1u));
}

/** hato_progress_row_show: @n_settled of @n_items points; 0 as @n_items = it is not known yet what there will be */
void
hato_progress_row_show (HatoProgressRow *self, guint n_settled, guint n_items)
{
  g_autofree char *count = n_items > 0
                               ? g_strdup_printf (_ ("%u of %u checked"), n_settled, n_items)
                               : g_strdup (_ ("Looking for the servers…"));

  show (self, count, n_settled, n_items);
}

/** hato_progress_row_show_servers: all @n_settled points are there, and what the servers say at their doors is awaited */
void
hato_progress_row_show_servers (HatoProgressRow *self, guint n_settled)
{
  show (self, _ ("Trying the servers…"), n_settled, n_settled + 1);
}

static void
hato_progress_row_class_init (HatoProgressRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HATO_TYPE_BUTTON);
  gtk_widget_class_set_css_name (widget_class, "progressrow");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/progress-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoProgressRow, progress);
  gtk_widget_class_bind_template_child (widget_class, HatoProgressRow, count);
}

static void
hato_progress_row_init (HatoProgressRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
