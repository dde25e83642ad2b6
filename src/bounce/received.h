/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One Received header (RFC 5321 §4.4). Boxed, immutable. */
typedef struct _HatoReceived HatoReceived;

struct _HatoReceived
{
  char *from; /* (owned) (nullable): the name that the sending side gave itself */
  char *
      address; /* (owned) (nullable): its address, as the receiving side saw it, if it is a public one */
  char *by;        /* (owned) (nullable) */
  char *recipient; /* (owned) (nullable): for <…> */
  gboolean
      is_submission; /* handed in by a person's program, or from inside: no server delivered it */
};

#define HATO_TYPE_RECEIVED (hato_received_get_type ())
GType hato_received_get_type (void);

HatoReceived *hato_received_parse (const char *value);
HatoReceived *hato_received_ref (HatoReceived *self);
void hato_received_unref (HatoReceived *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoReceived, hato_received_unref)

G_END_DECLS
