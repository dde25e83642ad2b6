/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/server-check.h"

#include <glib/gi18n.h>

#include "tls/tls-check.h"
#include "ui/certificate-list-view.h"
#include "ui/settings-card.h"

struct _HatoServerCheck
{
  HatoCheckPage parent_instance;

  GtkLabel *heading;
  HatoSettingsCard *settings;
  GtkWidget *appendix;
  HatoCertificateListView *certificates;
};

G_DEFINE_FINAL_TYPE (HatoServerCheck, hato_server_check, HATO_TYPE_CHECK_PAGE)

static gpointer
hato_server_check_new_input (HatoRun *run)
{
  HatoTlsInput *input =
      hato_tls_input_new (run->subject->host, run->resolver, run->started, run->timeout);

  hato_tls_input_add_mail_program_doors (input);
  input->subject = hato_subject_copy (run->subject);
  input->only = run->only != NULL ? hato_endpoint_id_parse (run->only) : NULL;
  return input;
}

static gpointer
hato_server_check_work (HatoJob *job, gconstpointer input, GError **error)
{
  return hato_tls_check_run (job, input, error);
}

static void
hato_server_check_start (HatoPage *page, HatoRun *run)
{
  HatoServerCheck *self = HATO_SERVER_CHECK (page);
  /* Translators: heading: the name of a server */
  g_autofree char *heading = g_strdup_printf (_ ("In your mail program: %s"), run->subject->host);

  gtk_label_set_text (self->heading, heading);

  HATO_PAGE_CLASS (hato_server_check_parent_class)->start (page, run);
}

static void
hato_server_check_show_checkup (HatoCheckPage *page, HatoCheckup *checkup, HatoRun *run)
{
  HatoServerCheck *self = HATO_SERVER_CHECK (page);

  hato_settings_card_show (self->settings, checkup, run);
  hato_certificate_list_view_show (self->certificates, checkup, run);
}

/** hato_server_check_set_beside_domain: whether a domain's servers stand below: whose is whose is said, and they list all
 * certificates. */
void
hato_server_check_set_beside_domain (HatoServerCheck *self, gboolean is_beside)
{
  gtk_widget_set_visible (GTK_WIDGET (self->heading), is_beside);
  gtk_widget_set_visible (self->appendix, !is_beside);
}

static void
hato_server_check_class_init (HatoServerCheckClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HatoPageClass *page_class = HATO_PAGE_CLASS (klass);
  HatoCheckPageClass *check_class = HATO_CHECK_PAGE_CLASS (klass);

  page_class->part = HATO_PART_TLS;
  page_class->start = hato_server_check_start;
  check_class->new_input = hato_server_check_new_input;
  check_class->input_free = (GDestroyNotify) hato_tls_input_unref;
  check_class->work = hato_server_check_work;
  check_class->is_inner = TRUE;
  check_class->has_own_verdict = TRUE;
  check_class->show_checkup = hato_server_check_show_checkup;

  g_type_ensure (HATO_TYPE_SETTINGS_CARD);
  g_type_ensure (HATO_TYPE_CERTIFICATE_LIST_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/server-check.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoServerCheck, heading);
  gtk_widget_class_bind_template_child (widget_class, HatoServerCheck, settings);
  gtk_widget_class_bind_template_child (widget_class, HatoServerCheck, appendix);
  gtk_widget_class_bind_template_child (widget_class, HatoServerCheck, certificates);
}

static void
hato_server_check_init (HatoServerCheck *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
