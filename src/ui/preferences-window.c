/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/preferences-window.h"

#include <glib/gi18n.h>

#include "net/resolver-ares.h"
#include "ui/button.h"
#include "ui/line-layout.h"

#define SERVERS_MAX 8u

struct _HatoPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  HatoSession *session; /* (owned) */

  AdwPreferencesGroup *group;
  GtkWidget *servers;
  GtkWidget *apply;
  GtkWidget *usual;
  GtkLabel *remark;
};

G_DEFINE_FINAL_TYPE (HatoPreferencesWindow, hato_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* What was typed, a server each; full-width letters are folded. */
static GStrv
split (const char *typed)
{
  g_autofree char *text = g_utf8_normalize (typed, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) list = g_string_new (text);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) servers = g_ptr_array_new ();

  g_string_replace (list, "、", ",", 0);
  parts = g_strsplit_set (list->str, " ,;\t", -1);
  for (gsize i = 0; parts[i] != NULL && servers->len < SERVERS_MAX; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (servers, g_strdup (parts[i]));
  g_ptr_array_add (servers, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&servers), FALSE);
}

/* Whether the resolver takes them. */
static gboolean
are_servers (GStrv servers)
{
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoResolver) resolver = NULL;

  if (servers[0] == NULL)
    return TRUE;

  settings->servers = g_strdupv (servers);
  resolver = hato_resolver_ares_new (settings, NULL);
  return resolver != NULL;
}

static void
show_remark (HatoPreferencesWindow *self, const char *remark)
{
  gtk_label_set_text (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
  if (remark != NULL)
    gtk_widget_add_css_class (self->servers, "error");
  else
    gtk_widget_remove_css_class (self->servers, "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->servers),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, remark != NULL ? remark : "",
                                  -1);
}

static void
apply_cb (HatoPreferencesWindow *self)
{
  g_auto (GStrv) servers = split (gtk_editable_get_text (GTK_EDITABLE (self->servers)));

  if (!are_servers (servers))
    {
      show_remark (self, _ ("A name server is written as an address, like 192.0.2.1 or "
                            "2001:db8::1. Separate several with commas."));
      return;
    }

  show_remark (self, NULL);
  hato_session_set_servers (self->session, (const char *const *) servers);
  gtk_widget_set_sensitive (self->usual, servers[0] != NULL);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                    adw_toast_new (servers[0] != NULL
                                                       ? _ ("These servers are asked from now on")
                                                       : _ ("The system’s servers are asked")));
}

static void
usual_cb (HatoPreferencesWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->servers), "");
  apply_cb (self);
}

static void
changed_cb (HatoPreferencesWindow *self)
{
  show_remark (self, NULL);
}

static void
hato_preferences_window_dispose (GObject *object)
{
  g_clear_object (&HATO_PREFERENCES_WINDOW (object)->session);

  G_OBJECT_CLASS (hato_preferences_window_parent_class)->dispose (object);
}

static void
hato_preferences_window_class_init (HatoPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_preferences_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (HATO_TYPE_BUTTON);
  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/hatobin/Hatobin/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoPreferencesWindow, group);
  gtk_widget_class_bind_template_child (widget_class, HatoPreferencesWindow, servers);
  gtk_widget_class_bind_template_child (widget_class, HatoPreferencesWindow, apply);
  gtk_widget_class_bind_template_child (widget_class, HatoPreferencesWindow, usual);
  gtk_widget_class_bind_template_child (widget_class, HatoPreferencesWindow, remark);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, usual_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
hato_preferences_window_init (HatoPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

HatoPreferencesWindow *
hato_preferences_window_new (GtkWindow *parent, HatoContext *context)
{
  HatoPreferencesWindow *self =
      g_object_new (HATO_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  g_auto (GStrv) servers = hato_session_dup_servers (context->session);
  g_autofree char *text = g_strjoinv (", ", servers);

  self->session = g_object_ref (context->session);
  gtk_editable_set_text (GTK_EDITABLE (self->servers), text);
  gtk_widget_set_sensitive (self->usual, servers[0] != NULL);
  if (!context->takes_servers)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->group), FALSE);
      gtk_widget_set_sensitive (self->apply, FALSE);
      adw_preferences_group_set_description (
          self->group,
          _ ("The command line with which this window was opened says what is asked."));
    }
  return self;
}
