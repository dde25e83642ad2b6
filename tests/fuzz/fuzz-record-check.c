/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first byte chooses a kind of record, the others are the text: what is judged must hang together and can be shown. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "dns/record-check.h"

static void
check_finding (const HatoFinding *finding)
{
  gsize size = strlen (finding->excerpt->text);

  g_assert_true (g_utf8_validate (finding->excerpt->text, -1, NULL));
  for (guint i = 0; i < finding->excerpt->marks->len; i++)
    {
      const HatoMark *mark = g_ptr_array_index (finding->excerpt->marks, i);

      g_assert_true (mark->start <= mark->end && mark->end <= size);
    }
  for (guint i = 0; i < finding->arguments->len; i++)
    {
      const HatoArgument *argument = g_ptr_array_index (finding->arguments, i);

      g_assert_true (g_utf8_validate (argument->value, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoRecordCheck) check = NULL;

  if (size == 0)
    return 0;

  check = hato_record_check_new ((HatoRecordKind) (data[0] % (HATO_RECORD_BIMI + 1)), data + 1,
                                 size - 1);
  g_assert_true (check->is_record || !check->valid);
  for (guint i = 0; i < check->findings->len; i++)
    check_finding (g_ptr_array_index (check->findings, i));
  return 0;
}
