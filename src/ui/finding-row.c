/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/finding-row.h"

#include <glib/gi18n.h>

#include "findings/wording.h"
#include "ui/finding-details.h"
#include "ui/line-layout.h"
#include "ui/point-tools.h"
#include "ui/verdict.h"

#define SCROLL_MARGIN    12 /* pixels above a row that was looked for */
#define FRAMES_TO_LAYOUT 2  /* until what was opened has its height */

struct _HatoFindingRow
{
  AdwBin parent_instance;

  HatoContext *context; /* (owned) */
  char *id;             /* (owned): of the item */
  HatoItem *item;       /* (owned) (nullable): NULL until it settled */
  gboolean is_waiting;  /* for what is being found out, for the first time or again */
  guint n_filled;       /* findings whose layers are built */
  guint filling;        /* the source that builds the rest, or 0 */
  int frames_to_scroll;

  GtkButton *button;
  GtkLabel *title;
  HatoVerdict *verdict;
  GtkLabel *state;
  GtkImage *arrow;
  GtkBox *findings;
};

G_DEFINE_FINAL_TYPE (HatoFindingRow, hato_finding_row, ADW_TYPE_BIN)

/* What a screen reader says of the row: its name, the verdict, the state. */
static void
update_name (HatoFindingRow *self)
{
  const char *title = gtk_label_get_text (self->title);
  const char *word = hato_verdict_get_word (self->verdict);
  const char *state = gtk_label_get_text (self->state);
  g_autofree char *name =
      *state == '\0' ? g_strdup_printf ("%s, %s", title, word)
                     /* Translators: what a screen reader says of a row: title, verdict, state */
                     : g_strdup_printf (_ ("%s. %s: %s"), title, word, state);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
add_details (HatoFindingRow *self)
{
  HatoFinding *finding = g_ptr_array_index (self->item->findings, self->n_filled++);

  gtk_box_append (self->findings, GTK_WIDGET (hato_finding_details_new (
                                      self->context, finding, self->item->findings->len > 1)));
}

/* What stands in a mail stays as it is: only what the domain publishes can be asked for again. */
static void
add_tools (HatoFindingRow *self)
{
  static const char *const of_mail[] = { "bounce", "signature", NULL };

  if (!g_strv_contains (of_mail, self->id))
    gtk_box_append (self->findings, GTK_WIDGET (hato_point_tools_new (self->item)));
}

static gboolean
fill_cb (gpointer user_data)
{
  HatoFindingRow *self = user_data;

  if (self->n_filled < self->item->findings->len)
    add_details (self);
  if (self->n_filled < self->item->findings->len)
    return G_SOURCE_CONTINUE;

  add_tools (self);
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

/* The layers are built when they are first wanted, and one finding at a time: many of them hold up no frame. */
static void
fill (HatoFindingRow *self)
{
  if (self->n_filled > 0 || self->item->findings->len == 0)
    return;

  add_details (self);
  if (self->item->findings->len > 1)
    self->filling = g_idle_add (fill_cb, self);
  else
    add_tools (self);
}

static void
set_open (HatoFindingRow *self, gboolean open)
{
  if (open)
    fill (self);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), open);
  gtk_image_set_from_icon_name (self->arrow, open ? "hato-close-symbolic" : "hato-open-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
clicked_cb (HatoFindingRow *self)
{
  if (self->item != NULL)
    set_open (self, !gtk_widget_get_visible (GTK_WIDGET (self->findings)));
}

/** hato_finding_row_open: opens the row, which has settled, and takes the focus to it. */
void
hato_finding_row_open (HatoFindingRow *self)
{
  if (self->item != NULL)
    set_open (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  HatoFindingRow *self = HATO_FINDING_ROW (widget);
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_point_t place;

  if (self->frames_to_scroll-- > 0)
    return G_SOURCE_CONTINUE;

  self->frames_to_scroll = 0;
  if (scroller != NULL
      && gtk_widget_compute_point (widget, scroller, &GRAPHENE_POINT_INIT (0, 0), &place))
    {
      GtkAdjustment *adjustment =
          gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + (double) place.y
                                                - SCROLL_MARGIN);
    }
  return G_SOURCE_REMOVE;
}

/** hato_finding_row_scroll_to: brings the row to the upper edge, once it has its place. */
void
hato_finding_row_scroll_to (HatoFindingRow *self)
{
  self->frames_to_scroll = FRAMES_TO_LAYOUT;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

static void
show_item (HatoFindingRow *self)
{
  const HatoItem *item = self->item;
  const HatoFinding *worst = item->findings->len > 0 ? g_ptr_array_index (item->findings, 0) : NULL;
  const HatoWording *wording = worst != NULL ? hato_wording_find (worst->code) : NULL;
  g_autofree char *state =
      wording != NULL ? hato_wording_expand (self->context->translation, wording->state, worst)
                      : NULL;

  hato_verdict_set_level (self->verdict, item->level);
  gtk_label_set_text (self->state, state != NULL ? state : "");
  gtk_widget_set_opacity (GTK_WIDGET (self->arrow), 1);
  update_name (self);
}

/* While others are waited for nothing below may jump: the state keeps to what is left of its line. */
static void
set_whole (HatoFindingRow *self, gboolean whole)
{
  gtk_label_set_wrap (self->state, whole);
  gtk_label_set_ellipsize (self->state, whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->state, whole ? -1 : gtk_label_get_width_chars (self->state));
}

/** hato_finding_row_rest: nothing is waited for any more, here or in another row. */
void
hato_finding_row_rest (HatoFindingRow *self)
{
  set_whole (self, TRUE);
}

/* What was built of an earlier result. */
static void
empty (HatoFindingRow *self)
{
  GtkWidget *child;

  g_clear_handle_id (&self->filling, g_source_remove);
  self->n_filled = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_box_remove (self->findings, child);
}

/** hato_finding_row_settle: takes what was found out, if the row waits for it, and returns whether it does. */
gboolean
hato_finding_row_settle (HatoFindingRow *self, HatoItem *item)
{
  if (!self->is_waiting)
    return FALSE;

  self->is_waiting = FALSE;
  empty (self);
  g_clear_pointer (&self->item, hato_item_unref);
  self->item = hato_item_ref (item);
  show_item (self);
  return TRUE;
}

/** hato_finding_row_wait: what the row is about is being found out again. */
void
hato_finding_row_wait (HatoFindingRow *self)
{
  self->is_waiting = TRUE;
  set_whole (self, FALSE);
  hato_verdict_set_waiting (self->verdict, FALSE);
  gtk_label_set_text (self->state, "");
  update_name (self);
}

/** hato_finding_row_stop: the check was ended before the item settled; what was known before stays. */
void
hato_finding_row_stop (HatoFindingRow *self)
{
  hato_finding_row_rest (self);
  if (!self->is_waiting)
    return;

  self->is_waiting = FALSE;
  if (self->item != NULL)
    {
      show_item (self);
      return;
    }
  hato_verdict_set_waiting (self->verdict, TRUE);
  update_name (self);
}

const char *
hato_finding_row_get_id (HatoFindingRow *self)
{
  return self->id;
}

/** hato_finding_row_get_item: (transfer none) (nullable): NULL until it settled. */
HatoItem *
hato_finding_row_get_item (HatoFindingRow *self)
{
  return self->item;
}

static void
hato_finding_row_dispose (GObject *object)
{
  g_clear_handle_id (&HATO_FINDING_ROW (object)->filling, g_source_remove);

  G_OBJECT_CLASS (hato_finding_row_parent_class)->dispose (object);
}

static void
hato_finding_row_finalize (GObject *object)
{
  HatoFindingRow *self = HATO_FINDING_ROW (object);

  g_clear_pointer (&self->item, hato_item_unref);
  g_clear_pointer (&self->context, hato_context_unref);
  g_free (self->id);

  G_OBJECT_CLASS (hato_finding_row_parent_class)->finalize (object);
}

static void
hato_finding_row_class_init (HatoFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  g_type_ensure (HATO_TYPE_VERDICT);
  G_OBJECT_CLASS (klass)->dispose = hato_finding_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hato_finding_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoFindingRow, button);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingRow, title);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingRow, verdict);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingRow, state);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingRow, findings);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
hato_finding_row_init (HatoFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** hato_finding_row_new: the row of the item @id, not settled yet. */
HatoFindingRow *
hato_finding_row_new (HatoContext *context, const char *id)
{
  HatoFindingRow *self = g_object_new (HATO_TYPE_FINDING_ROW, NULL);
  g_autofree char *title = hato_wording_dup_title (context->translation, id);

  self->context = hato_context_ref (context);
  self->id = g_strdup (id);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_opacity (GTK_WIDGET (self->arrow), 0);
  set_open (self, FALSE);
  set_whole (self, FALSE);
  self->is_waiting = TRUE;
  update_name (self);
  return self;
}
