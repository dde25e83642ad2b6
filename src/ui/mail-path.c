/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/mail-path.h"

#include <glib/gi18n.h>

#include "advice/mail-way.h"
#include "ui/text-width.h"

#define GAP         6  /* pixels between a shape and what stands beside it */
#define ROW_GAP     12 /* pixels between stations that stand one below the other */
#define COLUMN_WISH 20 /* digits, or 11 Japanese letters: where texts are longer they wrap */

typedef struct
{
  GtkWidget *line;  /* from the station before; NULL for the first */
  GtkWidget *shape; /* what it is */
  GtkWidget *name;
  GtkWidget *verdict; /* how it goes on there */
  GtkImage *mark;
  GtkLabel *word;
} Station;

struct _HatoMailPath
{
  GtkWidget parent_instance;

  HatoContext *context; /* (owned) (nullable) */
  Station stations[HATO_MAIL_WAY_STATIONS];
};

G_DEFINE_FINAL_TYPE (HatoMailPath, hato_mail_path, GTK_TYPE_WIDGET)

static const char *const outgoing_shapes[HATO_MAIL_WAY_STATIONS] = {
  "hato-person-symbolic",
  "hato-server-symbolic",
  "hato-gate-symbolic",
  "hato-inbox-symbolic",
};

static const char *const incoming_shapes[HATO_MAIL_WAY_STATIONS] = {
  "hato-person-symbolic",
  "hato-gate-symbolic",
  "hato-server-symbolic",
  "hato-inbox-symbolic",
};

/* Shape and colour of each state (style.css). */
static const struct
{
  const char *icon_name; /* (nullable) */
  const char *css_class;
} looks[] = {
  [HATO_STATION_UNSEEN] = { NULL, "hato-unchecked" },
  [HATO_STATION_PASSED] = { "hato-ok-symbolic", "hato-ok" },
  [HATO_STATION_DOUBTFUL] = { "hato-caution-symbolic", "hato-caution" },
  [HATO_STATION_STOPPED] = { "hato-problem-symbolic", "hato-problem" },
};

static void
show_station (Station *station,
              const char *icon_name,
              const char *name,
              const char *word,
              guint state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      gtk_widget_remove_css_class (station->shape, looks[i].css_class);
      gtk_widget_remove_css_class (station->name, looks[i].css_class);
      gtk_widget_remove_css_class (station->verdict, looks[i].css_class);
    }
  gtk_widget_add_css_class (station->shape, looks[state].css_class);
  gtk_widget_add_css_class (station->name, looks[state].css_class);
  gtk_widget_add_css_class (station->verdict, looks[state].css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (station->shape), icon_name);
  gtk_label_set_text (GTK_LABEL (station->name), name);
  gtk_label_set_text (station->word, word);
  gtk_widget_set_visible (GTK_WIDGET (station->mark), looks[state].icon_name != NULL);
  if (looks[state].icon_name != NULL)
    gtk_image_set_from_icon_name (station->mark, looks[state].icon_name);
  if (station->line == NULL)
    return;

  if (state == HATO_STATION_UNSEEN)
    gtk_widget_add_css_class (station->line, "hato-unseen");
  else
    gtk_widget_remove_css_class (station->line, "hato-unseen");
}

/** hato_mail_path_show_case: the way that the headline of @shown speaks of */
void
hato_mail_path_show_case (HatoMailPath *self, const HatoCase *shown)
{
  const HatoTranslation *translation = self->context->translation;
  g_autoptr (GString) description = g_string_new (NULL);
  HatoMailWay way;
  gboolean is_seen = FALSE; /* a picture of which nothing is known says nothing */

  hato_mail_way_find (shown, &way);
  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    {
      const char *name = hato_translate (translation, way.stations[i].name);
      const char *word =
          hato_translate (translation, hato_station_state_to_text (way.stations[i].state));

      is_seen = is_seen || way.stations[i].state != HATO_STATION_UNSEEN;
      show_station (&self->stations[i], way.is_incoming ? incoming_shapes[i] : outgoing_shapes[i],
                    name, word, way.stations[i].state);
      /* Translators: what a screen reader says of a station of the mail: name, state */
      g_string_append_printf (description, _ ("%s: %s. "), name, word);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  way.is_incoming ? _ ("The way of the mail to you")
                                                  : _ ("The way of your mail"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description->str, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), is_seen);
}

/** hato_mail_path_set_context: whose language is spoken */
void
hato_mail_path_set_context (HatoMailPath *self, HatoContext *context)
{
  g_clear_pointer (&self->context, hato_context_unref);
  self->context = hato_context_ref (context);
}

static int
measure_width (GtkWidget *widget, gboolean natural)
{
  int minimum_width, natural_width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, &natural_width, NULL,
                      NULL);
  return natural ? natural_width : minimum_width;
}

static int
measure_height (GtkWidget *widget, int width)
{
  int minimum, natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  return MAX (minimum, natural);
}

static int
get_text_width (const Station *station, gboolean natural)
{
  return MAX (measure_width (station->name, natural), measure_width (station->verdict, natural));
}

/* How high the two lines of a station are in @width. */
static int
get_text_height (const Station *station, int width)
{
  return measure_height (station->name, width) + measure_height (station->verdict, width);
}

/* How wide a station has to be where all stand in a line. */
static int
get_column (HatoMailPath *self)
{
  int column = 0, wish = hato_text_width (GTK_WIDGET (self), COLUMN_WISH);

  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    column = MAX (column, MAX (get_text_width (&self->stations[i], FALSE),
                               MIN (get_text_width (&self->stations[i], TRUE), wish)));
  return column + GAP;
}

static int
get_shape (HatoMailPath *self)
{
  return measure_width (self->stations[0].shape, TRUE);
}

static gboolean
is_line (HatoMailPath *self, int width)
{
  return width < 0 || width >= (int) HATO_MAIL_WAY_STATIONS * get_column (self);
}

static GtkSizeRequestMode
hato_mail_path_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
get_height (HatoMailPath *self, int width)
{
  int shape = get_shape (self), height = 0;
  int column = width < 0 ? -1 : width / (int) HATO_MAIL_WAY_STATIONS;

  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    if (is_line (self, width))
      height = MAX (height, shape + GAP + get_text_height (&self->stations[i], column));
    else
      height += MAX (shape, get_text_height (&self->stations[i], width - shape - 2 * GAP))
                + (i > 0 ? ROW_GAP : 0);
  return height;
}

static void
hato_mail_path_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  HatoMailPath *self = HATO_MAIL_PATH (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = get_height (self, for_size);
      return;
    }
  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    *minimum = MAX (*minimum, get_text_width (&self->stations[i], FALSE));
  *minimum += get_shape (self) + 2 * GAP;
  *natural = MAX (*minimum, (int) HATO_MAIL_WAY_STATIONS * get_column (self));
}

static void
place (GtkWidget *widget, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (widget, &(GtkAllocation){ x, y, width, height }, -1);
}

/* The two lines of a station, in the middle of @width or at its beginning. */
static void
place_text (const Station *station, int x, int y, int width, gboolean is_centred)
{
  GtkWidget *const lines[] = { station->name, station->verdict };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      int line_width = MIN (width, measure_width (lines[i], TRUE));
      int height = measure_height (lines[i], line_width);

      place (lines[i], is_centred ? x + (width - line_width) / 2 : x, y, line_width, height);
      y += height;
    }
}

/* In a line, from where one begins to read. */
static void
allocate_line (HatoMailPath *self, int width)
{
  gboolean is_mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int column = width / (int) HATO_MAIL_WAY_STATIONS, shape = get_shape (self);

  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    {
      const Station *station = &self->stations[i];
      guint position = is_mirrored ? HATO_MAIL_WAY_STATIONS - 1 - i : i;
      int middle = (int) position * column + column / 2;

      place (station->shape, middle - shape / 2, 0, shape, shape);
      place_text (station, (int) position * column, shape + GAP, column, TRUE);
      if (station->line != NULL)
        place (station->line, (is_mirrored ? middle : middle - column) + shape / 2 + GAP,
               shape / 2 - 1, column - shape - 2 * GAP, 2);
    }
}

static void
allocate_column (HatoMailPath *self, int width)
{
  int shape = get_shape (self), room = width - shape - 2 * GAP, y = 0, before = 0;

  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    {
      const Station *station = &self->stations[i];
      int text_height = get_text_height (station, room);
      int height = MAX (shape, text_height);

      place (station->shape, 0, y, shape, shape);
      place_text (station, shape + 2 * GAP, y + (height - text_height) / 2, room, FALSE);
      if (station->line != NULL)
        place (station->line, shape / 2 - 1, before + 1, 2, MAX (y - before - 2, 2));
      before = y + shape;
      y += height + ROW_GAP;
    }
}

static void
hato_mail_path_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HatoMailPath *self = HATO_MAIL_PATH (widget);

  if (is_line (self, width))
    allocate_line (self, width);
  else
    allocate_column (self, width);
}

static GtkWidget *
new_label (void)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, "wrap", TRUE, NULL);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  return label;
}

static GtkWidget *
new_image (void)
{
  return g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
make_station (HatoMailPath *self, Station *station, gboolean is_first)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (!is_first)
    {
      station->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (station->line, "hato-way");
      gtk_widget_set_parent (station->line, widget);
    }
  station->shape = new_image ();
  gtk_widget_add_css_class (station->shape, "hato-station");
  gtk_widget_set_parent (station->shape, widget);

  station->name = new_label ();
  gtk_widget_set_parent (station->name, widget);
  station->verdict = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);
  station->mark = GTK_IMAGE (new_image ());
  station->word = GTK_LABEL (new_label ());
  gtk_widget_add_css_class (GTK_WIDGET (station->word), "caption");
  gtk_box_append (GTK_BOX (station->verdict), GTK_WIDGET (station->mark));
  gtk_box_append (GTK_BOX (station->verdict), GTK_WIDGET (station->word));
  gtk_widget_set_parent (station->verdict, widget);
}

static void
hato_mail_path_dispose (GObject *object)
{
  HatoMailPath *self = HATO_MAIL_PATH (object);

  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    {
      g_clear_pointer (&self->stations[i].line, gtk_widget_unparent);
      g_clear_pointer (&self->stations[i].shape, gtk_widget_unparent);
      g_clear_pointer (&self->stations[i].name, gtk_widget_unparent);
      g_clear_pointer (&self->stations[i].verdict, gtk_widget_unparent);
    }
  g_clear_pointer (&self->context, hato_context_unref);

  G_OBJECT_CLASS (hato_mail_path_parent_class)->dispose (object);
}

static void
hato_mail_path_class_init (HatoMailPathClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_mail_path_dispose;
  widget_class->get_request_mode = hato_mail_path_get_request_mode;
  widget_class->measure = hato_mail_path_measure;
  widget_class->size_allocate = hato_mail_path_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "mailpath");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hato_mail_path_init (HatoMailPath *self)
{
  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    make_station (self, &self->stations[i], i == 0);
}
