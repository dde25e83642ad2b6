/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "records/note.h"

G_BEGIN_DECLS

/* One TLS-RPT text (RFC 8460 §3). Boxed, immutable. */
typedef struct _HatoTlsRpt HatoTlsRpt;

struct _HatoTlsRpt
{
  gboolean is_record; /* its version stands first: a reader takes it for one */
  gboolean valid;     /* and it follows the grammar */
  GPtrArray *rua;     /* (owned) (element-type utf8): where reports go */
  GArray *notes;      /* (owned) (element-type HatoNote) */
};

#define HATO_TYPE_TLS_RPT (hato_tls_rpt_get_type ())
GType hato_tls_rpt_get_type (void);

HatoTlsRpt *hato_tls_rpt_parse (gconstpointer bytes, gsize size);
HatoTlsRpt *hato_tls_rpt_ref (HatoTlsRpt *self);
void hato_tls_rpt_unref (HatoTlsRpt *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoTlsRpt, hato_tls_rpt_unref)

G_END_DECLS
