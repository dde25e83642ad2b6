/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/output.h"

#include <string.h>

#include "report/json.h"
#include "report/pdf.h"
#include "report/text.h"

static const char *const endings[] = {
  [HATO_OUTPUT_PDF] = ".pdf",
  [HATO_OUTPUT_TEXT] = ".txt",
  [HATO_OUTPUT_JSON] = ".json",
};

/** hato_output_kind_from_path: by its ending, in either case; FALSE = none of them */
gboolean
hato_output_kind_from_path (const char *path, HatoOutputKind *kind)
{
  gsize size = strlen (path);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize length = strlen (endings[i]);

      if (size > length && path[size - length - 1] != '/'
          && g_ascii_strcasecmp (path + size - length, endings[i]) == 0)
        {
          *kind = (HatoOutputKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

static GBytes *
take_text (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

/**
 * hato_output_render_document:
 * @kind: JSON is not made of a document
 * @n_pages: (out): of a PDF; else 0
 *
 * Returns: (transfer full) (nullable): the bytes of the file
 */
GBytes *
hato_output_render_document (HatoJob *job,
                             const HatoDocument *document,
                             HatoOutputKind kind,
                             guint *n_pages,
                             GError **error)
{
  if (kind == HATO_OUTPUT_PDF)
    return hato_pdf_render (job, document, n_pages, error);

  *n_pages = 0;
  return take_text (hato_text_render (document));
}

/**
 * hato_output_render:
 * @job: (nullable): posts HatoReportProgress while a PDF is made, can be cancelled
 * @n_pages: (out): of a PDF; else 0
 *
 * Returns: (transfer full) (nullable): the bytes of the file
 */
GBytes *
hato_output_render (HatoJob *job,
                    const HatoReport *report,
                    HatoOutputKind kind,
                    guint *n_pages,
                    GError **error)
{
  const HatoRedaction *redaction = report->redaction;
  g_autofree char *json = NULL;

  if (kind != HATO_OUTPUT_JSON)
    return hato_output_render_document (job, report->document, kind, n_pages, error);

  *n_pages = 0;
  json = hato_json_case (redaction->shown, redaction->bounce, report->document->translation);
  return take_text (g_strconcat (json, "\n", NULL));
}
