/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/headline.h"

#include <glib/gi18n.h>

#include "ui/verdict.h"

struct _HatoHeadline
{
  AdwBin parent_instance;

  GtkWidget *card;
  GtkWidget *sample;
  GtkImage *image;
  GtkLabel *text;
  GtkLabel *advice;
  GtkLabel *who;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (HatoHeadline, hato_headline, ADW_TYPE_BIN)

/* Who has to act; NULL = nobody, which the advice says. */
static const char *const who_lines[] = {
  [HATO_WHO_YOU] = N_ ("Who: you, or the person who looks after your domain"),
  [HATO_WHO_HOST] = N_ ("Who: the company that runs your mail server"),
  [HATO_WHO_SENDING_SERVICE] = N_ ("Who: the service that sends for you"),
  [HATO_WHO_FORWARDER] = N_ ("Who: the person who set up the forwarding"),
  [HATO_WHO_RECIPIENT] = N_ ("Who: the recipient"),
  [HATO_WHO_RECEIVER] = N_ ("Who: the company that received the mail"),
  [HATO_WHO_NOBODY] = NULL,
};

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/**
 * hato_headline_show:
 * @text: what is the case
 * @advice: (nullable): what to do
 * @button: the one button
 * @action: the detailed name of its action
 */
void
hato_headline_show (HatoHeadline *self,
                    HatoLevel level,
                    const char *text,
                    const char *advice,
                    const char *button,
                    const char *action)
{
  gtk_image_set_from_icon_name (self->image, hato_verdict_get_icon_name (level));
  hato_verdict_style (GTK_WIDGET (self->image), level);
  gtk_label_set_text (self->text, text);
  set_line (self->advice, advice);
  set_line (self->who, NULL);
  gtk_button_set_label (self->button, button);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->card), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, advice != NULL ? advice : "",
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
hato_headline_show_case (HatoHeadline *self,
                         const HatoCase *shown,
                         const HatoTranslation *translation)
{
  g_autofree char *text = hato_case_dup_headline (shown, translation);
  g_autofree char *advice = hato_case_dup_action (shown, translation);
  const char *who = who_lines[shown->wording.who];

  if (shown->leading != NULL && shown->level != HATO_LEVEL_UNCHECKED)
    hato_headline_show (self, shown->level, text, advice, _ ("See details"), "check.details");
  else
    hato_headline_show (self, shown->level, text, advice, _ ("Check again"), "win.again");
  if (shown->level <= HATO_LEVEL_CAUTION && who != NULL)
    set_line (self->who, _ (who));
}

/** hato_headline_set_sample: whether the result is about the sample, and is labelled so. */
void
hato_headline_set_sample (HatoHeadline *self, gboolean is_sample)
{
  gtk_widget_set_visible (self->sample, is_sample);
}

static gboolean
hato_headline_grab_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL)
    return FALSE;

  gtk_root_set_focus (root, HATO_HEADLINE (widget)->card);
  return TRUE;
}

static void
hato_headline_class_init (HatoHeadlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = hato_headline_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/headline.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, card);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, sample);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, image);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, text);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, advice);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, who);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, button);
}

static void
hato_headline_init (HatoHeadline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
