/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/selector.h"

#include "base/error.h"
#include "catalogue/data-file.h"

struct _HatoSelectorList
{
  GPtrArray *selectors; /* (owned) (element-type utf8): by rank */
};

G_DEFINE_BOXED_TYPE (HatoSelectorList,
                     hato_selector_list,
                     hato_selector_list_ref,
                     hato_selector_list_unref)

static gboolean
read_entry (JsonObject *entry, gpointer user_data, GError **error)
{
  HatoSelectorList *self = user_data;
  const char *selector = hato_data_get_string (entry, "selector");

  if (selector == NULL
      || json_object_get_int_member_with_default (entry, "rank", 0)
             != (gint64) self->selectors->len + 1)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL,
                   "selectors: entry %u has no selector, or not its rank",
                   self->selectors->len + 1);
      return FALSE;
    }
  g_ptr_array_add (self->selectors, g_strdup (selector));
  return TRUE;
}

/** hato_selector_list_new: (transfer full) (nullable): the list that the program brings along. */
HatoSelectorList *
hato_selector_list_new (GError **error)
{
  g_autoptr (HatoSelectorList) self = g_atomic_rc_box_new0 (HatoSelectorList);

  self->selectors = g_ptr_array_new_with_free_func (g_free);
  if (!hato_data_file_read ("selectors", "selectors", read_entry, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

HatoSelectorList *
hato_selector_list_ref (HatoSelectorList *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
selector_list_clear (gpointer data)
{
  g_ptr_array_unref (((HatoSelectorList *) data)->selectors);
}

void
hato_selector_list_unref (HatoSelectorList *self)
{
  g_atomic_rc_box_release_full (self, selector_list_clear);
}

/** hato_selector_list_get: (transfer none) (nullable): the selector of @rank (from 1); NULL past the last. */
const char *
hato_selector_list_get (const HatoSelectorList *self, guint rank)
{
  return rank >= 1 && rank <= self->selectors->len ? g_ptr_array_index (self->selectors, rank - 1)
                                                   : NULL;
}
