/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/line-layout.h"

#define SPACING 12 /* pixels between children */

struct _HatoLineLayout
{
  GtkLayoutManager parent_instance;
};

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

static void
measure_child (GtkWidget *child, int *minimum, int *natural)
{
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
}

static gboolean
is_wide (GtkWidget *child)
{
  return gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
}

/* How much of @width is left for the wide child; -1 = unknown. */
static int
get_room (GtkWidget *widget, int width)
{
  int room = width;

  for (GtkWidget *child = first_child (widget); width >= 0 && child != NULL;
       child = next_child (child))
    {
      int minimum, natural;

      measure_child (child, &minimum, &natural);
      room -= (child != first_child (widget) ? SPACING : 0) + (is_wide (child) ? 0 : natural);
    }
  return width < 0 ? -1 : MAX (room, 0);
}

static int
get_share (GtkWidget *child, int room)
{
  int minimum, natural;

  measure_child (child, &minimum, &natural);
  if (!is_wide (child))
    return natural;
  return room < 0 ? -1 : MAX (room, minimum);
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
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;
  int room = is_width ? -1 : get_room (widget, for_size);

  *minimum = *natural = 0;
  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    {
      int child_minimum, child_natural;

      if (is_width)
        {
          int space = child != first_child (widget) ? SPACING : 0;

          measure_child (child, &child_minimum, &child_natural);
          *minimum += space + (is_wide (child) ? child_minimum : child_natural);
          *natural += space + child_natural;
          continue;
        }
      gtk_widget_measure (child, orientation, get_share (child, room), &child_minimum,
                          &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
hato_line_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           int width,
                           int height,
                           int baseline)
{
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int room = get_room (widget, width), x = 0;

  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    {
      int share = get_share (child, room);

      gtk_widget_size_allocate (
          child, &(GtkAllocation){ is_mirrored ? width - x - share : x, 0, share, height }, -1);
      x += share + SPACING;
    }
}

static void
hato_line_layout_class_init (HatoLineLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = hato_line_layout_get_request_mode;
  layout_class->measure = hato_line_layout_measure;
  layout_class->allocate = hato_line_layout_allocate;
}

static void
hato_line_layout_init (HatoLineLayout *self)
{
}
