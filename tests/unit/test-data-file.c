/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/data-file.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "catalogue/provider.h"
#include "catalogue/selector.h"

#define FOLDER "/io/github/hatobin/Hatobin/catalogue"

static char *folder; /* laid over the resource: see main () */

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static gboolean
count_cb (JsonObject *entry, gpointer user_data, GError **error)
{
  ++*(guint *) user_data;
  if (hato_data_get_string (entry, "stop") == NULL)
    return TRUE;

  g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INTERNAL, "stop");
  return FALSE;
}

/* A data file is part of the program, but what is wrong with it is said, never guessed away. */
static const struct
{
  const char *description;
  const char *text;
  guint n_read;
  gboolean good;
} rows[] = {
  { "two entries",
    "{\"list\": [{\"source\": \"a\", \"date\": \"2026\"}, {\"source\": \"b\", \"date\": "
    "\"2026\"}]}",
    2, TRUE },
  { "no entries", "{\"list\": []}", 0, TRUE },
  { "no source", "{\"list\": [{\"date\": \"2026\"}]}", 0, FALSE },
  { "an empty source", "{\"list\": [{\"source\": \"\", \"date\": \"2026\"}]}", 0, FALSE },
  { "no date, second entry",
    "{\"list\": [{\"source\": \"a\", \"date\": \"2026\"}, {\"source\": \"b\"}]}", 1, FALSE },
  { "a date that is a number", "{\"list\": [{\"source\": \"a\", \"date\": 2026}]}", 0, FALSE },
  { "the reader says no",
    "{\"list\": [{\"source\": \"a\", \"date\": \"2026\", \"stop\": \"x\"}, {}]}", 1, FALSE },
  { "no such list", "{\"other\": []}", 0, FALSE },
  { "the list is none", "{\"list\": {}}", 0, FALSE },
  { "an array alone", "[]", 0, FALSE },
  { "no JSON", "{", 0, FALSE },
};

static void
test_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      guint n_read = 0;
      gboolean good;

      g_test_message ("%s", rows[i].description);
      write_file ("rows.json", rows[i].text);
      good = hato_data_file_read ("rows", "list", count_cb, &n_read, &error);
      g_assert_cmpint (good, ==, rows[i].good);
      g_assert_cmpint (error == NULL, ==, rows[i].good);
      g_assert_cmpuint (n_read, ==, rows[i].n_read);
    }
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hato_data_file_read ("nothing-of-that-name", "list", count_cb, NULL, &error));
  g_assert_error (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND);
}

static void
test_members (void)
{
  g_autoptr (JsonNode) node =
      json_from_string ("{\"s\": \"x\", \"e\": \"\", \"n\": 1, \"l\": [\"a\", \"b\"]}", NULL);
  JsonObject *object = json_node_get_object (node);
  g_auto (GStrv) list = hato_data_dup_strings (object, "l");
  g_auto (GStrv) none = hato_data_dup_strings (object, "m");
  g_auto (GStrv) no_list = hato_data_dup_strings (object, "s");

  g_assert_cmpstr (hato_data_get_string (object, "s"), ==, "x");
  g_assert_null (hato_data_get_string (object, "e"));
  g_assert_null (hato_data_get_string (object, "n"));
  g_assert_null (hato_data_get_string (object, "m"));
  g_assert_null (hato_data_get_string (object, "l"));
  g_assert_cmpuint (g_strv_length (list), ==, 2);
  g_assert_cmpstr (list[1], ==, "b");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (no_list), ==, 0);
}

/* Tables that cannot be used are refused as a whole. */
static void
test_tables (void)
{
  static const char *const selectors[] = {
    "{\"selectors\": [{\"rank\": 1, \"source\": \"a\", \"date\": \"2026\"}]}",
    "{\"selectors\": [{\"selector\": \"x\", \"rank\": 2, \"source\": \"a\", \"date\": \"2026\"}]}",
    "{\"selectors\": [{\"selector\": \"x\", \"rank\": 1, \"source\": \"a\", \"date\": \"2026\"},"
    " {\"selector\": \"y\", \"rank\": 1, \"source\": \"a\", \"date\": \"2026\"}]}",
  };
  static const char *const providers[] = {
    "{\"providers\": [{\"name_en\": \"A\", \"source\": \"a\", \"date\": \"2026\"}]}",
    "{\"providers\": [{\"id\": \"a\", \"source\": \"a\", \"date\": \"2026\"}]}",
    "{\"providers\": [{\"id\": \"a\", \"name_en\": \"A\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (selectors); i++)
    {
      g_autoptr (GError) error = NULL;

      write_file ("selectors.json", selectors[i]);
      g_assert_null (hato_selector_list_new (&error));
      g_assert_error (error, HATO_ERROR, HATO_ERROR_INTERNAL);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (providers); i++)
    {
      g_autoptr (GError) error = NULL;

      write_file ("providers.json", providers[i]);
      g_assert_null (hato_provider_list_new (&error));
      g_assert_error (error, HATO_ERROR, HATO_ERROR_INTERNAL);
    }
}

static void
remove_files (void)
{
  static const char *const names[] = { "rows.json", "selectors.json", "providers.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char *argv[])
{
  g_autofree char *overlay = NULL;
  int result;

  folder = g_dir_make_tmp ("hatobin-data-XXXXXX", NULL);
  g_assert_nonnull (folder);
  overlay = g_strconcat (FOLDER "=", folder, NULL);
  g_setenv ("G_RESOURCE_OVERLAYS", overlay, TRUE); /* before GLib first looks */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-file/read", test_read);
  g_test_add_func ("/data-file/no-file", test_no_file);
  g_test_add_func ("/data-file/members", test_members);
  g_test_add_func ("/data-file/tables", test_tables);
  result = g_test_run ();
  remove_files ();
  return result;
}
