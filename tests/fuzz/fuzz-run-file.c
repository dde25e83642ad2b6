/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recorded run from a stranger: what is read can be written, and reads the same again. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "net/run-file.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoRunFile) run = hato_run_file_new_from_bytes (bytes, &error);
  g_autoptr (HatoRunFile) again = NULL;
  g_autoptr (GBytes) copy = NULL;
  g_autofree char *json = NULL;

  if (run == NULL)
    {
      g_assert (error != NULL);
      return 0;
    }
  json = hato_run_file_to_json (run);
  copy = g_bytes_new_static (json, strlen (json));
  again = hato_run_file_new_from_bytes (copy, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->answers->len, ==, run->answers->len);
  for (guint i = 0; i < run->answers->len; i++)
    {
      const HatoEvidence *left = g_ptr_array_index (run->answers, i);
      const HatoEvidence *right = g_ptr_array_index (again->answers, i);

      g_assert_true (hato_question_equal (left->question, right->question));
      g_assert_true (hato_evidence_same_answer (left, right));
    }
  return 0;
}
