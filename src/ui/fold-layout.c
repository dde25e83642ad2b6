/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/fold-layout.h"

#include "ui/text-width.h"

#define SPACING 12 /* pixels between children */
#define LEAST   28 /* digits: what the wide one should have in a line, if it wants as much */

struct _HatoFoldLayout
{
  GtkLayoutManager parent_instance;

  int fold_spacing; /* pixels between children that stand one below the other */
};

enum
{
  PROP_FOLD_SPACING = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HatoFoldLayout, hato_fold_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
next_visible (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_child (GtkWidget *widget)
{
  return next_visible (gtk_widget_get_first_child (widget));
}

static GtkWidget *
next_child (GtkWidget *child)
{
  return next_visible (gtk_widget_get_next_sibling (child));
}

static int
get_width (GtkWidget *child, gboolean natural)
{
  int minimum_width, natural_width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, &natural_width, NULL,
                      NULL);
  return natural ? natural_width : minimum_width;
}

/* The child that takes what is left: the first that expands. */
static GtkWidget *
get_wide (GtkWidget *widget)
{
  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
      return child;

  return first_child (widget);
}

/* What all but the wide one take of a line, spaces included. */
static int
get_rest (GtkWidget *widget)
{
  const GtkWidget *wide = get_wide (widget);
  int rest = 0;

  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    if (child != wide)
      rest += SPACING + get_width (child, TRUE);
  return rest;
}

static gboolean
fits (GtkWidget *widget, int width)
{
  GtkWidget *wide = get_wide (widget);

  return wide == NULL || width < 0
         || MAX (get_width (wide, FALSE),
                 MIN (get_width (wide, TRUE), hato_text_width (widget, LEAST)))
                    + get_rest (widget)
                <= width;
}

/* The width of @child in a widget of @width; -1 = unknown. */
static int
get_share (GtkWidget *widget, GtkWidget *child, int width)
{
  if (!fits (widget, width) || width < 0)
    return width;

  return child == get_wide (widget) ? width - get_rest (widget) : get_width (child, TRUE);
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    {
      *minimum = MAX (*minimum, get_width (child, FALSE));
      *natural += get_width (child, TRUE) + (child != first_child (widget) ? SPACING : 0);
    }
}

static void
measure_height (HatoFoldLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  gboolean is_line = fits (widget, width);

  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    {
      int space = child != first_child (widget) ? self->fold_spacing : 0;
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, get_share (widget, child, width),
                          &child_minimum, &child_natural, NULL, NULL);
      *minimum = is_line ? MAX (*minimum, child_minimum) : *minimum + space + child_minimum;
      *natural = is_line ? MAX (*natural, child_natural) : *natural + space + child_natural;
    }
}

static GtkSizeRequestMode
hato_fold_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hato_fold_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    measure_height (HATO_FOLD_LAYOUT (manager), widget, for_size, minimum, natural);
}

static void
hato_fold_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           int width,
                           int height,
                           int baseline)
{
  gboolean is_line = fits (widget, width);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { 0, 0, 0, height };

  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    {
      GtkAllocation mirrored;

      place.width = get_share (widget, child, width);
      if (!is_line)
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, &place.height, NULL, NULL,
                            NULL);
      mirrored = place;
      if (is_mirrored)
        mirrored.x = width - place.x - place.width;
      gtk_widget_size_allocate (child, &mirrored, -1);
      if (is_line)
        place.x += place.width + SPACING;
      else
        place.y += place.height + HATO_FOLD_LAYOUT (manager)->fold_spacing;
    }
}

static void
hato_fold_layout_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *specification)
{
  if (id == PROP_FOLD_SPACING)
    HATO_FOLD_LAYOUT (object)->fold_spacing = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, specification);
}

static void
hato_fold_layout_class_init (HatoFoldLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = hato_fold_layout_set_property;
  properties[PROP_FOLD_SPACING] =
      g_param_spec_int ("fold-spacing", NULL, NULL, 0, G_MAXINT, SPACING,
                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  layout_class->get_request_mode = hato_fold_layout_get_request_mode;
  layout_class->measure = hato_fold_layout_measure;
  layout_class->allocate = hato_fold_layout_allocate;
}

static void
hato_fold_layout_init (HatoFoldLayout *self)
{
}
