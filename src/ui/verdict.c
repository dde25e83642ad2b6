/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/verdict.h"

#include <glib/gi18n.h>

struct _HatoVerdict
{
  GtkWidget parent_instance;

  GtkWidget *image;
  GtkWidget *word;
};

G_DEFINE_FINAL_TYPE (HatoVerdict, hato_verdict, GTK_TYPE_WIDGET)

/* Shape, word, colour (style.css). */
static const struct
{
  const char *icon_name;
  const char *word;
  const char *css_class;
} looks[] = {
  [HATO_LEVEL_PROBLEM] = { "hato-problem-symbolic", N_ ("Needs action"), "hato-problem" },
  [HATO_LEVEL_CAUTION] = { "hato-caution-symbolic", N_ ("Caution"), "hato-caution" },
  [HATO_LEVEL_ADVICE] = { "hato-advice-symbolic", N_ ("Recommended"), "hato-advice" },
  [HATO_LEVEL_UNCHECKED] = { "hato-unchecked-symbolic", N_ ("Not checked"), "hato-unchecked" },
  [HATO_LEVEL_OK] = { "hato-ok-symbolic", N_ ("In order"), "hato-ok" },
  [HATO_LEVEL_NOT_APPLICABLE] = { "hato-not-applicable-symbolic", N_ ("Does not apply"),
                                  "hato-not-applicable" },
};

/** hato_verdict_style: gives @widget the colour of @level and of no other. */
void
hato_verdict_style (GtkWidget *widget, HatoLevel level)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (widget, looks[i].css_class);
  gtk_widget_add_css_class (widget, looks[level].css_class);
}

/** hato_verdict_get_icon_name: (transfer none): the shape of @level. */
const char *
hato_verdict_get_icon_name (HatoLevel level)
{
  return looks[level].icon_name;
}

void
hato_verdict_set_level (HatoVerdict *self, HatoLevel level)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), looks[level].icon_name);
  gtk_label_set_text (GTK_LABEL (self->word), _ (looks[level].word));
  hato_verdict_style (GTK_WIDGET (self), level);
}

/** hato_verdict_set_waiting: there is no verdict: it is still being looked for, or that was @stopped. */
void
hato_verdict_set_waiting (HatoVerdict *self, gboolean stopped)
{
  hato_verdict_set_level (self, HATO_LEVEL_UNCHECKED);
  if (stopped)
    return;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), "hato-checking-symbolic");
  gtk_label_set_text (GTK_LABEL (self->word), _ ("Checking…"));
}

/** hato_verdict_get_word: (transfer none): the word that stands there now. */
const char *
hato_verdict_get_word (HatoVerdict *self)
{
  return gtk_label_get_text (GTK_LABEL (self->word));
}

static void
hato_verdict_dispose (GObject *object)
{
  HatoVerdict *self = HATO_VERDICT (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->word, gtk_widget_unparent);

  G_OBJECT_CLASS (hato_verdict_parent_class)->dispose (object);
}

static void
hato_verdict_class_init (HatoVerdictClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_verdict_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "verdict");
}

static void
hato_verdict_init (HatoVerdict *self)
{
  self->image = gtk_image_new ();
  self->word = gtk_label_new (NULL);
  gtk_widget_set_valign (self->image, GTK_ALIGN_BASELINE);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_parent (self->word, GTK_WIDGET (self));
  hato_verdict_set_waiting (self, FALSE);
}

HatoVerdict *
hato_verdict_new (HatoLevel level)
{
  HatoVerdict *self = g_object_new (HATO_TYPE_VERDICT, NULL);

  hato_verdict_set_level (self, level);
  return self;
}
