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
  g_autofree char *line = NULL;
  char *text;

  *n_pages = 0;
  switch (kind)
    {
    case HATO_OUTPUT_PDF:
      return hato_pdf_render (job, report->document, n_pages, error);
    case HATO_OUTPUT_JSON:
      line = hato_json_case (redaction->shown, redaction->bounce, report->document->translation);
      text = g_strconcat (line, "\n", NULL);
      break;
    case HATO_OUTPUT_TEXT:
    default:
      text = hato_text_render (report->document);
      break;
    }
  return g_bytes_new_take (text, strlen (text));
}
