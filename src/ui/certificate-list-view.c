/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/certificate-list-view.h"

#include <glib/gi18n.h>

#include "advice/certificate-list.h"
#include "base/foreign-text.h"
#include "report/renewal-calendar.h"
#include "ui/button.h"
#include "ui/save-file.h"

#define ROWS_MAX 100u

struct _HatoCertificateListView
{
  AdwBin parent_instance;

  HatoCertificateList *list; /* (owned) (nullable) */
  HatoRun *run;              /* (owned) (nullable): what @list is of */

  GtkBox *rows;
};

G_DEFINE_FINAL_TYPE (HatoCertificateListView, hato_certificate_list_view, ADW_TYPE_BIN)

static char *
dup_date (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  /* Translators: a date for people, as g_date_time_format () reads it. xgettext:no-c-format */
  return local != NULL ? g_date_time_format (local, _ ("%-d %b %Y")) : g_strdup ("–");
}

/* "64 days left, until 27 Jan 2027" */
static char *
dup_time_left (const HatoListedCertificate *certificate)
{
  g_autofree char *date = dup_date (certificate->ends);
  int days = certificate->days_left;

  if (days < 0)
    return g_strdup_printf (_ ("ran out on %s"), date);

  return g_strdup_printf (
      ngettext ("%d day left, until %s", "%d days left, until %s", (gulong) days), days, date);
}

static void
append_label (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

static void
append_row (HatoCertificateListView *self, const HatoListedCertificate *certificate)
{
  GtkBox *row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  g_autofree char *name = hato_foreign_line (certificate->name);
  g_autofree char *issuer = hato_foreign_line (certificate->issuer);
  g_autofree char *time_left = dup_time_left (certificate);
  g_autofree char *who = hato_renewal_dup_who (certificate, self->run->context->translation);
  g_autofree char *from = g_strdup_printf (_ ("Issued by %s."), issuer);

  append_label (row, name, "heading");
  append_label (row, time_left, certificate->days_left < 0 ? "hato-problem" : "numeric");
  append_label (row, from, "hato-state");
  append_label (row, who, "hato-state");
  gtk_widget_add_css_class (GTK_WIDGET (row), "hato-certificate");
  gtk_box_append (self->rows, GTK_WIDGET (row));
}

/** hato_certificate_list_view_show: the certificates in @checkup (nullable) of the doors that @run (nullable) tried; the view is hidden where there are none */
void
hato_certificate_list_view_show (HatoCertificateListView *self, HatoCheckup *checkup, HatoRun *run)
{
  g_autoptr (HatoCertificateList) list =
      checkup != NULL ? hato_certificate_list_new (checkup, run->context->providers) : NULL;
  gboolean any = list != NULL && list->certificates->len > 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
  g_clear_pointer (&self->list, hato_certificate_list_unref);
  g_clear_pointer (&self->run, hato_run_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), any);
  if (!any)
    return;

  self->list = g_steal_pointer (&list);
  self->run = hato_run_ref (run);
  for (guint i = 0; i < MIN (self->list->certificates->len, ROWS_MAX); i++)
    append_row (self, g_ptr_array_index (self->list->certificates, i));
}

/* Named by what was checked and when, and by nothing of this computer. */
static void
save_cb (HatoCertificateListView *self)
{
  g_autoptr (GBytes) bytes =
      hato_renewal_calendar_write (self->list, self->run->started, self->run->context->translation);
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_local (self->run->started / G_USEC_PER_SEC);
  g_autofree char *date = g_date_time_format (time, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("%s-%s.ics", self->run->subject->domain, date);

  hato_save_file (GTK_WIDGET (self), _ ("Save Reminders"), name, bytes);
}

static void
hato_certificate_list_view_dispose (GObject *object)
{
  HatoCertificateListView *self = HATO_CERTIFICATE_LIST_VIEW (object);

  g_clear_pointer (&self->list, hato_certificate_list_unref);
  g_clear_pointer (&self->run, hato_run_unref);

  G_OBJECT_CLASS (hato_certificate_list_view_parent_class)->dispose (object);
}

static void
hato_certificate_list_view_class_init (HatoCertificateListViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_certificate_list_view_dispose;
  g_type_ensure (HATO_TYPE_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/hatobin/Hatobin/ui/certificate-list-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoCertificateListView, rows);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
hato_certificate_list_view_init (HatoCertificateListView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
