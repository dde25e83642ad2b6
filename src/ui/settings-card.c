/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/settings-card.h"

#include <glib/gi18n.h>
#include <string.h>

#include "advice/mail-settings.h"
#include "ui/copy-row.h"

struct _HatoSettingsCard
{
  AdwBin parent_instance;

  HatoMailSettings *settings; /* (owned) (nullable) */

  GtkBox *programs;
  GtkBox *fields;
};

G_DEFINE_FINAL_TYPE (HatoSettingsCard, hato_settings_card, ADW_TYPE_BIN)

/* What a program calls the fields that are filled in. */
typedef struct
{
  const char *name;
  const char *incoming;
  const char *outgoing;
  const char *server;
  const char *port;
  const char *encryption;
  const char *at_once;        /* TLS from the first byte */
  const char *after_greeting; /* STARTTLS */
  const char *user;
} Words;

static const Words words[] = {
  /* Translators: from here on, as the mail program Outlook itself has it */
  { "Outlook", N_ ("Incoming mail"), N_ ("Outgoing mail"), N_ ("Server"), N_ ("Port"),
    N_ ("Encryption method"), "SSL/TLS", "STARTTLS", N_ ("User name") },
  /* Translators: from here on, as the mail program Thunderbird itself has it */
  { "Thunderbird", N_ ("Incoming Server"), N_ ("Outgoing Server"), N_ ("Hostname"), N_ ("Port"),
    N_ ("Connection security"), "SSL/TLS", "STARTTLS", N_ ("Username") },
  /* Translators: from here on, as the iPhone itself has it */
  { "iPhone", N_ ("Incoming Mail Server"), N_ ("Outgoing Mail Server"), N_ ("Host Name"),
    N_ ("Server Port"), N_ ("Use SSL"), N_ ("On"), N_ ("On"), N_ ("User Name") },
};

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
append_row (GtkBox *box, const char *name, const char *value, gboolean is_typed)
{
  gtk_box_append (box, GTK_WIDGET (hato_copy_row_new (name, value, is_typed)));
}

/* What is typed for one server; NULL where none is known. */
static GtkBox *
new_fields (const Words *program, const HatoMailSetting *setting)
{
  g_autofree char *port = g_strdup_printf ("%u", setting->port);
  gboolean is_switch = strcmp (program->at_once, program->after_greeting) == 0;
  GtkBox *box;

  if (setting->server == NULL)
    return NULL;

  box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  append_row (box, _ (program->server), setting->server, TRUE);
  append_row (box, _ (program->port), port, TRUE);
  append_row (box, _ (program->encryption),
              setting->starttls ? _ (program->after_greeting) : _ (program->at_once), !is_switch);
  return box;
}

static void
append_setting (HatoSettingsCard *self,
                const Words *program,
                HatoMailPurpose purpose,
                const char *heading,
                const char *way)
{
  GtkBox *fields = new_fields (program, &self->settings->settings[purpose]);
  g_autofree char *title = g_strdup_printf ("%s (%s)", heading, way);

  if (fields == NULL)
    return;

  gtk_box_append (self->fields, new_label (title, "heading"));
  gtk_box_append (self->fields, GTK_WIDGET (fields));
}

/* A person fetches mail in one way; the older one is folded up where there are both. */
static void
append_pop (HatoSettingsCard *self, const Words *program)
{
  GtkBox *fields = new_fields (program, &self->settings->settings[HATO_MAIL_POP]);
  g_autofree char *title =
      g_strdup_printf (_ ("%s (POP), if you use that instead of IMAP"), _ (program->incoming));
  GtkWidget *expander;

  if (fields == NULL)
    return;

  expander = gtk_expander_new (NULL);
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), new_label (title, NULL));
  gtk_expander_set_child (GTK_EXPANDER (expander), GTK_WIDGET (fields));
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_box_append (self->fields, expander);
}

static void
show_words (HatoSettingsCard *self, const Words *program)
{
  gboolean has_imap = self->settings->settings[HATO_MAIL_IMAP].server != NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->fields))) != NULL)
    gtk_box_remove (self->fields, child);
  append_setting (self, program, HATO_MAIL_IMAP, _ (program->incoming), "IMAP");
  if (!has_imap)
    append_setting (self, program, HATO_MAIL_POP, _ (program->incoming), "POP");
  append_setting (self, program, HATO_MAIL_SENDING, _ (program->outgoing), "SMTP");
  /* the person's own, which is known to nobody here: what stands there is to be read */
  append_row (self->fields, _ (program->user),
              self->settings->user_is_address ? _ ("Your whole mail address")
                                              : _ ("As a rule your whole mail address"),
              FALSE);
  if (has_imap)
    append_pop (self, program);
}

static void
toggled_cb (GtkToggleButton *button, HatoSettingsCard *self)
{
  if (gtk_toggle_button_get_active (button) && self->settings != NULL)
    show_words (self, g_object_get_data (G_OBJECT (button), "words"));
}

/* One button a program, of which one is pressed. */
static void
make_programs (HatoSettingsCard *self)
{
  GtkToggleButton *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();
      GtkWidget *label = new_label (words[i].name, NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      words[i].name, -1);
      gtk_widget_add_css_class (button, "hato-program");
      gtk_widget_set_hexpand (button, TRUE);
      g_object_set_data (G_OBJECT (button), "words", (gpointer) &words[i]);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (self->programs, button);
    }
  gtk_toggle_button_set_active (first, TRUE);
}

static const Words *
get_words (HatoSettingsCard *self)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->programs)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
      return g_object_get_data (G_OBJECT (button), "words");

  return &words[0];
}

/** hato_settings_card_show: what @checkup (nullable) of the doors that @run (nullable) tried proved; the card is hidden where that is nothing */
void
hato_settings_card_show (HatoSettingsCard *self, HatoCheckup *checkup, HatoRun *run)
{
  g_autoptr (HatoMailSettings) settings =
      checkup != NULL ? hato_mail_settings_new (checkup, run->context->providers) : NULL;
  gboolean any = settings != NULL && !hato_mail_settings_is_empty (settings);

  g_clear_pointer (&self->settings, hato_mail_settings_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), any);
  if (!any)
    return;

  self->settings = g_steal_pointer (&settings);
  show_words (self, get_words (self));
}

static void
hato_settings_card_dispose (GObject *object)
{
  g_clear_pointer (&HATO_SETTINGS_CARD (object)->settings, hato_mail_settings_unref);

  G_OBJECT_CLASS (hato_settings_card_parent_class)->dispose (object);
}

static void
hato_settings_card_class_init (HatoSettingsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_settings_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/settings-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoSettingsCard, programs);
  gtk_widget_class_bind_template_child (widget_class, HatoSettingsCard, fields);
}

static void
hato_settings_card_init (HatoSettingsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_programs (self);
}
