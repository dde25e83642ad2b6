/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/data-file.h"

#include <gio/gio.h>

#include "base/error.h"

/**
 * hato_data_file_read:
 * @name: a file of the program's own resource, "providers"
 * @member: the list in it
 * @read_entry: called with each entry; FALSE with an error ends the reading
 *
 * Reads one data file. Every entry must say where it is from and of what date.
 */
gboolean
hato_data_file_read (const char *name,
                     const char *member,
                     HatoDataEntryFunc read_entry,
                     gpointer user_data,
                     GError **error)
{
  g_autofree char *path = g_strdup_printf ("/io/github/hatobin/Hatobin/catalogue/%s.json", name);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root, *list;
  gsize size;

  if (bytes == NULL
      || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, &size),
                                      (gssize) g_bytes_get_size (bytes), error))
    return FALSE;

  root = json_parser_get_root (parser);
  list = JSON_NODE_HOLDS_OBJECT (root)
             ? json_object_get_member (json_node_get_object (root), member)
             : NULL;
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL, "%s: no list \"%s\"", path, member);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    {
      JsonObject *entry = json_array_get_object_element (json_node_get_array (list), i);

      if (entry == NULL || hato_data_get_string (entry, "source") == NULL
          || hato_data_get_string (entry, "date") == NULL)
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL, "%s: entry %u has no source or date",
                       path, i);
          return FALSE;
        }
      if (!read_entry (entry, user_data, error))
        return FALSE;
    }
  return TRUE;
}

/** hato_data_get_string: (transfer none) (nullable): a member that is a string and not empty. */
const char *
hato_data_get_string (JsonObject *entry, const char *member)
{
  JsonNode *node = json_object_get_member (entry, member);
  const char *text =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/** hato_data_dup_strings: (transfer full): a member that is a list of strings; an empty list where there is none. */
GStrv
hato_data_dup_strings (JsonObject *entry, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (entry, member);
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}
