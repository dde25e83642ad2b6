/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/bounce-page.h"
#include "ui/dns-page.h"
#include "ui/domain-bar.h"
#include "ui/notice.h"
#include "ui/report-window.h"
#include "ui/tls-page.h"

struct _HatoWindow
{
  AdwApplicationWindow parent_instance;

  HatoContext *context;           /* (owned) */
  HatoRun *run;                   /* (owned) (nullable): the last one */
  HatoCheckup *parts[HATO_PARTS]; /* (owned) (nullable): what the pages found out */
  HatoCase *shown;                /* (owned) (nullable): the case that they make, and show */
  gboolean stands;                /* whether nothing that is under way can change its verdict */

  AdwToastOverlay *toasts;
  HatoNotice *sample_notice;
  HatoDomainBar *domain_bar;
  AdwViewStack *stack;
  AdwViewSwitcherTitle *switcher;
  AdwViewSwitcherBar *bar;
};

G_DEFINE_FINAL_TYPE (HatoWindow, hato_window, ADW_TYPE_APPLICATION_WINDOW)

static void submitted_cb (HatoWindow *self, HatoSubject *subject);
static void host_submitted_cb (HatoWindow *self, HatoSubject *subject);
static void bounce_submitted_cb (HatoWindow *self, HatoSubject *subject);
static void finished_cb (HatoWindow *self, HatoCheckup *checkup, HatoPage *page);

#define TAB_DOMAIN "domain"
#define TAB_TLS    "certificates"
#define TAB_BOUNCE "bounce"

/* What stands behind the tabs. A page is made when it is first looked at or has something to show, so that the start of
 * the program waits for none but the first. */
static const struct
{
  const char *tab;
  GType (*get_type) (void);
  gboolean is_check; /* whether every run starts it */
  void (*submitted) (HatoWindow *self, HatoSubject *subject);
} kinds[] = {
  { TAB_DOMAIN, hato_dns_page_get_type, TRUE, submitted_cb },
  { TAB_TLS, hato_tls_page_get_type, TRUE, host_submitted_cb },
  { TAB_BOUNCE, hato_bounce_page_get_type, FALSE, bounce_submitted_cb },
};

/* NULL = it was not needed yet. */
static HatoPage *
find_page (HatoWindow *self, const char *tab)
{
  return (HatoPage *) adw_bin_get_child (
      ADW_BIN (adw_view_stack_get_child_by_name (self->stack, tab)));
}

static void
make_page (HatoWindow *self, gsize kind)
{
  GtkWidget *holder = adw_view_stack_get_child_by_name (self->stack, kinds[kind].tab);
  HatoPage *page = g_object_new (kinds[kind].get_type (), NULL);

  g_signal_connect_object (page, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "submitted", G_CALLBACK (kinds[kind].submitted), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (page, "needs-attention", adw_view_stack_get_page (self->stack, holder),
                          "needs-attention", G_BINDING_SYNC_CREATE);
  hato_page_set_context (page, self->context);
  adw_bin_set_child (ADW_BIN (holder), GTK_WIDGET (page));
}

static HatoPage *
get_page (HatoWindow *self, const char *tab)
{
  for (gsize i = 0; find_page (self, tab) == NULL && i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].tab, tab) == 0)
      make_page (self, i);

  return find_page (self, tab);
}

static HatoPage *
get_visible_page (HatoWindow *self)
{
  return get_page (self, adw_view_stack_get_visible_child_name (self->stack));
}

typedef void (*PageFunc) (HatoWindow *self, HatoPage *page, gconstpointer data);

static void
for_each_page (HatoWindow *self, PageFunc function, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      HatoPage *page = find_page (self, kinds[i].tab);

      if (page != NULL)
        function (self, page, data);
    }
}

static void
start_page (HatoWindow *self, HatoPage *page, gconstpointer run)
{
  hato_page_start (page, (HatoRun *) run);
}

static void
fail_page (HatoWindow *self, HatoPage *page, gconstpointer error)
{
  hato_page_show_failure (page, error);
}

static void
cancel_page (HatoWindow *self, HatoPage *page, gconstpointer data)
{
  hato_page_cancel (page);
}

static void
clear_page (HatoWindow *self, HatoPage *page, gconstpointer data)
{
  hato_page_clear (page);
}

static void
set_page_context (HatoWindow *self, HatoPage *page, gconstpointer data)
{
  hato_page_set_context (page, self->context);
}

/* The page that tells something new takes the focus, if it is looked at and nobody types meanwhile. */
static void
show_page_case (HatoWindow *self, HatoPage *page, gconstpointer teller)
{
  hato_page_show_case (page, self->shown, self->stands,
                       page == teller && page == get_visible_page (self)
                           && !hato_domain_bar_is_edited (self->domain_bar));
}

/* What the window is about; NULL = nothing yet. The sample is labelled as one. */
static void
show_subject (HatoWindow *self, const HatoRun *run)
{
  g_autofree char *title = run != NULL ? hato_run_dup_title (run) : g_strdup (_ ("Hatobin"));

  gtk_window_set_title (GTK_WINDOW (self), title);
  if (run != NULL && run->is_sample)
    hato_notice_show (self->sample_notice,
                      _ ("This is a sample: a made-up shop with made-up settings."),
                      _ ("Check my own domain"), "win.own");
  else
    hato_notice_hide (self->sample_notice);
}

/* A report needs something to report. */
static void
allow_report (HatoWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "report");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), self->shown != NULL && self->stands);
}

/* Gives up what is about another domain; @subject: (nullable): what the window is about from now on. What came back
 * stays with its domain. */
static void
end_run (HatoWindow *self, const HatoSubject *subject)
{
  HatoCheckup *bounce = self->parts[HATO_PART_BOUNCE];
  gboolean keeps_bounce =
      bounce != NULL && subject != NULL && strcmp (bounce->subject->domain, subject->domain) == 0;

  if (self->run != NULL)
    hato_run_cancel (self->run);
  g_clear_pointer (&self->run, hato_run_unref);
  g_clear_pointer (&self->shown, hato_case_unref);
  self->stands = FALSE;
  for (guint i = 0; i < HATO_PARTS; i++)
    if (i != HATO_PART_BOUNCE || !keeps_bounce)
      g_clear_pointer (&self->parts[i], hato_checkup_unref);
}

/* Takes the run, or says why there is none. */
static void
start (HatoWindow *self, HatoRun *run, const GError *error)
{
  end_run (self, run != NULL ? run->subject : NULL);
  self->run = run;
  allow_report (self);
  show_subject (self, run);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].is_check)
      get_page (self, kinds[i].tab);
  for_each_page (self, run != NULL ? start_page : fail_page, run != NULL ? (gpointer) run : error);
}

/** hato_window_start_sample: checks the built-in sample. */
void
hato_window_start_sample (HatoWindow *self)
{
  g_autoptr (GError) error = NULL;
  HatoRun *run = hato_run_new_sample (self->context, &error);

  if (run != NULL)
    hato_domain_bar_set_text (self->domain_bar, run->subject->unicode);
  start (self, run, error);
}

/* What the person added to the domain (selectors, addresses) stays with it. */
static HatoRun *
new_run (HatoWindow *self, HatoSubject *subject, GError **error)
{
  const HatoCheckup *known = self->parts[HATO_PART_DOMAIN] != NULL ? self->parts[HATO_PART_DOMAIN]
                                                                   : self->parts[HATO_PART_BOUNCE];

  return hato_run_new (self->context,
                       known != NULL && strcmp (known->subject->domain, subject->domain) == 0
                           ? known->subject
                           : subject,
                       error);
}

static void
submitted_cb (HatoWindow *self, HatoSubject *subject)
{
  g_autoptr (GError) error = NULL;
  HatoRun *run;

  if (self->run != NULL && self->run->is_sample
      && strcmp (self->run->subject->domain, subject->domain) == 0)
    {
      hato_window_start_sample (self);
      return;
    }

  run = new_run (self, subject, &error);
  start (self, run, error);
}

/* The server of a mail program; what is known of the domain and its doors stays. */
static void
host_submitted_cb (HatoWindow *self, HatoSubject *subject)
{
  gboolean is_sample = self->run != NULL && self->run->is_sample;
  HatoPage *page = get_page (self, TAB_TLS);
  const HatoCheckup *known = self->parts[HATO_PART_TLS];
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoRun) run = hato_run_new_point (self->context, is_sample, subject, NULL, &error);

  if (subject->host == NULL || (known != NULL && known->subject->host != NULL))
    g_clear_pointer (&self->parts[HATO_PART_TLS], hato_checkup_unref);
  if (run != NULL)
    hato_page_start (page, run);
  else
    hato_page_show_failure (page, error);
}

/* The domain of a mail that came back, with what the mail tells of its sender. */
static void
bounce_submitted_cb (HatoWindow *self, HatoSubject *subject)
{
  g_autoptr (GError) error = NULL;
  HatoRun *run = hato_run_new (self->context, subject, &error);

  hato_domain_bar_set_text (self->domain_bar, subject->unicode);
  adw_view_stack_set_visible_child_name (self->stack, TAB_DOMAIN);
  start (self, run, error);
}

/* A whole mail where a domain belongs. */
static void
mail_cb (HatoWindow *self, const char *text)
{
  adw_view_stack_set_visible_child_name (self->stack, TAB_BOUNCE);
  hato_bounce_page_read_text (HATO_BOUNCE_PAGE (get_page (self, TAB_BOUNCE)), text);
}

static gboolean
is_busy (HatoWindow *self, const char *tab)
{
  HatoPage *page = find_page (self, tab);

  return page != NULL && hato_page_is_busy (page);
}

/* The case of what is known by now. */
static void
join (HatoWindow *self)
{
  HatoCheckup *domain = self->parts[HATO_PART_DOMAIN];
  HatoCheckup *tls = self->parts[HATO_PART_TLS];
  HatoCheckup *bounce = self->parts[HATO_PART_BOUNCE];

  g_clear_pointer (&self->shown, hato_case_unref);
  if (domain != NULL || tls != NULL || bounce != NULL)
    self->shown = hato_case_join (domain, tls, bounce);
  self->stands = self->shown != NULL && !is_busy (self, TAB_DOMAIN)
                 && (!is_busy (self, TAB_TLS) || hato_case_stands_without_doors (self->shown));
}

/* A page has something new, or no longer waits for it. */
static void
finished_cb (HatoWindow *self, HatoCheckup *checkup, HatoPage *page)
{
  HatoCheckup **part = &self->parts[hato_page_get_part (page)];
  HatoPage *teller = page;
  gboolean stood = self->stands;

  if (checkup != NULL)
    {
      g_clear_pointer (part, hato_checkup_unref);
      *part = hato_checkup_ref (checkup);
    }
  join (self);
  allow_report (self);
  if (self->shown == NULL)
    return;

  /* the verdict of the domain, for which this was awaited */
  if (self->stands && !stood && page != get_visible_page (self))
    teller = find_page (self, TAB_DOMAIN);
  for_each_page (self, show_page_case, teller);
}

/* The tab was changed, or the first one is there. */
static void
visible_cb (HatoWindow *self)
{
  if (self->context != NULL)
    get_visible_page (self);
}

/* Where the title takes the place of the tabs, they stand below; they are not made before. */
static void
narrow_cb (HatoWindow *self)
{
  if (self->bar != NULL && adw_view_switcher_title_get_title_visible (self->switcher))
    adw_view_switcher_bar_set_stack (self->bar, self->stack);
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  for_each_page (user_data, cancel_page, NULL);
}

/* The page is there before it is shown, so that the focus goes on into it. */
static void
tab_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HatoWindow *self = user_data;
  guint number = (guint) g_variant_get_int32 (parameter);

  if (number < 1 || number > G_N_ELEMENTS (kinds))
    return;

  get_page (self, kinds[number - 1].tab);
  adw_view_stack_set_visible_child_name (self->stack, kinds[number - 1].tab);
}

static void
again_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HatoWindow *self = user_data;

  if (!hato_page_again (get_visible_page (self)))
    hato_domain_bar_submit (self->domain_bar);
}

static void
show_details (HatoWindow *self, HatoPage *page, gconstpointer finding)
{
  if (hato_page_show_finding (page, finding))
    adw_view_stack_set_visible_child (self->stack, gtk_widget_get_parent (GTK_WIDGET (page)));
}

/* What the headline speaks of, on whichever page it is. */
static void
details_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HatoWindow *self = user_data;

  if (self->shown != NULL && self->shown->leading != NULL)
    for_each_page (self, show_details, self->shown->leading);
}

static void
sample_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hato_window_start_sample (user_data);
}

/* Away from the sample, to the first screen. */
static void
own_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HatoWindow *self = user_data;

  end_run (self, NULL);
  allow_report (self);
  show_subject (self, NULL);
  for_each_page (self, clear_page, NULL);
  hato_domain_bar_set_text (self->domain_bar, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->domain_bar));
}

static void
focus_domain_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_grab_focus (GTK_WIDGET (HATO_WINDOW (user_data)->domain_bar));
}

static void
paste_mail_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HatoWindow *self = user_data;

  adw_view_stack_set_visible_child_name (self->stack, TAB_BOUNCE);
  gtk_widget_child_focus (GTK_WIDGET (get_page (self, TAB_BOUNCE)), GTK_DIR_TAB_FORWARD);
}

static void
open_mail_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HatoWindow *self = user_data;

  adw_view_stack_set_visible_child_name (self->stack, TAB_BOUNCE);
  hato_page_clear (get_page (self, TAB_BOUNCE));
  hato_bounce_page_open (HATO_BOUNCE_PAGE (get_page (self, TAB_BOUNCE)));
}

/* Of the case as it stands; it goes on being about that one, whatever is checked meanwhile. */
static void
report_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HatoWindow *self = user_data;
  HatoBounce *bounce =
      self->shown->bounce != NULL
          ? hato_bounce_page_get_bounce (HATO_BOUNCE_PAGE (get_page (self, TAB_BOUNCE)))
          : NULL;

  gtk_window_present (
      GTK_WINDOW (hato_report_window_new (GTK_WINDOW (self), self->context, self->shown, bounce,
                                          self->run != NULL && self->run->is_sample)));
}

static void
say_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_toast_overlay_add_toast (HATO_WINDOW (user_data)->toasts,
                               adw_toast_new (g_variant_get_string (parameter, NULL)));
}

static const GActionEntry actions[] = {
  { .name = "cancel", .activate = cancel_action },
  { .name = "again", .activate = again_action },
  { .name = "details", .activate = details_action },
  { .name = "sample", .activate = sample_action },
  { .name = "own", .activate = own_action },
  { .name = "tab", .activate = tab_action, .parameter_type = "i" },
  { .name = "paste-mail", .activate = paste_mail_action },
  { .name = "open-mail", .activate = open_mail_action },
  { .name = "focus-domain", .activate = focus_domain_action },
  { .name = "report", .activate = report_action },
  { .name = "say", .activate = say_action, .parameter_type = "s" },
};

/* What is worth remembering: not the domain. */
static gboolean
hato_window_close_request (GtkWindow *window)
{
  HatoWindow *self = HATO_WINDOW (window);

  hato_session_save (self->context->session, window);
  hato_session_set_tab (self->context->session,
                        adw_view_stack_get_visible_child_name (self->stack));
  return GTK_WINDOW_CLASS (hato_window_parent_class)->close_request (window);
}

static void
hato_window_dispose (GObject *object)
{
  HatoWindow *self = HATO_WINDOW (object);

  end_run (self, NULL);
  g_clear_pointer (&self->context, hato_context_unref);

  G_OBJECT_CLASS (hato_window_parent_class)->dispose (object);
}

static void
hato_window_class_init (HatoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HATO_TYPE_NOTICE);
  g_type_ensure (HATO_TYPE_DOMAIN_BAR);
  G_OBJECT_CLASS (klass)->dispose = hato_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hato_window_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.cancel", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, sample_notice);
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, domain_bar);
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, bar);
  gtk_widget_class_bind_template_callback (widget_class, submitted_cb);
  gtk_widget_class_bind_template_callback (widget_class, mail_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_cb);
}

static void
hato_window_init (HatoWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  allow_report (self);
}

/** hato_window_set_context: how checks are made from now on; one that runs goes on as it began. */
void
hato_window_set_context (HatoWindow *self, HatoContext *context)
{
  g_clear_pointer (&self->context, hato_context_unref);
  self->context = hato_context_ref (context);
  hato_domain_bar_set_context (self->domain_bar, context);
  for_each_page (self, set_page_context, NULL);
}

HatoWindow *
hato_window_new (GtkApplication *application, HatoContext *context)
{
  HatoWindow *self = g_object_new (HATO_TYPE_WINDOW, "application", application, NULL);
  g_autofree char *tab = hato_session_dup_tab (context->session);

  hato_window_set_context (self, context);
  hato_session_restore (context->session, GTK_WINDOW (self));
  if (adw_view_stack_get_child_by_name (self->stack, tab) != NULL)
    adw_view_stack_set_visible_child_name (self->stack, tab);
  get_visible_page (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->domain_bar));
  return self;
}
