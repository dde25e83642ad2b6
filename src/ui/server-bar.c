/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/server-bar.h"

#include "advice/typed-server.h"
#include "ui/button.h"
#include "ui/line-layout.h"

struct _HatoServerBar
{
  AdwBin parent_instance;

  HatoContext *context; /* (owned) */

  GtkEntry *entry;
  GtkLabel *remark; /* what is wrong with the text, or how it was understood */
};

enum
{
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HatoServerBar, hato_server_bar, ADW_TYPE_BIN)

/** hato_server_bar_show_remark: @remark: (nullable): under the field; an error of what stands in it, or a hint */
void
hato_server_bar_show_remark (HatoServerBar *self, const char *remark, gboolean is_error)
{
  GtkAccessible *entry = GTK_ACCESSIBLE (self->entry);

  gtk_label_set_text (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
  if (is_error)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->remark), "hato-problem");
      gtk_accessible_update_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                                   -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->remark), "hato-problem");
      gtk_accessible_reset_state (entry, GTK_ACCESSIBLE_STATE_INVALID);
    }
  gtk_accessible_update_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  remark != NULL ? remark : "", -1);
}

/** hato_server_bar_submit: as if the button were pressed: hands on what stands in the field, or says what is wrong with it */
void
hato_server_bar_submit (HatoServerBar *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoTypedServer) server = hato_typed_server_read (
      gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->context->translation, &error);

  hato_server_bar_show_remark (self, server == NULL ? error->message : NULL, server == NULL);
  if (server != NULL)
    g_signal_emit (self, signals[SUBMITTED], 0, server);
  else
    gtk_entry_grab_focus_without_selecting (self->entry);
}

static void
submit_cb (HatoServerBar *self)
{
  hato_server_bar_submit (self);
}

static void
changed_cb (HatoServerBar *self)
{
  hato_server_bar_show_remark (self, NULL, FALSE);
}

void
hato_server_bar_set_text (HatoServerBar *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/** hato_server_bar_set_context: before anything can be typed, and when it changes */
void
hato_server_bar_set_context (HatoServerBar *self, HatoContext *context)
{
  g_clear_pointer (&self->context, hato_context_unref);
  self->context = hato_context_ref (context);
}

static gboolean
hato_server_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HATO_SERVER_BAR (widget)->entry));
}

static void
hato_server_bar_dispose (GObject *object)
{
  g_clear_pointer (&HATO_SERVER_BAR (object)->context, hato_context_unref);

  G_OBJECT_CLASS (hato_server_bar_parent_class)->dispose (object);
}

static void
hato_server_bar_class_init (HatoServerBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_server_bar_dispose;
  widget_class->grab_focus = hato_server_bar_grab_focus;
  signals[SUBMITTED] = g_signal_new ("submitted", HATO_TYPE_SERVER_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  g_type_ensure (HATO_TYPE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/server-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoServerBar, entry);
  gtk_widget_class_bind_template_child (widget_class, HatoServerBar, remark);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
hato_server_bar_init (HatoServerBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
