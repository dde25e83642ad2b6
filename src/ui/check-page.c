/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/check-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/foreign-text.h"
#include "findings/wording.h"
#include "ui/finding-group.h"
#include "ui/headline.h"

#define SCROLL_MARGIN    12 /* pixels above a row that was looked for */
#define FRAMES_TO_LAYOUT 2  /* until what was opened has its height */

typedef struct
{
  HatoRun *run;    /* (owned) (nullable): whose results are waited for */
  HatoCase *shown; /* (owned) (nullable) */
  GPtrArray *rows; /* (owned) (element-type HatoFindingRow): in the order of the check */
  guint n_settled;
  int frames_to_scroll;

  GtkStack *stack;
  AdwBin *empty;
  GtkScrolledWindow *scroller;
  GtkWidget *running;
  GtkProgressBar *progress;
  GtkLabel *count;
  HatoHeadline *headline;
  HatoFindingGroup *sending;
  HatoFindingGroup *receiving;
  HatoFindingGroup *programs;
  HatoFindingGroup *habits;
  HatoFindingGroup *in_order;
  HatoFindingGroup *unchecked;
  HatoFindingGroup *not_applicable;
  GtkLabel *scope;
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
  N_PROPERTIES
};

enum
{
  FINISHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_TYPE_WITH_PRIVATE (HatoCheckPage, hato_check_page, ADW_TYPE_BIN)

static void
ticket_free (Ticket *ticket)
{
  g_object_unref (ticket->page);
  hato_run_unref (ticket->run);
  g_free (ticket);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ticket, ticket_free)

static void
show_progress (HatoCheckPagePrivate *private)
{
  g_autofree char *count =
      g_strdup_printf (_ ("%u of %u checked"), private->n_settled, private->rows->len);

  gtk_label_set_text (private->count, count);
  gtk_progress_bar_set_fraction (private->progress,
                                 private->n_settled / (double) MAX (private->rows->len, 1u));
}

static HatoFindingGroup *
group_by_affects (HatoCheckPagePrivate *private, HatoAffects affects)
{
  switch (affects)
    {
    case HATO_AFFECTS_SENDING:
      return private->sending;
    case HATO_AFFECTS_RECEIVING:
      return private->receiving;
    case HATO_AFFECTS_MAIL_PROGRAM:
    case HATO_AFFECTS_WEB:
    default:
      return private->programs;
    }
}

/* Where a row stands while nothing is known yet: by what its area is about. */
static HatoFindingGroup *
group_at_start (HatoCheckPagePrivate *private, const char *id)
{
  gsize n_tables;
  const HatoWordingTable *const *tables = hato_wording_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    if (strcmp (tables[i]->area, id) == 0 && tables[i]->n_wordings > 0)
      return group_by_affects (private, tables[i]->wordings[0].affects);

  return private->sending;
}

/* Where it stands at the end. */
static HatoFindingGroup *
group_at_end (HatoCheckPagePrivate *private, const HatoItem *item)
{
  const HatoFinding *worst = item->findings->len > 0 ? g_ptr_array_index (item->findings, 0) : NULL;
  const HatoWording *wording = worst != NULL ? hato_wording_find (worst->code) : NULL;

  switch (item->level)
    {
    case HATO_LEVEL_PROBLEM:
    case HATO_LEVEL_CAUTION:
      return group_by_affects (private, wording != NULL ? wording->affects : HATO_AFFECTS_SENDING);
    case HATO_LEVEL_ADVICE:
      return private->habits;
    case HATO_LEVEL_UNCHECKED:
      return private->unchecked;
    case HATO_LEVEL_OK:
      return private->in_order;
    case HATO_LEVEL_NOT_APPLICABLE:
    default:
      return private->not_applicable;
    }
}

static void
clear (HatoCheckPagePrivate *private)
{
  HatoFindingGroup *const groups[] = { private->sending,       private->receiving,
                                       private->programs,      private->habits,
                                       private->in_order,      private->unchecked,
                                       private->not_applicable };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    hato_finding_group_clear (groups[i]);
  g_ptr_array_set_size (private->rows, 0);
  g_clear_pointer (&private->shown, hato_case_unref);
  private->n_settled = 0;
  gtk_widget_set_visible (GTK_WIDGET (private->headline), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (private->scope), FALSE);
}

static void
add_rows (HatoCheckPagePrivate *private, HatoRun *run, const char *const *ids, gsize n_ids)
{
  for (gsize i = 0; i < n_ids; i++)
    {
      HatoFindingRow *row = g_object_ref_sink (hato_finding_row_new (run->context, ids[i]));

      g_ptr_array_add (private->rows, row);
      hato_finding_group_add (group_at_start (private, ids[i]), row);
    }
}

/* Rows in the order of their trouble, each in the group of its verdict. */
static void
sort_rows (HatoCheckPagePrivate *private)
{
  for (guint i = 0; i < private->rows->len; i++)
    {
      HatoFindingRow *row = g_ptr_array_index (private->rows, i);

      hato_finding_group_remove (group_at_start (private, hato_finding_row_get_id (row)), row);
    }
  for (HatoLevel level = HATO_LEVEL_PROBLEM; level <= HATO_LEVEL_NOT_APPLICABLE; level++)
    for (guint i = 0; i < private->rows->len; i++)
      {
        HatoFindingRow *row = g_ptr_array_index (private->rows, i);
        HatoItem *item = hato_finding_row_get_item (row);

        if (item->level == level)
          hato_finding_group_add (group_at_end (private, item), row);
      }
}

static void
settle (HatoCheckPagePrivate *private, HatoItem *item)
{
  for (guint i = 0; i < private->rows->len; i++)
    {
      HatoFindingRow *row = g_ptr_array_index (private->rows, i);

      if (strcmp (hato_finding_row_get_id (row), item->id) != 0
          || hato_finding_row_get_item (row) != NULL)
        continue;
      hato_finding_row_settle (row, item);
      private->n_settled++;
    }
  show_progress (private);
}

static void
settled_cb (gpointer settled, gpointer user_data)
{
  Ticket *ticket = user_data;
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (ticket->page);

  if (private->run == ticket->run)
    settle (private, settled);
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

  if (checkup == NULL)
    {
      hato_check_page_show_failure (ticket->page, error);
      return;
    }
  for (guint i = 0; i < checkup->items->len; i++)
    settle (private, g_ptr_array_index (checkup->items, i));
  g_signal_emit (ticket->page, signals[FINISHED], 0, checkup);
}

/** hato_check_page_start: checks what @run is about; what was running is given up and shows nothing any more. */
void
hato_check_page_start (HatoCheckPage *self, HatoRun *run)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  HatoCheckPageClass *klass = HATO_CHECK_PAGE_GET_CLASS (self);
  Ticket *ticket = g_new0 (Ticket, 1);
  gsize n_ids;
  const char *const *ids = klass->get_items (&n_ids);

  if (private->run != NULL)
    g_cancellable_cancel (private->run->cancellable);
  g_clear_pointer (&private->run, hato_run_unref);
  private->run = hato_run_ref (run);

  clear (private);
  add_rows (private, run, ids, n_ids);
  show_progress (private);
  gtk_widget_set_visible (private->running, TRUE);
  hato_headline_set_sample (private->headline, run->is_sample);
  gtk_stack_set_visible_child_name (private->stack, "check");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (private->scroller), 0);

  ticket->page = g_object_ref (self);
  ticket->run = hato_run_ref (run);
  hato_runner_run_async (run->context->runner, klass->work, klass->new_input (run),
                         klass->input_free, (GDestroyNotify) hato_checkup_unref, run->cancellable,
                         settled_cb, finished_cb, ticket);
}

/* Nothing more is waited for. */
static void
end (HatoCheckPagePrivate *private)
{
  for (guint i = 0; i < private->rows->len; i++)
    hato_finding_row_stop (g_ptr_array_index (private->rows, i));
  gtk_widget_set_visible (private->running, FALSE);
  if (private->run != NULL)
    g_cancellable_cancel (private->run->cancellable);
  g_clear_pointer (&private->run, hato_run_unref);
}

/** hato_check_page_cancel: ends what is running, at once; what has settled stays. */
void
hato_check_page_cancel (HatoCheckPage *self)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  g_autofree char *advice = NULL;

  if (private->run == NULL)
    return;

  end (private);
  advice = g_strdup_printf (_ ("Until then %u of %u points had been checked."), private->n_settled,
                            private->rows->len);
  hato_headline_show (private->headline, HATO_LEVEL_UNCHECKED, _ ("The check was stopped."), advice,
                      _ ("Check again"), "win.again");
  gtk_widget_grab_focus (GTK_WIDGET (private->headline));
}

/** hato_check_page_show_failure: nothing could be learned. */
void
hato_check_page_show_failure (HatoCheckPage *self, const GError *error)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  g_autofree char *reason = hato_foreign_line (error->message);

  end (private);
  clear (private);
  gtk_stack_set_visible_child_name (private->stack, "check");
  hato_headline_show (
      private->headline, HATO_LEVEL_UNCHECKED,
      _ ("The check could not be made. Look at the network connection, then check again."), reason,
      _ ("Check again"), "win.again");
  gtk_widget_grab_focus (GTK_WIDGET (private->headline));
}

/** hato_check_page_clear: back to what the tab is for; what was running is given up. */
void
hato_check_page_clear (HatoCheckPage *self)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);

  end (private);
  clear (private);
  gtk_stack_set_visible_child_name (private->stack, "empty");
}

/* What was checked, when, from where, and what was not done. */
static void
show_scope (HatoCheckPagePrivate *private, const HatoCheckup *checkup, gboolean is_sample)
{
  const HatoSubject *subject = checkup->subject;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (checkup->started / G_USEC_PER_SEC);
  /* Translators: a date and time for people, as g_date_time_format () reads it. xgettext:no-c-format */
  g_autofree char *when = g_date_time_format (time, _ ("%-d %b %Y %H:%M"));
  g_autofree char *made = g_strdup_printf (
      is_sample ? _ ("%s, sample. These are made-up data that came with the program; nothing was "
                     "asked for on the network.")
                : _ ("%s, from this computer. No mail was sent anywhere; only names and server "
                     "data were asked for."),
      when);
  /* Both forms of a name: what looks like another may be written so on purpose. */
  g_autofree char *scope =
      strcmp (subject->domain, subject->unicode) == 0
          ? g_strdup_printf ("%s\n%s", subject->domain, made)
          : g_strdup_printf ("%s (%s)\n%s", subject->unicode, subject->domain, made);

  gtk_label_set_text (private->scope, scope);
  gtk_widget_set_visible (GTK_WIDGET (private->scope), TRUE);
}

/** hato_check_page_show_case: the end of the run: the headline of @shown over the rows, which are sorted now. */
void
hato_check_page_show_case (HatoCheckPage *self, HatoCase *shown, gboolean take_focus)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);
  g_autoptr (HatoRun) run = g_steal_pointer (&private->run);

  g_return_if_fail (run != NULL);

  private->shown = hato_case_ref (shown);
  gtk_widget_set_visible (private->running, FALSE);
  sort_rows (private);
  hato_headline_show_case (private->headline, shown, run->context->translation);
  show_scope (private, shown->checkup, run->is_sample);
  if (take_focus)
    gtk_widget_grab_focus (GTK_WIDGET (private->headline));
}

/* Brings the row to the upper edge, once it has its place. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (user_data);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (private->scroller);
  graphene_point_t place;

  if (private->frames_to_scroll-- > 0)
    return G_SOURCE_CONTINUE;

  private->frames_to_scroll = 0;
  if (gtk_widget_compute_point (widget, GTK_WIDGET (private->scroller), &GRAPHENE_POINT_INIT (0, 0),
                                &place))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + (double) place.y
                                              - SCROLL_MARGIN);
  return G_SOURCE_REMOVE;
}

/* Opens the row that the headline speaks of. */
static void
details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (HATO_CHECK_PAGE (widget));

  for (guint i = 0; private->shown != NULL && i < private->rows->len; i++)
    {
      HatoFindingRow *row = g_ptr_array_index (private->rows, i);
      HatoItem *item = hato_finding_row_get_item (row);
      const HatoFinding *leading = private->shown->leading;

      if (leading == NULL || !g_ptr_array_find (item->findings, leading, NULL))
        continue;
      hato_finding_group_open (group_at_end (private, item));
      hato_finding_row_open (row);
      private->frames_to_scroll = FRAMES_TO_LAYOUT;
      gtk_widget_add_tick_callback (GTK_WIDGET (row), scroll_cb, widget, NULL);
      return;
    }
}

static void
hato_check_page_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *specification)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (HATO_CHECK_PAGE (object));

  if (id == PROP_EMPTY_STATE)
    adw_bin_set_child (private->empty, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, specification);
}

static void
hato_check_page_dispose (GObject *object)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (HATO_CHECK_PAGE (object));

  if (private->run != NULL)
    g_cancellable_cancel (private->run->cancellable);
  g_clear_pointer (&private->run, hato_run_unref);
  g_clear_pointer (&private->shown, hato_case_unref);
  g_clear_pointer (&private->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (hato_check_page_parent_class)->dispose (object);
}

static void
hato_check_page_class_init (HatoCheckPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HATO_TYPE_HEADLINE);
  g_type_ensure (HATO_TYPE_FINDING_GROUP);
  object_class->set_property = hato_check_page_set_property;
  object_class->dispose = hato_check_page_dispose;

  properties[PROP_EMPTY_STATE] = g_param_spec_object ("empty-state", NULL, NULL, GTK_TYPE_WIDGET,
                                                      G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[FINISHED] = g_signal_new ("finished", HATO_TYPE_CHECK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, HATO_TYPE_CHECKUP);

  gtk_widget_class_install_action (widget_class, "check.details", NULL, details_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/check-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, empty);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, scroller);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, running);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, progress);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, count);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, headline);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, sending);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, receiving);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, programs);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, habits);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, in_order);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, unchecked);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, not_applicable);
  gtk_widget_class_bind_template_child_private (widget_class, HatoCheckPage, scope);
}

static void
hato_check_page_init (HatoCheckPage *self)
{
  HatoCheckPagePrivate *private = hato_check_page_get_instance_private (self);

  private->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
