/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/dns-page.h"
#include "ui/domain-bar.h"
#include "ui/notice.h"

struct _HatoWindow
{
  AdwApplicationWindow parent_instance;

  HatoContext *context; /* (owned) */
  HatoRun *run;         /* (owned) (nullable): the last one */
  HatoCase *shown;      /* (owned) (nullable): the case that the pages show */

  AdwToastOverlay *toasts;
  HatoNotice *sample_notice;
  HatoDomainBar *domain_bar;
  HatoCheckPage *dns_page;
};

G_DEFINE_FINAL_TYPE (HatoWindow, hato_window, ADW_TYPE_APPLICATION_WINDOW)

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

static void
end_run (HatoWindow *self)
{
  if (self->run != NULL)
    g_cancellable_cancel (self->run->cancellable);
  g_clear_pointer (&self->run, hato_run_unref);
  g_clear_pointer (&self->shown, hato_case_unref);
}

/* Takes the run, or says why there is none. */
static void
start (HatoWindow *self, HatoRun *run, const GError *error)
{
  end_run (self);
  self->run = run;
  show_subject (self, run);
  if (run != NULL)
    hato_check_page_start (self->dns_page, run);
  else
    hato_check_page_show_failure (self->dns_page, error);
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

  run = hato_run_new (self->context, subject, &error);
  start (self, run, error);
}

static void
finished_cb (HatoWindow *self, HatoCheckup *checkup)
{
  self->shown = hato_case_join (checkup, NULL, NULL);
  /* Whoever typed on meanwhile keeps the focus. */
  hato_check_page_show_case (self->dns_page, self->shown,
                             !hato_domain_bar_is_edited (self->domain_bar));
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hato_check_page_cancel (HATO_WINDOW (user_data)->dns_page);
}

static void
again_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hato_domain_bar_submit (HATO_WINDOW (user_data)->domain_bar);
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

  end_run (self);
  show_subject (self, NULL);
  hato_check_page_clear (self->dns_page);
  hato_domain_bar_set_text (self->domain_bar, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->domain_bar));
}

static void
focus_domain_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_grab_focus (GTK_WIDGET (HATO_WINDOW (user_data)->domain_bar));
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
  { .name = "sample", .activate = sample_action },
  { .name = "own", .activate = own_action },
  { .name = "focus-domain", .activate = focus_domain_action },
  { .name = "say", .activate = say_action, .parameter_type = "s" },
};

static void
hato_window_dispose (GObject *object)
{
  HatoWindow *self = HATO_WINDOW (object);

  end_run (self);
  g_clear_pointer (&self->context, hato_context_unref);

  G_OBJECT_CLASS (hato_window_parent_class)->dispose (object);
}

static void
hato_window_class_init (HatoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HATO_TYPE_NOTICE);
  g_type_ensure (HATO_TYPE_DOMAIN_BAR);
  g_type_ensure (HATO_TYPE_DNS_PAGE);
  G_OBJECT_CLASS (klass)->dispose = hato_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.cancel", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, sample_notice);
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, domain_bar);
  gtk_widget_class_bind_template_child (widget_class, HatoWindow, dns_page);
  gtk_widget_class_bind_template_callback (widget_class, submitted_cb);
  gtk_widget_class_bind_template_callback (widget_class, finished_cb);
}

static void
hato_window_init (HatoWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

HatoWindow *
hato_window_new (GtkApplication *application, HatoContext *context)
{
  HatoWindow *self = g_object_new (HATO_TYPE_WINDOW, "application", application, NULL);

  self->context = hato_context_ref (context);
  hato_domain_bar_set_context (self->domain_bar, context);
  gtk_widget_grab_focus (GTK_WIDGET (self->domain_bar));
  return self;
}
