/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "records/note.h"

G_BEGIN_DECLS

/* One MTA-STS text (RFC 8461 §3.1). Boxed, immutable. */
typedef struct _HatoMtaStsRecord HatoMtaStsRecord;

struct _HatoMtaStsRecord
{
  gboolean is_record; /* its version stands first: a reader takes it for one */
  gboolean valid;     /* and it follows the grammar */
  char *id;           /* (owned) (nullable) */
  GArray *notes;      /* (owned) (element-type HatoNote) */
};

#define HATO_TYPE_MTA_STS_RECORD (hato_mta_sts_record_get_type ())
GType hato_mta_sts_record_get_type (void);

HatoMtaStsRecord *hato_mta_sts_record_parse (gconstpointer bytes, gsize size);
HatoMtaStsRecord *hato_mta_sts_record_ref (HatoMtaStsRecord *self);
void hato_mta_sts_record_unref (HatoMtaStsRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMtaStsRecord, hato_mta_sts_record_unref)

G_END_DECLS
