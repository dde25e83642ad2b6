/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/line-layout.h"

#include "ui/text-width.h"

#define SPACING 12 /* pixels between children */
#define LEAST   28 /* digits: what the wide one should have in a line, if it wants as much */

struct _HatoLineLayout
{
  GtkLayoutManager parent_instance;

  int fold_spacing; /* pixels between children that stand one below the other; -1 = they never do */
};

enum
{
  PROP_FOLD_SPACING = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HatoLineLayout, hato_line_layout, GTK_TYPE_LAYOUT_MANAGER)

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
is_line (HatoLineLayout *self, GtkWidget *widget, int width)
{
  GtkWidget *wide = get_wide (widget);

  return self->fold_spacing < 0 || wide == NULL || width < 0
         || MAX (get_width (wide, FALSE),
                 MIN (get_width (wide, TRUE), hato_text_width (widget, LEAST)))
                    + get_rest (widget)
                <= width;
}

/* The width of @child in a widget of @width; -1 = unknown. */
static int
get_share (HatoLineLayout *self, GtkWidget *widget, GtkWidget *child, int width)
{
  if (width < 0 || !is_line (self, widget, width))
    return width;
  if (child != get_wide (widget))
    return get_width (child, TRUE);

  return MAX (width - get_rest (widget), get_width (child, FALSE));
}

static void
measure_width (HatoLineLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *wide = get_wide (widget);

  if (wide == NULL)
    return;

  *natural = get_width (wide, TRUE) + get_rest (widget);
  if (self->fold_spacing < 0)
    *minimum = get_width (wide, FALSE) + get_rest (widget);
  else
    for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
      *minimum = MAX (*minimum, get_width (child, FALSE));
}

static void
measure_height (HatoLineLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  gboolean side_by_side = is_line (self, widget, width);

  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    {
      int space = child != first_child (widget) ? self->fold_spacing : 0;
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, get_share (self, widget, child, width),
                          &child_minimum, &child_natural, NULL, NULL);
      *minimum = side_by_side ? MAX (*minimum, child_minimum) : *minimum + space + child_minimum;
      *natural = side_by_side ? MAX (*natural, child_natural) : *natural + space + child_natural;
    }
}

static GtkSizeRequestMode
hato_line_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hato_line_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  HatoLineLayout *self = HATO_LINE_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    measure_height (self, widget, for_size, minimum, natural);
}

static void
hato_line_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           int width,
                           int height,
                           int baseline)
{
  HatoLineLayout *self = HATO_LINE_LAYOUT (manager);
  gboolean side_by_side = is_line (self, widget, width);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { 0, 0, 0, height };

  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    {
      GtkAllocation mirrored;

      place.width = get_share (self, widget, child, width);
      if (!side_by_side)
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, &place.height, NULL, NULL,
                            NULL);
      mirrored = place;
      if (is_mirrored)
        mirrored.x = width - place.x - place.width;
      gtk_widget_size_allocate (child, &mirrored, -1);
      if (side_by_side)
        place.x += place.width + SPACING;
      else
        place.y += place.height + self->fold_spacing;
    }
}

static void
hato_line_layout_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *specification)
{
  if (id == PROP_FOLD_SPACING)
    HATO_LINE_LAYOUT (object)->fold_spacing = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, specification);
}

static void
hato_line_layout_class_init (HatoLineLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = hato_line_layout_set_property;
  properties[PROP_FOLD_SPACING] =
      g_param_spec_int ("fold-spacing", NULL, NULL, -1, G_MAXINT, -1,
                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  layout_class->get_request_mode = hato_line_layout_get_request_mode;
  layout_class->measure = hato_line_layout_measure;
  layout_class->allocate = hato_line_layout_allocate;
}

static void
hato_line_layout_init (HatoLineLayout *self)
{
}
