/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/translation.h"

G_BEGIN_DECLS

/* What a person gave as "the server name in the mail program", and what was made of it. */
typedef struct
{
  char
      *host; /* (owned) (nullable): A-labels, or an address; NULL = an error that names no server */
  gboolean is_error; /* it is what a mail program said about a certificate */
} HatoTypedServer;

HatoTypedServer *
hato_typed_server_read (const char *text, const HatoTranslation *translation, GError **error);
void hato_typed_server_free (HatoTypedServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoTypedServer, hato_typed_server_free)

G_END_DECLS
