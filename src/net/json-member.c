/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of objects in files that anybody may have written: what is there must be of its kind, or the answer is FALSE; what
 * is not there leaves the value as it was. */
#include "config.h"

#include "net/json-member.h"

/** hato_json_take_string: @value (transfer none) lives as long as @object */
gboolean
hato_json_take_string (JsonObject *object, const char *member, const char **value)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;

  *value = json_node_get_string (node);
  return TRUE;
}

/** hato_json_take_integer: a number from 0 to @max */
gboolean
hato_json_take_integer (JsonObject *object, const char *member, gint64 max, gint64 *value)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64
      || json_node_get_int (node) < 0 || json_node_get_int (node) > max)
    return FALSE;

  *value = json_node_get_int (node);
  return TRUE;
}

gboolean
hato_json_take_boolean (JsonObject *object, const char *member, gboolean *value)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;

  *value = json_node_get_boolean (node);
  return TRUE;
}

/** hato_json_take_array: @value (transfer none) lives as long as @object */
gboolean
hato_json_take_array (JsonObject *object, const char *member, JsonArray **value)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  *value = json_node_get_array (node);
  return TRUE;
}
