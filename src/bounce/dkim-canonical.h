/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/dkim-signature.h"

G_BEGIN_DECLS

#define HATO_SHA256_SIZE 32u

void hato_dkim_append_field (GString *out, HatoCanonical form, gconstpointer bytes, gsize size);
gboolean hato_dkim_hash_body (HatoCanonical form,
                              gconstpointer bytes,
                              gsize size,
                              gint64 length,
                              guint8 digest[HATO_SHA256_SIZE]);

G_END_DECLS
