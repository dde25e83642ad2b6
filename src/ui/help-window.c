/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/help-window.h"

#include <string.h>

#define FOLDER   "/io/github/hatobin/Hatobin/help/"
#define HEADING  "## "
#define LANGUAGE "en" /* where there are no pages in the window's language */

struct _HatoHelpWindow
{
  AdwWindow parent_instance;

  GPtrArray
      *pages; /* (owned) (element-type char): the text of each: title, empty line, paragraphs */

  GtkStack *stack;
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkScrolledWindow *scroller;
  GtkBox *contents;
  GtkBox *page;
};

G_DEFINE_FINAL_TYPE (HatoHelpWindow, hato_help_window, ADW_TYPE_WINDOW)

static char *
dup_title (const char *text)
{
  return g_strndup (text, strcspn (text, "\n"));
}

/* A paragraph: a heading, or text. */
static GtkWidget *
new_paragraph (const char *text)
{
  gboolean is_heading = g_str_has_prefix (text, HEADING);
  GtkWidget *label = gtk_label_new (is_heading ? text + strlen (HEADING) : text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_focusable (label, TRUE); /* read aloud one by one */
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  if (is_heading)
    gtk_widget_add_css_class (label, "heading");
  return label;
}

static void
show_page (HatoHelpWindow *self, const char *text)
{
  g_autofree char *title = dup_title (text);
  g_auto (GStrv) paragraphs = g_strsplit (text + strlen (title), "\n\n", -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->page))) != NULL)
    gtk_box_remove (self->page, child);
  for (gsize i = 0; paragraphs[i] != NULL; i++)
    if (*g_strstrip (paragraphs[i]) != '\0')
      gtk_box_append (self->page, new_paragraph (paragraphs[i]));
  adw_window_title_set_title (self->title, title);
  gtk_widget_set_visible (self->back, TRUE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_stack_set_visible_child_name (self->stack, "page");
  gtk_widget_grab_focus (self->back);
}

static void
topic_cb (HatoHelpWindow *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "page"));

  show_page (self, g_ptr_array_index (self->pages, index));
}

static void
back_cb (HatoHelpWindow *self)
{
  gtk_widget_set_visible (self->back, FALSE);
  adw_window_title_set_title (self->title, gtk_window_get_title (GTK_WINDOW (self)));
  gtk_stack_set_visible_child_name (self->stack, "contents");
  gtk_widget_child_focus (GTK_WIDGET (self->contents), GTK_DIR_TAB_FORWARD);
}

static void
add_topic (HatoHelpWindow *self, const char *text)
{
  g_autofree char *title = dup_title (text);
  GtkWidget *button = gtk_button_new_with_label (title);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "hato-row");
  g_object_set_data (G_OBJECT (button), "page", GUINT_TO_POINTER (self->pages->len));
  g_signal_connect_object (button, "clicked", G_CALLBACK (topic_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->contents, button);
  g_ptr_array_add (self->pages, g_strdup (text));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The pages of a language, in the order of their names; FALSE = there are none. */
static gboolean
add_topics (HatoHelpWindow *self, const char *language)
{
  g_autofree char *folder = g_strconcat (FOLDER, language, "/", NULL);
  g_auto (GStrv) names =
      g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (names == NULL)
    return FALSE;

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autofree char *text =
          bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                        : NULL;

      if (text != NULL)
        add_topic (self, text);
    }
  return self->pages->len > 0;
}

/* One begins with the first page. */
static void
hato_help_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hato_help_window_parent_class)->map (widget);

  gtk_widget_grab_focus (
      gtk_widget_get_first_child (GTK_WIDGET (HATO_HELP_WINDOW (widget)->contents)));
}

static void
hato_help_window_finalize (GObject *object)
{
  g_clear_pointer (&HATO_HELP_WINDOW (object)->pages, g_ptr_array_unref);

  G_OBJECT_CLASS (hato_help_window_parent_class)->finalize (object);
}

static void
hato_help_window_class_init (HatoHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hato_help_window_finalize;
  widget_class->map = hato_help_window_map;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoHelpWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, HatoHelpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, HatoHelpWindow, back);
  gtk_widget_class_bind_template_child (widget_class, HatoHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, HatoHelpWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, HatoHelpWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
hato_help_window_init (HatoHelpWindow *self)
{
  self->pages = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

HatoHelpWindow *
hato_help_window_new (GtkWindow *parent, const HatoTranslation *translation)
{
  HatoHelpWindow *self = g_object_new (HATO_TYPE_HELP_WINDOW, "transient-for", parent, NULL);

  if (!add_topics (self, hato_translation_get_language (translation)))
    add_topics (self, LANGUAGE);
  return self;
}
