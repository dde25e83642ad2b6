/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/headline.h"

#include <glib/gi18n.h>

#include "advice/where.h"
#include "base/foreign-text.h"
#include "ui/button.h"
#include "ui/line-layout.h"
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
  GtkLabel *where;
  GtkLabel *how_long;
  GtkButton *button;

  HatoContext *context; /* (owned) (nullable) */
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
  set_line (self->where, NULL);
  set_line (self->how_long, NULL);
  gtk_button_set_label (self->button, button);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->card), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, advice != NULL ? advice : "",
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* "about 25 minutes" */
static char *
dup_duration (guint32 seconds)
{
  guint minutes = MAX ((seconds + 59) / 60, 1);

  if (minutes < 60)
    return g_strdup_printf (ngettext ("about %u minute", "about %u minutes", minutes), minutes);

  return g_strdup_printf (ngettext ("about %u hour", "about %u hours", (minutes + 30) / 60),
                          (minutes + 30) / 60);
}

/* What the owner has to change, and where; only what the evidence carries. */
static void
show_where (HatoHeadline *self, const HatoCase *shown)
{
  const char *language = hato_translation_get_language (self->context->translation);
  g_autofree char *place = NULL;
  g_autofree char *time = NULL;
  HatoWhere where;

  hato_where_find (shown, self->context->providers, &where);
  if (where.provider != NULL)
    {
      const char *name =
          g_str_equal (language, "ja") ? where.provider->name_ja : where.provider->name_en;

      place =
          where.provider->panel.path != NULL
              /* Translators: company, and the way through its panel */
              ? g_strdup_printf (_ ("Where: the panel of %s: %s"), name, where.provider->panel.path)
              : g_strdup_printf (_ ("Where: the panel of %s"), name);
    }
  else if (where.name_server != NULL)
    {
      g_autofree char *name = hato_foreign_line (where.name_server);

      place = g_strdup_printf (_ ("Where: at the company that runs the name server %s"), name);
    }
  set_line (self->where, place);
  if (where.ttl > 0)
    {
      g_autofree char *duration = dup_duration (where.ttl);

      time =
          g_strdup_printf (_ ("How long: after the change, old copies are gone in %s"), duration);
    }
  set_line (self->how_long, time);
}

/* What a screen reader says after the headline itself. */
static void
describe (HatoHeadline *self)
{
  GtkLabel *const labels[] = { self->advice, self->who, self->where, self->how_long };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (labels[i])))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              gtk_label_get_text (labels[i]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

/** hato_headline_show_case: the verdict of @shown: the cause, what to do, who does it, where, and how long it takes. */
void
hato_headline_show_case (HatoHeadline *self, const HatoCase *shown)
{
  const HatoTranslation *translation = self->context->translation;
  g_autofree char *text = hato_case_dup_headline (shown, translation);
  g_autofree char *advice = hato_case_dup_action (shown, translation);
  const char *who = who_lines[shown->wording.who];

  /* what a mail does not tell, it does not tell later either */
  if (shown->leading != NULL
      && (shown->level != HATO_LEVEL_UNCHECKED || shown->leading == shown->bounce))
    hato_headline_show (self, shown->level, text, advice, _ ("See details"), "check.details");
  else
    hato_headline_show (self, shown->level, text, advice, _ ("Check again"), "win.again");
  if (shown->level <= HATO_LEVEL_CAUTION && who != NULL)
    {
      set_line (self->who, _ (who));
      if (shown->wording.who == HATO_WHO_YOU)
        show_where (self, shown);
    }
  describe (self);
}

/** hato_headline_set_context: whose language is spoken, and whose catalogues are known */
void
hato_headline_set_context (HatoHeadline *self, HatoContext *context)
{
  g_clear_pointer (&self->context, hato_context_unref);
  self->context = hato_context_ref (context);
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

/* GTK 4.8 leads back from a box that has the focus into its own last child, and so round for ever. */
static gboolean
hato_headline_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (direction == GTK_DIR_TAB_BACKWARD && gtk_widget_is_focus (HATO_HEADLINE (widget)->card))
    return FALSE;

  return GTK_WIDGET_CLASS (hato_headline_parent_class)->focus (widget, direction);
}

static void
hato_headline_dispose (GObject *object)
{
  g_clear_pointer (&HATO_HEADLINE (object)->context, hato_context_unref);

  G_OBJECT_CLASS (hato_headline_parent_class)->dispose (object);
}

static void
hato_headline_class_init (HatoHeadlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_headline_dispose;
  widget_class->focus = hato_headline_focus;
  widget_class->grab_focus = hato_headline_grab_focus;
  g_type_ensure (HATO_TYPE_BUTTON);
  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/headline.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, card);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, sample);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, image);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, text);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, advice);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, who);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, where);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, how_long);
  gtk_widget_class_bind_template_child (widget_class, HatoHeadline, button);
}

static void
hato_headline_init (HatoHeadline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
