/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a receiver asks of those who send mail to it, as it has published. */
typedef struct
{
  char *id;           /* (owned): as in the catalogue of organisations */
  char *name;         /* (owned) */
  GStrv asks;         /* (owned): of every sender: spf_or_dkim ptr tls …; never NULL */
  GStrv asks_of_many; /* (owned): of those who send thousands a day; never NULL */
  char *source;       /* (owned) */
  char *date;         /* (owned): of the source, YYYY-MM-DD */
} HatoReceiver;

typedef struct _HatoReceiverList HatoReceiverList;

#define HATO_TYPE_RECEIVER_LIST (hato_receiver_list_get_type ())
GType hato_receiver_list_get_type (void);

HatoReceiverList *hato_receiver_list_new (GError **error);
HatoReceiverList *hato_receiver_list_ref (HatoReceiverList *self);
void hato_receiver_list_unref (HatoReceiverList *self);
const HatoReceiver *hato_receiver_list_find (const HatoReceiverList *self, const char *id);
const HatoReceiver *hato_receiver_list_get (const HatoReceiverList *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoReceiverList, hato_receiver_list_unref)

G_END_DECLS
