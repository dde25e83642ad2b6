/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "findings/finding.h"

#include <string.h>

#define NEW_TEXT_MAX 4096u

static void
test_record (void)
{
  const struct
  {
    gsize size; /* of what is proposed */
    gboolean is_proposed;
  } rows[] = { { 1, TRUE }, { NEW_TEXT_MAX, TRUE }, { NEW_TEXT_MAX + 1, FALSE }, { 65535, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strnfill (rows[i].size, 'a');
      g_autoptr (HatoFinding) finding =
          hato_finding_new_usual ("spf.unknown_mechanism", "shop.example");

      hato_finding_set_record (finding, "shop.example", "TXT", "old", text);
      g_assert_true ((finding->record != NULL) == rows[i].is_proposed);
      if (rows[i].is_proposed)
        g_assert_cmpstr (finding->record->new_text, ==, text);
    }
}

static void
test_record_to_remove (void)
{
  g_autofree char *text = g_strnfill (65535, 'a');
  g_autoptr (HatoFinding) finding = hato_finding_new_usual ("spf.multiple", "shop.example");

  hato_finding_set_record (finding, "shop.example", "TXT", text, NULL);
  g_assert_cmpstr (finding->record->old_text, ==, text);
  g_assert_null (finding->record->new_text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finding/record", test_record);
  g_test_add_func ("/finding/record-to-remove", test_record_to_remove);
  return g_test_run ();
}
