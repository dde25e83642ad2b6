/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "records/note.h"
#include "records/tag-list.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_DMARC_UNSET,
  HATO_DMARC_NONE,
  HATO_DMARC_QUARANTINE,
  HATO_DMARC_REJECT,
} HatoDmarcPolicy;

typedef enum
{
  HATO_DMARC_PSD_UNKNOWN,
  HATO_DMARC_PSD_YES,
  HATO_DMARC_PSD_NO,
} HatoDmarcPsd;

/* One DMARC text as RFC 9989 reads it. Boxed, immutable. */
typedef struct _HatoDmarcRecord HatoDmarcRecord;

struct _HatoDmarcRecord
{
  gboolean is_record; /* it begins with the version (§4.7) */
  gboolean valid; /* and the grammars of RFC 7489 §6.4 and of RFC 9989 §4.8 let by all of it */
  HatoDmarcPolicy
      policy; /* what a receiver takes from it; UNSET = no DMARC for the message (§4.10.1) */
  HatoDmarcPolicy subdomain_policy; /* sp; UNSET = as policy */
  HatoDmarcPolicy missing_policy;   /* np; UNSET = as sp */
  HatoDmarcPsd psd;
  gboolean strict_dkim;
  gboolean strict_spf;
  gboolean testing; /* t=y: one level lower */
  GPtrArray *rua;   /* (owned) (element-type utf8): URIs that follow the grammar, without a size */
  GPtrArray *ruf;   /* (owned) (element-type utf8): the same of failure reports */
  GPtrArray *ignored; /* (owned) (element-type utf8): "tag=value" */
  HatoTagList *tags;  /* (owned) */
  GArray *notes;      /* (owned) (element-type HatoNote) */
};

#define HATO_TYPE_DMARC_RECORD (hato_dmarc_record_get_type ())
GType hato_dmarc_record_get_type (void);

HatoDmarcRecord *hato_dmarc_record_parse (gconstpointer bytes, gsize size);
HatoDmarcRecord *hato_dmarc_record_ref (HatoDmarcRecord *self);
void hato_dmarc_record_unref (HatoDmarcRecord *self);
char *hato_dmarc_record_to_string (const HatoDmarcRecord *self);
gboolean hato_dmarc_record_is_meant (gconstpointer bytes, gsize size);
const char *hato_dmarc_policy_to_string (HatoDmarcPolicy policy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDmarcRecord, hato_dmarc_record_unref)

G_END_DECLS
