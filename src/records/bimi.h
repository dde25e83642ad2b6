/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "records/note.h"

G_BEGIN_DECLS

/* One BIMI text. Boxed, immutable. */
typedef struct _HatoBimi HatoBimi;

struct _HatoBimi
{
  gboolean is_record; /* its version stands first: a reader takes it for one */
  gboolean valid;     /* and it follows the grammar */
  char *logo;         /* (owned) (nullable): l, an https address; "" = declined */
  char *authority;    /* (owned) (nullable): a, an https address of a certificate */
  GArray *notes;      /* (owned) (element-type HatoNote) */
};

#define HATO_TYPE_BIMI (hato_bimi_get_type ())
GType hato_bimi_get_type (void);

HatoBimi *hato_bimi_parse (gconstpointer bytes, gsize size);
HatoBimi *hato_bimi_ref (HatoBimi *self);
void hato_bimi_unref (HatoBimi *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoBimi, hato_bimi_unref)

G_END_DECLS
