/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/receiver.h"

#include "base/error.h"
#include "catalogue/data-file.h"

struct _HatoReceiverList
{
  GPtrArray *receivers; /* (owned) (element-type HatoReceiver): in the order of the file */
};

G_DEFINE_BOXED_TYPE (HatoReceiverList,
                     hato_receiver_list,
                     hato_receiver_list_ref,
                     hato_receiver_list_unref)

static void
receiver_free (gpointer data)
{
  HatoReceiver *self = data;

  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->asks);
  g_strfreev (self->asks_of_many);
  g_free (self->source);
  g_free (self->date);
  g_free (self);
}

static gboolean
read_entry (JsonObject *entry, gpointer user_data, GError **error)
{
  HatoReceiverList *self = user_data;
  HatoReceiver *receiver = g_new0 (HatoReceiver, 1);

  receiver->id = g_strdup (hato_data_get_string (entry, "id"));
  receiver->name = g_strdup (hato_data_get_string (entry, "name"));
  receiver->asks = hato_data_dup_strings (entry, "asks");
  receiver->asks_of_many = hato_data_dup_strings (entry, "asks_of_many");
  receiver->source = g_strdup (hato_data_get_string (entry, "source"));
  receiver->date = g_strdup (hato_data_get_string (entry, "date"));
  g_ptr_array_add (self->receivers, receiver);
  if (receiver->id != NULL && receiver->name != NULL && receiver->asks != NULL
      && receiver->asks_of_many != NULL && receiver->source != NULL && receiver->date != NULL)
    return TRUE;

  g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL, "receivers: entry %u lacks something",
               self->receivers->len);
  return FALSE;
}

/** hato_receiver_list_new: (transfer full) (nullable): the list that the program brings along. */
HatoReceiverList *
hato_receiver_list_new (GError **error)
{
  g_autoptr (HatoReceiverList) self = g_atomic_rc_box_new0 (HatoReceiverList);

  self->receivers = g_ptr_array_new_with_free_func (receiver_free);
  if (!hato_data_file_read ("receivers", "receivers", read_entry, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

HatoReceiverList *
hato_receiver_list_ref (HatoReceiverList *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
receiver_list_clear (gpointer data)
{
  g_ptr_array_unref (((HatoReceiverList *) data)->receivers);
}

void
hato_receiver_list_unref (HatoReceiverList *self)
{
  g_atomic_rc_box_release_full (self, receiver_list_clear);
}

/** hato_receiver_list_get: (transfer none) (nullable): NULL beyond the last one */
const HatoReceiver *
hato_receiver_list_get (const HatoReceiverList *self, guint index)
{
  return index < self->receivers->len ? g_ptr_array_index (self->receivers, index) : NULL;
}

/** hato_receiver_list_find: (transfer none) (nullable): the receiver of that id (nullable) */
const HatoReceiver *
hato_receiver_list_find (const HatoReceiverList *self, const char *id)
{
  for (guint i = 0; i < self->receivers->len; i++)
    {
      const HatoReceiver *receiver = g_ptr_array_index (self->receivers, i);

      if (g_strcmp0 (receiver->id, id) == 0)
        return receiver;
    }
  return NULL;
}
