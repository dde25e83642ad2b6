/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/domain-bar.h"

#include <glib/gi18n.h>

#include "base/smart-input.h"
#include "ui/button.h"
#include "ui/line-layout.h"

#define CHARACTER_MAX 6u /* bytes: a last character that does not fit is left out */

struct _HatoDomainBar
{
  AdwBin parent_instance;

  HatoContext *context; /* (owned) */
  gboolean is_edited;   /* since the last time that it was submitted or set */
  gboolean is_answered; /* a result stands below, and says itself what hindered it */

  GtkEntry *entry;
  GtkLabel *remark; /* what is wrong with the text, or how it was understood */
};

enum
{
  SUBMITTED,
  MAIL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HatoDomainBar, hato_domain_bar, ADW_TYPE_BIN)

/* Why the button can do little now; NULL = it can. */
static const char *
get_hindrance (HatoDomainBar *self)
{
  const HatoSettings *settings = self->context != NULL ? self->context->settings : NULL;

  if (self->is_answered || settings == NULL || settings->zone != NULL || settings->servers != NULL
      || g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    return NULL;

  return _ ("This computer is not connected to a network: connect it, or try the sample.");
}

static void
show_remark (HatoDomainBar *self, const char *remark, gboolean is_error)
{
  const char *text = remark != NULL ? remark : get_hindrance (self);

  gtk_label_set_text (self->remark, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), text != NULL);
  if (is_error)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->remark), "hato-problem");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->remark), "hato-problem");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

/* A field of GTK holds no more, and what stands behind that is lost without a word. */
static gboolean
is_cut (HatoDomainBar *self)
{
  return gtk_entry_buffer_get_bytes (gtk_entry_get_buffer (self->entry)) + CHARACTER_MAX
         >= GTK_ENTRY_BUFFER_MAX_SIZE;
}

static const char *
get_cut_remark (void)
{
  return _ ("This text is too long for this field, and its end is missing. Paste it on the tab "
            "“Bounce”, or open its file there.");
}

/** hato_domain_bar_submit: as if the button were pressed: checks what stands in the field, or says what is wrong with it. */
void
hato_domain_bar_submit (HatoDomainBar *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSmartInput) input = hato_smart_input_read (
      gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->context->translation, &error);
  g_autoptr (HatoSubject) subject = NULL;

  if (input == NULL || is_cut (self))
    {
      show_remark (self, is_cut (self) ? get_cut_remark () : error->message, TRUE);
      gtk_entry_grab_focus_without_selecting (self->entry);
      return;
    }
  if (input->domain == NULL)
    {
      g_autofree char *mail = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

      hato_domain_bar_set_text (self, "");
      g_signal_emit (self, signals[MAIL], 0, mail);
      return;
    }

  self->is_answered = TRUE;
  self->is_edited = FALSE;
  show_remark (self, input->note, FALSE);
  subject = hato_subject_new (input->domain->ascii, input->domain->unicode);
  g_signal_emit (self, signals[SUBMITTED], 0, subject);
}

static void
submit_cb (HatoDomainBar *self)
{
  hato_domain_bar_submit (self);
}

static void
changed_cb (HatoDomainBar *self)
{
  self->is_edited = TRUE;
  self->is_answered = FALSE;
  show_remark (self, is_cut (self) ? get_cut_remark () : NULL, is_cut (self));
}

static void
network_changed_cb (HatoDomainBar *self)
{
  show_remark (self, NULL, FALSE);
}

/** hato_domain_bar_is_edited: whether somebody typed since the last submission. */
gboolean
hato_domain_bar_is_edited (HatoDomainBar *self)
{
  return self->is_edited;
}

void
hato_domain_bar_set_text (HatoDomainBar *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->is_edited = FALSE;
}

/** hato_domain_bar_set_context: before anything can be typed, and when it changes. */
void
hato_domain_bar_set_context (HatoDomainBar *self, HatoContext *context)
{
  if (self->context == NULL)
    g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                             G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  g_clear_pointer (&self->context, hato_context_unref);
  self->context = hato_context_ref (context);
  network_changed_cb (self);
}

static gboolean
hato_domain_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HATO_DOMAIN_BAR (widget)->entry));
}

static void
hato_domain_bar_dispose (GObject *object)
{
  g_clear_pointer (&HATO_DOMAIN_BAR (object)->context, hato_context_unref);

  G_OBJECT_CLASS (hato_domain_bar_parent_class)->dispose (object);
}

static void
hato_domain_bar_class_init (HatoDomainBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_domain_bar_dispose;
  widget_class->grab_focus = hato_domain_bar_grab_focus;

  signals[SUBMITTED] = g_signal_new ("submitted", HATO_TYPE_DOMAIN_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[MAIL] = g_signal_new ("mail", HATO_TYPE_DOMAIN_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  g_type_ensure (HATO_TYPE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/domain-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoDomainBar, entry);
  gtk_widget_class_bind_template_child (widget_class, HatoDomainBar, remark);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
hato_domain_bar_init (HatoDomainBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
