/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "records/note.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_MTA_STS_NONE,
  HATO_MTA_STS_TESTING,
  HATO_MTA_STS_ENFORCE,
} HatoMtaStsMode;

/* One MTA-STS policy (RFC 8461 §3.2). Boxed, immutable. */
typedef struct _HatoMtaStsPolicy HatoMtaStsPolicy;

struct _HatoMtaStsPolicy
{
  gboolean is_record; /* it says that it is a policy of this version */
  gboolean valid;     /* and it follows the grammar */
  HatoMtaStsMode mode;
  GPtrArray *mx; /* (owned) (element-type utf8): patterns, folded */
  guint max_age; /* seconds */
  GArray *notes; /* (owned) (element-type HatoNote) */
};

#define HATO_TYPE_MTA_STS_POLICY (hato_mta_sts_policy_get_type ())
GType hato_mta_sts_policy_get_type (void);

HatoMtaStsPolicy *hato_mta_sts_policy_parse (gconstpointer bytes, gsize size);
HatoMtaStsPolicy *hato_mta_sts_policy_ref (HatoMtaStsPolicy *self);
void hato_mta_sts_policy_unref (HatoMtaStsPolicy *self);
char *hato_mta_sts_policy_to_string (const HatoMtaStsPolicy *self);
gboolean hato_mta_sts_policy_matches (const HatoMtaStsPolicy *self, const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMtaStsPolicy, hato_mta_sts_policy_unref)

G_END_DECLS
