/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/fold-layout.h"

#define SPACING 12 /* pixels between children */

struct _HatoFoldLayout
{
  GtkLayoutManager parent_instance;
};

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

/* What all but the first take of a line, spaces included. */
static int
get_rest (GtkWidget *widget)
{
  GtkWidget *first = first_child (widget);
  int rest = 0;

  for (GtkWidget *child = first != NULL ? next_child (first) : NULL; child != NULL;
       child = next_child (child))
    rest += SPACING + get_width (child, TRUE);
  return rest;
}

static gboolean
fits (GtkWidget *widget, int width)
{
  GtkWidget *first = first_child (widget);

  return first == NULL || width < 0 || get_width (first, FALSE) + get_rest (widget) <= width;
}

/* The width of @child in a widget of @width; -1 = unknown. */
static int
get_share (GtkWidget *widget, GtkWidget *child, int width)
{
  if (!fits (widget, width) || width < 0)
    return width;

  return child == first_child (widget) ? width - get_rest (widget) : get_width (child, TRUE);
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
measure_height (GtkWidget *widget, int width, int *minimum, int *natural)
{
  gboolean is_line = fits (widget, width);

  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    {
      int space = child != first_child (widget) ? SPACING : 0;
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
    measure_height (widget, for_size, minimum, natural);
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
        place.y += place.height + SPACING;
    }
}

static void
hato_fold_layout_class_init (HatoFoldLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = hato_fold_layout_get_request_mode;
  layout_class->measure = hato_fold_layout_measure;
  layout_class->allocate = hato_fold_layout_allocate;
}

static void
hato_fold_layout_init (HatoFoldLayout *self)
{
}
