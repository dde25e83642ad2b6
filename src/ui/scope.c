/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/scope.h"

#include <glib/gi18n.h>
#include <string.h>

#include "findings/wording.h"

struct _HatoScope
{
  AdwBin parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (HatoScope, hato_scope, ADW_TYPE_BIN)

/* The server, where one alone was asked for. Both forms of a name: what looks like another may be written so on purpose. */
static void
append_subject (GString *text, const HatoSubject *subject)
{
  if (subject->host != NULL)
    g_string_append (text, subject->host);
  else if (strcmp (subject->domain, subject->unicode) == 0)
    g_string_append (text, subject->domain);
  else
    g_string_append_printf (text, "%s (%s)", subject->unicode, subject->domain);
}

static void
append_circumstances (GString *text, const HatoCheckup *checkup, const HatoRun *run)
{
  const HatoSettings *settings = run->context->settings;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (checkup->started / G_USEC_PER_SEC);
  /* Translators: a date and time for people, as g_date_time_format () reads it. xgettext:no-c-format */
  g_autofree char *when = g_date_time_format (time, _ ("%-d %b %Y %H:%M"));

  g_string_append_c (text, '\n');
  if (run->is_sample)
    g_string_append_printf (text,
                            _ ("%s, sample. These are made-up data that came with the program; "
                               "nothing was asked for on the network."),
                            when);
  else if (settings->zone != NULL)
    g_string_append_printf (
        text,
        _ ("%s, answered from a file. No mail was sent, and nothing was asked for on the network."),
        when);
  else
    g_string_append_printf (text,
                            _ ("%s, from this computer. No mail was sent anywhere; only names and "
                               "server data were asked for."),
                            when);

  if (!run->is_sample && settings->zone == NULL && settings->servers != NULL)
    {
      g_autofree char *servers = g_strjoinv (", ", settings->servers);

      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Name servers asked: %s"), servers);
    }
}

/* Points that could not be checked; where that is all of them the headline says so. */
static void
append_unchecked (GString *text, const HatoCheckup *checkup, const HatoTranslation *translation)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n_unchecked = 0;

  for (guint i = 0; i < checkup->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (checkup->items, i);
      g_autofree char *title = NULL;

      if (item->level != HATO_LEVEL_UNCHECKED)
        continue;
      title = hato_wording_dup_title (translation, item->id);
      g_string_append (list, n_unchecked++ > 0 ? _ ("; ") : "");
      g_string_append (list, title);
    }
  if (n_unchecked == 0 || n_unchecked == checkup->items->len)
    return;

  /* Translators: a list of points follows */
  g_string_append_printf (text, "\n%s%s", _ ("Could not be checked: "), list->str);
}

/** hato_scope_show: @run: how @checkup was made */
void
hato_scope_show (HatoScope *self, const HatoCheckup *checkup, const HatoRun *run)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_subject (text, checkup->subject);
  append_circumstances (text, checkup, run);
  append_unchecked (text, checkup, run->context->translation);
  gtk_label_set_text (self->label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
hato_scope_class_init (HatoScopeClass *klass)
{
}

static void
hato_scope_init (HatoScope *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_attributes (self->label, attributes);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "hato-state");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
  pango_attr_list_unref (attributes);
}
