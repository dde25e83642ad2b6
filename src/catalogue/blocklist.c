/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/blocklist.h"

#include <string.h>

#include "base/address.h"
#include "base/error.h"
#include "catalogue/data-file.h"

struct _HatoBlocklistList
{
  GPtrArray *lists;      /* (owned) (element-type HatoBlocklist) */
  GHashTable *resolvers; /* (owned): address in its usual form → name of the company */
};

G_DEFINE_BOXED_TYPE (HatoBlocklistList,
                     hato_blocklist_list,
                     hato_blocklist_list_ref,
                     hato_blocklist_list_unref)

static void
meaning_free (gpointer data)
{
  HatoBlocklistMeaning *self = data;

  g_free (self->answer);
  g_free (self->word);
  g_free (self);
}

static void
blocklist_free (gpointer data)
{
  HatoBlocklist *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->zone);
  g_free (self->test_listed);
  g_free (self->test_unlisted);
  g_ptr_array_unref (self->meanings);
  g_free (self->removal);
  g_free (self);
}

static void
read_meanings (JsonObject *entry, GPtrArray *meanings)
{
  JsonNode *node = json_object_get_member (entry, "meanings");
  g_autoptr (GList) answers = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  answers = json_object_get_members (json_node_get_object (node));
  for (GList *l = answers; l != NULL; l = l->next)
    {
      const char *word = hato_data_get_string (json_node_get_object (node), l->data);
      HatoBlocklistMeaning *meaning;

      if (word == NULL)
        continue;
      meaning = g_new0 (HatoBlocklistMeaning, 1);
      meaning->answer = g_strdup (l->data);
      meaning->word = g_strdup (word);
      g_ptr_array_add (meanings, meaning);
    }
}

static gboolean
read_list (JsonObject *entry, gpointer user_data, GError **error)
{
  HatoBlocklistList *self = user_data;
  HatoBlocklist *list = g_new0 (HatoBlocklist, 1);

  g_ptr_array_add (self->lists, list);
  list->id = g_strdup (hato_data_get_string (entry, "id"));
  list->name = g_strdup (hato_data_get_string (entry, "name"));
  list->zone = g_strdup (hato_data_get_string (entry, "zone"));
  list->of_domains = g_strcmp0 (hato_data_get_string (entry, "lists"), "domains") == 0;
  list->ipv6 = json_object_get_boolean_member_with_default (entry, "ipv6", FALSE);
  list->test_listed = g_strdup (hato_data_get_string (entry, "test_listed"));
  list->test_unlisted = g_strdup (hato_data_get_string (entry, "test_unlisted"));
  list->removal = g_strdup (hato_data_get_string (entry, "removal"));
  list->meanings = g_ptr_array_new_with_free_func (meaning_free);
  read_meanings (entry, list->meanings);
  if (list->id != NULL && list->name != NULL && list->zone != NULL && list->test_listed != NULL
      && list->test_unlisted != NULL && list->removal != NULL && list->meanings->len > 0)
    return TRUE;

  g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL, "blocklists: entry %u lacks a member",
               self->lists->len);
  return FALSE;
}

static gboolean
read_resolver (JsonObject *entry, gpointer user_data, GError **error)
{
  HatoBlocklistList *self = user_data;
  const char *name = hato_data_get_string (entry, "name");
  g_auto (GStrv) addresses = hato_data_dup_strings (entry, "addresses");

  for (gsize i = 0; name != NULL && addresses[i] != NULL; i++)
    {
      HatoAddress address;

      if (!hato_address_parse (addresses[i], &address))
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL, "resolvers: %s is no address",
                       addresses[i]);
          return FALSE;
        }
      g_hash_table_insert (self->resolvers, hato_address_to_string (&address), g_strdup (name));
    }
  if (name != NULL && addresses[0] != NULL)
    return TRUE;

  g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INTERNAL,
                       "resolvers: an entry has no name or no address");
  return FALSE;
}

/** hato_blocklist_list_new: (transfer full) (nullable): the lists that the program brings along. */
HatoBlocklistList *
hato_blocklist_list_new (GError **error)
{
  g_autoptr (HatoBlocklistList) self = g_atomic_rc_box_new0 (HatoBlocklistList);

  self->lists = g_ptr_array_new_with_free_func (blocklist_free);
  self->resolvers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!hato_data_file_read ("blocklists", "blocklists", read_list, self, error)
      || !hato_data_file_read ("resolvers", "resolvers", read_resolver, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

HatoBlocklistList *
hato_blocklist_list_ref (HatoBlocklistList *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
blocklist_list_clear (gpointer data)
{
  HatoBlocklistList *self = data;

  g_ptr_array_unref (self->lists);
  g_hash_table_unref (self->resolvers);
}

void
hato_blocklist_list_unref (HatoBlocklistList *self)
{
  g_atomic_rc_box_release_full (self, blocklist_list_clear);
}

guint
hato_blocklist_list_get_length (const HatoBlocklistList *self)
{
  return self->lists->len;
}

/** hato_blocklist_list_get: (transfer none): entry @index (from 0) of the list. */
const HatoBlocklist *
hato_blocklist_list_get (const HatoBlocklistList *self, guint index)
{
  return g_ptr_array_index (self->lists, index);
}

/**
 * hato_blocklist_list_get_public_resolver:
 * @server: "ADDRESS" or "ADDRESS#PORT"
 *
 * Returns: (transfer none) (nullable): whose resolver for everybody it is. The operators of blocklists answer none of
 *   its questions, or answer them wrongly.
 */
const char *
hato_blocklist_list_get_public_resolver (const HatoBlocklistList *self, const char *server)
{
  g_autofree char *bare = g_strndup (server, strcspn (server, "#"));
  g_autofree char *usual = NULL;
  HatoAddress address;

  if (!hato_address_parse (bare, &address))
    return NULL;

  hato_address_unmap (&address);
  usual = hato_address_to_string (&address);
  return g_hash_table_lookup (self->resolvers, usual);
}

/** hato_blocklist_get_meaning: (transfer none) (nullable): what an answer means; NULL for one that the operator does not explain. */
const char *
hato_blocklist_get_meaning (const HatoBlocklist *self, const char *answer)
{
  for (guint i = 0; i < self->meanings->len; i++)
    {
      const HatoBlocklistMeaning *meaning = g_ptr_array_index (self->meanings, i);

      if (strcmp (meaning->answer, answer) == 0)
        return meaning->word;
    }
  return NULL;
}
