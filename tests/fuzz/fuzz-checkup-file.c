/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checkup from a stranger: what is read makes a page. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "report/before-after.h"
#include "report/checkup-file.h"
#include "report/text.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoCheckup) checkup = hato_checkup_file_read (bytes, &error);
  g_autoptr (HatoTranslation) translation = NULL;
  g_autoptr (HatoDocument) document = NULL;
  g_autofree char *text = NULL;

  if (checkup == NULL)
    {
      g_assert (error != NULL);
      return 0;
    }
  translation = hato_translation_new ("en", NULL);
  document = hato_before_after_new (checkup, checkup, HATO_PAPER_A4, translation, &error);
  g_assert_no_error (error);
  text = hato_text_render (document);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  return 0;
}
