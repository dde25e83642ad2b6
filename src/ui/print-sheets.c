/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/print-sheets.h"

#include "report/pdf.h"

/* What is printed. */
typedef struct
{
  GPtrArray *sheets; /* (owned) (element-type cairo_surface_t) */
  double width;      /* of a sheet, points */
  double height;
} Print;

static void
print_free (gpointer data, GClosure *closure)
{
  Print *print = data;

  g_ptr_array_unref (print->sheets);
  g_free (print);
}

/* On paper of another size a page is made smaller, never larger. */
static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Print *print)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  double scale = MIN (gtk_print_context_get_width (context) / print->width,
                      gtk_print_context_get_height (context) / print->height);

  cairo_scale (cairo, MIN (scale, 1), MIN (scale, 1));
  cairo_set_source_surface (cairo, g_ptr_array_index (print->sheets, (guint) page), 0, 0);
  cairo_paint (cairo);
}

static GtkPageSetup *
new_page_setup (HatoPaper paper)
{
  g_autoptr (GtkPaperSize) size =
      gtk_paper_size_new (paper == HATO_PAPER_LETTER ? GTK_PAPER_NAME_LETTER : GTK_PAPER_NAME_A4);
  GtkPageSetup *setup = gtk_page_setup_new ();

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  return setup;
}

/**
 * hato_print_sheets:
 * @parent: of the dialog
 * @sheets: (element-type cairo_surface_t): pages of @report
 * @done: a handler of GtkPrintOperation::done with @parent as its data: for what goes on behind this call
 *
 * Lets the person choose a printer, and prints.
 *
 * Returns: %FALSE if it could not be begun; that somebody thought better of it is no error
 */
gboolean
hato_print_sheets (GtkWindow *parent,
                   GPtrArray *sheets,
                   const HatoReport *report,
                   GCallback done,
                   GError **error)
{
  GtkPrintOperationResult result;
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = new_page_setup (report->document->paper);
  g_autofree char *name = hato_report_dup_file_name (report, "pdf");
  Print *print = g_new0 (Print, 1);

  print->sheets = g_ptr_array_ref (sheets);
  hato_pdf_get_paper_size (report->document->paper, &print->width, &print->height);
  gtk_print_operation_set_n_pages (operation, (int) sheets->len);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), print, print_free, 0);
  result =
      gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, error);
  if (result == GTK_PRINT_OPERATION_RESULT_IN_PROGRESS)
    g_signal_connect_object (operation, "done", done, parent, 0);
  return result != GTK_PRINT_OPERATION_RESULT_ERROR;
}
