/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/notice.h"

#include "ui/button.h"
#include "ui/line-layout.h"

struct _HatoNotice
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (HatoNotice, hato_notice, ADW_TYPE_BIN)

/**
 * hato_notice_show:
 * @text: a sentence
 * @button: what can be done about it
 * @action: the detailed name of the action that does it
 */
void
hato_notice_show (HatoNotice *self, const char *text, const char *button, const char *action)
{
  gtk_label_set_text (self->label, text);
  gtk_button_set_label (self->button, button);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
hato_notice_hide (HatoNotice *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
hato_notice_class_init (HatoNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  g_type_ensure (HATO_TYPE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/notice.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, HatoNotice, label);
  gtk_widget_class_bind_template_child (widget_class, HatoNotice, button);
}

static void
hato_notice_init (HatoNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
