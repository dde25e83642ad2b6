/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/record-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/foreign-text.h"

#define COLUMNS   76u   /* limits T1 */
#define SHORT_MAX 2048u /* bytes that the view may wrap by itself, at spaces */
#define MARKS_MAX 50u   /* more underlines help nobody */
#define LINES_MAX 32u   /* what is longer scrolls */
#define HEIGHT    480   /* pixels of what scrolls */

struct _HatoRecordView
{
  AdwBin parent_instance;

  char *text; /* (owned): the exact bytes */

  GtkLabel *title;
  GtkLabel *line;              /* what is short: a text view knows its height too late */
  GtkScrolledWindow *scroller; /* what is long */
  GtkTextView *view;
  GtkButton *copy;
};

G_DEFINE_FINAL_TYPE (HatoRecordView, hato_record_view, ADW_TYPE_BIN)

static void
copy_cb (HatoRecordView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", _ ("Copied"));
}

/* Where lines are broken, in characters: long data has to be broken before it comes into a view. */
static guint
get_columns (const char *text)
{
  gsize size = strlen (text);

  return size <= SHORT_MAX ? SHORT_MAX : COLUMNS;
}

/* Whether the label can lay the wrapped text out without a pause. */
static gboolean
is_short (const char *block)
{
  guint n_lines = 1;

  for (const char *at = block; n_lines <= LINES_MAX && (at = strchr (at, '\n')) != NULL; at++)
    n_lines++;
  return n_lines <= LINES_MAX;
}

static void
set_text (HatoRecordView *self, const char *text)
{
  g_autofree char *block = hato_foreign_block (text, strlen (text), get_columns (text));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  self->text = g_strdup (text);
  if (is_short (block))
    {
      gtk_label_set_text (self->line, block);
      return;
    }

  gtk_text_buffer_set_text (buffer, block, -1);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_create_tag (buffer, "exact", "insert-hyphens", FALSE, NULL);
  gtk_text_buffer_apply_tag_by_name (buffer, "exact", &start, &end);
  gtk_scrolled_window_set_min_content_height (self->scroller, HEIGHT);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->line), FALSE);
}

/* What a screen reader says of the data: a label names itself by its text whenever that changes. */
static void
name_views (HatoRecordView *self)
{
  GtkWidget *const views[] = { GTK_WIDGET (self->line), GTK_WIDGET (self->view) };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (views[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    gtk_label_get_text (self->title), -1);
}

/**
 * hato_record_view_new:
 * @title: what it is
 * @text: from anybody
 * @copy: (nullable): the name of the button that copies @text; NULL = there is none
 */
HatoRecordView *
hato_record_view_new (const char *title, const char *text, const char *copy)
{
  HatoRecordView *self = g_object_new (HATO_TYPE_RECORD_VIEW, NULL);

  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->copy), copy != NULL);
  if (copy != NULL)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      copy, -1);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->copy), copy);
    }
  set_text (self, text);
  name_views (self);
  return self;
}

/* What stands before the byte @offset of @text in the wrapped block. */
static char *
dup_before (const char *text, gsize offset)
{
  return hato_foreign_block (text, MIN (offset, strlen (text)), get_columns (text));
}

static void
mark_line (PangoAttrList *attributes, const char *text, const HatoMark *mark)
{
  g_autofree char *before = dup_before (text, mark->start);
  g_autofree char *marked = dup_before (text, mark->end);
  PangoAttribute *const each[] = { pango_attr_underline_new (PANGO_UNDERLINE_SINGLE),
                                   pango_attr_weight_new (PANGO_WEIGHT_BOLD) };

  for (gsize i = 0; i < G_N_ELEMENTS (each); i++)
    {
      each[i]->start_index = (guint) strlen (before);
      each[i]->end_index = (guint) strlen (marked);
      pango_attr_list_insert (attributes, each[i]);
    }
}

static void
mark_view (GtkTextBuffer *buffer, const char *text, const HatoMark *mark)
{
  g_autofree char *before = dup_before (text, mark->start);
  g_autofree char *marked = dup_before (text, mark->end);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) g_utf8_strlen (before, -1));
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) g_utf8_strlen (marked, -1));
  gtk_text_buffer_apply_tag_by_name (buffer, "mark", &start, &end);
}

/** hato_record_view_new_for_excerpt: a record as it was found, the places that matter underlined. */
HatoRecordView *
hato_record_view_new_for_excerpt (const char *title, const HatoExcerpt *excerpt)
{
  HatoRecordView *self = hato_record_view_new (title, excerpt->text, _ ("Copy the record"));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (PangoAttrList) attributes =
      pango_attr_list_copy (gtk_label_get_attributes (self->line));

  gtk_text_buffer_create_tag (buffer, "mark", "underline", PANGO_UNDERLINE_SINGLE, "weight",
                              PANGO_WEIGHT_BOLD, NULL);
  for (guint i = 0; i < MIN (excerpt->marks->len, MARKS_MAX); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (self->line)))
      mark_line (attributes, excerpt->text, g_ptr_array_index (excerpt->marks, i));
    else
      mark_view (buffer, excerpt->text, g_ptr_array_index (excerpt->marks, i));
  gtk_label_set_attributes (self->line, attributes);
  name_views (self);
  return self;
}

static void
hato_record_view_finalize (GObject *object)
{
  g_free (HATO_RECORD_VIEW (object)->text);

  G_OBJECT_CLASS (hato_record_view_parent_class)->finalize (object);
}

static void
hato_record_view_class_init (HatoRecordViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hato_record_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/record-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoRecordView, title);
  gtk_widget_class_bind_template_child (widget_class, HatoRecordView, line);
  gtk_widget_class_bind_template_child (widget_class, HatoRecordView, scroller);
  gtk_widget_class_bind_template_child (widget_class, HatoRecordView, view);
  gtk_widget_class_bind_template_child (widget_class, HatoRecordView, copy);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
hato_record_view_init (HatoRecordView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
