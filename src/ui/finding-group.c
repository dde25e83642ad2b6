/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/finding-group.h"

#include "ui/line-layout.h"

struct _HatoFindingGroup
{
  AdwBin parent_instance;

  char *title; /* (owned) (nullable) */
  gboolean folds;
  guint n_rows;

  GtkLabel *heading;
  GtkButton *button;
  GtkImage *arrow;
  GtkLabel *fold;
  GtkWidget *rows;
};

enum
{
  PROP_TITLE = 1,
  PROP_FOLDS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HatoFindingGroup, hato_finding_group, ADW_TYPE_BIN)

static void
set_open (HatoFindingGroup *self, gboolean open)
{
  gtk_widget_set_visible (self->rows, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "hato-close-symbolic" : "hato-open-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
update (HatoFindingGroup *self)
{
  const char *title = self->title != NULL ? self->title : "";
  g_autofree char *counted = g_strdup_printf ("%s (%u)", title, self->n_rows);

  gtk_label_set_text (self->heading, title);
  gtk_label_set_text (self->fold, counted);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  counted, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), !self->folds);
  gtk_widget_set_visible (GTK_WIDGET (self->button), self->folds);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_rows > 0);
}

static void
clicked_cb (HatoFindingGroup *self)
{
  set_open (self, !gtk_widget_get_visible (self->rows));
}

/** hato_finding_group_open: shows the rows of a group that folds. */
void
hato_finding_group_open (HatoFindingGroup *self)
{
  set_open (self, TRUE);
}

void
hato_finding_group_add (HatoFindingGroup *self, HatoFindingRow *row)
{
  gtk_box_append (GTK_BOX (self->rows), GTK_WIDGET (row));
  self->n_rows++;
  update (self);
}

void
hato_finding_group_remove (HatoFindingGroup *self, HatoFindingRow *row)
{
  gtk_box_remove (GTK_BOX (self->rows), GTK_WIDGET (row));
  self->n_rows--;
  update (self);
}

/** hato_finding_group_clear: takes all rows out, and folds again. */
void
hato_finding_group_clear (HatoFindingGroup *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  self->n_rows = 0;
  set_open (self, !self->folds);
  update (self);
}

static void
hato_finding_group_set_property (GObject *object,
                                 guint id,
                                 const GValue *value,
                                 GParamSpec *specification)
{
  HatoFindingGroup *self = HATO_FINDING_GROUP (object);

  if (id == PROP_TITLE)
    {
      g_free (self->title);
      self->title = g_value_dup_string (value);
    }
  else if (id == PROP_FOLDS)
    {
      self->folds = g_value_get_boolean (value);
      set_open (self, !self->folds);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, specification);
  update (self);
}

static void
hato_finding_group_finalize (GObject *object)
{
  g_free (HATO_FINDING_GROUP (object)->title);

  G_OBJECT_CLASS (hato_finding_group_parent_class)->finalize (object);
}

static void
hato_finding_group_class_init (HatoFindingGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = hato_finding_group_set_property;
  object_class->finalize = hato_finding_group_finalize;

  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDS] =
      g_param_spec_boolean ("folds", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/finding-group.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoFindingGroup, heading);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingGroup, button);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingGroup, arrow);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingGroup, fold);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingGroup, rows);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
hato_finding_group_init (HatoFindingGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}
