/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/check-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/foreign-text.h"
#include "ui/finding-list.h"
#include "ui/headline.h"
#include "ui/mail-path.h"
#include "ui/progress-row.h"
#include "ui/scope.h"

typedef struct
{
  HatoContext *context; /* (owned): how points are checked again */
  gboolean is_sample;   /* whether the sample is shown */
  HatoRun *run;         /* (owned) (nullable): whose results are waited for */
  HatoCheckup *checkup; /* (owned) (nullable): the last result */
  HatoCase *shown;      /* (owned) (nullable) */
  char *typed;          /* (owned) (nullable): the last addition that may have been mistyped */
  char *renewed;        /* (owned) (nullable): the id of the one row that was checked again */
  guint n_items;        /* that the run brings */
  guint n_settled;

  GtkStack *stack;
  AdwBin *empty;
  AdwBin *top;
  AdwBin *summary;
  AdwBin *appendix;
  GtkScrolledWindow *scroller;
  AdwClamp *clamp;
  GtkWidget *content;
  HatoProgressRow *running;
  HatoHeadline *headline;
  HatoMailPath *path;
  HatoFindingList *list;
  HatoScope *scope;
} HatoCheckPagePrivate;

/* Goes with a job, so that its results reach the page only while they are the page's. */
typedef struct
{
  HatoCheckPage *page; /* (owned) */
  HatoRun *run;        /* (owned) */
} Ticket;

enum
{
  PROP_EMPTY_STATE = 1,
  PROP_TOP,
  PROP_SUMMARY,
  PROP_APPENDIX,
  N_PROPERTIES
};

static const char *const slot_names[N_PROPERTIES] = { [PROP_EMPTY_STATE] = "empty-state",
                                                      [PROP_TOP] = "top",
                                                      [PROP_SUMMARY] = "summary",
                                                      [PROP_APPENDIX] = "appendix" };
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_TYPE_WITH_PRIVATE (HatoCheckPage, hato_check_page, HATO_TYPE_PAGE)

static void
ticket_free (Ticket *ticket)
{
  g_object_unref (ticket->page);
  hato_run_unref (ticket->run);
  g_free (ticket);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ticket, ticket_free)

static void
set_running (HatoCheckPage *self, gboolean running)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);

  gtk_widget_set_visible (GTK_WIDGET (private->running), running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.point", !running);
}

static void
show_checkup (HatoCheckPage *self, HatoCheckup *checkup, HatoRun *run)
{
  HatoCheckPageClass *klass = HATO_CHECK_PAGE_GET_CLASS (self);

  if (klass->show_checkup != NULL)
    klass->show_checkup (self, checkup, run);
}

static void
clear (HatoCheckPage *self)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);

  hato_finding_list_clear (private->list);
  g_clear_pointer (&private->shown, hato_case_unref);
  g_clear_pointer (&private->checkup, hato_checkup_unref);
  g_clear_pointer (&private->renewed, g_free);
  g_clear_pointer (&private->typed, g_free);
  gtk_widget_set_visible (GTK_WIDGET (private->headline), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (private->path), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (private->scope), FALSE);
  show_checkup (self, NULL, NULL);
}

/* The other pages' jobs of the same run go on. */
static void
cancel_job (HatoCheckPage *self)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);

  if (private->run != NULL)
    g_cancellable_cancel (private->run->cancellables[hato_page_get_part (HATO_PAGE (self))]);
  g_clear_pointer (&private->run, hato_run_unref);
}

/* Nothing more is waited for here. */
static void
end (HatoCheckPage *self)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);

  hato_finding_list_stop (private->list);
  set_running (self, FALSE);
  cancel_job (self);
}

/* An item without findings says that there will be some. */
static void
settle (HatoCheckPagePrivate *private, HatoItem *item)
{
  if (item->findings->len == 0)
    {
      if (hato_finding_list_find (private->list, item->id) != NULL)
        return;
      hato_finding_list_add (private->list, private->context, (const char *const *) &item->id, 1);
      private->n_items++;
    }
  else if (hato_finding_list_settle (private->list, item))
  private->n_settled++;
  hato_progress_row_show (private->running, private->n_settled, private->n_items);
}

static void
settled_cb (gpointer settled, gpointer user_data)
{
  Ticket *ticket = user_data;
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (ticket->page);

  if (private->run == ticket->run)
    settle (private, settled);
}

/* Takes the result, of everything or of one point, and hands it to the case. */
static void
take_result (HatoCheckPage *self, HatoCheckup *result, const HatoRun *run)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  HatoCheckup *checkup = run->only != NULL && private->checkup != NULL
                             ? hato_checkup_new_renewed (private->checkup, result)
                             : hato_checkup_ref (result);

  for (guint i = 0; i < result->items->len; i++)
    settle (private, g_ptr_array_index (result->items, i));
  g_clear_pointer (&private->checkup, hato_checkup_unref);
  private->checkup = checkup;
  g_free (private->renewed);
  private->renewed = g_strdup (run->only);
  set_running (self, FALSE);
  hato_finding_list_sort (private->list);
  hato_scope_show (private->scope, checkup, run);
  show_checkup (self, checkup, (HatoRun *) run);
  hato_page_set_needs_attention (HATO_PAGE (self),
                                 hato_level_worst (checkup->findings) <= HATO_LEVEL_CAUTION);
  hato_page_finish (HATO_PAGE (self), checkup);
  g_clear_pointer (&private->renewed, g_free);
}

/* One point could not be checked again: what was known of it stays. */
static void
keep_result (HatoCheckPage *self, const GError *error)
{
  g_autofree char *reason = hato_foreign_line (error->message);
  g_autofree char *text = g_strdup_printf (_ ("This could not be checked again: %s"), reason);

  end (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", text);
  hato_page_finish (HATO_PAGE (self), NULL);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ticket) ticket = user_data;
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (ticket->page);
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoCheckup) checkup = hato_runner_run_finish (HATO_RUNNER (source), result, &error);

  if (private->run != ticket->run)
    return;

  if (checkup == NULL && private->run->only != NULL)
    keep_result (ticket->page, error);
  else if (checkup == NULL)
    {
      hato_page_show_failure (HATO_PAGE (ticket->page), error);
      hato_page_finish (HATO_PAGE (ticket->page), NULL);
    }
  else
    {
      g_clear_pointer (&private->run, hato_run_unref);
      take_result (ticket->page, checkup, ticket->run);
    }
}

/* Takes @run and begins its job. */
static void
begin (HatoCheckPage *self, HatoRun *run, guint n_items)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  HatoCheckPageClass *klass = HATO_CHECK_PAGE_GET_CLASS (self);
  Ticket *ticket = g_new0 (Ticket, 1);

  cancel_job (self);
  private->run = hato_run_ref (run);
  private->n_items = n_items;
  private->n_settled = 0;
  hato_progress_row_show (private->running, private->n_settled, private->n_items);
  set_running (self, TRUE);

  ticket->page = g_object_ref (self);
  ticket->run = hato_run_ref (run);
  hato_runner_run_async (run->context->runner, klass->work, klass->new_input (run),
                         klass->input_free, (GDestroyNotify) hato_checkup_unref,
                         run->cancellables[hato_page_get_part (HATO_PAGE (self))], settled_cb,
                         finished_cb, ticket);
}

static void
start_whole (HatoCheckPage *self, HatoRun *run)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  HatoCheckPageClass *klass = HATO_CHECK_PAGE_GET_CLASS (self);
  gsize n_ids = 0;
  const char *const *ids = klass->get_items != NULL ? klass->get_items (&n_ids) : NULL;

  clear (self);
  hato_page_set_needs_attention (HATO_PAGE (self), FALSE);
  hato_finding_list_add (private->list, run->context, ids, n_ids);
  private->is_sample = run->is_sample;
  hato_headline_set_sample (private->headline, run->is_sample);
  gtk_stack_set_visible_child_name (private->stack, "check");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (private->scroller), 0);
  begin (self, run, (guint) n_ids);
}

static void
hato_check_page_start (HatoPage *page, HatoRun *run)
{
  start_whole (HATO_CHECK_PAGE (page), run);
}

static gboolean
hato_check_page_is_busy (HatoPage *page)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (HATO_CHECK_PAGE (page));

  return private->run != NULL && private->run->only == NULL;
}

static void
show_stopped (HatoCheckPagePrivate *private)
{
  g_autofree char *advice = g_strdup_printf (_ ("Until then %u of %u points had been checked."),
                                             private->n_settled, private->n_items);

  hato_headline_show (private->headline, HATO_LEVEL_UNCHECKED, _ ("The check was stopped."), advice,
                      _ ("Check again"), "win.again");
  gtk_widget_grab_focus (GTK_WIDGET (private->headline));
}

static void
hato_check_page_cancel (HatoPage *page)
{
  HatoCheckPage *self = HATO_CHECK_PAGE (page);
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  gboolean is_point = private->run != NULL && private->run->only != NULL;

  if (private->run == NULL)
    return;

  end (self);
  if (!is_point)
    show_stopped (private);
  hato_page_finish (page, NULL);
}

static void
hato_check_page_show_failure (HatoPage *page, const GError *error)
{
  HatoCheckPage *self = HATO_CHECK_PAGE (page);
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  g_autofree char *reason = hato_foreign_line (error->message);

  end (self);
  clear (self);
  gtk_stack_set_visible_child_name (private->stack, "check");
  hato_headline_show (
      private->headline, HATO_LEVEL_UNCHECKED,
      _ ("The check could not be made. Look at the network connection, then check again."), reason,
      _ ("Check again"), "win.again");
  gtk_widget_grab_focus (GTK_WIDGET (private->headline));
}

/* What the page is for: in its own widget, or in the one that stands at the top anyway. */
static void
show_empty (HatoCheckPagePrivate *private)
{
  gtk_stack_set_visible_child_name (private->stack,
                                    adw_bin_get_child (private->empty) != NULL ? "empty" : "check");
}

static void
hato_check_page_clear (HatoPage *page)
{
  HatoCheckPage *self = HATO_CHECK_PAGE (page);
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);

  end (self);
  clear (self);
  show_empty (private);
}

/* The rows are there; what they come to hangs on what others still do (U3: a result settles once). */
static void
show_waiting (HatoCheckPagePrivate *private)
{
  hato_progress_row_show_servers (private->running, private->n_settled);
  gtk_widget_set_visible (GTK_WIDGET (private->headline), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (private->path), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (private->running), TRUE);
}

static void
hato_check_page_show_case (HatoPage *page, HatoCase *shown, gboolean stands, gboolean take_focus)
{
  HatoCheckPage *self = HATO_CHECK_PAGE (page);
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  HatoFindingRow *row = NULL;

  if (private->run != NULL || private->checkup == NULL)
    return; /* the case of before */
  if (!stands && !HATO_CHECK_PAGE_GET_CLASS (self)->has_own_verdict)
    {
      show_waiting (private);
      return;
    }

  set_running (self, FALSE);
  g_clear_pointer (&private->shown, hato_case_unref);
  private->shown = HATO_CHECK_PAGE_GET_CLASS (self)->has_own_verdict
                       ? hato_case_join (NULL, private->checkup, NULL)
                       : hato_case_ref (shown);
  hato_headline_show_case (private->headline, private->shown);
  if (!HATO_CHECK_PAGE_GET_CLASS (self)->has_own_verdict)
    hato_mail_path_show_case (private->path, shown);

  /* Whoever had one point checked again reads on there. */
  if (private->renewed != NULL)
    row = hato_finding_list_open (private->list, private->renewed);
  if (row != NULL)
    hato_finding_row_scroll_to (row);
  else if (take_focus)
    gtk_widget_grab_focus (GTK_WIDGET (private->headline));
}

static void
hato_check_page_set_context (HatoPage *page, HatoContext *context)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (HATO_CHECK_PAGE (page));

  g_clear_pointer (&private->context, hato_context_unref);
  private->context = hato_context_ref (context);
  hato_headline_set_context (private->headline, context);
  hato_mail_path_set_context (private->path, context);
}

static gboolean
hato_check_page_show_finding (HatoPage *page, const HatoFinding *finding)
{
  HatoCheckPage *self = HATO_CHECK_PAGE (page);
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  HatoFindingRow *row = hato_finding_list_open_finding (private->list, finding);

  if (row != NULL)
    hato_finding_row_scroll_to (row);
  return row != NULL;
}

/* Opens the row that the headline speaks of; it may be another page's. */
static void
details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (HATO_CHECK_PAGE (widget));

  if (private->shown != NULL && private->shown->leading != NULL
      && !hato_page_show_finding (HATO_PAGE (widget), private->shown->leading))
    gtk_widget_activate_action (widget, "win.details", NULL);
}

/* A selector that was found stays beside the next one; what was not found was mistyped, and goes. */
static gboolean
is_found (const HatoCheckup *checkup, const char *selector)
{
  g_autofree char *name = g_strconcat (selector, "._domainkey.", checkup->subject->domain, NULL);

  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (g_ascii_strcasecmp (evidence->question->name, name) == 0 && evidence->records->len > 0)
        return TRUE;
    }
  return FALSE;
}

/* What the person added to the point: in place of what was added before and is not right. */
static void
add_typed (HatoCheckPagePrivate *private, HatoSubject *subject, const char *kind, const char *text)
{
  if (*kind == '\0')
    return;

  if (private->typed != NULL && !is_found (private->checkup, private->typed))
    hato_subject_forget (subject, private->typed);
  g_free (private->typed);
  private->typed = g_strdup (text);
  if (strcmp (kind, "selector") == 0)
    hato_subject_add_selector (subject, text);
  else
    hato_subject_add_sending_ip (subject, text);
}

/* Checks one point again, with what the person added to it: the item, a kind of addition or "", its text. Behind the one
 * that stands for all others there may be any of them by now. */
static void
point_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HatoCheckPage *self = HATO_CHECK_PAGE (widget);
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  const char *whole = HATO_CHECK_PAGE_GET_CLASS (self)->whole;
  const char *id, *kind, *text;
  HatoFindingRow *row;
  g_autoptr (HatoRun) run = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_get (parameter, "(&s&s&s)", &id, &kind, &text);
  row = hato_finding_list_find (private->list, id);
  if (private->checkup == NULL || row == NULL)
    return;

  run = hato_run_new_point (private->context, private->is_sample, private->checkup->subject,
                            g_strcmp0 (id, whole) != 0 ? id : NULL, &error);
  if (run == NULL)
    {
      keep_result (self, error);
      return;
    }
  if (run->only == NULL)
    {
      start_whole (self, run);
      return;
    }
  add_typed (private, run->subject, kind, text);
  hato_finding_row_wait (row);
  begin (self, run, 1);
}

static void
hato_check_page_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *specification)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (HATO_CHECK_PAGE (object));

  AdwBin *const slots[] = { [PROP_EMPTY_STATE] = private->empty,
                            [PROP_TOP] = private->top,
                            [PROP_SUMMARY] = private->summary,
                            [PROP_APPENDIX] = private->appendix };

  if (id == 0 || id >= G_N_ELEMENTS (slots))
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, specification);
      return;
    }
  adw_bin_set_child (slots[id], g_value_get_object (value));
  gtk_widget_set_visible (GTK_WIDGET (slots[id]), TRUE);
  show_empty (private);
}

/* Within another page nothing scrolls by itself, and the sides are that page's. */
static void
hato_check_page_constructed (GObject *object)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (HATO_CHECK_PAGE (object));
  g_autoptr (GtkWidget) content = g_object_ref (private->content);

  G_OBJECT_CLASS (hato_check_page_parent_class)->constructed (object);
  if (!HATO_CHECK_PAGE_GET_CLASS (object)->is_inner)
    return;

  adw_clamp_set_child (private->clamp, NULL);
  gtk_stack_remove (private->stack, GTK_WIDGET (private->scroller));
  gtk_widget_remove_css_class (content, "hato-page");
  gtk_stack_add_named (private->stack, content, "check");
}

static void
hato_check_page_dispose (GObject *object)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (HATO_CHECK_PAGE (object));

  cancel_job (HATO_CHECK_PAGE (object));
  g_clear_pointer (&private->shown, hato_case_unref);
  g_clear_pointer (&private->checkup, hato_checkup_unref);
  g_clear_pointer (&private->context, hato_context_unref);
  g_clear_pointer (&private->renewed, g_free);
  g_clear_pointer (&private->typed, g_free);

  G_OBJECT_CLASS (hato_check_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HATO_TYPE_PROGRESS_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/check-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, empty);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, top);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, summary);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, appendix);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, scroller);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, clamp);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, content);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, running);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, headline);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, path);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, list);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, scope);
}

static void
hato_check_page_class_init (HatoCheckPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HatoPageClass *page_class = HATO_PAGE_CLASS (klass);

  g_type_ensure (HATO_TYPE_HEADLINE);
  g_type_ensure (HATO_TYPE_MAIL_PATH);
  g_type_ensure (HATO_TYPE_FINDING_LIST);
  g_type_ensure (HATO_TYPE_SCOPE);
  object_class->set_property = hato_check_page_set_property;
  object_class->constructed = hato_check_page_constructed;
  object_class->dispose = hato_check_page_dispose;
  page_class->set_context = hato_check_page_set_context;
  page_class->start = hato_check_page_start;
  page_class->cancel = hato_check_page_cancel;
  page_class->is_busy = hato_check_page_is_busy;
  page_class->clear = hato_check_page_clear;
  page_class->show_failure = hato_check_page_show_failure;
  page_class->show_case = hato_check_page_show_case;
  page_class->show_finding = hato_check_page_show_finding;

  for (guint i = 1; i < N_PROPERTIES; i++)
    properties[i] = g_param_spec_object (slot_names[i], NULL, NULL, GTK_TYPE_WIDGET,
                                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_install_action (widget_class, "check.details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "check.point", "(sss)", point_action);
  bind_template (widget_class);
}

static void
hato_check_page_init (HatoCheckPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
