/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An IP address; lives on the stack. */
typedef struct
{
  guint8 bytes[16]; /* network order */
  gsize size;       /* 4 or 16 */
} HatoAddress;

gboolean hato_address_parse (const char *text, HatoAddress *address);
char *hato_address_to_string (const HatoAddress *self);
char *hato_address_to_reverse_name (const HatoAddress *self);
gboolean
hato_address_in_network (const HatoAddress *self, const guint8 *network, gsize size, guint prefix);
void hato_address_unmap (HatoAddress *self);
gboolean hato_address_is_private (const HatoAddress *self);

G_END_DECLS
