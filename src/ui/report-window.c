/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/report-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "report/pdf.h"
#include "ui/button.h"
#include "ui/line-layout.h"
#include "ui/print-sheets.h"
#include "ui/report-errand.h"
#include "ui/saved-toast.h"

struct _HatoReportWindow
{
  AdwWindow parent_instance;

  HatoContext *context; /* (owned) */
  HatoCase *shown;      /* (owned) */
  HatoBounce *bounce;   /* (owned) (nullable) */
  gboolean is_sample;
  HatoReport *report;        /* (owned) (nullable): as the choices are now */
  GCancellable *cancellable; /* (owned) (nullable): of what is being made or written */
  GPtrArray
      *contents_rows; /* (owned) (element-type GtkWidget): of the lists, to be taken out again */
  GPtrArray *masked_rows; /* (owned) (element-type GtkWidget) */
  AdwToast *toast;        /* (owned) (nullable): the last one */

  AdwToastOverlay *toasts;
  AdwComboRow *owner_language;
  AdwComboRow *language;
  GtkSwitch *redacts;
  AdwExpanderRow *contents;
  AdwExpanderRow *masked;
  GtkWidget *letter_group;
  GtkTextView *letter;
  GtkWidget *form;
  GtkProgressBar *progress;
  GtkWidget *print;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (HatoReportWindow, hato_report_window, ADW_TYPE_WINDOW)

/* Each by its own name, whatever the window speaks. */
static const struct
{
  const char *id;
  const char *name;
} languages[] = { { "ja", "日本語" }, { "en", "English" } };

/* What was said before makes room: one that stays would keep others waiting. */
static void
show_toast (HatoReportWindow *self, AdwToast *toast)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_object (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
say (HatoReportWindow *self, const char *text)
{
  show_toast (self, adw_toast_new (text));
}

/* Ends what is on its way: a late result has nobody any more. */
static GCancellable *
renew_cancellable (HatoReportWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

static void
show_busy (HatoReportWindow *self, gboolean busy)
{
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_widget_set_sensitive (self->save, !busy && self->report != NULL);
  gtk_widget_set_sensitive (self->print, !busy && self->report != NULL);
}

/* ---- the preview ---- */

static void
fill_list (AdwExpanderRow *list, GPtrArray *rows, GPtrArray *lines, const char *none)
{
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_remove (list, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
  if (lines->len == 0)
    g_ptr_array_add (lines, g_strdup (none));

  for (guint i = 0; i < lines->len; i++)
    {
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                     g_ptr_array_index (lines, i), NULL);

      adw_expander_row_add_row (list, row);
      g_ptr_array_add (rows, row);
    }
}

static void
show_report (HatoReportWindow *self)
{
  const HatoLetter *letter = self->report->letter;
  g_autoptr (GPtrArray) contents =
      hato_report_dup_contents (self->report, self->context->translation);
  g_autoptr (GPtrArray) masked = hato_report_dup_masked (self->report, self->context->translation);

  fill_list (self->contents, self->contents_rows, contents, _ ("Nothing"));
  fill_list (self->masked, self->masked_rows, masked,
             gtk_switch_get_active (self->redacts) ? _ ("Nothing had to be left out")
                                                   : _ ("Nothing is left out"));
  gtk_widget_set_visible (self->letter_group, letter != NULL);
  if (letter == NULL)
    return;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->letter), letter->body, -1);
  gtk_widget_set_visible (self->form, letter->form_url != NULL);
}

static void
progress_cb (gpointer settled, gpointer user_data)
{
  HatoReportWindow *self = user_data;
  const HatoReportProgress *progress = settled;

  gtk_progress_bar_set_fraction (self->progress,
                                 (double) progress->done / (double) MAX (progress->total, 1));
}

static gpointer
make_work (HatoJob *job, gconstpointer input, GError **error)
{
  return hato_report_run (job, input, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HatoReportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  HatoReport *report = hato_runner_run_finish (HATO_RUNNER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->report = report;
  show_busy (self, FALSE);
  if (report != NULL)
    show_report (self);
  else
    say (self, error->message);
}

static HatoTranslation *
get_translation (AdwComboRow *row)
{
  return hato_translation_new_for_language (languages[adw_combo_row_get_selected (row)].id);
}

static void
make (HatoReportWindow *self)
{
  g_autoptr (HatoTranslation) owner = get_translation (self->owner_language);
  g_autoptr (HatoTranslation) contact = get_translation (self->language);
  HatoReportInput *input =
      hato_report_input_new (self->shown, self->bounce, self->context->providers, owner, contact);

  input->masks = gtk_switch_get_active (self->redacts);
  input->is_sample = self->is_sample;
  g_clear_pointer (&self->report, hato_report_unref);
  show_busy (self, TRUE);
  hato_runner_run_async (self->context->runner, make_work, input,
                         (GDestroyNotify) hato_report_input_unref,
                         (GDestroyNotify) hato_report_unref, renew_cancellable (self), progress_cb,
                         made_cb, g_object_ref (self));
}

/* A choice was made anew. */
static void
changed_cb (HatoReportWindow *self)
{
  if (self->shown != NULL)
    make (self);
}

/* ---- the file ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HatoReportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = hato_runner_run_finish (HATO_RUNNER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_busy (self, FALSE);
  if (file != NULL)
    show_toast (self, hato_saved_toast_new (file));
  else
    say (self, error->message);
}

/* The forms of a file: what the dialog offers, and how its name ends. */
static const struct
{
  const char *name;
  const char *ending;
} forms[] = {
  { N_ ("PDF, to print and to send (.pdf)"), ".pdf" },
  { N_ ("Text (.txt)"), ".txt" },
  { N_ ("JSON, for programs (.json)"), ".json" },
};

static const char *
get_chosen_ending (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);

  for (gsize i = 0; filter != NULL && i < G_N_ELEMENTS (forms); i++)
    if (g_strcmp0 (gtk_file_filter_get_name (filter), _ (forms[i].name)) == 0)
      return forms[i].ending;

  return forms[0].ending;
}

/* An ending that was typed says the form. Where none was, or the name is the proposed one, the form that was chosen says it:
 * the dialog has not asked then whether that file may be replaced. */
static char *
dup_path (HatoReportWindow *self, GtkFileChooser *chooser, const char *typed, gboolean *replace)
{
  g_autofree char *proposed = hato_report_dup_file_name (self->report, "pdf");
  g_autofree char *name = g_path_get_basename (typed);
  const char *ending = get_chosen_ending (chooser);
  gboolean is_proposed = strcmp (name, proposed) == 0;
  HatoOutputKind kind;
  char *path;

  if (is_proposed)
    path = g_strdup_printf ("%.*s%s", (int) (strlen (typed) - strlen (forms[0].ending)), typed,
                            ending);
  else if (hato_output_kind_from_path (typed, &kind))
    path = g_strdup (typed);
  else
    path = g_strconcat (typed, ending, NULL);
  *replace = strcmp (path, typed) == 0;
  return path;
}

static void
write_to (HatoReportWindow *self, const char *path, gboolean replace)
{
  show_busy (self, TRUE);
  hato_runner_run_async (
      self->context->runner, hato_report_errand_work,
      hato_report_errand_new (self->report, path, replace, self->context->translation),
      (GDestroyNotify) hato_report_errand_unref, g_object_unref, renew_cancellable (self),
      progress_cb, written_cb, g_object_ref (self));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, HatoReportWindow *self)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (chooser) : NULL;
  g_autofree char *typed = file != NULL ? g_file_get_path (file) : NULL;

  if (file != NULL && typed == NULL)
    say (self, _ ("Choose a folder of this computer."));
  if (typed != NULL && self->report != NULL)
    {
      gboolean replace;
      g_autofree char *path = dup_path (self, chooser, typed, &replace);

      write_to (self, path, replace);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
add_filter (GtkFileChooserNative *dialog, const char *name, const char *ending)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, ending + strlen ("."));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
}

static void
save_cb (HatoReportWindow *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Save the Report"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *name = hato_report_dup_file_name (self->report, "pdf");

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    add_filter (dialog, _ (forms[i].name), forms[i].ending);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- paper ---- */

/* What failed behind the dialog: without it the person would wait for paper. */
static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, HatoReportWindow *self)
{
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR
      || gtk_print_operation_get_status (operation) == GTK_PRINT_STATUS_FINISHED_ABORTED)
    say (self, _ ("The report could not be printed. Save it as a file, and print that."));
}

static void
sheets_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HatoReportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sheets = hato_runner_run_finish (HATO_RUNNER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_busy (self, FALSE);
  if (sheets == NULL
      || !hato_print_sheets (GTK_WINDOW (self), sheets, self->report, G_CALLBACK (printed_cb),
                             &error))
    say (self, error->message);
}

static gpointer
sheets_work (HatoJob *job, gconstpointer report, GError **error)
{
  return hato_pdf_render_sheets (job, ((const HatoReport *) report)->document, error);
}

static void
print_cb (HatoReportWindow *self)
{
  show_busy (self, TRUE);
  hato_runner_run_async (self->context->runner, sheets_work, hato_report_ref (self->report),
                         (GDestroyNotify) hato_report_unref, (GDestroyNotify) g_ptr_array_unref,
                         renew_cancellable (self), progress_cb, sheets_cb, g_object_ref (self));
}

/* ---- the letter ---- */

static void
copy_cb (HatoReportWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->report->letter->body);
  say (self, _ ("Copied"));
}

static void
mail_cb (HatoReportWindow *self)
{
  gtk_show_uri (GTK_WINDOW (self), self->report->letter->mailto, GDK_CURRENT_TIME);
}

static void
form_cb (HatoReportWindow *self)
{
  gtk_show_uri (GTK_WINDOW (self), self->report->letter->form_url, GDK_CURRENT_TIME);
}

static void
hato_report_window_dispose (GObject *object)
{
  HatoReportWindow *self = HATO_REPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->toast);
  g_clear_pointer (&self->report, hato_report_unref);
  g_clear_pointer (&self->shown, hato_case_unref);
  g_clear_pointer (&self->bounce, hato_bounce_unref);
  g_clear_pointer (&self->context, hato_context_unref);
  g_clear_pointer (&self->contents_rows, g_ptr_array_unref);
  g_clear_pointer (&self->masked_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (hato_report_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/report-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, owner_language);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, language);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, redacts);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, masked);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, letter_group);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, letter);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, form);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, print);
  gtk_widget_class_bind_template_child (widget_class, HatoReportWindow, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, mail_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
hato_report_window_class_init (HatoReportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_report_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (HATO_TYPE_BUTTON);
  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  bind_template (widget_class);
}

static void
fill_languages (AdwComboRow *row, const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = G_N_ELEMENTS (languages) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      gtk_string_list_append (names, languages[i].name);
      if (strcmp (languages[i].id, chosen) == 0)
        selected = i;
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, selected);
}

static void
hato_report_window_init (HatoReportWindow *self)
{
  self->contents_rows = g_ptr_array_new ();
  self->masked_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** hato_report_window_new: @bounce: (nullable): what came back, where the case has it; its report is made at once */
HatoReportWindow *
hato_report_window_new (GtkWindow *parent,
                        HatoContext *context,
                        HatoCase *shown,
                        HatoBounce *bounce,
                        gboolean is_sample)
{
  HatoReportWindow *self = g_object_new (HATO_TYPE_REPORT_WINDOW, "transient-for", parent, NULL);
  const char *language = hato_translation_get_language (context->translation);

  fill_languages (self->owner_language, language);
  fill_languages (self->language, language);
  self->context = hato_context_ref (context);
  self->bounce = bounce != NULL ? hato_bounce_ref (bounce) : NULL;
  self->is_sample = is_sample;
  self->shown = hato_case_ref (shown);
  make (self);
  return self;
}
