/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/selector.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/domain-name.h"

#define RESOURCE "/io/github/hatobin/Hatobin/catalogue/selectors.json"

/* By rank, from 1 without a gap; each once; each a name that can be asked for. */
static void
test_ranks (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSelectorList) list = hato_selector_list_new (&error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint rank;

  g_assert_no_error (error);
  g_assert_null (hato_selector_list_get (list, 0));
  g_assert_cmpstr (hato_selector_list_get (list, 1), ==, "default");
  g_assert_cmpstr (hato_selector_list_get (list, 2), ==, "google");
  for (rank = 1; hato_selector_list_get (list, rank) != NULL; rank++)
    {
      const char *selector = hato_selector_list_get (list, rank);
      g_autofree char *name = g_strdup_printf ("%s._domainkey.example.jp", selector);
      g_autoptr (HatoDomainName) checked = hato_domain_name_new (name, NULL);

      g_test_message ("%u: %s", rank, selector);
      g_assert_true (g_hash_table_add (seen, (gpointer) selector));
      g_assert_nonnull (checked);
    }
  g_assert_cmpuint (rank, >, 100);
  g_assert_null (hato_selector_list_get (list, rank + 1));
  g_assert_null (hato_selector_list_get (list, G_MAXUINT));
}

static void
test_shared (void)
{
  HatoSelectorList *list = hato_selector_list_new (NULL);
  HatoSelectorList *other = hato_selector_list_ref (list);

  hato_selector_list_unref (list);
  g_assert_cmpstr (hato_selector_list_get (other, 1), ==, "default");
  hato_selector_list_unref (other);
}

/* The file: nothing unknown, nothing without a source and a day. */
static void
test_file (void)
{
  static const char *const members[] = { "selector", "rank", "services", "source", "date", NULL };
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *list;

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                             (gssize) g_bytes_get_size (bytes), NULL));
  list = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                       "selectors");
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *entry = json_array_get_object_element (list, i);
      g_autoptr (GList) names = json_object_get_members (entry);
      g_autoptr (GDateTime) date = NULL;
      g_autofree char *midnight = NULL;

      g_test_message ("%s", json_object_get_string_member (entry, "selector"));
      for (GList *l = names; l != NULL; l = l->next)
        g_assert_true (g_strv_contains (members, l->data));
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (entry, "services")), >,
                        0);
      g_assert_cmpuint (strlen (json_object_get_string_member (entry, "source")), >, 8);
      midnight = g_strconcat (json_object_get_string_member (entry, "date"), "T00:00:00Z", NULL);
      date = g_date_time_new_from_iso8601 (midnight, NULL);
      g_assert_nonnull (date);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selector/ranks", test_ranks);
  g_test_add_func ("/selector/shared", test_shared);
  g_test_add_func ("/selector/file", test_file);
  return g_test_run ();
}
