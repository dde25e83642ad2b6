/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/dns-page.h"

#include "dns/dns-check.h"

struct _HatoDnsPage
{
  HatoCheckPage parent_instance;
};

G_DEFINE_FINAL_TYPE (HatoDnsPage, hato_dns_page, HATO_TYPE_CHECK_PAGE)

static gpointer
hato_dns_page_new_input (HatoRun *run)
{
  HatoDnsInput *input = hato_dns_input_new (run->subject, run->resolver, run->context->selectors,
                                            run->context->providers, run->started, run->timeout);

  hato_dns_input_take_settings (input, run->settings);
  input->only = g_strdup (run->only);
  input->blocklists = hato_blocklist_list_ref (run->context->blocklists);
  return input;
}

static gpointer
hato_dns_page_work (HatoJob *job, gconstpointer input, GError **error)
{
  return hato_dns_check_run (job, input, error);
}

static void
hato_dns_page_class_init (HatoDnsPageClass *klass)
{
  HatoCheckPageClass *page_class = HATO_CHECK_PAGE_CLASS (klass);

  HATO_PAGE_CLASS (klass)->part = HATO_PART_DOMAIN;
  page_class->get_items = hato_dns_check_get_items;
  page_class->new_input = hato_dns_page_new_input;
  page_class->input_free = (GDestroyNotify) hato_dns_input_unref;
  page_class->work = hato_dns_page_work;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/hatobin/Hatobin/ui/dns-page.ui");
}

static void
hato_dns_page_init (HatoDnsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
