/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/report-fields.h"

static void
test_groups (void)
{
  g_autoptr (HatoReportFields) fields = hato_report_fields_parse (
      "\n \nA: 1\nb : two\n   words\n\tmore\n\n\nno field\nC:\n continued\n x: y\n\n");
  const GPtrArray *first, *second;

  g_assert_cmpuint (fields->groups->len, ==, 2);
  first = g_ptr_array_index (fields->groups, 0);
  g_assert_cmpstr (hato_report_group_get (first, "a"), ==, "1");
  g_assert_cmpstr (hato_report_group_get (first, "B"), ==, "two words more");
  g_assert_null (hato_report_group_get (first, "C"));
  second = g_ptr_array_index (fields->groups, 1);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpstr (hato_report_group_get (second, "C"), ==, "continued x: y");
}

static void
test_limit (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (HatoReportFields) fields = NULL;

  for (guint i = 0; i < HATO_REPORT_GROUPS_MAX + 10; i++)
    g_string_append (text, "a: b\n\n");
  fields = hato_report_fields_parse (text->str);
  g_assert_cmpuint (fields->groups->len, ==, HATO_REPORT_GROUPS_MAX);
}

static void
test_types (void)
{
  static const char *const rows[][2] = {
    { "rfc822; a@b", "a@b" },
    { "smtp;550 x", "550 x" },
    { "X-Postfix ; words", "words" },
    { "550 no; type", "550 no; type" },
    { "a@b;c", "a@b;c" },
    { ";x", ";x" },
    { "", "" },
    { "dns;", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (hato_report_value_skip_type (rows[i][0]), ==, rows[i][1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-fields/groups", test_groups);
  g_test_add_func ("/report-fields/limit", test_limit);
  g_test_add_func ("/report-fields/types", test_types);
  return g_test_run ();
}
