/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/tls-page.h"

#include <glib/gi18n.h>

#include "advice/typed-server.h"
#include "base/domain-name.h"
#include "tls/tls-check.h"
#include "ui/certificate-list-view.h"
#include "ui/server-bar.h"
#include "ui/server-check.h"
#include "ui/settings-card.h"

struct _HatoTlsPage
{
  HatoCheckPage parent_instance;

  HatoSubject *known; /* (owned) (nullable): the domain that the window is about */
  HatoSubject *asked; /* (owned) (nullable): what was asked for here, and is shown */

  GtkWidget *intro;
  HatoServerBar *bar;
  HatoPage *server;
  GtkLabel *heading; /* of the domain's servers, below the one that was asked for */
  HatoSettingsCard *settings;
  HatoCertificateListView *certificates;
};

G_DEFINE_FINAL_TYPE (HatoTlsPage, hato_tls_page, HATO_TYPE_CHECK_PAGE)

/* ---- the check ---- */

static gpointer
hato_tls_page_new_input (HatoRun *run)
{
  HatoTlsInput *input = hato_tls_input_new_for_domain (
      run->subject->domain, run->context->providers, run->resolver, run->started, run->timeout);

  input->subject = hato_subject_copy (run->subject);
  input->only = run->only != NULL ? hato_endpoint_id_parse (run->only) : NULL;
  return input;
}

static gpointer
hato_tls_page_work (HatoJob *job, gconstpointer input, GError **error)
{
  return hato_tls_check_run (job, input, error);
}

/* ---- its own field ---- */

/* What a server alone is about: the domain that it belongs to. */
static HatoSubject *
new_subject_for_host (const char *host)
{
  const char *registered = hato_domain_name_get_registered (host);
  g_autoptr (HatoDomainName) name =
      registered != NULL ? hato_domain_name_new (registered, NULL) : NULL;

  return name != NULL ? hato_subject_new (name->ascii, name->unicode)
                      : hato_subject_new (host, host);
}

static void
submitted_cb (HatoTlsPage *self, HatoTypedServer *server)
{
  g_autoptr (HatoSubject) subject = NULL;

  if (server->host == NULL && self->known == NULL)
    {
      hato_server_bar_show_remark (
          self->bar,
          _ ("This warning means: the server name in the mail program is not the one of the "
             "certificate. Type that server name here; it stands in the account settings."),
          FALSE);
      gtk_widget_grab_focus (GTK_WIDGET (self->bar));
      return;
    }

  subject =
      self->known != NULL ? hato_subject_copy (self->known) : new_subject_for_host (server->host);
  g_free (subject->host);
  subject->host = g_strdup (server->host);
  hato_page_submit (HATO_PAGE (self), subject);
}

/* What was asked for here is the case where there is no domain; beside one it is a case of its own. */
static void
server_finished_cb (HatoTlsPage *self, HatoCheckup *checkup)
{
  if (self->known == NULL)
    hato_page_finish (HATO_PAGE (self), checkup);
  else
    hato_page_show_case (self->server, NULL, TRUE,
                         gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL);
}

static void
server_attention_cb (HatoTlsPage *self)
{
  gboolean needs_attention;

  g_object_get (self->server, "needs-attention", &needs_attention, NULL);
  if (self->known == NULL || needs_attention)
    hato_page_set_needs_attention (HATO_PAGE (self), needs_attention);
}

/* Whose rows are whose: the server's stand above the domain's, which stay. */
static void
show_sections (HatoTlsPage *self)
{
  gboolean both = self->known != NULL && self->asked != NULL;
  /* Translators: heading: a domain */
  g_autofree char *heading =
      g_strdup_printf (_ ("All servers of %s"), self->known != NULL ? self->known->unicode : "");

  gtk_label_set_text (self->heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), both);
  gtk_widget_set_visible (GTK_WIDGET (self->server), self->asked != NULL);
  hato_server_check_set_beside_domain (HATO_SERVER_CHECK (self->server), both);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->settings)), !both);
  gtk_widget_set_visible (self->intro, self->known == NULL && self->asked == NULL);
}

/* ---- the page ---- */

static void
hato_tls_page_set_context (HatoPage *page, HatoContext *context)
{
  HatoTlsPage *self = HATO_TLS_PAGE (page);

  hato_server_bar_set_context (self->bar, context);
  hato_page_set_context (self->server, context);

  HATO_PAGE_CLASS (hato_tls_page_parent_class)->set_context (page, context);
}

static void
hato_tls_page_clear (HatoPage *page)
{
  HatoTlsPage *self = HATO_TLS_PAGE (page);

  g_clear_pointer (&self->known, hato_subject_free);
  g_clear_pointer (&self->asked, hato_subject_free);
  hato_server_bar_set_text (self->bar, "");
  hato_page_clear (self->server);
  show_sections (self);

  HATO_PAGE_CLASS (hato_tls_page_parent_class)->clear (page);
}

static void
hato_tls_page_start (HatoPage *page, HatoRun *run)
{
  HatoTlsPage *self = HATO_TLS_PAGE (page);

  g_clear_pointer (&self->asked, hato_subject_free);
  if (run->subject->host != NULL)
    {
      self->asked = hato_subject_copy (run->subject);
      show_sections (self);
      hato_page_start (self->server, run);
      return;
    }

  g_clear_pointer (&self->known, hato_subject_free);
  self->known = hato_subject_copy (run->subject);
  if (run->is_sample)
    hato_server_bar_set_text (self->bar, hato_sample_get_server ());
  hato_page_clear (self->server);
  show_sections (self);

  HATO_PAGE_CLASS (hato_tls_page_parent_class)->start (page, run);
}

static void
hato_tls_page_cancel (HatoPage *page)
{
  hato_page_cancel (HATO_TLS_PAGE (page)->server);

  HATO_PAGE_CLASS (hato_tls_page_parent_class)->cancel (page);
}

static gboolean
hato_tls_page_is_busy (HatoPage *page)
{
  HatoTlsPage *self = HATO_TLS_PAGE (page);

  return HATO_PAGE_CLASS (hato_tls_page_parent_class)->is_busy (page)
         || (self->known == NULL && hato_page_is_busy (self->server));
}

static void
hato_tls_page_show_case (HatoPage *page, HatoCase *shown, gboolean stands, gboolean take_focus)
{
  HatoTlsPage *self = HATO_TLS_PAGE (page);

  if (self->known == NULL)
    hato_page_show_case (self->server, shown, stands, take_focus);

  HATO_PAGE_CLASS (hato_tls_page_parent_class)->show_case (page, shown, stands, take_focus);
}

static gboolean
hato_tls_page_show_finding (HatoPage *page, const HatoFinding *finding)
{
  return HATO_PAGE_CLASS (hato_tls_page_parent_class)->show_finding (page, finding)
         || hato_page_show_finding (HATO_TLS_PAGE (page)->server, finding);
}

static gboolean
hato_tls_page_again (HatoPage *page)
{
  HatoTlsPage *self = HATO_TLS_PAGE (page);

  if (self->asked == NULL)
    return FALSE;

  hato_page_submit (page, self->asked);
  return TRUE;
}

static void
hato_tls_page_show_checkup (HatoCheckPage *page, HatoCheckup *checkup, HatoRun *run)
{
  HatoTlsPage *self = HATO_TLS_PAGE (page);

  hato_settings_card_show (self->settings, checkup, run);
  hato_certificate_list_view_show (self->certificates, checkup, run);
}

static void
hato_tls_page_dispose (GObject *object)
{
  HatoTlsPage *self = HATO_TLS_PAGE (object);

  g_clear_pointer (&self->known, hato_subject_free);
  g_clear_pointer (&self->asked, hato_subject_free);

  G_OBJECT_CLASS (hato_tls_page_parent_class)->dispose (object);
}

static void
hato_tls_page_class_init (HatoTlsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HatoPageClass *page_class = HATO_PAGE_CLASS (klass);
  HatoCheckPageClass *check_class = HATO_CHECK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_tls_page_dispose;
  page_class->part = HATO_PART_TLS;
  page_class->set_context = hato_tls_page_set_context;
  page_class->start = hato_tls_page_start;
  page_class->clear = hato_tls_page_clear;
  page_class->cancel = hato_tls_page_cancel;
  page_class->is_busy = hato_tls_page_is_busy;
  page_class->show_case = hato_tls_page_show_case;
  page_class->show_finding = hato_tls_page_show_finding;
  page_class->again = hato_tls_page_again;
  check_class->new_input = hato_tls_page_new_input;
  check_class->input_free = (GDestroyNotify) hato_tls_input_unref;
  check_class->work = hato_tls_page_work;
  check_class->whole = HATO_TLS_ALL_DOORS;
  check_class->has_own_verdict = TRUE;
  check_class->show_checkup = hato_tls_page_show_checkup;

  g_type_ensure (HATO_TYPE_SERVER_BAR);
  g_type_ensure (HATO_TYPE_SERVER_CHECK);
  g_type_ensure (HATO_TYPE_SETTINGS_CARD);
  g_type_ensure (HATO_TYPE_CERTIFICATE_LIST_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/tls-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoTlsPage, intro);
  gtk_widget_class_bind_template_child (widget_class, HatoTlsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, HatoTlsPage, server);
  gtk_widget_class_bind_template_child (widget_class, HatoTlsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, HatoTlsPage, settings);
  gtk_widget_class_bind_template_child (widget_class, HatoTlsPage, certificates);
  gtk_widget_class_bind_template_callback (widget_class, submitted_cb);
  gtk_widget_class_bind_template_callback (widget_class, server_finished_cb);
  gtk_widget_class_bind_template_callback (widget_class, server_attention_cb);
}

static void
hato_tls_page_init (HatoTlsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
